"""What a plan promises people, and how it goes on when the plan date has moved."""

from dataclasses import replace
from datetime import date

import pytest

from cti.calendar import Horizon
from cti.plans.assignment import Stay
from cti.plans.contacts import ContactPlan
from cti.plans.in_force import carried_on, plan_in_force
from tests.builders import (
    HORIZON,
    PLAN_DATE,
    a_caseload,
    a_person,
    a_plan,
    a_planned_contact,
    a_promise,
    a_referral,
    a_stay,
    a_worker,
    monday,
)
from tests.plans.judging import DAY, then

TEAM = a_caseload(
    workers=[a_worker(), a_worker("ben")],
    people=[a_person(), a_person("kim", worker="ben")],
    referrals=[a_referral()],
)
A_WEEK_LATER = Horizon(monday(1))


def promised(*stays: Stay, on: date = PLAN_DATE) -> object:
    told = plan_in_force(TEAM, a_plan(*stays), None, made_on=PLAN_DATE, on=on)
    assert told.on == PLAN_DATE
    assert told.contacts == ()
    return told.promises


def test_somebody_was_told_of_the_worker_who_holds_them_last() -> None:
    assert promised(*then("ben", 6)) == (a_promise(worker="ben", from_on=monday(6)),)


def test_nobody_was_told_of_nobody() -> None:
    assert promised(*then(None, 6)) == ()


def test_whoever_is_not_in_the_caseload_any_more_was_told_nothing() -> None:
    assert promised(a_stay("lee"), a_stay()) == (a_promise(),)


@pytest.mark.parametrize(
    ("on", "due"),
    [
        pytest.param(monday(2), monday(2), id="on the day"),
        pytest.param(monday(2) + DAY, monday(3), id="the day after"),
        pytest.param(monday(4), monday(4), id="two weeks after"),
        pytest.param(monday(0), monday(2), id="before"),
    ],
)
def test_a_start_that_is_past_and_was_not_made_is_due_now(on: date, due: date) -> None:
    start = a_stay("robin", from_on=monday(2))

    assert promised(start, on=on) == (a_promise("robin", from_on=due),)


def test_meetings_from_the_new_plan_date_on_are_told() -> None:
    days = [-1, 0, 1]
    contacts = ContactPlan(
        tuple(a_planned_contact(at=a_planned_contact().at + day * DAY) for day in days)
    )

    told = plan_in_force(
        TEAM, a_plan(), contacts, made_on=PLAN_DATE, on=a_planned_contact().on
    )

    assert [each.at for each in told.contacts] == [
        contact.at for contact in contacts.contacts[1:]
    ]


def carried(*stays: Stay, horizon: Horizon = A_WEEK_LATER) -> tuple[Stay, ...]:
    """What a plan has for Sam and Robin, seen from a later day."""
    everybody = carried_on(TEAM, horizon, a_plan(*stays, a_stay("kim", "ben")))
    return tuple(stay for stay in everybody.stays if stay.person_id != "kim")


def test_seen_on_the_same_day_a_plan_is_what_it_was() -> None:
    stays = (a_stay("robin", from_on=monday(3)), *then("ben", 6))

    assert carried(*stays, horizon=HORIZON) == stays


def test_what_is_over_is_left_out_and_what_goes_on_begins_with_the_plan() -> None:
    assert carried(*then("ben", 1)) == (a_stay(worker="ben", from_on=monday(1)),)
    assert carried(*then("ben", 2)) == (
        a_stay(from_on=monday(1), to_on=monday(2)),
        a_stay(worker="ben", from_on=monday(2)),
    )


def test_whom_the_plan_does_not_know_keeps_the_worker_they_have() -> None:
    assert carried() == (a_stay(from_on=monday(1)),)


def test_who_was_to_start_and_has_started_sooner_is_with_their_worker_until_then() -> (
    None
):
    team = replace(TEAM, people=(a_person("robin", worker="ben"),), referrals=())
    plan = a_plan(a_stay("robin", from_on=monday(3)))

    assert carried_on(team, A_WEEK_LATER, plan).stays == (
        a_stay("robin", "ben", from_on=monday(1), to_on=monday(3)),
        a_stay("robin", from_on=monday(3)),
    )


def test_a_start_that_should_have_been_stands_as_it_was() -> None:
    start = a_stay("robin", from_on=monday(0))

    assert start in carried(start, a_stay())
