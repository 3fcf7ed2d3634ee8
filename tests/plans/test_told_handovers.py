"""A handover whose day has come stays one, as long as people expect to meet both."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from cti.calendar import Horizon
from cti.caseload.caseload import Appointment, Caseload, ContactRecord, Promise
from cti.caseload.workers import Absence
from cti.plans.assignment import AssignmentPlan
from cti.plans.contact_needs import contact_needs
from cti.plans.contacts import ContactPlan
from cti.plans.policy import BALANCED
from cti.plans.score_contacts import score_contacts
from cti.plans.verify_contacts import verify_contacts
from cti.units import PersonId, WorkerId
from tests.builders import (
    HORIZON,
    PLAN_DATE,
    a_caseload,
    a_contact,
    a_person,
    a_plan,
    a_plan_in_force,
    a_planned_contact,
    a_stay,
    a_worker,
    an_absence,
    an_appointment,
    monday,
)

STAYS = a_plan(a_stay(worker="blair"))


def at(number: int, hour: int = 10) -> datetime:
    return datetime.combine(PLAN_DATE + timedelta(days=number), time(hour))


def both(number: int) -> tuple[Appointment, ...]:
    """A meeting of Sam with both of them, so many days from the plan date."""
    return tuple(
        an_appointment(worker=each, at=at(number)) for each in ["alex", "blair"]
    )


def handed_over(
    told: Iterable[Appointment],
    *,
    since: date = PLAN_DATE,
    worker: str = "blair",
    absences: Iterable[Absence] = (),
    met: Iterable[ContactRecord] = (),
) -> Caseload:
    """Sam, who went from Alex to Blair when the plan in force said so."""
    caseload = a_caseload(
        workers=(a_worker("alex"), a_worker("blair")),
        people=[a_person(worker=worker)],
        contacts=[a_contact(at=at(-10)), *met],
        absences=absences,
    )
    promised = Promise(
        person_id=PersonId("sam"), worker_id=WorkerId("blair"), from_on=since
    )
    return replace(caseload, in_force=a_plan_in_force(promised, contacts=told))


def firsts(
    caseload: Caseload, stays: AssignmentPlan = STAYS, horizon: Horizon = HORIZON
) -> list[tuple[str, str | None, date, date]]:
    need = contact_needs(caseload, horizon, stays)[PersonId("sam")]
    return [
        (due.worker_id, due.with_worker_id, due.from_on, due.due_on)
        for due in need.first_contacts
    ]


def test_whoever_handed_over_still_comes_along() -> None:
    assert firsts(handed_over(both(2))) == [
        ("blair", "alex", PLAN_DATE, PLAN_DATE + timedelta(days=7))
    ]


def test_the_days_count_from_the_handover() -> None:
    since = PLAN_DATE - timedelta(days=4)

    assert firsts(handed_over(both(2), since=since)) == [
        ("blair", "alex", since, since + timedelta(days=7))
    ]


def test_a_meeting_told_for_later_than_allowed_keeps_both_workers() -> None:
    assert firsts(handed_over(both(1), since=PLAN_DATE - timedelta(days=12))) == [
        ("blair", "alex", PLAN_DATE - timedelta(days=12), PLAN_DATE + timedelta(days=1))
    ]


def test_who_cannot_come_along_any_more_does_not() -> None:
    away = an_absence(worker="alex", from_on=PLAN_DATE, to_on=PLAN_DATE + timedelta(30))

    assert firsts(handed_over(both(2), absences=[away])) == [
        ("blair", None, PLAN_DATE, PLAN_DATE + timedelta(days=7))
    ]


@pytest.mark.parametrize(
    "caseload",
    [
        pytest.param(
            handed_over([an_appointment(worker="blair", at=at(2))]), id="with one alone"
        ),
        pytest.param(
            handed_over(
                [
                    an_appointment(worker="blair", at=at(2)),
                    an_appointment(worker="alex", at=at(4)),
                ]
            ),
            id="with one after the other",
        ),
        pytest.param(
            handed_over(both(0), met=[a_contact(worker="blair", at=at(0))]),
            id="held already",
        ),
        pytest.param(handed_over([]), id="none"),
    ],
)
def test_without_a_meeting_with_both_nothing_more_is_owed(caseload: Caseload) -> None:
    assert firsts(caseload) == []


def test_where_the_day_is_not_said_to_have_come_it_is_owed_once() -> None:
    assert firsts(handed_over(both(2), worker="alex")) == [
        ("blair", "alex", PLAN_DATE, PLAN_DATE + timedelta(days=7))
    ]


def test_a_handover_to_come_asks_nothing_of_the_days_before_it() -> None:
    day = (monday(3) - PLAN_DATE).days + 1
    caseload = handed_over(both(day), since=monday(3), worker="alex")
    stays = a_plan(a_stay(to_on=monday(3)), a_stay(worker="blair", from_on=monday(3)))

    assert firsts(caseload, stays) == [("blair", "alex", monday(3), monday(4))]


def test_nor_does_one_of_next_monday_that_is_planned_again_in_mid_week() -> None:
    wednesday = Horizon(on=PLAN_DATE + timedelta(days=2))
    caseload = handed_over(both(8), since=monday(1), worker="alex")
    stays = a_plan(a_stay(worker="blair", from_on=monday(1)))

    assert firsts(caseload, stays, wednesday) == [
        ("blair", "alex", monday(1), monday(2))
    ]


def test_both_may_come_as_told_and_nothing_is_moved() -> None:
    caseload = handed_over(both(2))
    plan = ContactPlan(
        tuple(a_planned_contact(worker=each, at=at(2)) for each in ("alex", "blair"))
    )

    assert not verify_contacts(caseload, HORIZON, STAYS, plan)
    score = score_contacts(caseload, HORIZON, STAYS, plan, BALANCED.contacts)
    assert score.moved == ()
    assert score.late_first_contacts == ()
