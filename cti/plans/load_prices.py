"""What a change of load adds to the price of a caseload, in whole numbers.

What a weight adds to one worker's Monday depends only on the two and the weight, and
there are few weights; so each sum is worked out once and looked up after that. Numbers
are scaled until all are whole, which keeps them exact.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from cti.plans.policy import Band
from cti.units import Points, Sce, WorkerId


class Added(NamedTuple):
    """What a change adds, scaled; less than nothing where it takes away.

    Attributes
    ----------
    price
        Points, in `LoadPrices.points` of one.
    over
        SCE above the ceiling, in `LoadPrices.sce` of one.
    """

    price: int
    over: int


class LoadPrices:
    """The scale that makes every weight, ceiling and price of a plan whole.

    Parameters
    ----------
    agreed
        Shape ``(weeks,)`` for each worker, SCE.
    weights
        Every weight that will be asked about, SCE.
    """

    def __init__(
        self,
        agreed: Mapping[WorkerId, Sequence[Sce]],
        bands: Sequence[Band],
        weights: Iterable[Sce],
    ) -> None:
        self._bands = bands
        self._agreed = agreed
        distinct = {ceiling for ceilings in agreed.values() for ceiling in ceilings}
        thresholds = {
            share * ceiling
            for ceiling in distinct
            for share in (Fraction(1), *(band.above for band in bands))
        }
        self.sce = lcm(*(each.denominator for each in (*thresholds, *weights)))
        self._price = lcm(*(band.price.denominator for band in bands))
        self.points = self.sce * self._price

    def whole(self, profile: Iterable[Sce]) -> tuple[int, ...]:
        """Return loads or weights in scaled whole numbers."""
        return tuple(
            each.numerator * (self.sce // each.denominator) for each in profile
        )

    def table(self, worker_id: WorkerId, load: Sequence[int]) -> "LoadTable":
        """Return what changes to a worker's load would add.

        Parameters
        ----------
        load
            Shape ``(weeks,)``, scaled: what the worker holds before the change.
        """
        agreed = self._agreed[worker_id]
        steps = {ceiling: self._steps(ceiling) for ceiling in set(agreed)}
        return LoadTable(
            load, self.whole(agreed), [steps[ceiling] for ceiling in agreed]
        )

    def difference(self, added: Added) -> tuple[Points, Sce]:
        """Return what was added in points and in SCE above the ceiling."""
        return Fraction(added.price, self.points), Fraction(added.over, self.sce)

    def _steps(self, ceiling: Sce) -> tuple[tuple[int, int], ...]:
        return tuple(
            (int(band.above * ceiling * self.sce), int(band.price * self._price))
            for band in self._bands
        )


class LoadTable:
    """What weights would add to one worker, Monday by Monday; scaled."""

    def __init__(
        self,
        load: Sequence[int],
        ceiling: Sequence[int],
        steps: Sequence[Sequence[tuple[int, int]]],
    ) -> None:
        self._load = load
        self._ceiling = ceiling
        self._steps = steps
        self._known: dict[tuple[int, int], Added] = {}

    def adding(self, weights: Sequence[int], from_week: int, to_week: int) -> Added:
        """Return what the weights add on the Mondays from one index to another.

        Parameters
        ----------
        weights
            Shape ``(weeks,)``, scaled; negative to take away.
        to_week
            Exclusive.
        """
        price = over = 0
        for week in range(from_week, to_week):
            weight = weights[week]
            if weight:
                known = self._known.get((week, weight))
                if known is None:
                    known = self._known[week, weight] = self._add(week, weight)
                price += known.price
                over += known.over
        return Added(price, over)

    def _add(self, week: int, weight: int) -> Added:
        before, after = self._load[week], self._load[week] + weight
        ceiling = self._ceiling[week]
        price = sum(
            price * (max(after - above, 0) - max(before - above, 0))
            for above, price in self._steps[week]
        )
        return Added(price, max(after - ceiling, 0) - max(before - ceiling, 0))
