"""A bound without an engine: ask a rate for each week of each worker.

If every SCE of a worker's Monday were charged at a fixed *rate*, instead of a price
that rises with the load, everybody could choose alone. What the cheapest choices cost,
less the most by which the rates could exceed the price of any load, is no more than any
plan costs: a bound, whatever the rates are. Good rates are high where too many choose
and low where few do; a few hundred rounds of raising and lowering them come near the
best bound there is, in a fraction of the time an engine takes.
"""

from collections.abc import Callable

import numpy as np

from cti.solver.assignment.arrays import Arrays, Floats, Ints
from cti.solver.assignment.model import Relaxation
from cti.solver.assignment.problem import NOBODY

ROUNDS = 300
ASKED_EACH = 20
"""Rounds after which somebody may stop it."""

PATIENCE = 5
"""Rounds without a better bound after which the steps become smaller."""

SHORTER = 0.8
"""What the steps are multiplied by then."""

NEWEST = ((20, 0.1), (1, 0.3), (0, 1.0))
"""From which round on, how much the newest choices count in the averages."""

AROUND = (0.9, 1.0, 1.1)
"""Shares of a plan's load at which its price is asked for rates to begin with."""

ROUNDING = 1e-10
"""What floating-point sums are not trusted with, as a share of what is added up."""


class Rates:
    """What people would choose, and no plan can be below, at given rates.

    Rates have the shape ``(workers * weeks,)``, in points for each SCE, from 0 to
    `steepest`.
    """

    def __init__(self, arrays: Arrays) -> None:
        self.arrays = arrays
        options = arrays.options
        weeks = arrays.ceiling.shape[1]
        begun = np.minimum(options.from_week, weeks)
        so_far = np.cumsum(np.pad(options.profiles, ((0, 0), (1, 0))), axis=1)
        # Most options put all of a person's weight on one worker; the rest are few.
        self._halved = np.flatnonzero(so_far[options.profile, begun] > 0)
        self._nobodys = options.worker == NOBODY
        self._cell = np.maximum(options.worker, 0) * len(options.profiles)
        self._cell += options.profile
        option, worker, week, weight = options.take(self._halved).entries
        self._entries = option, worker * weeks + week, weight
        self._by_week = np.ascontiguousarray(options.profiles.T)
        self.points, self.slopes = _side_by_side(arrays)
        finite = np.where(np.isfinite(self.points), self.points, 0.0)
        edges = np.pad(finite, ((0, 0), (1, 0)))
        self.lengths = np.maximum(np.diff(edges, axis=1), 0.0)

    @property
    def steepest(self) -> Floats:
        """The dearest that load ever gets; rates above it bind nobody more."""
        return self.slopes[:, -1]

    def marginal(self, load: Floats) -> Floats:
        """Return what one SCE more would cost at some load.

        Parameters
        ----------
        load
            Shape ``(workers * weeks,)``, SCE.
        """
        piece = (load[:, None] >= self.points).sum(axis=1)
        return np.asarray(np.take_along_axis(self.slopes, piece[:, None], axis=1)[:, 0])

    def charged(self, rates: Floats) -> Floats:
        """Return what each option costs at these rates.

        Returns
        -------
        Shape ``(options,)``, points.
        """
        shape = self.arrays.ceiling.shape
        # One cell more, for nobody: there may be no worker at all.
        of_profiles = np.append(rates.reshape(shape) @ self._by_week, 0.0)
        cost = of_profiles[self._cell]
        cost[self._nobodys] = 0.0
        option, cell, weight = self._entries
        cost[self._halved] = np.bincount(
            option, rates[cell] * weight, minlength=len(self._halved)
        )
        return np.asarray(cost + self.arrays.options.price)

    def bound(
        self, rates: Floats, charged: Floats, *, dearer: Floats | None = None
    ) -> float:
        """Return a cost that no plan is below, in points.

        Parameters
        ----------
        charged
            What each option costs at these rates.
        dearer
            Shape ``(cells, pieces)``, points for each SCE: what load on each piece of
            a price curve is worth beside the rate; with it no more than `steepest`.
        """
        least = np.minimum.reduceat(charged, self.arrays.first[:-1])
        worth = rates[:, None] if dearer is None else rates[:, None] + dearer[:, :-1]
        over = np.maximum(worth - self.slopes[:, :-1], 0.0) * self.lengths
        unsure = ROUNDING * (np.abs(least).sum() + over.sum())
        return float(least.sum() - over.sum() - unsure)

    def above(self, charged: Floats) -> Floats:
        """Return by how much each option exceeds the person's cheapest."""
        least = np.minimum.reduceat(charged, self.arrays.first[:-1])
        return charged - least[self.arrays.options.person]

    def supplied(self, rates: Floats) -> Floats:
        """Return the load at which each worker's Monday would get dearer than its rate.

        Returns
        -------
        Shape ``(workers * weeks,)``, SCE.
        """
        cheaper = self.slopes[:, :-1] < rates[:, None]
        return np.asarray((self.lengths * cheaper).sum(axis=1))


def _side_by_side(arrays: Arrays) -> tuple[Floats, Floats]:
    """Return points and slopes of all curves, each as long as the longest.

    Returns
    -------
    Shapes ``(workers * weeks, most)`` and ``(workers * weeks, most + 1)``.
    """
    curves = [curve for agreed in arrays.curves for curve in agreed]
    most = max((len(curve.points) for curve in curves), default=0)
    points = [(*c.points, *[np.inf] * (most - len(c.points))) for c in curves]
    slopes = [(*c.slopes, *c.slopes[-1:] * (most + 1 - len(c.slopes))) for c in curves]
    return (
        np.array(points, dtype=float).reshape(len(curves), most),
        np.array(slopes, dtype=float).reshape(len(curves), most + 1),
    )


def ascend(
    arrays: Arrays, chosen: Ints, stopped: Callable[[], bool], rounds: int = ROUNDS
) -> Relaxation:
    """Raise the bound by better and better rates.

    Parameters
    ----------
    chosen
        Shape ``(people,)``: a plan, whose load says where to begin.
    stopped
        Asked now and then.
    """
    climb = _Climb(arrays, chosen)
    for number in range(rounds):
        if number % ASKED_EACH == 0 and stopped():
            break
        climb.step()
    return Relaxation(
        bound=climb.bound,
        share=climb.share,
        penalty=climb.rates.above(climb.rates.charged(climb.best)),
    )


class _Climb:
    """The best rates so far, and the direction in which better ones may lie.

    The direction is an average over the rounds (Barahona and Anbil's volume algorithm),
    and so is the share of each option, which comes near to the relaxation's.
    """

    def __init__(self, arrays: Arrays, chosen: Ints) -> None:
        self.rates = Rates(arrays)
        self.arrays = arrays
        self.known = arrays.cost(chosen)
        self.best = self.tried = self._begin(chosen)
        self.bound = -np.inf
        self.share = np.zeros(len(arrays.options))
        self.direction = np.zeros(arrays.ceiling.size)
        self.stride = 1.0
        self.waited = 0
        self.rounds = 0

    def _begin(self, chosen: Ints) -> Floats:
        """Return the best of some rates that are at hand: what load costs now, or 0."""
        load = self.arrays.options.take(chosen).load(self.arrays.workers).ravel()
        around = [self.rates.marginal(load * factor) for factor in AROUND]
        at_hand = [np.mean(around, axis=0), np.zeros(load.shape)]
        bounds = [self.rates.bound(r, self.rates.charged(r)) for r in at_hand]
        return np.asarray(at_hand[int(np.argmax(bounds))])

    def step(self) -> None:
        """Let everybody choose at the rates tried, and try others."""
        charged = self.rates.charged(self.tried)
        self._learn(charged)
        self._follow(charged)
        self.rounds += 1
        far = self.stride * max(self.known - self.bound, 0.0)
        step = far / max(float((self.direction**2).sum()), 1e-9)
        moved = self.best + step * self.direction
        self.tried = np.clip(moved, 0.0, self.rates.steepest)

    def _follow(self, charged: Floats) -> None:
        """Take what people choose now into the averages."""
        picked = self._cheapest(charged)
        load = self.arrays.options.take(picked).load(self.arrays.workers).ravel()
        newest = next(part for since, part in NEWEST if self.rounds >= since)
        self.share *= 1 - newest
        self.share[picked] += newest
        self.direction *= 1 - newest
        self.direction += newest * (load - self.rates.supplied(self.tried))

    def _cheapest(self, charged: Floats) -> Ints:
        """Return the first of each person's cheapest options."""
        cheapest = np.flatnonzero(self.rates.above(charged) <= 0.0)
        person = self.arrays.options.person[cheapest]
        return cheapest[np.unique(person, return_index=True)[1]]

    def _learn(self, charged: Floats) -> None:
        """Keep the rates tried if they are better, else go less far after a while."""
        bound = self.rates.bound(self.tried, charged)
        if bound > self.bound:
            self.best, self.bound, self.waited = self.tried, bound, 0
            return
        self.waited += 1
        if self.waited == PATIENCE:
            self.stride, self.waited = self.stride * SHORTER, 0
