"""What holds of whole people and not of divided ones: rows that sharpen the relaxation.

On one worker's Monday, what the options taken weigh is no more than a load ``d`` and
what is held above it. Divided by any number, with every weight rounded down, that still
holds for whole people, and the relaxation often breaks it: mixed-integer rounding
(Nemhauser and Wolsey), also with some people counted by whether they are *not* there
(Marchand and Wolsey).
"""

from dataclasses import dataclass

import numpy as np

from cti.solver.assignment.arrays import Arrays, Bools, Floats, Ints

HALF, ALL, NONE = 0.5, 1 - 1e-6, np.inf
"""From which share on somebody is counted by whether they are not there."""

DIVIDED = 1e-6
"""How far from 0 and from 1 a share is one of somebody divided."""

BROKEN = 1e-4
"""By how much a row must be broken to be worth having, in SCE."""

LEAST_PART, MOST_PART = 1e-3, 0.99
"""Between which the part that rounding takes off may lie; else a row says little."""

NOISE = 1e-9
"""How near to a whole number a weight divided by another is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """One row: what holds of the options that whole people take.

    Their counts add up to no more than ``most`` and what the worker holds above a load
    on that Monday.

    Attributes
    ----------
    cell
        One worker on one Monday, as ``worker * weeks + week``.
    piece
        The piece of the price curve above which load counts.
    most
        SCE.
    option, count
        What each option counts, SCE; those left out count nothing.
    """

    cell: int
    piece: int
    most: float
    option: Ints
    count: Floats


class Separator:
    """The options by the worker and Monday they weigh on, to look for broken rows.

    Options of one person with the same weight there form a *group*: at most one of them
    is taken, so a group is taken whole or not at all, whatever the person's others are.
    """

    def __init__(self, arrays: Arrays) -> None:
        option, worker, week, weight = arrays.options.entries
        cell = worker * arrays.ceiling.shape[1] + week
        person = arrays.options.person[option]
        order = np.lexsort((weight, person, cell))
        self._option, cell = option[order], cell[order]
        person, weight = person[order], weight[order]
        begins = np.ones(len(order), dtype=bool)
        begins[1:] = (
            (np.diff(cell) != 0) | (np.diff(person) != 0) | (np.diff(weight) != 0)
        )
        self._group = np.cumsum(begins) - 1
        self._weight = weight[begins]
        self._cell = cell[begins]
        cells = np.arange(arrays.ceiling.size + 1)
        self._first_group = np.searchsorted(self._cell, cells)
        self._first_entry = np.searchsorted(cell, cells)
        curves = (curve for agreed in arrays.curves for curve in agreed)
        self._points = [np.array(curve.points) for curve in curves]

    def broken(self, share: Floats, above: Floats, most: int) -> list[Cut]:
        """Return rows that a divided plan breaks: for each cell the one broken most.

        Parameters
        ----------
        share
            Shape ``(options,)``: how much of each option is taken.
        above
            Shape ``(cells, pieces)``, SCE: load paid for on each piece of the price
            curve and those after it.
        most
            How many rows; those broken most come first.
        """
        groups = len(self._weight)
        held = np.bincount(self._group, share[self._option], minlength=groups)
        taken = held.astype(np.float64)
        divided = (taken > DIVIDED) & (taken < 1 - DIVIDED)
        found = [
            self._most_broken(int(cell), taken, above[cell])
            for cell in np.unique(self._cell[divided])
        ]
        broken = sorted((each for each in found if each), key=lambda each: -each[0])
        return [cut for _, cut in broken[: max(most, 0)]]

    def _most_broken(
        self, cell: int, taken: Floats, above: Floats
    ) -> tuple[float, Cut] | None:
        groups = slice(*self._first_group[cell : cell + 2])
        taken, weight = taken[groups], self._weight[groups]
        there = taken > DIVIDED
        best: tuple[float, float, _Rounding] | None = None
        for since in (HALF, ALL, NONE):
            tried = _roundings(
                taken[there], weight[there], since, self._points[cell], above
            )
            if tried is not None and (best is None or tried[0] > best[0]):
                best = (tried[0], since, tried[1])
        if best is None:
            return None
        far, since, rounding = best
        absent = taken > since
        counted = rounding.counts(np.where(absent, -weight, weight))
        entries = slice(*self._first_entry[cell : cell + 2])
        group = self._group[entries] - groups.start
        count = np.where(absent, -counted, counted)[group]
        counts = np.abs(count) > NOISE
        return far, Cut(
            cell=cell,
            piece=rounding.point + 1,
            most=rounding.most - float(counted[absent].sum()),
            option=self._option[entries][counts],
            count=count[counts],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rounding:
    """How weights are divided and rounded for one row.

    Attributes
    ----------
    point
        Which point of the price curve the load is counted from.
    by
        What is divided by, SCE.
    part
        What rounding takes off the right-hand side, as a share.
    whole
        The right-hand side, rounded down.
    """

    point: int
    by: float
    part: float
    whole: float

    @property
    def most(self) -> float:
        """The right-hand side in SCE."""
        return self.whole * self.by * (1 - self.part)

    def counts(self, weight: Floats) -> Floats:
        """Return what groups of these weights count, SCE."""
        down, rest = _rounded_down(weight / self.by)
        over = np.maximum(rest - self.part, 0.0)
        return np.asarray(self.by * (down * (1 - self.part) + over))


def _roundings(
    taken: Floats, weight: Floats, since: float, points: Floats, above: Floats
) -> tuple[float, _Rounding] | None:
    """Return the rounding that is broken most, and how far, if any is.

    Parameters
    ----------
    taken, weight
        Of the groups that are there at all.
    since
        From which share on a group is counted by whether it is not there.
    points
        Where the price of load changes, SCE.
    above
        Shape ``(pieces,)``, SCE: load on each piece and those after it.
    """
    absent: Bools = taken > since
    near = np.abs((taken * weight).sum() - points) <= 2 * weight.max()
    divided = np.unique(weight[taken < 1 - DIVIDED])
    tried = np.flatnonzero(near)
    numbers = np.union1d(divided, 2 * divided)
    point = np.repeat(tried, len(numbers))
    by = np.tile(numbers, len(tried))
    whole, part = _rounded_down((points[point] - weight[absent].sum()) / by)
    useful: Bools = (part > LEAST_PART) & (part < MOST_PART)
    if not useful.any():
        return None
    point, by, whole, part = point[useful], by[useful], whole[useful], part[useful]
    signed = np.where(absent, -weight, weight)
    down, rest = _rounded_down(signed / by[:, None])
    left = (1 - part)[:, None]
    count = by[:, None] * (down * left + np.maximum(rest - part[:, None], 0.0))
    by_whom = np.where(absent, 1 - taken, taken)
    excess = count @ by_whom - above[point + 1] - whole * by * (1 - part)
    far = excess / np.sqrt((count**2).sum(axis=1) + 1.0)
    best = int(np.argmax(far))
    if excess[best] <= BROKEN:
        return None
    return float(far[best]), _Rounding(
        point=int(point[best]),
        by=float(by[best]),
        part=float(part[best]),
        whole=float(whole[best]),
    )


def _rounded_down(value: Floats) -> tuple[Floats, Floats]:
    """Return whole numbers and what is left; next to a whole number nothing is."""
    whole = np.floor(value + NOISE)
    return whole, np.maximum(value - whole, 0.0)
