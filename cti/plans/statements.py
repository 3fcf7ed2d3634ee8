"""What the plan has somebody do, and what decided it, in words."""

from collections.abc import Callable, Mapping

from cti.plans.facts import PlanFacts
from cti.plans.reasons import Cause, Reason
from cti.plans.score import possible_starts
from cti.plans.ways import Way, WayKind


def statement(facts: PlanFacts, found: Reason) -> str:
    """Say what the plan has somebody do, without a full stop."""
    return _STATEMENTS[found.way.kind](facts, found)


def cause(facts: PlanFacts, found: Reason) -> str:
    """Say what decided it, as a clause; empty where the alternatives did."""
    return _CAUSES[found.cause](facts, found.way) if found.cause in _CAUSES else ""


def _stays(facts: PlanFacts, found: Reason) -> str:
    said = f"{_worker(facts, found.way)} keeps {_person(facts, found.way)}"
    if found.cause is not Cause.PINNED:
        return said
    reasons = (
        pin.reason
        for pin in facts.caseload.pins
        if pin.person_id == found.way.person_id
    )
    return f"{said}: {next(filter(None, reasons), 'they are pinned together')}"


def _moves(facts: PlanFacts, found: Reason) -> str:
    way, day = found.way, _day(facts, found.way)
    person, worker = _person(facts, way), _worker(facts, way)
    if found.cause is Cause.WEIGHED:
        before = facts.words.worker(facts.caseload.person[way.person_id].worker_id)
        return f"{person} moves from {before} to {worker} on {day}"
    if found.cause is Cause.WISHES_CHANGE:
        before = facts.words.worker(facts.caseload.person[way.person_id].worker_id)
        return f"{cause(facts, found)} and moves from {before} to {worker} on {day}"
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
"""What is said first about somebody who moves for a cause."""
