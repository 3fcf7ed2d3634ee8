"""The problem as arrays: the same costs, loads and prices, and a step to them all."""

from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cti.calendar import Horizon
from cti.caseload.caseload import Caseload
from cti.plans.policy import BALANCED, Band, Policy
from cti.plans.score import load_price, loads, score
from cti.solver.assignment.arrays import PriceCurve, arrays
from cti.solver.assignment.problem import (
    NOBODY,
    AssignmentProblem,
    Option,
    assignment_problem,
    read_plan,
)
from cti.units import PersonId, Sce, WorkerId
from tests.builders import (
    HORIZON,
    PLAN_DATE,
    a_caseload,
    a_person,
    a_worker,
    profile,
)
from tests.solver.assignment.drawn import BANDS, SHORT, choices, policies, some
from tests.strategies import caseloads

WEIGHTS = ("0.25", "0.35", "0.5", "1", "1.5", "2", "0.7", "1/3")
CEILINGS = ("0", "0.35", "1", "2.5", "7", "3.33", "20/3")


def price_of(curve: PriceCurve, load: float) -> float:
    """Walk along a curve to a load."""
    edges = (0.0, *curve.points, np.inf)
    return sum(
        slope * max(min(load, until) - since, 0.0)
        for (since, until), slope in zip(pairwise(edges), curve.slopes, strict=True)
    )


def one_worker(weights: list[Sce], ceiling: Sce, policy: Policy) -> AssignmentProblem:
    """People with one worker, for one week, each of some weight."""
    return AssignmentProblem(
        horizon=Horizon(PLAN_DATE, 1),
        policy=policy,
        people=tuple(PersonId(f"p{n}") for n in range(len(weights))),
        workers=(WorkerId("alex"),),
        options=tuple(
            (
                Option(
                    price=Fraction(0),
                    worker=0,
                    before=NOBODY,
                    from_week=0,
                    weights=(weight,),
                ),
            )
            for weight in weights
        ),
        ceiling=((ceiling,),),
    )


@some
@given(
    st.lists(st.sampled_from(WEIGHTS).map(Fraction), min_size=1, max_size=4),
    st.sampled_from(CEILINGS).map(Fraction),
    st.sampled_from(BANDS),
)
def test_the_curve_is_the_price_of_every_load_there_can_be(
    weights: list[Sce], ceiling: Sce, bands: tuple[Band, ...]
) -> None:
    policy = Policy(bands=bands)
    laid_out = arrays(one_worker(weights, ceiling, policy))
    curve = laid_out.curves[0][0]

    reachable = {Fraction(0)}
    for weight in weights * 2:
        reachable |= {load + weight for load in reachable}
    for load in reachable:
        price = load_price(load, ceiling, policy.bands)
        assert price_of(curve, float(load)) == pytest.approx(float(price))
        assert price % laid_out.step == 0


@some
@given(st.sampled_from(CEILINGS).map(Fraction), st.sampled_from(BANDS[2:]))
def test_the_curve_never_bends_down(ceiling: Sce, bands: tuple[Band, ...]) -> None:
    policy = Policy(bands=bands)

    curve = arrays(one_worker([Fraction(1, 2)], ceiling, policy)).curves[0][0]

    assert list(curve.points) == sorted(set(curve.points))
    assert list(curve.slopes) == sorted(curve.slopes)
    assert curve.slopes[0] == 0


def test_between_two_loads_that_can_be_the_curve_is_straight() -> None:
    # 90 % of 6 is 5.4, which nobody can hold in whole SCE: from 5 to 6 it rises to 1.2.
    curve = arrays(one_worker([Fraction(1)], Fraction(6), BALANCED)).curves[0][0]

    assert curve.points == (5, 6, 7)
    assert curve.slopes == pytest.approx((0, 1.2, 28, 40))


@pytest.mark.slow
@some
@given(st.data(), caseloads(), policies())
def test_a_choice_costs_what_the_score_says_and_a_whole_number_of_steps(
    data: st.DataObject, caseload: Caseload, policy: Policy
) -> None:
    problem = assignment_problem(caseload, SHORT, policy)
    if not problem.people:
        return
    laid_out = arrays(problem)
    chosen = data.draw(choices(problem))

    plan = read_plan(problem, chosen)
    cost = score(caseload, SHORT, plan, policy)

    entries = laid_out.first[:-1] + np.array(chosen)
    assert laid_out.cost(entries) == pytest.approx(float(cost.total))
    assert cost.total % laid_out.step == 0
    held = loads(caseload, SHORT, plan)
    load = laid_out.options.take(entries).load(laid_out.workers)
    assert load.tolist() == [list(map(float, held[w])) for w in problem.workers]
    assert laid_out.load_cost(load).sum() == pytest.approx(float(cost.load))


def test_the_step_is_the_largest_there_is() -> None:
    # Weights are 2, 1 and 0.5; each 0.5 past 18, 20 and 22 SCE costs whole points.
    caseload = a_caseload(people=[a_person()])

    assert arrays(assignment_problem(caseload, HORIZON, BALANCED)).step == 1


def test_a_problem_in_which_nothing_costs_anything_has_a_step_too() -> None:
    free = one_worker([Fraction(1)], Fraction(1), Policy(bands=()))

    assert arrays(free).step == 1


def test_entries_say_where_an_option_puts_weight() -> None:
    option = Option(
        price=Fraction(3),
        worker=1,
        before=0,
        from_week=2,
        weights=profile(2, 2, 1, 0),
    )
    problem = AssignmentProblem(
        horizon=Horizon(PLAN_DATE, 4),
        policy=BALANCED,
        people=(PersonId("sam"),),
        workers=(WorkerId("alex"), WorkerId("ben")),
        options=((option,),),
        ceiling=(profile(1, 1, 1, 1),) * 2,
    )

    laid_out = arrays(problem)
    whose, worker, week, weight = (each.tolist() for each in laid_out.options.entries)

    assert list(zip(whose, worker, week, weight, strict=True)) == [
        (0, 0, 0, 2.0),
        (0, 0, 1, 2.0),
        (0, 1, 2, 1.0),
    ]
    assert len(laid_out.options) == laid_out.people == 1
    assert laid_out.options.load(2).tolist() == [[2, 2, 0, 0], [0, 0, 1, 0]]


def test_somebody_with_nobody_is_on_no_worker() -> None:
    caseload = a_caseload(
        workers=[a_worker(team="south")], people=[a_person(worker=None)]
    )

    laid_out = arrays(assignment_problem(caseload, HORIZON, BALANCED))

    assert all(len(each) == 0 for each in laid_out.options.entries)


def test_a_team_without_workers_has_weeks_all_the_same() -> None:
    caseload = a_caseload(workers=[], people=[a_person()])

    laid_out = arrays(assignment_problem(caseload, HORIZON, BALANCED))

    assert laid_out.ceiling.shape == (0, 40)
    assert laid_out.cost(np.array([0])) == 3600
