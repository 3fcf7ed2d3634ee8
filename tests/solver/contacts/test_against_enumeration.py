"""The contact planner against every plan there is, on caseloads of a few contacts."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from cti.caseload.caseload import Caseload, PlanInForce
from cti.caseload.people import Person, Place, Status, Wishes
from cti.caseload.workers import Worker
from cti.plans.assignment import AssignmentPlan
from cti.plans.policy import BALANCED
from cti.plans.score_contacts import score_contacts
from cti.plans.verify_contacts import verify_contacts
from cti.solver.contacts.solve import plan_contacts
from cti.solver.limits import SolveLimits
from tests.builders import (
    HORIZON,
    PLAN_DATE,
    a_caseload,
    a_contact,
    a_person,
    a_plan,
    a_referral,
    a_stay,
    a_worker,
    an_absence,
    an_appointment,
    hours,
    monday,
)
from tests.solver.contacts.small import every_plan

EAST = Wishes(locality="East")
WEST = Wishes(locality="West", contact_place=Place.COMMUNITY)
TRAVEL = {("East", "East"): 10, ("East", "West"): 30, ("West", "East"): 20}
PHASE_TWO = date(2026, 8, 3)


def at(number: int, hour: int = 10) -> datetime:
    return datetime.combine(PLAN_DATE + timedelta(days=number), time(hour))


def until(number: int, name: str = "sam", **named: Any) -> Person:  # noqa: ANN401
    """Somebody who can be met until a day, from when on support is paused."""
    return a_person(
        name,
        status=Status.PAUSED,
        paused_from=PLAN_DATE + timedelta(days=number),
        paused_review_on=date(2027, 3, 1),
        **named,
    )


def worker(
    name: str = "alex", *, days: Iterable[int] = (1, 3), to_hour: int = 11
) -> Worker:
    """Somebody in the East who works a few mornings a week."""
    return a_worker(name, works=hours(days, 9, to_hour), locality="East")


CROWDED = a_caseload(
    workers=[worker(to_hour=12)],
    people=[until(4, wishes=EAST), until(4, "ash", wishes=WEST)],
    contacts=[a_contact(at=at(-20)), a_contact("ash", at=at(-9, 14))],
    travel=TRAVEL,
)
"""Two people are overdue on one morning with room for one and a half."""

COVERED = a_caseload(
    workers=[worker(days=(4,)), worker("blair", days=(1,))],
    people=[until(5, wishes=EAST), until(5, "ash", wishes=EAST)],
    contacts=[
        a_contact(at=at(-20)),
        a_contact("ash", at=at(-20)),
        a_contact("ash", "blair", at=at(-30)),
    ],
    travel=TRAVEL,
)
"""Their worker comes on Friday; a teammate, whom one of them knows, on Tuesday."""

USED_TO_NOTHING = a_caseload(
    workers=[worker(days=(0, 1, 2), to_hour=11)],
    people=[until(11, started_on=date(2026, 11, 12), wishes=EAST)],
    travel=TRAVEL,
)
"""Nobody has met Sam, so the plan decides what becomes usual."""

FINISHING = a_caseload(
    workers=[worker(days=(0, 2), to_hour=11)],
    people=[
        a_person(transition_on=date(2026, 3, 2), wishes=EAST),
        until(1, "ash", wishes=WEST),
    ],
    contacts=[a_contact(at=at(-30)), a_contact("ash", at=at(-7))],
    travel=TRAVEL,
)
"""Sam's support ends on day nine, and with it the final meeting is due."""

AGREED = a_caseload(
    workers=[worker(days=(1, 3), to_hour=12)],
    people=[until(9, wishes=EAST), until(9, "ash", wishes=EAST)],
    contacts=[a_contact(at=at(-6)), a_contact("ash", at=at(-8))],
    appointments=[an_appointment("sam", at=at(1))],
    travel=TRAVEL,
)
"""Sam is to be met on Tuesday at ten."""

HANDED_OVER = a_caseload(
    workers=[worker(days=(2,)), worker("blair", days=(2, 3))],
    people=[until(18, transition_on=PHASE_TWO, wishes=EAST)],
    contacts=[a_contact(at=at(-12))],
    travel=TRAVEL,
)
"""Sam goes from Alex to Blair on the second Monday; both work on Wednesdays."""

STARTING = a_caseload(
    workers=[worker(days=(4,)), worker("blair", days=(3,))],
    people=[until(5, wishes=EAST)],
    referrals=[a_referral(wishes=EAST, transition_expected_on=date(2026, 6, 1))],
    contacts=[a_contact(at=at(-3))],
    travel=TRAVEL,
)
"""Robin starts on the third Monday, in Phase Two, with Alex, who works on Fridays."""

TOLD = replace(
    CROWDED,
    in_force=PlanInForce(
        on=PLAN_DATE,
        contacts=(
            an_appointment("sam", at=at(1, 9)),
            an_appointment("ash", at=at(3, 10)),
            an_appointment("ash", at=at(1, 11)),
        ),
    ),
)
"""They were told of three meetings, and there is no way to travel between two."""

TOLD_OF_COVER = replace(
    COVERED,
    absences=(an_absence("alex", from_on=at(4).date(), to_on=at(4).date()),),
    in_force=PlanInForce(
        on=PLAN_DATE,
        contacts=(
            an_appointment("sam", "blair", at=at(1, 10)),
            an_appointment("ash", at=at(4, 9)),
        ),
    ),
)
"""Sam was told of a teammate, and Ash of their worker, who is now away that day."""

ALONE = a_plan(a_stay())
BOTH = a_plan(a_stay(), a_stay("ash"))
MOVED = a_plan(a_stay(to_on=monday(1)), a_stay(worker="blair", from_on=monday(1)))
STARTED = a_plan(a_stay(worker="blair"), a_stay("robin", from_on=monday(2)))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("caseload", "assignment"),
    [
        pytest.param(CROWDED, BOTH, id="too little room"),
        pytest.param(COVERED, BOTH, id="cover"),
        pytest.param(USED_TO_NOTHING, ALONE, id="no habits"),
        pytest.param(FINISHING, BOTH, id="a final meeting"),
        pytest.param(AGREED, BOTH, id="an appointment"),
        pytest.param(HANDED_OVER, MOVED, id="a handover"),
        pytest.param(STARTING, STARTED, id="a start"),
        pytest.param(TOLD, BOTH, id="meetings in force"),
        pytest.param(TOLD_OF_COVER, BOTH, id="cover in force"),
    ],
)
def test_no_plan_is_better(caseload: Caseload, assignment: AssignmentPlan) -> None:
    prices = BALANCED.contacts
    least = min(
        score_contacts(caseload, HORIZON, assignment, plan, prices).cost.total
        for plan in every_plan(caseload, assignment)
    )

    found = plan_contacts(caseload, HORIZON, assignment, limits=SolveLimits(effort=3))

    assert verify_contacts(caseload, HORIZON, assignment, found.plan) == ()
    assert found.cost.total == least
    assert found.lower_bound <= least
