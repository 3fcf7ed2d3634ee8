"""The catalogue: two programmes, every number with its unit and its source."""

import tomllib
from dataclasses import replace
from fractions import Fraction
from importlib import resources
from typing import Any

import pytest

from cti.errors import InvalidInput, UnknownProgramme
from cti.phases import (
    SUPPORTED,
    TIMED,
    Cadence,
    How,
    Phase,
    counting,
    programme,
    programme_keys,
)


def table(key: str) -> dict[str, Any]:
    catalogue = resources.files("cti.phases") / "catalogue" / f"{key}.toml"
    return tomllib.loads(catalogue.read_text(encoding="utf-8"))


def test_both_programmes_are_there() -> None:
    assert programme_keys() == ("cti", "cti-published")


@pytest.mark.parametrize("key", programme_keys())
def test_every_number_says_its_unit_and_where_it_comes_from(key: str) -> None:
    numbers = table(key)["numbers"]

    assert numbers
    for name, number in numbers.items():
        assert set(number) == {"value", "unit", "source"}, name
        assert number["unit"].strip(), name
        assert number["source"].strip(), name
        assert not isinstance(number["value"], float), f"{name} is not exact"
    assert programme(key).sources == {
        name: number["source"] for name, number in numbers.items()
    }


@pytest.mark.parametrize("key", programme_keys())
def test_a_programme_has_a_name_and_a_sentence(key: str) -> None:
    shown = programme(key)

    assert shown.key == key
    assert shown.name == table(key)["name"]
    assert shown.summary.endswith(".")


@pytest.mark.parametrize("key", programme_keys())
def test_people_weigh_as_the_standard_caseload_equivalent_says(key: str) -> None:
    found = programme(key)

    assert [found.weight_in(phase) for phase in SUPPORTED] == [
        Fraction("1.5"),
        2,
        1,
        Fraction("0.5"),
    ]
    assert found.weight_in(Phase.FINISHED) == 0
    assert found.paused_weight == Fraction("0.5")


@pytest.mark.parametrize("key", programme_keys())
def test_phases_are_three_times_three_months(key: str) -> None:
    months = programme(key).ends_after_months

    assert [months[phase] for phase in TIMED] == [3, 6, 9]


def test_people_are_met_as_at_fulfilling_lives() -> None:
    cadence = programme("cti").cadence

    assert cadence == {
        Phase.PRE_CTI: Cadence(
            every_days=10, tolerance_days=3, minutes=60, how=How.VISIT
        ),
        Phase.TRANSITION: Cadence(
            every_days=7, tolerance_days=2, minutes=60, how=How.VISIT
        ),
        Phase.TRY_OUT: Cadence(
            every_days=28, tolerance_days=7, minutes=60, how=How.VISIT
        ),
        Phase.TRANSFER_OF_CARE: Cadence(
            every_days=28, tolerance_days=7, minutes=30, how=How.CHECK_IN
        ),
    }


def test_the_published_rhythm_differs_in_phase_two_alone() -> None:
    ours, published = programme("cti").cadence, programme("cti-published").cadence

    differing = {phase for phase in SUPPORTED if ours[phase] != published[phase]}

    assert differing == {Phase.TRY_OUT}
    assert published[Phase.TRY_OUT] == Cadence(
        every_days=14, tolerance_days=3, minutes=60, how=How.VISIT
    )


@pytest.mark.parametrize("key", programme_keys())
def test_the_other_numbers_of_a_programme(key: str) -> None:
    found = programme(key)

    assert found.pre_cti_months == 3
    assert found.pre_cti_long_months == 6
    assert found.notice_days == 28
    assert found.paused_days == 91
    assert found.meeting_minutes == 90
    assert found.meeting_window_days == 14
    assert found.first_contact_days == 7
    assert found.contact_apart_days == 2
    assert found.familiar_days == 90


def test_a_gap_is_late_once_it_is_longer_than_rhythm_and_tolerance() -> None:
    assert programme("cti").cadence[Phase.TRANSITION].latest_days == 9


def test_a_programme_is_read_once() -> None:
    assert programme("cti") is programme("cti")


@pytest.mark.parametrize("key", ["CTI", "", "housing first", "../cti", "cti.toml"])
def test_an_unknown_programme_is_refused_with_those_there_are(key: str) -> None:
    with pytest.raises(UnknownProgramme) as refused:
        programme(key)

    assert isinstance(refused.value, InvalidInput)
    assert refused.value.key == key
    assert refused.value.known == ("cti", "cti-published")
    assert refused.value.message == f"There is no programme «{key}»."
    assert refused.value.hint == "Use one of: cti, cti-published."


def test_phases_are_shown_as_the_field_writes_them() -> None:
    assert [phase.label for phase in Phase] == [
        "Pre-CTI",
        "Phase One (Transition)",
        "Phase Two (Try-out)",
        "Phase Three (Transfer of care)",
        "Finished",
    ]


def test_a_programme_may_be_tried_in_which_some_phases_weigh_otherwise() -> None:
    key = counting("cti", {Phase.TRY_OUT: Fraction(3, 4), Phase.PRE_CTI: Fraction(1)})

    tried, usual = programme(key), programme("cti")

    assert key == "cti, counting pre 1 and two 3/4"
    assert tried.weight == {
        **usual.weight,
        Phase.PRE_CTI: Fraction(1),
        Phase.TRY_OUT: Fraction(3, 4),
    }
    assert replace(tried, key="cti", weight=usual.weight) == usual
    assert programme("cti").weight_in(Phase.PRE_CTI) == Fraction(3, 2)


def test_a_weight_tried_later_stands_beside_or_in_place_of_one_before() -> None:
    once = counting("cti-published", {Phase.TRANSITION: Fraction(3)})

    twice = counting(once, {Phase.TRANSITION: Fraction(4), Phase.PRE_CTI: Fraction(1)})

    assert twice == "cti-published, counting pre 1 and one 4"


def test_nothing_can_be_made_of_a_programme_nobody_described() -> None:
    with pytest.raises(UnknownProgramme):
        programme(counting("other", {Phase.PRE_CTI: Fraction(1)}))
