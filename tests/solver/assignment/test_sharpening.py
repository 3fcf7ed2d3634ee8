"""The sharpened relaxation: whole people keep its rows, and no plan is below it."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cti.caseload.caseload import Caseload
from cti.plans.policy import BALANCED, Policy
from cti.solver.assignment import sharpening
from cti.solver.assignment.arrays import Arrays, Ints, arrays
from cti.solver.assignment.cuts import Cut
from cti.solver.assignment.greedy import greedy
from cti.solver.assignment.problem import assignment_problem
from cti.solver.assignment.rates import ascend
from cti.solver.assignment.sharpening import Sharpened, sharpen
from cti.solver.limits import never
from tests.solver.assignment.crowded import QUARTER, a_crowded_team
from tests.solver.assignment.drawn import SHORT, choices, policies, some
from tests.solver.assignment.relaxed import relax
from tests.strategies import caseloads


def sharpened(laid_out: Arrays) -> Sharpened:
    chosen = greedy(laid_out)
    begun = ascend(laid_out, chosen, never, rounds=20)
    return sharpen(laid_out, begun, laid_out.cost(chosen))


def above(laid_out: Arrays, chosen: Ints, cut: Cut) -> float:
    """What the worker of a row holds above its load in a plan."""
    load = laid_out.options.take(chosen).load(laid_out.workers).ravel()[cut.cell]
    worker, week = divmod(cut.cell, laid_out.ceiling.shape[1])
    point = laid_out.curves[int(worker)][int(week)].points[cut.piece - 1]
    return max(float(load) - float(point), 0.0)


def counted(laid_out: Arrays, chosen: Ints, cut: Cut) -> float:
    count = np.zeros(len(laid_out.options))
    count[cut.option] = cut.count
    return float(count[chosen].sum())


@some
@given(st.data(), caseloads(), policies())
def test_no_plan_is_below_it_nor_breaks_a_row(
    data: st.DataObject, caseload: Caseload, policy: Policy
) -> None:
    problem = assignment_problem(caseload, SHORT, policy)
    assume(problem.people)
    laid_out = arrays(problem)

    found = sharpened(laid_out)

    for _ in range(5):
        chosen = laid_out.first[:-1] + np.array(data.draw(choices(problem)))
        least = found.bound + found.penalty[chosen]
        assert (laid_out.cost(chosen) >= least - 1e-6).all()
        for cut in found.cuts:
            limit = cut.most + above(laid_out, chosen, cut)
            assert counted(laid_out, chosen, cut) <= limit + 1e-6


def random_plans(laid_out: Arrays, count: int) -> list[Ints]:
    random = np.random.default_rng(0)
    ways = np.diff(laid_out.first)
    return [laid_out.first[:-1] + random.integers(0, ways) for _ in range(count)]


def test_it_is_sharper_than_the_relaxation_and_whole_people_keep_its_rows() -> None:
    laid_out = arrays(assignment_problem(a_crowded_team(), QUARTER, BALANCED))

    found = sharpened(laid_out)

    assert found.cuts
    assert found.bound > relax(laid_out).bound + 1
    for chosen in [greedy(laid_out), *random_plans(laid_out, 300)]:
        assert laid_out.cost(chosen) >= found.bound
        for cut in found.cuts:
            limit = cut.most + above(laid_out, chosen, cut)
            assert counted(laid_out, chosen, cut) <= limit + 1e-6


def test_an_engine_that_gives_up_takes_nothing_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    laid_out = arrays(assignment_problem(a_crowded_team(), QUARTER, BALANCED))
    begun = ascend(laid_out, greedy(laid_out), never, rounds=50)
    monkeypatch.setattr(sharpening, "ITERATIONS", 1)

    found = sharpen(laid_out, begun, np.inf)

    assert found.bound == begun.bound
    assert found.penalty.tolist() == begun.penalty.tolist()
