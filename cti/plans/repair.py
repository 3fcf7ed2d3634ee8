"""What to do about a caseload over its ceiling: the smallest change that clears it.

Waiting, one person with another worker, one start later, a pause in new starts, more
hours or cover; or none of these, and why. What is suggested is for the team to decide:
the plan may have weighed it and found the overload the lesser evil.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction

from cti.caseload.caseload import Caseload
from cti.caseload.clocks import referral_clock
from cti.caseload.hours import MINUTES_PER_HOUR
from cti.caseload.workers import Worker
from cti.plans.alternatives import Alternative
from cti.plans.facts import PlanFacts
from cti.plans.intake import IntakePause, clears, load_after, pauses
from cti.plans.loads import Held, Overload
from cti.plans.ways import Way, WayKind
from cti.units import Sce, WorkerId


class NoChange(StrEnum):
    """Why no single change clears an overload."""

    ONE_IS_NOT_ENOUGH = "one is not enough"
    NOBODY_MAY_TAKE_OVER = "nobody may take over"
    PUTS_ANOTHER_OVER = "puts another over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """What would clear one overload.

    Attributes
    ----------
    clears_on
        The first Monday on which it is over by itself; None if it lasts to the end of
        the plan.
    change
        The cheapest single change that clears it and puts nobody else over, be it a
        move, a start with somebody else or a later start.
    no_change
        Why there is none.
    pause
        The cheapest pause in new starts with this worker that clears it, and puts them
        over at no other time; None if there is none.
    share_more
        By what share this worker's hours, and the ceiling with them, would have to grow
        for it to be clear; None where no hours would do.
    hours_more
        The same in hours a week; None too where no hours are agreed.
    cover
        SCE that somebody else would have to hold at the peak.
    cover_hours
        Hours a week that cover is worth, by what is agreed with this worker for their
        hours; None where nothing is.
    """

    overload: Overload
    clears_on: date | None
    change: Alternative | None
    no_change: NoChange | None
    pause: IntakePause | None
    share_more: Fraction | None
    hours_more: Fraction | None
    cover: Sce
    cover_hours: Fraction | None

    @property
    def cheapest(self) -> Alternative | IntakePause | None:
        """The cheaper of the change and the pause; of equals, the change."""
        found = [each for each in (self.change, self.pause) if each is not None]
        return min(found, key=lambda each: each.points, default=None)


def repair(facts: PlanFacts, overload: Overload) -> Repair:
    """Work out what would clear an overload."""
    change, no_change = _single_change(facts, overload)
    ends = overload.to_week
    worker = facts.caseload.worker[overload.worker_id]
    hours, agreed = _hours(worker), _agreed(facts, worker)
    share = _share_more(facts, overload)
    return Repair(
        overload=overload,
        clears_on=facts.horizon.mondays[ends] if ends < facts.horizon.weeks else None,
        change=change,
        no_change=no_change,
        pause=_pause(facts, overload),
        share_more=share,
        hours_more=share * hours if share is not None and hours else None,
        cover=overload.peak,
        cover_hours=overload.peak / agreed * hours if agreed and hours else None,
    )


def with_hours(caseload: Caseload, worker_id: WorkerId, share: Fraction) -> Caseload:
    """Return the caseload in which a worker works so much more, and agrees to more."""

    def more(worker: Worker) -> Worker:
        own = worker.ceiling
        return replace(
            worker,
            fte=worker.fte * (1 + share),
            ceiling=None if own is None else own * (1 + share),
        )

    return replace(
        caseload,
        workers=tuple(
            more(worker) if worker.worker_id == worker_id else worker
            for worker in caseload.workers
        ),
    )


def _single_change(
    facts: PlanFacts, overload: Overload
) -> tuple[Alternative | None, NoChange | None]:
    """Return the cheapest change that clears it, or why there is none."""
    enough = [
        held.person_id
        for held in facts.held[overload.worker_id]
        if _clears_without(facts, overload, [held])
    ]
    if not enough:
        return None, NoChange.ONE_IS_NOT_ENOUGH
    others = [
        other
        for person_id in enough
        for other in facts.alternatives.get(person_id, ())
        if other.way.kind not in {WayKind.WAITS, WayKind.UNCOVERED}
    ]
    if not others:
        return None, NoChange.NOBODY_MAY_TAKE_OVER
    others.sort(key=lambda other: other.points)
    clearing = (other for other in others if _clears(facts, overload, other.way))
    cheapest = next(clearing, None)
    return cheapest, None if cheapest is not None else NoChange.PUTS_ANOTHER_OVER


def _pause(facts: PlanFacts, overload: Overload) -> IntakePause | None:
    """Return the cheapest pause in new starts that clears it."""
    rows = facts.loads_of[overload.worker_id]
    return min(
        (
            pause
            for pause in pauses(facts, overload.worker_id)
            if clears(rows, load_after(facts, pause), overload)
        ),
        key=lambda pause: pause.points,
        default=None,
    )


def _clears_without(
    facts: PlanFacts, overload: Overload, lifted: Sequence[Held]
) -> bool:
    rows = facts.loads_of[overload.worker_id]
    return all(
        rows[week].over <= sum(held.weights[week] for held in lifted)
        for week in range(overload.from_week, overload.to_week)
    )


def _clears(facts: PlanFacts, overload: Overload, way: Way) -> bool:
    """Whether a way clears the overload and puts nobody over, or further over."""
    for worker_id, added in _added(facts, way).items():
        for week, row in enumerate(facts.loads_of[worker_id]):
            in_run = overload.from_week <= week < overload.to_week
            must_clear = worker_id == overload.worker_id and in_run
            over = max(row.sce + added[week] - row.ceiling, Fraction(0))
            if over > (0 if must_clear else row.over):
                return False
    return True


def _added(facts: PlanFacts, way: Way) -> Mapping[WorkerId, Sequence[Sce]]:
    """Return what a way adds to each worker it touches, Monday by Monday, in SCE."""
    weeks = facts.horizon.weeks
    added = {
        worker_id: [Fraction(0)] * weeks
        for worker_id in (way.worker_id, way.before)
        if worker_id is not None
    }
    weights = _weights(facts, way)
    for week in range(weeks):
        holder = way.before if week < way.from_week else way.worker_id
        if holder is not None:
            added[holder][week] += weights[week]
    for held in facts.held_of.get(way.person_id, ()):
        taken = added.setdefault(held.worker_id, [Fraction(0)] * weeks)
        for week, weight in enumerate(held.weights):
            taken[week] -= weight
    return added


def _weights(facts: PlanFacts, way: Way) -> Sequence[Sce]:
    if way.person_id in facts.open:
        return facts.open[way.person_id].weights
    start_on = facts.horizon.mondays[way.from_week]
    clock = referral_clock(facts.caseload.referral[way.person_id], start_on)
    return clock.weights(facts.horizon)


def _agreed(facts: PlanFacts, worker: Worker) -> Sce:
    """Return the SCE agreed with a worker, when nothing is taken off."""
    if worker.ceiling is not None:
        return worker.ceiling
    return facts.caseload.service.ceiling * worker.fte


def _hours(worker: Worker) -> Fraction:
    minutes = sum(span.to_minute - span.from_minute for span in worker.works.spans)
    return Fraction(minutes, MINUTES_PER_HOUR)


def _share_more(facts: PlanFacts, overload: Overload) -> Fraction | None:
    """Return by what share the hours would have to grow; None where none would do.

    The ceiling grows as the hours do, and what an absence takes off it grows too.
    """
    agreed = _agreed(facts, facts.caseload.worker[overload.worker_id])
    run = slice(overload.from_week, overload.to_week)
    rows = facts.loads_of[overload.worker_id][run]
    if not agreed or not all(row.ceiling for row in rows):
        return None
    return max(row.over / row.ceiling for row in rows)
