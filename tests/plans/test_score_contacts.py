"""What a contact plan costs, part by part, counted by hand."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import Any

import pytest

from cti.caseload.caseload import Caseload
from cti.caseload.people import Status, Wishes
from cti.phases import Phase
from cti.plans.assignment import AssignmentPlan
from cti.plans.contact_score import ContactScore
from cti.plans.contacts import ContactKind, ContactPlan, PlannedContact
from cti.plans.cost import ContactCost
from cti.plans.policy import ContactPrices
from cti.plans.score_contacts import score_contacts
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
    an_event,
    monday,
)

ALEX_AND_BLAIR = (a_worker("alex"), a_worker("blair"))
PHASE_ONE = date(2026, 11, 2)
PHASE_TWO = date(2026, 8, 3)
PHASE_THREE = date(2026, 5, 4)
HANDOVER = a_plan(a_stay(to_on=monday(1)), a_stay(worker="blair", from_on=monday(1)))


def day(number: int) -> date:
    return PLAN_DATE + timedelta(days=number)


def at(number: int, hour: int = 10, minute: int = 0) -> datetime:
    return datetime.combine(day(number), time(hour, minute))


def visits(*numbers: int, hour: int = 10, worker: str = "alex") -> list[PlannedContact]:
    """Visits to Sam on some days from the plan date."""
    return [a_planned_contact(worker=worker, at=at(each, hour)) for each in numbers]


def scored(
    contacts: Iterable[PlannedContact] = (),
    caseload: Caseload | None = None,
    plan: AssignmentPlan | None = None,
    prices: ContactPrices | None = None,
) -> ContactScore:
    return score_contacts(
        caseload or sams(),
        HORIZON,
        plan or a_plan(a_stay()),
        ContactPlan(tuple(contacts)),
        prices or ContactPrices(),
    )


def sams(
    *,
    met: int | None = -1,
    contacts: Iterable[Any] = (),
    workers: Iterable[Any] = ALEX_AND_BLAIR,
    travel: dict[tuple[str, str], int] | None = None,
    events: Iterable[Any] = (),
    **person: Any,  # noqa: ANN401, as the builder takes them
) -> Caseload:
    """Sam, last met the day before the plan unless a test says otherwise."""
    last = () if met is None else (a_contact(at=at(met)),)
    return a_caseload(
        workers=workers,
        people=[a_person(**person)],
        contacts=(*last, *contacts),
        travel=travel,
        events=events,
    )


def late_days(*numbers: int, **named: Any) -> list[int]:  # noqa: ANN401, as sams
    """The late days of each late gap, with contacts on some days."""
    return [gap.days for gap in scored(visits(*numbers), sams(**named)).late]


# Late days


@pytest.mark.parametrize(
    ("second", "late"),
    [
        pytest.param(17, [], id="nine days after the first"),
        pytest.param(18, [1], id="ten"),
        pytest.param(19, [2], id="eleven"),
    ],
)
def test_a_gap_in_phase_one_is_late_after_nine_days(
    second: int, late: list[int]
) -> None:
    assert late_days(8, second, second + 7) == late


@pytest.mark.parametrize(
    ("last", "late"),
    [
        pytest.param(19, [], id="nine days before it"),
        pytest.param(18, [1], id="ten"),
    ],
)
def test_the_last_gap_runs_to_the_end_of_the_plan(last: int, late: list[int]) -> None:
    assert late_days(3, 11, last) == late


def test_or_to_the_end_of_support() -> None:
    # Phase Three ends on day 9; from then on nothing is owed.
    late = late_days(transition_on=date(2026, 3, 2), met=-26)

    assert late == []
    assert late_days(transition_on=date(2026, 3, 2), met=-27) == [1]


@pytest.mark.parametrize(
    ("first", "late"),
    [
        pytest.param(0, [], id="at once"),
        pytest.param(1, [1], id="the next day"),
        pytest.param(3, [3], id="on the fourth"),
    ],
)
def test_a_gap_late_before_the_plan_counts_from_the_plan_date(
    first: int, late: list[int]
) -> None:
    assert late_days(first, first + 7, first + 14, first + 20, met=-60) == late


@pytest.mark.parametrize(
    ("transition_on", "met", "contacts", "phase", "points"),
    [
        pytest.param(None, -13, (1, 8, 18), Phase.PRE_CTI, 40, id="Pre-CTI, 13 days"),
        pytest.param(PHASE_ONE, -9, (1, 8, 17, 22), Phase.TRANSITION, 40, id="One, 9"),
        pytest.param(PHASE_TWO, -19, (17,), Phase.TRY_OUT, 20, id="Two, 35"),
        pytest.param(
            PHASE_THREE, -19, (17,), Phase.TRANSFER_OF_CARE, 20, id="Three, 35"
        ),
    ],
)
def test_rhythm_and_price_are_those_of_the_phase(
    transition_on: date | None,
    met: int,
    contacts: tuple[int, ...],
    phase: Phase,
    points: int,
) -> None:
    # The first contact comes a day later than the rhythm and its tolerance allow.
    caseload = sams(
        transition_on=transition_on, transition_expected_on=day(60), met=met
    )

    found = scored(visits(*contacts), caseload)

    assert [(gap.phase, gap.days) for gap in found.late] == [(phase, 1)]
    assert found.cost.late == points
    a_day_sooner = sams(
        transition_on=transition_on, transition_expected_on=day(60), met=met + 1
    )
    assert scored(visits(*contacts), a_day_sooner).late == ()


def test_the_phase_is_that_of_the_earlier_day() -> None:
    # Phase Two begins on day 7: from then on 35 days may pass instead of nine.
    two_from_day_7 = date(2026, 8, 30)

    assert late_days(6, transition_on=two_from_day_7, met=-1)[-1] == 28 - 15
    assert late_days(7, transition_on=two_from_day_7, met=-1) == []


def test_only_the_day_of_a_contact_counts() -> None:
    late_in_the_day = [a_planned_contact(at=at(8, 16))]

    assert scored(late_in_the_day).late_days == scored(visits(8)).late_days


def test_cover_counts_as_a_contact() -> None:
    by_blair = visits(8, 16, 23, worker="blair")

    assert scored(by_blair).late == ()


def test_days_of_a_pause_are_not_late() -> None:
    paused: dict[str, Any] = {
        "status": Status.PAUSED,
        "paused_from": day(-20),
        "paused_review_on": day(5),
        "met": -30,
    }

    assert late_days(5, 13, 21, **paused) == []
    assert late_days(6, 13, 21, **paused) == [1]


def test_a_gap_says_what_a_sentence_needs() -> None:
    (gap,) = scored(visits(10, 17, 24)).late

    assert (gap.person_id, gap.from_on, gap.latest_on, gap.to_on) == (
        "sam",
        day(-1),
        day(8),
        day(10),
    )
    assert gap.ends_with_contact


def test_a_gap_that_no_contact_ends_says_so() -> None:
    (gap,) = scored(visits(8, 16)).late

    assert (gap.to_on, gap.days, gap.ends_with_contact) == (day(28), 3, False)


def test_late_days_are_added_up_by_person() -> None:
    found = scored(visits(10, 21))

    assert found.late_days == 2 + 2
    assert found.late_days_of == {"sam": 4}
    assert found.cost.late == 160


# First contacts


@pytest.mark.parametrize(
    ("number", "days"),
    [
        pytest.param(14, 0, id="seven days after the start"),
        pytest.param(15, 1, id="eight"),
        pytest.param(18, 4, id="eleven"),
    ],
)
def test_a_first_contact_is_late_after_seven_days(number: int, days: int) -> None:
    caseload = a_caseload(referrals=[a_referral()])
    plan = a_plan(a_stay("robin", from_on=monday(1)))
    contact = a_planned_contact("robin", at=at(number))

    found = scored([contact], caseload, plan)

    assert [each.days for each in found.late_first_contacts] == [days] * (days > 0)
    assert found.cost.first_contact == 40 * days


def test_one_that_is_not_planned_counts_to_the_end() -> None:
    caseload = a_caseload(referrals=[a_referral()])
    plan = a_plan(a_stay("robin", from_on=monday(1)))

    (late,) = scored((), caseload, plan).late_first_contacts

    assert (late.on, late.days) == (None, 28 - 14)


def test_contacts_with_the_old_worker_are_not_the_first_with_the_new() -> None:
    by_alex = visits(8, 12, worker="alex")

    assert scored(by_alex, plan=HANDOVER).cost.first_contact == 40 * 14


@pytest.mark.parametrize(
    ("with_alex", "days"),
    [
        pytest.param(True, 0, id="with both"),
        pytest.param(False, 14, id="with the new one only"),
    ],
)
def test_a_warm_handover_is_with_both_workers(with_alex: bool, days: int) -> None:
    contacts = visits(8, worker="blair")
    if with_alex:
        contacts += visits(8, worker="alex")

    assert scored(contacts, plan=HANDOVER).cost.first_contact == 40 * days


def test_whoever_comes_along_is_neither_cover_nor_a_second_contact() -> None:
    alone = scored(visits(8, worker="blair"), plan=HANDOVER)
    both = scored(
        [*visits(8, worker="blair"), *visits(8, worker="alex")], plan=HANDOVER
    )

    assert both.contacts == alone.contacts == 1
    assert both.cover == 0
    assert both.cost.regularity == alone.cost.regularity
    assert both.cost.travel == 2 * alone.cost.travel


def test_at_another_moment_the_old_worker_is_cover() -> None:
    apart = [*visits(8, worker="blair"), *visits(8, hour=14, worker="alex")]

    assert scored(apart, plan=HANDOVER).cover == 1


# Meetings


@pytest.mark.parametrize(
    ("number", "kind", "points"),
    [
        # Phase One ends on day 21; its last 14 days begin on day 7.
        pytest.param(7, ContactKind.NETWORK_MEETING, 0, id="on the first day"),
        pytest.param(20, ContactKind.NETWORK_MEETING, 0, id="on the last day"),
        pytest.param(6, ContactKind.NETWORK_MEETING, 200, id="too early"),
        pytest.param(21, ContactKind.NETWORK_MEETING, 200, id="too late"),
        pytest.param(7, ContactKind.VISIT, 200, id="only a visit"),
    ],
)
def test_a_meeting_missed_has_its_price(
    number: int, kind: ContactKind, points: int
) -> None:
    contact = replace(visits(number)[0], kind=kind)

    found = scored([contact], sams(transition_on=date(2026, 9, 14)))

    assert found.cost.meetings == points
    assert len(found.missed_meetings) == (points > 0)


# Cover


def test_cover_is_dearer_by_somebody_the_person_does_not_know() -> None:
    by_blair = visits(8, 16, worker="blair")
    known = sams(contacts=[a_contact(worker="blair", at=at(-40))])

    assert scored(by_blair).cost.cover == 120
    assert scored(by_blair, known).cost.cover == 60
    assert scored(by_blair, known).familiar_cover == 2
    assert scored(visits(8, 16)).cost.cover == 0


def test_for_somebody_with_nobody_every_contact_is_cover() -> None:
    found = scored(visits(8, 16), plan=a_plan(a_stay(worker=None)))

    assert found.cover == 2


# Usual days and times


def test_another_weekday_and_another_time_have_their_price() -> None:
    # Sam is used to Sundays at ten: the day before the plan.
    found = scored(visits(6, hour=10))
    assert (found.other_weekday, found.other_time) == (0, 0)

    found = scored(visits(7, hour=14))
    assert (found.other_weekday, found.other_time) == (1, 1)
    assert found.cost.regularity == 5


@pytest.mark.parametrize(
    ("minute", "other"),
    [
        pytest.param(0, 0, id="an hour later"),
        pytest.param(15, 1, id="an hour and a quarter"),
    ],
)
def test_an_hour_from_the_usual_time_is_still_the_usual_time(
    minute: int, other: int
) -> None:
    contact = a_planned_contact(at=at(6, 11, minute))

    assert scored([contact]).other_time == other


def test_without_contacts_usual_is_what_the_plan_does_most() -> None:
    mostly_tuesdays = [
        *visits(1, 8, hour=10),
        *visits(17, hour=11),
        *visits(24, hour=14),
    ]

    found = scored(mostly_tuesdays, sams(met=None))

    assert (found.other_weekday, found.other_time) == (2, 1)


def test_of_several_as_common_it_is_the_first() -> None:
    found = scored([*visits(1, hour=9), *visits(9, hour=11)], sams(met=None))

    assert (found.other_weekday, found.other_time) == (1, 1)


# The way

TRAVEL = {
    ("East", "East"): 5,
    ("East", "West"): 30,
    ("West", "East"): 25,
    ("West", "West"): 10,
}


def test_the_way_out_and_the_way_back_are_paid_for() -> None:
    caseload = sams(
        workers=[a_worker(locality="East")],
        wishes=Wishes(locality="West"),
        travel=TRAVEL,
    )
    contact = a_planned_contact(at=at(8), locality="West")

    found = scored([contact], caseload)

    assert found.travel_minutes == 30 + 25
    assert found.cost.travel == 11


def test_two_contacts_on_one_round_share_the_way() -> None:
    in_the_west = Wishes(locality="West")
    caseload = a_caseload(
        workers=[a_worker(locality="East")],
        people=[a_person(wishes=in_the_west), a_person("ash", wishes=in_the_west)],
        travel=TRAVEL,
    )
    contacts = [
        a_planned_contact(at=at(8), locality="West"),
        a_planned_contact("ash", at=at(8, 12), locality="West"),
    ]

    found = scored(contacts, caseload, a_plan(a_stay(), a_stay("ash")))

    assert found.travel_minutes == 30 + 10 + 25


def test_a_team_event_brings_the_worker_back() -> None:
    in_the_west = Wishes(locality="West")
    caseload = a_caseload(
        workers=[a_worker(locality="East")],
        people=[a_person(wishes=in_the_west), a_person("ash", wishes=in_the_west)],
        events=[an_event()],
        travel=TRAVEL,
    )
    contacts = [
        a_planned_contact(at=at(9, 9), locality="West"),
        a_planned_contact("ash", at=at(9, 13), locality="West"),
    ]

    found = scored(contacts, caseload, a_plan(a_stay(), a_stay("ash")))

    assert found.travel_minutes == 2 * (30 + 25)


def test_a_day_without_contacts_has_no_way() -> None:
    assert scored((), sams(events=[an_event()])).travel_minutes == 0


def test_a_way_nobody_has_timed_takes_fifteen_minutes() -> None:
    assert scored(visits(8)).travel_minutes == 30


# Altogether


def test_parts_add_up_exactly() -> None:
    third = ContactPrices(travel_minute=Fraction(1, 3), other_time=Fraction(1, 7))
    contact = a_planned_contact(at=at(8, 14))

    found = scored([contact], prices=third).cost

    assert found == ContactCost(
        late=40 * Fraction(28 - 17),
        regularity=3 + Fraction(1, 7),
        travel=Fraction(30, 3),
    )
    assert found.total == 440 + 13 + Fraction(1, 7)


def test_nobody_owed_anything_costs_nothing() -> None:
    caseload = a_caseload(people=[a_person(status=Status.CLOSED)])

    assert scored((), caseload).cost == ContactCost()


def test_contacts_of_nobody_held_count_for_nothing() -> None:
    stray = [
        a_planned_contact("who", at=at(1)),
        a_planned_contact(worker="who", at=at(1)),
        a_planned_contact(at=at(28)),
        a_planned_contact(at=at(-3)),
    ]

    assert scored(stray).cost == scored(()).cost
    assert scored(stray).contacts == 0


def test_appointments_that_cannot_be_kept_are_said() -> None:
    caseload = a_caseload(
        people=[a_person()],
        appointments=[an_appointment()],
        absences=[an_absence()],
    )

    assert scored((), caseload).lapsed == caseload.appointments
