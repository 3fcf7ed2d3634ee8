"""Who is supported, who has been referred, and what they wish."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    Index,
    UniqueConstraint,
    text,
)

from cti.caseload.people import Keep, Need, Place, Priority, Status
from cti.store.tables.base import kept, of
from cti.store.types import Hours, OneOf, Words

PEOPLE = kept(
    "people",
    Column("external_id", Words, nullable=False),
    Column("known_as", Words, nullable=False),
    Column("team", Words, nullable=False),
    Column("programme", Words, nullable=False),
    # None for somebody who has been referred and whose support has not started.
    Column("status", OneOf(Status)),
    Column("started_on", Date),
    Column("keep_worker", OneOf(Keep)),
    UniqueConstraint("service_id", "external_id"),
)

# The order of every list of people, and where a page of it begins.
Index(None, PEOPLE.c.known_as, PEOPLE.c.id)

WISHES = kept(
    "wishes",
    of("people", "person_id", unique=True),
    Column("language", Words),
    Column("language_need", OneOf(Need)),
    Column("specialism", Words),
    Column("specialism_need", OneOf(Need)),
    Column("worker_gender", Words),
    Column("worker_gender_need", OneOf(Need)),
    of("workers", "requested_worker", optional=True),
    Column("locality", Words),
    Column("available", Hours),
    Column("contact_place", OneOf(Place), nullable=False),
)

DECLINED_WORKERS = kept(
    "declined_workers",
    of("people", "person_id", index=True),
    of("workers"),
    UniqueConstraint("person_id", "worker_id"),
)

REFERRALS = kept(
    "referrals",
    of("people", "person_id", unique=True),
    Column("referred_on", Date),
    Column("earliest_start_on", Date),
    Column("priority", OneOf(Priority), nullable=False),
)

TRANSITIONS = kept(
    "transitions",
    of("people", "person_id", unique=True),
    Column("happened_on", Date),
    Column("expected_on", Date),
)

PAUSES = kept(
    "pauses",
    of("people", "person_id", unique=True),
    Column("from_on", Date),
    # The day it is reviewed, exclusive.
    Column("review_on", Date),
    CheckConstraint("from_on IS NOT NULL OR review_on IS NOT NULL", name="dated"),
)

ASSIGNMENTS = kept(
    "assignments",
    of("people", "person_id", index=True),
    of("workers", index=True),
    # Half-open; from long ago where nobody remembers, and onwards without an end.
    Column("from_on", Date),
    Column("to_on", Date),
    CheckConstraint("from_on < to_on", name="half_open"),
)
Index(
    "uq_assignments_person_going_on",
    ASSIGNMENTS.c.person_id,
    unique=True,
    sqlite_where=text("to_on IS NULL"),
    postgresql_where=text("to_on IS NULL"),
)
