"""The model the engines are given, and what they say of it."""

from itertools import product
from math import inf

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cti.caseload.caseload import Caseload
from cti.caseload.people import Priority
from cti.plans.policy import BALANCED, Policy
from cti.solver.assignment.arrays import Arrays, Ints, arrays
from cti.solver.assignment.model import Search, build, optimise, prove
from cti.solver.assignment.problem import assignment_problem
from tests.builders import HORIZON, a_caseload, a_person, a_referral, a_worker
from tests.solver.assignment.at_once import relax
from tests.solver.assignment.drawn import SHORT, choices, policies, some
from tests.strategies import caseloads

ALL_THE_WAY = Search(nodes=10_000, seed=0)


def small() -> st.SearchStrategy[Caseload]:
    return caseloads(max_workers=2, max_people=3, max_referrals=1)


def every_choice(laid_out: Arrays) -> list[Ints]:
    ranges = zip(laid_out.first, laid_out.first[1:], strict=False)
    return [np.array(each) for each in product(*(range(a, b) for a, b in ranges))]


def everything(laid_out: Arrays) -> Ints:
    return np.arange(len(laid_out.options))


@pytest.mark.slow
@some
@given(st.data(), small(), policies())
def test_no_plan_costs_less_than_the_relaxation_and_its_penalties(
    data: st.DataObject, caseload: Caseload, policy: Policy
) -> None:
    problem = assignment_problem(caseload, SHORT, policy)
    assume(problem.people)
    laid_out = arrays(problem)

    relaxation = relax(laid_out)

    shares = np.bincount(laid_out.options.person, relaxation.share)
    assert shares == pytest.approx(np.ones(laid_out.people))
    for _ in range(3):
        chosen = laid_out.first[:-1] + np.array(data.draw(choices(problem)))
        cost = laid_out.cost(chosen)
        assert cost >= relaxation.bound - 1e-6
        assert (cost >= relaxation.bound + relaxation.penalty[chosen] - 1e-6).all()


@pytest.mark.slow
@some
@given(small(), policies())
def test_the_engine_finds_the_best_of_all_choices(
    caseload: Caseload, policy: Policy
) -> None:
    laid_out = arrays(assignment_problem(caseload, SHORT, policy))
    assume(laid_out.people)

    answer = optimise(build(laid_out, everything(laid_out), whole=True), ALL_THE_WAY)

    best = min(laid_out.cost(chosen) for chosen in every_choice(laid_out))
    assert answer.taken is not None
    assert laid_out.cost(np.sort(answer.taken)) == pytest.approx(best)
    assert answer.bound == pytest.approx(best)
    assert relax(laid_out).bound <= best + 1e-6


@pytest.mark.slow
@some
@given(st.data(), small(), policies())
def test_what_is_already_decided_is_paid_for_too(
    data: st.DataObject, caseload: Caseload, policy: Policy
) -> None:
    problem = assignment_problem(caseload, SHORT, policy)
    assume(len(problem.people) > 1)
    laid_out = arrays(problem)
    chosen = laid_out.first[:-1] + np.array(data.draw(choices(problem)))
    decided = laid_out.options.take(chosen[1:])
    free = np.arange(laid_out.first[0], laid_out.first[1])

    answer = optimise(
        build(laid_out, free, base=decided.load(laid_out.workers), whole=True),
        ALL_THE_WAY,
    )

    best = min(laid_out.cost(np.array([o, *chosen[1:]])) for o in free)
    assert answer.bound + decided.price.sum() == pytest.approx(best)


def crowded() -> Arrays:
    """Five people whom only two workers may take, and too little room."""
    caseload = a_caseload(
        workers=[a_worker(ceiling=3), a_worker("ben", ceiling=4)],
        people=[a_person(f"p{n}", worker=None) for n in range(3)],
        referrals=[a_referral(f"r{n}") for n in range(2)],
    )
    return arrays(assignment_problem(caseload, HORIZON, BALANCED))


def test_the_relaxation_divides_people() -> None:
    laid_out = crowded()

    relaxation = relax(laid_out)

    assert ((relaxation.share > 0.01) & (relaxation.share < 0.99)).any()


def test_an_engine_without_time_knows_nothing() -> None:
    laid_out = crowded()
    model = build(laid_out, everything(laid_out), whole=True)

    answer = optimise(model, Search(nodes=10_000, seed=0, seconds=0.0))

    assert answer.taken is None
    assert answer.bound == -inf


def test_the_engine_for_proofs_finds_the_same_best_cost() -> None:
    laid_out = crowded()
    model = build(laid_out, everything(laid_out), whole=True)

    proven = prove(model, ALL_THE_WAY)

    assert proven.bound == pytest.approx(optimise(model, ALL_THE_WAY).bound)
    assert proven.taken is not None
    chosen = proven.taken[np.argsort(laid_out.options.person[proven.taken])]
    assert laid_out.cost(chosen) == pytest.approx(proven.bound)


def test_an_engine_that_looks_for_no_plans_has_a_bound() -> None:
    laid_out = crowded()
    model = build(laid_out, everything(laid_out), whole=True)

    answer = optimise(model, Search(nodes=1, seed=0, looks_for_plans=False))

    best = optimise(model, ALL_THE_WAY).bound
    assert relax(laid_out).bound - 1e-6 <= answer.bound <= best + 1e-6


def test_somebody_who_weighs_more_the_sooner_they_start_is_paid_for_in_full() -> None:
    # Three months after each start Phase One begins, and is 0.1 SCE too much.
    caseload = a_caseload(
        workers=[a_worker(ceiling="1.9")],
        referrals=[a_referral(priority=Priority.URGENT)],
    )
    laid_out = arrays(assignment_problem(caseload, HORIZON, BALANCED))

    answer = optimise(build(laid_out, everything(laid_out), whole=True), ALL_THE_WAY)

    assert answer.taken is not None
    assert answer.taken.tolist() == [0]
    assert answer.bound == pytest.approx(laid_out.cost(np.array([0])))


def test_load_that_never_reaches_a_price_is_left_out() -> None:
    laid_out = arrays(
        assignment_problem(a_caseload(people=[a_person()]), HORIZON, BALANCED)
    )

    model = build(laid_out, everything(laid_out), whole=True)

    assert len(model.proto.variables.ids) == 1
    assert len(model.proto.linear_constraints.ids) == 1
    assert list(model.proto.variables.integers) == [True]


def test_a_relaxed_week_has_no_end_so_that_no_dual_is_above_its_last_price() -> None:
    laid_out = crowded()

    divided = build(laid_out, everything(laid_out), whole=False)
    undivided = build(laid_out, everything(laid_out), whole=True)

    assert list(divided.proto.variables.upper_bounds).count(inf) == len(divided.cells)
    assert inf not in undivided.proto.variables.upper_bounds
