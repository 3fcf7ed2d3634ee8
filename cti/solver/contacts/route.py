"""One worker's day as an order of stops, with the best times for that order."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cti.solver.contacts.reached import (
    Reached,
    arrive,
    backward,
    ends_of_day,
    forward,
    leave,
)
from cti.solver.contacts.stops import Stop, WorkDay
from cti.solver.contacts.timing import NEVER, QUARTERS, Prices

_EVERY_QUARTER = np.arange(QUARTERS)


class Room(NamedTuple):
    """What it costs to add a contact to a day, by start.

    Attributes
    ----------
    prices
        Shape ``(QUARTERS,)``, without the price of the contact's own time.
    gaps
        Shape ``(QUARTERS,)``: after which stop of the route it would come.
    """

    prices: Prices
    gaps: NDArray[np.intp]


class Route:
    """An order of stops in a worker's day.

    Times are not part of it: they are the best ones for the order, found by going
    through the stops once forwards and once backwards.

    Attributes
    ----------
    stops
        From the beginning of the day to its end, both included.
    travel
        Price of all ways.
    times_price
        Price of the best times; `NEVER` or more if the order cannot be kept.
    """

    __slots__ = (
        "_backward",
        "_forward",
        "_rooms",
        "_ways",
        "minutes_left",
        "stops",
        "times_price",
        "travel",
        "work_day",
    )

    def __init__(self, work_day: WorkDay, stops: Sequence[Stop]) -> None:
        self.work_day = work_day
        self.stops = tuple(stops)
        added = (stop.minutes for stop in stops if stop.prices is not None)
        self.minutes_left = work_day.minutes_left - sum(added)
        self._ways = [
            work_day.way(before, after) * work_day.way_price
            for before, after in pairwise(self.stops)
        ]
        self.travel = sum(self._ways)
        self._rooms: dict[tuple[int, int], Room] = {}
        self._forward: list[Reached] | None = None
        self._backward: list[Reached] | None = None
        self.times_price = 0
        if self.minutes_left != work_day.minutes_left:
            self.times_price = int(self._forwards()[-1].rested)

    @property
    def price(self) -> int:
        """Ways and times together."""
        return self.travel + self.times_price

    @property
    def can_be_kept(self) -> bool:
        """Whether there are times for the order, with a break where one is needed."""
        return bool(self._forwards()[-1].rested < NEVER)

    def with_stop(self, stop: Stop, quarter: int) -> "Route":
        """Return the route with a contact where it fits best for a start."""
        room = self.room(stop.minutes, stop.place)
        if room is None:
            msg = "this day has no minutes left"
            raise ValueError(msg)
        after = int(room.gaps[quarter]) + 1
        return Route(self.work_day, (*self.stops[:after], stop, *self.stops[after:]))

    def without(self, stop: Stop) -> "Route":
        """Return the route without one of its stops."""
        return Route(
            self.work_day, tuple(other for other in self.stops if other is not stop)
        )

    def room(self, minutes: int, place: int) -> Room | None:
        """Return what a contact of some length at some place would add, by start.

        None if the day has no minutes left for it.
        """
        if minutes > self.minutes_left:
            return None
        found = self._rooms.get((minutes, place))
        if found is None:
            found = self._find_room(minutes, place)
            self._rooms[minutes, place] = found
        return found

    def _find_room(self, minutes: int, place: int) -> Room:
        forward, backward = self._forwards(), self._backwards()
        timing, ways = self.work_day.timing, self.work_day.ways
        found = np.empty((len(self.stops) - 1, QUARTERS), dtype=np.int64)
        for gap, (before, after) in enumerate(pairwise(self.stops)):
            there, back = ways[before.place][place], ways[place][after.place]
            early = arrive(timing, before, forward[gap], there)
            late = leave(timing, after, backward[gap + 1], minutes, back)
            np.minimum(
                early.rested + late.anyhow, early.anyhow + late.rested, out=found[gap]
            )
            detour = (there + back) * self.work_day.way_price - self._ways[gap]
            found[gap] += detour - self.times_price
        gaps = found.argmin(axis=0)
        prices = found[gaps, _EVERY_QUARTER]
        prices[prices > NEVER // 2] = NEVER  # a saving elsewhere makes nothing possible
        return Room(prices, gaps)

    def _forwards(self) -> list[Reached]:
        if self._forward is None:
            day = self.work_day
            reached = [ends_of_day(day)]
            for before, stop in pairwise(self.stops):
                way = day.way(before, stop)
                reached.append(forward(day.timing, before, stop, reached[-1], way))
            self._forward = reached
        return self._forward

    def _backwards(self) -> list[Reached]:
        if self._backward is None:
            day = self.work_day
            reached = [ends_of_day(day)]
            for stop, after in pairwise(self.stops[::-1]):
                way = day.way(after, stop)
                reached.append(backward(day.timing, after, stop, reached[-1], way))
            self._backward = reached[::-1]
        return self._backward
