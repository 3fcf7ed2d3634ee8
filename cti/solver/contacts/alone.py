"""Each person planned as if they were alone: what no plan can do better than.

Every worker's day is empty but for what is agreed, every teammate is free to cover, and
nobody else has to make room. What couples people is left out, so the sum of everybody's
least cost is a bound, and late days that remain for somebody alone are necessary.

The way to a contact is shared between its two ends. From wherever a worker comes and
wherever they go on to, at least half of the shortest way there and half of the shortest
way on belong to the contact; what belongs to the ends of a day is left out. Nothing is
charged for the habits of people whose contacts do not say what is usual.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from itertools import pairwise

from cti.solver.contacts.days import Offer, best_days
from cti.solver.contacts.options import NOBODY, Option
from cti.solver.contacts.people import Someone
from cti.solver.contacts.problem import ContactProblem
from cti.solver.contacts.route import Route
from cti.solver.contacts.timing import NEVER, Prices


class LateCause(StrEnum):
    """Why somebody is met late."""

    NOBODY_CAN = "nobody_can"
    """Nobody who may meet them can do so earlier, whatever else is planned."""

    COVER_COSTS_MORE = "cover_costs_more"
    """Their own worker cannot do so earlier, and cover costs more than the days."""

    NO_ROOM = "no_room"
    """Their worker's days are needed for people for whom waiting costs as much."""


class Alone:
    """Plans each person as if they were alone."""

    def __init__(self, problem: ContactProblem) -> None:
        self._problem = problem
        self._routes = {
            key: Route(work_day, work_day.fixed)
            for key, work_day in problem.work_days.items()
        }
        ways = problem.places.ways
        self._halves = [
            (min(row[place] for row in ways) + min(ways[place]))
            * problem.scale.travel_minute
            // 2
            for place in range(len(ways))
        ]

    def least_price(self, person: Someone) -> int:
        """Return what a person costs at least, whatever is planned for others."""
        offers = self._own(person)
        price, _ = best_days(person, offers)
        if price > self._problem.least_cover_price(person):
            price, _ = best_days(person, self._with_cover(person, offers))
        return price

    def agreed_price(self) -> int:
        """Return what the ways of agreed appointments cost at least.

        Nothing on days on which some of them overlap: there not each has its own way.
        """
        return sum(
            self._halves[stop.place]
            for work_day in self._problem.work_days.values()
            if all(one.end <= next_.start for one, next_ in pairwise(work_day.fixed))
            for stop in work_day.fixed
            if stop.is_contact
        )

    def late_days(self, person: Someone) -> int:
        """Return the late days that are necessary, with cover free of charge."""
        return self._fewest(person, self._with_cover(person, self._own(person)))

    def late_days_without_cover(self, person: Someone) -> int:
        """Return the late days that are necessary if nobody covers."""
        return self._fewest(person, self._own(person))

    def cause(self, person: Someone, late_days: int) -> LateCause:
        """Say why a plan has so many late days for a person."""
        if self.late_days(person) >= late_days:
            return LateCause.NOBODY_CAN
        if self.late_days_without_cover(person) >= late_days:
            return LateCause.COVER_COSTS_MORE
        return LateCause.NO_ROOM

    def _fewest(self, person: Someone, offers: Sequence[Sequence[Offer]]) -> int:
        free = [
            [offer._replace(price=0, added=0) for offer in on_day] for on_day in offers
        ]
        days, _ = best_days(only_late_days(person), free)
        return days

    def _own(self, person: Someone) -> list[list[Offer]]:
        return [list(self._offers(options)) for options in person.own]

    def _with_cover(
        self, person: Someone, own: Sequence[Sequence[Offer]]
    ) -> list[list[Offer]]:
        offers = [list(on_day) for on_day in own]
        for teammate in person.teammates:
            for day, options in enumerate(self._problem.cover(person, teammate)):
                offers[day].extend(self._offers(options))
        return offers

    def _offers(self, options: Sequence[Option]) -> Iterator[Offer]:
        for option in options:
            times = self._possible(option)
            if times is None:
                continue
            quarter = int(times.argmin())
            if times[quarter] < NEVER:
                halves = 1 if option.along == NOBODY else 2
                added = int(times[quarter]) + halves * self._halves[option.place]
                yield Offer(option.price + added, added, option, quarter)

    def _possible(self, option: Option) -> Prices | None:
        """Return the price of an option's starts that fit into an empty day."""
        times = option.times
        for worker in (option.worker, option.along):
            if worker == NOBODY:
                continue
            route = self._routes[worker, option.day]
            room = route.room(option.minutes, option.place)
            if room is None:
                return None
            times = times + NEVER * (room.prices >= NEVER)
        return times


def only_late_days(person: Someone) -> Someone:
    """Return a person as if late days were all that counted, each for one."""
    return replace(
        person,
        late=person.late_days,
        duties=(),
        unmet=(0,),
        fixed=dict.fromkeys(person.fixed, 0),
    )
