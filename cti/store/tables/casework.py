"""What the work with somebody is about: portrait, safety, focus areas, network."""

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
from cti.store.tables.base import WORDS_APART, kept, of
from cti.store.types import Id, Instant, OneOf, WallTime, Words

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

PHONES = kept(
    "phones",
    of("people", "person_id", unique=True),
    # Kept here and nowhere else: an old number may be somebody else's by now.
    Column("number", Words, nullable=False, info={WORDS_APART: True}),
    Column("reached_by", Words, nullable=False, info={WORDS_APART: True}),
    is_planned_from=False,
)

PORTRAITS = kept(
    "portraits",
    of("people", "person_id", unique=True),
    Column("matters", Words, nullable=False),
    Column("strengths", Words, nullable=False),
    CheckConstraint("trim(matters) <> '' OR trim(strengths) <> ''", name="worded"),
    is_planned_from=False,
)

SAFETY_PLANS = kept(
    "safety_plans",
    of("people", "person_id", index=True),
    # Kept here and nowhere else: no fact repeats them.
    Column("words", Words, nullable=False, info={WORDS_APART: True}),
    Column("review_on", Date),
    Column("written_by", Id, nullable=False),
    Column("written_at", Instant, nullable=False),
    # One is replaced by one other at most, and there is one first.
    of("safety_plans", "replaces_id", optional=True, unique=True),
    CheckConstraint("trim(words) <> ''", name="worded"),
    is_planned_from=False,
)
Index(
    "uq_safety_plans_person_first",
    SAFETY_PLANS.c.person_id,
    unique=True,
    sqlite_where=text("replaces_id IS NULL"),
    postgresql_where=text("replaces_id IS NULL"),
)
