"""A figure as a drawing inside the page: no script, sharp on paper, dark in the dark.

Only what our figures use is drawn: stacked bars, stepped lines, labels where the
figure puts them. Anything else is refused rather than left out, because a picture that
drops part of its numbers would be a wrong picture. Colours come from the style sheet
by the figure's own names (``meta``), so the drawing follows dark mode and forced
colours.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import plotly.graph_objects as go
from markupsafe import Markup

LABEL_BELOW = 15
LABEL_BESIDE = 4
PATTERN = 5
EDGE = 20
"""A label nearer to the edge of the drawing than this is moved inwards."""
NOTE = 24
"""Room for a number written over a bar."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the plotting area lies, and how days and numbers map to it.

    Attributes
    ----------
    left, right, top, bottom
        Edges of the plotting area, in units of the drawing.
    days
        The Mondays along the bottom, in order.
    highest
        The number at the upper edge.
    """

    left: float
    right: float
    top: float
    bottom: float
    days: Sequence[date]
    highest: float

    @property
    def band(self) -> float:
        """The width that belongs to one Monday."""
        return (self.right - self.left) / len(self.days)

    def x(self, day: date) -> float:
        """Return the middle of a Monday's band."""
        return self.left + (self.days.index(day) + 0.5) * self.band

    def y(self, number: float) -> float:
        """Return the height of a number."""
        return self.bottom - number / self.highest * (self.bottom - self.top)


def draw(figure: go.Figure, *, name: str, label: str) -> Markup:
    """Draw a figure of bars and stepped lines.

    Parameters
    ----------
    name
        Distinguishes this drawing from others of the page; letters, digits, hyphens.
    label
        What the picture shows, in a sentence, for those who do not see it.

    Raises
    ------
    ValueError
        If the figure holds something this drawing does not know.
    """
    layout = figure.layout
    margin = layout.margin
    frame = Frame(
        left=margin.l,
        right=layout.width - margin.r,
        top=margin.t,
        bottom=layout.height - margin.b,
        days=tuple(figure.data[0].x),
        highest=layout.yaxis.range[1],
    )
    parts = [*_scale(frame, layout), *_traces(frame, figure, name)]
    parts += [_note(frame, note) for note in layout.annotations]
    return Markup(
        '<svg class="figure" role="img" aria-label="{label}" '
        'viewBox="0 0 {width} {height}">{defs}{parts}</svg>'
    ).format(
        label=label,
        width=layout.width,
        height=layout.height,
        defs=_pattern(name),
        parts=Markup("").join(parts),
    )


def _traces(frame: Frame, figure: go.Figure, name: str) -> list[Markup]:
    floor: Mapping[date, float] = dict.fromkeys(frame.days, 0.0)
    drawn = []
    for trace in figure.data:
        if not _is_known(trace, figure.layout):
            msg = f"this drawing does not know a trace of type {trace.type}"
            raise ValueError(msg)
        numbers = dict(zip(trace.x, trace.y, strict=True))
        if trace.type == "scatter":
            drawn.append(_path(_stepped(frame, numbers), trace.meta))
            continue
        ceiling = {day: floor[day] + numbers[day] for day in frame.days}
        bars = _bars(frame, figure.layout.bargap, floor, ceiling)
        drawn.append(_path(bars, trace.meta))
        if trace.marker.pattern.shape:
            drawn.append(_patterned(bars, name))
        floor = ceiling
    return drawn


def _is_known(trace: go.Bar | go.Scatter, layout: go.Layout) -> bool:
    if trace.type == "bar":
        return bool(layout.barmode == "stack")
    return bool(trace.type == "scatter" and trace.line.shape == "hvh")


def _bars(
    frame: Frame, gap: float, floor: Mapping[date, float], ceiling: Mapping[date, float]
) -> str:
    width = frame.band * (1 - gap)
    return "".join(
        f"M{_n(frame.x(day) - width / 2)} {_n(frame.y(floor[day]))}"
        f"V{_n(frame.y(ceiling[day]))}h{_n(width)}V{_n(frame.y(floor[day]))}z"
        for day in frame.days
        if ceiling[day] > floor[day]
    )


def _stepped(frame: Frame, numbers: Mapping[date, float]) -> str:
    steps = f"M{_n(frame.left)} {_n(frame.y(numbers[frame.days[0]]))}"
    for place, day in enumerate(frame.days, start=1):
        steps += f"V{_n(frame.y(numbers[day]))}H{_n(frame.left + place * frame.band)}"
    return steps


def _path(steps: str, kind: str) -> Markup:
    return Markup('<path class="{}" d="{}"/>').format(kind, steps)


def _patterned(steps: str, name: str) -> Markup:
    """Lay the pattern over the colour, so that either alone says it."""
    return Markup('<path fill="url(#{}-lines)" d="{}"/>').format(name, steps)


def _scale(frame: Frame, layout: go.Layout) -> list[Markup]:
    lines = [
        Markup(
            '<path class="grid" d="M{left} {y}H{right}"/>'
            '<text class="number" x="{beside}" y="{y}" dy=".35em">{text}</text>'
        ).format(
            left=_n(frame.left),
            right=_n(frame.right),
            y=_n(frame.y(level)),
            beside=_n(frame.left - LABEL_BESIDE),
            text=level,
        )
        for level in layout.yaxis.tickvals
    ]
    days = [
        Markup(
            '<path class="tick" d="M{x} {y}v4"/><text class="day" x="{at}" y="{below}">'
            "{text}</text>"
        ).format(
            x=_n(frame.x(day)),
            y=_n(frame.bottom),
            at=_n(_inside(frame, frame.x(day))),
            below=_n(frame.bottom + LABEL_BELOW),
            text=text,
        )
        for day, text in zip(layout.xaxis.tickvals, layout.xaxis.ticktext, strict=True)
    ]
    return lines + days


def _note(frame: Frame, note: go.layout.Annotation) -> Markup:
    return Markup('<text class="note" x="{x}" y="{y}">{text}</text>').format(
        x=_n(max(frame.x(note.x), frame.left + NOTE / 2)),
        y=_n(frame.y(note.y) - LABEL_BESIDE),
        text=note.text,
    )


def _inside(frame: Frame, x: float) -> float:
    return min(max(x, EDGE), frame.right - EDGE)


def _pattern(name: str) -> Markup:
    return Markup(
        '<defs><pattern id="{name}-lines" width="{size}" height="{size}" '
        'patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<path class="lines" d="M0 0V{size}"/></pattern></defs>'
    ).format(name=name, size=PATTERN)


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
