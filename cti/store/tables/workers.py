"""Who supports people, when they work, and when they are away."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Index,
    Integer,
    Time,
    UniqueConstraint,
    text,
)

from cti.store.tables.base import kept, of
from cti.store.types import Exact, Hours, Labels, Words

WORKERS = kept(
    "workers",
    Column("external_id", Words, nullable=False),
    Column("name", Words, nullable=False),
    Column("team", Words, nullable=False),
    Column("fte", Exact, nullable=False),
    Column("ceiling", Exact),
    Column("starts_on", Date),
    Column("leaves_on", Date),
    Column("languages", Labels, nullable=False),
    Column("specialisms", Labels, nullable=False),
    Column("gender", Words),
    Column("locality", Words),
    Column("accepts_new", Boolean, nullable=False),
    # False for somebody whom people may still name, and who is on no list any more.
    Column("is_listed", Boolean, nullable=False),
    UniqueConstraint("service_id", "external_id"),
)

WORKING_PATTERNS = kept(
    "working_patterns",
    of("workers"),
    Column("from_on", Date),
    Column("to_on", Date),
    Column("works", Hours, nullable=False),
    CheckConstraint("from_on < to_on", name="half_open"),
)
Index(
    "uq_working_patterns_worker_going_on",
    WORKING_PATTERNS.c.worker_id,
    unique=True,
    sqlite_where=text("to_on IS NULL"),
    postgresql_where=text("to_on IS NULL"),
)

ABSENCES = kept(
    "absences",
    of("workers", index=True),
    Column("from_on", Date, nullable=False),
    # The last day, inclusive, as people write it.
    Column("to_on", Date, nullable=False),
    Column("kind", Words, nullable=False),
    Column("load_reduction", Integer, nullable=False),
    CheckConstraint("from_on <= to_on", name="in_order"),
    CheckConstraint("load_reduction BETWEEN 0 AND 100", name="per_cent"),
)

TEAM_EVENTS = kept(
    "team_events",
    Column("team", Words, nullable=False),
    Column("title", Words, nullable=False),
    Column("weekday", Integer, nullable=False),
    Column("start", Time, nullable=False),
    Column("minutes", Integer, nullable=False),
    CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
)
