"""The picture of one worker's load: what it shows, and what it would refuse."""

import re
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

import plotly.graph_objects as go
import pytest

from cti.plans.document import LoadRow
from cti.units import WorkerId
from dashboards.figures.load import load_figure, over_runs, scale_top
from dashboards.figures.svg import draw
from tests.builders import Number, monday


def loads(held: Sequence[Number], ceiling: Number = 20) -> list[LoadRow]:
    """One worker's Mondays."""
    return [
        LoadRow(
            worker_id=WorkerId("alex"),
            week=monday(week),
            people=1,
            pre=0,
            one=1,
            two=0,
            three=0,
            sce=Fraction(sce),
            ceiling=Fraction(ceiling),
            over=max(Fraction(sce) - Fraction(ceiling), Fraction(0)),
        )
        for week, sce in enumerate(held)
    ]


def figure(held: Sequence[Number], ceiling: Number = 20) -> go.Figure:
    rows = loads(held, ceiling)
    return load_figure(rows, top=scale_top(rows))


def drawing(held: Sequence[Number], ceiling: Number = 20) -> str:
    return draw(figure(held, ceiling), name="alex", label="Alex")


def test_what_is_held_is_split_at_the_ceiling() -> None:
    held, over, ceiling = figure(["19.5", 20, "21.5"]).data

    assert held.y == (19.5, 20, 20)
    assert over.y == (0, 0, 1.5)
    assert ceiling.y == (20, 20, 20)


def test_what_is_over_carries_a_pattern_and_what_is_not_does_not() -> None:
    held, over, _ = figure([21]).data

    assert over.marker.pattern.shape == "/"
    assert not held.marker.pattern.shape


def test_labels_stand_on_planned_mondays() -> None:
    axis = figure([10] * 40).layout.xaxis

    assert axis.tickvals[:2] == (monday(0), monday(8))
    assert {day.weekday() for day in axis.tickvals} == {0}
    assert axis.ticktext[:2] == ("23 Nov", "18 Jan")


def test_the_scale_ends_above_everything_drawn() -> None:
    assert scale_top(loads(["19.5"])) == 25
    assert scale_top(loads([3], ceiling=8)) == 10
    assert scale_top([]) == 5


def test_runs_over_the_ceiling_are_unbroken() -> None:
    rows = loads([21, 21, 20, "20.5", 19])

    runs = over_runs(rows)

    assert [[row.week for row in run] for run in runs] == [
        [monday(0), monday(1)],
        [monday(3)],
    ]


def test_the_peak_is_named_only_where_there_is_one() -> None:
    assert [note.text for note in figure([19, 22, "23.5", 21]).layout.annotations] == [
        "23.5"
    ]
    assert not figure([20, 20]).layout.annotations


def test_a_bar_is_as_high_as_its_number() -> None:
    svg = drawing([5, 10])

    path = re.search(r'class="held" d="([^"]+)"', svg)
    assert path is not None
    low, high = re.findall(r"M[\d.]+ ([\d.]+)V([\d.]+)h", path[1])
    assert float(low[0]) - float(low[1]) == pytest.approx(
        (float(high[0]) - float(high[1])) / 2, abs=0.2
    )


def test_a_number_over_the_ceiling_is_drawn_in_colour_and_in_stripes() -> None:
    svg = drawing([21])

    colour = re.search(r'class="over" d="([^"]+)"', svg)
    stripes = re.search(r'fill="url\(#alex-lines\)" d="([^"]+)"', svg)
    assert colour is not None
    assert stripes is not None
    assert colour[1] == stripes[1] != ""


def test_the_ceiling_is_a_stepped_line_over_the_whole_width() -> None:
    svg = drawing([1, 1, 1])

    ceiling = re.search(r'class="ceiling" d="([^"]+)"', svg)
    assert ceiling is not None
    assert ceiling[1].count("H") == 3
    assert ceiling[1].startswith("M24 ")
    assert ceiling[1].endswith("H316")


def test_the_drawing_is_named_for_those_who_do_not_see_it() -> None:
    svg = draw(figure([1]), name="a", label='Jo "<b>" M')

    assert 'role="img" aria-label="Jo &#34;&lt;b&gt;&#34; M"' in svg


@pytest.mark.parametrize(
    "trace",
    [
        pytest.param(go.Pie(values=[1]), id="a pie"),
        pytest.param(go.Scatter(x=[date(2026, 11, 23)], y=[1]), id="a smooth line"),
    ],
)
def test_a_figure_it_cannot_draw_whole_is_refused(trace: object) -> None:
    unknown = figure([1])
    unknown.add_trace(trace)

    with pytest.raises(ValueError, match="does not know"):
        draw(unknown, name="a", label="A")
