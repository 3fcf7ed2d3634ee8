"""Pictures of the served pages, in the words of Plotly's script.

They are plain values: a browser draws them. A colour stands as ``@name`` and becomes
one of the palette of the day or of the night there. What a colour tells is told by a
pattern and by words too.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from cti.calendar import DAYS_PER_WEEK
from cti.phases import SUPPORTED, Phase
from cti.plans.document import LoadRow
from cti.plans.words import short
from cti.units import Sce

Figure = Mapping[str, Any]
"""Traces and layout, as Plotly reads them."""

PALETTES: Mapping[str, Mapping[str, str]] = {
    "light": {
        "paper": "#fdfcfa",
        "text": "#0b0c0c",
        "line": "#cdd5d2",
        "held": "#2f6f7e",
        "over": "#b85c00",
        "ceiling": "#1d2329",
        "pre": "#9aa5a6",
        "one": "#2f6f7e",
        "two": "#b98a2f",
        "three": "#6a5a9c",
        "on": "#ffffff",
    },
    "dark": {
        "paper": "#14191b",
        "text": "#e7ebea",
        "line": "#364044",
        "held": "#6fb3c0",
        "over": "#f2ac66",
        "ceiling": "#e7ebea",
        "pre": "#808c8e",
        "one": "#6fb3c0",
        "two": "#d9b25f",
        "three": "#b0a2dd",
        "on": "#14191b",
    },
}
"""The colours, by day and by night."""

PATTERN: Mapping[Phase, str] = dict(zip(SUPPORTED, ("", "/", ".", "x"), strict=True))
"""What tells phases apart without colour."""

SMALL, USUAL = 220, 320
"""How high pictures are, in pixels."""

ROW = 20
"""How high a person's row in the course is, in pixels."""

BENEATH_WORDS = 0.25
"""How strong a pattern is on which words stand."""

DAY_MS = 24 * 60 * 60 * 1000

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', Arial"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """Somebody in a phase for a time.

    Attributes
    ----------
    row
        The place of the person in the picture, from 0 at the top.
    to_on
        Exclusive.
    """

    row: int
    phase: Phase
    from_on: date
    to_on: date


def in_a_page(value: object) -> Markup:
    """Return a value as JSON that no page can take for marks of its own."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for mark, written in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        text = text.replace(mark, written)
    return Markup(text)  # noqa: S704, every mark is written otherwise


def load_picture(rows: Sequence[LoadRow], *, top: Sce) -> Figure:
    """Draw load against ceiling, Monday by Monday.

    Parameters
    ----------
    rows
        Of one worker, or of a team together; in order.
    top
        Where the scale ends, in SCE.
    """
    weeks = _mondays(rows[0].week)
    return _figure(
        [
            _bars(
                "Up to the ceiling", weeks, [row.sce - row.over for row in rows], "held"
            ),
            _bars("Over the ceiling", weeks, [row.over for row in rows], "over", "/"),
            {
                "type": "scatter",
                "name": "Ceiling",
                **weeks,
                "y": [round(float(row.ceiling), 1) for row in rows],
                "mode": "lines",
                "line": {"shape": "hvh", "color": "@ceiling", "width": 2.5},
                "hovertemplate": "Ceiling: %{y}<extra>%{x}</extra>",
            },
        ],
        height=SMALL,
        barmode="stack",
        yaxis={"range": [0, float(top)], "title": {"text": "SCE"}},
    )


def mix_picture(weeks: Sequence[date], people: Mapping[Phase, Sequence[int]]) -> Figure:
    """Draw how many people are in each phase, Monday by Monday."""
    where = _mondays(weeks[0])
    return _figure(
        [
            _bars(short(phase), where, people[phase], phase.value, PATTERN[phase])
            for phase in SUPPORTED
        ],
        height=USUAL,
        barmode="stack",
        yaxis={"title": {"text": "People"}, "rangemode": "tozero"},
    )


def contacts_picture(
    phases: Sequence[str], kinds: Sequence[tuple[str, Sequence[int]]]
) -> Figure:
    """Draw how many contacts there were of each kind, by phase.

    Parameters
    ----------
    kinds
        What a kind is called, and how many there are in each phase.
    """
    looks = (("held", ""), ("one", "/"), ("two", "."), ("over", "x"), ("pre", "-"))
    return _figure(
        [
            {
                **_bars(name, {"x": list(phases)}, numbers, colour, pattern),
                "text": [str(number) if number else "" for number in numbers],
                "textposition": "outside",
                "textangle": 0,
                "textfont": {"size": 12},
                "constraintext": "none",
                "cliponaxis": False,
            }
            for (name, numbers), (colour, pattern) in zip(kinds, looks, strict=False)
        ],
        height=USUAL,
        barmode="group",
        bargap=0.25,
        xaxis={"type": "category"},
        yaxis={"title": {"text": "Contacts"}, "rangemode": "tozero"},
    )


def course_picture(
    names: Sequence[str], spells: Sequence[Spell], *, from_on: date, to_on: date
) -> Figure:
    """Draw who is in which phase, a row for each person, the first at the top.

    Parameters
    ----------
    to_on
        Where the picture ends; exclusive.
    """
    traces = []
    for phase in SUPPORTED:
        ours = [spell for spell in spells if spell.phase is phase]
        label = short(phase).removeprefix("Phase ")
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "name": short(phase),
                "y": [spell.row for spell in ours],
                "base": [spell.from_on.isoformat() for spell in ours],
                "x": [(s.to_on - s.from_on).days * DAY_MS for s in ours],
                "customdata": [names[spell.row] for spell in ours],
                "marker": _marker(phase.value, PATTERN[phase], opacity=BENEATH_WORDS),
                "text": [label] * len(ours),
                "textposition": "inside",
                "insidetextanchor": "start",
                "textangle": 0,
                "hovertemplate": f"%{{customdata}}: {short(phase)}<extra></extra>",
            }
        )
    return _figure(
        traces,
        height=90 + ROW * len(names),
        barmode="overlay",
        bargap=0.15,
        xaxis={
            "type": "date",
            "range": [from_on.isoformat(), to_on.isoformat()],
            "side": "top",
        },
        yaxis={
            "range": [len(names) - 0.5, -0.5],
            "tickvals": list(range(len(names))),
            "ticktext": list(names),
        },
        legend={"y": 0, "yanchor": "top"},
    )


def _mondays(first: date) -> Mapping[str, Any]:
    """Say where the numbers of Monday after Monday stand, without naming each."""
    return {"x0": first.isoformat(), "dx": DAYS_PER_WEEK * DAY_MS}


def _bars(
    name: str,
    where: Mapping[str, Any],
    heights: Sequence[Sce] | Sequence[int],
    colour: str,
    pattern: str = "",
) -> dict[str, Any]:
    return {
        "type": "bar",
        "name": name,
        **where,
        "y": [round(float(height), 1) for height in heights],
        "marker": _marker(colour, pattern),
        "hovertemplate": f"{name}: %{{y}}<extra>%{{x}}</extra>",
    }


def _marker(colour: str, pattern: str, *, opacity: float = 0.7) -> dict[str, Any]:
    return {
        "color": f"@{colour}",
        "line": {"color": "@paper", "width": 1},
        "pattern": {
            "shape": pattern,
            "fillmode": "overlay",
            "fgcolor": "@paper",
            "fgopacity": opacity,
            "size": 6,
        },
    }


def _figure(traces: Sequence[Figure], *, height: int, **layout: Any) -> Figure:  # noqa: ANN401, what Plotly takes
    """Put traces into the frame that all our pictures share."""
    axis: dict[str, Any] = {
        "gridcolor": "@line",
        "linecolor": "@line",
        "zerolinecolor": "@line",
        "automargin": True,
        "fixedrange": True,
    }
    of_x, of_y = layout.pop("xaxis", {"type": "date"}), layout.pop("yaxis", {})
    ours: dict[str, Any] = {
        "height": height,
        "paper_bgcolor": "@paper",
        "plot_bgcolor": "@paper",
        "font": {"family": FONT, "size": 13, "color": "@text"},
        "margin": {"l": 8, "r": 8, "t": 30, "b": 8},
        "legend": {"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom"},
        "bargap": 0.1,
        "hovermode": "closest",
        "dragmode": False,
        "xaxis": {**axis, "showgrid": False, **of_x},
        "yaxis": {**axis, **of_y},
    }
    legend = {**ours["legend"], **layout.pop("legend", {})}
    return {"data": list(traces), "layout": {**ours, **layout, "legend": legend}}
