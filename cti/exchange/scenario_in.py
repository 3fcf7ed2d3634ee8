"""Read what is to be tried: from a small TOML file, or as it was typed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from fractions import Fraction
from pathlib import Path

from cti.errors import SharedName, UnknownName, UnreadableScenario
from cti.exchange.cells.numbers import write_number
from cti.exchange.cells.words import NotReadable
from cti.exchange.changes_in import READERS, Reading, WorkerOf
from cti.exchange.files.toml_in import read_toml
from cti.exchange.report import Report
from cti.plans.scenario import Change, Scenario
from cti.plans.words import listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A scenario as it was written.

    Attributes
    ----------
    changes
        Each as the option it belongs to and what was written there.
    """

    name: str
    changes: tuple[tuple[str, str], ...]


def read_scenarios(path: Path) -> tuple[Asked, ...]:
    """Read scenarios from a TOML file: a table for each, named as it is to be called.

    Raises
    ------
    UnreadableScenario
        With everything that must be mended.
    """
    report = Report()
    table = read_toml(path, report, remedy=_SHAPE)
    asked = []
    for name, said in table.items():
        if isinstance(said, Mapping):
            asked.append(Asked(name=name, changes=tuple(_lines(said))))
        else:
            report.mend(
                path.name,
                column=name,
                problem="it stands outside any scenario",
                remedy='Put ["a name"] on a line above it',
            )
    if not table and not report.findings:
        report.mend(
            path.name,
            problem="there is no scenario in it",
            remedy='Write ["a name"] and below it a change, such as referrals = 5',
        )
    if report.findings:
        raise UnreadableScenario(report.findings)
    return tuple(asked)


def scenarios_of(
    asked: Iterable[Asked], worker_of: WorkerOf, *, seed: int
) -> tuple[Scenario, ...]:
    """Return the scenarios that are meant.

    Changes are made in one order, whatever the order they were written in: workers
    first, then the service, then referrals.

    Parameters
    ----------
    seed
        By which referrals are drawn.

    Raises
    ------
    UnreadableScenario
        With every change that cannot be read.
    """
    report = Report()
    found = tuple(
        scenario_of(each, worker_of, seed=seed, report=report) for each in asked
    )
    if report.findings:
        raise UnreadableScenario(report.findings)
    return found


def scenario_of(
    asked: Asked, worker_of: WorkerOf, *, seed: int, report: Report
) -> Scenario:
    """Return the changes of a scenario that can be read, and report the others."""
    changes = tuple(_changes(asked, worker_of, seed, report))
    return Scenario(name=asked.name, changes=changes)


def _lines(said: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for option, value in said.items():
        for each in value if isinstance(value, list) else [value]:
            yield option, _written(each)


def _written(value: object) -> str:
    if isinstance(value, Fraction):
        return write_number(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _changes(
    asked: Asked, worker_of: WorkerOf, seed: int, report: Report
) -> Iterator[Change]:
    place = {option: number for number, option in enumerate(READERS)}
    reading = Reading(worker_of, seed)
    for option, said in sorted(asked.changes, key=lambda each: place.get(each[0], -1)):
        try:
            yield _change(option, reading, " ".join(said.split()))
        except NotReadable as error:
            report.mend(
                asked.name, column=option, problem=error.problem, remedy=error.remedy
            )
        except (UnknownName, SharedName) as error:
            report.mend(
                asked.name,
                column=option,
                problem=_within(error.message),
                remedy=_whom(error),
            )


def _change(option: str, reading: Reading, said: str) -> Change:
    reader = READERS.get(option)
    if reader is None:
        near = get_close_matches(option, READERS, n=1)
        known = f"Write one of: {', '.join(READERS)}"
        raise NotReadable(
            problem="there is no such change",
            remedy=f"Write {near[0]}, if that is meant" if near else known,
        )
    return reader(reading, said)


def _whom(error: UnknownName | SharedName) -> str:
    if isinstance(error, SharedName):
        return error.hint.rstrip(".")
    close = listed(error.close, joined_by="or")
    look = "Write a name or an id of the workers sheet"
    return f"Write {close}, if that is meant" if close else look


def _within(message: str) -> str:
    """Return a sentence as it stands within another."""
    return f"{message[:1].lower()}{message[1:]}".rstrip(".")


_SHAPE = (
    'Write ["a name"] and below it lines like referrals = 5, each change once; several '
    'of a kind go into a list: hours = ["Jo:0.6", "Ali:0.8"]'
)
