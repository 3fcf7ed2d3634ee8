"""What changes for whom between two plans of one caseload, and for the loads."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import groupby

from cti.calendar import Horizon
from cti.caseload.caseload import Caseload
from cti.caseload.clocks import OpenPerson, open_people
from cti.plans.assignment import AssignmentPlan, Stay
from cti.plans.cost import Cost
from cti.plans.facts import PlanFacts
from cti.plans.loads import load_rows, loads_by_worker
from cti.plans.score import score
from cti.units import PersonId, Sce, WorkerId


class ChangeKind(StrEnum):
    """What can be different for one person."""

    OTHER_WORKER = "other worker"
    NOBODY = "nobody"
    STARTS = "starts"
    STARTS_OTHERWISE = "starts otherwise"
    STARTS_NO_LONGER = "starts no longer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference for one person.

    Attributes
    ----------
    from_worker, to_worker
        Who they are, or were to be, with before; and who now.
    on
        The Monday from which it differs; for a start no longer planned, that start.
    before_on
        The Monday a referral was to start on.
    """

    kind: ChangeKind
    person_id: PersonId
    from_worker: WorkerId | None
    to_worker: WorkerId | None
    on: date
    before_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadChange:
    """What a change of plan does to one worker.

    Attributes
    ----------
    over_before, over_after
        SCE-weeks above the ceiling over the whole plan.
    peak_before, peak_after
        The most held on any Monday, SCE.
    """

    worker_id: WorkerId
    over_before: Sce
    over_after: Sce
    peak_before: Sce
    peak_after: Sce


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Everything that differs between two plans.

    Attributes
    ----------
    changes
        In order of person; empty if the plans do the same.
    people
        How many people are open, whether anything changes for them or not.
    loads
        Every worker of the caseload.
    """

    changes: tuple[Change, ...]
    people: int
    cost_before: Cost
    cost_after: Cost
    loads: tuple[LoadChange, ...]

    @property
    def people_who_change_worker(self) -> int:
        """How many open people have another worker on some Monday."""
        return len(self._whose(ChangeKind.OTHER_WORKER))

    @property
    def people_with_nobody(self) -> int:
        """How many open people have nobody on some Monday, who had somebody."""
        return len(self._whose(ChangeKind.NOBODY))

    def _whose(self, kind: ChangeKind) -> set[PersonId]:
        return {each.person_id for each in self.changes if each.kind is kind}


def nothing_decided(caseload: Caseload, horizon: Horizon) -> AssignmentPlan:
    """Return what happens if nothing is decided.

    Everybody keeps the worker they have until that worker leaves, then has nobody. No
    referral starts.
    """
    return AssignmentPlan(
        tuple(
            stay
            for open_person in open_people(caseload, horizon).values()
            for stay in _as_it_is(caseload, horizon, open_person)
        )
    )


def compare(facts: PlanFacts, before: AssignmentPlan) -> Comparison:
    """Return what changes from one plan to another of the same caseload.

    Parameters
    ----------
    facts
        The plan compared.
    before
        The plan it is compared with, for example the one in force.
    """
    caseload, horizon, policy = facts.caseload, facts.horizon, facts.policy
    return Comparison(
        changes=changes(facts, before),
        people=len(facts.open),
        cost_before=score(caseload, horizon, before, policy),
        cost_after=score(caseload, horizon, facts.plan, policy),
        loads=tuple(_of_loads(facts, before)),
    )


def changes(facts: PlanFacts, before: AssignmentPlan) -> tuple[Change, ...]:
    """Return what changes for whom, in order of person, without judging either plan.

    Unlike `compare` it also takes plans of what is no longer quite so.
    """
    found = [
        change
        for open_person in facts.open.values()
        for change in _of_person(facts, before, open_person)
    ]
    for referral in facts.caseload.referrals:
        found += _of_start(facts, before, referral.referral_id)
    return tuple(found)


def _as_it_is(
    caseload: Caseload, horizon: Horizon, open_person: OpenPerson
) -> Iterator[Stay]:
    person_id = open_person.person.person_id
    worker_id = open_person.person.worker_id
    worker = caseload.worker.get(worker_id) if worker_id is not None else None
    leaves = 0
    if worker is not None:
        gone_on = worker.leaves_on
        leaves = horizon.weeks if gone_on is None else horizon.week_from(gone_on)
        if not any(open_person.weights[leaves:]):
            yield Stay(person_id, horizon.start, worker_id)
            return
    turn = horizon.mondays[leaves]
    if leaves > 0:
        yield Stay(person_id, horizon.start, worker_id, turn)
    yield Stay(person_id, turn, None)


def _of_person(
    facts: PlanFacts, before: AssignmentPlan, open_person: OpenPerson
) -> Iterator[Change]:
    """Yield a change for each run of Mondays on which the new worker is another."""
    person_id = open_person.person.person_id
    weights = zip(facts.horizon.mondays, open_person.weights, strict=True)
    differing = [
        (monday, facts.plan.worker_on(person_id, monday))
        for monday, weight in weights
        if weight
        and before.worker_on(person_id, monday)
        != facts.plan.worker_on(person_id, monday)
    ]
    for worker_id, run in groupby(differing, key=lambda week: week[1]):
        monday, _ = next(run)
        kind = ChangeKind.NOBODY if worker_id is None else ChangeKind.OTHER_WORKER
        yield Change(
            kind=kind,
            person_id=person_id,
            from_worker=_had(before, open_person, monday),
            to_worker=worker_id,
            on=monday,
        )


def _had(
    before: AssignmentPlan, open_person: OpenPerson, monday: date
) -> WorkerId | None:
    """Return who somebody was to be with, or was with last if that was nobody."""
    person = open_person.person
    held = [
        stay.worker_id
        for stay in before.of.get(person.person_id, ())
        if stay.from_on <= monday and stay.worker_id is not None
    ]
    return held[-1] if held else person.worker_id


def _of_start(
    facts: PlanFacts, before: AssignmentPlan, referral_id: PersonId
) -> Iterator[Change]:
    now = facts.plan.of.get(referral_id, ())
    then = before.of.get(referral_id, ())
    was = (then[0].from_on, then[-1].worker_id) if then else None
    is_now = (now[0].from_on, now[-1].worker_id) if now else None
    if was == is_now:
        return
    kind = ChangeKind.STARTS_OTHERWISE
    if was is None:
        kind = ChangeKind.STARTS
    elif is_now is None:
        kind = ChangeKind.STARTS_NO_LONGER
    yield Change(
        kind=kind,
        person_id=referral_id,
        from_worker=was[1] if was else None,
        to_worker=is_now[1] if is_now else None,
        on=(is_now or was or (facts.horizon.start, None))[0],
        before_on=was[0] if was else None,
    )


def _of_loads(facts: PlanFacts, before: AssignmentPlan) -> Iterator[LoadChange]:
    then = loads_by_worker(load_rows(facts.caseload, facts.horizon, before))
    for worker_id, rows in facts.loads_of.items():
        yield LoadChange(
            worker_id=worker_id,
            over_before=sum((row.over for row in then[worker_id]), Fraction(0)),
            over_after=sum((row.over for row in rows), Fraction(0)),
            peak_before=max(row.sce for row in then[worker_id]),
            peak_after=max(row.sce for row in rows),
        )
