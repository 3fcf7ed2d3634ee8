"""What people were told of the plan in force: which of it binds, and what it costs."""

from collections.abc import Iterable
from datetime import date

import pytest

from cti.caseload.caseload import Pin, Promise
from cti.caseload.people import Person, Referral, Status
from cti.caseload.workers import Absence, Worker
from cti.plans.alternatives import alternatives
from cti.plans.assignment import Rule, Stay
from cti.plans.policy import BALANCED
from cti.plans.score import score
from cti.units import PersonId, Points
from tests.builders import (
    HORIZON,
    a_caseload,
    a_person,
    a_pin,
    a_plan,
    a_plan_in_force,
    a_promise,
    a_referral,
    a_stay,
    a_worker,
    an_absence,
    monday,
)
from tests.plans.judging import ALEX, BEN, DAY, TO_BEN, broken, leaver, robin_on, then

TOLD = a_promise("robin", from_on=monday(2))
"""Robin starts with Alex in two weeks."""


def paid(
    *stays: Stay,
    told: Iterable[Promise] = (),
    people: Iterable[Person] = (),
    referrals: Iterable[Referral] = (),
) -> Points:
    """What a plan of Alex and Ben pays for what people were told."""
    caseload = a_caseload(
        workers=[ALEX, BEN],
        people=people,
        referrals=referrals,
        in_force=a_plan_in_force(*told),
    )
    return score(caseload, HORIZON, a_plan(*stays), BALANCED).promises


class TestStartsPromised:
    """A promised start is had, unless another rule refuses it."""

    def broken(
        self,
        *stays: Stay,
        told: Promise = TOLD,
        earliest: date | None = None,
        workers: Iterable[Worker] = (ALEX, BEN),
        absences: Iterable[Absence] = (),
        pins: Iterable[Pin] = (),
    ) -> set[Rule]:
        return broken(
            *stays,
            workers=workers,
            referrals=[a_referral(earliest_start_on=earliest)],
            absences=absences,
            pins=pins,
            told=[told],
        )

    def test_it_is_that_worker_and_that_monday(self) -> None:
        assert self.broken(robin_on(monday(2))) == set()
        assert self.broken(robin_on(monday(1))) == {Rule.STARTS_PROMISED}
        assert self.broken(robin_on(monday(3))) == {Rule.STARTS_PROMISED}
        assert self.broken(robin_on(monday(2), "ben")) == {Rule.STARTS_PROMISED}

    def test_waiting_is_not_what_was_promised(self) -> None:
        assert self.broken() == {Rule.STARTS_PROMISED}

    @pytest.mark.parametrize("week", [0, 12])
    def test_the_first_and_the_last_start_bind(self, week: int) -> None:
        told = a_promise("robin", from_on=monday(week))

        assert self.broken(told=told) == {Rule.STARTS_PROMISED}

    @pytest.mark.parametrize("day", [monday(-1), monday(13), monday(2) + DAY])
    def test_a_day_on_which_nobody_can_start_binds_nobody(self, day: date) -> None:
        assert self.broken(told=a_promise("robin", from_on=day)) == set()

    def test_it_binds_until_they_can_only_start_later(self) -> None:
        assert self.broken(earliest=monday(2)) == {Rule.STARTS_PROMISED}
        assert self.broken(earliest=monday(2) + DAY) == set()

    def test_a_worker_who_may_not_take_them_binds_nobody(self) -> None:
        away = an_absence(from_on=monday(2), to_on=monday(2), load_reduction=100)

        assert self.broken(workers=[leaver(35), BEN]) == set()
        assert self.broken(workers=[a_worker(accepts_new=False), BEN]) == set()
        assert self.broken(absences=[away]) == set()
        assert self.broken(workers=[BEN]) == set()

    def test_a_pin_to_another_worker_takes_it_back(self) -> None:
        to_ben = [a_pin("robin", "ben")]

        assert self.broken(robin_on(monday(0), "ben"), pins=to_ben) == set()
        assert self.broken(pins=[a_pin("robin")]) == {Rule.STARTS_PROMISED}

    def test_a_pin_that_cannot_hold_takes_nothing_back(self) -> None:
        full = a_worker("ben", accepts_new=False)
        pins = [a_pin("robin", "ben")]

        assert self.broken(workers=[ALEX, full], pins=pins) == {Rule.STARTS_PROMISED}


class TestBrokenPromise:
    """Whoever gets something else than they were told is paid for."""

    def test_without_a_plan_in_force_nothing_is_paid(self) -> None:
        assert paid(TO_BEN, people=[a_person()]) == 0

    def test_the_worker_they_were_told_of_costs_nothing(self) -> None:
        assert paid(a_stay(), people=[a_person()], told=[a_promise()]) == 0

    def test_another_worker_costs_the_price_once(self) -> None:
        assert paid(TO_BEN, people=[a_person()], told=[a_promise()]) == 60

    def test_the_worker_who_holds_them_last_counts(self) -> None:
        people, told = [a_person()], [a_promise(worker="ben")]

        assert paid(*then("ben", 6), people=people, told=told) == 0
        assert paid(a_stay(), people=people, told=told) == 60
        assert paid(*then(None, 6), people=people, told=told) == 60

    def test_who_was_told_of_a_worker_and_is_left_out_is_paid_for(self) -> None:
        assert paid(people=[a_person()], told=[a_promise()]) == 60

    def test_nobody_is_paid_for_whose_support_is_over(self) -> None:
        closed = [a_person(status=Status.CLOSED)]

        assert paid(people=closed, told=[a_promise(), a_promise("unheard of")]) == 0

    @pytest.mark.parametrize(
        ("stays", "points"),
        [
            pytest.param([robin_on(monday(2))], 0, id="as told"),
            pytest.param([robin_on(monday(1))], 0, id="sooner"),
            pytest.param([robin_on(monday(3))], 60, id="later"),
            pytest.param([robin_on(monday(2), "ben")], 60, id="with another worker"),
            pytest.param([], 60, id="waiting"),
        ],
    )
    def test_a_referral_counts_on_the_worker_and_on_no_later_start(
        self, stays: list[Stay], points: int
    ) -> None:
        assert paid(*stays, referrals=[a_referral()], told=[TOLD]) == points

    def test_who_has_started_counts_on_the_worker_alone(self) -> None:
        robin = a_person("robin")

        assert paid(robin_on(monday(3)), people=[robin], told=[TOLD]) == 0


class TestOfAChange:
    """What one change would add counts what somebody was told."""

    def test_another_worker_breaks_it_and_the_worker_told_of_mends_it(self) -> None:
        caseload = a_caseload(
            workers=[ALEX, BEN],
            people=[a_person()],
            in_force=a_plan_in_force(a_promise()),
        )

        def added(now: Stay) -> Points:
            found = alternatives(caseload, HORIZON, a_plan(now), BALANCED)
            (other,) = found[PersonId("sam")]
            return other.difference.promises

        assert added(a_stay()) == 60
        assert added(TO_BEN) == -60

    def test_a_later_start_breaks_it_and_a_sooner_one_does_not(self) -> None:
        # Nobody can start on a Tuesday, so the promise has a price and does not bind.
        told = a_promise("robin", from_on=monday(2) + DAY)
        caseload = a_caseload(
            workers=[ALEX, BEN],
            referrals=[a_referral()],
            in_force=a_plan_in_force(told),
        )

        found = alternatives(caseload, HORIZON, a_plan(robin_on(monday(0))), BALANCED)

        broken: dict[tuple[str | None, int], Points] = {
            (other.way.worker_id, other.way.from_week): other.difference.promises
            for other in found[PersonId("robin")]
        }
        assert {week: broken["alex", week] for week in (1, 2, 3, 12)} == {
            1: 0,
            2: 0,
            3: 60,
            12: 60,
        }
        assert broken["ben", 0] == broken[None, HORIZON.weeks] == 60
