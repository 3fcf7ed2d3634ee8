"""What one worker holds, what is coming for them, and who covers for whom."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from cti.access import Actor, Membership
from cti.calendar import Horizon
from cti.caseload.caseload import Caseload
from cti.caseload.clocks import person_clock
from cti.caseload.people import Status
from cti.caseload.today import PhaseToday, phase_today
from cti.errors import NotThere
from cti.phases import Phase
from cti.plans.assignment import AssignmentPlan, Stay
from cti.plans.document import LoadRow
from cti.plans.loads import load_rows
from cti.spelling import folded
from cti.store.covering import CoverSeen, covers_between
from cti.store.moving import stays_of
from cti.store.plans import Ids
from cti.store.reading import read_caseload
from cti.store.tables import WORKERS
from cti.store.unit import Store
from cti.units import PersonId, WorkerId

__all__ = ["CoverSeen"]

AHEAD = timedelta(days=28)
"""How far ahead it is told what is coming."""


class ComingKind(StrEnum):
    """What is coming for a worker."""

    STARTS = "starts"
    COMES = "comes"
    PHASE = "phase"
    GOES = "goes"
    ENDS = "ends"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """Something that changes a worker's caseload.

    Attributes
    ----------
    phase
        The one that begins, of a phase change; None of anything else.
    other
        Who the person comes from or goes to; empty for nobody.
    """

    on: date
    kind: ComingKind
    person_id: str
    known_as: str
    phase: Phase | None = None
    other: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedWith:
    """Somebody a worker works with, and where they are on their way.

    Attributes
    ----------
    phase_now
        None once their support was closed.
    """

    person_id: str
    known_as: str
    phase_now: PhaseToday | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MyCaseload:
    """What one worker holds.

    Attributes
    ----------
    people
        Whom they work with today, by name.
    loads
        What they hold on each Monday, this week's first.
    coming
        What changes in the next four weeks, in order of date.
    """

    service_id: str
    service: str
    people: Sequence[WorkedWith]
    loads: Sequence[LoadRow]
    coming: Sequence[Coming]


def my_caseload(
    store: Store, ours: Membership, *, on: date, weeks: int = 12
) -> MyCaseload:
    """Return what the worker of a membership holds, and what is coming.

    It is the ledger a plan is judged by, of what is so and what is agreed.

    Raises
    ------
    NotThere
        If the membership is no worker's, or its worker is on no list any more.
    """
    with store.reading() as connection:
        caseload = read_caseload(
            connection, ours.service_id, on=on, with_contacts=False
        )
        stays = stays_of(connection, ours.service_id)
        ids = Ids.of(connection, ours.service_id)
    known = ids.turned().worker.get(ours.worker_id or "")
    if known is None or known not in {each.worker_id for each in caseload.workers}:
        raise NotThere(WORKERS.name)
    mine = _Mine(caseload, WorkerId(known), stays, ids, on)
    return MyCaseload(
        service_id=ours.service_id,
        service=caseload.service.name,
        people=sorted(
            mine.people(), key=lambda each: (folded(each.known_as), each.person_id)
        ),
        loads=mine.loads(weeks),
        coming=sorted(mine.coming(), key=lambda each: (each.on, folded(each.known_as))),
    )


def covers(
    store: Store, actor: Actor, from_on: date, to_on: date, *, on: date
) -> Sequence[CoverSeen]:
    """Return the cover that the account's workers give or are given.

    Parameters
    ----------
    from_on, to_on
        The first and the last day, both included.
    """
    mine = [each.worker_id for each in actor.memberships if each.worker_id]
    with store.reading() as connection:
        return covers_between(connection, actor, mine, from_on, to_on, on=on)


class _Mine:
    """A caseload as one worker looks at it."""

    def __init__(
        self,
        caseload: Caseload,
        worker_id: WorkerId,
        stays: AssignmentPlan,
        ids: Ids,
        on: date,
    ) -> None:
        self._caseload, self._worker_id = caseload, worker_id
        self._ids, self._on = ids, on
        own = [each for each in stays.stays if each.worker_id == worker_id]
        theirs = {each.person_id for each in own}
        self._own, self._of = own, stays.of
        self._people = {
            each.person_id: each
            for each in caseload.people
            if each.person_id in theirs and each.status is not Status.CLOSED
        }
        self._names = {each: person.known_as for each, person in self._people.items()}
        self._names |= {
            each.referral_id: each.known_as
            for each in caseload.referrals
            if each.referral_id in theirs
        }
        self._workers = {each.worker_id: each.name for each in caseload.workers}

    def people(self) -> Iterator[WorkedWith]:
        """Yield whom they work with today."""
        held = {each.person_id for each in self._own if each.covers(self._on)}
        for person_id, person in self._people.items():
            if person_id in held:
                yield WorkedWith(
                    person_id=self._ids.person[person_id],
                    known_as=person.known_as,
                    phase_now=phase_today(person, self._on),
                )

    def loads(self, weeks: int) -> Sequence[LoadRow]:
        """Return what they hold on each Monday, this week's first."""
        monday = self._on - timedelta(days=self._on.weekday())
        named = set(self._names)
        only = replace(
            self._caseload,
            workers=tuple(
                each
                for each in self._caseload.workers
                if each.worker_id == self._worker_id
            ),
            people=tuple(self._people.values()),
            referrals=tuple(
                each for each in self._caseload.referrals if each.referral_id in named
            ),
            absences=tuple(
                each
                for each in self._caseload.absences
                if each.worker_id == self._worker_id
            ),
        )
        theirs = [stay for each in named for stay in self._of[each]]
        return load_rows(only, Horizon(monday, weeks), AssignmentPlan(tuple(theirs)))

    def coming(self) -> Iterator[Coming]:
        """Yield what changes from tomorrow on."""
        for stay in self._own:
            if stay.person_id in self._names:
                yield from self._moves(stay)
                yield from self._changes(stay)

    def _moves(self, stay: Stay) -> Iterator[Coming]:
        last = self._on + AHEAD
        if self._on < stay.from_on <= last:
            before = self._other(stay.person_id, stay.from_on - timedelta(days=1))
            kind = ComingKind.COMES if before else ComingKind.STARTS
            yield self._say(stay.person_id, stay.from_on, kind, other=before)
        if stay.to_on is not None and self._on < stay.to_on <= last:
            after = self._other(stay.person_id, stay.to_on)
            if after:
                yield self._say(
                    stay.person_id, stay.to_on, ComingKind.GOES, other=after
                )

    def _changes(self, stay: Stay) -> Iterator[Coming]:
        person = self._people.get(stay.person_id)
        if person is None:
            return
        clock = person_clock(person, Horizon(self._on))
        for day, phase in clock.changes(after=self._on, until=self._on + AHEAD):
            if stay.covers(day) or (phase is Phase.FINISHED and stay.to_on == day):
                if phase is Phase.FINISHED:
                    yield self._say(stay.person_id, day, ComingKind.ENDS)
                else:
                    yield self._say(stay.person_id, day, ComingKind.PHASE, phase=phase)

    def _other(self, person_id: PersonId, day: date) -> str:
        """Return who else works with somebody on a day; empty for nobody."""
        for each in self._of.get(person_id, ()):
            if each.covers(day) and each.worker_id not in (None, self._worker_id):
                return self._workers.get(WorkerId(str(each.worker_id)), "")
        return ""

    def _say(
        self,
        person_id: PersonId,
        on: date,
        kind: ComingKind,
        *,
        phase: Phase | None = None,
        other: str = "",
    ) -> Coming:
        return Coming(
            on=on,
            kind=kind,
            person_id=self._ids.person[person_id],
            known_as=self._names[person_id],
            phase=phase,
            other=other,
        )
