"""One worker's load against the ceiling, Monday by Monday."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

import plotly.graph_objects as go

from cti.plans.document import LoadRow
from cti.units import Sce, format_load

WIDTH = 320
HEIGHT = 116
WEEKS_BETWEEN_LABELS = 8
STEP = 5
COLOURS = {"held": "#2f6f7e", "over": "#b85c00", "ceiling": "#1d2329"}


def load_figure(rows: Sequence[LoadRow], *, top: Sce) -> go.Figure:
    """Draw what one worker holds against what is agreed.

    Parameters
    ----------
    rows
        One worker's Mondays in order; at least one.
    top
        Where the scale ends, in SCE: the same for every worker of a page, so that
        pictures side by side can be compared.

    Returns
    -------
    Bars in SCE and a stepped line of the ceiling. What is above the ceiling carries
    a pattern as well as a colour, so neither is needed to see it. Labels stand on
    Mondays that are planned.
    """
    mondays = [row.week for row in rows]
    figure = go.Figure(
        [
            _bars("held", "Up to the ceiling", mondays, [r.sce - r.over for r in rows]),
            _bars("over", "Over the ceiling", mondays, [row.over for row in rows]),
            go.Scatter(
                name="Ceiling",
                meta="ceiling",
                x=mondays,
                y=[float(row.ceiling) for row in rows],
                mode="lines",
                line={"shape": "hvh", "color": COLOURS["ceiling"], "width": 2},
            ),
        ]
    )
    labelled = mondays[::WEEKS_BETWEEN_LABELS]
    figure.update_layout(
        template="none",
        barmode="stack",
        bargap=0.12,
        width=WIDTH,
        height=HEIGHT,
        margin={"l": 24, "r": 4, "t": 16, "b": 22},
        showlegend=False,
        annotations=_peak(rows),
    )
    figure.update_xaxes(
        tickvals=labelled, ticktext=[f"{day.day} {day:%b}" for day in labelled]
    )
    figure.update_yaxes(range=[0, float(top)], tickvals=_levels(top))
    return figure


def scale_top(rows: Sequence[LoadRow]) -> Sce:
    """Return where the scale of a page ends: the next five above everything drawn."""
    highest = max((max(row.sce, row.ceiling) for row in rows), default=Fraction(0))
    return Fraction(STEP * (int(highest // STEP) + 1))


def _bars(
    kind: str, name: str, mondays: Sequence[object], heights: Sequence[Sce]
) -> go.Bar:
    return go.Bar(
        name=name,
        meta=kind,
        x=mondays,
        y=[float(height) for height in heights],
        marker={
            "color": COLOURS[kind],
            "pattern": {"shape": "/" if kind == "over" else ""},
        },
    )


def _levels(top: Sce) -> list[int]:
    between = STEP if top <= 4 * STEP else 2 * STEP
    return list(range(0, int(top) + 1, between))


def _peak(rows: Sequence[LoadRow]) -> list[dict[str, object]]:
    """Write the load on the first Monday that is furthest over the ceiling."""
    worst = max(rows, key=lambda row: row.over)
    if not worst.over:
        return []
    return [
        {
            "x": worst.week,
            "y": float(worst.sce),
            "text": format_load(worst.sce),
            "showarrow": False,
            "yanchor": "bottom",
        }
    ]


def over_runs(rows: Sequence[LoadRow]) -> tuple[tuple[LoadRow, ...], ...]:
    """Return each unbroken run of Mondays over the ceiling, in order."""
    runs: list[list[LoadRow]] = []
    for before, row in pairwise((None, *rows)):
        if row is None or not row.over:
            continue
        if before is not None and before.over:
            runs[-1].append(row)
        else:
            runs.append([row])
    return tuple(tuple(run) for run in runs)
