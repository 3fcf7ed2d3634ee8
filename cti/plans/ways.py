"""Every allowed way to provide for one person: stay, move, start, or wait."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from cti.calendar import Horizon
from cti.caseload.caseload import Caseload
from cti.caseload.clocks import OpenPerson, open_people
from cti.caseload.people import Person, Referral
from cti.caseload.workers import Worker
from cti.plans.assignment import Stay
from cti.plans.eligibility import may_take
from cti.plans.fit import newcomer
from cti.plans.policy import Policy
from cti.plans.score import possible_starts
from cti.units import PersonId, WorkerId


class WayKind(StrEnum):
    """What becomes of somebody."""

    STAYS = "stays"
    MOVES = "moves"
    HANDED_OVER = "handed over"
    STARTS = "starts"
    WAITS = "waits"
    UNCOVERED = "uncovered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way to provide for one person over the whole plan.

    Attributes
    ----------
    worker_id
        Who holds them from ``from_week`` on; None for nobody.
    from_week
        Index of the Monday; for somebody who waits, the number of Mondays.
    before
        Who holds them until then, where somebody does.
    """

    kind: WayKind
    person_id: PersonId
    worker_id: WorkerId | None
    from_week: int = 0
    before: WorkerId | None = None

    def stays(self, horizon: Horizon) -> tuple[Stay, ...]:
        """Return the way as rows of a plan; none for somebody who waits."""
        if self.kind is WayKind.WAITS:
            return ()
        start, turn = horizon.start, horizon.mondays[self.from_week]
        last = Stay(self.person_id, turn, self.worker_id)
        if self.before is None:
            return (last,)
        return (Stay(self.person_id, start, self.before, turn), last)


def current_worker(caseload: Caseload, person: Person) -> Worker | None:
    """Return the worker somebody has; None where they must have another."""
    if person.worker_id is None or person.worker_id in person.wishes.not_workers:
        return None
    return caseload.worker.get(person.worker_id)


def leaving_week(
    caseload: Caseload, horizon: Horizon, open_person: OpenPerson
) -> int | None:
    """Return the first Monday on which somebody's worker has left them.

    Returns
    -------
    Index of the Monday; None if the worker goes on for as long as they weigh anything,
    and for those who must have another worker anyway.
    """
    worker = current_worker(caseload, open_person.person)
    if worker is None or worker.leaves_on is None:
        return None
    week = horizon.week_from(worker.leaves_on)
    return week if any(open_person.weights[week:]) else None


def ways(
    caseload: Caseload, horizon: Horizon, policy: Policy
) -> Mapping[PersonId, tuple[Way, ...]]:
    """Return every allowed way for everybody open and everybody referred.

    Returns
    -------
    At least one way for each: somebody whom nobody may take is uncovered, and a
    referral may always wait unless the start it was promised can be kept.
    """
    found = {
        person_id: person_ways(caseload, horizon, open_person)
        for person_id, open_person in open_people(caseload, horizon).items()
    }
    for referral in caseload.referrals:
        found[referral.referral_id] = referral_ways(caseload, horizon, policy, referral)
    return found


def person_ways(
    caseload: Caseload, horizon: Horizon, open_person: OpenPerson
) -> tuple[Way, ...]:
    """Return every allowed way for somebody open."""
    person = open_person.person
    current = current_worker(caseload, person)
    leaves = leaving_week(caseload, horizon, open_person)
    found = list(_with_worker(caseload, horizon, person, current, leaves))
    if found:
        return _where_pinned(caseload, person.person_id, found)
    before = current.worker_id if current is not None and leaves else None
    return (
        Way(
            kind=WayKind.UNCOVERED,
            person_id=person.person_id,
            worker_id=None,
            from_week=leaves or 0,
            before=before,
        ),
    )


def referral_ways(
    caseload: Caseload,
    horizon: Horizon,
    policy: Policy,
    referral: Referral,
    *,
    worker_id: WorkerId | None = None,
) -> tuple[Way, ...]:
    """Return every allowed way for a referral: each worker and Monday, and to wait.

    Where a start was promised and can be kept, it is the only one.

    Parameters
    ----------
    worker_id
        The only worker to ask about; None for all of them.
    """
    decided = _decided_workers(caseload, referral.referral_id)
    asked = [
        worker
        for worker in caseload.workers
        if worker_id is None or worker.worker_id in {worker_id, *decided}
    ]
    starts = [
        Way(
            kind=WayKind.STARTS,
            person_id=referral.referral_id,
            worker_id=worker.worker_id,
            from_week=week,
        )
        for week in possible_starts(referral, horizon, policy)
        for worker in _takers(caseload, horizon, referral, week, asked)
    ]
    waits = Way(
        kind=WayKind.WAITS,
        person_id=referral.referral_id,
        worker_id=None,
        from_week=horizon.weeks,
    )
    kept = _where_pinned(caseload, referral.referral_id, starts)
    open_to = _where_promised(caseload, horizon, kept) or (*kept, waits)
    return tuple(
        way
        for way in open_to
        if worker_id is None or way.worker_id in {worker_id, None}
    )


def _with_worker(
    caseload: Caseload,
    horizon: Horizon,
    person: Person,
    current: Worker | None,
    leaves: int | None,
) -> Iterator[Way]:
    who = person.person_id
    if current is not None and leaves is None:
        yield Way(kind=WayKind.STAYS, person_id=who, worker_id=current.worker_id)
    pinned_here = current is not None and _is_pinned(caseload, who, current)
    if leaves == 0 or not pinned_here:
        for taker in _takers(caseload, horizon, person, 0, caseload.workers):
            if taker is not current:
                yield Way(kind=WayKind.MOVES, person_id=who, worker_id=taker.worker_id)
    if current is not None and leaves:
        for taker in _takers(caseload, horizon, person, leaves, caseload.workers):
            yield Way(
                kind=WayKind.HANDED_OVER,
                person_id=who,
                worker_id=taker.worker_id,
                from_week=leaves,
                before=current.worker_id,
            )


def _takers(
    caseload: Caseload,
    horizon: Horizon,
    whom: Person | Referral,
    week: int,
    among: Iterable[Worker],
) -> Iterator[Worker]:
    asked = newcomer(horizon, whom, week)
    for worker in among:
        # Most workers of a large service are in other teams; the rule says so too.
        if worker.team == whom.team and may_take(caseload, horizon, worker, asked):
            yield worker


def _is_pinned(caseload: Caseload, person_id: PersonId, worker: Worker) -> bool:
    return caseload.pin_of.get(person_id) == worker.worker_id


def _decided_workers(caseload: Caseload, person_id: PersonId) -> set[WorkerId]:
    """Return whom somebody is pinned to, and whom they were told of."""
    pinned = caseload.pin_of.get(person_id)
    told = caseload.promise_of.get(person_id)
    named = (pinned, told.worker_id if told is not None else None)
    return {worker_id for worker_id in named if worker_id is not None}


def _where_promised(
    caseload: Caseload, horizon: Horizon, starts: Iterable[Way]
) -> tuple[Way, ...]:
    """Return the start that was promised, where it is among those allowed."""
    told = caseload.promise_of
    return tuple(
        way
        for way in starts
        if way.person_id in told
        and told[way.person_id].worker_id == way.worker_id
        and told[way.person_id].from_on == horizon.mondays[way.from_week]
    )


def _where_pinned(
    caseload: Caseload, person_id: PersonId, found: list[Way]
) -> tuple[Way, ...]:
    """Keep to the worker somebody is pinned to, where there is a way to."""
    pinned = caseload.pin_of.get(person_id)
    kept = tuple(way for way in found if way.worker_id == pinned)
    return kept or tuple(found)
