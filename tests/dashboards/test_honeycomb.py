"""A honeycomb has a cell for each step, and none lies on another."""

from math import dist

import pytest

from dashboards.figures.honeycomb import SIDE, Honeycomb, honeycomb


def middles(comb: Honeycomb) -> list[tuple[float, float]]:
    found = []
    for cell in comb.cells:
        corners = [tuple(map(float, each.split(","))) for each in cell.corners.split()]
        across, down = zip(*corners, strict=True)
        found.append((sum(across) / len(across), sum(down) / len(down)))
    return found


@pytest.mark.parametrize("steps", [1, 2, 6, 7, 8, 19, 20])
def test_there_is_a_cell_for_each_step_beside_the_others(steps: int) -> None:
    comb = honeycomb([False] * steps)

    places = middles(comb)
    assert len(places) == steps
    apart = [dist(a, b) for n, a in enumerate(places) for b in places[:n]]
    assert all(each > SIDE * 1.7 for each in apart)


def test_every_cell_is_inside_the_picture() -> None:
    comb = honeycomb([True] * 20)

    left, top, width, height = map(float, comb.box.split())
    assert (comb.width, comb.height) == (round(width), round(height))
    for x, y in middles(comb):
        assert left + SIDE <= x <= left + width - SIDE
        assert top + SIDE <= y <= top + height - SIDE


def test_what_is_done_has_a_tick_and_what_is_ahead_has_none() -> None:
    comb = honeycomb([True, False, True])

    assert [bool(cell.tick) for cell in comb.cells] == [True, False, True]


def test_without_steps_there_is_one_empty_cell() -> None:
    (cell,) = honeycomb([]).cells

    assert not cell.tick
