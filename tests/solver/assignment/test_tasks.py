"""Errands of child processes: every bound holds, and every plan is a better one."""

from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cti.caseload.caseload import Caseload
from cti.plans.policy import BALANCED, Policy
from cti.solver.assignment.arrays import Arrays, Ints, arrays
from cti.solver.assignment.greedy import greedy
from cti.solver.assignment.model import Answer, Relaxation, Search
from cti.solver.assignment.neighbourhoods import Better, Walk
from cti.solver.assignment.problem import assignment_problem
from cti.solver.assignment.rates import ascend
from cti.solver.assignment.tasks import InTurn, Relax, Seek, Sharpen
from cti.solver.child import Task
from cti.solver.limits import never
from tests.solver.assignment.at_once import relax
from tests.solver.assignment.crowded import QUARTER, a_crowded_team
from tests.solver.assignment.drawn import SHORT, policies, some
from tests.strategies import caseloads

ONE_NODE = Search(nodes=1, seed=0, looks_for_plans=False)


def reports(task: Task) -> list[object]:
    said: list[object] = []
    task(said.append)
    return said


def crowded() -> Arrays:
    return arrays(assignment_problem(a_crowded_team(), QUARTER, BALANCED))


def best_of_all(laid_out: Arrays) -> float:
    ranges = zip(laid_out.first, laid_out.first[1:], strict=False)
    choices = product(*(range(a, b) for a, b in ranges))
    return min(laid_out.cost(np.array(each)) for each in choices)


@pytest.mark.slow
@some
@given(
    caseloads(max_workers=2, max_people=3, max_referrals=1),
    policies(),
    st.sampled_from((0.0, 1.0, 20.0, 1000.0)),
    st.sampled_from((1, 4, 100)),
    st.booleans(),
)
def test_a_sharper_bound_is_a_bound(
    caseload: Caseload, policy: Policy, within: float, most: int, solved: bool
) -> None:
    laid_out = arrays(assignment_problem(caseload, SHORT, policy))
    assume(laid_out.people)
    begun = ascend(laid_out, greedy(laid_out), never, rounds=10)
    if solved:
        begun = relax(laid_out)

    said = reports(Sharpen(laid_out, begun, solved, within, most, ONE_NODE))

    best = best_of_all(laid_out)
    assert all(
        each.bound <= best + 1e-6
        for each in said
        if isinstance(each, Answer | Relaxation)
    )


def test_who_sharpens_solves_the_relaxation_first_where_nobody_has() -> None:
    laid_out = crowded()
    begun = ascend(laid_out, greedy(laid_out), never, rounds=10)

    relaxed, answer = reports(Sharpen(laid_out, begun, False, 50.0, 10**6, ONE_NODE))

    assert isinstance(relaxed, Relaxation)
    assert relaxed.bound == pytest.approx(relax(laid_out).bound, rel=1e-5)
    assert isinstance(answer, Answer)
    assert relaxed.bound < answer.bound <= relaxed.bound + 50
    assert answer.taken is None


def test_a_bound_is_raised_no_further_than_what_was_searched() -> None:
    laid_out = crowded()
    known = relax(laid_out)

    (few,) = reports(Sharpen(laid_out, known, True, 3.0, 10**6, ONE_NODE))
    (fewer,) = reports(Sharpen(laid_out, known, True, 10**6, 30, ONE_NODE))

    assert isinstance(few, Answer)
    assert few.bound <= known.bound + 3.0
    assert isinstance(fewer, Answer)
    assert fewer.bound <= known.bound + np.sort(known.penalty)[30] + 1e-6


def test_a_relaxation_that_was_begun_is_ended() -> None:
    laid_out = crowded()
    begun = ascend(laid_out, greedy(laid_out), never, rounds=10)

    (ended,) = reports(Relax(laid_out, begun))

    assert isinstance(ended, Relaxation)
    assert ended.bound == pytest.approx(relax(laid_out).bound, rel=1e-5)


def test_a_relaxation_is_made_sharper_where_that_is_wanted() -> None:
    laid_out = crowded()
    chosen = greedy(laid_out)
    begun = ascend(laid_out, chosen, never, rounds=10)

    relaxed, *sharper = reports(Relax(laid_out, begun, laid_out.cost(chosen)))

    assert isinstance(relaxed, Relaxation)
    last = sharper[-1]
    assert isinstance(last, Relaxation)
    assert relaxed.bound + 1 < last.bound <= laid_out.cost(chosen)


def test_a_relaxation_without_time_is_what_was_known() -> None:
    laid_out = crowded()
    begun = ascend(laid_out, greedy(laid_out), never, rounds=10)

    (known,) = reports(Relax(laid_out, begun, 10**6, 0.0))

    assert isinstance(known, Relaxation)
    assert known.bound == begun.bound


def sought(
    laid_out: Arrays,
    chosen: Ints,
    *,
    rounds: int,
    among_few: bool = False,
    among_more: bool = False,
) -> float:
    """What the plan found last costs; each has to be better than the one before."""
    near = np.ones(len(laid_out.options), dtype=bool)
    few = near if among_few else None
    more = near if among_more else None
    search, walk = Search(nodes=20, seed=0), Walk(rounds=rounds, size=2, seed=0)
    costs = [laid_out.cost(chosen)]
    for said in reports(Seek(laid_out, chosen, few, near, more, search, walk)):
        assert isinstance(said, Better)
        assert laid_out.options.person[said.chosen].tolist() == list(
            range(laid_out.people)
        )
        costs.append(laid_out.cost(said.chosen))
    assert costs == sorted(set(costs), reverse=True)
    return costs[-1]


@pytest.mark.parametrize(
    ("among_few", "rounds", "among_more"),
    [(True, 0, False), (False, 8, False), (True, 4, False), (False, 0, True)],
)
def test_a_better_plan_is_found_by_the_engine_and_by_the_walk(
    *, among_few: bool, rounds: int, among_more: bool
) -> None:
    laid_out = crowded()
    worst = laid_out.first[1:] - 1

    found = sought(
        laid_out, worst, rounds=rounds, among_few=among_few, among_more=among_more
    )

    assert found < laid_out.cost(worst)


def test_who_neither_asks_the_engine_nor_walks_finds_nothing() -> None:
    laid_out = crowded()
    worst = laid_out.first[1:] - 1

    assert sought(laid_out, worst, rounds=0) == laid_out.cost(worst)


def test_errands_in_turn_are_all_reported_in_their_order() -> None:
    said = reports(InTurn([lambda tell: tell("one"), lambda tell: tell("two")]))

    assert said == ["one", "two"]
