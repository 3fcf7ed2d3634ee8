"""What a plan comes to, by hand and against the score, and said beside another."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given

from cti.caseload.caseload import Promise
from cti.caseload.people import Keep, Need, Priority, Wishes
from cti.plans.assignment import Stay
from cti.plans.facts import PlanFacts
from cti.plans.loads import load_rows
from cti.plans.outcome import Outcome, WorkerOutcome, outcome
from cti.plans.outcome_words import beside, figures, fullest
from cti.plans.policy import BALANCED, Policy
from cti.plans.score import score
from cti.plans.words import Words
from cti.units import PersonId, WorkerId
from tests.builders import (
    HORIZON,
    a_caseload,
    a_person,
    a_plan_in_force,
    a_referral,
    a_stay,
    a_worker,
    monday,
)
from tests.plans.drawn import SHORT, Planned, a_few, planned
from tests.plans.said import facts_of

ALEX, BEN = WorkerId("alex"), WorkerId("ben")
SAM, ROBIN = PersonId("sam"), PersonId("robin")

A_POINT_A_WEEK = Policy(
    wait_factor=dict.fromkeys(Priority, Fraction(1)),
    wait_week=Fraction(1),
    wait_past_transition_week=Fraction(0),
    not_placed=Fraction(0),
    unmet_preference=Fraction(1),
    not_the_requested=Fraction(1),
    other_locality=Fraction(1),
    moving=dict.fromkeys(BALANCED.moving, Fraction(1)),
    keep_factor=dict.fromkeys(Keep, Fraction(1)),
    staying_despite_wish=Fraction(0),
    handover=Fraction(1),
)
"""Prices of which each counts something."""


@a_few
@given(planned())
def test_every_figure_is_what_prices_of_one_point_count(drawn: Planned) -> None:
    caseload, plan = drawn
    facts = PlanFacts(
        caseload=caseload, horizon=SHORT, plan=plan, policy=A_POINT_A_WEEK
    )
    rows = load_rows(caseload, SHORT, plan)

    found, cost = outcome(facts), score(caseload, SHORT, plan, A_POINT_A_WEEK)

    assert found.sce_weeks_over == sum((row.over for row in rows), Fraction(0))
    assert found.weeks_waited == cost.wait
    assert found.unmet_wishes == cost.fit + cost.placing
    assert found.change_worker - found.must_change == cost.moving
    assert 0 <= cost.handover - found.must_change <= found.alone
    assert (found.alone > 0) == (cost.uncovered > 0)
    placed = {stay.person_id for stay in plan.stays} & set(caseload.referral)
    assert found.not_placed == found.referrals - len(placed)
    assert found.mondays_over == sum(row.over > 0 for row in rows)
    assert sum(each.come for each in found.workers) == found.change_worker
    assert sum(each.unmet_wishes for each in found.workers) == found.unmet_wishes
    starting = sum(each.start for each in found.workers)
    assert starting == found.referrals - found.not_placed


def test_the_fullest_monday_is_the_one_most_over_or_least_below() -> None:
    # Alex holds 2 of 10 until 1 February, then 1 of 10; and nothing from 1 August.
    caseload = a_caseload(
        workers=[a_worker(ceiling=10), a_worker("ben")], people=[a_person()]
    )

    alex, ben = outcome(facts_of(caseload, a_stay())).workers

    assert alex.fullest is not None
    assert alex.fullest.week == monday(0)
    assert fullest(alex) == "2 of 10"
    assert ben.fullest is None
    assert fullest(ben) == ""


def test_exactly_at_the_ceiling_is_no_monday_over() -> None:
    def mondays_over(ceiling: str) -> int:
        caseload = a_caseload(workers=[a_worker(ceiling=ceiling)], people=[a_person()])
        return outcome(facts_of(caseload, a_stay())).workers[0].mondays_over

    assert mondays_over("2") == 0
    assert mondays_over("1.9") == 11


def test_who_moves_is_told_apart_from_who_must() -> None:
    caseload = a_caseload(
        workers=[a_worker(), a_worker("ben"), a_worker("caro", leaves_on=monday(3))],
        people=[
            a_person(),
            a_person("kim"),
            a_person("lou", worker="caro"),
            a_person("max", worker="gone"),
        ],
    )
    facts = facts_of(
        caseload,
        a_stay(),
        a_stay("kim", "ben"),
        a_stay("lou", "caro", to_on=monday(3)),
        a_stay("lou", "ben", from_on=monday(3)),
        a_stay("max", "ben"),
    )

    found = outcome(facts)

    assert (found.people, found.change_worker, found.must_change) == (4, 3, 2)
    assert [(each.come, each.go) for each in found.workers] == [(0, 1), (3, 0), (0, 1)]


def test_somebody_with_nobody_is_counted_and_keeps_their_last_workers_match() -> None:
    wishes = Wishes(language="BSL", language_need=Need.PREFER)
    caseload = a_caseload(
        workers=[a_worker(leaves_on=monday(3))], people=[a_person(wishes=wishes)]
    )
    facts = facts_of(
        caseload, a_stay(to_on=monday(3)), a_stay(worker=None, from_on=monday(3))
    )

    found = outcome(facts)

    assert (found.alone, found.change_worker, found.unmet_wishes) == (1, 0, 1)


def test_who_starts_is_told_by_worker() -> None:
    caseload = a_caseload(
        workers=[a_worker(), a_worker("ben")],
        referrals=[a_referral(), a_referral("kim"), a_referral("lou")],
    )
    facts = facts_of(caseload, a_stay("robin", "ben"), a_stay("kim", "ben"))

    assert [each.start for each in outcome(facts).workers] == [0, 2]


def test_waiting_is_counted_from_the_day_the_referral_was_made_for() -> None:
    paused = a_caseload(referrals=[a_referral(earliest_start_on=monday(4))])
    facts = facts_of(paused, a_stay("robin", from_on=monday(5)))
    wanted = {each.referral_id: each for each in [a_referral()]}

    assert outcome(facts).weeks_waited == 1
    assert outcome(facts, wanted=wanted).weeks_waited == 5


def test_no_start_waits_all_its_possible_mondays() -> None:
    found = outcome(facts_of(a_caseload(referrals=[a_referral()])))

    assert (found.weeks_waited, found.not_placed) == (13, 1)


NOW = Outcome(
    sce_weeks_over=Fraction(9, 2),
    people=61,
    change_worker=2,
    must_change=0,
    alone=0,
    referrals=8,
    weeks_waited=22,
    not_placed=0,
    unmet_wishes=12,
    workers=(),
)
WORDS = Words.of(a_caseload(workers=[a_worker(), a_worker("ben")]), HORIZON)


def test_what_stays_the_same_is_said_to() -> None:
    assert beside(WORDS, NOW, NOW) == (
        "Caseloads are 4.5 SCE-weeks over the ceiling, as now.",
        "2 of 61 people change worker, as now.",
        "8 referrals wait 22 weeks in all, as now.",
        "12 wishes go unmet, as now.",
    )


def test_what_is_otherwise_is_said_beside_what_it_was() -> None:
    then = replace(
        NOW,
        sce_weeks_over=Fraction(12),
        change_worker=9,
        must_change=7,
        alone=1,
        weeks_waited=30,
        not_placed=1,
        unmet_wishes=14,
    )

    assert beside(WORDS, NOW, then) == (
        "Caseloads are 12 SCE-weeks over the ceiling, instead of 4.5.",
        "9 of 61 people change worker, 7 of them because they must, instead of 2.",
        "1 person has no worker for some time, instead of nobody.",
        "8 referrals wait 30 weeks in all, instead of 22.",
        "1 referral has no start, instead of none.",
        "14 wishes go unmet, instead of 12.",
    )
    assert beside(WORDS, then, NOW)[1:5] == (
        "2 of 61 people change worker, instead of 9.",
        "Everybody has a worker throughout, instead of all but 1.",
        "8 referrals wait 22 weeks in all, instead of 30.",
        "Each referral has a start, instead of all but 1.",
    )


@pytest.mark.parametrize(
    ("then", "said"),
    [
        (
            replace(NOW, change_worker=0),
            "None of 61 people changes worker, instead of 2",
        ),
        (replace(NOW, change_worker=1), "1 of 61 people changes worker"),
        (
            replace(NOW, change_worker=3, must_change=3),
            "3 of 61 people change worker, because they must, instead of 2.",
        ),
        (
            replace(NOW, must_change=2),
            "2 of 61 people change worker, because they must, instead of none who "
            "must now.",
        ),
        (replace(NOW, sce_weeks_over=Fraction(0)), "No caseload is over the ceiling, "),
        (replace(NOW, unmet_wishes=1), "1 wish goes unmet"),
        (replace(NOW, unmet_wishes=0), "No wish goes unmet, instead of 12."),
        (
            replace(NOW, weeks_waited=0),
            "No referral has to wait, instead of 22 weeks in all.",
        ),
        (
            replace(NOW, referrals=13, weeks_waited=60),
            "13 referrals wait 60 weeks in all, instead of 22 for 8.",
        ),
        (replace(NOW, referrals=1, weeks_waited=1), "1 referral waits 1 week in all"),
        (replace(NOW, alone=2), "2 people have no worker for some time"),
        (replace(NOW, not_placed=2), "2 referrals have no start"),
    ],
)
def test_numbers_and_verbs_agree(then: Outcome, said: str) -> None:
    assert any(each.startswith(said) for each in beside(WORDS, NOW, then))


def test_who_was_told_otherwise_is_counted_where_a_plan_is_in_force() -> None:
    told = a_plan_in_force(
        Promise(person_id=SAM, worker_id=ALEX, from_on=monday(0)),
        Promise(person_id=ROBIN, worker_id=ALEX, from_on=monday(1)),
    )
    caseload = a_caseload(
        workers=[a_worker(), a_worker("ben")],
        people=[a_person()],
        referrals=[a_referral()],
        in_force=told,
    )

    def counted(*stays: Stay) -> int | None:
        return outcome(facts_of(caseload, *stays)).told_otherwise

    assert counted(a_stay(), a_stay("robin", from_on=monday(1))) == 0
    assert counted(a_stay(), a_stay("robin", from_on=monday(2))) == 1
    assert counted(a_stay(worker="ben"), a_stay("robin", "ben")) == 2
    free = replace(caseload, in_force=None)
    assert outcome(facts_of(free, a_stay())).told_otherwise is None


def test_what_people_were_told_is_spoken_of_where_they_were_told() -> None:
    now, then = replace(NOW, told_otherwise=0), replace(NOW, told_otherwise=1)
    otherwise = "than they were told"

    assert not any(otherwise in each for each in beside(WORDS, NOW, NOW))
    assert "1 person gets another worker, or a later start, than they were told, " in (
        next(each for each in beside(WORDS, now, then) if otherwise in each)
    )
    assert any(
        each.startswith("Nobody gets") and each.endswith("told, instead of 1.")
        for each in beside(WORDS, then, now)
    )
    assert "people told otherwise" not in figures(NOW)
    assert figures(then)["people told otherwise"] == "1"


def test_without_referrals_nothing_is_said_of_waiting() -> None:
    none = replace(NOW, referrals=0, weeks_waited=0)

    assert not any("referral" in each for each in beside(WORDS, none, none))


def of_worker(worker_id: WorkerId, over: int, sce: str, ceiling: str) -> WorkerOutcome:
    caseload = a_caseload(workers=[a_worker(worker_id)])
    row = load_rows(caseload, HORIZON, facts_of(caseload).plan)[8]
    return WorkerOutcome(
        worker_id=worker_id,
        fullest=replace(row, sce=Fraction(sce), ceiling=Fraction(ceiling)),
        mondays_over=over,
        sce_weeks_over=Fraction(over),
        come=0,
        go=0,
        start=0,
        unmet_wishes=0,
    )


def test_workers_are_spoken_of_where_they_are_over_for_longer_or_are_new() -> None:
    alex, longer = of_worker(ALEX, 2, "21", "20"), of_worker(ALEX, 9, "23.5", "20")
    ben = of_worker(BEN, 0, "18", "20")
    now = replace(NOW, workers=(alex,))

    assert beside(WORDS, now, replace(NOW, workers=(longer, ben)))[-2:] == (
        "Alex is over the ceiling on 9 Mondays instead of 2, with 23.5 of 20 at the "
        "fullest, on 18 January.",
        "Ben holds 18 of 20 at the fullest, on 18 January.",
    )
    assert beside(WORDS, now, replace(NOW, workers=(alex,)))[-1].startswith("12 wishes")
    cleared = replace(alex, mondays_over=0)
    assert beside(WORDS, now, replace(NOW, workers=(cleared,)))[-1] == (
        "Alex is over the ceiling on no Monday instead of 2."
    )
    idle = replace(ben, fullest=None)
    assert beside(WORDS, now, replace(NOW, workers=(alex, idle)))[-1] == (
        "Ben holds nobody."
    )
