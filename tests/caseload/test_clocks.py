"""The clock of everybody in a caseload, from what their row says."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest

from cti.calendar import Horizon
from cti.caseload.clocks import (
    open_people,
    person_clock,
    person_transition,
    referral_clock,
    referral_transition,
)
from cti.caseload.people import Status
from cti.phases import Phase, TransitionBasis, TransitionDate, programme
from tests.builders import (
    HORIZON,
    PLAN_DATE,
    a_caseload,
    a_person,
    a_referral,
    monday,
    profile,
)

ONE_DAY = timedelta(days=1)
MIDWEEK = Horizon(on=date(2026, 11, 25))


class TestPerson:
    """Somebody supported."""

    def test_the_clock_starts_on_the_transition_that_happened(self) -> None:
        person = a_person(
            transition_on=date(2026, 11, 2), transition_expected_on=date(2026, 12, 7)
        )

        assert person_transition(person, HORIZON) == TransitionDate(
            date(2026, 11, 2), TransitionBasis.HAPPENED
        )
        assert person_clock(person, HORIZON).transition_on == date(2026, 11, 2)

    def test_else_on_the_one_expected(self) -> None:
        person = a_person(transition_on=None, transition_expected_on=date(2026, 12, 8))

        assert person_transition(person, HORIZON) == TransitionDate(
            date(2026, 12, 8), TransitionBasis.EXPECTED
        )
        assert person_clock(person, HORIZON).transition_on == date(2026, 12, 8)

    def test_else_on_one_assumed_from_the_start_of_support(self) -> None:
        person = a_person(transition_on=None, started_on=date(2026, 11, 16))

        assert person_transition(person, HORIZON) == TransitionDate(
            date(2027, 2, 16), TransitionBasis.ASSUMED
        )

    def test_the_programme_of_the_row_is_followed(self) -> None:
        clock = person_clock(a_person(programme="cti-published"), HORIZON)

        assert clock.programme.key == "cti-published"


class TestPause:
    """Somebody whose row says paused."""

    def test_from_the_first_day_to_the_review(self) -> None:
        person = a_person(
            status=Status.PAUSED,
            paused_from=monday(1),
            paused_review_on=monday(3),
        )

        found = open_people(a_caseload(people=[person]), HORIZON)

        weights = found[person.person_id].weights
        assert weights[:5] == profile(2, "0.5", "0.5", 2, 2)

    def test_without_a_review_it_lasts_ninety_one_days_from_the_first_monday(
        self,
    ) -> None:
        person = a_person(status=Status.PAUSED, paused_from=date(2026, 11, 9))
        until = MIDWEEK.start + timedelta(days=91)

        clock = person_clock(person, MIDWEEK)

        assert until == date(2027, 3, 1)
        assert clock.is_paused_on(until - ONE_DAY)
        assert not clock.is_paused_on(until)

    def test_without_a_first_day_it_has_begun(self) -> None:
        person = a_person(status=Status.PAUSED, paused_review_on=monday(1))

        clock = person_clock(person, HORIZON)

        assert clock.is_paused_on(date(2026, 1, 1))
        assert clock.is_paused_on(monday(1) - ONE_DAY)
        assert not clock.is_paused_on(monday(1))

    def test_a_review_that_has_passed_pauses_nobody_now(self) -> None:
        person = a_person(
            status=Status.PAUSED,
            paused_from=date(2026, 10, 5),
            paused_review_on=date(2026, 11, 16),
        )

        clock = person_clock(person, HORIZON)

        assert clock.is_paused_on(date(2026, 11, 15))
        assert not any(clock.is_paused_on(day) for day in HORIZON.mondays)
        assert clock.weight_on(PLAN_DATE) == 2

    @pytest.mark.parametrize("status", [Status.OPEN, Status.CLOSED])
    def test_dates_left_over_from_an_earlier_pause_do_nothing(
        self, status: Status
    ) -> None:
        person = a_person(
            status=status, paused_from=monday(-1), paused_review_on=monday(3)
        )

        assert person_clock(person, HORIZON).pause is None


class TestReferral:
    """Somebody whose support has not started."""

    @pytest.mark.parametrize(
        "expected_on", [date(2026, 12, 10), PLAN_DATE, date(2026, 11, 9)]
    )
    def test_an_expected_transition_is_taken_even_when_it_has_passed(
        self, expected_on: date
    ) -> None:
        referral = a_referral(transition_expected_on=expected_on)

        assert referral_transition(referral, monday(2)) == TransitionDate(
            expected_on, TransitionBasis.EXPECTED
        )
        assert referral_clock(referral, monday(2)).transition_on == expected_on

    def test_without_one_it_is_three_months_from_the_start(self) -> None:
        found = referral_transition(a_referral(), date(2026, 11, 30))

        assert found == TransitionDate(date(2027, 2, 28), TransitionBasis.ASSUMED)

    def test_starting_later_moves_an_unknown_transition_and_not_a_known_one(
        self,
    ) -> None:
        unknown = a_referral()
        known = a_referral(transition_expected_on=date(2026, 12, 10))

        later = [referral_clock(r, monday(4)).transition_on for r in (unknown, known)]

        assert later == [date(2027, 3, 21), date(2026, 12, 10)]

    def test_the_programme_of_the_row_is_followed(self) -> None:
        clock = referral_clock(a_referral(programme="cti-published"), monday(0))

        assert clock.programme.key == "cti-published"
        assert clock.pause is None


class TestOpenPeople:
    """Whom a plan must provide for."""

    def test_those_open_or_paused_who_weigh_something(self) -> None:
        people = [
            a_person("open"),
            a_person("paused", status=Status.PAUSED),
            a_person("closed", status=Status.CLOSED),
            a_person("over", transition_on=date(2026, 2, 23)),
            a_person(
                "paused and over", status=Status.PAUSED, transition_on=monday(-50)
            ),
        ]

        found = open_people(a_caseload(people=people), HORIZON)

        assert list(found) == ["open", "paused"]
        assert found[people[0].person_id].person is people[0]

    def test_somebody_who_finishes_in_the_first_week_is_open(self) -> None:
        person = a_person(transition_on=date(2026, 2, 24))

        found = open_people(a_caseload(people=[person]), HORIZON)

        assert person_clock(person, HORIZON).finished_on == date(2026, 11, 24)
        assert found[person.person_id].weights == profile("0.5", *[0] * 39)

    def test_somebody_who_finishes_before_the_first_monday_is_not(self) -> None:
        person = a_person(transition_on=date(2026, 2, 27))

        assert person_clock(person, MIDWEEK).finished_on == date(2026, 11, 27)
        assert open_people(a_caseload(people=[person]), MIDWEEK) == {}

    def test_each_has_the_clock_and_weights_of_their_row(self) -> None:
        person = a_person(transition_on=date(2026, 8, 30))

        found = open_people(a_caseload(people=[person]), Horizon(PLAN_DATE, 2))

        assert found[person.person_id].clock == person_clock(person, HORIZON)
        assert found[person.person_id].clock.phase_on(monday(1)) is Phase.TRY_OUT
        assert found[person.person_id].weights == profile(2, 1)

    def test_so_is_somebody_who_weighs_something_only_later(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        cti = programme("cti")
        light = replace(cti, weight={**cti.weight, Phase.PRE_CTI: Fraction(0)})
        monkeypatch.setattr("cti.caseload.clocks.programme", {"cti": light}.get)
        person = a_person(transition_on=None, transition_expected_on=monday(1))

        found = open_people(a_caseload(people=[person]), Horizon(PLAN_DATE, 2))

        assert found[person.person_id].weights == profile(0, 2)
