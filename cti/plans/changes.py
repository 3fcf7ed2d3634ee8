"""What a comparison of two plans says, in sentences."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from cti.plans.compare import Change, ChangeKind, Comparison
from cti.plans.facts import PlanFacts
from cti.plans.reasons import reason
from cti.plans.why import because
from cti.plans.words import counted, sce_weeks, sentence
from cti.units import format_load, format_points


def in_sentences(facts: PlanFacts, found: Comparison) -> tuple[str, ...]:
    """Say what changes: how many people, what it does to the team, then each person."""
    if not found.changes:
        return ("Nothing changes in who works with whom, or in when people start.",)
    return (
        *summary(found),
        *(change_in_words(facts, change) for change in found.changes),
    )


def summary(found: Comparison) -> tuple[str, ...]:
    """Say in a few sentences how much changes."""
    number, people = found.people_who_change_worker, found.people
    turn = "changes" if number == 1 else "change"
    moved = f"{number} of {counted(people, 'person', 'people')} {turn} worker."
    said = [moved if number else "Nobody changes worker."]
    if alone := found.people_with_nobody:
        have = "has" if alone == 1 else "have"
        said.append(f"{counted(alone, 'person', 'people')} {have} nobody instead.")
    before = sum((each.over_before for each in found.loads), Fraction(0))
    after = sum((each.over_after for each in found.loads), Fraction(0))
    points = (
        f"({format_points(found.cost_after.total)} points instead of "
        f"{format_points(found.cost_before.total)})"
    )
    if before == after:
        said.append(
            f"The team is {sce_weeks(after)} over the ceiling, as before {points}."
        )
    else:
        said.append(
            f"The team is {sce_weeks(after)} over the ceiling instead of "
            f"{format_load(before)} {points}."
        )
    return tuple(said)


def change_in_words(facts: PlanFacts, change: Change) -> str:
    """Say one change, and why where the plan has a reason to say."""
    said = what_changes(facts, change)
    clause = because(facts, reason(facts, change.person_id))
    is_whole = facts.ways[change.person_id].worker_id == change.to_worker
    if clause and is_whole:
        said = f"{said}, because {clause}"
    return sentence(said)


def what_changes(facts: PlanFacts, change: Change) -> str:
    """Say one change and nothing of why, without a full stop."""
    return _SAID[change.kind](facts, change)


def plainly(facts: PlanFacts, change: Change) -> str:
    """Say one change, without a reason: the plan may be of what is no longer so."""
    return sentence(_SAID[change.kind](facts, change))


def _other_worker(facts: PlanFacts, change: Change) -> str:
    words = facts.words
    person, day = words.person(change.person_id), words.day(change.on)
    before, after = words.worker(change.from_worker), words.worker(change.to_worker)
    had = facts.caseload.person[change.person_id].worker_id
    if change.to_worker == had:
        return f"{person} stays with {after} and does not move to {before}"
    if change.from_worker is None:
        return f"{person} is with {after} from {day}"
    if change.from_worker == had:
        return f"{person} moves from {before} to {after} on {day}"
    return f"{person} is with {after} instead of {before} from {day}"


def _nobody(facts: PlanFacts, change: Change) -> str:
    day = facts.words.day(change.on)
    return f"{facts.words.person(change.person_id)} has nobody from {day}"


def _starts(facts: PlanFacts, change: Change) -> str:
    words = facts.words
    return (
        f"{words.person(change.person_id)} starts with "
        f"{words.worker(change.to_worker)} on {words.day(change.on)}"
    )


def _starts_otherwise(facts: PlanFacts, change: Change) -> str:
    words, before_on = facts.words, change.before_on
    parts = []
    if change.from_worker != change.to_worker:
        parts.append(f"with {words.worker(change.from_worker)}")
    if before_on is not None and before_on != change.on:
        parts.append(f"on {words.day(before_on)}")
    return f"{_starts(facts, change)} instead of {' '.join(parts)}"


def _starts_no_longer(facts: PlanFacts, change: Change) -> str:
    words = facts.words
    return (
        f"{words.person(change.person_id)} no longer starts with "
        f"{words.worker(change.from_worker)} on {words.day(change.on)}"
    )


_SAID: Mapping[ChangeKind, Callable[[PlanFacts, Change], str]] = {
    ChangeKind.OTHER_WORKER: _other_worker,
    ChangeKind.NOBODY: _nobody,
    ChangeKind.STARTS: _starts,
    ChangeKind.STARTS_OTHERWISE: _starts_otherwise,
    ChangeKind.STARTS_NO_LONGER: _starts_no_longer,
}
