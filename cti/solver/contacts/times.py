"""The best times for the stops of a route, one by one."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cti.solver.contacts.route import Route
from cti.solver.contacts.stops import Stop, WorkDay
from cti.solver.contacts.timing import NEVER, STARTS


class _Reached(NamedTuple):
    """The least price of everything up to a stop, by when it begins.

    Attributes
    ----------
    starts
        When it may begin: one start for a fixed stop, else each quarter.
    anyhow, rested
        Same shape: whatever the break, and with the midday break behind.
    """

    starts: NDArray[np.int64]
    anyhow: NDArray[np.int64]
    rested: NDArray[np.int64]


class _Pairs(NamedTuple):
    """Which starts of a stop can follow which starts of the one before.

    Attributes
    ----------
    plain, rested
        Rows are starts of the stop before; with room for the way, and for the way and a
        break.
    """

    plain: NDArray[np.bool_]
    rested: NDArray[np.bool_]


def best_times(route: Route) -> dict[Stop, int]:
    """Return when each stop of a route begins, in minutes after midnight.

    The times are among those that cost least. Of several that cost the same, the last
    stop is put nearest to what its person is used to, then the one before it.

    Raises
    ------
    ValueError
        If the order cannot be kept.
    """
    reached = _reached(route)
    if reached[-1].rested[0] >= NEVER:
        msg = "no times keep this order"
        raise ValueError(msg)
    times = {}
    at, rested = 0, True
    for number in range(len(route.stops) - 1, 0, -1):
        before, stop = route.stops[number - 1], route.stops[number]
        pairs = _pairs(route.work_day, before, stop)
        price = (reached[number].rested if rested else reached[number].anyhow)[at]
        if stop.prices is not None:
            price -= stop.prices[at]
        at, rested = _step_back(before, reached[number - 1], pairs, at, price, rested)
        times[before] = int(reached[number - 1].starts[at])
    return times


def _reached(route: Route) -> list[_Reached]:
    day = route.work_day
    nothing = np.zeros(1, dtype=np.int64)
    begun = np.full(1, NEVER if day.needs_break else 0, dtype=np.int64)
    found = [_Reached(nothing, nothing, begun)]
    for before, stop in pairwise(route.stops):
        _, anyhow, rested = found[-1]
        pairs = _pairs(day, before, stop)
        by_now = np.where(pairs.plain, anyhow[:, None], NEVER).min(axis=0)
        rested_by_now = np.minimum(
            np.where(pairs.plain, rested[:, None], NEVER),
            np.where(pairs.rested, anyhow[:, None], NEVER),
        ).min(axis=0)
        own = np.zeros(1, dtype=np.int64) if stop.prices is None else stop.prices
        found.append(_Reached(_starts(stop), by_now + own, rested_by_now + own))
    return found


def _pairs(day: WorkDay, before: Stop, stop: Stop) -> _Pairs:
    way = day.way(before, stop)
    ends = _starts(before) + before.minutes
    if before.prices is None:
        ends = np.array([before.end])
    starts = _starts(stop)
    if before.prices is None and stop.prices is None:
        rests = day.timing.has_break(before.end, stop.start, way)
        return _Pairs(np.array([[True]]), np.array([[rests]]))
    ends, starts = ends[:, None], starts[None, :]
    return _Pairs(
        day.timing.fits(ends, starts, way), day.timing.rests(ends, starts, way)
    )


def _starts(stop: Stop) -> NDArray[np.int64]:
    return np.array([stop.start]) if stop.prices is None else STARTS


def _step_back(
    before: Stop,
    reached: _Reached,
    pairs: _Pairs,
    at: int,
    price: int,
    rested: bool,  # noqa: FBT001, which of two tables the price is from
) -> tuple[int, bool]:
    """Return the start before, and whether the break is still to come before it."""
    if rested:
        earlier = pairs.plain[:, at] & (reached.rested == price)
        between = pairs.rested[:, at] & (reached.anyhow == price)
    else:
        earlier = pairs.plain[:, at] & (reached.anyhow == price)
        between = np.zeros_like(earlier)
    possible = np.flatnonzero(earlier | between)
    usual = max(before.usual, 0)
    nearest = np.abs(reached.starts[possible] - usual).argmin()
    chosen = int(possible[nearest])
    return chosen, rested and bool(earlier[chosen])
