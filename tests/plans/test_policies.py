"""The named policies: whole price lists, and a reason for every price that differs."""

from fractions import Fraction

import pytest

from cti.phases import Phase
from cti.plans.policies import POLICIES, prices_that_differ, shipped_policy
from cti.plans.policy import BALANCED

CONTINUITY = POLICIES["continuity first"].policy
PROTECT = POLICIES["protect workers"].policy


def test_there_are_three_and_the_shipped_one_comes_first() -> None:
    assert list(POLICIES) == ["balanced", "continuity first", "protect workers"]
    assert POLICIES["balanced"].policy is BALANCED
    assert all(named.policy.key == key for key, named in POLICIES.items())


@pytest.mark.parametrize("key", POLICIES)
def test_every_price_that_is_not_the_balanced_one_has_its_reason(key: str) -> None:
    named = POLICIES[key]

    assert tuple(named.reasons) == prices_that_differ(named.policy, BALANCED)
    assert all(reason.endswith(".") for reason in named.reasons.values())


def test_a_difference_is_noticed_wherever_it_is() -> None:
    assert prices_that_differ(CONTINUITY, BALANCED) == (
        "moving",
        "unmet_preference",
        "not_the_requested",
        "broken_promise",
        "contacts.cover",
        "contacts.familiar_cover",
        "contacts.other_weekday",
        "contacts.other_time",
    )
    assert prices_that_differ(BALANCED, BALANCED) == ()


def test_continuity_first_asks_twice_as_much_of_a_move_and_more_later() -> None:
    times = {
        phase: CONTINUITY.moving[phase] / BALANCED.moving[phase]
        for phase in BALANCED.moving
        if BALANCED.moving[phase]
    }

    assert times[Phase.PRE_CTI] == times[Phase.TRANSITION] == 2
    assert times[Phase.TRY_OUT] > 2
    assert times[Phase.TRANSFER_OF_CARE] > 2
    assert CONTINUITY.bands == BALANCED.bands
    assert CONTINUITY.keep_factor == BALANCED.keep_factor


def test_continuity_first_keeps_a_familiar_face_far_cheaper_than_a_stranger() -> None:
    stranger, familiar = CONTINUITY.contacts.cover, CONTINUITY.contacts.familiar_cover

    assert stranger == 2 * BALANCED.contacts.cover
    assert familiar / BALANCED.contacts.familiar_cover < Fraction(3, 2)


def test_protecting_workers_doubles_what_being_over_the_ceiling_costs() -> None:
    def paid(above: Fraction) -> list[Fraction]:
        return [
            sum((b.price for b in policy.bands if b.above <= above), Fraction(0))
            for policy in (BALANCED, PROTECT)
        ]

    balanced, protecting = paid(Fraction(1))
    assert protecting == 2 * balanced
    balanced, protecting = paid(Fraction(11, 10))
    assert protecting == 2 * balanced
    balanced, protecting = paid(Fraction(9, 10))
    assert protecting > 2 * balanced
    assert PROTECT.moving == BALANCED.moving


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("balanced", "balanced"),
        ("Continuity First", "continuity first"),
        ("continuity-first", "continuity first"),
        (" protect_workers ", "protect workers"),
    ],
)
def test_a_policy_is_known_by_its_name_however_it_is_written(
    said: str, key: str
) -> None:
    assert shipped_policy(said) is POLICIES[key].policy


def test_another_name_is_nobodys() -> None:
    assert shipped_policy("protect") is None
