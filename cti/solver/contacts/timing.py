"""Which start can follow which end in a worker's day, with the way and a break between.

A day is cut into quarters of an hour, numbered from midnight; contacts begin on one.
Everything here depends on nothing but the hours worked, so it is computed once for each
pattern of hours, length of contact and time on the way, and looked up from then on.
"""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cti.plans.contacts import (
    BREAK_FROM_MINUTE,
    BREAK_MINUTES,
    BREAK_TO_MINUTE,
    GRID_MINUTES,
)

MINUTES = 24 * 60
QUARTERS = MINUTES // GRID_MINUTES
NEVER = 10**9
"""A price nobody pays: what cannot be. Sums of a few stay far inside 64 bits."""

Prices = NDArray[np.int64]
Indices = NDArray[np.intp]

STARTS = np.arange(QUARTERS) * GRID_MINUTES
"""When each quarter begins, in minutes after midnight."""


class Reach(NamedTuple):
    """Where to look up what can be reached, with and without a break on the way.

    Attributes
    ----------
    plain, rested
        Shape ``(QUARTERS,)``: indices, or prices that are 0 or `NEVER`.
    """

    plain: NDArray[np.int64]
    rested: NDArray[np.int64]


class Timing:
    """What fits between two stops of a day with given hours.

    Parameters
    ----------
    hours
        From and to, in minutes after midnight, in order.
    """

    def __init__(self, hours: Sequence[tuple[int, int]]) -> None:
        at_work = np.zeros(MINUTES, dtype=np.int64)
        for start, end in hours:
            at_work[start:end] = 1
        self._worked = np.concatenate(([0], np.cumsum(at_work)))
        self._after: dict[tuple[int, int], Reach] = {}
        self._before: dict[tuple[int, int, int], Reach] = {}
        self._follow: dict[tuple[int, int], Reach] = {}
        self._lead: dict[tuple[int, int], Reach] = {}

    def worked(self, start: int, end: int) -> int:
        """Return the working minutes from ``start`` to ``end``; 0 if it is earlier."""
        end = min(end, MINUTES)
        return int(self._worked[end] - self._worked[start]) if start < end else 0

    def fits(self, end: Indices, start: Indices, way: int) -> NDArray[np.bool_]:
        """Whether ``way`` working minutes lie between ``end`` and ``start``."""
        worked = self._worked[start] - self._worked[np.minimum(end, MINUTES)]
        fits: NDArray[np.bool_] = (end <= start) & (worked >= way)
        return fits

    def rests(self, end: Indices, start: Indices, way: int) -> NDArray[np.bool_]:
        """Whether the way and a midday break lie between ``end`` and ``start``.

        The break comes before the way, as early as can be, or after it, as late as
        can be.
        """
        end = np.minimum(end, MINUTES)
        opens = np.maximum(BREAK_FROM_MINUTE, end)
        closes = np.minimum(BREAK_TO_MINUTE, start)
        long_enough = opens + BREAK_MINUTES <= closes
        rested = np.minimum(opens + BREAK_MINUTES, MINUTES)
        leaves = np.maximum(closes - BREAK_MINUTES, 0)
        way_after = self._worked[start] - self._worked[rested] >= way
        way_before = self._worked[leaves] - self._worked[end] >= way
        rests: NDArray[np.bool_] = long_enough & (way_after | way_before)
        return rests

    def has_break(self, end: int, start: int, way: int) -> bool:
        """Whether the way and a midday break lie between a fixed end and start.

        A way that does not fit with or without a break is left out of account.
        """
        ends, starts = np.array([end]), np.array([start])
        if not self.fits(ends, starts, way)[0]:
            way = 0
        return bool(self.rests(ends, starts, way)[0])

    def after(self, end: int, way: int) -> Reach:
        """Return 0 for each start that can follow a fixed end, else `NEVER`."""
        found = self._after.get((end, way))
        if found is None:
            ends = np.full(QUARTERS, end)
            found = Reach(
                _prices(self.fits(ends, STARTS, way)),
                _prices(self.rests(ends, STARTS, way)),
            )
            self._after[end, way] = found
        return found

    def before(self, start: int, minutes: int, way: int) -> Reach:
        """Return 0 for each start of a contact that a fixed start can follow."""
        found = self._before.get((start, minutes, way))
        if found is None:
            ends, starts = STARTS + minutes, np.full(QUARTERS, start)
            found = Reach(
                _prices(self.fits(ends, starts, way)),
                _prices(self.rests(ends, starts, way)),
            )
            self._before[start, minutes, way] = found
        return found

    def follow(self, minutes: int, way: int) -> Reach:
        """Return, for each start, how many earlier starts it can follow.

        The earlier contact lasts ``minutes``; it may begin at any of so many quarters
        from midnight on.
        """
        found = self._follow.get((minutes, way))
        if found is None:
            plain, rested = self._pairs(minutes, way)
            found = Reach(plain.sum(axis=0), rested.sum(axis=0))
            self._follow[minutes, way] = found
        return found

    def lead(self, minutes: int, way: int) -> Reach:
        """Return, for each start of a contact, the first start that can follow it."""
        found = self._lead.get((minutes, way))
        if found is None:
            plain, rested = self._pairs(minutes, way)
            found = Reach(QUARTERS - plain.sum(axis=1), QUARTERS - rested.sum(axis=1))
            self._lead[minutes, way] = found
        return found

    def _pairs(
        self, minutes: int, way: int
    ) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        ends, starts = np.meshgrid(STARTS + minutes, STARTS, indexing="ij")
        return self.fits(ends, starts, way), self.rests(ends, starts, way)


@cache
def timing(hours: tuple[tuple[int, int], ...]) -> Timing:
    """Return what fits in a day with these hours; one for each pattern of hours."""
    return Timing(hours)


def _prices(possible: NDArray[np.bool_]) -> Prices:
    return np.where(possible, 0, NEVER).astype(np.int64)
