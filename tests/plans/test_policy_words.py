"""A policy read aloud: every amount is worked out from the prices."""

from dataclasses import replace
from fractions import Fraction

import pytest

from cti.caseload.people import Keep, Priority
from cti.phases import Phase
from cti.plans.policies import POLICIES
from cti.plans.policy import BALANCED, Band, ContactPrices, Policy
from cti.plans.policy_words import over_price, read_aloud, read_differently


def the_one(policy: Policy, begins: str) -> str:
    (said,) = (each for each in read_aloud(policy) if each.startswith(begins))
    return said


@pytest.mark.parametrize("key", POLICIES)
def test_every_policy_is_read_in_whole_sentences(key: str) -> None:
    said = read_aloud(POLICIES[key].policy)

    assert len(said) == len(set(said))
    assert all(each[0].isupper() and each.endswith(".") for each in said)


def test_a_move_is_worth_its_price_over_that_of_an_sce_week() -> None:
    assert the_one(BALANCED, "Somebody in Pre-CTI or Phase One who wants") == (
        "Somebody in Pre-CTI or Phase One who wants to keep their worker is moved only "
        "if it clears about 18 SCE-weeks over the ceiling; in Phase Two, 12; in Phase "
        "Three, 6."
    )
    assert "about 36 SCE-weeks" in the_one(
        POLICIES["continuity first"].policy,
        "Somebody in Pre-CTI or Phase One who wants",
    )
    assert "about 9 SCE-weeks" in the_one(
        POLICIES["protect workers"].policy, "Somebody in Pre-CTI or Phase One who wants"
    )


def test_phases_with_prices_of_their_own_are_told_apart() -> None:
    policy = replace(BALANCED, moving={**BALANCED.moving, Phase.PRE_CTI: Fraction(200)})

    assert the_one(policy, "Somebody in Pre-CTI who does not mind") == (
        "Somebody in Pre-CTI who does not mind is moved only if it clears about 10 "
        "SCE-weeks over the ceiling; in Phase One, 12; in Phase Two, 8; in Phase "
        "Three, 4."
    )


def test_one_price_for_all_phases_is_that_of_any() -> None:
    policy = replace(BALANCED, moving=dict.fromkeys(BALANCED.moving, Fraction(240)))

    assert the_one(policy, "Somebody in any phase who does not mind") == (
        "Somebody in any phase who does not mind is moved only if it clears about 12 "
        "SCE-weeks over the ceiling."
    )


def test_only_what_is_otherwise_is_said_of_another_policy() -> None:
    dearer = replace(BALANCED, handover=Fraction(30))

    assert read_differently(BALANCED, BALANCED) == ()
    assert read_differently(dearer, BALANCED) == (the_one(dearer, "A handover"),)


def test_a_move_that_costs_nothing_is_said_to() -> None:
    free = replace(
        BALANCED, keep_factor={**BALANCED.keep_factor, Keep.EITHER: Fraction(0)}
    )

    assert "Somebody who does not mind can be moved at no price." in read_aloud(free)
    assert "Somebody who would like a change can be moved at no price." in (
        read_aloud(BALANCED)
    )


def test_load_is_read_as_what_is_paid_in_all_at_each_step() -> None:
    assert read_aloud(BALANCED)[:2] == (
        "For each week, one SCE costs, in points: 2 above 90 % of the ceiling, 20 over "
        "the ceiling and 40 above 110 % of the ceiling.",
        "So an SCE-week above 110 % of the ceiling counts as much as 2 just over it.",
    )


def test_what_is_over_the_ceiling_is_priced_by_the_steps_up_to_it() -> None:
    alone = replace(BALANCED, bands=(Band(Fraction(1), Fraction(7)),))

    assert over_price(BALANCED) == 20
    assert over_price(alone) == 7
    assert not any(said.startswith("So an SCE-week") for said in read_aloud(alone))


def test_an_amount_that_does_not_end_is_said_to_be_about_that() -> None:
    odd = replace(BALANCED, bands=(Band(Fraction(1), Fraction(7)),))

    assert the_one(odd, "Keeping them") == (
        "Keeping them with that worker even so weighs as much as about 17.14 "
        "SCE-weeks over the ceiling."
    )


def test_waiting_is_read_for_each_priority() -> None:
    dearer = replace(
        BALANCED, wait_factor={**BALANCED.wait_factor, Priority.URGENT: Fraction(5)}
    )

    assert the_one(dearer, "A week of waiting") == (
        "A week of waiting weighs as much as 2.5 SCE-weeks over the ceiling for an "
        "urgent referral, 1 for one to start soon and 0.5 for a routine one."
    )
    assert the_one(dearer, "A week past") == (
        "A week past the expected transition weighs as much as 7.5 SCE-weeks over the "
        "ceiling for an urgent referral, 3 for one to start soon and 1.5 for a routine "
        "one."
    )
    assert "50 SCE-weeks" in the_one(dearer, "Being left without a start")
    assert "first 13 Mondays" in the_one(dearer, "A start is looked for")


def test_a_handover_is_free_or_has_its_price() -> None:
    assert "A handover because a worker leaves costs nothing." in read_aloud(BALANCED)
    assert the_one(replace(BALANCED, handover=Fraction(30)), "A handover") == (
        "A handover because a worker leaves weighs as much as 1.5 SCE-weeks over the "
        "ceiling."
    )


def test_contacts_are_read_in_late_days_and_minutes() -> None:
    assert read_aloud(BALANCED)[-5:] == (
        "A contact late by a day costs, in points, 40 in Pre-CTI or Phase One and 20 "
        "in Phase Two or Phase Three.",
        "Somebody else meets a person only if that saves about 1.5 late days in Phase "
        "One, or 0.75 where the person has met them lately.",
        "A meeting missed at the end of a phase weighs as much as 5 late days in Phase "
        "One; a day past the time for a first contact, 1.",
        "A contact is moved off somebody's usual weekday only if that saves about 15 "
        "minutes on the road, and off their usual time for 10.",
        "A meeting somebody was told of is moved only if that saves about 5 late days "
        "in Phase One.",
    )


def test_where_travel_costs_nothing_points_are_all_there_is_to_say() -> None:
    policy = replace(BALANCED, contacts=ContactPrices(travel_minute=Fraction(0)))

    assert "saves about 3 points, and off their usual time for 2." in (
        the_one(policy, "A contact is moved off")
    )
