"""Draws how time and memory grow: two panels, both scales logarithmic, as SVG."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log10

from benchmarks.caseloads import SIZES
from benchmarks.results import Row
from benchmarks.sections.growth import seconds_within

WIDTH, HEIGHT = 640, 300
LEFT, TOP, PANEL, BOTTOM, APART = 60, 40, 220, 240, 100
WITHIN = 0.01

STYLE = """\
<style>
text { font: 12px system-ui, sans-serif; fill: #222 }
.title { font-weight: 600 }
.frame { fill: none; stroke: #888 }
.grid { stroke: #ddd }
.way { fill: none; stroke: #1b5e8c; stroke-width: 1.5 }
.dot { fill: #1b5e8c }
@media (prefers-color-scheme: dark) {
  text { fill: #eee } .grid { stroke: #444 }
  .way { stroke: #7fc0ea } .dot { fill: #7fc0ea }
}
</style>"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One picture of something against the number of people.

    Attributes
    ----------
    points
        People, and what was measured.
    ticks
        Values with a line and a label of their own, rising.
    """

    title: str
    points: Sequence[tuple[int, float]]
    ticks: Sequence[float]


def growth_picture(rows: Sequence[Row]) -> str:
    """Return the picture of how time and memory grow."""
    seconds, memory = [], []
    for row in rows:
        people = SIZES[row["size"]].people
        found = seconds_within(row, WITHIN)
        if found is not None:
            seconds.append((people, found))
        if row.get("peak_mb"):
            memory.append((people, float(row["peak_mb"])))
    panels = [
        Panel(title="Seconds to 1 %", points=seconds, ticks=(0.1, 1, 10, 100)),
        Panel(title="Memory, MB", points=memory, ticks=(100, 300, 1000, 3000)),
    ]
    said = "Seconds to within 1 % of the bound, and memory, against people"
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'role="img" aria-label="{said}">',
        STYLE,
    ]
    for number, panel in enumerate(panels):
        lines += _panel(panel, LEFT + number * (PANEL + APART))
    return "\n".join([*lines, "</svg>"]) + "\n"


def _panel(panel: Panel, left: int) -> list[str]:
    people = [size.people for size in SIZES.values()]
    right = left + PANEL

    def x(count: float) -> float:
        return _between(count, people[0], people[-1], left + 20, right - 20)

    def y(value: float) -> float:
        return _between(value, panel.ticks[0], panel.ticks[-1], BOTTOM, TOP)

    lines = [
        f'<text class="title" x="{left}" y="{TOP - 14}">{panel.title}</text>',
        f'<rect class="frame" x="{left}" y="{TOP}" width="{PANEL}" '
        f'height="{BOTTOM - TOP}"/>',
        f'<text x="{left + PANEL / 2}" y="{BOTTOM + 40}" text-anchor="middle">'
        "people</text>",
    ]
    for tick in panel.ticks:
        at = y(tick)
        lines.append(
            f'<line class="grid" x1="{left}" x2="{right}" y1="{at:.1f}" y2="{at:.1f}"/>'
        )
        lines.append(
            f'<text x="{left - 6}" y="{at + 4:.1f}" text-anchor="end">{tick:g}</text>'
        )
    lines += [
        f'<text x="{x(count):.1f}" y="{BOTTOM + 18}" text-anchor="middle">'
        f"{count}</text>"
        for count in people
    ]
    medians = _medians(panel.points)
    way = " ".join(f"{x(count):.1f},{y(value):.1f}" for count, value in medians)
    lines.append(f'<polyline class="way" points="{way}"/>')
    lines += [
        f'<circle class="dot" cx="{x(count):.1f}" cy="{y(value):.1f}" r="3.5"/>'
        for count, value in panel.points
    ]
    return lines


def _between(value: float, low: float, high: float, start: float, end: float) -> float:
    """Return where a value lies from ``start`` to ``end``, by its logarithm."""
    held = min(max(value, low), high)
    return start + (end - start) * log10(held / low) / log10(high / low)


def _medians(points: Sequence[tuple[int, float]]) -> list[tuple[int, float]]:
    found = []
    for count in sorted({count for count, _ in points}):
        values = sorted(value for each, value in points if each == count)
        found.append((count, values[len(values) // 2]))
    return found
