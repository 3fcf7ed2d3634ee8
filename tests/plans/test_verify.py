"""Every rule of an assignment plan: kept exactly at its limit, broken one step past."""

from datetime import date

import pytest
from hypothesis import given, settings

from cti.caseload.caseload import Caseload
from cti.caseload.people import Need, Status, Wishes
from cti.plans.assignment import AssignmentPlan, Rule
from cti.plans.policy import Policy
from cti.plans.verify import CHECKS, Violation, verify
from tests.builders import (
    HORIZON,
    PLAN_DATE,
    a_caseload,
    a_person,
    a_pin,
    a_plan,
    a_promise,
    a_referral,
    a_stay,
    a_worker,
    an_absence,
    monday,
)
from tests.plans.any_plan import any_plan
from tests.plans.drawn import SHORT, Planned, a_few, planned
from tests.plans.judging import (
    ALEX,
    BEN,
    DAY,
    FINISHES,
    NEVER_ALEX,
    TO_BEN,
    broken,
    leaver,
    robin_on,
    then,
)


def test_there_is_a_check_for_every_rule() -> None:
    assert list(CHECKS) == list(Rule)


def test_a_plan_in_which_everybody_stays_holds() -> None:
    assert broken(a_stay()) == set()


def lone_breaches() -> dict[Rule, set[Rule]]:
    """For each rule, all that is broken by a plan that breaks it."""
    full = a_worker("ben", accepts_new=False)
    polish = Wishes(language="Polish", language_need=Need.MUST)
    away = an_absence("ben", load_reduction=100)
    return {
        Rule.EVERYBODY_ONCE: broken(),
        Rule.KNOWN_NAMES: broken(a_stay(worker="gone")),
        Rule.ALLOWED_DATES: broken(*then("ben", 1)),
        Rule.PINS_HOLD: broken(TO_BEN, pins=[a_pin()]),
        Rule.STARTS_PROMISED: broken(
            robin_on(PLAN_DATE, "ben"),
            referrals=[a_referral()],
            told=[a_promise("robin")],
        ),
        Rule.NOT_WORKERS: broken(a_stay(), people=[a_person(wishes=NEVER_ALEX)]),
        Rule.SAME_TEAM: broken(TO_BEN, workers=[ALEX, a_worker("ben", team="south")]),
        Rule.ACCEPTS_NEW: broken(TO_BEN, workers=[ALEX, full]),
        Rule.MUSTS_MET: broken(TO_BEN, people=[a_person(wishes=polish)]),
        Rule.HERE_THROUGHOUT: broken(
            TO_BEN, workers=[ALEX, a_worker("ben", leaves_on=monday(2))]
        ),
        Rule.NOT_ON_FULL_REDUCTION: broken(TO_BEN, absences=[away]),
        Rule.COVERED_WHERE_POSSIBLE: broken(a_stay(worker=None)),
    }


@pytest.mark.parametrize("rule", Rule)
def test_each_rule_can_be_broken_alone(rule: Rule) -> None:
    assert lone_breaches()[rule] == {rule}


class TestEverybodyOnce:
    """Every open person has one entry for every Monday, a referral one or none."""

    def test_nobody_is_left_out(self) -> None:
        assert broken() == {Rule.EVERYBODY_ONCE}

    def test_somebody_who_weighs_nothing_in_the_plan_needs_nobody(self) -> None:
        # Nine months later is M0, and the day after.
        finished = a_person(transition_on=date(2026, 2, 23))
        last_week = a_person(transition_on=date(2026, 2, 24))

        assert broken(people=[finished]) == set()
        assert broken(people=[last_week]) == {Rule.EVERYBODY_ONCE}

    def test_it_begins_on_the_first_monday(self) -> None:
        assert broken(a_stay(from_on=monday(1))) == {Rule.EVERYBODY_ONCE}

    def test_it_lasts_beyond_the_last_monday(self) -> None:
        assert broken(a_stay(to_on=monday(39))) == {Rule.EVERYBODY_ONCE}
        assert broken(a_stay(to_on=monday(39) + DAY)) == set()

    @pytest.mark.parametrize(
        ("to_on", "from_on", "rules"),
        [
            pytest.param(monday(6), monday(6), set(), id="one after the other"),
            pytest.param(
                monday(5), monday(6), {Rule.EVERYBODY_ONCE}, id="a week without"
            ),
            pytest.param(
                monday(7), monday(6), {Rule.EVERYBODY_ONCE}, id="a week with two"
            ),
            pytest.param(None, monday(6), {Rule.EVERYBODY_ONCE}, id="no end"),
        ],
    )
    def test_stays_follow_one_another(
        self, to_on: date | None, from_on: date, rules: set[Rule]
    ) -> None:
        stays = a_stay(to_on=to_on), a_stay(worker="ben", from_on=from_on)

        assert broken(*stays, workers=[leaver(6), BEN]) == rules

    def test_a_stay_has_at_least_a_day(self) -> None:
        nothing = a_stay(to_on=PLAN_DATE)

        assert broken(nothing, TO_BEN, workers=[leaver(0), BEN]) == {
            Rule.EVERYBODY_ONCE
        }

    def test_the_same_stay_twice_is_once_too_often(self) -> None:
        rules = broken(a_stay(), a_stay())

        assert Rule.EVERYBODY_ONCE in rules

    def test_a_referral_has_one_worker_from_the_start_to_the_end(self) -> None:
        robin = [a_referral()]
        ended = a_stay("robin", to_on=monday(39))
        lasts = a_stay("robin", to_on=monday(40))
        again = a_stay("robin", "ben", from_on=monday(39))

        assert broken(referrals=robin) == set()
        assert broken(lasts, referrals=robin) == set()
        assert broken(ended, referrals=robin) == {Rule.EVERYBODY_ONCE}
        assert broken(ended, again, referrals=robin) == {Rule.EVERYBODY_ONCE}


class TestKnownNames:
    """Everybody named is in the caseload."""

    def test_a_person_is_known(self) -> None:
        assert broken(a_stay(), a_stay("kim")) == {Rule.KNOWN_NAMES}

    def test_a_worker_is_known(self) -> None:
        assert broken(a_stay(worker="gone")) == {Rule.KNOWN_NAMES}

    def test_somebody_with_a_worker_who_has_gone_cannot_stay(self) -> None:
        person = a_person(worker="gone")

        assert broken(a_stay(worker="gone"), people=[person]) == {Rule.KNOWN_NAMES}

    def test_nobody_closed_or_finished_has_a_worker(self) -> None:
        closed = a_person(status=Status.CLOSED)
        finished = a_person(transition_on=date(2026, 2, 23))
        last_week = a_person(transition_on=date(2026, 2, 24))

        assert broken(a_stay(), people=[closed]) == {Rule.KNOWN_NAMES}
        assert broken(a_stay(), people=[finished]) == {Rule.KNOWN_NAMES}
        assert broken(a_stay(), people=[last_week]) == set()


class TestAllowedDates:
    """Moves happen on M0 or when the worker has left, starts up to M12."""

    def test_somebody_moves_on_the_first_monday_or_not_at_all(self) -> None:
        assert broken(TO_BEN) == set()
        assert broken(*then("ben", 1)) == {Rule.ALLOWED_DATES}

    def test_somebody_does_not_move_twice(self) -> None:
        stays = a_stay(worker="ben", to_on=monday(1)), a_stay(from_on=monday(1))

        assert broken(*stays) == {Rule.ALLOWED_DATES}

    def test_somebody_who_must_move_does_not_move_again(self) -> None:
        stays = (
            a_stay(worker="ben", to_on=monday(1)),
            a_stay(worker="cleo", from_on=monday(1)),
        )
        team = [ALEX, BEN, a_worker("cleo")]

        assert broken(*stays, people=[a_person(worker=None)], workers=team) == {
            Rule.ALLOWED_DATES
        }

    def test_changes_are_on_planning_mondays(self) -> None:
        tuesday = robin_on(monday(2) + DAY)

        assert broken(tuesday, referrals=[a_referral()]) == {Rule.ALLOWED_DATES}

    @pytest.mark.parametrize(
        ("days", "week"),
        [
            pytest.param(0, 6, id="leaves on a Monday"),
            pytest.param(1, 7, id="leaves the day after"),
            pytest.param(6, 7, id="leaves on a Sunday"),
        ],
    )
    def test_a_leavers_person_moves_on_the_first_monday_after(
        self, days: int, week: int
    ) -> None:
        team = [leaver(6, days=days), BEN]

        assert broken(*then("ben", week), workers=team) == set()
        assert broken(TO_BEN, workers=team) == set()
        for wrong in (week - 1, week + 1):
            assert broken(*then("ben", wrong), workers=team) == {Rule.ALLOWED_DATES}

    def test_nobody_stays_with_somebody_who_has_left(self) -> None:
        assert broken(a_stay(), workers=[leaver(6), BEN]) == {Rule.ALLOWED_DATES}

    def test_a_leaver_may_see_the_support_to_its_end(self) -> None:
        last_week = FINISHES - 7 * DAY

        assert broken(a_stay(), workers=[a_worker(leaves_on=FINISHES), BEN]) == set()
        assert broken(a_stay(), workers=[a_worker(leaves_on=last_week), BEN]) == {
            Rule.ALLOWED_DATES
        }
        assert (
            broken(a_stay(), workers=[a_worker(leaves_on=last_week + DAY), BEN])
            == set()
        )

    def test_a_handover_is_to_somebody_else(self) -> None:
        assert broken(*then("alex", 6), workers=[leaver(6), BEN]) == {
            Rule.ALLOWED_DATES
        }

    def test_a_handover_is_made_once(self) -> None:
        stays = (
            a_stay(to_on=monday(6)),
            a_stay(worker="ben", from_on=monday(6), to_on=monday(7)),
            a_stay(worker="cleo", from_on=monday(7)),
        )
        team = [leaver(6), BEN, a_worker("cleo")]

        assert broken(*stays, workers=team) == {Rule.ALLOWED_DATES}

    @pytest.mark.parametrize(
        ("week", "rules"),
        [
            pytest.param(12, set(), id="M12"),
            pytest.param(13, {Rule.ALLOWED_DATES}, id="M13"),
        ],
    )
    def test_a_referral_starts_by_the_twelfth_monday(
        self, week: int, rules: set[Rule]
    ) -> None:
        assert broken(robin_on(monday(week)), referrals=[a_referral()]) == rules

    def test_the_last_start_is_the_policys(self) -> None:
        caseload = a_caseload(referrals=[a_referral()])
        plan = a_plan(robin_on(monday(12)))

        assert verify(caseload, HORIZON, plan, Policy(last_start_week=12)) == ()
        assert verify(caseload, HORIZON, plan, Policy(last_start_week=11)) != ()

    @pytest.mark.parametrize(
        ("earliest", "rules"),
        [
            pytest.param(monday(3), set(), id="on that Monday"),
            pytest.param(monday(3) + DAY, {Rule.ALLOWED_DATES}, id="a day later"),
        ],
    )
    def test_a_referral_starts_when_it_can(
        self, earliest: date, rules: set[Rule]
    ) -> None:
        robin = a_referral(earliest_start_on=earliest)

        assert broken(robin_on(monday(3)), referrals=[robin]) == rules


class TestCoveredWherePossible:
    """Nobody is left uncovered while somebody is allowed."""

    ALONE = a_stay(worker=None)
    FULL = a_worker("ben", accepts_new=False)

    def test_somebody_nobody_may_take_is_uncovered(self) -> None:
        new = [a_person(worker=None)]
        full = [a_worker(accepts_new=False), self.FULL]

        assert broken(self.ALONE, people=new, workers=full) == set()
        assert broken(self.ALONE, people=new, workers=[full[0], BEN]) == {
            Rule.COVERED_WHERE_POSSIBLE
        }

    def test_the_worker_they_have_may_have_them(self) -> None:
        assert broken(self.ALONE, workers=[ALEX, self.FULL]) == {
            Rule.COVERED_WHERE_POSSIBLE
        }

    def test_a_leaver_has_them_until_then(self) -> None:
        team = [leaver(6), self.FULL]

        assert broken(*then(None, 6), workers=team) == set()
        assert broken(self.ALONE, workers=team) == {Rule.COVERED_WHERE_POSSIBLE}

    def test_somebody_who_could_take_them_at_the_leaving_is_enough(self) -> None:
        late = a_worker("ben", starts_on=monday(6))

        assert broken(*then(None, 6), workers=[leaver(6), late]) == {
            Rule.COVERED_WHERE_POSSIBLE
        }

    def test_so_is_somebody_who_could_take_them_now(self) -> None:
        away = an_absence("ben", from_on=monday(6), to_on=monday(6), load_reduction=100)
        team = [leaver(6), BEN]

        assert broken(*then(None, 6), workers=team, absences=[away]) == {
            Rule.COVERED_WHERE_POSSIBLE
        }
        assert (
            broken(*then(None, 6), workers=team, absences=[away], pins=[a_pin()])
            == set()
        )

    def test_a_pin_to_somebody_who_has_left_keeps_nobody_from_a_worker(self) -> None:
        assert broken(self.ALONE, workers=[leaver(0), BEN], pins=[a_pin()]) == {
            Rule.COVERED_WHERE_POSSIBLE
        }

    def test_a_referral_does_not_start_with_nobody(self) -> None:
        starts = robin_on(PLAN_DATE, None)

        assert broken(starts, referrals=[a_referral()]) == {Rule.COVERED_WHERE_POSSIBLE}


def test_a_finding_names_the_person_and_what_is_wrong() -> None:
    caseload = a_caseload(
        workers=[ALEX, a_worker("ben", accepts_new=False)], people=[a_person()]
    )

    assert verify(caseload, HORIZON, a_plan(TO_BEN)) == (
        Violation(Rule.ACCEPTS_NEW, "Ben takes on nobody new, so not Sam (sam)."),
    )


@settings(a_few, max_examples=100)
@given(any_plan())
def test_there_is_an_answer_about_any_plan(drawn: Planned) -> None:
    caseload, plan = drawn

    for violation in verify(caseload, SHORT, plan):
        assert violation.rule in Rule
        assert violation.finding.endswith(".")


@pytest.mark.parametrize("day", [date.min, date.max])
def test_there_is_an_answer_about_the_first_and_the_last_day_of_all(day: date) -> None:
    rules = broken(
        robin_on(day),
        a_stay(from_on=day),
        people=[a_person()],
        referrals=[a_referral()],
    )

    assert Rule.ALLOWED_DATES in rules


@a_few
@given(planned())
def test_a_plan_of_allowed_ways_breaks_nothing(drawn: Planned) -> None:
    caseload, plan = drawn

    assert verify(caseload, SHORT, plan) == ()


def test_nothing_is_broken_by_nobody() -> None:
    empty = Caseload(service=a_caseload().service, workers=(), people=())

    assert verify(empty, HORIZON, AssignmentPlan(())) == ()
