"""The service, and what holds for all of it."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Integer,
    Table,
    UniqueConstraint,
)

from cti.caseload.caseload import Country
from cti.store.tables.base import METADATA, kept, known_values
from cti.store.types import Exact, Id, OneOf, Words

SERVICES = Table(
    "services",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("name", Words, nullable=False),
    Column("ceiling", Exact, nullable=False),
    Column("country", OneOf(Country), nullable=False),
    Column("horizon_weeks", Integer, nullable=False),
    Column("programme", Words, nullable=False),
    # Whether outsiders may know that it exists.
    Column("is_hidden", Boolean, nullable=False),
    # Counts every change to what a plan is made from: a plan knows what it was made of.
    Column("revision", Integer, nullable=False),
    CheckConstraint("horizon_weeks > 0", name="horizon"),
)
SERVICES.append_constraint(*known_values(SERVICES.c))

TRAVEL_TIMES = kept(
    "travel_times",
    Column("from_locality", Words, nullable=False),
    Column("to_locality", Words, nullable=False),
    Column("minutes", Integer, nullable=False),
    UniqueConstraint("service_id", "from_locality", "to_locality"),
    CheckConstraint("minutes >= 0", name="minutes"),
)
