"""Who may take somebody new: the rules of the planner against the checks of a plan."""

import pytest
from hypothesis import given, settings

from cti.caseload.caseload import Caseload
from cti.caseload.clocks import open_people, referral_clock
from cti.plans.assignment import Rule
from cti.plans.eligibility import (
    REFUSES,
    Newcomer,
    may_take,
    refusing,
)
from cti.plans.verify import verify
from cti.units import PersonId
from tests.builders import a_plan, a_stay
from tests.plans.drawn import SHORT, a_few
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


def test_the_rules_refuse_in_their_order() -> None:
    assert list(REFUSES) == [rule for rule in Rule if rule in REFUSES]
