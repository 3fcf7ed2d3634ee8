"""A contact plan in the making: who has which contacts, and every worker's days."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from cti.solver.contacts.days import Offer
from cti.solver.contacts.options import NOBODY, Option, timed
from cti.solver.contacts.problem import ContactProblem
from cti.solver.contacts.route import Route
from cti.solver.contacts.stops import Stop
from cti.solver.contacts.timing import NEVER, QUARTERS, Prices

Key = tuple[int, int]
"""Index of a worker and of a day."""


class Usual(NamedTuple):
    """What is taken as usual for somebody whose contacts do not say so yet."""

    weekday: int
    minute: int


class Placed(NamedTuple):
    """A contact in the draft: the option taken, and its stops in workers' days."""

    option: Option
    stop: Stop
    along: Stop | None


class Draft:
    """Contacts for everybody, and the routes they make.

    Attributes
    ----------
    routes
        By index of worker and day.
    placed
        Contacts of each person.
    usual
        What each person is planned to get used to; None where contacts already say.
    prices
        What each person's gaps, duties and choices cost, without routes.
    total
        Everything together.
    """

    def __init__(self, problem: ContactProblem) -> None:
        self.problem = problem
        self.routes: dict[Key, Route] = {
            key: Route(work_day, work_day.fixed)
            for key, work_day in problem.work_days.items()
        }
        self.placed: list[tuple[Placed, ...]] = [() for _ in problem.people]
        self.usual: list[Usual | None] = [None for _ in problem.people]
        self.prices = list(problem.empty)
        self.total = sum(self.prices)
        self.total += sum(route.price for route in self.routes.values())
        self.mark()

    def copy(self) -> "Draft":
        """Return the same draft, to be changed without this one."""
        twin = object.__new__(Draft)
        twin.problem = self.problem
        twin.routes = dict(self.routes)
        twin.placed = list(self.placed)
        twin.usual = list(self.usual)
        twin.prices = list(self.prices)
        twin.total = self.total
        twin.mark()
        return twin

    def offers(
        self, options: Iterable[Option], usual: Usual | None = None
    ) -> list[Offer]:
        """Find the cheapest room there is now for each of some options.

        Parameters
        ----------
        usual
            What the person is planned to get used to, if their contacts do not say.
        """
        found = []
        for option in options:
            prices = self.room(option)
            if prices is None:
                continue
            price = option.price
            if usual is not None:
                scale = self.problem.scale
                prices = prices + timed(usual.minute, scale.other_time)
                if self.problem.weekday(option.day) != usual.weekday:
                    price += scale.other_weekday
            quarter = int(prices.argmin())
            added = int(prices[quarter])
            if added < NEVER:
                found.append(Offer(price + added, added, option, quarter))
        return found

    def room(self, option: Option) -> Prices | None:
        """Return what an option's way and time would add now, by start.

        None if a worker's day has no minutes left for it.
        """
        room = self.routes[option.worker, option.day].room(option.minutes, option.place)
        if room is None:
            return None
        prices = room.prices + option.times
        if option.along == NOBODY:
            return prices
        other = self.routes[option.along, option.day].room(option.minutes, option.place)
        return None if other is None else prices + other.prices

    def clear(self, index: int) -> None:
        """Take all of a person's contacts out, but for agreed ones."""
        self._remember(index)
        for option, stop, along in self.placed[index]:
            key = (option.worker, option.day)
            self._change(key, self.routes[key].without(stop))
            if along is not None:
                key = (option.along, option.day)
                self._change(key, self.routes[key].without(along))
        self.placed[index] = ()
        self._set_price(index, self.problem.empty[index])

    def put(
        self,
        index: int,
        price: int,
        offers: Sequence[Offer],
        *,
        usual: Usual | None = None,
        pinned: bool = False,
    ) -> None:
        """Give a person without contacts those that were chosen for them.

        Parameters
        ----------
        price
            Of gaps, duties and offers, without what they add to workers' days.
        usual
            What they are planned to get used to, if their contacts do not say.
        pinned
            Whether each contact stays at its start; otherwise its time may still move.
        """
        self._remember(index)
        self.placed[index] = tuple(
            self._place(index, offer, usual, pinned=pinned) for offer in offers
        )
        self.usual[index] = usual
        self._set_price(index, price)

    def mark(self) -> None:
        """Remember how things are, for `undo`."""
        self._routes_before: dict[Key, Route] = {}
        self._people_before: dict[int, _Before] = {}

    def undo(self) -> None:
        """Put everything back as it was at the last `mark`."""
        for key, route in self._routes_before.items():
            self.total += route.price - self.routes[key].price
            self.routes[key] = route
        for index, before in self._people_before.items():
            self.placed[index], self.usual[index] = before.placed, before.usual
            self._set_price(index, before.price)
        self.mark()

    def _remember(self, index: int) -> None:
        if index not in self._people_before:
            self._people_before[index] = _Before(
                self.placed[index], self.usual[index], self.prices[index]
            )

    def _set_price(self, index: int, price: int) -> None:
        self.total += price - self.prices[index]
        self.prices[index] = price

    def _place(
        self, index: int, offer: Offer, usual: Usual | None, *, pinned: bool
    ) -> Placed:
        option, quarter = offer.option, offer.quarter
        times, minute = option.times, self.problem.people[index].need.usual_minute
        if usual is not None:
            times = times + timed(usual.minute, self.problem.scale.other_time)
            minute = usual.minute
        if pinned or option.along != NOBODY:
            times = _only(quarter, int(times[quarter]))
        stop = Stop(
            person=index,
            minutes=option.minutes,
            place=option.place,
            prices=times,
            usual=-1 if minute is None else minute,
        )
        key = (option.worker, option.day)
        self._change(key, self.routes[key].with_stop(stop, quarter))
        along = None
        if option.along != NOBODY:
            along = Stop(
                person=index,
                minutes=option.minutes,
                place=option.place,
                prices=_only(quarter, 0),
            )
            key = (option.along, option.day)
            self._change(key, self.routes[key].with_stop(along, quarter))
        return Placed(option, stop, along)

    def _change(self, key: Key, changed: Route) -> None:
        route = self.routes[key]
        self._routes_before.setdefault(key, route)
        self.routes[key] = changed
        self.total += changed.price - route.price


class _Before(NamedTuple):
    placed: tuple[Placed, ...]
    usual: Usual | None
    price: int


def _only(quarter: int, price: int) -> Prices:
    """Return the prices of starts where only one is possible."""
    prices = np.full(QUARTERS, NEVER, dtype=np.int64)
    prices[quarter] = price
    return prices
