"""The flags about transition dates and phases."""

from datetime import date

import pytest

from cti.caseload.people import Person, Status
from cti.plans.date_flags import phase_change, pre_cti_long, transition_date_needed
from cti.plans.document import Flag
from tests.builders import (
    PLAN_DATE,
    a_caseload,
    a_person,
    a_referral,
    a_stay,
    monday,
)
from tests.plans.said import facts_of


def needed(person: Person) -> list[Flag]:
    return list(transition_date_needed(facts_of(a_caseload(people=[person]), a_stay())))


def long(person: Person) -> list[Flag]:
    return list(pre_cti_long(facts_of(a_caseload(people=[person]), a_stay())))


def changes(person: Person) -> list[Flag]:
    return list(phase_change(facts_of(a_caseload(people=[person]), a_stay())))


@pytest.mark.parametrize(
    ("person", "message", "suggestion"),
    [
        pytest.param(
            a_person(transition_on=None),
            "No transition date is known for Sam; the plan assumes 21 December.",
            "Agree an expected day at the next contact.",
            id="unknown",
        ),
        pytest.param(
            a_person(transition_on=None, transition_expected_on=date(2026, 11, 9)),
            "Sam's transition was expected on 9 November and is not entered as having "
            "happened; the plan assumes 21 December.",
            "Enter the day it happened, or a new expected day.",
            id="expected and overdue",
        ),
        pytest.param(
            a_person(transition_on=date(2026, 12, 12)),
            "Sam's transition is entered as having happened on 12 December, which is "
            "still to come; the plan assumes 21 December.",
            "Enter that day as the expected one until it has happened.",
            id="happened in the future",
        ),
        pytest.param(
            a_person(
                transition_on=date(2026, 12, 12),
                transition_expected_on=date(2026, 12, 14),
            ),
            "Sam's transition is entered as having happened on 12 December, which is "
            "still to come; the plan goes by 14 December.",
            "Enter that day as the expected one until it has happened.",
            id="happened in the future, but expected too",
        ),
    ],
)
def test_a_transition_date_is_needed(
    person: Person, message: str, suggestion: str
) -> None:
    (flag,) = needed(person)

    assert flag.message == message
    assert flag.suggestion == suggestion
    assert (flag.worker_id, flag.person_id) == ("alex", "sam")


def test_an_overdue_expectation_says_by_how_many_days() -> None:
    overdue = a_person(transition_on=None, transition_expected_on=date(2026, 11, 9))

    both = a_person(
        transition_on=date(2026, 12, 12), transition_expected_on=date(2026, 11, 9)
    )

    assert [flag.amount for flag in needed(overdue)] == [14]
    assert [flag.amount for flag in needed(both)] == [None]
    assert [flag.amount for flag in needed(a_person(transition_on=None))] == [None]


@pytest.mark.parametrize(
    "person",
    [
        pytest.param(a_person(), id="happened"),
        pytest.param(a_person(transition_on=PLAN_DATE), id="today"),
        pytest.param(
            a_person(transition_on=None, transition_expected_on=PLAN_DATE),
            id="expected today",
        ),
    ],
)
def test_a_date_that_is_known_is_not_asked_for(person: Person) -> None:
    assert needed(person) == []


def test_pre_cti_of_more_than_six_months_is_long() -> None:
    (flag,) = long(a_person(started_on=date(2026, 5, 22), transition_on=None))

    assert flag.from_on == date(2026, 11, 23)
    assert flag.amount == 1
    assert flag.message == (
        "Sam has been in Pre-CTI since 22 May 2026, longer than 6 months."
    )


@pytest.mark.parametrize(
    "person",
    [
        pytest.param(
            a_person(started_on=date(2026, 5, 23), transition_on=None),
            id="six months to the day",
        ),
        pytest.param(a_person(started_on=date(2026, 1, 5)), id="in Phase One"),
        pytest.param(
            a_person(started_on=None, transition_on=None), id="start not known"
        ),
    ],
)
def test_pre_cti_is_not_long(person: Person) -> None:
    assert long(person) == []


@pytest.mark.parametrize(
    ("person", "day", "message"),
    [
        pytest.param(
            a_person(transition_on=None, transition_expected_on=date(2026, 11, 24)),
            date(2026, 11, 24),
            "Sam enters Phase One on 24 November and counts 2 SCE instead of 1.5.",
            id="the day after the plan date",
        ),
        pytest.param(
            a_person(transition_on=date(2026, 9, 7)),
            date(2026, 12, 7),
            "Sam enters Phase Two on 7 December and counts 1 SCE instead of 2.",
            id="fourteen days ahead",
        ),
        pytest.param(
            a_person(transition_on=date(2026, 3, 7)),
            date(2026, 12, 7),
            "Sam's support ends on 7 December.",
            id="the end",
        ),
        pytest.param(
            a_person(
                transition_on=date(2026, 9, 7),
                status=Status.PAUSED,
                paused_review_on=monday(8),
            ),
            date(2026, 12, 7),
            "Sam enters Phase Two on 7 December.",
            id="while paused",
        ),
    ],
)
def test_a_phase_change_in_the_next_fourteen_days(
    person: Person, day: date, message: str
) -> None:
    (flag,) = changes(person)

    assert flag.from_on == day
    assert flag.message == message
    assert flag.suggestion


@pytest.mark.parametrize(
    "transition_on",
    [
        pytest.param(PLAN_DATE, id="on the plan date"),
        pytest.param(date(2026, 9, 8), id="fifteen days ahead"),
    ],
)
def test_other_phase_changes_are_not_announced(transition_on: date) -> None:
    assert changes(a_person(transition_on=transition_on)) == []


def test_a_referrals_phase_changes_count_from_its_start() -> None:
    early = a_referral("early", transition_expected_on=date(2026, 11, 25))
    due = a_referral("due", transition_expected_on=date(2026, 12, 1))
    facts = facts_of(
        a_caseload(referrals=[early, due]),
        a_stay("early", from_on=monday(1)),
        a_stay("due", from_on=monday(1)),
    )

    assert [(flag.person_id, flag.from_on) for flag in phase_change(facts)] == [
        ("due", date(2026, 12, 1))
    ]


def test_the_worker_of_the_day_is_named() -> None:
    person = a_person(transition_on=date(2026, 9, 7))
    facts = facts_of(a_caseload(people=[person]), a_stay(worker="ben"))

    assert [flag.worker_id for flag in phase_change(facts)] == ["ben"]
