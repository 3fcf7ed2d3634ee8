"""Who may take somebody new: each rule at its limit, and one step past it."""

from datetime import date

import pytest

from cti.caseload.people import Need, Wishes
from cti.caseload.workers import Worker
from cti.plans.assignment import Rule
from tests.builders import (
    PLAN_DATE,
    a_person,
    a_referral,
    a_stay,
    a_worker,
    an_absence,
    monday,
)
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


class TestNotWorkers:
    """Nobody works with one of their not_workers."""

    def test_not_even_the_worker_they_have(self) -> None:
        person = a_person(wishes=NEVER_ALEX)

        assert broken(TO_BEN, people=[person]) == set()
        assert broken(a_stay(), people=[person]) == {Rule.NOT_WORKERS}

    def test_a_referral_neither(self) -> None:
        robin = a_referral(wishes=NEVER_ALEX)

        assert broken(robin_on(PLAN_DATE, "ben"), referrals=[robin]) == set()
        assert broken(robin_on(PLAN_DATE), referrals=[robin]) == {Rule.NOT_WORKERS}


class TestSameTeam:
    """Who takes somebody new is in the person's team."""

    SOUTH = a_worker("ben", team="south")

    def test_of_a_move_and_a_start(self) -> None:
        team = [ALEX, self.SOUTH]

        assert broken(TO_BEN, workers=team) == {Rule.SAME_TEAM}
        assert broken(
            robin_on(PLAN_DATE, "ben"), workers=team, referrals=[a_referral()]
        ) == {Rule.SAME_TEAM}

    def test_the_worker_somebody_has_may_be_in_another(self) -> None:
        person = a_person(worker="ben")

        assert broken(TO_BEN, workers=[ALEX, self.SOUTH], people=[person]) == set()


class TestAcceptsNew:
    """Who takes somebody new does not have no under accepts_new."""

    FULL = a_worker("ben", accepts_new=False)

    def test_of_a_move_and_a_start(self) -> None:
        team = [ALEX, self.FULL]

        assert broken(TO_BEN, workers=team) == {Rule.ACCEPTS_NEW}
        assert broken(
            robin_on(PLAN_DATE, "ben"), workers=team, referrals=[a_referral()]
        ) == {Rule.ACCEPTS_NEW}

    def test_who_is_there_already_stays(self) -> None:
        person = a_person(worker="ben")

        assert broken(TO_BEN, workers=[ALEX, self.FULL], people=[person]) == set()


def test_who_comes_back_comes_new() -> None:
    full = a_worker(accepts_new=False)
    away = a_stay(worker="ben", to_on=monday(1))

    assert broken(away, a_stay(from_on=monday(1)), workers=[full, BEN]) == {
        Rule.ALLOWED_DATES,
        Rule.ACCEPTS_NEW,
    }


MUSTS = [
    pytest.param(
        Wishes(language="Polish", language_need=Need.MUST),
        a_worker("ben", languages=["Polish", "BSL"]),
        id="language",
    ),
    pytest.param(
        Wishes(specialism="women", specialism_need=Need.MUST),
        a_worker("ben", specialisms=["women"]),
        id="specialism",
    ),
    pytest.param(
        Wishes(worker_gender="woman", worker_gender_need=Need.MUST),
        a_worker("ben", gender="woman"),
        id="gender",
    ),
]


class TestMustsMet:
    """Who takes somebody new meets every need marked must."""

    @pytest.mark.parametrize(("wishes", "meets"), MUSTS)
    def test_of_a_move(self, wishes: Wishes, meets: Worker) -> None:
        person = a_person(wishes=wishes)

        assert broken(TO_BEN, workers=[ALEX, meets], people=[person]) == set()
        assert broken(TO_BEN, people=[person]) == {Rule.MUSTS_MET}

    @pytest.mark.parametrize(("wishes", "meets"), MUSTS)
    def test_of_a_start(self, wishes: Wishes, meets: Worker) -> None:
        robin, starts = [a_referral(wishes=wishes)], robin_on(PLAN_DATE, "ben")

        assert broken(starts, workers=[ALEX, meets], referrals=robin) == set()
        assert broken(starts, referrals=robin) == {Rule.MUSTS_MET}

    @pytest.mark.parametrize(("wishes", "meets"), MUSTS)
    def test_the_worker_somebody_has_may_lack_it(
        self, wishes: Wishes, meets: Worker
    ) -> None:
        with_ben = a_person(worker="ben", wishes=wishes)

        for own in (meets, BEN):
            assert broken(TO_BEN, workers=[ALEX, own], people=[with_ben]) == set()

    @pytest.mark.parametrize("need", [None, Need.PREFER])
    def test_what_is_preferred_is_no_must(self, need: Need | None) -> None:
        wishes = Wishes(
            language="Polish",
            language_need=need,
            specialism="women",
            specialism_need=need,
            worker_gender="woman",
            worker_gender_need=need,
        )

        assert broken(TO_BEN, people=[a_person(wishes=wishes)]) == set()

    def test_a_must_that_says_nothing_binds_nobody(self) -> None:
        blank = Wishes(
            language_need=Need.MUST,
            specialism_need=Need.MUST,
            worker_gender_need=Need.MUST,
        )

        assert broken(TO_BEN, people=[a_person(wishes=blank)]) == set()


class TestHereThroughout:
    """Who takes somebody new has started, and stays until the person finishes."""

    @pytest.mark.parametrize(
        ("starts_on", "rules"),
        [
            pytest.param(PLAN_DATE, set(), id="that Monday"),
            pytest.param(PLAN_DATE + DAY, {Rule.HERE_THROUGHOUT}, id="a day later"),
        ],
    )
    def test_they_have_started(self, starts_on: date, rules: set[Rule]) -> None:
        team = [ALEX, a_worker("ben", starts_on=starts_on)]

        assert broken(TO_BEN, workers=team) == rules

    @pytest.mark.parametrize(
        ("leaves_on", "rules"),
        [
            pytest.param(FINISHES, set(), id="on the day support is over"),
            pytest.param(FINISHES - DAY, {Rule.HERE_THROUGHOUT}, id="a day before"),
        ],
    )
    def test_they_stay_until_the_support_is_over(
        self, leaves_on: date, rules: set[Rule]
    ) -> None:
        team = [ALEX, a_worker("ben", leaves_on=leaves_on)]

        assert broken(TO_BEN, workers=team) == rules

    @pytest.mark.parametrize(
        ("leaves_on", "rules"),
        [
            pytest.param(monday(40), set(), id="a week after the last Monday"),
            pytest.param(monday(40) - DAY, {Rule.HERE_THROUGHOUT}, id="a day before"),
        ],
    )
    def test_or_until_the_plan_ends(self, leaves_on: date, rules: set[Rule]) -> None:
        team = [ALEX, a_worker("ben", leaves_on=leaves_on)]
        long = a_person(transition_on=None, transition_expected_on=monday(4))

        assert broken(TO_BEN, workers=team, people=[long]) == rules

    def test_a_referrals_end_depends_on_its_start(self) -> None:
        # Started on 23 November, support ends on 23 November a year later; the plan
        # ends before. With a transition two weeks ago it ends on 9 August.
        moved = a_referral(transition_expected_on=date(2026, 11, 9))
        ends = date(2027, 8, 9)
        starts = robin_on(monday(2), "ben")

        for leaves_on, rules in (
            (ends, set()),
            (ends - DAY, {Rule.HERE_THROUGHOUT}),
        ):
            team = [ALEX, a_worker("ben", leaves_on=leaves_on)]
            assert broken(starts, workers=team, referrals=[moved]) == rules

    def test_for_a_handover_it_is_the_monday_of_the_handover(self) -> None:
        for starts_on, rules in (
            (monday(6), set()),
            (monday(6) + DAY, {Rule.HERE_THROUGHOUT}),
        ):
            team = [leaver(6), a_worker("ben", starts_on=starts_on)]
            assert broken(*then("ben", 6), workers=team) == rules

    def test_the_worker_somebody_has_need_not_have_started(self) -> None:
        late = a_worker(starts_on=monday(2))

        assert broken(a_stay(), workers=[late, BEN]) == set()


class TestNotOnFullReduction:
    """Nobody takes somebody new on a Monday on which all of their load is off."""

    @pytest.mark.parametrize(
        ("reduction", "rules"),
        [
            pytest.param(100, {Rule.NOT_ON_FULL_REDUCTION}, id="100 %"),
            pytest.param(99, set(), id="99 %"),
            pytest.param(0, set(), id="ordinary leave"),
        ],
    )
    def test_only_a_full_one_counts(self, reduction: int, rules: set[Rule]) -> None:
        away = an_absence("ben", load_reduction=reduction)

        assert broken(TO_BEN, absences=[away]) == rules

    @pytest.mark.parametrize(
        ("from_on", "to_on", "rules"),
        [
            pytest.param(
                monday(2), monday(2), {Rule.NOT_ON_FULL_REDUCTION}, id="that day"
            ),
            pytest.param(monday(2) + DAY, monday(9), set(), id="from the day after"),
            pytest.param(monday(0), monday(2) - DAY, set(), id="to the day before"),
        ],
    )
    def test_it_counts_on_the_monday_they_come(
        self, from_on: date, to_on: date, rules: set[Rule]
    ) -> None:
        away = an_absence("ben", from_on=from_on, to_on=to_on, load_reduction=100)

        assert (
            broken(
                robin_on(monday(2), "ben"), referrals=[a_referral()], absences=[away]
            )
            == rules
        )

    def test_of_others_it_does_not_count(self) -> None:
        assert broken(TO_BEN, absences=[an_absence(load_reduction=100)]) == set()
