"""The least price of the times on either side of a stop, carried along a route."""

from typing import NamedTuple

import numpy as np

from cti.solver.contacts.stops import Stop, WorkDay
from cti.solver.contacts.timing import NEVER, QUARTERS, Prices, Timing


class Reached(NamedTuple):
    """The least price of the times on one side of a stop, its own included.

    Attributes
    ----------
    anyhow, rested
        Whatever the break, and with the midday break on that side. Shape ``()`` for a
        fixed stop. For a contact, shape ``(QUARTERS + 1,)``: the least price of the
        starts before, or from, each quarter; the entry of no start at all is `NEVER`.
    """

    anyhow: Prices
    rested: Prices


_NOTHING = np.zeros((), dtype=np.int64)
_NEVER = np.full((), NEVER, dtype=np.int64)


def ends_of_day(day: WorkDay) -> Reached:
    """Return the price at either end of a day: nothing, and no break yet."""
    return Reached(_NOTHING, _NEVER if day.needs_break else _NOTHING)


def arrive(timing: Timing, before: Stop, reached: Reached, way: int) -> Reached:
    """Return the least price up to each start of a contact that comes next."""
    if before.prices is None:
        reach = timing.after(before.end, way)
        return Reached(
            reached.anyhow + reach.plain,
            np.minimum(reached.rested + reach.plain, reached.anyhow + reach.rested),
        )
    reach = timing.follow(before.minutes, way)
    return Reached(
        reached.anyhow[reach.plain],
        np.minimum(reached.rested[reach.plain], reached.anyhow[reach.rested]),
    )


def leave(
    timing: Timing, after: Stop, reached: Reached, minutes: int, way: int
) -> Reached:
    """Return the least price of what follows, for each start of a contact before it."""
    if after.prices is None:
        reach = timing.before(after.start, minutes, way)
        return Reached(
            reached.anyhow + reach.plain,
            np.minimum(reached.rested + reach.plain, reached.anyhow + reach.rested),
        )
    reach = timing.lead(minutes, way)
    return Reached(
        reached.anyhow[reach.plain],
        np.minimum(reached.rested[reach.plain], reached.anyhow[reach.rested]),
    )


def forward(
    timing: Timing, before: Stop, stop: Stop, reached: Reached, way: int
) -> Reached:
    """Carry the least price from one stop of a route to the next."""
    if stop.prices is not None:
        early = arrive(timing, before, reached, way)
        return Reached(
            _up_to(early.anyhow + stop.prices), _up_to(early.rested + stop.prices)
        )
    if before.prices is None:
        return _between_fixed(timing, before, stop, reached, way)
    reach = timing.before(stop.start, before.minutes, way)
    plain, rested = _possible(reach.plain), _possible(reach.rested)
    return Reached(
        reached.anyhow[plain], np.minimum(reached.rested[plain], reached.anyhow[rested])
    )


def backward(
    timing: Timing, stop: Stop, after: Stop, reached: Reached, way: int
) -> Reached:
    """Carry the least price from one stop of a route back to the one before."""
    if stop.prices is not None:
        late = leave(timing, after, reached, stop.minutes, way)
        return Reached(
            _from(late.anyhow + stop.prices), _from(late.rested + stop.prices)
        )
    if after.prices is None:
        return _between_fixed(timing, stop, after, reached, way)
    reach = timing.after(stop.end, way)
    plain = QUARTERS - _possible(reach.plain)
    rested = QUARTERS - _possible(reach.rested)
    return Reached(
        reached.anyhow[plain], np.minimum(reached.rested[plain], reached.anyhow[rested])
    )


def _between_fixed(
    timing: Timing, before: Stop, after: Stop, reached: Reached, way: int
) -> Reached:
    """Pass from fixed to fixed: what is agreed stays, whether or not the way fits."""
    if timing.has_break(before.end, after.start, way):
        return Reached(reached.anyhow, np.minimum(reached.rested, reached.anyhow))
    return reached


def _possible(reach: Prices) -> int:
    return int((reach == 0).sum())


def _up_to(prices: Prices) -> Prices:
    """Return, for each quarter and the end, the least price of the starts before."""
    found = np.empty(QUARTERS + 1, dtype=np.int64)
    found[0] = NEVER
    np.minimum.accumulate(prices, out=found[1:])
    return found


def _from(prices: Prices) -> Prices:
    """Return, for each quarter and the end, the least price of the starts from it."""
    found = np.empty(QUARTERS + 1, dtype=np.int64)
    found[QUARTERS] = NEVER
    found[:QUARTERS] = np.minimum.accumulate(prices[::-1])[::-1]
    return found
