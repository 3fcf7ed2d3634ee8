"""The plan without an engine: everybody in turn takes what costs least."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cti.calendar import Horizon
from cti.caseload.caseload import Caseload
from cti.caseload.people import Need, Wishes
from cti.plans.assignment import AssignmentPlan
from cti.plans.policy import BALANCED, Policy
from cti.solver.assignment.arrays import Arrays, Ints, arrays
from cti.solver.assignment.greedy import greedy, settle
from cti.solver.assignment.problem import assignment_problem, read_plan
from cti.units import WorkerId
from tests.builders import (
    HORIZON,
    PLAN_DATE,
    a_caseload,
    a_person,
    a_pin,
    a_plan,
    a_referral,
    a_stay,
    a_worker,
)
from tests.solver.assignment.drawn import SHORT, choices, policies, some
from tests.strategies import caseloads


def planned(caseload: Caseload, horizon: Horizon = HORIZON) -> AssignmentPlan:
    problem = assignment_problem(caseload, horizon, BALANCED)
    laid_out = arrays(problem)
    return read_plan(problem, list(greedy(laid_out) - laid_out.first[:-1]))


def everybodys_own(laid_out: Arrays, chosen: Ints) -> bool:
    """Whether each person takes an option of theirs."""
    own = laid_out.options.person[chosen]
    return bool(np.array_equal(own, np.arange(laid_out.people)))


@pytest.mark.slow
@some
@given(st.data(), caseloads(), policies())
def test_settling_never_costs_more_and_leaves_nobody_a_better_option(
    data: st.DataObject, caseload: Caseload, policy: Policy
) -> None:
    problem = assignment_problem(caseload, SHORT, policy)
    assume(problem.people)
    laid_out = arrays(problem)
    begun = laid_out.first[:-1] + np.array(data.draw(choices(problem)))

    chosen = settle(laid_out, begun)

    assert everybodys_own(laid_out, chosen)
    cost = laid_out.cost(chosen)
    assert cost <= laid_out.cost(begun) + 1e-6
    assume(np.array_equal(settle(laid_out, chosen), chosen))
    for p in range(laid_out.people):
        for option in range(laid_out.first[p], laid_out.first[p + 1]):
            other = chosen.copy()
            other[p] = option
            assert laid_out.cost(other) >= cost - 1e-6


@pytest.mark.slow
@some
@given(caseloads(), policies())
def test_everybody_has_a_plan_at_once(caseload: Caseload, policy: Policy) -> None:
    problem = assignment_problem(caseload, SHORT, policy)
    assume(problem.people)
    laid_out = arrays(problem)

    chosen = greedy(laid_out)

    assert everybodys_own(laid_out, chosen)
    assert np.array_equal(chosen, greedy(laid_out))


def test_a_referral_comes_to_whoever_has_room() -> None:
    caseload = a_caseload(
        workers=[a_worker(ceiling=2), a_worker("ben")],
        people=[a_person()],
        referrals=[a_referral()],
    )

    assert planned(caseload) == a_plan(a_stay(), a_stay("robin", "ben"))


def test_where_it_makes_no_difference_the_first_is_taken() -> None:
    caseload = a_caseload(
        workers=[a_worker(), a_worker("ben")], referrals=[a_referral()]
    )

    assert planned(caseload) == a_plan(a_stay("robin", "alex"))


def test_what_somebody_has_wins_a_tie() -> None:
    caseload = a_caseload(
        workers=[a_worker(), a_worker("ben")], referrals=[a_referral()]
    )
    laid_out = arrays(assignment_problem(caseload, HORIZON, BALANCED))
    with_ben = np.array([1])

    assert settle(laid_out, with_ben).tolist() == [1]


def test_who_chose_first_may_choose_again() -> None:
    # Sam and then Kim choose Alex, who has room for one and a half. Kim asked for
    # Alex; that Ben lives elsewhere is worth 10 to Sam, and the room 13.7.
    east = Wishes(locality="East")
    asked = Wishes(locality="East", requested_worker=WorkerId("alex"))
    caseload = a_caseload(
        workers=[a_worker(ceiling="3.5"), a_worker("ben", locality="West")],
        people=[
            a_person("sam", worker=None, wishes=east),
            a_person("kim", worker=None, wishes=asked),
        ],
    )

    assert planned(caseload, Horizon(PLAN_DATE, 1)) == a_plan(
        a_stay("sam", "ben"), a_stay("kim", "alex")
    )


def test_what_somebody_adds_is_counted_and_not_what_is_there() -> None:
    # Alex is 2 SCE over already. Sam would add 80 points there; Ben is worth 100 less.
    picky = Wishes(
        locality="East",
        requested_worker=WorkerId("alex"),
        specialism="women",
        specialism_need=Need.PREFER,
    )
    caseload = a_caseload(
        workers=[
            a_worker(ceiling=0, specialisms=["women"], locality="East"),
            a_worker("ben", locality="West"),
        ],
        people=[a_person("kim"), a_person("sam", worker=None, wishes=picky)],
        pins=[a_pin("kim")],
    )

    assert planned(caseload, Horizon(PLAN_DATE, 1)) == a_plan(
        a_stay("kim"), a_stay("sam")
    )
