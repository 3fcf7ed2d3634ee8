"""What load costs: each step of the price, exactly at its edge and past it."""

from datetime import date
from fractions import Fraction

import pytest

from cti.calendar import Horizon
from cti.caseload.people import Status
from cti.plans.policy import BALANCED, Band, Policy
from cti.plans.score import load_price, score
from tests.builders import (
    HORIZON,
    PLAN_DATE,
    a_caseload,
    a_person,
    a_plan,
    a_referral,
    a_stay,
    a_worker,
    an_absence,
    monday,
)

ONE_WEEK = Horizon(PLAN_DATE, 1)


@pytest.mark.parametrize(
    ("load", "price"),
    [
        pytest.param("0", "0", id="nobody"),
        pytest.param("17.5", "0", id="below 90 %"),
        pytest.param("18", "0", id="at 90 %"),
        pytest.param("18.5", "1", id="half an SCE past 90 %"),
        pytest.param("20", "4", id="at the ceiling"),
        pytest.param("20.5", "14", id="half an SCE over: 2.5 × 2 + 0.5 × 18"),
        pytest.param("22", "44", id="at 110 %: 4 × 2 + 2 × 18"),
        pytest.param("22.5", "64", id="past 110 %: 4.5 × 2 + 2.5 × 18 + 0.5 × 20"),
    ],
)
def test_the_price_of_load_at_a_ceiling_of_20(load: str, price: str) -> None:
    bands = BALANCED.bands

    assert load_price(Fraction(load), Fraction(20), bands) == Fraction(price)


def test_the_edges_are_exact_where_floats_are_not() -> None:
    third = Fraction(20, 3)

    assert load_price(third * Fraction(9, 10), third, BALANCED.bands) == 0
    assert load_price(Fraction(11, 10) * 7, Fraction(7), BALANCED.bands) == (
        Fraction("1.4") * 2 + Fraction("0.7") * 18
    )


def test_every_sce_without_a_ceiling_pays_all_three_steps() -> None:
    assert load_price(Fraction(3, 2), Fraction(0), BALANCED.bands) == 60


def test_a_policy_without_steps_asks_nothing() -> None:
    assert load_price(Fraction(40), Fraction(20), ()) == 0


def held_by_alex(load: int, ceiling: str = "20") -> Fraction:
    """The cost of a week in which Alex holds ``load`` SCE, of people in Phase One."""
    ids = [f"p{n}" for n in range(load // 2)]
    caseload = a_caseload(
        workers=[a_worker(ceiling=ceiling)], people=[a_person(each) for each in ids]
    )
    cost = score(caseload, ONE_WEEK, a_plan(*map(a_stay, ids)), BALANCED)
    assert cost.total == cost.load
    return cost.load


def test_a_plan_at_90_per_cent_pays_nothing_for_load() -> None:
    assert held_by_alex(18) == 0


def test_a_plan_at_the_ceiling_pays_the_first_step() -> None:
    assert held_by_alex(20) == 4


def test_a_plan_at_110_per_cent_pays_two_steps_and_past_it_three() -> None:
    assert held_by_alex(22) == 44
    assert held_by_alex(24) == 6 * 2 + 4 * 18 + 2 * 20


def test_load_is_paid_for_each_worker_and_not_for_the_team() -> None:
    caseload = a_caseload(
        workers=[a_worker(ceiling=2), a_worker("ben", ceiling=4)],
        people=[a_person("sam"), a_person("kim"), a_person("lou", worker="ben")],
    )
    plan = a_plan(a_stay("sam"), a_stay("kim"), a_stay("lou", "ben"))

    # Alex holds 4 of 2: 2.2 × 2 + 2 × 18 + 1.8 × 20. Ben holds 2 of 4: nothing.
    assert score(caseload, ONE_WEEK, plan, BALANCED).load == Fraction("76.4")


def test_load_is_paid_on_every_monday_by_what_people_weigh_that_day() -> None:
    # From 2 November: 11 Mondays of Phase One, 12 of Two, 13 of Three: 40.5 SCE-weeks.
    caseload = a_caseload(workers=[a_worker(ceiling=0)], people=[a_person()])

    cost = score(caseload, HORIZON, a_plan(a_stay()), BALANCED)

    assert cost.load == 40 * Fraction("40.5")


def test_a_reduction_lowers_what_load_is_paid_by() -> None:
    caseload = a_caseload(
        workers=[a_worker(ceiling=4)],
        people=[a_person()],
        absences=[an_absence(load_reduction=50)],
    )

    # 2 SCE of 2: at the ceiling.
    assert score(caseload, ONE_WEEK, a_plan(a_stay()), BALANCED).load == 2 * Fraction(
        "0.2"
    )


def test_a_paused_person_weighs_half_an_sce() -> None:
    paused = a_person(status=Status.PAUSED, paused_from=date(2026, 11, 16))
    caseload = a_caseload(workers=[a_worker(ceiling=0)], people=[paused])

    assert score(caseload, ONE_WEEK, a_plan(a_stay()), BALANCED).load == 20


def test_a_referral_weighs_from_the_monday_it_starts() -> None:
    horizon = Horizon(PLAN_DATE, 3)
    caseload = a_caseload(workers=[a_worker(ceiling=0)], referrals=[a_referral()])
    plan = a_plan(a_stay("robin", from_on=monday(1)))

    # Pre-CTI on two Mondays.
    assert score(caseload, horizon, plan, BALANCED).load == 2 * 60


def test_a_referral_that_starts_after_its_transition_starts_in_phase_one() -> None:
    horizon = Horizon(PLAN_DATE, 3)
    moved = a_referral(transition_expected_on=monday(1))
    caseload = a_caseload(workers=[a_worker(ceiling=0)], referrals=[moved])

    starts = score(caseload, horizon, a_plan(a_stay("robin")), BALANCED)

    assert starts.load == 60 + 80 + 80


def test_steps_are_those_of_the_policy() -> None:
    policy = Policy(
        bands=(Band(Fraction(1, 2), Fraction(3)), Band(Fraction(1), Fraction(7)))
    )
    caseload = a_caseload(workers=[a_worker(ceiling=1)], people=[a_person()])

    cost = score(caseload, ONE_WEEK, a_plan(a_stay()), policy)

    assert cost.load == Fraction(3, 2) * 3 + 1 * 7
