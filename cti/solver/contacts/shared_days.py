"""What the contacts of a worker's day cost on the way, at least, whoever they are.

Which people are met decides only from which place to which the worker goes. So a day is
looked at as numbers of contacts of some length at some place; every such set that could
fit into the day is listed once, with the shortest way there is. Then the cheapest set
can be found again and again, whatever each contact pays towards the way.

Nothing here is more than must be: ways are the shortest by way of anywhere, nobody
waits for anybody, and of the hours only their sum is kept, less the break.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cti.plans.contacts import BREAK_FROM_MINUTE, BREAK_MINUTES, BREAK_TO_MINUTE
from cti.solver.contacts.stops import WorkDay
from cti.solver.contacts.timing import MINUTES

MOST_SETS = 4000
"""A day with more sets of contacts than this is not looked at as a whole."""


class Kind(NamedTuple):
    """Contacts of some length at some place; places are indices."""

    place: int
    minutes: int


class ShortestWays:
    """The least minutes on the way for any numbers of contacts at each place."""

    def __init__(self, ways: Sequence[Sequence[int]]) -> None:
        self._ways = _by_way_of_anywhere(ways)
        self._reach = cache(self._reached)

    def round_trip(self, base: int, contacts: tuple[int, ...]) -> int:
        """Return the least minutes from a base to some contacts and back.

        Parameters
        ----------
        contacts
            How many, by index of the place.
        """
        return min(
            (
                self._reach(base, contacts, last) + self._ways[last][base]
                for last, number in enumerate(contacts)
                if number
            ),
            default=0,
        )

    def _reached(self, base: int, contacts: tuple[int, ...], last: int) -> int:
        before = (*contacts[:last], contacts[last] - 1, *contacts[last + 1 :])
        return min(
            (
                self._reach(base, before, place) + self._ways[place][last]
                for place, number in enumerate(before)
                if number
            ),
            default=self._ways[base][last],
        )


def _by_way_of_anywhere(ways: Sequence[Sequence[int]]) -> list[list[int]]:
    shortest = [list(row) for row in ways]
    places = range(len(ways))
    for between in places:
        for start in places:
            for end in places:
                detour = shortest[start][between] + shortest[between][end]
                shortest[start][end] = min(shortest[start][end], detour)
    return shortest


class Sets(NamedTuple):
    """Every set of contacts that could fit into a day.

    Attributes
    ----------
    counts
        Shape ``(sets, kinds)``: how many contacts of each kind.
    prices
        Shape ``(sets,)``: price of the shortest way.
    """

    counts: NDArray[np.int64]
    prices: NDArray[np.int64]


def sets_of(
    work_day: WorkDay, kinds: Mapping[Kind, int], ways: ShortestWays
) -> Sets | None:
    """List the sets of contacts that could fit into a worker's day.

    Parameters
    ----------
    kinds
        How many contacts of each kind there could be.

    Returns
    -------
    None if there are too many to list.
    """
    minutes = np.array([kind.minutes for kind in kinds])
    counts = np.zeros((1, len(kinds)), dtype=np.int64)
    for number, most in enumerate(kinds.values()):
        more = np.repeat(counts, most + 1, axis=0)
        more[:, number] = np.tile(np.arange(most + 1), len(counts))
        counts = more[more @ minutes <= work_day.minutes_left]
        if len(counts) > MOST_SETS:
            return None
    trips = _trips(work_day, kinds, counts, ways)
    needed = counts @ minutes
    if not any(stop.is_contact for stop in work_day.fixed):
        needed += trips  # else a way may lie between appointments, and need not fit
    fit = needed <= _free_minutes(work_day)
    return Sets(counts[fit], trips[fit] * work_day.way_price)


def _trips(
    work_day: WorkDay,
    kinds: Mapping[Kind, int],
    counts: NDArray[np.int64],
    ways: ShortestWays,
) -> NDArray[np.int64]:
    """Return the least minutes on the way for each set, appointments included."""
    at = np.zeros((len(kinds), len(work_day.ways)), dtype=np.int64)
    for number, kind in enumerate(kinds):
        at[number, kind.place] = 1
    by_place = counts @ at
    if all(one.end <= after.start for one, after in pairwise(work_day.fixed)):
        for stop in work_day.fixed:
            by_place[:, stop.place] += stop.is_contact
    base = work_day.fixed[0].place
    return np.array([ways.round_trip(base, tuple(row)) for row in by_place.tolist()])


def _free_minutes(work_day: WorkDay) -> int:
    """Return the working minutes that nothing fixed takes, less a break at midday."""
    worked, begun = work_day.timing.worked, 0
    free = worked(0, MINUTES)
    for stop in work_day.fixed:
        begun = max(begun, stop.start)
        free -= worked(begun, stop.end)
        begun = max(begun, stop.end)
    midday = BREAK_TO_MINUTE - BREAK_FROM_MINUTE
    if work_day.needs_break and worked(BREAK_FROM_MINUTE, BREAK_TO_MINUTE) == midday:
        free -= BREAK_MINUTES
    return free
