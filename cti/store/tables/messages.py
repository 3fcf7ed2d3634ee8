"""What people are told in the planner, what they have read, and letters to be sent."""

from sqlalchemy import (
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

from cti.plans.life import Addressee, LetterKind, MessageKind
from cti.store.tables.base import METADATA, known_values, of
from cti.store.types import Id, Instant, OneOf

MESSAGES = Table(
    "messages",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("service_id", Id, ForeignKey("services.id"), nullable=False, index=True),
    Column("kind", OneOf(MessageKind), nullable=False),
    Column("addressee", OneOf(Addressee), nullable=False),
    # Which worker is told; or about whom a leader is told.
    of("workers", optional=True, index=True),
    # What it is about: ids only, so that nothing leaks on the way.
    of("plans", optional=True, index=True),
    of("people", "person_id", optional=True),
    Column("from_on", Date, nullable=False),
    Column("at", Instant, nullable=False),
    CheckConstraint("addressee <> 'worker' OR worker_id IS NOT NULL", name="to_whom"),
)
MESSAGES.append_constraint(*known_values([MESSAGES.c.kind]))
MESSAGES.append_constraint(*known_values([MESSAGES.c.addressee]))

MESSAGE_READS = Table(
    "message_reads",
    METADATA,
    Column("id", Id, primary_key=True),
    of("messages"),
    of("accounts", index=True),
    Column("read_at", Instant, nullable=False),
    UniqueConstraint("message_id", "account_id"),
)

LETTERS = Table(
    "letters",
    METADATA,
    # The Message-ID is made of it, so that one that is sent again is known again.
    Column("id", Id, primary_key=True),
    of("accounts", index=True),
    of("services", optional=True),
    Column("kind", OneOf(LetterKind), nullable=False),
    # Of how many people it tells; nothing of who they are.
    Column("number", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    # Not before, until it is sent or given up.
    Column("next_at", Instant, nullable=False),
    Column("attempts", Integer, nullable=False),
    # Who is sending it, for so long.
    Column("claim_id", Id),
    Column("lease_until", Instant),
    Column("sent_at", Instant),
    Column("given_up_at", Instant),
    CheckConstraint("sent_at IS NULL OR given_up_at IS NULL", name="one_end"),
)
LETTERS.append_constraint(*known_values([LETTERS.c.kind]))

WAITS = "sent_at IS NULL AND given_up_at IS NULL"
Index(
    "ix_letters_waiting",
    LETTERS.c.next_at,
    sqlite_where=text(WAITS),
    postgresql_where=text(WAITS),
)
