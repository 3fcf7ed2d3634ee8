"""What everybody is owed in the coming weeks, read from the caseload and the plan."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from cti.calendar import Horizon
from cti.caseload.caseload import Appointment, Caseload, ContactRecord, Outcome
from cti.caseload.people import Person, Status, Wishes
from cti.caseload.workers import Absence, Worker
from cti.phases import Phase
from cti.plans.assignment import AssignmentPlan
from cti.plans.contact_need import ContactNeed
from cti.plans.contact_needs import contact_needs
from cti.plans.contacts import ContactKind
from cti.units import PersonId, WorkerId
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

WEDNESDAY = Horizon(on=date(2026, 11, 25))
"""Planned in mid-week: the first planning Monday is five days later."""

ONE = timedelta(days=1)
NEXT_MONDAY = monday(1)

ALEX_AND_BLAIR = (a_worker("alex"), a_worker("blair"))


def day(number: int) -> date:
    """A day from the plan date."""
    return PLAN_DATE + timedelta(days=number)


def at(on: date, hour: int = 10, minute: int = 0) -> datetime:
    return datetime(on.year, on.month, on.day, hour, minute)


def need_of(
    caseload: Caseload,
    plan: AssignmentPlan | None = None,
    *,
    horizon: Horizon = HORIZON,
    whom: str = "sam",
) -> ContactNeed:
    return contact_needs(caseload, horizon, plan or a_plan(a_stay()))[PersonId(whom)]


def held(need: ContactNeed) -> list[tuple[str | None, date, date]]:
    return [(each.worker_id, each.from_on, each.to_on) for each in need.holdings]


# Who holds somebody


def test_before_the_first_monday_people_are_with_the_worker_they_have() -> None:
    caseload = a_caseload(workers=ALEX_AND_BLAIR, people=[a_person()])
    plan = a_plan(a_stay(worker="blair", from_on=WEDNESDAY.start))

    need = need_of(caseload, plan, horizon=WEDNESDAY)

    assert held(need) == [
        ("alex", date(2026, 11, 25), date(2026, 11, 30)),
        ("blair", date(2026, 11, 30), date(2026, 12, 23)),
    ]


@pytest.mark.parametrize(
    "person",
    [
        pytest.param(a_person(worker=None), id="none"),
        pytest.param(a_person(worker="gone"), id="one who has left"),
        pytest.param(
            a_person(wishes=Wishes(not_workers=frozenset({WorkerId("alex")}))),
            id="one they refuse",
        ),
    ],
)
def test_nobody_holds_them_until_then_if_their_worker_is(person: Person) -> None:
    caseload = a_caseload(workers=ALEX_AND_BLAIR, people=[person])
    plan = a_plan(a_stay(worker="blair", from_on=WEDNESDAY.start))

    need = need_of(caseload, plan, horizon=WEDNESDAY)

    assert held(need)[0] == (None, date(2026, 11, 25), date(2026, 11, 30))


def test_a_worker_who_leaves_holds_people_until_the_plan_moves_them() -> None:
    leaver = a_worker("alex", leaves_on=date(2026, 12, 2))
    caseload = a_caseload(workers=[leaver, a_worker("blair")], people=[a_person()])
    plan = a_plan(a_stay(to_on=monday(2)), a_stay(worker="blair", from_on=monday(2)))

    assert held(need_of(caseload, plan)) == [
        ("alex", monday(0), monday(2)),
        ("blair", monday(2), monday(4)),
    ]


def test_a_referral_is_held_from_its_start() -> None:
    caseload = a_caseload(referrals=[a_referral()])
    plan = a_plan(a_stay("robin", from_on=monday(2)))

    need = need_of(caseload, plan, whom="robin")

    assert held(need) == [("alex", monday(2), monday(4))]
    assert (need.from_on, need.since_on, need.ever_met) == (monday(2), monday(2), False)


def test_a_referral_that_waits_is_owed_nothing() -> None:
    caseload = a_caseload(referrals=[a_referral("robin"), a_referral("ash")])
    plan = a_plan(a_stay("ash", from_on=monday(4)))

    assert contact_needs(caseload, HORIZON, plan) == {}


def test_nothing_is_owed_once_support_has_finished() -> None:
    nine_months_ago = date(2026, 3, 2)
    caseload = a_caseload(people=[a_person(transition_on=nine_months_ago)])

    need = need_of(caseload)

    assert need.until_on == date(2026, 12, 2)
    assert held(need) == [("alex", monday(0), date(2026, 12, 2))]
    assert need.is_supported_on(date(2026, 12, 1))
    assert not need.is_supported_on(date(2026, 12, 2))


def test_support_that_finishes_before_the_first_monday_is_still_seen_out() -> None:
    caseload = a_caseload(people=[a_person(transition_on=date(2026, 2, 27))])

    need = need_of(caseload, a_plan(), horizon=WEDNESDAY)

    assert held(need) == [("alex", date(2026, 11, 25), date(2026, 11, 27))]


@pytest.mark.parametrize(
    "person",
    [
        pytest.param(a_person(status=Status.CLOSED), id="closed"),
        pytest.param(a_person(transition_on=date(2026, 2, 23)), id="finished today"),
    ],
)
def test_people_without_support_are_owed_nothing(person: Person) -> None:
    caseload = a_caseload(people=[person])

    assert contact_needs(caseload, HORIZON, a_plan(a_stay())) == {}


# Since when a gap runs


@pytest.mark.parametrize(
    ("record", "since", "met"),
    [
        pytest.param(a_contact(at=at(day(-5))), day(-5), True, id="achieved"),
        pytest.param(a_contact(worker=None), day(-7), True, id="by anybody"),
        pytest.param(a_contact(at=at(day(0))), day(0), True, id="today"),
        pytest.param(a_contact(at=at(day(1))), date(2026, 8, 3), False, id="tomorrow"),
        pytest.param(
            a_contact(outcome=Outcome.ATTEMPTED),
            date(2026, 8, 3),
            False,
            id="only tried",
        ),
        pytest.param(
            a_contact(kind="Case review"), date(2026, 8, 3), False, id="spoken of"
        ),
    ],
)
def test_a_gap_runs_from_the_last_achieved_contact(
    record: ContactRecord, since: date, met: bool
) -> None:
    need = need_of(a_caseload(people=[a_person()], contacts=[record]))

    assert (need.since_on, need.ever_met) == (since, met)


@pytest.mark.parametrize(
    ("started_on", "since"),
    [
        pytest.param(date(2026, 11, 9), date(2026, 11, 9), id="the start of support"),
        pytest.param(None, PLAN_DATE, id="unknown"),
        pytest.param(day(3), PLAN_DATE, id="still to come"),
    ],
)
def test_without_a_contact_it_runs_from_the_start_of_support(
    started_on: date | None, since: date
) -> None:
    need = need_of(a_caseload(people=[a_person(started_on=started_on)]))

    assert need.since_on == since


def test_rhythm_and_tolerance_are_those_of_the_phase_on_the_earlier_day() -> None:
    # Phase Two begins on the plan date.
    need = need_of(a_caseload(people=[a_person(transition_on=date(2026, 8, 23))]))

    assert need.latest_on(day(-1)) == day(-1) + timedelta(days=9)
    assert need.latest_on(day(0)) == day(0) + timedelta(days=35)
    assert need.latest_on(date(2027, 5, 23)) is None


# First contacts


def firsts(need: ContactNeed) -> list[tuple[str, str | None, date, date]]:
    return [
        (due.worker_id, due.with_worker_id, due.from_on, due.due_on)
        for due in need.first_contacts
    ]


def moved(
    *,
    on: date = NEXT_MONDAY,
    workers: Iterable[Worker] = ALEX_AND_BLAIR,
    absences: Iterable[Absence] = (),
    **person: Any,  # noqa: ANN401, whatever the builder takes
) -> ContactNeed:
    """Sam, handed from Alex to Blair on a Monday."""
    caseload = a_caseload(
        workers=workers, people=[a_person(**person)], absences=absences
    )
    stays = [a_stay(worker="blair", from_on=on)]
    if on > monday(0):
        stays.append(a_stay(to_on=on))
    return need_of(caseload, a_plan(*stays))


def test_a_handover_asks_for_a_first_contact_with_both_workers() -> None:
    assert firsts(moved()) == [("blair", "alex", monday(1), monday(2))]


def test_so_does_a_handover_on_the_plan_date() -> None:
    assert firsts(moved(on=monday(0))) == [("blair", "alex", monday(0), monday(1))]


def test_whoever_stays_is_owed_no_first_contact() -> None:
    assert firsts(need_of(a_caseload(people=[a_person()]))) == []


@pytest.mark.parametrize(
    "need",
    [
        pytest.param(
            moved(workers=[a_worker("alex", leaves_on=monday(1)), a_worker("blair")]),
            id="has left",
        ),
        pytest.param(
            moved(absences=[an_absence(from_on=monday(1), to_on=monday(2))]),
            id="is away on all days allowed",
        ),
        pytest.param(
            moved(
                workers=[
                    a_worker("alex", works=hours((0, 1), 9, 17)),
                    a_worker("blair", works=hours((2, 3), 9, 17)),
                ]
            ),
            id="never works with the new one",
        ),
        pytest.param(
            moved(
                workers=[
                    a_worker("alex", works=hours((0,), 9, 12)),
                    a_worker("blair", works=hours((0,), 12, 17)),
                ]
            ),
            id="works at other hours",
        ),
        pytest.param(
            moved(wishes=Wishes(available=hours((5,), 9, 17))),
            id="cannot meet them when they are free",
        ),
        pytest.param(
            moved(wishes=Wishes(not_workers=frozenset({WorkerId("alex")}))),
            id="is refused",
        ),
        pytest.param(moved(on=monday(0), worker="gone"), id="is not in the caseload"),
    ],
)
def test_the_old_worker_stays_away_who(need: ContactNeed) -> None:
    assert [due.with_worker_id for due in need.first_contacts] == [None] * len(
        need.first_contacts
    )
    assert need.first_contacts


def test_an_absence_that_ends_on_the_last_day_allowed_leaves_a_warm_handover() -> None:
    away = an_absence(from_on=monday(1), to_on=monday(2) - timedelta(days=1))

    assert firsts(moved(absences=[away]))[0][1] == "alex"


def test_an_hour_together_on_one_day_is_enough_for_a_warm_handover() -> None:
    need = moved(
        workers=[
            a_worker("alex", works=hours((0,), 9, 13)),
            a_worker("blair", works=hours((0,), 12, 17)),
        ]
    )

    assert firsts(need)[0][1] == "alex"


def test_a_referral_is_owed_a_first_contact_from_its_start() -> None:
    caseload = a_caseload(referrals=[a_referral()])

    need = need_of(caseload, a_plan(a_stay("robin", from_on=monday(1))), whom="robin")

    assert firsts(need) == [("alex", None, monday(1), monday(2))]


def test_somebody_without_a_worker_is_owed_one_from_the_first_worker() -> None:
    caseload = a_caseload(people=[a_person(worker=None)])

    assert firsts(need_of(caseload)) == [("alex", None, monday(0), monday(1))]


@pytest.mark.parametrize(
    ("started_on", "due"),
    [
        pytest.param(day(-7), [day(0)], id="last day allowed is the plan date"),
        pytest.param(day(-8), [], id="a day more"),
        pytest.param(day(0), [day(7)], id="today"),
        pytest.param(day(1), [], id="tomorrow"),
    ],
)
def test_a_start_just_before_the_plan_is_followed_up(
    started_on: date, due: list[date]
) -> None:
    need = need_of(a_caseload(people=[a_person(started_on=started_on)]))

    assert [each.due_on for each in need.first_contacts] == due


@pytest.mark.parametrize(
    ("met_on", "number"),
    [
        pytest.param(day(-3), 0, id="on the day of the start"),
        pytest.param(day(-4), 1, id="only before"),
    ],
)
def test_a_start_that_was_followed_up_is_not_again(met_on: date, number: int) -> None:
    person = a_person(started_on=day(-3))
    need = need_of(a_caseload(people=[person], contacts=[a_contact(at=at(met_on))]))

    assert len(need.first_contacts) == number


def test_the_days_of_a_first_contact_count_from_the_end_of_a_pause() -> None:
    need = moved(
        status=Status.PAUSED, paused_from=day(-5), paused_review_on=monday(1) + 3 * ONE
    )

    assert firsts(need)[0][3] == monday(1) + timedelta(days=10)


# Meetings


@pytest.mark.parametrize(
    ("transition_on", "window"),
    [
        pytest.param(date(2026, 9, 21), (day(14), day(27)), id="ends with the plan"),
        pytest.param(date(2026, 9, 22), None, id="a day later"),
        pytest.param(date(2026, 8, 24), (day(0), day(0)), id="last day today"),
        pytest.param(date(2026, 8, 23), None, id="ended yesterday"),
        pytest.param(date(2026, 9, 1), (day(0), day(7)), id="window already open"),
    ],
)
def test_a_phase_that_ends_in_the_plan_asks_for_a_meeting(
    transition_on: date, window: tuple[date, date] | None
) -> None:
    need = need_of(a_caseload(people=[a_person(transition_on=transition_on)]))

    found = [(due.first_on, due.last_on) for due in need.meetings]
    assert found == ([window] if window else [])


def test_it_is_the_final_meeting_at_the_end_of_phase_three() -> None:
    need = need_of(a_caseload(people=[a_person(transition_on=date(2026, 3, 2))]))

    assert [(due.phase, due.kind) for due in need.meetings] == [
        (Phase.TRANSFER_OF_CARE, ContactKind.FINAL_MEETING)
    ]


def test_pre_cti_ends_without_one() -> None:
    person = a_person(transition_on=None, transition_expected_on=day(10))

    assert need_of(a_caseload(people=[person])).meetings == ()


@pytest.mark.parametrize(
    ("on", "kind", "number"),
    [
        pytest.param(date(2026, 11, 17), "Network meeting", 0, id="in the window"),
        pytest.param(date(2026, 11, 16), "network meeting", 1, id="a day too early"),
        pytest.param(date(2026, 11, 17), "visit", 1, id="only a visit"),
    ],
)
def test_a_meeting_that_was_held_is_not_asked_for_again(
    on: date, kind: str, number: int
) -> None:
    # Phase One ends on 1 December; its last 14 days begin on 17 November.
    caseload = a_caseload(
        people=[a_person(transition_on=date(2026, 9, 1))],
        contacts=[a_contact(at=at(on), kind=kind)],
    )

    assert len(need_of(caseload).meetings) == number


@pytest.mark.parametrize(
    ("review_on", "number"),
    [
        pytest.param(date(2026, 11, 30), 1, id="until its last day"),
        pytest.param(date(2026, 12, 1), 0, id="for all that is left"),
    ],
)
def test_no_meeting_is_asked_for_in_a_pause(review_on: date, number: int) -> None:
    person = a_person(
        transition_on=date(2026, 9, 1),
        status=Status.PAUSED,
        paused_from=day(-5),
        paused_review_on=review_on,
    )

    assert len(need_of(a_caseload(people=[person])).meetings) == number


# What they are used to, and whom they know


def met_at(*moments: datetime) -> ContactNeed:
    contacts = [a_contact(at=moment) for moment in moments]
    return need_of(a_caseload(people=[a_person()], contacts=contacts))


def test_usual_is_what_is_commonest() -> None:
    need = met_at(at(day(-19), 9), at(day(-12), 9), at(day(-6), 14))

    assert (need.usual_weekday, need.usual_minute) == (2, 9 * 60)


def test_of_several_equally_common_it_is_the_most_recent() -> None:
    need = met_at(at(day(-12), 9), at(day(-6), 14, 30))

    assert (need.usual_weekday, need.usual_minute) == (1, 14 * 60 + 30)


def test_only_the_last_eight_contacts_count() -> None:
    long_ago = [at(day(-7 * week - 1), 9) for week in range(9, 29)]
    lately = [at(day(-7 * week), 14) for week in range(1, 9)]

    need = met_at(*long_ago, *lately)

    assert (need.usual_weekday, need.usual_minute) == (0, 14 * 60)


def test_without_contacts_nothing_is_usual() -> None:
    need = need_of(a_caseload(people=[a_person()]))

    assert (need.usual_weekday, need.usual_minute) == (None, None)


@pytest.mark.parametrize(
    ("met_on", "familiar"),
    [
        pytest.param(day(-90), {"blair"}, id="90 days ago"),
        pytest.param(day(-91), set(), id="91 days ago"),
    ],
)
def test_a_familiar_face_has_been_met_lately(met_on: date, familiar: set[str]) -> None:
    caseload = a_caseload(
        people=[a_person()], contacts=[a_contact(worker="blair", at=at(met_on))]
    )

    assert need_of(caseload).familiar == familiar


# Agreed appointments


def booked(
    appointment: Appointment, caseload: Caseload | None = None
) -> tuple[int, int]:
    """How many of an appointment stand, and how many lapse."""
    found = caseload or a_caseload(people=[a_person()], appointments=[appointment])
    need = need_of(found)
    return len(need.agreed), len(need.lapsed)


@pytest.mark.parametrize(
    ("on", "numbers"),
    [
        pytest.param(day(0), (1, 0), id="first day"),
        pytest.param(day(27), (1, 0), id="last day"),
        pytest.param(day(28), (0, 0), id="after the plan"),
        pytest.param(day(-1), (0, 0), id="before the plan"),
    ],
)
def test_appointments_of_the_coming_weeks_stand(
    on: date, numbers: tuple[int, int]
) -> None:
    assert booked(an_appointment(at=at(on))) == numbers


@pytest.mark.parametrize(
    "caseload",
    [
        pytest.param(
            a_caseload(
                people=[a_person()],
                absences=[an_absence(from_on=day(1), to_on=day(1))],
                appointments=[an_appointment()],
            ),
            id="is away",
        ),
        pytest.param(
            a_caseload(
                workers=[a_worker(leaves_on=day(1))],
                people=[a_person()],
                appointments=[an_appointment()],
            ),
            id="has left",
        ),
        pytest.param(
            a_caseload(
                workers=[a_worker(starts_on=day(2))],
                people=[a_person()],
                appointments=[an_appointment()],
            ),
            id="has not started",
        ),
        pytest.param(
            a_caseload(
                people=[
                    a_person(
                        status=Status.PAUSED,
                        paused_from=day(0),
                        paused_review_on=day(2),
                    )
                ],
                appointments=[an_appointment()],
            ),
            id="meets nobody in a pause",
        ),
        pytest.param(
            a_caseload(
                people=[a_person(transition_on=date(2026, 2, 24))],
                appointments=[an_appointment()],
            ),
            id="has nobody to support any more",
        ),
    ],
)
def test_an_appointment_lapses_when_the_worker(caseload: Caseload) -> None:
    assert booked(an_appointment(), caseload) == (0, 1)


def test_a_worker_with_a_smaller_caseload_still_keeps_appointments() -> None:
    caseload = a_caseload(
        people=[a_person()],
        absences=[an_absence(load_reduction=40)],
        appointments=[an_appointment()],
    )

    assert booked(an_appointment(), caseload) == (1, 0)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        pytest.param("fixed", ContactKind.VISIT, id="no kind of contact"),
        pytest.param("Network Meeting", ContactKind.NETWORK_MEETING, id="a kind"),
    ],
)
def test_an_appointment_is_the_kind_it_says_or_that_of_the_phase(
    said: str, kind: ContactKind
) -> None:
    caseload = a_caseload(people=[a_person()], appointments=[an_appointment(kind=said)])

    assert need_of(caseload).agreed[0].kind is kind


def test_an_appointment_with_somebody_else_is_cover() -> None:
    caseload = a_caseload(
        workers=ALEX_AND_BLAIR,
        people=[a_person()],
        appointments=[an_appointment(worker="blair")],
    )

    assert need_of(caseload).agreed[0].cover


def test_an_appointment_with_both_workers_at_a_handover_is_not() -> None:
    handover = at(monday(1) + ONE)
    caseload = a_caseload(
        workers=ALEX_AND_BLAIR,
        people=[a_person()],
        appointments=[
            an_appointment(worker="alex", at=handover),
            an_appointment(worker="blair", at=handover),
        ],
    )
    plan = a_plan(a_stay(to_on=monday(1)), a_stay(worker="blair", from_on=monday(1)))

    need = need_of(caseload, plan)

    assert [contact.cover for contact in need.agreed] == [False, False]
