"""What each worker holds on each Monday, and what runs over."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given

from cti.plans.loads import Overload, holdings, load_rows, overloads
from cti.plans.score import loads
from cti.units import PersonId, WorkerId
from tests.builders import (
    HORIZON,
    a_caseload,
    a_person,
    a_plan,
    a_referral,
    a_stay,
    a_worker,
    monday,
)
from tests.plans.drawn import SHORT, Planned, a_few, nonsense, planned

ALEX = WorkerId("alex")


def test_heads_and_sce_stand_side_by_side() -> None:
    everybody = [
        a_person("pre", transition_on=None, transition_expected_on=date(2027, 1, 4)),
        a_person("one"),
        a_person("two", transition_on=date(2026, 8, 1)),
        a_person("three", transition_on=date(2026, 5, 1)),
    ]
    plan = a_plan(*(a_stay(person.person_id) for person in everybody))

    first = load_rows(a_caseload(people=everybody), HORIZON, plan)[0]

    assert (first.worker_id, first.week) == (ALEX, monday(0))
    assert (first.pre, first.one, first.two, first.three) == (1, 1, 1, 1)
    assert first.people == 4
    assert (first.sce, first.ceiling, first.over) == (
        Fraction(5),
        Fraction(20),
        Fraction(0),
    )


def test_there_is_a_row_for_every_worker_and_monday_also_an_idle_one() -> None:
    caseload = a_caseload(workers=[a_worker(), a_worker("idle")])

    rows = load_rows(caseload, HORIZON, a_plan())

    assert [(row.worker_id, row.week) for row in rows] == [
        (worker, day) for worker in ("alex", "idle") for day in HORIZON.mondays
    ]


def test_somebody_who_moves_counts_where_they_are() -> None:
    caseload = a_caseload(workers=[a_worker(), a_worker("ben")], people=[a_person()])
    plan = a_plan(a_stay(to_on=monday(2)), a_stay(worker="ben", from_on=monday(2)))

    rows = load_rows(caseload, HORIZON, plan)

    assert [row.sce for row in rows if row.week == monday(1)] == [2, 0]
    assert [row.sce for row in rows if row.week == monday(2)] == [0, 2]


def test_a_referral_counts_from_the_start_with_the_clock_of_the_start() -> None:
    caseload = a_caseload(referrals=[a_referral()])

    rows = load_rows(caseload, HORIZON, a_plan(a_stay("robin", from_on=monday(2))))

    # Three months of Pre-CTI from 7 December, then Phase One from 7 March.
    assert [rows[week].sce for week in (1, 2, 14, 15)] == [
        0,
        Fraction(3, 2),
        Fraction(3, 2),
        2,
    ]


def test_a_referral_in_two_stays_keeps_the_clock_of_the_first() -> None:
    caseload = a_caseload(
        workers=[a_worker(), a_worker("ben")], referrals=[a_referral()]
    )
    plan = a_plan(
        a_stay("robin", to_on=monday(4)), a_stay("robin", "ben", from_on=monday(4))
    )

    rows = load_rows(caseload, HORIZON, plan)

    # Three months from 23 November, not from 21 December: Phase One from M14.
    assert [row.sce for row in rows[40:]][13:15] == [Fraction(3, 2), Fraction(2)]


def test_somebody_whose_support_is_over_is_not_held() -> None:
    over = a_person(transition_on=date(2026, 2, 1))

    held = holdings(a_caseload(people=[over]), HORIZON, a_plan(a_stay()))

    assert held == {ALEX: ()}


@pytest.mark.parametrize(
    ("ceiling", "runs"),
    [
        pytest.param("2", 0, id="exactly at the ceiling"),
        pytest.param("1.99", 1, id="a hundredth less"),
    ],
)
def test_at_the_ceiling_is_not_over(ceiling: str, runs: int) -> None:
    caseload = a_caseload(workers=[a_worker(ceiling=ceiling)], people=[a_person()])

    found = overloads(load_rows(caseload, HORIZON, a_plan(a_stay())))

    assert len(found) == runs


def test_an_overload_says_where_it_runs_and_peaks() -> None:
    # Sam weighs 2 until Phase Two on 2 February; Kim comes in Pre-CTI on M2.
    caseload = a_caseload(
        workers=[a_worker(ceiling=1)],
        people=[a_person()],
        referrals=[a_referral("kim", transition_expected_on=date(2027, 1, 1))],
    )
    plan = a_plan(a_stay(), a_stay("kim", from_on=monday(2)))

    found = overloads(load_rows(caseload, HORIZON, plan))[0]

    assert found == Overload(
        worker_id=ALEX,
        from_week=0,
        to_week=32,
        peak=Fraction(3),
        peak_week=6,
        sce_weeks=2 * 1
        + 4 * Fraction(5, 2)
        + 5 * 3
        + 8 * 2
        + 4 * 1
        + 9 * Fraction(1, 2),
    )


def test_a_quiet_monday_ends_a_run() -> None:
    caseload = a_caseload(workers=[a_worker(ceiling=1)], people=[a_person()])
    plan = a_plan(a_stay(to_on=monday(2)), a_stay(from_on=monday(3), to_on=monday(5)))

    found = overloads(load_rows(caseload, HORIZON, plan))

    assert [(run.from_week, run.to_week) for run in found] == [(0, 2), (3, 5)]
    assert [run.weeks for run in found] == [2, 2]


def test_the_limit_may_be_a_share_of_the_ceiling() -> None:
    caseload = a_caseload(workers=[a_worker(ceiling="1.8")], people=[a_person()])
    rows = load_rows(caseload, HORIZON, a_plan(a_stay()))

    above = overloads(rows, above=Fraction(11, 10))

    assert [run.peak for run in above] == [Fraction(2, 100)]


@a_few
@given(planned() | nonsense())
def test_the_rows_and_the_score_read_the_same_ledger(drawn: Planned) -> None:
    caseload, plan = drawn

    rows = load_rows(caseload, SHORT, plan)

    held = loads(caseload, SHORT, plan)
    assert [row.sce for row in rows] == [
        load for worker in caseload.workers for load in held[worker.worker_id]
    ]


@a_few
@given(planned())
def test_the_runs_are_the_mondays_over(drawn: Planned) -> None:
    caseload, plan = drawn
    rows = load_rows(caseload, SHORT, plan)

    runs = overloads(rows)

    covered = {
        (run.worker_id, SHORT.mondays[week])
        for run in runs
        for week in range(run.from_week, run.to_week)
    }
    assert covered == {(row.worker_id, row.week) for row in rows if row.over > 0}
    assert sum(run.sce_weeks for run in runs) == sum(row.over for row in rows)


def test_heads_are_people_with_a_weight() -> None:
    caseload = a_caseload(people=[a_person(transition_on=date(2026, 5, 1))])

    rows = load_rows(caseload, HORIZON, a_plan(a_stay()))

    # Phase Three ends on 1 February, M10.
    assert [rows[week].people for week in (9, 10)] == [1, 0]
    assert PersonId("sam") in {
        held.person_id for held in holdings(caseload, HORIZON, a_plan(a_stay()))[ALEX]
    }
