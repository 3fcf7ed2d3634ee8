"""What brings a caseload over its ceiling: who changes phase, who comes, what falls."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cti.phases import Phase
from cti.plans.facts import PlanFacts
from cti.plans.loads import Held, Overload
from cti.plans.ways import WayKind
from cti.plans.words import few, sce, short
from cti.units import PersonId, Sce


class CauseKind(StrEnum):
    """What makes a load exceed what is agreed."""

    PHASE_CHANGE = "phase change"
    PAUSE_ENDS = "pause ends"
    STARTS = "starts"
    ARRIVES = "arrives"
    CEILING_FALLS = "ceiling falls"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadCause:
    """One thing that adds to a load, or takes from a ceiling.

    Attributes
    ----------
    on
        The day; the Monday where only that is known.
    phase
        The phase that begins.
    ceiling
        What it falls to, SCE.
    """

    kind: CauseKind
    on: date
    person_id: PersonId | None = None
    phase: Phase | None = None
    ceiling: Sce | None = None


def causes(facts: PlanFacts, overload: Overload) -> tuple[LoadCause, ...]:
    """Return what adds to a load from the first Monday over up to the peak, in order.

    On the first planning Monday only those who come with the plan are a cause; what
    weighs on the plan date already is not.
    """
    weeks = range(overload.from_week, overload.peak_week + 1)
    found = [cause for week in weeks for cause in _in_week(facts, overload, week)]
    return tuple(sorted(found, key=lambda cause: (cause.on, cause.person_id or "")))


def in_words(facts: PlanFacts, found: Sequence[LoadCause]) -> str:
    """Say what happens as one clause: "Sam and Kim enter Phase One on 7 December".

    Those who do the same on the same day are named together.
    """
    together: dict[tuple[CauseKind, date, Phase | None], list[LoadCause]] = {}
    for cause in found:
        together.setdefault((cause.kind, cause.on, cause.phase), []).append(cause)
    return few([_clause(facts, causes) for causes in together.values()])


def _clause(facts: PlanFacts, together: Sequence[LoadCause]) -> str:
    cause, words = together[0], facts.words
    day = words.day(cause.on)
    if cause.kind is CauseKind.CEILING_FALLS:
        return f"the ceiling falls to {sce(cause.ceiling or Sce(0))} by {day}"
    ids = [each.person_id for each in together if each.person_id is not None]
    if cause.kind is CauseKind.PAUSE_ENDS:
        pauses = "pause ends" if len(ids) == 1 else "pauses end"
        return f"{few([words.persons(each) for each in ids])} {pauses} on {day}"
    one, many = _VERBS[cause.kind]
    phase = "" if cause.phase is None else f" {short(cause.phase)}"
    verb = one if len(ids) == 1 else many
    return f"{few([words.person(each) for each in ids])} {verb}{phase} on {day}"


def _in_week(facts: PlanFacts, overload: Overload, week: int) -> Iterator[LoadCause]:
    monday = facts.horizon.mondays[week]
    rows = facts.loads_of[overload.worker_id]
    if week and rows[week].ceiling < rows[week - 1].ceiling:
        ceiling = rows[week].ceiling
        yield LoadCause(kind=CauseKind.CEILING_FALLS, on=monday, ceiling=ceiling)
    for held in facts.held[overload.worker_id]:
        before = held.weights[week - 1] if week else None
        if before is None or not before:
            if held.weights[week] and _comes(facts, held, week):
                starts = facts.ways[held.person_id].kind is WayKind.STARTS
                kind = CauseKind.STARTS if starts else CauseKind.ARRIVES
                yield LoadCause(kind=kind, on=monday, person_id=held.person_id)
        elif held.weights[week] > before:
            yield _heavier(facts, held, week)


def _comes(facts: PlanFacts, held: Held, week: int) -> bool:
    """Whether somebody is with this worker from this Monday on, and was not before."""
    person = facts.caseload.person.get(held.person_id)
    return week > 0 or person is None or person.worker_id != held.worker_id


def _heavier(facts: PlanFacts, held: Held, week: int) -> LoadCause:
    monday = facts.horizon.mondays[week]
    phase = held.clock.phase_on(monday)
    if phase is held.clock.phase_on(facts.horizon.mondays[week - 1]):
        pause = held.clock.pause
        ends = pause.until_on if pause is not None else monday
        return LoadCause(kind=CauseKind.PAUSE_ENDS, on=ends, person_id=held.person_id)
    return LoadCause(
        kind=CauseKind.PHASE_CHANGE,
        on=held.clock.begins_on(phase) or monday,
        person_id=held.person_id,
        phase=phase,
    )


_VERBS: Mapping[CauseKind, tuple[str, str]] = {
    CauseKind.PHASE_CHANGE: ("enters", "enter"),
    CauseKind.STARTS: ("starts", "start"),
    CauseKind.ARRIVES: ("comes", "come"),
}
"""What one person does, and what several do."""
