"""How names, days, loads and lists are said."""

import doctest
from datetime import date
from fractions import Fraction

import pytest

from cti.caseload.people import Status
from cti.plans import words
from cti.plans.wishes import Wish, WishKind, said
from cti.plans.words import Words, about_hours, few, listed, sce_weeks
from cti.units import PersonId, WorkerId
from tests.builders import (
    HORIZON,
    a_caseload,
    a_person,
    a_referral,
    a_worker,
)

SAM, ALEX = PersonId("sam"), WorkerId("alex")


def test_the_examples_hold() -> None:
    assert doctest.testmod(words).failed == 0


def test_a_name_nobody_shares_is_enough() -> None:
    spoken = Words.of(a_caseload(people=[a_person()]), HORIZON)

    assert spoken.person(SAM) == "Sam"
    assert spoken.persons(SAM) == "Sam's"
    assert spoken.worker(ALEX) == "Alex"


@pytest.mark.parametrize("other", ["person", "referral", "worker"])
def test_a_shared_name_brings_the_id(other: str) -> None:
    caseload = a_caseload(
        people=[a_person(), *([a_person("SAM")] if other == "person" else [])],
        referrals=[a_referral("SAM")] if other == "referral" else [],
        workers=[a_worker(), *([a_worker("SAM")] if other == "worker" else [])],
    )

    spoken = Words.of(caseload, HORIZON)

    assert spoken.person(SAM) == "Sam (sam)"
    assert spoken.persons(SAM) == "Sam's (sam)"


def test_somebody_closed_does_not_make_a_name_ambiguous() -> None:
    closed = a_person("SAM", status=Status.CLOSED)

    spoken = Words.of(a_caseload(people=[a_person(), closed]), HORIZON)

    assert spoken.person(SAM) == "Sam"


def test_a_worker_nobody_knows_goes_by_the_id() -> None:
    spoken = Words.of(a_caseload(), HORIZON)

    assert spoken.worker(WorkerId("W99")) == "W99"
    assert spoken.worker(None) == "nobody"


@pytest.mark.parametrize(
    ("day", "spoken"),
    [
        pytest.param(date(2026, 12, 7), "7 December", id="soon"),
        pytest.param(date(2027, 1, 12), "12 January", id="next year, but near"),
        pytest.param(date(2027, 5, 24), "24 May", id="182 days ahead"),
        pytest.param(date(2027, 5, 25), "25 May 2027", id="183 days ahead"),
        pytest.param(date(2026, 5, 25), "25 May", id="182 days ago"),
        pytest.param(date(2026, 5, 24), "24 May 2026", id="183 days ago"),
    ],
)
def test_the_year_is_said_where_the_day_could_be_another(
    day: date, spoken: str
) -> None:
    assert Words.of(a_caseload(), HORIZON).day(day) == spoken


def test_few_does_not_hide_a_single_name() -> None:
    assert few(["Ana", "Ben", "Caro", "Dev"]) == "Ana, Ben, Caro and Dev"


def test_one_thing_is_listed_alone() -> None:
    assert listed(["Ana"]) == "Ana"


@pytest.mark.parametrize(
    ("hours", "spoken"),
    [
        pytest.param(Fraction(3), "about 3 hours", id="whole"),
        pytest.param(Fraction(21, 10), "about 2.5 hours", id="rounded up to a half"),
        pytest.param(Fraction(9, 10), "about 1 hour", id="one"),
    ],
)
def test_hours_are_rounded_up_to_the_half(hours: Fraction, spoken: str) -> None:
    assert about_hours(hours) == spoken


@pytest.mark.parametrize(
    ("wish", "words_for_it"),
    [
        (Wish(WishKind.LANGUAGE, "Polish"), "a worker who speaks Polish"),
        (Wish(WishKind.SPECIALISM, "women"), "a worker with the specialism women"),
        (Wish(WishKind.WORKER_GENDER, "woman"), "a woman as worker"),
        (Wish(WishKind.REQUESTED_WORKER, "alex"), "Alex"),
        (Wish(WishKind.LOCALITY, "East"), "a worker based in East"),
    ],
)
def test_a_wish_is_said_as_what_is_wished_for(wish: Wish, words_for_it: str) -> None:
    assert said(wish, Words.of(a_caseload(), HORIZON)) == words_for_it


def test_one_sce_week_is_not_plural() -> None:
    assert sce_weeks(Fraction(1)) == "1 SCE-week"
    assert sce_weeks(Fraction(5, 2), "more") == "2.5 more SCE-weeks"
