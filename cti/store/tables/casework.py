"""Focus areas and their steps, and the network around somebody."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    Index,
    Integer,
    UniqueConstraint,
    text,
)

from cti.caseload.casework.focus_areas import MOST_IN_A_PHASE
from cti.caseload.casework.network import Tie
from cti.phases import Phase
from cti.store.tables.base import kept, of
from cti.store.types import OneOf, WallTime, Words

NETWORK_MEMBERS = kept(
    "network_members",
    of("people", "person_id", index=True),
    Column("known_as", Words, nullable=False),
    Column("tie", OneOf(Tie), nullable=False),
    Column("reached_by", Words, nullable=False),
    Column("ended_on", Date),
    CheckConstraint("trim(known_as) <> ''", name="named"),
    is_planned_from=False,
)

FOCUS_AREAS = kept(
    "focus_areas",
    of("people", "person_id", index=True),
    Column("phase", OneOf(Phase), nullable=False),
    # The first, second or third of its phase: there is no fourth.
    Column("place", Integer, nullable=False),
    Column("words", Words, nullable=False),
    Column("strengths", Words, nullable=False),
    of("network_members", "held_by", optional=True),
    Column("celebration", Words, nullable=False),
    Column("began_on", Date, nullable=False),
    Column("ended_on", Date),
    CheckConstraint("phase <> 'finished'", name="supported"),
    CheckConstraint(f"place BETWEEN 1 AND {MOST_IN_A_PHASE}", name="few"),
    CheckConstraint("trim(words) <> ''", name="worded"),
    CheckConstraint("trim(strengths) <> ''", name="strengths_first"),
    CheckConstraint("began_on <= ended_on", name="in_order"),
    is_planned_from=False,
)
Index(
    "uq_focus_areas_person_phase_place_going_on",
    FOCUS_AREAS.c.person_id,
    FOCUS_AREAS.c.phase,
    FOCUS_AREAS.c.place,
    unique=True,
    sqlite_where=text("ended_on IS NULL"),
    postgresql_where=text("ended_on IS NULL"),
)

FOCUS_STEPS = kept(
    "focus_steps",
    of("focus_areas", index=True),
    Column("words", Words, nullable=False),
    Column("done_on", Date),
    is_planned_from=False,
)

NETWORK_MEETINGS = kept(
    "network_meetings",
    of("people", "person_id", index=True),
    Column("phase", OneOf(Phase), nullable=False),
    Column("planned_at", WallTime),
    Column("held_on", Date),
    Column("agreed", Words, nullable=False),
    Column("celebrated", Words, nullable=False),
    CheckConstraint("phase NOT IN ('pre', 'finished')", name="timed"),
    UniqueConstraint("person_id", "phase"),
    is_planned_from=False,
)

NETWORK_GUESTS = kept(
    "network_guests",
    of("network_meetings", index=True),
    of("network_members"),
    UniqueConstraint("network_meeting_id", "network_member_id"),
    is_planned_from=False,
)
