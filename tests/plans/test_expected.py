"""Which meetings of a plan in force count as moved when they are not kept."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from cti.caseload.caseload import Appointment, Caseload, PlanInForce, Promise
from cti.caseload.people import Status
from cti.plans.agreed import agreed_contacts
from cti.plans.assignment import AssignmentPlan
from cti.plans.contact_score import ContactScore
from cti.plans.contacts import ContactPlan, PlannedContact
from cti.plans.policy import BALANCED
from cti.plans.score_contacts import score_contacts
from cti.units import PersonId, WorkerId
from tests.builders import (
    HORIZON,
    PLAN_DATE,
    a_caseload,
    a_contact,
    a_person,
    a_plan,
    a_planned_contact,
    a_referral,
    a_stay,
    a_worker,
    an_absence,
    an_appointment,
    monday,
)

STAYS = a_plan(a_stay())


def at(number: int, hour: int = 10) -> datetime:
    return datetime.combine(PLAN_DATE + timedelta(days=number), time(hour))


def told(
    *meetings: Appointment,
    promises: Sequence[Promise] = (),
    **named: Any,  # noqa: ANN401, as the builder takes them
) -> Caseload:
    """Sam, last met the day before the plan, who was told of some meetings."""
    caseload = a_caseload(
        workers=(a_worker("alex"), a_worker("blair")),
        people=[a_person(**named)],
        contacts=[a_contact(at=at(-1))],
    )
    in_force = PlanInForce(on=monday(-1), promises=tuple(promises), contacts=meetings)
    return replace(caseload, in_force=in_force)


def scored(
    caseload: Caseload,
    *contacts: PlannedContact,
    assignment: AssignmentPlan = STAYS,
) -> ContactScore:
    return score_contacts(
        caseload, HORIZON, assignment, ContactPlan(contacts), BALANCED.contacts
    )


def moved(
    caseload: Caseload,
    *contacts: PlannedContact,
    assignment: AssignmentPlan = STAYS,
) -> list[datetime]:
    score = scored(caseload, *contacts, assignment=assignment)
    assert score.cost.moved == 200 * len(score.moved)
    return [each.at for each in score.moved]


def promise(worker: str, from_on: date, person: str = "sam") -> Promise:
    return Promise(
        person_id=PersonId(person), worker_id=WorkerId(worker), from_on=from_on
    )


@pytest.mark.parametrize(
    ("planned", "number"),
    [
        pytest.param(a_planned_contact(at=at(2)), 0, id="kept"),
        pytest.param(a_planned_contact(at=at(2), minutes=90), 0, id="for longer"),
        pytest.param(a_planned_contact(at=at(2, 11)), 1, id="an hour later"),
        pytest.param(a_planned_contact(at=at(3)), 1, id="the next day"),
        pytest.param(a_planned_contact(worker="blair", at=at(2)), 1, id="with another"),
        pytest.param(a_planned_contact("ash", at=at(2)), 1, id="somebody else's"),
    ],
)
def test_a_meeting_is_kept_with_the_same_worker_at_the_same_moment(
    planned: PlannedContact, number: int
) -> None:
    assert len(moved(told(an_appointment(at=at(2))), planned)) == number


def test_each_meeting_that_is_not_kept_counts_once() -> None:
    meetings = [an_appointment(at=at(number)) for number in (2, 9, 9, 16)]

    found = moved(told(*meetings), a_planned_contact(at=at(9)))

    assert found == [at(2), at(16)]


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        pytest.param(-1, False, id="yesterday"),
        pytest.param(0, True, id="today"),
        pytest.param(27, True, id="on the last day"),
        pytest.param(28, False, id="after it"),
    ],
)
def test_only_the_days_of_the_contact_plan_count(number: int, expected: bool) -> None:
    assert bool(moved(told(an_appointment(at=at(number))))) is expected


def test_whoever_was_met_since_expects_nothing_that_day() -> None:
    caseload = told(an_appointment(at=at(0)), an_appointment(at=at(1)))
    met_today = replace(caseload, contacts=(a_contact(at=at(0, 9)),))

    assert moved(caseload) == [at(0), at(1)]
    assert moved(met_today) == [at(1)]


def test_nothing_is_expected_of_a_pause_or_after_support() -> None:
    meetings = [an_appointment(at=at(number)) for number in (2, 13, 14)]
    paused = told(
        *meetings,
        status=Status.PAUSED,
        paused_from=PLAN_DATE,
        paused_review_on=PLAN_DATE + timedelta(days=14),
    )
    finished = told(*meetings, transition_on=date(2026, 3, 6))

    assert moved(paused) == [at(14)]
    assert moved(finished) == [at(2)]
    assert moved(told(*meetings, status=Status.CLOSED)) == []


def test_a_worker_who_is_away_moves_meetings_all_the_same() -> None:
    caseload = replace(told(an_appointment(at=at(2))), absences=(an_absence(),))

    assert moved(caseload) == [at(2)]


def test_what_was_agreed_with_the_worker_before_does_not_bind_the_next() -> None:
    caseload = told(
        *(an_appointment(at=at(number)) for number in (2, 9)),
        promises=[promise("alex", monday(-1))],
    )
    handed_over = a_plan(
        a_stay(to_on=monday(1)), a_stay(worker="blair", from_on=monday(1))
    )

    assert moved(caseload) == [at(2), at(9)]
    assert moved(caseload, assignment=handed_over) == [at(2)]


def test_a_handover_that_was_promised_and_holds_is_expected() -> None:
    meetings = [an_appointment(at=at(2)), an_appointment(worker="blair", at=at(7))]
    caseload = told(*meetings, promises=[promise("blair", monday(1))])
    handed_over = a_plan(
        a_stay(to_on=monday(1)), a_stay(worker="blair", from_on=monday(1))
    )

    assert moved(caseload, assignment=handed_over) == [at(2), at(7)]
    assert moved(caseload) == [at(2)]


def test_a_referral_expects_what_it_was_told_unless_it_goes_to_another() -> None:
    caseload = replace(
        told(
            an_appointment("robin", "blair", at=at(9)),
            promises=[promise("blair", monday(1), "robin")],
        ),
        referrals=(a_referral(),),
    )
    with_blair = a_plan(a_stay(), a_stay("robin", "blair", from_on=monday(1)))
    with_alex = a_plan(a_stay(), a_stay("robin", "alex", from_on=monday(1)))
    sooner = a_plan(a_stay(), a_stay("robin", "blair"))

    assert moved(caseload, assignment=with_blair) == [at(9)]
    assert moved(caseload, assignment=sooner) == [at(9)]
    assert moved(caseload, assignment=with_alex) == []
    assert moved(caseload) == []


def test_two_workers_at_a_handover_are_two_meetings() -> None:
    meetings = [an_appointment(worker=each, at=at(9)) for each in ("alex", "blair")]
    caseload = told(*meetings, promises=[promise("blair", monday(1))])
    handed_over = a_plan(
        a_stay(to_on=monday(1)), a_stay(worker="blair", from_on=monday(1))
    )
    alone = a_planned_contact(worker="blair", at=at(9))

    assert len(moved(caseload, assignment=handed_over)) == 2
    assert len(moved(caseload, alone, assignment=handed_over)) == 1


def test_without_a_plan_in_force_nothing_is_moved() -> None:
    assert moved(a_caseload(people=[a_person()])) == []


def test_a_plan_is_agreed_from_a_day_on() -> None:
    plan = ContactPlan(
        tuple(a_planned_contact(at=at(number), minutes=90) for number in (1, 2, 3))
    )

    assert agreed_contacts(plan, PLAN_DATE + timedelta(days=2)) == tuple(
        an_appointment(at=at(number), minutes=90, kind="visit") for number in (2, 3)
    )
