"""What every section of the benchmarks has."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.places import RESULTS
from benchmarks.results import Record, Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """How much is to be measured.

    Attributes
    ----------
    quick
        Whether a small slice is enough; its figures are not for the document.
    resumed
        Whether figures that are there already are kept.
    scratch
        A folder for what is made on the way.
    results
        Where figures are kept.
    sizes, seeds, planners, seconds
        Only these, where a section has them; all of its own if empty. Sizes are also
        the names of caseloads and of public questions. The other rows stay as they are.
    """

    scratch: Path
    quick: bool = False
    resumed: bool = False
    results: Path = RESULTS
    sizes: Sequence[str] = ()
    seeds: Sequence[int] = ()
    planners: Sequence[str] = ()
    seconds: Sequence[int] = ()

    def record(self, section: str, *keys: str) -> Record:
        """Open the file of a section."""
        return Record(
            section=section,
            keys=keys,
            folder=self.results,
            resumed=self.resumed,
            is_part=any((self.sizes, self.seeds, self.planners)),
        )

    def asks(self, name: str) -> bool:
        """Whether a row of this name is wanted."""
        return not self.sizes or name in self.sizes


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One part of the benchmarks.

    Attributes
    ----------
    run
        Measures, and keeps what it measured.
    text
        Makes Markdown of the rows that were kept.
    again
        The options that measure one row anew, its keys in capitals.
    """

    name: str
    title: str
    run: Callable[[Wanted], None]
    text: Callable[[Sequence[Row]], str]
    keys: Sequence[str] = field(default_factory=tuple)
    again: str = ""

    @property
    def command(self) -> str:
        """What measures one row of it anew."""
        return f"python -m benchmarks {self.name} {self.again}".strip()


def table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a Markdown table; numbers stand to the right."""
    listed = [[_cell(cell) for cell in row] for row in rows]
    lines = [f"| {' | '.join(headings)} |"]
    lines.append("|" + "---|" * len(headings))
    lines += [f"| {' | '.join(row)} |" for row in listed]
    return "\n".join(lines)


def number(value: float | None, places: int = 1) -> str:
    """Return a number with so many decimals; a dash for none."""
    return "–" if value is None else f"{value:,.{places}f}"


def per_cent(value: float | None, places: int = 2) -> str:
    """Return a share as per cent; a dash for none."""
    return "–" if value is None else f"{100 * value:.{places}f} %"


def gap(cost: float | None, bound: float | None) -> float | None:
    """Return by which share a cost is above a bound; None where one is missing."""
    if cost is None or bound is None or bound <= 0:
        return None
    return max(cost / bound - 1, 0.0)


def mean(values: Iterable[float | None]) -> float | None:
    """Return the mean of what is there; None if something is missing."""
    listed = list(values)
    if not listed or any(value is None for value in listed):
        return None
    return sum(value for value in listed if value is not None) / len(listed)


def _cell(cell: object) -> str:
    if cell is None:
        return "–"
    return number(cell) if isinstance(cell, float) else str(cell)
