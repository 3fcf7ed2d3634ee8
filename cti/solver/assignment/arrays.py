"""The assignment problem as arrays, and what a choice of options costs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, pairwise
from math import gcd, lcm

import numpy as np
import numpy.typing as npt

from cti.plans.policy import Band
from cti.plans.score import load_price
from cti.solver.assignment.problem import NOBODY, AssignmentProblem
from cti.units import Points, Sce

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class PriceCurve:
    """The price of one worker's load on one Monday, exact on every load that can be.

    Loads come in steps, because weights do. Between two steps the curve is straight,
    which is never below the policy's price and equal to it wherever a load can be.

    Attributes
    ----------
    points
        Loads at which the slope changes, rising.
    slopes
        Points for each SCE: below the first point, then from each point on.
    """

    points: tuple[float, ...]
    slopes: tuple[float, ...]


@dataclass(frozen=True, kw_only=True)
class Options:
    """Options side by side; one entry each.

    Attributes
    ----------
    person
        Whose option it is.
    price
        Points, without the price of load.
    worker, before, from_week
        As in `Option`.
    profile
        Row of ``profiles``.
    profiles
        Shape ``(profiles, weeks)``, SCE.
    """

    person: Ints
    price: Floats
    worker: Ints
    before: Ints
    from_week: Ints
    profile: Ints
    profiles: Floats

    def __len__(self) -> int:
        return int(self.person.size)

    def take(self, chosen: Ints) -> "Options":
        """Return some of the options, in the order asked for."""
        return Options(
            person=self.person[chosen],
            price=self.price[chosen],
            worker=self.worker[chosen],
            before=self.before[chosen],
            from_week=self.from_week[chosen],
            profile=self.profile[chosen],
            profiles=self.profiles,
        )

    @property
    def entries(self) -> tuple[Ints, Ints, Ints, Floats]:
        """Where each option puts weight.

        Returns
        -------
        Option, worker, week and SCE of every entry that is not nothing, in order of
        options.
        """
        begun = np.arange(self.profiles.shape[1]) >= self.from_week[:, None]
        worker = np.where(begun, self.worker[:, None], self.before[:, None])
        weight = np.where(worker == NOBODY, 0.0, self.profiles[self.profile])
        option, week = np.nonzero(weight)
        return option, worker[option, week], week, weight[option, week]

    def load(self, workers: int) -> Floats:
        """Return the load all of these options together put on everybody.

        Returns
        -------
        Shape ``(workers, weeks)``, SCE.
        """
        _, worker, week, weight = self.entries
        load = np.zeros((workers, self.profiles.shape[1]))
        np.add.at(load, (worker, week), weight)
        return load


@dataclass(frozen=True, kw_only=True)
class Arrays:
    """The whole problem, ready for search.

    Attributes
    ----------
    first
        Shape ``(people + 1,)``: the options of person ``p`` are the entries from
        ``first[p]`` to ``first[p + 1]``, exclusive.
    curves
        The price of load of each worker on each Monday, ``curves[w][k]``.
    step
        Points: every cost is a whole multiple of it.
    """

    options: Options
    first: Ints
    curves: tuple[tuple[PriceCurve, ...], ...]
    step: Points
    ceiling: Floats
    bands: tuple[tuple[float, float], ...]

    @property
    def workers(self) -> int:
        """How many workers."""
        return len(self.ceiling)

    @property
    def people(self) -> int:
        """How many people are decided about."""
        return len(self.first) - 1

    def load_cost(self, load: Floats) -> Floats:
        """Return the price of load.

        Parameters
        ----------
        load
            Shape ``(workers, weeks)``, SCE.

        Returns
        -------
        Shape ``(workers,)``, points.
        """
        cost = np.zeros(self.ceiling.shape)
        for above, price in self.bands:
            cost += price * np.maximum(load - above * self.ceiling, 0.0)
        return np.asarray(cost.sum(axis=1))

    def cost(self, chosen: Ints) -> float:
        """Return what a plan costs, in points.

        Parameters
        ----------
        chosen
            Shape ``(people,)``: the entry each person takes.
        """
        taken = self.options.take(chosen)
        load = taken.load(self.workers)
        return float(taken.price.sum() + self.load_cost(load).sum())


def arrays(problem: AssignmentProblem) -> Arrays:
    """Lay a problem out as arrays."""
    options = list(chain.from_iterable(problem.options))
    # All of a person's options share one tuple of weights, or one for each start.
    profiles = {id(option.weights): option.weights for option in options}
    row = {profile: number for number, profile in enumerate(profiles)}
    counts = [len(options) for options in problem.options]
    bands = problem.policy.bands
    step_sce = _common_step(chain.from_iterable(profiles.values()))
    prices = [option.price for option in options]
    curves = {
        ceiling: _curve(ceiling, bands, step_sce)
        for ceiling in dict.fromkeys(chain.from_iterable(problem.ceiling))
    }
    load_prices = [
        load_price(kink * step_sce, ceiling, bands)
        for ceiling in curves
        for kink in _kinks(ceiling, bands, step_sce)
    ]
    slopes = [band.price * step_sce for band in bands]
    shape = (len(problem.workers), problem.horizon.weeks)
    return Arrays(
        options=Options(
            person=np.repeat(np.arange(len(counts)), counts),
            price=np.array([float(price) for price in prices]),
            worker=np.array([option.worker for option in options]),
            before=np.array([option.before for option in options]),
            from_week=np.array([option.from_week for option in options]),
            profile=np.array([row[id(option.weights)] for option in options]),
            profiles=np.array([[float(w) for w in p] for p in profiles.values()]),
        ),
        first=np.concatenate([[0], np.cumsum(counts)]),
        curves=tuple(
            tuple(curves[ceiling] for ceiling in agreed) for agreed in problem.ceiling
        ),
        step=_common_step([*prices, *load_prices, *slopes]),
        ceiling=np.array(
            [[float(c) for c in agreed] for agreed in problem.ceiling]
        ).reshape(shape),
        bands=tuple((float(band.above), float(band.price)) for band in bands),
    )


def _curve(ceiling: Sce, bands: Sequence[Band], step: Sce) -> PriceCurve:
    kinks = _kinks(ceiling, bands, step)
    points = [k * step for k in kinks]
    prices = [load_price(point, ceiling, bands) for point in points]
    slopes = [Fraction(0)]
    for (load, price), (more, higher) in pairwise(zip(points, prices, strict=True)):
        slopes.append((higher - price) / (more - load))
    if points:
        slopes.append(sum((band.price for band in bands), Fraction(0)))
    return PriceCurve(tuple(map(float, points)), tuple(map(float, slopes)))


def _kinks(ceiling: Sce, bands: Sequence[Band], step: Sce) -> list[int]:
    """Return the loads, in steps, around which the policy's price bends."""
    found = set()
    for band in bands:
        whole, rest = divmod(band.above * ceiling, step)
        found |= {int(whole), int(whole) + 1} if rest else {int(whole)}
    return sorted(found)


def _common_step(numbers: Iterable[Fraction]) -> Fraction:
    """Return the largest number of which all of ``numbers`` are whole multiples."""
    ratios = {number.as_integer_ratio() for number in numbers}
    common = lcm(*(denominator for _, denominator in ratios))
    largest = gcd(*(n * (common // denominator) for n, denominator in ratios))
    return Fraction(largest, common) if largest else Fraction(1)
