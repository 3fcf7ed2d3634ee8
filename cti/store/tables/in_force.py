"""What follows from a plan: contacts people are told of, and answers."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Integer,
    UniqueConstraint,
)

from cti.caseload.casework.overloads import AnswerKind
from cti.plans.contacts import ContactKind
from cti.store.tables.base import kept, of
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

OVERLOAD_TASKS = kept(
    "overload_tasks",
    of("overload_answers", unique=True),
    # A worker, or a leader who is none.
    of("workers", "owner_id", optional=True),
    of("accounts", optional=True),
    Column("due_on", Date, nullable=False),
    Column("done_on", Date),
    CheckConstraint("(owner_id IS NULL) <> (account_id IS NULL)", name="one_owner"),
    is_planned_from=False,
)
