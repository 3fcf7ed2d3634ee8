"""Rates for each week of each worker: whatever they are, no plan costs less."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cti.caseload.caseload import Caseload
from cti.plans.policy import BALANCED, Policy
from cti.solver.assignment.arrays import Arrays, Floats, arrays
from cti.solver.assignment.greedy import greedy
from cti.solver.assignment.problem import assignment_problem
from cti.solver.assignment.rates import Rates, ascend
from cti.solver.limits import never
from tests.builders import a_caseload, a_person
from tests.solver.assignment.at_once import relax
from tests.solver.assignment.crowded import QUARTER, a_crowded_team
from tests.solver.assignment.drawn import SHORT, choices, policies, some
from tests.strategies import caseloads


def crowded() -> Arrays:
    return arrays(assignment_problem(a_crowded_team(), QUARTER, BALANCED))


@pytest.mark.slow
@some
@given(st.data(), caseloads(), policies())
def test_no_plan_costs_less_than_the_bound_of_any_rates_and_what_options_add(
    data: st.DataObject, caseload: Caseload, policy: Policy
) -> None:
    problem = assignment_problem(caseload, SHORT, policy)
    assume(problem.people)
    laid_out = arrays(problem)
    rates = Rates(laid_out)
    share = data.draw(
        st.lists(
            st.sampled_from((0.0, 0.1, 0.5, 1.0)),
            min_size=laid_out.ceiling.size,
            max_size=laid_out.ceiling.size,
        )
    )
    asked = np.array(share) * rates.steepest

    charged = rates.charged(asked)
    bound = rates.bound(asked, charged)

    for _ in range(3):
        chosen = laid_out.first[:-1] + np.array(data.draw(choices(problem)))
        least = bound + rates.above(charged)[chosen]
        assert (laid_out.cost(chosen) >= least - 1e-6).all()


@pytest.mark.slow
@some
@given(st.data(), caseloads(), policies())
def test_an_option_is_charged_for_every_week_of_everybody_it_puts_weight_on(
    data: st.DataObject, caseload: Caseload, policy: Policy
) -> None:
    problem = assignment_problem(caseload, SHORT, policy)
    assume(problem.people)
    laid_out = arrays(problem)
    seed = data.draw(st.integers(0, 100))
    asked = np.random.default_rng(seed).random(laid_out.ceiling.size)

    charged = Rates(laid_out).charged(asked)

    option, worker, week, weight = laid_out.options.entries
    paid = asked[worker * SHORT.weeks + week] * weight
    expected = np.bincount(option, paid, minlength=len(laid_out.options))
    assert charged == pytest.approx(laid_out.options.price + expected)


@pytest.mark.slow
@some
@given(caseloads(), policies())
def test_the_bound_found_is_never_above_the_relaxation(
    caseload: Caseload, policy: Policy
) -> None:
    laid_out = arrays(assignment_problem(caseload, SHORT, policy))
    assume(laid_out.people)

    found = ascend(laid_out, greedy(laid_out), never, rounds=60)

    assert found.bound <= relax(laid_out).bound + 1e-6
    assert (found.penalty >= 0).all()
    shares = np.bincount(laid_out.options.person, found.share)
    assert shares == pytest.approx(np.ones(laid_out.people))


def test_a_few_hundred_rounds_come_near_the_relaxation() -> None:
    laid_out = crowded()
    best = relax(laid_out).bound

    found = ascend(laid_out, greedy(laid_out), never)

    assert 0.97 * best < found.bound <= best


def test_what_is_far_too_dear_does_not_lead_astray() -> None:
    # The first plan costs more than anybody would pay: that says nothing of rates.
    laid_out = crowded()
    dear = laid_out.first[1:] - 1
    best = relax(laid_out).bound

    found = ascend(laid_out, dear, never)

    assert 0.9 * best < found.bound <= best


def test_who_may_not_search_has_the_rates_that_are_at_hand() -> None:
    laid_out = crowded()
    asked: list[bool] = []

    def after_the_first() -> bool:
        asked.append(True)
        return len(asked) > 1

    short = ascend(laid_out, greedy(laid_out), after_the_first)

    assert len(asked) == 2
    assert short.bound < ascend(laid_out, greedy(laid_out), never).bound


def at_loads(rates: Rates, load: float) -> Floats:
    return rates.marginal(np.full(rates.arrays.ceiling.size, load))


def test_one_more_costs_what_the_policy_says() -> None:
    # 20 SCE agreed: 2 points above 18, 20 above 20, 40 above 22.
    caseload = a_caseload(people=[a_person()])
    rates = Rates(arrays(assignment_problem(caseload, SHORT, BALANCED)))

    prices = [at_loads(rates, load)[0] for load in (17, 18, 19, 20, 22, 50)]

    assert prices == [0, 2, 2, 20, 40, 40]
    assert rates.steepest.tolist() == [40] * SHORT.weeks


def test_nobody_supplies_more_than_their_rate_pays_for() -> None:
    caseload = a_caseload(people=[a_person()])
    rates = Rates(arrays(assignment_problem(caseload, SHORT, BALANCED)))

    for rate, load in ((0, 0), (1, 18), (2, 18), (3, 20), (40, 22)):
        supplied = rates.supplied(np.full(SHORT.weeks, float(rate)))
        assert supplied.tolist() == [load] * SHORT.weeks
