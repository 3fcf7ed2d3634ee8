"""In which phase everybody is when, as pages tell it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cti.phases import SUPPORTED, Phase, PhaseClock
from cti.plans.facts import PlanFacts, supported
from cti.plans.words import short
from cti.units import PersonId


@dataclass(frozen=True, slots=True)
class Course:
    """In which phase somebody is when, and with whom, for a picture and in words."""

    name: str
    worker: str
    spells: tuple[tuple[Phase, date, date], ...]
    words: str


def courses_of(facts: PlanFacts) -> Mapping[PersonId, Course]:
    """Return the course of everybody; which of them are shown is another question."""
    found = {}
    for person_id, clock, begins_on in supported(facts):
        spells = tuple(_spells(facts, clock, begins_on))
        found[person_id] = Course(
            name=facts.words.person(person_id),
            worker=facts.words.worker(facts.holder_on(person_id)),
            spells=spells,
            words=_in_words(facts, spells),
        )
    return found


def _spells(
    facts: PlanFacts, clock: PhaseClock, begins_on: date
) -> Iterator[tuple[Phase, date, date]]:
    """Yield each phase of somebody in the planned weeks, its first day, and its end."""
    for phase in SUPPORTED:
        first = max(clock.begins_on(phase) or begins_on, begins_on)
        last = min(clock.ends_on(phase), facts.horizon.end)
        if first < last:
            yield phase, first, last


def _in_words(facts: PlanFacts, spells: Sequence[tuple[Phase, date, date]]) -> str:
    last_day = facts.horizon.end
    said = []
    for phase, _, to_on in spells:
        until = day_of(facts, to_on - timedelta(days=1))
        said.append(
            f"{short(phase)} until {until}" if to_on < last_day else short(phase)
        )
    return "; ".join(said)


def day_of(facts: PlanFacts, day: date) -> str:
    """Write a day with its weekday."""
    return f"{day:%a} {facts.words.day(day)}"
