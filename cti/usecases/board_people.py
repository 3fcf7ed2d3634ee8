"""One person on the phase board: where they are, and what is coming or owed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from cti.calendar import Horizon
from cti.caseload.clocks import OpenPerson, person_clock
from cti.caseload.completeness import (
    Completeness,
    completeness,
    first_contact_by,
    is_dated,
)
from cti.caseload.contact_clock import ContactDue, contact_due
from cti.caseload.people import Person, Status
from cti.caseload.today import PhaseToday, phase_today
from cti.phases import TIMED, Phase
from cti.plans.contact_flags import closing_meeting

AHEAD = timedelta(weeks=4)
"""How far the board looks ahead to changes and meetings, and back to meetings."""

MOST = 2000
"""So many people are kept as they were laid out last."""

NOTHING_ASKED = Completeness(needed=(), missing=())


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingDue:
    """A meeting at the end of a phase that nobody has noted as held.

    Attributes
    ----------
    first_on, last_on
        The days in which it belongs, both included.
    planned_at
        When it is to be, on the wall; None while that is open.
    """

    phase: Phase
    first_on: date
    last_on: date
    planned_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What is known around one person, beside their own row.

    Attributes
    ----------
    met_on
        The day they were met last; None if nobody has noted it.
    closed_on
        The newest meeting of each kind that closes a phase, of those that were achieved
        and noted.
    held
        The phases whose closing meeting was held.
    planned
        When the closing meeting of a phase is to be, as people agreed.
    told
        What people were told of by a plan: the kind of each meeting to come, and when.
    """

    met_on: date | None
    closed_on: tuple[tuple[str, date], ...]
    held: frozenset[Phase]
    planned: tuple[tuple[Phase, datetime], ...]
    told: tuple[tuple[str, datetime], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardPerson:
    """Somebody supported, on the board.

    Attributes
    ----------
    person_id, worker_id
        Their rows; None for nobody.
    known_by
        The id their service knows them by.
    stands
        Where they are.
    ends_on
        The first day after support, by the clock.
    happened_on, expected_on
        What is said of the move, whether or not it can be so.
    is_dated
        Whether the transition date is known.
    ever_met
        Whether a contact with them was achieved and noted.
    first_contact_by
        The last day for a first contact; None where the start is not known.
    contact
        When they should be met next; None while nothing asks for it.
    changes
        The phases that begin in the weeks ahead, and the end of support.
    review_on
        The day a pause is to be looked at; None without one.
    may_change
        Whether who looks may put a date.
    version
        Of the person, to put a date with; 0 where it was not asked for.
    """

    person_id: str
    known_by: str
    known_as: str
    team: str
    worker_id: str | None
    worker: str
    stands: PhaseToday
    started_on: date | None
    ends_on: date
    happened_on: date | None
    expected_on: date | None
    is_dated: bool
    ever_met: bool
    first_contact_by: date | None
    contact: ContactDue | None
    changes: tuple[tuple[date, Phase], ...]
    meetings: tuple[MeetingDue, ...]
    next_meeting_on: date | None
    review_on: date | None
    known: Completeness
    may_change: bool
    version: int = 0

    @property
    def has_ended(self) -> bool:
        """Whether support is over by the clock, and was not closed."""
        return self.stands.phase is Phase.FINISHED

    @property
    def lacks_first_contact(self) -> bool:
        """Whether support has started, goes on, and nobody has met them yet."""
        goes_on = not self.has_ended and not self.stands.is_paused
        return goes_on and not self.ever_met


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Whom a line of the board is about, as it is shown.

    Attributes
    ----------
    person_id, worker_id
        Their rows.
    known_as
        With their id behind it, where somebody else has the same name.
    """

    person_id: str
    known_as: str
    worker_id: str | None
    worker: str
    may_change: bool


@lru_cache(maxsize=MOST)
def board_person(
    person: Person, around: Around, line: Line, *, on: date
) -> BoardPerson | None:
    """Lay out one person; None for somebody whose support was closed.

    Whoever brings the very same again gets what was laid out before.
    """
    today = phase_today(person, on)
    if today is None:
        return None
    clock = person_clock(person, Horizon(on, 1))
    # Nothing here asks what they weigh on any Monday.
    open_person = OpenPerson(person, clock, ())
    has_ended = today.phase is Phase.FINISHED
    meetings = [] if has_ended else [*_meetings(open_person, around)]
    asked = completeness(open_person, ever_met=around.met_on is not None, on=on)
    return BoardPerson(
        person_id=line.person_id,
        known_by=person.person_id,
        known_as=line.known_as,
        team=person.team,
        worker_id=line.worker_id,
        worker=line.worker,
        stands=today,
        started_on=person.started_on,
        ends_on=clock.finished_on,
        happened_on=person.transition_on,
        expected_on=person.transition_expected_on,
        is_dated=is_dated(person, on),
        ever_met=around.met_on is not None,
        first_contact_by=first_contact_by(open_person),
        contact=contact_due(open_person, around.met_on, on),
        changes=tuple(clock.changes(after=on, until=on + AHEAD)),
        meetings=tuple(
            each for each in meetings if on - AHEAD <= each.last_on < on + AHEAD
        ),
        next_meeting_on=min(
            (each.last_on for each in meetings if each.last_on >= on), default=None
        ),
        review_on=person.paused_review_on if is_paused(person) else None,
        known=NOTHING_ASKED if has_ended else asked,
        may_change=line.may_change,
    )


def is_paused(person: Person) -> bool:
    """Whether somebody's support waits, by what was said of it."""
    return person.status is Status.PAUSED


def _meetings(open_person: OpenPerson, around: Around) -> Iterator[MeetingDue]:
    """Yield the meetings that close a phase and were not held, in their order."""
    clock = open_person.clock
    for phase in TIMED:
        first, last = clock.meeting_window(phase)
        is_held = phase in around.held or _is_noted(around, phase, first)
        if not is_held and not clock.is_paused_on(last):
            yield MeetingDue(
                phase=phase,
                first_on=first,
                last_on=last,
                planned_at=dict(around.planned).get(phase)
                or _told_of(around, phase, (first, last)),
            )


def _told_of(
    around: Around, phase: Phase, window: tuple[date, date]
) -> datetime | None:
    """Return when a plan has the meeting that closes a phase; None if it has none."""
    kind, (first, last) = closing_meeting(phase), window
    moments = (at for each, at in around.told if each == kind)
    return min((at for at in moments if first <= at.date() <= last), default=None)


def _is_noted(around: Around, phase: Phase, first: date) -> bool:
    """Whether such a contact was achieved from the first day it could be."""
    noted_on = dict(around.closed_on).get(closing_meeting(phase))
    return noted_on is not None and noted_on >= first
