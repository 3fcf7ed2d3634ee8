"""What people were told holds: nobody's meeting moves unless it must."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cti.calendar import Horizon
from cti.caseload.caseload import Appointment, Caseload, PlanInForce
from cti.plans.agreed import agreed_contacts
from cti.plans.assignment import AssignmentPlan
from cti.plans.contacts import ContactPlan, PlannedContact
from cti.plans.policy import BALANCED, ContactPrices
from cti.plans.score_contacts import score_contacts
from cti.plans.verify_contacts import verify_contacts
from cti.solver.contacts.draft import Draft
from cti.solver.contacts.finished import contact_plan
from cti.solver.contacts.problem import ContactProblem
from cti.solver.contacts.replan import replan
from cti.solver.contacts.solve import (
    ContactResult,
    plan_contacts,
    plan_contacts_greedy,
)
from cti.units import PersonId, WorkerId
from tests.builders import (
    HORIZON,
    PLAN_DATE,
    a_caseload,
    a_contact,
    a_person,
    a_plan,
    a_stay,
    a_worker,
    an_absence,
    an_appointment,
    hours,
    monday,
)
from tests.golden.golden import golden
from tests.solver.contacts.drawn import assignments
from tests.solver.contacts.team import a_team, dice
from tests.strategies import WEEKS, caseloads

Meeting = tuple[PersonId, WorkerId, datetime]


def meetings(plan: ContactPlan) -> set[Meeting]:
    return {(row.person_id, row.worker_id, row.at) for row in plan.contacts}


def of_others(plan: ContactPlan, sick: PlannedContact) -> set[Meeting]:
    """Every meeting but those of one worker on one day."""
    return {
        (row.person_id, row.worker_id, row.at)
        for row in plan.contacts
        if (row.worker_id, row.on) != (sick.worker_id, sick.on)
    }


def told(caseload: Caseload, plan: ContactPlan, on: date = PLAN_DATE) -> Caseload:
    """The caseload once people were told of a plan."""
    return replace(
        caseload, in_force=PlanInForce(on=on, contacts=agreed_contacts(plan, on))
    )


def away(caseload: Caseload, sick: PlannedContact) -> Caseload:
    """The caseload once the worker of a meeting is away on its day."""
    day = an_absence(sick.worker_id, from_on=sick.on, to_on=sick.on, kind="sick")
    return replace(caseload, absences=(*caseload.absences, day))


def planned(
    caseload: Caseload,
    assignment: AssignmentPlan,
    horizon: Horizon = HORIZON,
    prices: ContactPrices = BALANCED.contacts,
) -> ContactResult:
    """A plan that keeps every rule, costs what it says and is above its bound."""
    result = plan_contacts(caseload, horizon, assignment, prices=prices)
    assert verify_contacts(caseload, horizon, assignment, result.plan) == ()
    assert result.score == score_contacts(
        caseload, horizon, assignment, result.plan, prices
    )
    assert result.lower_bound <= result.cost.total
    return result


def busiest_day(plan: ContactPlan) -> PlannedContact:
    """Some meeting of the day on which one worker meets most people."""
    days = [(row.worker_id, row.on) for row in plan.contacts]
    return max(
        plan.contacts,
        key=lambda row: (days.count((row.worker_id, row.on)), row.at, row.worker_id),
    )


def at(number: int, hour: int = 10, minute: int = 0) -> datetime:
    return datetime.combine(PLAN_DATE + timedelta(days=number), time(hour, minute))


def test_what_people_were_told_does_not_change_while_nothing_else_does() -> None:
    caseload, assignment = a_team()
    before = planned(caseload, assignment)

    after = planned(told(caseload, before.plan), assignment)

    assert after.plan == before.plan
    assert after.score.moved == ()
    assert after.cost == before.cost


def test_a_sick_day_moves_nobody_elses_meeting() -> None:
    caseload, assignment = a_team()
    before = planned(caseload, assignment)
    sick = busiest_day(before.plan)
    theirs = meetings(before.plan) - of_others(before.plan, sick)

    after = planned(away(told(caseload, before.plan), sick), assignment)

    assert len(theirs) > 1
    assert meetings(after.plan) >= of_others(before.plan, sick)
    assert {(e.person_id, e.worker_id, e.at) for e in after.score.moved} == theirs
    assert after.cost.moved == 200 * len(theirs)


def test_without_a_plan_in_force_a_sick_day_moves_others_too() -> None:
    # Otherwise the test above would show nothing.
    caseload, assignment = a_team()
    before = planned(caseload, assignment)
    sick = busiest_day(before.plan)

    after = planned(away(caseload, sick), assignment)

    assert not meetings(after.plan) >= of_others(before.plan, sick)


def test_a_week_that_went_as_planned_moves_nobody() -> None:
    caseload, assignment = a_team()
    before = planned(caseload, assignment)
    later = Horizon(monday(1))
    made = [
        a_contact(row.person_id, row.worker_id, at=row.at, kind=row.kind)
        for row in before.plan.contacts
        if row.on < later.on
    ]
    today = replace(
        told(caseload, before.plan, later.on), contacts=(*caseload.contacts, *made)
    )

    after = planned(today, assignment, later)

    assert made != []
    assert after.score.moved == ()
    assert meetings(after.plan) > {
        (row.person_id, row.worker_id, row.at)
        for row in before.plan.contacts
        if row.on >= later.on
    }


@pytest.mark.slow
def test_riverside_is_planned_again_without_a_change() -> None:
    riverside = golden("riverside")
    before = planned(riverside.caseload, riverside.plan)

    after = planned(told(riverside.caseload, before.plan), riverside.plan)

    assert after.plan == before.plan
    assert after.cost == before.cost


@pytest.mark.slow
def test_a_sick_day_at_riverside_moves_that_workers_meetings_of_that_day_alone() -> (
    None
):
    riverside = golden("riverside")
    before = planned(riverside.caseload, riverside.plan)
    sick = busiest_day(before.plan)

    after = planned(away(told(riverside.caseload, before.plan), sick), riverside.plan)

    assert meetings(after.plan) >= of_others(before.plan, sick)
    assert len(after.score.moved) == len(
        meetings(before.plan) - of_others(before.plan, sick)
    )
    assert after.late_days <= before.late_days + len(after.score.moved)


# What may move a meeting


def one_each_monday(*said: Appointment) -> Caseload:
    """Alex has room for one person each Monday, and two are owed meetings.

    Sam loses five days whenever Ash is met. Ash is late after the second Monday.
    """
    caseload = a_caseload(
        workers=[a_worker("alex", works=hours((0,), 9, 11))],
        people=[a_person(), a_person("ash", transition_on=date(2026, 7, 1))],
        contacts=[a_contact(at=at(-7)), a_contact("ash", at=at(-27))],
    )
    return replace(caseload, in_force=PlanInForce(on=PLAN_DATE, contacts=said))


def days_of_ash(caseload: Caseload, moved: int = 200) -> list[date]:
    result = planned(
        caseload,
        a_plan(a_stay(), a_stay("ash")),
        prices=replace(BALANCED.contacts, moved=Fraction(moved)),
    )
    return [row.on for row in result.plan.of[PersonId("ash")]]


IN_TWO_WEEKS = an_appointment("ash", at=at(14, 9, 30))
"""Six days late, at 20 points each."""


def test_a_meeting_stays_where_moving_it_would_spare_less_than_its_price() -> None:
    assert days_of_ash(one_each_monday()) in ([monday(0)], [monday(1)])
    assert days_of_ash(one_each_monday(IN_TWO_WEEKS)) == [monday(2)]


def test_it_moves_where_that_spares_more() -> None:
    caseload = one_each_monday(IN_TWO_WEEKS)

    assert days_of_ash(caseload, moved=121) == [monday(2)]
    assert days_of_ash(caseload, moved=119) != [monday(2)]


def test_it_moves_where_it_has_to() -> None:
    closed = replace(
        one_each_monday(IN_TWO_WEEKS),
        absences=(an_absence(from_on=monday(2), to_on=monday(2)),),
    )

    assert days_of_ash(closed) in ([monday(0)], [monday(1)])


def test_a_teammate_who_was_announced_comes() -> None:
    caseload = a_caseload(
        workers=(a_worker("alex"), a_worker("blair")),
        people=[a_person()],
        contacts=[a_contact(at=at(-2))],
    )
    said = an_appointment(worker="blair", at=at(3, 11))
    in_force = PlanInForce(on=PLAN_DATE, contacts=(said,))

    without = planned(caseload, a_plan(a_stay()))
    result = planned(replace(caseload, in_force=in_force), a_plan(a_stay()))

    announced = (PersonId("sam"), WorkerId("blair"), at(3, 11))
    assert announced not in meetings(without.plan)
    assert announced in meetings(result.plan)


def test_who_is_expected_is_asked_when_somebody_is_planned_anew() -> None:
    # Alex could come at that very moment, and nobody would be late.
    caseload = a_caseload(
        workers=(a_worker("alex"), a_worker("blair")),
        people=[a_person()],
        contacts=[a_contact(at=at(-4))],
    )
    said = an_appointment(worker="blair", at=at(3))
    problem = ContactProblem(
        replace(caseload, in_force=PlanInForce(on=PLAN_DATE, contacts=(said,))),
        HORIZON,
        a_plan(a_stay()),
        BALANCED.contacts,
    )
    draft = Draft(problem)

    replan(draft, 0, dice(1))

    assert (PersonId("sam"), WorkerId("blair"), at(3)) in meetings(contact_plan(draft))


def test_what_is_booked_by_hand_is_booked_around_what_people_were_told() -> None:
    caseload, assignment = a_team()
    before = planned(caseload, assignment)
    sick = busiest_day(before.plan)
    today = away(told(caseload, before.plan), sick)

    by_hand = plan_contacts_greedy(today, HORIZON, assignment)

    assert meetings(by_hand.plan) > of_others(before.plan, sick)


# On any small caseload

HOLDS = replace(BALANCED.contacts, moved=Fraction(10_000))
"""Prices under which no late days are worth moving a meeting."""


@pytest.mark.slow
@given(st.data())
@settings(deadline=None, max_examples=15)
def test_nothing_moves_while_nothing_changes(data: st.DataObject) -> None:
    caseload = data.draw(caseloads())
    assignment = data.draw(assignments(caseload))
    horizon = Horizon(PLAN_DATE, WEEKS)
    before = planned(caseload, assignment, horizon)

    after = planned(told(caseload, before.plan), assignment, horizon, HOLDS)

    assert after.score.moved == ()
    assert after.cost.total <= before.cost.total


def sick_days(plan: ContactPlan) -> Iterator[PlannedContact]:
    """One meeting of each worker's each day."""
    yield from {(row.worker_id, row.on): row for row in plan.contacts}.values()


@pytest.mark.slow
@given(st.data())
@settings(deadline=None, max_examples=15)
def test_no_more_moves_than_when_booked_by_hand(data: st.DataObject) -> None:
    caseload = data.draw(caseloads())
    assignment = data.draw(assignments(caseload))
    horizon = Horizon(PLAN_DATE, WEEKS)
    before = planned(caseload, assignment, horizon)
    sick = next(sick_days(before.plan), None)
    today = told(caseload, before.plan)
    if sick is not None:
        today = away(today, sick)

    after = planned(today, assignment, horizon, HOLDS)

    by_hand = plan_contacts_greedy(today, horizon, assignment, prices=HOLDS)
    assert after.cost.total <= by_hand.cost.total
    assert len(after.score.moved) <= len(by_hand.score.moved)
