"""The contact planner as it is called: valid, repeatable, interruptible, and kind."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cti.calendar import Horizon
from cti.caseload.caseload import Appointment, Caseload, Country
from cti.caseload.people import Wishes
from cti.plans.assignment import AssignmentPlan
from cti.plans.contacts import ContactKind, ContactPlan
from cti.plans.lateness import LateCause
from cti.plans.policy import BALANCED, ContactPrices
from cti.plans.score_contacts import score_contacts
from cti.plans.verify_contacts import verify_contacts
from cti.solver.contacts.solve import (
    ContactResult,
    plan_contacts,
    plan_contacts_greedy,
)
from cti.solver.limits import Progress, SolveLimits
from tests.builders import (
    HORIZON,
    PLAN_DATE,
    a_caseload,
    a_contact,
    a_person,
    a_plan,
    a_service,
    a_stay,
    a_worker,
    an_absence,
    an_appointment,
    an_event,
    hours,
    monday,
)
from tests.solver.contacts.drawn import assignments
from tests.solver.contacts.team import a_team
from tests.strategies import WEEKS, caseloads

ALEX_AND_BLAIR = (a_worker("alex"), a_worker("blair"))


def day(number: int) -> date:
    return PLAN_DATE + timedelta(days=number)


def at(number: int, hour: int = 10, minute: int = 0) -> datetime:
    return datetime.combine(day(number), time(hour, minute))


def planned(
    caseload: Caseload,
    assignment: AssignmentPlan | None = None,
    *,
    horizon: Horizon = HORIZON,
    **named: Any,  # noqa: ANN401, as plan_contacts
) -> ContactResult:
    """A plan that keeps every rule and costs what it says."""
    assignment = assignment or a_plan(a_stay(from_on=horizon.start))
    result = plan_contacts(caseload, horizon, assignment, **named)
    prices = named.get("prices", BALANCED.contacts)
    assert verify_contacts(caseload, horizon, assignment, result.plan) == ()
    scored = score_contacts(caseload, horizon, assignment, result.plan, prices)
    assert scored == result.score
    assert result.lower_bound <= result.cost.total
    return result


def when(result: ContactResult, whom: str = "sam") -> list[datetime]:
    """When somebody is met."""
    return [contact.at for contact in result.plan.contacts if contact.person_id == whom]


def causes(result: ContactResult) -> dict[str, LateCause]:
    """Why each person is met late."""
    assert sum(late.days for late in result.late) == result.late_days
    return {late.person_id: late.cause for late in result.late}


# What a plan is


@pytest.mark.slow
@given(st.data())
@settings(deadline=None, max_examples=25)
def test_every_plan_keeps_every_rule(data: st.DataObject) -> None:
    caseload = data.draw(caseloads())
    assignment = data.draw(assignments(caseload))

    result = planned(caseload, assignment, horizon=Horizon(PLAN_DATE, WEEKS))

    greedy = plan_contacts_greedy(caseload, Horizon(PLAN_DATE, WEEKS), assignment)
    assert result.cost.total <= greedy.cost.total


def test_nobody_to_meet_is_an_empty_plan() -> None:
    result = planned(a_caseload(), a_plan())

    assert result.plan == ContactPlan(())
    assert result.cost.total == result.lower_bound == result.late_days == 0


def test_the_search_makes_a_better_plan_than_first_come_first_served() -> None:
    caseload, assignment = a_team()

    greedy = plan_contacts_greedy(caseload, HORIZON, assignment)
    result = planned(caseload, assignment)

    assert verify_contacts(caseload, HORIZON, assignment, greedy.plan) == ()
    assert result.cost.total < greedy.cost.total
    assert result.late_days < greedy.late_days
    assert result.cost.travel < greedy.cost.travel
    assert result.cost.regularity < greedy.cost.regularity


def test_no_effort_is_the_greedy_plan() -> None:
    caseload, assignment = a_team()

    result = planned(caseload, assignment, limits=SolveLimits(effort=0))

    assert result == plan_contacts_greedy(caseload, HORIZON, assignment)
    assert result.repeatable


def test_prices_decide() -> None:
    # Used to Fridays; if Tuesdays cost less on the way, the dearer of the two gives.
    travel = {("East", "East"): 10, ("East", "West"): 60, ("West", "East"): 60}
    west = Wishes(locality="West")
    caseload = a_caseload(
        workers=[a_worker(locality="East")],
        people=[
            a_person(wishes=west, transition_on=date(2026, 7, 1)),
            a_person("ash", wishes=west, transition_on=date(2026, 7, 1)),
        ],
        contacts=[
            a_contact(at=at(-34)),
            a_contact("ash", at=at(-30)),
        ],
        travel=travel,
    )
    both = a_plan(a_stay(), a_stay("ash"))
    habits_first = replace(
        BALANCED.contacts, travel_minute=Fraction(0), late_day=_late(Fraction(0))
    )

    cheap = planned(caseload, both)
    habitual = planned(caseload, both, prices=habits_first)

    days = [
        {contact.on for contact in each.plan.contacts} for each in (cheap, habitual)
    ]
    assert len(days[0]) == 1
    assert habitual.score.other_weekday == 0


def _late(price: Fraction) -> dict[Any, Fraction]:
    return dict.fromkeys(ContactPrices().late_day, price)


# Again, and cut short


def test_the_same_seed_gives_the_same_plan_three_times() -> None:
    caseload, assignment = a_team()

    results = [planned(caseload, assignment, limits=SolveLimits(seed=7)) for _ in "123"]

    assert results[0] == results[1] == results[2]
    assert repr(results[0].plan) == repr(results[2].plan)


def test_rows_in_another_order_do_not_make_a_plan_worse() -> None:
    caseload, assignment = a_team()
    turned = replace(
        caseload, contacts=caseload.contacts[::-1], absences=caseload.absences[::-1]
    )

    assert planned(turned, assignment).plan == planned(caseload, assignment).plan


def stopping_after(number: int) -> tuple[list[Progress], Callable[[], bool]]:
    """Somebody who listens, and says stop once told so many times."""
    told: list[Progress] = []
    return told, lambda: len(told) >= number


@pytest.mark.parametrize("number", [1, 2, 5])
def test_a_run_that_is_stopped_has_a_plan(number: int) -> None:
    caseload, assignment = a_team()
    told, stop = stopping_after(number)

    result = planned(caseload, assignment, progress=told.append, stop=stop)

    greedy = plan_contacts_greedy(caseload, HORIZON, assignment)
    assert result.plan.contacts
    assert result.cost.total <= greedy.cost.total
    assert not result.repeatable
    assert told[-1].share_done < 1


def test_a_ceiling_in_seconds_cuts_a_run_short() -> None:
    caseload, assignment = a_team()

    result = planned(caseload, assignment, limits=SolveLimits(effort=50, seconds=0.0))

    assert result.plan.contacts
    assert not result.repeatable


def test_progress_goes_up_and_the_cost_comes_down() -> None:
    caseload, assignment = a_team()
    told: list[Progress] = []

    result = planned(caseload, assignment, progress=told.append)

    greedy = plan_contacts_greedy(caseload, HORIZON, assignment)
    shares = [each.share_done for each in told]
    costs = [each.cost for each in told]
    assert told[0].cost == greedy.cost.total
    assert shares == sorted(shares)
    assert costs == sorted(costs, reverse=True)
    assert (shares[-1], costs[-1]) == (1.0, result.cost.total)
    assert all(each.bound <= each.cost for each in told)


# What is proven


def test_the_bound_proves_that_one_person_is_planned_best() -> None:
    caseload = a_caseload(people=[a_person()], contacts=[a_contact(at=at(-6))])

    result = planned(caseload)

    # Three contacts on the usual day, at half an hour of way each; half is proven.
    assert result.lower_bound == result.cost.total


def test_late_days_that_nobody_can_avoid_are_said_to_be_necessary() -> None:
    on_wednesdays = Wishes(available=hours((2,), 9, 17))
    caseload = a_caseload(
        workers=ALEX_AND_BLAIR,
        people=[a_person(wishes=on_wednesdays)],
        contacts=[a_contact(at=at(-20))],
    )

    result = planned(caseload)

    assert (result.late_days, result.late_days_necessary) == (2, 2)
    assert causes(result) == {"sam": LateCause.NOBODY_CAN}


def test_late_days_that_cost_less_than_cover_are_said_to_be_so() -> None:
    caseload = a_caseload(
        workers=[a_worker("alex", works=hours(range(1, 5), 9, 17)), a_worker("blair")],
        people=[a_person()],
        contacts=[a_contact(at=at(-20))],
    )

    result = planned(caseload)

    assert (result.late_days, result.late_days_necessary) == (1, 0)
    assert causes(result) == {"sam": LateCause.COVER_COSTS_MORE}


def test_late_days_for_want_of_room_are_said_to_be_so() -> None:
    caseload = a_caseload(
        workers=[a_worker("alex", works=hours(range(5), 9, 11))],
        people=[a_person(), a_person("ash")],
        contacts=[a_contact(at=at(-9)), a_contact("ash", at=at(-9))],
    )

    result = planned(caseload, a_plan(a_stay(), a_stay("ash")))

    assert (result.late_days, result.late_days_necessary) == (1, 0)
    assert set(causes(result).values()) == {LateCause.NO_ROOM}


# What people notice


def test_usual_day_and_time_hold() -> None:
    caseload = a_caseload(
        people=[a_person()],
        contacts=[a_contact(at=at(-4, 15, 30)), a_contact(at=at(-11, 15, 30))],
    )

    moments = when(planned(caseload))

    assert [moment.weekday() for moment in moments] == [3, 3, 3, 3]
    assert {moment.time() for moment in moments} == {time(15, 30)}


def test_leave_is_planned_around_before_anybody_covers() -> None:
    caseload = a_caseload(
        workers=ALEX_AND_BLAIR,
        people=[a_person()],
        contacts=[a_contact(at=at(-6))],
        absences=[an_absence(from_on=day(8), to_on=day(11))],
    )

    result = planned(caseload)

    assert (result.late_days, result.score.cover) == (0, 0)


def test_a_long_absence_is_covered_by_a_familiar_face() -> None:
    caseload = a_caseload(
        workers=[*ALEX_AND_BLAIR, a_worker("cas")],
        people=[a_person()],
        contacts=[a_contact(at=at(-6)), a_contact(worker="cas", at=at(-40))],
        absences=[an_absence(from_on=day(0), to_on=day(20), load_reduction=100)],
    )

    result = planned(caseload)

    covering = {row.worker_id for row in result.plan.contacts if row.cover}
    assert covering == {"cas"}
    assert result.late_days == 0


def test_work_with_a_smaller_caseload_is_work() -> None:
    caseload = a_caseload(
        people=[a_person()],
        contacts=[a_contact(at=at(-6))],
        absences=[an_absence(to_on=day(40), load_reduction=50)],
    )

    assert planned(caseload).late_days == 0


def test_a_warm_handover_brings_all_three_together() -> None:
    caseload = a_caseload(
        workers=ALEX_AND_BLAIR, people=[a_person()], contacts=[a_contact(at=at(-3))]
    )
    moved = a_plan(a_stay(to_on=monday(1)), a_stay(worker="blair", from_on=monday(1)))

    result = planned(caseload, moved)

    first = [
        row for row in result.plan.contacts if row.kind is ContactKind.FIRST_CONTACT
    ]
    assert {row.worker_id for row in first} == {"alex", "blair"}
    assert len({row.at for row in first}) == 1
    assert monday(1) <= first[0].on <= monday(2)
    assert result.score.late_first_contacts == ()


def test_a_meeting_is_held_in_its_window() -> None:
    caseload = a_caseload(
        people=[a_person(transition_on=date(2026, 9, 1))],
        contacts=[a_contact(at=at(-3))],
    )

    result = planned(caseload)

    (meeting,) = [
        row for row in result.plan.contacts if row.kind is ContactKind.NETWORK_MEETING
    ]
    assert meeting.minutes == 90
    assert day(0) <= meeting.on < date(2026, 12, 1)
    assert result.score.missed_meetings == ()


def test_a_day_is_built_around_what_is_agreed() -> None:
    agreed = [
        an_appointment(at=at(1, 9, 5), minutes=50),
        an_appointment("ash", at=at(1, 13), minutes=75),
    ]
    names = ["sam", "ash", "bo", "cas"]
    caseload = a_caseload(
        people=[a_person(name) for name in names],
        contacts=[a_contact(name, at=at(-6)) for name in names],
        appointments=agreed,
        events=[an_event(weekday=1, start=time(10, 30), minutes=60)],
    )

    result = planned(caseload, a_plan(*(a_stay(name) for name in names)))

    assert {(row.at, row.minutes) for row in result.plan.contacts} >= {
        (at(1, 9, 5), 50),
        (at(1, 13), 75),
    }
    assert result.late_days == 0


# Another sick day


def as_agreed(result: ContactResult) -> tuple[Appointment, ...]:
    """Every contact of a plan, as told to the people."""
    return tuple(
        Appointment(
            person_id=row.person_id,
            worker_id=row.worker_id,
            at=row.at,
            minutes=row.minutes,
            kind=row.kind,
        )
        for row in result.plan.contacts
    )


def test_after_a_sick_day_everything_else_that_was_agreed_stays() -> None:
    caseload, assignment = a_team()
    before = planned(caseload, assignment)
    one = before.plan.contacts[5]
    sick = an_absence(one.worker_id, from_on=one.on, to_on=one.on, kind="sick")
    today = replace(
        caseload,
        absences=(*caseload.absences, sick),
        appointments=as_agreed(before),
    )
    lapsed = {row for row in before.plan.by[one.worker_id] if row.on == one.on}

    after = planned(today, assignment)

    kept = {(row.person_id, row.worker_id, row.at) for row in after.plan.contacts}
    assert kept >= {
        (row.person_id, row.worker_id, row.at)
        for row in before.plan.contacts
        if row not in lapsed
    }
    assert {each.person_id for each in after.score.lapsed} == {
        row.person_id for row in lapsed
    }
    assert after.late_days <= before.late_days + len(lapsed)


def test_a_plan_that_is_agreed_is_planned_again_without_a_change() -> None:
    caseload, assignment = a_team()
    before = planned(caseload, assignment)

    after = planned(replace(caseload, appointments=as_agreed(before)), assignment)

    assert {(row.person_id, row.at) for row in after.plan.contacts} == {
        (row.person_id, row.at) for row in before.plan.contacts
    }


# The calendar


def test_local_time_holds_when_the_clocks_change() -> None:
    # The clocks go forward on 28 March 2027, Easter Sunday.
    spring = Horizon(date(2027, 3, 15))
    caseload = a_caseload(
        people=[a_person(transition_on=date(2027, 3, 1))],
        contacts=[a_contact(at=datetime(2027, 3, 10, 14, 30))],
    )

    moments = when(planned(caseload, horizon=spring))

    assert [moment.date() for moment in moments] == [
        date(2027, 3, 17),
        date(2027, 3, 24),
        date(2027, 3, 31),
        date(2027, 4, 7),
    ]
    assert {moment.time() for moment in moments} == {time(14, 30)}


@pytest.mark.parametrize(
    ("on", "closed"),
    [
        pytest.param(
            date(2027, 3, 15),
            {date(2027, 3, 26), date(2027, 3, 29)},
            id="Good Friday and Easter Monday",
        ),
        pytest.param(
            date(2026, 12, 14),
            {date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)},
            id="Christmas, with a day instead of Boxing Day",
        ),
    ],
)
def test_nobody_is_met_on_bank_holidays(on: date, closed: set[date]) -> None:
    horizon = Horizon(on)
    usual = [datetime.combine(each - 28 * DAY, time(10)) for each in closed]
    caseload = a_caseload(
        people=[
            a_person(f"p{number}", transition_on=on - 30 * DAY)
            for number in range(len(usual))
        ],
        contacts=[
            a_contact(f"p{number}", at=moment) for number, moment in enumerate(usual)
        ],
    )
    stays = [
        a_stay(f"p{number}", from_on=horizon.start) for number in range(len(usual))
    ]

    result = planned(caseload, a_plan(*stays), horizon=horizon)

    assert not closed & {row.on for row in result.plan.contacts}
    assert result.plan.contacts


DAY = timedelta(days=1)


def test_a_plan_made_in_mid_week_begins_that_day() -> None:
    wednesday = Horizon(date(2026, 11, 25))
    caseload = a_caseload(
        people=[a_person()], contacts=[a_contact(at=datetime(2026, 11, 10, 10))]
    )

    assert when(planned(caseload, horizon=wednesday))[0].date() == wednesday.on


def test_scotland_keeps_its_own_holidays() -> None:
    caseload = a_caseload(
        service=a_service(country=Country.SCOTLAND),
        people=[a_person()],
        contacts=[a_contact(at=at(-7))],
    )

    days = [moment.date() for moment in when(planned(caseload))]

    assert date(2026, 11, 30) not in days  # St Andrew's Day, a Monday
    assert date(2026, 11, 23) in days
