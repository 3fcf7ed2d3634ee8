"""Routes against plain enumeration of every time, judged by the rules' own day."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, time, timedelta
from itertools import product
from typing import NamedTuple

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cti.caseload.hours import Span, WeekHours
from cti.plans.contact_day import ContactDay
from cti.plans.contact_day import Stop as PlannedStop
from cti.solver.contacts.route import Route
from cti.solver.contacts.stops import Stop, WorkDay
from cti.solver.contacts.times import best_times
from cti.solver.contacts.timing import MINUTES, NEVER, QUARTERS, Prices, timing
from tests.builders import PLAN_DATE, a_planned_contact, a_worker

PLACES = ("East", "West")
WAYS = ((10, 30), (25, 15))
TRAVEL = {
    (one, other): WAYS[i][j]
    for i, one in enumerate(PLACES)
    for j, other in enumerate(PLACES)
}
WAY_PRICE = 2

HOURS = (
    ((9 * 60, 17 * 60),),
    ((9 * 60, 13 * 60),),
    ((9 * 60, 12 * 60), (12 * 60 + 45, 16 * 60)),
    ((12 * 60 + 15, 17 * 60),),
)


class Contact(NamedTuple):
    """A contact to be fitted in: how long, where, and what its starts cost."""

    minutes: int
    place: int
    prices: tuple[tuple[int, int], ...]

    @property
    def times(self) -> Prices:
        """The price of each quarter."""
        times = np.full(QUARTERS, NEVER, dtype=np.int64)
        for quarter, price in self.prices:
            times[quarter] = price
        return times


class Day(NamedTuple):
    """A day to be filled: hours, and a team event if there is one."""

    hours: tuple[tuple[int, int], ...]
    event: tuple[int, int] | None
    contacts: tuple[Contact, ...]


def in_hours(hours: Sequence[tuple[int, int]], minutes: int) -> list[int]:
    """The quarters at which a contact can begin in some hours."""
    return [
        quarter
        for quarter in range(QUARTERS)
        for start, end in hours
        if start <= quarter * 15 and quarter * 15 + minutes <= end
    ]


@st.composite
def days(draw: st.DrawFn) -> Day:
    hours = draw(st.sampled_from(HOURS))
    event = draw(st.sampled_from((None, None, (600, 90), (725, 40), (780, 60))))

    def contact() -> Contact:
        minutes = draw(st.sampled_from((30, 60)))
        possible = in_hours(hours, minutes)
        starts = draw(st.lists(st.sampled_from(possible), max_size=5, unique=True))
        prices = tuple((each, draw(st.sampled_from((0, 20)))) for each in starts)
        return Contact(minutes, draw(st.sampled_from((0, 1))), prices)

    return Day(hours, event, tuple(contact() for _ in range(draw(st.integers(0, 2)))))


def planned(day: Day, starts: Sequence[tuple[Contact, int]]) -> ContactDay:
    """The day as the rules see it, with contacts at some minutes."""
    stops = [
        PlannedStop(
            from_minute=start,
            to_minute=start + contact.minutes,
            locality=PLACES[contact.place],
            contact=a_planned_contact(
                at=datetime.combine(PLAN_DATE, time()) + timedelta(minutes=start),
                minutes=contact.minutes,
            ),
        )
        for contact, start in starts
    ]
    if day.event is not None:
        start, minutes = day.event
        stops.append(
            PlannedStop(
                from_minute=start, to_minute=start + minutes, locality=PLACES[0]
            )
        )
    return ContactDay(
        on=PLAN_DATE,
        worker=a_worker(works=WeekHours.of(Span(0, *part) for part in day.hours)),
        hours=day.hours,
        stops=tuple(sorted(stops, key=lambda stop: stop.from_minute)),
        base=PLACES[0],
        travel=TRAVEL,
    )


def price(day: Day, starts: Sequence[tuple[Contact, int]]) -> int | None:
    """What a day costs with contacts at some minutes; None if a rule forbids it."""
    found = planned(day, starts)
    in_turn = all(
        leg.before.to_minute <= leg.after.from_minute and leg.fits
        for leg in found.legs()
    )
    if not in_turn or not found.has_break():
        return None
    times = sum(dict(contact.prices)[start // 15] for contact, start in starts)
    return times + WAY_PRICE * found.travel_minutes()


def every_day(contacts: Sequence[Contact]) -> Iterator[list[tuple[Contact, int]]]:
    """Every choice of starts that keeps contacts in the order given."""
    for quarters in product(*([q for q, _ in each.prices] for each in contacts)):
        if list(quarters) == sorted(set(quarters)):
            yield [(c, q * 15) for c, q in zip(contacts, quarters, strict=True)]


def in_the_places(
    day: Day, route: Route, starts: Sequence[tuple[Contact, int]]
) -> bool:
    """Whether each contact stays on its side of the team event.

    A route is an order of stops, and the event is one of them.
    """
    if day.event is None:
        return True
    event, minutes = day.event
    in_turn = route.stops[1:-1]
    turn = next(n for n, stop in enumerate(in_turn) if stop.prices is None)
    return all(
        start + contact.minutes <= event if n < turn else start >= event + minutes
        for n, (contact, start) in enumerate(starts)
    )


def fits(found: bool) -> None:
    """Hold a test that draws nothing to what it says."""
    assert found


def a_route(
    day: Day, wants: Callable[[bool], object] = assume
) -> tuple[Route, list[Stop]]:
    """A route with a day's contacts, added one after another; all of them fit."""
    base = Stop(person=-1, minutes=0, place=0)
    end = Stop(person=-1, minutes=0, place=0, start=MINUTES)
    event = []
    if day.event is not None:
        start, minutes = day.event
        event = [Stop(person=-1, minutes=minutes, place=0, start=start)]
    work_day = WorkDay(
        worker=0,
        day=0,
        timing=timing(day.hours),
        fixed=(base, *event, end),
        needs_break=True,
        minutes_left=300,
        ways=WAYS,
        way_price=WAY_PRICE,
    )
    work_day.needs_break = planned(day, []).has_break()
    route, stops = Route(work_day, work_day.fixed), []
    for number, contact in enumerate(day.contacts):
        stop = Stop(
            person=number,
            minutes=contact.minutes,
            place=contact.place,
            prices=contact.times,
        )
        room = route.room(contact.minutes, contact.place)
        wants(room is not None)
        assert room is not None
        wants(bool((room.prices + contact.times).min() < NEVER))
        stops.append(stop)
        route = route.with_stop(stop, int((room.prices + contact.times).argmin()))
    return route, stops


def in_order(day: Day, route: Route) -> list[Contact]:
    """A day's contacts in the order of its route."""
    added = [stop.person for stop in route.stops if stop.prices is not None]
    return [day.contacts[number] for number in added]


@given(days())
@settings(deadline=None, max_examples=150)
def test_the_times_of_a_route_cost_least(day: Day) -> None:
    route, _ = a_route(day)
    contacts = in_order(day, route)

    prices = [
        price(day, starts)
        for starts in every_day(contacts)
        if in_the_places(day, route, starts)
    ]

    assert route.price == min(each for each in prices if each is not None)


@given(days())
@settings(deadline=None, max_examples=150)
def test_the_times_given_are_among_them_and_keep_the_rules(day: Day) -> None:
    route, stops = a_route(day)

    times = best_times(route)

    chosen = [(day.contacts[stop.person], times[stop]) for stop in stops]
    assert price(day, chosen) == route.price


@given(days(), st.sampled_from((30, 60)), st.sampled_from((0, 1)))
@settings(deadline=None, max_examples=40)
def test_room_is_found_exactly_where_there_is_any(
    day: Day, minutes: int, place: int
) -> None:
    route, _ = a_route(day)
    contacts = in_order(day, route)
    room = route.room(minutes, place)
    assert room is not None

    for quarter in range(8 * 4, 18 * 4):
        added = Contact(minutes, place, ((quarter, 0),))
        if not any(
            s <= quarter * 15 and quarter * 15 + minutes <= e for s, e in day.hours
        ):
            continue
        prices = [
            price(day, [*starts, (added, quarter * 15)])
            for starts in every_day(contacts)
            if in_the_places(day, route, starts)
        ]
        possible = [each - route.price for each in prices if each is not None]
        assert min(possible, default=NEVER) == min(int(room.prices[quarter]), NEVER)


@given(days())
@settings(deadline=None)
def test_a_stop_taken_out_leaves_the_route_as_it_was(day: Day) -> None:
    route, stops = a_route(day)
    empty = Route(route.work_day, route.work_day.fixed)

    for stop in stops:
        route = route.without(stop)

    assert (route.stops, route.price) == (empty.stops, empty.price)


def test_a_day_takes_five_hours_of_contact_and_no_more() -> None:
    contacts = tuple(
        Contact(60, 0, tuple((quarter, 0) for quarter in range(36, 64)))
        for _ in range(5)
    )
    route, _ = a_route(Day(HOURS[0], None, contacts), wants=fits)

    assert route.minutes_left == 0
    assert route.room(30, 0) is None
