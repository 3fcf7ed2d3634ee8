"""Contacts made, contacts agreed, and people pinned to a worker."""

from sqlalchemy import CheckConstraint, Column, Integer

from cti.caseload.caseload import Outcome
from cti.store.tables.base import kept, of
from cti.store.types import OneOf, WallTime, Words

CONTACT_RECORDS = kept(
    "contact_records",
    of("people", "person_id", index=True),
    of("workers", optional=True),
    Column("at", WallTime, nullable=False),
    Column("kind", Words, nullable=False),
    Column("outcome", OneOf(Outcome), nullable=False),
    Column("minutes", Integer),
    Column("place", Words, nullable=False),
)

APPOINTMENTS = kept(
    "appointments",
    of("people", "person_id", index=True),
    of("workers"),
    Column("at", WallTime, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("kind", Words, nullable=False),
    CheckConstraint("minutes > 0", name="minutes"),
)

PINS = kept(
    "pins",
    of("people", "person_id", unique=True),
    of("workers"),
    Column("reason", Words, nullable=False),
)
