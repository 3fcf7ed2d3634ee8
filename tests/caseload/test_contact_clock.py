"""When somebody was last met, and how late the next contact is."""

from collections.abc import Mapping
from datetime import date, datetime

import pytest

from cti.caseload.caseload import ContactRecord, Outcome
from cti.caseload.clocks import OpenPerson, person_clock
from cti.caseload.contact_clock import (
    ContactDue,
    contact_due,
    contacts_due,
    last_achieved,
)
from cti.caseload.people import Person, Status
from cti.phases import Phase
from cti.units import PersonId
from tests.builders import HORIZON, PLAN_DATE, a_caseload, a_contact, a_person

SAM = PersonId("sam")


def due(person: Person, *contacts: ContactRecord) -> ContactDue | None:
    caseload = a_caseload(people=[person], contacts=contacts)
    return contacts_due(caseload, HORIZON).get(person.person_id)


def last(*contacts: ContactRecord) -> Mapping[PersonId, date]:
    caseload = a_caseload(people=[a_person()], contacts=contacts)
    return last_achieved(caseload, PLAN_DATE)


def test_the_rhythm_of_phase_one_counts_from_the_last_achieved_contact() -> None:
    assert due(a_person(), a_contact(at=datetime(2026, 11, 16, 10))) == ContactDue(
        since_on=date(2026, 11, 16),
        ever_met=True,
        phase=Phase.TRANSITION,
        due_on=date(2026, 11, 23),
        latest_on=date(2026, 11, 25),
        overdue_days=0,
    )


@pytest.mark.parametrize(
    ("last_on", "days"),
    [
        pytest.param(14, 0, id="nine days ago is the last day of the tolerance"),
        pytest.param(13, 1, id="ten days ago is a day late"),
        pytest.param(3, 11, id="twenty days ago"),
    ],
)
def test_a_contact_is_overdue_after_the_rhythm_and_its_tolerance(
    last_on: int, days: int
) -> None:
    found = due(a_person(), a_contact(at=datetime(2026, 11, last_on, 10)))

    assert found is not None
    assert found.overdue_days == days


def test_the_phase_of_the_last_contact_sets_the_rhythm() -> None:
    # Phase One begins on 2 November; on 30 October the rhythm was that of Pre-CTI.
    found = due(a_person(), a_contact(at=datetime(2026, 10, 30, 10)))

    assert found is not None
    assert found.phase is Phase.PRE_CTI
    assert found.due_on == date(2026, 11, 9)
    assert found.latest_on == date(2026, 11, 12)


def test_somebody_never_met_is_due_from_the_day_support_started() -> None:
    found = due(a_person(started_on=date(2026, 11, 2)))

    assert found is not None
    assert not found.ever_met
    assert found.since_on == date(2026, 11, 2)


def test_nothing_is_due_when_neither_a_contact_nor_the_start_is_known() -> None:
    assert due(a_person(started_on=None)) is None


@pytest.mark.parametrize("outcome", [o for o in Outcome if o is not Outcome.ACHIEVED])
def test_only_an_achieved_contact_counts(outcome: Outcome) -> None:
    met = a_contact(at=datetime(2026, 11, 9, 10))
    tried = a_contact(at=datetime(2026, 11, 20, 10), outcome=outcome)

    assert last(met, tried) == {SAM: date(2026, 11, 9)}


@pytest.mark.parametrize("kind", ["case review", "Case presentation "])
def test_being_presented_to_the_team_is_not_being_met(kind: str) -> None:
    assert last(a_contact(kind=kind)) == {}


def test_the_latest_of_several_counts_whatever_their_order() -> None:
    contacts = [a_contact(at=datetime(2026, 11, day, 10)) for day in (9, 16, 2)]

    assert last(*contacts) == {SAM: date(2026, 11, 16)}


def test_a_contact_on_the_plan_date_counts_and_a_later_one_does_not() -> None:
    today = a_contact(at=datetime(2026, 11, 23, 10))
    tomorrow = a_contact(at=datetime(2026, 11, 24, 10))

    assert last(today, tomorrow) == {SAM: PLAN_DATE}


def test_nothing_is_due_while_support_is_paused() -> None:
    paused = a_person(
        status=Status.PAUSED,
        paused_from=date(2026, 11, 2),
        paused_review_on=date(2026, 12, 7),
    )

    assert due(paused, a_contact()) is None


def test_something_is_due_again_on_the_day_a_pause_is_reviewed() -> None:
    reviewed = a_person(status=Status.PAUSED, paused_review_on=PLAN_DATE)

    assert due(reviewed, a_contact()) is not None


@pytest.mark.parametrize(
    ("transition_on", "last_on"),
    [
        pytest.param(date(2026, 2, 23), date(2026, 11, 16), id="over since today"),
        pytest.param(date(2026, 2, 24), date(2026, 11, 24), id="over by the start"),
    ],
)
def test_nothing_is_due_once_support_is_over(
    transition_on: date, last_on: date
) -> None:
    person = a_person(transition_on=transition_on)
    clock = person_clock(person, HORIZON)

    assert contact_due(OpenPerson(person, clock, ()), last_on, PLAN_DATE) is None


def test_something_is_due_up_to_the_last_day_of_support() -> None:
    found = due(a_person(transition_on=date(2026, 2, 24)), a_contact())

    assert found is not None
    assert found.phase is Phase.TRANSFER_OF_CARE
