"""What to do about a caseload over its ceiling: the smallest change that clears it.

Waiting, one person with another worker, one start later, new starts held back, or
cover; or none of these, and why. What is suggested is for the team to decide: the plan
may have weighed it and found the overload the lesser evil.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from cti.caseload.clocks import referral_clock
from cti.caseload.hours import MINUTES_PER_HOUR
from cti.plans.alternatives import Alternative
from cti.plans.facts import PlanFacts
from cti.plans.loads import Held, Overload
from cti.plans.ways import Way, WayKind
from cti.plans.words import about_hours, sce, sentence
from cti.units import PersonId, Sce, WorkerId

SOON_OVER_WEEKS = 4
"""An overload of fewer Mondays is best waited out, if it clears by itself."""


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
    held_starts
        The referrals whose starts with this worker would all have to be held back;
        empty if that would not clear it either, or if one change is enough.
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
    held_starts: tuple[PersonId, ...]
    cover: Sce
    cover_hours: Fraction | None


def repair(facts: PlanFacts, overload: Overload) -> Repair:
    """Work out what would clear an overload."""
    change, no_change = _single_change(facts, overload)
    ends = overload.to_week
    return Repair(
        overload=overload,
        clears_on=facts.horizon.mondays[ends] if ends < facts.horizon.weeks else None,
        change=change,
        no_change=no_change,
        held_starts=() if change is not None else _held_starts(facts, overload),
        cover=overload.peak,
        cover_hours=_hours(facts, overload),
    )


def suggestion(facts: PlanFacts, found: Repair) -> str:
    """Say what would help with an overload, in one sentence.

    An overload of a few weeks is said to pass before anything else is suggested.
    """
    clears = found.clears_on
    if clears is not None and found.overload.weeks < SOON_OVER_WEEKS:
        until = facts.words.day(clears)
        return f"It clears by itself on {until}; {_help(facts, found, brief=True)}."
    left_alone = (
        "it lasts to the end of the plan"
        if clears is None
        else f"it clears by itself on {facts.words.day(clears)}"
    )
    return sentence(f"{_help(facts, found)}; left alone, {left_alone}")


def doing(facts: PlanFacts, way: Way, just_said: date | None = None) -> str:
    """Say another way as something to do: "moving Sam to Ali".

    Parameters
    ----------
    just_said
        A day that the sentence has named already.
    """
    words, now = facts.words, facts.ways[way.person_id]
    person, worker = words.person(way.person_id), words.worker(way.worker_id)
    if way.kind is WayKind.WAITS:
        return f"letting {person} wait"
    monday = facts.horizon.mondays[way.from_week]
    day = "that day" if monday == just_said else words.day(monday)
    if way.kind is WayKind.STARTS:
        with_whom = "" if way.worker_id == now.worker_id else f" with {worker}"
        when = "" if way.from_week == now.from_week else f" on {day}"
        return f"starting {person}{with_whom}{when} instead"
    if way.kind is WayKind.STAYS:
        return f"leaving {person} with {worker}"
    if now.kind is WayKind.STAYS:
        return f"moving {person} to {worker}"
    return f"moving {person} to {worker} on {day} instead"


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


def _held_starts(facts: PlanFacts, overload: Overload) -> tuple[PersonId, ...]:
    starts = [
        held
        for held in facts.held[overload.worker_id]
        if held.person_id in facts.caseload.referral
    ]
    if not starts or not _clears_without(facts, overload, starts):
        return ()
    return tuple(held.person_id for held in starts)


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


def _hours(facts: PlanFacts, overload: Overload) -> Fraction | None:
    worker = facts.caseload.worker[overload.worker_id]
    agreed = worker.ceiling
    if agreed is None:
        agreed = facts.caseload.service.ceiling * worker.fte
    minutes = sum(span.to_minute - span.from_minute for span in worker.works.spans)
    if not agreed or not minutes:
        return None
    return overload.peak / agreed * Fraction(minutes, MINUTES_PER_HOUR)


def _help(facts: PlanFacts, found: Repair, *, brief: bool = False) -> str:
    turn = "would avoid it" if brief else "clears it"
    if found.change is not None:
        same_day = found.clears_on if brief else None
        return f"{doing(facts, found.change.way, same_day)} {turn}"
    if found.held_starts:
        worker = facts.words.worker(found.overload.worker_id)
        return f"holding back new starts with {worker} {turn}"
    hours = found.cover_hours
    worth = "" if hours is None else f", {about_hours(hours)} a week"
    takes = f"it takes cover for {sce(found.cover)}{worth}"
    if brief or found.no_change is None:
        return f"until then {takes}"
    return f"{_NONE[found.no_change]}: {takes}"


_NONE: Mapping[NoChange, str] = {
    NoChange.ONE_IS_NOT_ENOUGH: "no single change clears it",
    NoChange.NOBODY_MAY_TAKE_OVER: (
        "nobody else may take the people whose move would clear it"
    ),
    NoChange.PUTS_ANOTHER_OVER: (
        "any single change that clears it puts another worker over"
    ),
}
