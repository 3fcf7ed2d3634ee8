"""Who is pinned works with the worker they are pinned to, while a rule allows it."""

from datetime import date

import pytest

from cti.caseload.people import Status
from cti.caseload.workers import Absence
from cti.plans.assignment import Rule
from tests.builders import (
    PLAN_DATE,
    a_person,
    a_pin,
    a_referral,
    a_stay,
    a_worker,
    an_absence,
    monday,
)
from tests.plans.judging import (
    ALEX,
    BEN,
    NEVER_ALEX,
    TO_BEN,
    broken,
    leaver,
    robin_on,
    then,
)


class TestPinsHold:
    """Who is pinned works with the worker they are pinned to."""

    def test_somebody_pinned_to_their_worker_stays(self) -> None:
        assert broken(a_stay(), pins=[a_pin()]) == set()
        assert broken(TO_BEN, pins=[a_pin()]) == {Rule.PINS_HOLD}

    def test_a_pin_to_another_worker_is_a_move(self) -> None:
        to_ben = [a_pin(worker="ben")]

        assert broken(TO_BEN, pins=to_ben) == set()
        assert broken(a_stay(), pins=to_ben) == {Rule.PINS_HOLD}

    def test_a_pin_ends_with_the_leaving_and_not_sooner(self) -> None:
        team = [leaver(6), BEN]

        assert broken(*then("ben", 6), workers=team, pins=[a_pin()]) == set()
        assert broken(TO_BEN, workers=team, pins=[a_pin()]) == {Rule.PINS_HOLD}

    def test_a_pin_to_somebody_who_has_left_binds_nobody(self) -> None:
        team = [leaver(0), BEN]

        assert broken(TO_BEN, workers=team, pins=[a_pin()]) == set()

    @pytest.mark.parametrize("week", [0, 6])
    def test_a_leavers_person_may_come_to_whom_they_are_pinned_now_or_then(
        self, week: int
    ) -> None:
        team = [leaver(6), BEN, a_worker("cleo")]
        pins = [a_pin(worker="ben")]
        to = (lambda who: then(who, 6)) if week else (lambda who: (a_stay(worker=who),))

        assert broken(*to("ben"), workers=team, pins=pins) == set()
        assert broken(*to("cleo"), workers=team, pins=pins) == {Rule.PINS_HOLD}

    def test_a_pin_that_another_rule_refuses_binds_nobody(self) -> None:
        full = a_worker("ben", accepts_new=False)
        pins = [a_pin(worker="ben")]

        assert broken(a_stay(), workers=[ALEX, full], pins=pins) == set()

    def test_a_pin_that_is_refused_now_may_bind_when_the_worker_leaves(self) -> None:
        team = [leaver(6), a_worker("ben", starts_on=monday(6)), a_worker("cleo")]
        pins = [a_pin(worker="ben")]

        assert broken(*then("ben", 6), workers=team, pins=pins) == set()
        assert broken(*then("cleo", 6), workers=team, pins=pins) == {Rule.PINS_HOLD}

    def test_a_pin_to_a_worker_somebody_must_not_have_binds_nobody(self) -> None:
        person = a_person(wishes=NEVER_ALEX)

        assert broken(TO_BEN, people=[person], pins=[a_pin()]) == set()

    def test_a_pinned_referral_starts_with_that_worker_or_waits(self) -> None:
        pins, robin = [a_pin("robin", "ben")], [a_referral()]

        assert broken(pins=pins, referrals=robin) == set()
        assert broken(robin_on(PLAN_DATE, "ben"), pins=pins, referrals=robin) == set()
        assert broken(robin_on(PLAN_DATE), pins=pins, referrals=robin) == {
            Rule.PINS_HOLD
        }

    @pytest.mark.parametrize(
        ("starts", "earliest", "rules"),
        [
            pytest.param(monday(12), None, {Rule.PINS_HOLD}, id="on the last"),
            pytest.param(monday(13), None, set(), id="too late"),
            pytest.param(monday(4), monday(4), {Rule.PINS_HOLD}, id="from M4"),
        ],
    )
    def test_a_referral_is_bound_if_the_worker_could_take_it_on_some_monday(
        self, starts: date, earliest: date | None, rules: set[Rule]
    ) -> None:
        team = [ALEX, a_worker("ben", starts_on=starts)]
        robin = a_referral(earliest_start_on=earliest)

        assert (
            broken(
                robin_on(monday(4)),
                workers=team,
                referrals=[robin],
                pins=[a_pin("robin", "ben")],
            )
            == rules
        )

    def test_mondays_before_the_earliest_start_do_not_bind(self) -> None:
        away = an_absence("ben", from_on=monday(3), to_on=monday(12))
        reduced = Absence(
            worker_id=away.worker_id,
            from_on=away.from_on,
            to_on=away.to_on,
            kind="study",
            load_reduction=100,
        )
        robin = a_referral(earliest_start_on=monday(3))

        assert (
            broken(
                robin_on(monday(4)),
                referrals=[robin],
                absences=[reduced],
                pins=[a_pin("robin", "ben")],
            )
            == set()
        )

    def test_a_pin_of_somebody_closed_binds_nobody(self) -> None:
        closed = a_person("kim", status=Status.CLOSED)
        people = [a_person(), closed]

        assert broken(a_stay(), people=people, pins=[a_pin("kim", "ben")]) == set()
