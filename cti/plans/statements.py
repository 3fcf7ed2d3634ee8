"""What the plan has somebody do, and what decided it, in words."""

from collections.abc import Callable, Mapping

from cti.plans.facts import PlanFacts
from cti.plans.reasons import Cause, Reason
from cti.plans.score import possible_starts
from cti.plans.ways import Way, WayKind


def statement(facts: PlanFacts, found: Reason) -> str:
    """Say what the plan has somebody do, without a full stop."""
    said = _STATEMENTS[found.way.kind](facts, found)
    agreed = found.cause in {Cause.PINNED, Cause.PROMISED}
    return f"{said}: {cause(facts, found)}" if agreed else said


def cause(facts: PlanFacts, found: Reason) -> str:
    """Say what decided it, as a clause; empty where the alternatives did."""
    return _CAUSES[found.cause](facts, found.way) if found.cause in _CAUSES else ""


def _stays(facts: PlanFacts, found: Reason) -> str:
    return f"{_worker(facts, found.way)} keeps {_person(facts, found.way)}"


def _moves(facts: PlanFacts, found: Reason) -> str:
    way, day = found.way, _day(facts, found.way)
    person, worker = _person(facts, way), _worker(facts, way)
    turn = f"from {_worker_before(facts, way)} to {worker} on {day}"
    if found.cause in {Cause.WEIGHED, Cause.PINNED}:
        return f"{person} moves {turn}"
    if found.cause is Cause.WISHES_CHANGE:
        return f"{cause(facts, found)} and moves {turn}"
    already = "already " if found.cause is Cause.LEAVES and not way.from_week else ""
    return f"{cause(facts, found)}; {person} moves to {worker} {already}on {day}"


def _starts(facts: PlanFacts, found: Reason) -> str:
    said = f"{_person(facts, found.way)} starts with {_worker(facts, found.way)}"
    first = ", the first Monday possible" if found.soonest else ""
    return f"{said} on {_day(facts, found.way)}{first}"


def _waits(facts: PlanFacts, found: Reason) -> str:
    referral = facts.caseload.referral[found.way.person_id]
    person = _person(facts, found.way)
    if not possible_starts(referral, facts.horizon, facts.policy):
        earliest = referral.earliest_start_on or facts.horizon.on
        return (
            f"{person} can start from {facts.words.day(earliest)}, "
            "after the last start of this plan"
        )
    if not found.beside:
        return f"nobody may take {person}"
    return f"{person} waits, with no start in this plan"


def _uncovered(facts: PlanFacts, found: Reason) -> str:
    return f"nobody may take {_person(facts, found.way)} from {_day(facts, found.way)}"


def _leaves(facts: PlanFacts, way: Way) -> str:
    worker_id = facts.caseload.person[way.person_id].worker_id
    worker = facts.caseload.worker[worker_id] if worker_id else None
    name = facts.words.worker(worker_id)
    leaves = worker.leaves_on if worker else None
    if leaves is None or leaves <= facts.horizon.on:
        return f"{name} has left"
    return f"{name} leaves on {facts.words.day(leaves)}"


def _pin(facts: PlanFacts, way: Way) -> str:
    given = (p.reason for p in facts.caseload.pins if p.person_id == way.person_id)
    return next(filter(None, given), "they are pinned together")


def _worker_before(facts: PlanFacts, way: Way) -> str:
    return facts.words.worker(facts.caseload.person[way.person_id].worker_id)


def _person(facts: PlanFacts, way: Way) -> str:
    return facts.words.person(way.person_id)


def _worker(facts: PlanFacts, way: Way) -> str:
    return facts.words.worker(way.worker_id)


def _day(facts: PlanFacts, way: Way) -> str:
    return facts.words.day(facts.horizon.mondays[way.from_week])


_STATEMENTS: Mapping[WayKind, Callable[[PlanFacts, Reason], str]] = {
    WayKind.STAYS: _stays,
    WayKind.MOVES: _moves,
    WayKind.HANDED_OVER: _moves,
    WayKind.STARTS: _starts,
    WayKind.WAITS: _waits,
    WayKind.UNCOVERED: _uncovered,
}

_CAUSES: Mapping[Cause, Callable[[PlanFacts, Way], str]] = {
    Cause.PINNED: _pin,
    Cause.PROMISED: lambda *_: "the start they were promised",
    Cause.LEAVES: _leaves,
    Cause.WISHES_CHANGE: lambda facts, way: (
        f"{_person(facts, way)} would like a change of worker"
    ),
    Cause.HAD_NOBODY: lambda facts, way: f"{_person(facts, way)} has no worker",
    Cause.WORKER_UNKNOWN: lambda facts, way: (
        f"{_worker_before(facts, way)} is not among the workers"
    ),
    Cause.NOT_TOGETHER: lambda facts, way: (
        f"{_person(facts, way)} and {_worker_before(facts, way)} "
        "are not to work together"
    ),
}
"""What is said of each cause that is not a weighing of alternatives."""
