"""What if: a caseload with some things otherwise, and the first one left as it is."""

from collections.abc import Container, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, NamedTuple, Protocol

from cti.calendar import Horizon
from cti.caseload.caseload import Caseload
from cti.errors import Finding, UnreadableScenario
from cti.plans.words import Words, sentence


class Trouble(NamedTuple):
    """Why a change cannot be tried, and what could be instead."""

    problem: str
    remedy: str


class Change(Protocol):
    """One thing that would be otherwise."""

    option: ClassVar[str]
    """What it is called on the command line and in a file of scenarios."""

    @property
    def settles(self) -> Hashable:
        """What no other change of the kind may settle too; None if several may be."""

    def troubles(self, caseload: Caseload, horizon: Horizon) -> Iterable[Trouble]:
        """Return why it cannot be tried on this caseload."""

    def applied(self, caseload: Caseload, horizon: Horizon) -> Caseload:
        """Return the caseload with the change, which must be free of trouble."""

    def said(self, words: Words) -> str:
        """Return the change as a clause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """Some changes that are tried together.

    Attributes
    ----------
    changes
        In order: each is made to what the one before has left.
    """

    name: str
    changes: tuple[Change, ...]


def tried(caseload: Caseload, horizon: Horizon, scenario: Scenario) -> Caseload:
    """Return a caseload with every change of a scenario.

    Raises
    ------
    UnreadableScenario
        With every change that cannot be made, or would change nothing, or settles what
        another one has settled.
    """
    found = []
    settled: set[Hashable] = set()
    for change in scenario.changes:
        troubles = list(_troubles(change, caseload, horizon, settled))
        settled.add((change.option, change.settles))
        if not troubles:
            caseload = change.applied(caseload, horizon)
        found += [
            Finding(scenario.name, None, change.option, trouble.problem, trouble.remedy)
            for trouble in troubles
        ]
    if found:
        raise UnreadableScenario(found)
    return caseload


def said(words: Words, scenario: Scenario) -> str:
    """Say what is otherwise in a scenario, in one sentence.

    Parameters
    ----------
    words
        What everybody is called, those included who are new.
    """
    if not scenario.changes:
        return "Everything is as it is."
    return sentence("; ".join(change.said(words) for change in scenario.changes))


def _troubles(
    change: Change, caseload: Caseload, horizon: Horizon, settled: Container[Hashable]
) -> Iterable[Trouble]:
    if change.settles is not None and (change.option, change.settles) in settled:
        return [Trouble("it is said twice, and only one can hold", "Say it once")]
    return change.troubles(caseload, horizon)


def outside(day: date, horizon: Horizon) -> Iterator[Trouble]:
    """Yield why a day is none on which a plan could change."""
    if day < horizon.on:
        yield Trouble(
            f"{day} has passed on the plan date, {horizon.on}", "Give a later day"
        )
    if day >= horizon.end:
        yield Trouble(
            f"{day} lies after the end of the plan, {horizon.end}",
            "Give an earlier day",
        )


def teams_of(caseload: Caseload) -> list[str]:
    """Return the teams there are, in alphabetical order."""
    return sorted({worker.team for worker in caseload.workers})


def fresh(stem: str, known: Container[str]) -> str:
    """Return an id nobody has."""
    number = 1
    while f"{stem}-{number}" in known:
        number += 1
    return f"{stem}-{number}"
