"""Who may take somebody new: the rules of the planner against the checks of a plan."""

from datetime import date

import pytest
from hypothesis import given, settings

from cti.caseload.caseload import Caseload
from cti.caseload.clocks import open_people, referral_clock
from cti.caseload.people import Wishes
from cti.caseload.workers import Absence, Worker
from cti.plans.assignment import Rule
from cti.plans.eligibility import (
    REFUSES,
    Newcomer,
    may_take,
    refusing,
)
from cti.plans.verify import verify
from cti.units import PersonId
from tests.builders import (
    HORIZON,
    a_caseload,
    a_plan,
    a_stay,
    a_worker,
    an_absence,
    monday,
)
from tests.plans.drawn import SHORT, a_few
from tests.plans.judging import DAY
from tests.strategies import caseloads


def newcomers(caseload: Caseload) -> list[tuple[PersonId, Newcomer]]:
    """Everybody who might come to somebody else, on every Monday they might."""
    people = [
        (
            person_id,
            Newcomer(
                team=someone.person.team,
                wishes=someone.person.wishes,
                from_on=monday,
                finished_on=someone.clock.finished_on,
            ),
        )
        for person_id, someone in open_people(caseload, SHORT).items()
        for monday in SHORT.mondays
    ]
    return people + [
        (
            referral.referral_id,
            Newcomer(
                team=referral.team,
                wishes=referral.wishes,
                from_on=monday,
                finished_on=referral_clock(referral, monday).finished_on,
            ),
        )
        for referral in caseload.referrals
        for monday in SHORT.mondays
    ]


@pytest.mark.slow
@settings(a_few, max_examples=60)
@given(caseloads())
def test_the_planner_refuses_by_the_rules_the_plan_would_break(
    caseload: Caseload,
) -> None:
    for person_id, newcomer in newcomers(caseload):
        has = (
            caseload.person[person_id].worker_id
            if (person_id in caseload.person)
            else None
        )
        for worker in caseload.workers:
            if worker.worker_id == has:
                continue
            move = a_stay(person_id, worker.worker_id, from_on=newcomer.from_on)
            found = {v.rule for v in verify(caseload, SHORT, a_plan(move))}
            refused = list(refusing(caseload, SHORT, worker, newcomer))
            assert set(refused) == found & set(REFUSES)
            assert may_take(caseload, SHORT, worker, newcomer) == (not refused)


FINISHES = date(2027, 8, 2)
"""The first day after Sam's support."""


def refused(worker: Worker, caseload: Caseload, *, finished_on: date) -> list[Rule]:
    sam = Newcomer(
        team="north", wishes=Wishes(), from_on=monday(2), finished_on=finished_on
    )
    return list(refusing(caseload, HORIZON, worker, sam))


@pytest.mark.parametrize(
    ("worker", "finished_on", "rules"),
    [
        pytest.param(a_worker(starts_on=monday(2)), FINISHES, [], id="starts that day"),
        pytest.param(
            a_worker(starts_on=monday(2) + DAY),
            FINISHES,
            [Rule.HERE_THROUGHOUT],
            id="starts a day later",
        ),
        pytest.param(
            a_worker(leaves_on=FINISHES), FINISHES, [], id="leaves at the end"
        ),
        pytest.param(
            a_worker(leaves_on=FINISHES - DAY),
            FINISHES,
            [Rule.HERE_THROUGHOUT],
            id="leaves a day before the end",
        ),
        pytest.param(
            a_worker(leaves_on=monday(40)), date(2028, 1, 1), [], id="after the plan"
        ),
        pytest.param(
            a_worker(leaves_on=monday(40) - DAY),
            date(2028, 1, 1),
            [Rule.HERE_THROUGHOUT],
            id="a day before the plan ends",
        ),
    ],
)
def test_somebody_is_here_from_that_monday_to_the_end(
    worker: Worker, finished_on: date, rules: list[Rule]
) -> None:
    caseload = a_caseload(workers=[worker])

    assert refused(worker, caseload, finished_on=finished_on) == rules


@pytest.mark.parametrize(
    ("absence", "rules"),
    [
        pytest.param(
            an_absence(from_on=monday(2), to_on=monday(2), load_reduction=100),
            [Rule.NOT_ON_FULL_REDUCTION],
            id="100 % that day",
        ),
        pytest.param(
            an_absence(from_on=monday(2), to_on=monday(2), load_reduction=99),
            [],
            id="99 % that day",
        ),
        pytest.param(
            an_absence(to_on=monday(2) - DAY, load_reduction=100), [], id="before"
        ),
    ],
)
def test_somebody_holds_people_on_that_monday(
    absence: Absence, rules: list[Rule]
) -> None:
    caseload = a_caseload(absences=[absence])

    assert refused(a_worker(), caseload, finished_on=FINISHES) == rules


def test_the_rules_refuse_in_their_order() -> None:
    assert list(REFUSES) == [rule for rule in Rule if rule in REFUSES]
