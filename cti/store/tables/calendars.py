"""Calendars that phones fetch: whose they are, and until when."""

from sqlalchemy import Boolean, CheckConstraint, Column, String

from cti.store.tables.base import WORDS_APART, kept, of
from cti.store.types import Instant

HASH_LENGTH = 64

CALENDAR_FEEDS = kept(
    "calendar_feeds",
    # Whose contacts it shows: those of a worker or those with a person.
    of("workers", optional=True, index=True),
    of("people", "person_id", optional=True, index=True),
    # What its address holds is told once, and kept only as a hash.
    Column(
        "secret_hash",
        String(HASH_LENGTH),
        nullable=False,
        unique=True,
        info={WORDS_APART: True},
    ),
    Column("with_names", Boolean, nullable=False),
    Column("opened_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("revoked_at", Instant),
    # Noted now and then, without a new version: nobody decides anything by it.
    Column("used_at", Instant),
    CheckConstraint("(worker_id IS NULL) <> (person_id IS NULL)", name="one_owner"),
    CheckConstraint("opened_at < expires_at", name="in_order"),
    is_planned_from=False,
)
