"""What follows from a plan: contacts people are told of, messages, answers."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    Table,
    UniqueConstraint,
    text,
)

from cti.caseload.casework.overloads import AnswerKind
from cti.plans.contacts import ContactKind
from cti.plans.life import Addressee, MessageKind
from cti.store.tables.base import METADATA, kept, known_values, of
from cti.store.types import Id, Instant, OneOf, WallTime, Words

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

OVERLOAD_ANSWERS = kept(
    "overload_answers",
    # The overload it was given to, as a published plan has it for ever.
    of("plan_overloads"),
    # From 1; each takes the place of the one before.
    Column("number", Integer, nullable=False),
    Column("kind", OneOf(AnswerKind), nullable=False),
    Column("until_on", Date),
    Column("words", Words, nullable=False),
    Column("answered_by", Id, nullable=False),
    Column("answered_at", Instant, nullable=False),
    UniqueConstraint("plan_overload_id", "number"),
    CheckConstraint("number > 0", name="number"),
    CheckConstraint(
        "(kind = 'accept until') = (until_on IS NOT NULL)", name="accepted_until"
    ),
    is_planned_from=False,
)
