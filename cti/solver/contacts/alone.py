"""Each person planned as if they were alone: what no plan can do better than.

Every worker's day is empty but for what is agreed, every teammate is free to cover, and
nobody else has to make room. What couples people is left out, so the sum of everybody's
least cost is a bound, and late days that remain for somebody alone are necessary.

The way to a contact is shared between its two ends. From wherever a worker comes and
wherever they go on to, at least half of the shortest way there and half of the shortest
way on belong to the contact; what belongs to the ends of a day is left out. Nothing is
charged for the habits of people whose contacts do not say what is usual.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from cti.plans.contacts import CONTACT_DAYS
from cti.plans.lateness import Late, LateCause
from cti.solver.contacts.days import Offer, best_days
from cti.solver.contacts.options import NOBODY, Option
from cti.solver.contacts.people import Duty, Someone
from cti.solver.contacts.problem import ContactProblem
from cti.solver.contacts.route import Route
from cti.solver.contacts.timing import NEVER, Prices


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
        offers = self.own_offers(person)
        price, _ = best_days(person, offers)
        if self.may_need_cover(person, price):
            price, _ = best_days(person, self._with_cover(person, offers))
        return price

    def may_need_cover(self, person: Someone, price: int) -> bool:
        """Whether cover could cost less than a price without it."""
        return price > self._problem.least_cover_price(person)

    def agreed_price(self, keys: Iterable[tuple[int, int]]) -> int:
        """Return what the ways of agreed appointments cost at least on some days.

        Nothing on days on which some of them overlap: there not each has its own way.
        """
        return sum(
            self._halves[stop.place]
            for fixed in (self._problem.work_days[key].fixed for key in keys)
            if all(one.end <= after.start for one, after in pairwise(fixed))
            for stop in fixed
            if stop.is_contact
        )

    def half_ways(self, place: int) -> int:
        """Return half of the shortest way to a place and half of that from it."""
        return self._halves[place]

    def without_ways(self, offer: Offer) -> Offer:
        """Return an offer without the ways it is charged with."""
        option = offer.option
        ways = self._halves[option.place] * (1 if option.along == NOBODY else 2)
        return offer._replace(price=offer.price - ways, added=offer.added - ways)

    def own_offers(self, person: Someone) -> list[list[Offer]]:
        """Return, by day, what a person's own worker could do, and its least price."""
        return [list(self._offers(options)) for options in person.own]

    def cover_without_ways(self, person: Someone) -> list[list[Offer]]:
        """Return, by day, the cheapest cover for each duty met, ways left out."""
        nobody: list[list[Offer]] = [[] for _ in person.own]
        found = []
        for offers in self._with_cover(person, nobody):
            cheapest: dict[int, Offer] = {}
            for offer in map(self.without_ways, offers):
                known = cheapest.get(offer.option.gains)
                if known is None or offer.price < known.price:
                    cheapest[offer.option.gains] = offer
            found.append(list(cheapest.values()))
        return found

    def late(self, person: Someone, late_days: int) -> Late:
        """Say why a plan has so many late days for a person, and which are necessary.

        With cover free of charge as few are late as can be.
        """
        own = self.own_offers(person)
        necessary = self._fewest(person, self._with_cover(person, own))
        cause = LateCause.NO_ROOM
        if necessary >= late_days:
            cause = LateCause.NOBODY_CAN
        elif self._fewest(person, own) >= late_days:
            cause = LateCause.COVER_COSTS_MORE
        return Late(
            person_id=person.need.person_id,
            days=late_days,
            necessary=necessary,
            cause=cause,
        )

    def _fewest(self, person: Someone, offers: Sequence[Sequence[Offer]]) -> int:
        free = [
            [offer._replace(price=0, added=0) for offer in on_day] for on_day in offers
        ]
        days, _ = best_days(only_late_days(person), free)
        return days

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
    free = Duty(on_day=(0,) * CONTACT_DAYS, unmet=0)
    return replace(
        person,
        late=person.late_days,
        duties=(free,) * len(person.duties),
        unmet=(0,) * len(person.unmet),
    )
