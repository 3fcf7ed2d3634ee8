"""The relaxation by way of few options: the same bound as with all of them."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cti.caseload.caseload import Caseload
from cti.plans.policy import BALANCED, Policy
from cti.solver.assignment import columns, relaxed
from cti.solver.assignment.arrays import Arrays, arrays
from cti.solver.assignment.columns import relax_by_columns
from cti.solver.assignment.greedy import greedy
from cti.solver.assignment.model import Relaxation
from cti.solver.assignment.problem import assignment_problem
from cti.solver.assignment.rates import ascend
from cti.solver.limits import never
from tests.solver.assignment.at_once import relax
from tests.solver.assignment.crowded import QUARTER, a_crowded_team
from tests.solver.assignment.drawn import SHORT, choices, policies, some
from tests.strategies import caseloads


def knowing_nothing(laid_out: Arrays) -> Relaxation:
    nothing = np.zeros(len(laid_out.options))
    return Relaxation(bound=-np.inf, share=nothing, penalty=nothing)


@pytest.mark.slow
@some
@given(st.data(), caseloads(), policies(), st.booleans())
def test_the_bound_is_that_of_the_whole_relaxation(
    data: st.DataObject, caseload: Caseload, policy: Policy, climbs: bool
) -> None:
    problem = assignment_problem(caseload, SHORT, policy)
    assume(problem.people)
    laid_out = arrays(problem)
    begun = knowing_nothing(laid_out)
    if climbs:
        begun = ascend(laid_out, greedy(laid_out), never, rounds=20)
    whole = relax(laid_out).bound

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(columns, "AT_FIRST", 1)
        patched.setattr(columns, "ADDED", 1)
        found = relax_by_columns(laid_out, begun)

    assert found.bound == pytest.approx(whole, rel=1e-5, abs=1e-4)
    for _ in range(3):
        chosen = laid_out.first[:-1] + np.array(data.draw(choices(problem)))
        least = found.bound + found.penalty[chosen]
        assert (laid_out.cost(chosen) >= least - 1e-6).all()


@pytest.mark.parametrize("at_first", [1, 2, 100])
def test_however_few_there_are_at_first(
    monkeypatch: pytest.MonkeyPatch, at_first: int
) -> None:
    laid_out = arrays(assignment_problem(a_crowded_team(), QUARTER, BALANCED))
    whole = relax(laid_out).bound
    monkeypatch.setattr(columns, "AT_FIRST", at_first)

    found = relax_by_columns(laid_out, knowing_nothing(laid_out))

    assert found.bound == pytest.approx(whole, rel=1e-5)
    shares = np.bincount(laid_out.options.person, found.share)
    assert shares == pytest.approx(np.ones(laid_out.people))
    assert laid_out.options.price @ found.share <= whole + 1e-6


@pytest.mark.parametrize("rounds", [1, 2])
def test_cut_short_the_bound_still_holds(
    monkeypatch: pytest.MonkeyPatch, rounds: int
) -> None:
    laid_out = arrays(assignment_problem(a_crowded_team(), QUARTER, BALANCED))
    whole = relax(laid_out).bound
    monkeypatch.setattr(columns, "AT_FIRST", 1)
    monkeypatch.setattr(columns, "ROUNDS", rounds)

    found = relax_by_columns(laid_out, knowing_nothing(laid_out))

    assert found.bound < whole


def test_an_engine_that_gives_up_takes_nothing_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    laid_out = arrays(assignment_problem(a_crowded_team(), QUARTER, BALANCED))
    begun = ascend(laid_out, greedy(laid_out), never, rounds=50)
    monkeypatch.setattr(relaxed, "ITERATIONS", 1)

    found = relax_by_columns(laid_out, begun)

    assert found.bound == begun.bound
    assert found.penalty.tolist() == begun.penalty.tolist()
    assert found.share.tolist() == begun.share.tolist()


def test_no_worse_bound_replaces_a_better_one(monkeypatch: pytest.MonkeyPatch) -> None:
    laid_out = arrays(assignment_problem(a_crowded_team(), QUARTER, BALANCED))
    begun = ascend(laid_out, greedy(laid_out), never)
    monkeypatch.setattr(columns, "AT_FIRST", 1)
    monkeypatch.setattr(columns, "ROUNDS", 1)

    assert relax_by_columns(laid_out, begun).bound >= begun.bound
