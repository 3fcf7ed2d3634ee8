"""A contact plan: when people are met in the coming weeks, by which rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property

from cti.units import PersonId, WorkerId

CONTACT_DAYS = 28
GRID_MINUTES = 15
DEFAULT_TRAVEL_MINUTES = 15
MAX_CONTACT_MINUTES_A_DAY = 300
BREAK_MINUTES = 30
BREAK_FROM_MINUTE = 12 * 60
BREAK_TO_MINUTE = 14 * 60


class ContactKind(StrEnum):
    """What a planned contact is."""

    VISIT = "visit"
    CHECK_IN = "check-in"
    NETWORK_MEETING = "network meeting"
    FINAL_MEETING = "final meeting"
    FIRST_CONTACT = "first contact"


class ContactRule(StrEnum):
    """The rules of a contact plan; never broken.

    Each is built into the choices of ``cti.solver.contacts`` and has a check in
    ``cti.plans.verify_contacts``, written apart and compared by the tests.
    """

    KNOWN_AND_HELD = "known_and_held"
    NOT_WHILE_PAUSED = "not_while_paused"
    FIXED_APPOINTMENTS_STAY = "fixed_appointments_stay"
    DAYS_APART = "days_apart"
    RIGHT_KIND = "right_kind"
    RIGHT_PLACE = "right_place"
    COVER_FITS = "cover_fits"
    ON_THE_GRID = "on_the_grid"
    NOT_AWAY = "not_away"
    NOT_ON_BANK_HOLIDAYS = "not_on_bank_holidays"
    WITHIN_HOURS = "within_hours"
    WITHIN_AVAILABILITY = "within_availability"
    NOT_IN_TEAM_EVENTS = "not_in_team_events"
    NO_OVERLAP_WITH_TRAVEL = "no_overlap_with_travel"
    DAILY_MINUTES = "daily_minutes"
    MIDDAY_BREAK = "midday_break"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedContact:
    """One meeting with one person.

    Attributes
    ----------
    at
        Local date and time, on the grid.
    worker_id
        Who meets them. At a warm handover there is a second row for the worker who
        hands over, at the same moment.
    place
        home, community or office.
    locality
        Where that is; None if unknown.
    cover
        Whether somebody other than the person's worker meets them.
    """

    at: datetime
    person_id: PersonId
    worker_id: WorkerId
    minutes: int
    kind: ContactKind
    place: str
    locality: str | None
    cover: bool = False

    @property
    def on(self) -> date:
        """The day."""
        return self.at.date()

    @property
    def ends_at(self) -> datetime:
        """The moment it is over."""
        return self.at + timedelta(minutes=self.minutes)


@dataclass(frozen=True)
class ContactPlan:
    """Every contact of the coming weeks.

    Attributes
    ----------
    contacts
        In order of time, person and worker.
    """

    contacts: tuple[PlannedContact, ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "contacts", tuple(sorted(self.contacts, key=_order)))

    @cached_property
    def of(self) -> Mapping[PersonId, tuple[PlannedContact, ...]]:
        """The contacts with each person, in order of time."""
        found: dict[PersonId, list[PlannedContact]] = {}
        for contact in self.contacts:
            found.setdefault(contact.person_id, []).append(contact)
        return {person_id: tuple(contacts) for person_id, contacts in found.items()}

    @cached_property
    def by(self) -> Mapping[WorkerId, tuple[PlannedContact, ...]]:
        """The contacts of each worker, in order of time."""
        found: dict[WorkerId, list[PlannedContact]] = {}
        for contact in self.contacts:
            found.setdefault(contact.worker_id, []).append(contact)
        return {worker_id: tuple(contacts) for worker_id, contacts in found.items()}


def _order(contact: PlannedContact) -> tuple[object, ...]:
    """Sort by time, person and worker; the rest is there to break every tie."""
    return (
        contact.at,
        contact.person_id,
        contact.worker_id,
        contact.minutes,
        contact.kind,
        contact.place,
        contact.locality or "",
        contact.cover,
    )
