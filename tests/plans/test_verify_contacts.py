"""Each rule of a contact plan: kept at the limit, broken one step past it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cti.caseload.caseload import Caseload, Country
from cti.caseload.people import Need, Place, Status, Wishes
from cti.caseload.workers import TeamEvent, Worker
from cti.plans.assignment import AssignmentPlan, Stay
from cti.plans.contacts import ContactKind, ContactPlan, ContactRule, PlannedContact
from cti.plans.policy import BALANCED
from cti.plans.score_contacts import score_contacts
from cti.plans.verify_contacts import CHECKS, verify_contacts
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
    a_service,
    a_stay,
    a_worker,
    an_absence,
    an_appointment,
    an_event,
    hours,
    monday,
)
from tests.strategies import caseloads

NO_WAY = {("East", "East"): 0, ("East", "West"): 30, ("West", "East"): 30}
"""East is where everybody is: no time is lost on the way."""

AT_HOME = Wishes(locality="East")


def day(number: int) -> date:
    return PLAN_DATE + timedelta(days=number)


def at(number: int, hour: int = 10, minute: int = 0) -> datetime:
    """A moment on a day from the plan date."""
    return datetime.combine(day(number), time(hour, minute))


def alex(*, locality: str = "East", **named: Any) -> Worker:  # noqa: ANN401, as a_worker
    return a_worker("alex", locality=locality, **named)


BLAIR = a_worker("blair", locality="East")


def a_visit(
    number: int = 1,
    hour: int = 10,
    minute: int = 0,
    *,
    person: str = "sam",
    worker: str = "alex",
    minutes: int = 60,
    kind: ContactKind = ContactKind.VISIT,
    locality: str | None = "East",
    cover: bool = False,
) -> PlannedContact:
    """An hour with Sam at home in the East."""
    return a_planned_contact(
        person,
        worker,
        at=at(number, hour, minute),
        minutes=minutes,
        kind=kind,
        locality=locality,
        cover=cover,
    )


def broken(
    *contacts: PlannedContact,
    caseload: Caseload | None = None,
    plan: AssignmentPlan | None = None,
) -> set[ContactRule]:
    """The rules that some contacts break, for Sam and Alex unless otherwise said."""
    found = verify_contacts(
        caseload or a_team(),
        HORIZON,
        plan or a_plan(a_stay()),
        ContactPlan(contacts),
    )
    return {violation.rule for violation in found}


def a_team(
    *,
    workers: Iterable[Worker] | None = None,
    wishes: Wishes = AT_HOME,
    people: int = 1,
    **named: Any,  # noqa: ANN401, as the builder takes them
) -> Caseload:
    """Alex and Blair; Sam in Phase One, and more like Sam if asked for."""
    names = ["sam", "ash", "bo", "cas", "dee", "eli"][:people]
    return a_caseload(
        workers=[alex(), BLAIR] if workers is None else workers,
        people=[a_person(name, wishes=wishes) for name in names],
        travel=NO_WAY,
        **named,
    )


def everybody(people: int) -> AssignmentPlan:
    names = ["sam", "ash", "bo", "cas", "dee", "eli"][:people]
    return a_plan(*(a_stay(name) for name in names))


def test_every_rule_has_a_check() -> None:
    assert set(CHECKS) == set(ContactRule)


def test_an_empty_plan_breaks_nothing() -> None:
    assert broken() == set()


def test_a_plain_visit_breaks_nothing() -> None:
    assert broken(a_visit()) == set()


def test_a_finding_is_a_sentence_that_names_who_and_when() -> None:
    (found,) = verify_contacts(
        a_team(), HORIZON, a_plan(a_stay()), ContactPlan((a_visit(1, 10, 5),))
    )

    assert found.finding == (
        "Alex meets Sam on Tuesday 24 November at 10:05, "
        "which is not on the quarter hour."
    )
    assert (found.person_id, found.worker_id, found.on) == ("sam", "alex", day(1))


# Known and held


@pytest.mark.parametrize(
    "contact",
    [
        pytest.param(a_visit(person="who"), id="an unknown person"),
        pytest.param(a_visit(worker="who"), id="an unknown worker"),
        pytest.param(a_visit(28, locality="East"), id="the day after the plan"),
        pytest.param(a_visit(-3), id="before the plan"),
    ],
)
def test_contacts_are_with_people_held_in_the_plan(contact: PlannedContact) -> None:
    assert ContactRule.KNOWN_AND_HELD in broken(contact)


def test_the_last_day_of_the_plan_is_one_of_it() -> None:
    assert broken(a_visit(25)) == set()


@pytest.mark.parametrize(
    ("number", "rules"),
    [
        pytest.param(8, set(), id="the last day"),
        pytest.param(9, {ContactRule.KNOWN_AND_HELD}, id="the day after"),
    ],
)
def test_support_that_has_finished_has_no_contacts(
    number: int, rules: set[ContactRule]
) -> None:
    caseload = a_caseload(
        workers=[alex()],
        people=[a_person(transition_on=date(2026, 3, 2), wishes=AT_HOME)],
        travel=NO_WAY,
    )
    contact = a_visit(number, minutes=30, kind=ContactKind.CHECK_IN)

    assert broken(contact, caseload=caseload) == rules


@pytest.mark.parametrize(
    ("number", "rules"),
    [
        pytest.param(7, set(), id="the start"),
        pytest.param(4, {ContactRule.KNOWN_AND_HELD}, id="the Friday before"),
    ],
)
def test_a_referral_has_none_before_its_start(
    number: int, rules: set[ContactRule]
) -> None:
    caseload = a_caseload(
        workers=[alex()], referrals=[a_referral(wishes=AT_HOME)], travel=NO_WAY
    )
    plan = a_plan(a_stay("robin", from_on=monday(1)))

    assert broken(a_visit(number, person="robin"), caseload=caseload, plan=plan) == (
        rules
    )


# Pauses


@pytest.mark.parametrize(
    ("number", "rules"),
    [
        pytest.param(3, set(), id="the day of the review"),
        pytest.param(2, {ContactRule.NOT_WHILE_PAUSED}, id="the day before"),
    ],
)
def test_nobody_is_met_in_a_pause(number: int, rules: set[ContactRule]) -> None:
    sam = a_person(
        status=Status.PAUSED,
        paused_from=day(-5),
        paused_review_on=day(3),
        wishes=AT_HOME,
    )
    caseload = a_caseload(workers=[alex()], people=[sam], travel=NO_WAY)

    assert broken(a_visit(number), caseload=caseload) == rules


# What is agreed


@pytest.mark.parametrize(
    ("contacts", "rules"),
    [
        pytest.param([a_visit()], set(), id="as it is"),
        pytest.param([], {ContactRule.FIXED_APPOINTMENTS_STAY}, id="left out"),
        pytest.param(
            [a_visit(1, 10, 15)], {ContactRule.FIXED_APPOINTMENTS_STAY}, id="moved"
        ),
        pytest.param(
            [a_visit(worker="blair", cover=True)],
            {ContactRule.FIXED_APPOINTMENTS_STAY},
            id="with somebody else",
        ),
    ],
)
def test_what_is_agreed_stays(
    contacts: list[PlannedContact], rules: set[ContactRule]
) -> None:
    caseload = a_team(appointments=[an_appointment()])

    assert broken(*contacts, caseload=caseload) == rules


def test_what_is_agreed_is_not_planned_twice() -> None:
    caseload = a_team(appointments=[an_appointment()])

    assert ContactRule.FIXED_APPOINTMENTS_STAY in broken(
        a_visit(), a_visit(), caseload=caseload
    )


def test_an_appointment_with_a_worker_who_is_away_need_not_stay() -> None:
    caseload = a_team(
        appointments=[an_appointment()],
        absences=[an_absence(from_on=day(1), to_on=day(1))],
    )

    assert broken(caseload=caseload) == set()


def test_what_is_agreed_against_the_rules_is_not_held_against_the_plan() -> None:
    on_a_sunday_evening = an_appointment(at=at(6, 20, 5), minutes=50)
    caseload = a_team(
        appointments=[on_a_sunday_evening], wishes=replace(AT_HOME, available=MORNINGS)
    )

    assert broken(a_visit(6, 20, 5, minutes=50), caseload=caseload) == set()


MORNINGS = hours(range(5), 9, 12)


# Days apart


@pytest.mark.parametrize(
    ("number", "rules"),
    [
        pytest.param(3, set(), id="two days later"),
        pytest.param(2, {ContactRule.DAYS_APART}, id="the next day"),
        pytest.param(1, {ContactRule.DAYS_APART}, id="the same day"),
    ],
)
def test_two_contacts_are_two_days_apart(number: int, rules: set[ContactRule]) -> None:
    assert broken(a_visit(1), a_visit(number, 14)) == rules


@pytest.mark.parametrize(
    ("number", "rules"),
    [
        pytest.param(1, set(), id="two days later"),
        pytest.param(0, {ContactRule.DAYS_APART}, id="the next day"),
    ],
)
def test_so_are_the_first_one_and_the_last_before_the_plan(
    number: int, rules: set[ContactRule]
) -> None:
    caseload = a_team(contacts=[a_contact(at=at(-1))])

    assert broken(a_visit(number), caseload=caseload) == rules


def test_a_day_of_support_without_a_contact_keeps_nobody_apart() -> None:
    caseload = a_caseload(
        workers=[alex()],
        people=[a_person(started_on=day(-1), wishes=AT_HOME)],
        travel=NO_WAY,
    )

    assert broken(a_visit(0), caseload=caseload) == set()


def test_agreed_appointments_may_be_closer_together() -> None:
    caseload = a_team(appointments=[an_appointment(at=at(1)), an_appointment(at=at(2))])

    assert broken(a_visit(1), a_visit(2), caseload=caseload) == set()
    assert broken(a_visit(1), a_visit(2), a_visit(3), caseload=caseload) == {
        ContactRule.DAYS_APART
    }


def test_one_moment_with_two_workers_is_twice_unless_it_is_a_handover() -> None:
    both = (a_visit(), a_visit(worker="blair", cover=True))

    assert broken(*both) == {ContactRule.DAYS_APART}


# Kind and length


@pytest.mark.parametrize(
    ("minutes", "kind"),
    [
        pytest.param(75, ContactKind.VISIT, id="too long"),
        pytest.param(45, ContactKind.VISIT, id="too short"),
        pytest.param(60, ContactKind.CHECK_IN, id="the kind of another phase"),
        pytest.param(60, ContactKind.FIRST_CONTACT, id="a first contact not due"),
        pytest.param(90, ContactKind.NETWORK_MEETING, id="a meeting not due"),
    ],
)
def test_a_contact_is_what_its_phase_asks_for(minutes: int, kind: ContactKind) -> None:
    assert broken(a_visit(minutes=minutes, kind=kind)) == {ContactRule.RIGHT_KIND}


@pytest.mark.parametrize(
    ("number", "minutes", "kind", "rules"),
    [
        # Phase One ends on 14 December; its last 14 days begin on the 30th.
        pytest.param(7, 90, "network meeting", set(), id="in the window"),
        pytest.param(4, 90, "network meeting", {"right_kind"}, id="before it"),
        pytest.param(21, 90, "network meeting", {"right_kind"}, id="after it"),
        pytest.param(7, 60, "network meeting", {"right_kind"}, id="too short"),
        pytest.param(7, 90, "final meeting", {"right_kind"}, id="of another phase"),
    ],
)
def test_a_meeting_is_held_in_the_last_days_of_its_phase(
    number: int, minutes: int, kind: str, rules: set[str]
) -> None:
    caseload = a_caseload(
        workers=[alex()],
        people=[a_person(transition_on=date(2026, 9, 14), wishes=AT_HOME)],
        travel=NO_WAY,
    )
    contact = a_visit(number, minutes=minutes, kind=ContactKind(kind))

    assert broken(contact, caseload=caseload) == rules


HANDOVER = a_plan(a_stay(to_on=monday(1)), a_stay(worker="blair", from_on=monday(1)))


@pytest.mark.parametrize(
    ("contacts", "rules"),
    [
        pytest.param([("blair", 8, False)], set(), id="the new worker"),
        pytest.param([("blair", 8, False), ("alex", 8, False)], set(), id="with both"),
        pytest.param(
            [("alex", 8, False)],
            {ContactRule.COVER_FITS},
            id="the old worker alone is cover",
        ),
        pytest.param(
            [("blair", 4, True)],
            {ContactRule.RIGHT_KIND},
            id="before the handover",
        ),
    ],
)
def test_a_first_contact_is_with_the_new_worker(
    contacts: list[tuple[str, int, bool]], rules: set[ContactRule]
) -> None:
    planned = [
        a_visit(number, worker=worker, kind=ContactKind.FIRST_CONTACT, cover=cover)
        for worker, number, cover in contacts
    ]

    assert broken(*planned, plan=HANDOVER) == rules


# Where


@pytest.mark.parametrize(
    ("place", "locality", "rules"),
    [
        pytest.param("home", "East", set(), id="where they live"),
        pytest.param("community", "East", set(), id="near where they live"),
        pytest.param("office", "West", set(), id="where the worker is"),
        pytest.param("home", "West", {ContactRule.RIGHT_PLACE}, id="somebody else's"),
        pytest.param("home", None, {ContactRule.RIGHT_PLACE}, id="nowhere"),
        pytest.param("office", "East", {ContactRule.RIGHT_PLACE}, id="another office"),
        pytest.param("moon", "East", {ContactRule.RIGHT_PLACE}, id="no place"),
    ],
)
def test_people_are_met_at_home_or_at_the_workers_office(
    place: str, locality: str | None, rules: set[ContactRule]
) -> None:
    caseload = a_team(workers=[alex(locality="West")])
    contact = replace(a_visit(1, 11), place=place, locality=locality)

    assert broken(contact, caseload=caseload) == rules


def test_whoever_comes_along_comes_to_the_office_of_the_new_worker() -> None:
    wishes = Wishes(contact_place=Place.OFFICE)
    caseload = a_team(workers=[alex(), replace(BLAIR, locality="West")], wishes=wishes)
    both = [
        replace(
            a_visit(8, worker=worker, kind=ContactKind.FIRST_CONTACT, locality="West"),
            place="office",
        )
        for worker in ("alex", "blair")
    ]

    assert broken(*both, caseload=caseload, plan=HANDOVER) == set()


# Cover


FITTING = a_worker("blair", locality="East", languages=["BSL"], gender="woman")
MUSTS = replace(
    AT_HOME,
    language="BSL",
    language_need=Need.MUST,
    worker_gender="woman",
    worker_gender_need=Need.MUST,
)


@pytest.mark.parametrize(
    ("teammate", "wishes", "rules"),
    [
        pytest.param(FITTING, MUSTS, set(), id="fits"),
        pytest.param(
            replace(FITTING, languages=frozenset()),
            MUSTS,
            {ContactRule.COVER_FITS},
            id="lacks what they must have",
        ),
        pytest.param(
            replace(FITTING, gender=None),
            replace(MUSTS, worker_gender_need=Need.PREFER),
            set(),
            id="lacks what they would prefer",
        ),
        pytest.param(
            replace(FITTING, team="south"),
            MUSTS,
            {ContactRule.COVER_FITS},
            id="is in another team",
        ),
        pytest.param(
            FITTING,
            replace(MUSTS, not_workers=frozenset({WorkerId("blair")})),
            {ContactRule.COVER_FITS},
            id="is refused",
        ),
    ],
)
def test_cover_is_by_a_teammate_who(
    teammate: Worker, wishes: Wishes, rules: set[ContactRule]
) -> None:
    caseload = a_team(workers=[alex(), teammate], wishes=wishes)

    assert broken(a_visit(worker="blair", cover=True), caseload=caseload) == rules


@pytest.mark.parametrize(
    "contact",
    [
        pytest.param(a_visit(worker="blair"), id="cover that does not say so"),
        pytest.param(a_visit(cover=True), id="no cover that says it is"),
    ],
)
def test_cover_is_called_cover(contact: PlannedContact) -> None:
    assert broken(contact) == {ContactRule.COVER_FITS}


def test_somebody_with_nobody_can_only_be_covered() -> None:
    plan = a_plan(a_stay(worker=None))

    assert broken(a_visit(cover=True), plan=plan) == set()
    assert broken(a_visit(), plan=plan) == {ContactRule.COVER_FITS}


# When


@pytest.mark.parametrize(
    ("minute", "rules"),
    [
        pytest.param(15, set(), id="a quarter past"),
        pytest.param(10, {ContactRule.ON_THE_GRID}, id="ten past"),
    ],
)
def test_contacts_begin_on_the_quarter_hour(
    minute: int, rules: set[ContactRule]
) -> None:
    assert broken(a_visit(1, 10, minute)) == rules


@pytest.mark.parametrize(
    ("caseload", "rules"),
    [
        pytest.param(
            a_team(absences=[an_absence(from_on=day(2), to_on=day(3))]),
            set(),
            id="tomorrow",
        ),
        pytest.param(
            a_team(absences=[an_absence(from_on=day(0), to_on=day(1))]),
            {ContactRule.NOT_AWAY},
            id="on the last day of leave",
        ),
        pytest.param(
            a_team(absences=[an_absence(load_reduction=100)]),
            {ContactRule.NOT_AWAY},
            id="with nobody held",
        ),
        pytest.param(
            a_team(absences=[an_absence(load_reduction=99)]),
            set(),
            id="only with fewer people",
        ),
        pytest.param(
            a_team(workers=[alex(leaves_on=day(2))]), set(), id="leaving tomorrow"
        ),
        pytest.param(
            a_team(workers=[alex(leaves_on=day(1))]),
            {ContactRule.NOT_AWAY},
            id="gone today",
        ),
        pytest.param(
            a_team(workers=[alex(starts_on=day(1))]), set(), id="starting today"
        ),
        pytest.param(
            a_team(workers=[alex(starts_on=day(2))]),
            {ContactRule.NOT_AWAY},
            id="starting tomorrow",
        ),
    ],
)
def test_a_worker_who_is_away(caseload: Caseload, rules: set[ContactRule]) -> None:
    assert broken(a_visit(1), caseload=caseload) == rules


@pytest.mark.parametrize(
    ("country", "rules"),
    [
        # St Andrew's Day, 30 November, is kept in Scotland.
        pytest.param(
            Country.SCOTLAND, {ContactRule.NOT_ON_BANK_HOLIDAYS}, id="Scotland"
        ),
        pytest.param(Country.ENGLAND, set(), id="England"),
    ],
)
def test_nobody_is_met_on_a_bank_holiday(
    country: Country, rules: set[ContactRule]
) -> None:
    caseload = a_team(service=a_service(country=country))

    assert broken(a_visit(7), caseload=caseload) == rules


@pytest.mark.parametrize(
    ("hour", "minute", "rules"),
    [
        pytest.param(9, 0, set(), id="when they begin"),
        pytest.param(16, 0, set(), id="until they end"),
        pytest.param(8, 45, {ContactRule.WITHIN_HOURS}, id="a quarter before"),
        pytest.param(16, 15, {ContactRule.WITHIN_HOURS}, id="a quarter too long"),
    ],
)
def test_contacts_lie_in_the_workers_hours(
    hour: int, minute: int, rules: set[ContactRule]
) -> None:
    assert broken(a_visit(1, hour, minute)) == rules


def test_contacts_do_not_run_over_a_gap_in_the_hours() -> None:
    works = replace(
        hours((1,), 9, 11),
        spans=(*hours((1,), 9, 11).spans, *hours((1,), 12, 17).spans),
    )
    caseload = a_team(workers=[alex(works=works)])

    assert broken(a_visit(1, 10), caseload=caseload) == set()
    assert broken(a_visit(1, 10, 15), caseload=caseload) == {ContactRule.WITHIN_HOURS}


@pytest.mark.parametrize(
    ("hour", "minute", "rules"),
    [
        pytest.param(9, 0, set(), id="when they can first be met"),
        pytest.param(11, 0, set(), id="when they can last be met"),
        pytest.param(11, 15, {ContactRule.WITHIN_AVAILABILITY}, id="a quarter longer"),
    ],
)
def test_contacts_lie_in_the_times_a_person_can_be_met(
    hour: int, minute: int, rules: set[ContactRule]
) -> None:
    caseload = a_team(wishes=replace(AT_HOME, available=MORNINGS))

    assert broken(a_visit(1, hour, minute), caseload=caseload) == rules


@pytest.mark.parametrize(
    ("hour", "minute", "rules"),
    [
        pytest.param(9, 0, set(), id="until it begins"),
        pytest.param(11, 30, set(), id="when it is over"),
        pytest.param(9, 15, {ContactRule.NOT_IN_TEAM_EVENTS}, id="into it"),
        pytest.param(11, 15, {ContactRule.NOT_IN_TEAM_EVENTS}, id="out of it"),
    ],
)
@pytest.mark.parametrize("team", ["north", ""], ids=["own team", "every team"])
def test_team_events_are_kept_free(
    hour: int, minute: int, rules: set[ContactRule], team: str
) -> None:
    caseload = a_team(events=[an_event(team=team)])

    assert broken(a_visit(2, hour, minute), caseload=caseload) == rules


@pytest.mark.parametrize(
    "event",
    [
        pytest.param(an_event(team="south"), id="another team's"),
        pytest.param(an_event(weekday=1), id="on another day"),
    ],
)
def test_other_events_are_not_in_the_way(event: TeamEvent) -> None:
    caseload = a_team(events=[event])

    assert broken(a_visit(2, 10), caseload=caseload) == set()


# A worker's day


@pytest.mark.parametrize(
    ("hour", "minute", "rules"),
    [
        pytest.param(11, 0, set(), id="when the first is over"),
        pytest.param(
            10, 45, {ContactRule.NO_OVERLAP_WITH_TRAVEL}, id="a quarter before"
        ),
    ],
)
def test_contacts_do_not_overlap(
    hour: int, minute: int, rules: set[ContactRule]
) -> None:
    found = broken(
        a_visit(1, 10),
        a_visit(1, hour, minute, person="ash"),
        caseload=a_team(people=2),
        plan=everybody(2),
    )

    assert found == rules


@pytest.mark.parametrize(
    ("minute", "rules"),
    [
        pytest.param(30, set(), id="time for the way"),
        pytest.param(15, {ContactRule.NO_OVERLAP_WITH_TRAVEL}, id="half the way"),
    ],
)
def test_there_is_time_for_the_way_between_two_contacts(
    minute: int, rules: set[ContactRule]
) -> None:
    in_the_west = replace(AT_HOME, locality="West")
    caseload = a_caseload(
        workers=[alex()],
        people=[a_person(wishes=AT_HOME), a_person("ash", wishes=in_the_west)],
        travel=NO_WAY,
    )
    contacts = a_visit(1, 10), a_visit(1, 11, minute, person="ash", locality="West")

    assert broken(*contacts, caseload=caseload, plan=everybody(2)) == rules


@pytest.mark.parametrize(
    ("hour", "minute", "rules"),
    [
        pytest.param(9, 30, set(), id="time to get there"),
        pytest.param(15, 30, set(), id="time to get back"),
        pytest.param(9, 15, {ContactRule.NO_OVERLAP_WITH_TRAVEL}, id="too early"),
        pytest.param(15, 45, {ContactRule.NO_OVERLAP_WITH_TRAVEL}, id="too late"),
    ],
)
def test_the_day_begins_and_ends_at_the_workers_locality(
    hour: int, minute: int, rules: set[ContactRule]
) -> None:
    caseload = a_team(wishes=replace(AT_HOME, locality="West"))

    assert broken(a_visit(1, hour, minute, locality="West"), caseload=caseload) == rules


@pytest.mark.parametrize(
    ("minute", "rules"),
    [
        pytest.param(15, set(), id="fifteen minutes"),
        pytest.param(0, {ContactRule.NO_OVERLAP_WITH_TRAVEL}, id="none"),
    ],
)
def test_a_way_nobody_has_timed_takes(minute: int, rules: set[ContactRule]) -> None:
    caseload = a_team(wishes=Wishes())

    assert broken(a_visit(1, 9, minute, locality=None), caseload=caseload) == rules


def test_a_team_event_is_where_the_worker_is_based() -> None:
    caseload = a_team(wishes=replace(AT_HOME, locality="West"), events=[an_event()])

    assert broken(a_visit(2, 12, 0, locality="West"), caseload=caseload) == set()
    assert broken(a_visit(2, 11, 45, locality="West"), caseload=caseload) == {
        ContactRule.NO_OVERLAP_WITH_TRAVEL
    }


def test_the_way_takes_working_time() -> None:
    works = replace(
        hours((1,), 9, 12),
        spans=(*hours((1,), 9, 12).spans, *hours((1,), 13, 17).spans),
    )
    in_the_west = replace(AT_HOME, locality="West")
    caseload = a_caseload(
        workers=[alex(works=works)],
        people=[a_person(wishes=AT_HOME), a_person("ash", wishes=in_the_west)],
        travel=NO_WAY,
    )

    def after_lunch(minute: int) -> set[ContactRule]:
        return broken(
            a_visit(1, 11),
            a_visit(1, 13, minute, person="ash", locality="West"),
            caseload=caseload,
            plan=everybody(2),
        )

    assert after_lunch(30) == set()
    assert after_lunch(15) == {ContactRule.NO_OVERLAP_WITH_TRAVEL}


@pytest.mark.parametrize(
    ("people", "rules"),
    [
        pytest.param(5, set(), id="five hours"),
        pytest.param(6, {ContactRule.DAILY_MINUTES}, id="six"),
    ],
)
def test_a_day_has_five_hours_of_contact_at_most(
    people: int, rules: set[ContactRule]
) -> None:
    names = ["sam", "ash", "bo", "cas", "dee", "eli"][:people]
    starts = [9, 10, 11, 13, 14, 15]
    contacts = [
        a_visit(1, hour, person=name) for name, hour in zip(names, starts, strict=False)
    ]

    found = broken(*contacts, caseload=a_team(people=people), plan=everybody(people))

    assert found == rules


@pytest.mark.parametrize(
    ("first", "second", "rules"),
    [
        pytest.param((11, 15), (12, 45), set(), id="half an hour in between"),
        pytest.param((12, 30), (13, 30), set(), id="half an hour before"),
        pytest.param((12, 0), (13, 15), {"midday_break"}, id="a quarter at a time"),
        pytest.param((12, 15), (13, 15), {"midday_break"}, id="too little before"),
    ],
)
def test_there_is_a_break_at_midday(
    first: tuple[int, int], second: tuple[int, int], rules: set[str]
) -> None:
    found = broken(
        a_visit(1, *first),
        a_visit(1, *second, person="ash"),
        caseload=a_team(people=2),
        plan=everybody(2),
    )

    assert found == rules


@pytest.mark.parametrize(
    ("minute", "rules"),
    [
        pytest.param(0, set(), id="an hour for both"),
        pytest.param(45, {ContactRule.MIDDAY_BREAK}, id="a quarter less"),
    ],
)
def test_the_break_is_not_spent_on_the_way(
    minute: int, rules: set[ContactRule]
) -> None:
    # Alex is with Sam until 12:15 and needs half an hour to get to Ash, who has until
    # 14:00: the break comes before or after the way, but not on it.
    in_the_west = replace(AT_HOME, locality="West")
    caseload = a_caseload(
        workers=[alex()],
        people=[
            a_person(wishes=AT_HOME),
            a_person("ash", wishes=in_the_west),
            a_person("bo", wishes=in_the_west),
        ],
        travel=NO_WAY | {("West", "West"): 0},
    )
    start = (13, 15) if minute == 0 else (13, 0)
    contacts = [
        a_visit(1, 11, 15),
        a_visit(1, *start, person="ash", locality="West"),
    ]

    assert broken(*contacts, caseload=caseload, plan=everybody(3)) == rules


def test_time_off_at_midday_is_a_break() -> None:
    caseload = a_team(workers=[alex(works=hours((1,), 9, 13))], people=2)
    contacts = a_visit(1, 12), a_visit(1, 11, person="ash")

    assert broken(*contacts, caseload=caseload, plan=everybody(2)) == set()


def test_appointments_that_leave_no_break_are_not_held_against_the_plan() -> None:
    agreed = [an_appointment(at=at(1, 12)), an_appointment("ash", at=at(1, 13))]
    caseload = a_team(people=3, appointments=agreed)
    as_agreed = a_visit(1, 12), a_visit(1, 13, person="ash")

    assert broken(*as_agreed, caseload=caseload, plan=everybody(3)) == set()
    with_more = (*as_agreed, a_visit(1, 15, person="bo"))
    assert broken(*with_more, caseload=caseload, plan=everybody(3)) == set()


def test_appointments_that_fill_the_day_leave_no_room_for_more() -> None:
    agreed = [
        an_appointment("sam", at=at(1, 9), minutes=180),
        an_appointment("ash", at=at(1, 13), minutes=180),
    ]
    caseload = a_team(people=3, appointments=agreed)
    as_agreed = a_visit(1, 9, minutes=180), a_visit(1, 13, person="ash", minutes=180)

    assert broken(*as_agreed, caseload=caseload, plan=everybody(3)) == set()
    with_more = (*as_agreed, a_visit(1, 16, person="bo"))
    assert broken(*with_more, caseload=caseload, plan=everybody(3)) == {
        ContactRule.DAILY_MINUTES
    }


# Nonsense

NAMES = ("p0", "p1", "r0", "who")
WORKERS = ("w0", "w1", "gone")
MOMENTS = st.builds(
    datetime.combine,
    st.integers(-3, 30).map(day),
    st.sampled_from((time(0, 0), time(9, 0), time(9, 7), time(12, 30), time(23, 45))),
)


def contacts() -> st.SearchStrategy[PlannedContact]:
    """Any contact, sense or nonsense."""
    return st.builds(
        PlannedContact,
        at=MOMENTS,
        person_id=st.sampled_from(NAMES).map(PersonId),
        worker_id=st.sampled_from(WORKERS).map(WorkerId),
        minutes=st.sampled_from((0, 30, 60, 90, 2000)),
        kind=st.sampled_from(ContactKind),
        place=st.sampled_from(("home", "office", "moon", "")),
        locality=st.sampled_from((None, "East", "West")),
        cover=st.booleans(),
    )


def stays() -> st.SearchStrategy[Stay]:
    """Any stay, sense or nonsense."""
    return st.builds(
        Stay,
        person_id=st.sampled_from(NAMES).map(PersonId),
        from_on=st.integers(-1, 6).map(monday),
        worker_id=st.sampled_from((*WORKERS, None)).map(
            lambda each: None if each is None else WorkerId(each)
        ),
        to_on=st.sampled_from((None, monday(1), monday(3))),
    )


@given(
    caseload=caseloads(),
    assignment=st.lists(stays(), max_size=5).map(tuple).map(AssignmentPlan),
    plan=st.lists(contacts(), max_size=8).map(tuple).map(ContactPlan),
)
@settings(deadline=None)
def test_there_is_an_answer_about_any_plan(
    caseload: Caseload, assignment: AssignmentPlan, plan: ContactPlan
) -> None:
    found = verify_contacts(caseload, HORIZON, assignment, plan)
    scored = score_contacts(caseload, HORIZON, assignment, plan, BALANCED.contacts)

    assert all(each.finding.endswith(".") and each.rule in CHECKS for each in found)
    assert scored.cost.total >= 0
