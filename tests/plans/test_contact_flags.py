"""The flags about overdue contact and the meetings that close a phase."""

from datetime import date, datetime

import pytest

from cti.caseload.caseload import ContactRecord, Outcome
from cti.caseload.people import Person, Status
from cti.plans.contact_flags import contact_overdue, meeting_due
from cti.plans.contacts import ContactKind, ContactPlan
from cti.plans.document import Flag
from tests.builders import (
    a_caseload,
    a_contact,
    a_person,
    a_planned_contact,
    a_referral,
    a_stay,
    monday,
)
from tests.plans.said import facts_of


def overdue(
    *contacts: ContactRecord,
    person: Person | None = None,
    planned: ContactPlan | None = None,
) -> list[Flag]:
    caseload = a_caseload(people=[person or a_person()], contacts=contacts)
    return list(contact_overdue(facts_of(caseload, a_stay()), planned))


def meetings(
    person: Person, *contacts: ContactRecord, planned: ContactPlan | None = None
) -> list[Flag]:
    caseload = a_caseload(people=[person], contacts=contacts)
    return list(meeting_due(facts_of(caseload, a_stay()), planned))


def test_a_late_contact_says_since_when_and_by_when() -> None:
    (flag,) = overdue(a_contact(at=datetime(2026, 11, 6, 10)))

    assert flag.message == (
        "Sam was last met on 6 November; the next contact was due by 15 November."
    )
    assert (flag.from_on, flag.to_on) == (date(2026, 11, 16), date(2026, 11, 23))
    assert flag.amount == 8
    assert flag.suggestion == "Agree a day with them this week."


def test_a_try_is_told_and_does_not_count() -> None:
    tries = [
        a_contact(at=datetime(2026, 11, day, 10), outcome=Outcome.ATTEMPTED)
        for day in (18, 20, 4)
    ]

    (flag,) = overdue(a_contact(at=datetime(2026, 11, 6, 10)), *tries)

    assert flag.message == (
        "Sam was last met on 6 November, with a try on 20 November; the next contact "
        "was due by 15 November."
    )


def test_a_try_before_they_were_last_met_is_not_told() -> None:
    before = a_contact(at=datetime(2026, 11, 5, 10), outcome=Outcome.ATTEMPTED)

    (flag,) = overdue(a_contact(at=datetime(2026, 11, 6, 10)), before)

    assert "try" not in flag.message


def test_somebody_never_met_is_counted_from_the_start() -> None:
    (flag,) = overdue(person=a_person(started_on=date(2026, 11, 3)))

    assert flag.message == (
        "No contact with Sam is recorded since support started on 3 November; the next "
        "contact was due by 12 November."
    )


def test_nothing_is_overdue_on_the_last_day_of_the_tolerance() -> None:
    assert overdue(a_contact(at=datetime(2026, 11, 14, 10))) == []


def test_the_next_contact_planned_is_named() -> None:
    plan = ContactPlan((a_planned_contact(at=datetime(2026, 11, 25, 10)),))

    (flag,) = overdue(a_contact(at=datetime(2026, 11, 6, 10)), planned=plan)

    assert flag.suggestion == "Alex meets them on 25 November at 10:00."


def test_of_two_who_come_together_the_one_who_goes_on_is_named() -> None:
    together = datetime(2026, 11, 25, 10)
    plan = ContactPlan(
        (
            a_planned_contact(worker="abby", at=together),
            a_planned_contact(worker="alex", at=together),
        )
    )

    (flag,) = overdue(a_contact(at=datetime(2026, 11, 6, 10)), planned=plan)

    assert flag.suggestion == "Alex meets them on 25 November at 10:00."


@pytest.mark.parametrize(
    ("person", "window", "message"),
    [
        pytest.param(
            a_person(transition_on=date(2026, 9, 21)),
            (date(2026, 12, 7), date(2026, 12, 20)),
            "The network meeting at the end of Sam's Phase One is due from 7 December "
            "to 20 December.",
            id="ends on the last of the 28 days",
        ),
        pytest.param(
            a_person(transition_on=date(2026, 5, 24)),
            (date(2026, 11, 10), date(2026, 11, 23)),
            "The network meeting at the end of Sam's Phase Two is due from 10 November "
            "to 23 November.",
            id="its last day is the plan date",
        ),
        pytest.param(
            a_person(transition_on=date(2026, 3, 12)),
            (date(2026, 11, 28), date(2026, 12, 11)),
            "The final meeting of Sam's support is due from 28 November to 11 "
            "December.",
            id="the final meeting",
        ),
    ],
)
def test_a_meeting_is_due_where_a_phase_ends_soon(
    person: Person, window: tuple[date, date], message: str
) -> None:
    (flag,) = meetings(person)

    assert (flag.from_on, flag.to_on) == window
    assert flag.message == message


@pytest.mark.parametrize(
    "person",
    [
        pytest.param(a_person(transition_on=date(2026, 9, 22)), id="a day too far"),
        pytest.param(a_person(transition_on=date(2026, 5, 23)), id="over since today"),
        pytest.param(
            a_person(
                transition_on=date(2026, 9, 14),
                status=Status.PAUSED,
                paused_review_on=monday(8),
            ),
            id="paused until after the phase",
        ),
    ],
)
def test_other_meetings_are_not_due(person: Person) -> None:
    assert meetings(person) == []


def test_a_meeting_that_was_held_is_not_due() -> None:
    person = a_person(transition_on=date(2026, 8, 31))  # ends on 30 November
    held = a_contact(at=datetime(2026, 11, 16, 10), kind="Network meeting")
    before = a_contact(at=datetime(2026, 11, 15, 10), kind="network meeting")
    tried = a_contact(
        at=datetime(2026, 11, 17, 10),
        kind="network meeting",
        outcome=Outcome.ATTEMPTED,
    )

    other = a_contact(at=datetime(2026, 11, 18, 10), kind="final meeting")

    assert meetings(person, held) == []
    assert len(meetings(person, before, tried, other)) == 1


def test_a_planned_meeting_is_named_and_a_visit_is_not_one() -> None:
    person = a_person(transition_on=date(2026, 9, 14))
    visit = a_planned_contact(at=datetime(2026, 11, 24, 10))
    meeting = a_planned_contact(
        at=datetime(2026, 12, 4, 14, 30), kind=ContactKind.NETWORK_MEETING
    )

    (with_meeting,) = meetings(person, planned=ContactPlan((visit, meeting)))
    (without,) = meetings(person, planned=ContactPlan((visit,)))

    assert with_meeting.suggestion == "Alex meets them on 4 December at 14:30."
    assert without.suggestion == (
        "Agree a day with them and the people who matter to them."
    )


def test_a_referral_that_starts_after_the_window_has_no_meeting_due() -> None:
    # The transition was long ago: Phase One would end on 30 November.
    old = a_referral(transition_expected_on=date(2026, 8, 31))
    caseload = a_caseload(referrals=[old])

    on_time = facts_of(caseload, a_stay("robin", from_on=monday(0)))
    too_late = facts_of(caseload, a_stay("robin", from_on=monday(1)))

    assert [flag.person_id for flag in meeting_due(on_time)] == ["robin"]
    assert list(meeting_due(too_late)) == []
