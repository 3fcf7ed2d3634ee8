"""Plans: drafts, the one in force, and those it took the place of.

What a plan says is never edited: the database itself refuses it, by triggers that the
migrations make. Only who somebody is may be taken out of an old plan, and that shows.
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    text,
)

from cti.plans.contacts import ContactKind
from cti.plans.life import PlanState
from cti.store.tables.base import METADATA, kept, of
from cti.store.types import Exact, Id, Instant, OneOf, WallTime, Words

DIGEST_LENGTH = 64
"""SHA-256, in hexadecimal."""

PLANS = kept(
    "plans",
    Column("state", OneOf(PlanState), nullable=False),
    Column("plan_on", Date, nullable=False),
    Column("weeks", Integer, nullable=False),
    # The name of the prices; and the prices, where they do not come with the program.
    Column("policy", Words, nullable=False),
    Column("prices", Words),
    Column("seed", Integer, nullable=False),
    Column("effort", Integer, nullable=False),
    Column("repeatable", Boolean, nullable=False),
    Column("engine_version", Words, nullable=False),
    Column("input_hash", String(DIGEST_LENGTH), nullable=False),
    # The service's revision it was made from.
    Column("revision", Integer, nullable=False),
    Column("cost", Exact, nullable=False),
    Column("lower_bound", Exact, nullable=False),
    Column("contact_cost", Exact, nullable=False),
    Column("contact_lower_bound", Exact, nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("made_by", Id, nullable=False),
    Column("published_at", Instant),
    Column("published_by", Id),
    Column("superseded_at", Instant),
    of("plans", "superseded_by", optional=True),
    # When somebody was taken out of it.
    Column("erased_at", Instant),
    CheckConstraint("weeks > 0", name="weeks"),
    CheckConstraint(
        "(state = 'draft') = (published_at IS NULL)"
        " AND (published_at IS NULL) = (published_by IS NULL)",
        name="published",
    ),
    CheckConstraint(
        "(state = 'superseded') = (superseded_at IS NOT NULL)"
        " AND (superseded_at IS NULL) = (superseded_by IS NULL)",
        name="superseded",
    ),
)
Index(
    "uq_plans_service_in_force",
    PLANS.c.service_id,
    unique=True,
    sqlite_where=text("state = 'published'"),
    postgresql_where=text("state = 'published'"),
)

PLAN_DOCUMENTS = Table(
    "plan_documents",
    METADATA,
    Column("plan_id", Id, ForeignKey("plans.id"), primary_key=True),
    # plan.json, to the byte.
    Column("document", Words, nullable=False),
)

PLAN_STAYS = Table(
    "plan_stays",
    METADATA,
    Column("id", Id, primary_key=True),
    of("plans", index=True),
    of("people", "person_id", index=True),
    # None while nobody can be found.
    of("workers", optional=True),
    Column("from_on", Date, nullable=False),
    Column("to_on", Date),
    UniqueConstraint("plan_id", "person_id", "from_on"),
    CheckConstraint("from_on < to_on", name="half_open"),
)

PLAN_CONTACTS = Table(
    "plan_contacts",
    METADATA,
    Column("id", Id, primary_key=True),
    of("plans", index=True),
    of("people", "person_id", index=True),
    of("workers"),
    Column("at", WallTime, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("kind", OneOf(ContactKind), nullable=False),
    Column("place", Words, nullable=False),
    Column("locality", Words),
    Column("cover", Boolean, nullable=False),
    UniqueConstraint("plan_id", "person_id", "worker_id", "at"),
    CheckConstraint("minutes > 0", name="minutes"),
)

PLAN_OVERLOADS = Table(
    "plan_overloads",
    METADATA,
    Column("id", Id, primary_key=True),
    of("plans", index=True),
    of("workers"),
    Column("from_on", Date, nullable=False),
    # The last day, inclusive, as people write it.
    Column("to_on", Date, nullable=False),
    # The most it is over, SCE.
    Column("over", Exact, nullable=False),
    UniqueConstraint("plan_id", "worker_id", "from_on"),
    CheckConstraint("from_on <= to_on", name="in_order"),
)
