"""The sharpened relaxation: whole people keep its rows, and no plan is below it."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given

from cti.plans.policy import BALANCED
from cti.solver.assignment import relaxed, sharpening
from cti.solver.assignment.arrays import Arrays, Ints, arrays
from cti.solver.assignment.columns import relax_by_columns
from cti.solver.assignment.cuts import Cut, Separator
from cti.solver.assignment.greedy import greedy
from cti.solver.assignment.model import Relaxation
from cti.solver.assignment.problem import AssignmentProblem, assignment_problem
from cti.solver.assignment.rates import Rates, ascend
from cti.solver.assignment.relaxed import Solved
from cti.solver.assignment.sharpening import sharpen
from cti.solver.limits import never
from tests.solver.assignment.crowded import QUARTER, a_crowded_team
from tests.solver.assignment.drawn import small_problems, some

LITTLE = 1e-6


def begun(laid_out: Arrays) -> Relaxation:
    return ascend(laid_out, greedy(laid_out), never, rounds=20)


def crowded() -> Arrays:
    return arrays(assignment_problem(a_crowded_team(), QUARTER, BALANCED))


@contextmanager
def every_row() -> Iterator[list[Cut]]:
    """All rows that are found meanwhile; they are looked for in small problems too."""
    rows: list[Cut] = []
    broken = Separator.broken

    def noted(*asked: object) -> list[Cut]:
        found = broken(*asked)  # type: ignore[arg-type]  # as it was asked
        rows.extend(found)
        return found

    eager = patch.multiple(sharpening, AT_FIRST=1, NEAR=np.inf, ENOUGH_EACH=-1)
    with patch.object(Separator, "broken", noted), eager:
        yield rows


def every_plan(laid_out: Arrays) -> Iterator[Ints]:
    ranges = zip(laid_out.first, laid_out.first[1:], strict=False)
    for each in product(*(range(a, b) for a, b in ranges)):
        yield np.array(each)


def excess(laid_out: Arrays, chosen: Ints, cut: Cut) -> float:
    """By how much a plan breaks a row, SCE."""
    load = laid_out.options.take(chosen).load(laid_out.workers).ravel()[cut.cell]
    worker, week = divmod(cut.cell, laid_out.ceiling.shape[1])
    point = laid_out.curves[int(worker)][int(week)].points[cut.piece - 1]
    count = np.zeros(len(laid_out.options))
    count[cut.option] = cut.count
    above = max(float(load) - float(point), 0.0)
    return float(count[chosen].sum()) - cut.most - above


@pytest.mark.slow
@some
@given(small_problems())
def test_no_plan_is_below_it_nor_breaks_a_row(problem: AssignmentProblem) -> None:
    laid_out = arrays(problem)
    with every_row() as rows:
        found = list(
            sharpen(laid_out, begun(laid_out), laid_out.cost(greedy(laid_out)))
        )

    for chosen in every_plan(laid_out):
        cost = laid_out.cost(chosen)
        for each in found:
            assert (each.bound + each.penalty[chosen]).max() <= cost + LITTLE
        assert all(excess(laid_out, chosen, cut) <= LITTLE for cut in rows)


def random_plans(laid_out: Arrays, count: int) -> list[Ints]:
    random = np.random.default_rng(0)
    ways = np.diff(laid_out.first)
    return [laid_out.first[:-1] + random.integers(0, ways) for _ in range(count)]


def test_it_is_sharper_than_the_relaxation_and_whole_people_keep_its_rows() -> None:
    laid_out = crowded()
    relaxation = relax_by_columns(laid_out, begun(laid_out))

    with every_row() as rows:
        found = list(sharpen(laid_out, relaxation, np.inf))

    bounds = [each.bound for each in found]
    assert bounds == sorted(bounds)
    assert bounds[-1] > relaxation.bound + 1
    assert rows
    for chosen in [greedy(laid_out), *random_plans(laid_out, 300)]:
        assert laid_out.cost(chosen) >= bounds[-1]
        assert all(excess(laid_out, chosen, cut) <= LITTLE for cut in rows)


def test_rows_are_charged_no_more_than_load_ever_costs() -> None:
    laid_out = crowded()
    rates = Rates(laid_out)
    with every_row() as rows:
        list(sharpen(laid_out, begun(laid_out), np.inf))
    half = rates.steepest / 2
    nobody = np.zeros(0)
    solved = Solved(
        cost=0.0,
        rates=half,
        charges=np.full(len(rows), 1000.0),
        paid=nobody,
        share=nobody,
        above=np.zeros((0, 0)),
    )

    charges = sharpening._bearable(rows, solved, rates)

    cell = np.array([cut.cell for cut in rows])
    together = half + np.bincount(cell, charges, minlength=len(half))
    assert (together <= rates.steepest + LITTLE).all()
    assert (charges[half[cell] > 0] > 0).all()


def test_of_more_rows_than_there_is_room_for_those_broken_most_are_taken() -> None:
    laid_out = crowded()
    relaxation = relax_by_columns(laid_out, begun(laid_out))
    solved = relaxed.solve(
        laid_out, np.ones(len(laid_out.options), dtype=bool), Rates(laid_out)
    )
    assert solved is not None
    separator = Separator(laid_out)

    every = separator.broken(relaxation.share, solved.above, 10**6)
    few = separator.broken(relaxation.share, solved.above, 2)

    assert len(every) > 2
    assert [cut.cell for cut in few] == [cut.cell for cut in every[:2]]
    assert separator.broken(relaxation.share, solved.above, -1) == []


def test_who_says_stop_has_what_there_was() -> None:
    laid_out = crowded()

    assert list(sharpen(laid_out, begun(laid_out), np.inf, lambda: True)) == []


def test_an_engine_that_gives_up_takes_nothing_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    laid_out = crowded()
    monkeypatch.setattr(relaxed, "ITERATIONS", 1)

    assert list(sharpen(laid_out, begun(laid_out), np.inf)) == []
