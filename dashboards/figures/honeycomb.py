"""A honeycomb: one cell for each step, filled once it is done."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from math import cos, radians, sin, sqrt

SIDE = 20
"""From the middle of a cell to its corners."""

GAP = 1.12
"""How far apart middles are, in cells that touch."""

_CORNERS = tuple(
    (SIDE * cos(radians(60 * n - 30)), SIDE * sin(radians(60 * n - 30)))
    for n in range(6)
)
_AROUND = ((0, 1), (-1, 1), (-1, 0), (0, -1), (1, -1), (1, 0))
"""The way round a ring, side by side, in steps across and down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell.

    Attributes
    ----------
    corners
        As SVG has them.
    tick
        The tick inside a cell that is filled; empty in one that is not.
    """

    corners: str
    tick: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Honeycomb:
    """Cells side by side.

    Attributes
    ----------
    box
        What an SVG shows of it: left, top, width, height.
    width, height
        How large it is drawn, in pixels: cells are as large in every comb.
    """

    box: str
    width: int
    height: int
    cells: tuple[Cell, ...]


def honeycomb(filled: Sequence[bool]) -> Honeycomb:
    """Return a honeycomb with a cell for each, from the middle outwards."""
    middles = [*islice(_middles(), max(1, len(filled)))]
    done = [*filled] or [False]
    left = min(x for x, _ in middles) - SIDE - 2
    top = min(y for _, y in middles) - SIDE - 2
    width = max(x for x, _ in middles) + SIDE + 2 - left
    height = max(y for _, y in middles) + SIDE + 2 - top
    return Honeycomb(
        width=round(width),
        height=round(height),
        box=f"{left:.1f} {top:.1f} {width:.1f} {height:.1f}",
        cells=tuple(
            Cell(
                corners=" ".join(f"{x + a:.1f},{y + b:.1f}" for a, b in _CORNERS),
                tick=f"M{x - 7:.1f},{y:.1f} l5,6 l9,-11" if is_filled else "",
            )
            for (x, y), is_filled in zip(middles, done, strict=True)
        ),
    )


def _middles() -> Iterator[tuple[float, float]]:
    for across, down in _places():
        yield (
            SIDE * sqrt(3) * (across + down / 2) * GAP,
            SIDE * 1.5 * down * GAP,
        )


def _places() -> Iterator[tuple[int, int]]:
    """Yield places ring after ring, without end."""
    yield 0, 0
    ring = 0
    while True:
        ring += 1
        across, down = ring, -ring
        for along, below in _AROUND:
            for _ in range(ring):
                yield across, down
                across, down = across + along, down + below
