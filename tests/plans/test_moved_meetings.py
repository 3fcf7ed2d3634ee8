"""Meetings that are moved, in words: from when to when, and why."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from cti.caseload.caseload import Caseload, Country
from cti.caseload.people import Wishes
from cti.plans.contacts import ContactPlan, PlannedContact
from cti.plans.moved_meetings import MovedMeeting, how_many_moved, moved_meetings
from cti.plans.policy import BALANCED
from cti.plans.score_contacts import score_contacts
from cti.plans.words import Words
from tests.builders import (
    HORIZON,
    PLAN_DATE,
    a_caseload,
    a_contact,
    a_person,
    a_plan,
    a_plan_in_force,
    a_planned_contact,
    a_service,
    a_stay,
    a_worker,
    an_absence,
    an_appointment,
    an_event,
    hours,
)

THURSDAY = date(2026, 11, 26)


def at(number: int, hour: int = 10) -> datetime:
    return datetime.combine(PLAN_DATE + timedelta(days=number), time(hour))


def told(*numbers: int) -> Caseload:
    """Sam, who was told to meet Alex at ten on some days."""
    caseload = a_caseload(
        workers=(a_worker("alex"), a_worker("blair")),
        people=[a_person()],
        contacts=[a_contact(at=at(-1))],
    )
    meetings = [an_appointment(at=at(number)) for number in numbers]
    return replace(caseload, in_force=a_plan_in_force(contacts=meetings))


def found(caseload: Caseload, *contacts: PlannedContact) -> tuple[MovedMeeting, ...]:
    plan = ContactPlan(contacts)
    score = score_contacts(caseload, HORIZON, a_plan(a_stay()), plan, BALANCED.contacts)
    return moved_meetings(caseload, Words.of(caseload, HORIZON), plan, score)


def why(caseload: Caseload) -> str:
    (moved,) = found(caseload)
    because = moved.said.partition("because ")[2]
    return because.removesuffix(", and no other is planned yet.")


def test_a_meeting_is_moved_to_the_nearest_new_one_of_the_person() -> None:
    caseload = told(3, 10)

    (moved,) = found(
        caseload,
        a_planned_contact(at=at(4, 15)),
        a_planned_contact(at=at(10)),
        a_planned_contact(at=at(17)),
        a_planned_contact("ash", at=at(3, 11)),
    )

    assert (moved.at, moved.now_at, moved.now_worker_id) == (at(3), at(4, 15), "alex")
    assert moved.said == (
        "Sam was to meet Alex on Thursday 26 November at 10:00; now on Friday 27 "
        "November at 15:00, because keeping it would weigh more."
    )


def test_somebody_else_who_comes_is_named() -> None:
    (moved,) = found(told(3), a_planned_contact(worker="blair", at=at(3), cover=True))

    assert moved.now_worker_id == "blair"
    assert "; now Blair on Thursday 26 November at 10:00, because" in moved.said


def test_of_two_who_come_together_whom_they_were_told_is_named() -> None:
    caseload = told(3)
    (moved,) = found(
        caseload,
        a_planned_contact(worker="blair", at=at(8)),
        a_planned_contact(worker="alex", at=at(8)),
    )
    (other,) = found(
        caseload,
        a_planned_contact(worker="alex", at=at(8)),
        a_planned_contact(worker="zoe", at=at(8)),
    )

    assert moved.now_worker_id == other.now_worker_id == "alex"


def test_what_stood_already_is_not_said_to_come_instead() -> None:
    (moved,) = found(told(3, 10), a_planned_contact(at=at(10)))

    assert (moved.now_at, moved.now_worker_id) == (None, None)
    assert moved.said.endswith(
        "; it is called off because keeping it would weigh more, and the next is on "
        "Thursday 3 December at 10:00."
    )


def test_whoever_comes_alone_where_two_were_to_come_is_named() -> None:
    caseload = told(3)
    assert caseload.in_force
    both = (*caseload.in_force.contacts, an_appointment(worker="blair", at=at(3)))
    (moved,) = found(
        replace(caseload, in_force=a_plan_in_force(contacts=both)),
        a_planned_contact(worker="blair", at=at(3), cover=True),
        a_planned_contact(at=at(25)),
    )

    assert (moved.worker_id, moved.now_at, moved.now_worker_id) == ("alex", None, None)
    assert "; now Blair alone, because keeping it would weigh more." in moved.said


@pytest.mark.parametrize(
    ("changed", "because"),
    [
        pytest.param(
            replace(told(3), absences=(an_absence(from_on=THURSDAY, to_on=THURSDAY),)),
            "Alex is not there that day",
            id="away",
        ),
        pytest.param(
            replace(
                told(3),
                absences=(
                    an_absence(from_on=THURSDAY, to_on=THURSDAY, load_reduction=20),
                ),
            ),
            "keeping it would weigh more",
            id="at work with fewer people",
        ),
        pytest.param(
            replace(told(3), workers=(a_worker("blair"),)),
            "alex has left",
            id="no longer in the caseload",
        ),
        pytest.param(
            replace(told(7), service=a_service(country=Country.SCOTLAND)),
            "it is a bank holiday",
            id="a bank holiday",
        ),
        pytest.param(
            replace(told(3), events=(an_event(weekday=3),)),
            "Alex is not free then",
            id="a team event",
        ),
        pytest.param(
            replace(told(3), workers=(a_worker("alex", works=hours((3,), 13, 17)),)),
            "Alex is not free then",
            id="other hours",
        ),
        pytest.param(
            replace(
                told(3),
                people=(a_person(wishes=Wishes(available=hours((3,), 13, 17))),),
            ),
            "it is not a time at which they can be met",
            id="the person's other hours",
        ),
        pytest.param(
            replace(told(3), appointments=(an_appointment("ash", at=at(3, 10)),)),
            "another appointment is agreed for that time",
            id="an appointment",
        ),
        pytest.param(
            replace(told(3), appointments=(an_appointment("ash", at=at(3, 11)),)),
            "keeping it would weigh more",
            id="an appointment just after",
        ),
    ],
)
def test_why_is_what_stands_in_the_way(changed: Caseload, because: str) -> None:
    known = replace(changed, people=(*changed.people, a_person("ash")))

    assert why(known) == because


def test_meetings_and_people_are_counted() -> None:
    caseload = told(3, 10)

    assert how_many_moved(found(caseload)) == (
        "2 meetings are moved, of 1 person; all others stay as told."
    )
    assert how_many_moved(found(caseload)[:1]).startswith("1 meeting is moved")
    assert how_many_moved(()) == ""


def test_without_a_plan_in_force_nothing_is_moved() -> None:
    assert found(a_caseload(people=[a_person()]), a_planned_contact()) == ()
