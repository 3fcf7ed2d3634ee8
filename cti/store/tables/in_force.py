"""What follows from the plan in force: the contacts people were told of, messages."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
    text,
)

from cti.plans.contacts import ContactKind
from cti.plans.life import Addressee, Answer, MessageKind
from cti.store.tables.base import METADATA, kept, known_values, of
from cti.store.types import Exact, Id, Instant, OneOf, WallTime, Words

PLANNED_CONTACTS = kept(
    "planned_contacts",
    # The plan by which people were last told of it, and when they were. Its version
    # counts how often.
    of("plans"),
    of("people", "person_id", index=True),
    of("workers", index=True),
    Column("at", WallTime, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("kind", OneOf(ContactKind), nullable=False),
    Column("place", Words, nullable=False),
    Column("locality", Words),
    Column("cover", Boolean, nullable=False),
    Column("is_cancelled", Boolean, nullable=False),
    Column("said_at", Instant, nullable=False),
    CheckConstraint("minutes > 0", name="minutes"),
)

MESSAGES = Table(
    "messages",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("service_id", Id, ForeignKey("services.id"), nullable=False, index=True),
    Column("kind", OneOf(MessageKind), nullable=False),
    Column("addressee", OneOf(Addressee), nullable=False),
    # Which worker is told; or about whom a leader is told.
    of("workers"),
    # What it is about: ids only, so that nothing leaks on the way.
    of("plans", index=True),
    of("people", "person_id", optional=True),
    Column("from_on", Date, nullable=False),
    Column("at", Instant, nullable=False),
    Column("sent_at", Instant),
)
MESSAGES.append_constraint(*known_values([MESSAGES.c.kind]))
MESSAGES.append_constraint(*known_values([MESSAGES.c.addressee]))
Index(
    "ix_messages_to_be_sent",
    MESSAGES.c.at,
    sqlite_where=text("sent_at IS NULL"),
    postgresql_where=text("sent_at IS NULL"),
)

ANSWERS_OWED = kept(
    "answers_owed",
    # The plan that last had the overload so.
    of("plans"),
    of("workers", index=True),
    Column("from_on", Date, nullable=False),
    # The last day, inclusive, as people write it.
    Column("to_on", Date, nullable=False),
    Column("over", Exact, nullable=False),
    # All of it is empty until somebody answers.
    Column("answer", OneOf(Answer)),
    Column("words", Words, nullable=False),
    Column("review_on", Date),
    Column("answered_at", Instant),
    Column("answered_by", Id),
    CheckConstraint("from_on <= to_on", name="in_order"),
    CheckConstraint(
        "(answer IS NULL) = (answered_at IS NULL)"
        " AND (answer IS NULL) = (answered_by IS NULL)"
        " AND (answer IS NULL) = (review_on IS NULL)",
        name="answered",
    ),
)
