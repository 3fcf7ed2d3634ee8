"""How many new people a month a caseload can take."""

from dataclasses import replace
from fractions import Fraction

import pytest

from cti.caseload.pacing import (
    months_of_support,
    sce_months,
    steady_heads,
    sustainable_intake,
)
from cti.phases import Phase, programme

CTI = programme("cti")
SHORTER = replace(
    CTI,
    ends_after_months={
        Phase.TRANSITION: 2,
        Phase.TRY_OUT: 4,
        Phase.TRANSFER_OF_CARE: 6,
    },
)
"""The six-month variant: three phases of two months."""

FULL_TIME = Fraction(20)


@pytest.mark.parametrize("months", [0, 1, 2, 3, 4, 6, Fraction(1, 2)])
def test_one_person_counts_ten_and_a_half_and_what_pre_cti_adds(
    months: Fraction,
) -> None:
    assert sce_months(CTI, months) == Fraction("10.5") + Fraction("1.5") * months
    assert sce_months(SHORTER, months) == 7 + Fraction("1.5") * months


@pytest.mark.parametrize(
    ("pre_cti_months", "people_a_month"),
    [(0, "1.90"), (1, "1.67"), (2, "1.48"), (3, "1.33"), (4, "1.21"), (6, "1.03")],
)
def test_a_full_caseload_takes_so_many_new_people_a_month(
    pre_cti_months: int, people_a_month: str
) -> None:
    intake = sustainable_intake(FULL_TIME, CTI, pre_cti_months)

    assert round(intake, 2) == Fraction(people_a_month)


def test_at_three_months_of_pre_cti_it_is_four_people_in_three_months() -> None:
    assert sustainable_intake(FULL_TIME, CTI, 3) == Fraction(4, 3)


@pytest.mark.parametrize(
    ("pre_cti_months", "heads"), [(0, "17.1"), (1, "16.7"), (3, "16.0"), (6, "15.4")]
)
def test_and_holds_so_many_people_at_once(pre_cti_months: int, heads: str) -> None:
    assert round(steady_heads(FULL_TIME, CTI, pre_cti_months), 1) == Fraction(heads)


def test_at_three_months_of_pre_cti_it_is_four_people_in_each_of_four_phases() -> None:
    assert steady_heads(FULL_TIME, CTI, 3) == 16


def test_the_six_month_variant_turns_over_faster() -> None:
    assert months_of_support(SHORTER, 1) == 7
    assert round(sustainable_intake(FULL_TIME, SHORTER, 1), 2) == Fraction("2.35")


def test_half_the_hours_take_half_the_people() -> None:
    half = sustainable_intake(FULL_TIME / 2, CTI, 3)

    assert half == Fraction(2, 3)
    assert sustainable_intake(Fraction(0), CTI, 3) == 0


def test_nobody_is_in_pre_cti_for_less_than_no_time() -> None:
    with pytest.raises(ValueError, match="cannot last -1 months"):
        sustainable_intake(FULL_TIME, CTI, -1)


def test_nobody_agrees_to_less_than_nothing() -> None:
    with pytest.raises(ValueError, match="-2 SCE cannot be agreed"):
        steady_heads(Fraction(-2), CTI, 3)
