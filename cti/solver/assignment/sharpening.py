"""The relaxation with what holds of whole people besides: a bound nearer the best plan.

It is solved by columns, as in `columns`, and rows it breaks are added as they are
found. Every bound is computed over all options from the rates and from what is charged
for the rows, so it holds however well an engine has solved anything.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from cti.solver.assignment.arrays import Arrays, Floats
from cti.solver.assignment.columns import ADDED, PAYS, rank
from cti.solver.assignment.cuts import Cut, Separator
from cti.solver.assignment.model import Relaxation
from cti.solver.assignment.rates import ROUNDING, Rates
from cti.solver.assignment.relaxed import Solved, solve
from cti.solver.limits import never

AT_FIRST = 4
"""Options of each person that the engine is given at first, beside those begun with."""

ROUNDS = 40
LOOKS = 16
"""How often rows are looked for; other rounds only bring in options."""

NOT_WORTH = 0.03
"""The share of the gap that a round must close."""

PATIENCE = 2
"""After so many rounds that do not, it is enough."""

ENOUGH_EACH = 2
"""Options of each person, on average, that an engine is through with in no time."""

MOST_CUTS = 300
"""How many rows the engine is given."""

NEAR = 0.05
"""Rows are looked for when the relaxation is solved to this share of the gap."""

BINDS = 1e-9
"""Points for each SCE: a row that is charged less does not bind."""


def sharpen(
    arrays: Arrays,
    begun: Relaxation,
    known_cost: float,
    stopped: Callable[[], bool] = never,
) -> Iterator[Relaxation]:
    """Solve the relaxation, and again with the rows that it breaks.

    Parameters
    ----------
    begun
        What is known already.
    known_cost
        What some plan costs, in points.
    stopped
        Asked before each round.

    Yields
    ------
    Whatever is sharper than all before.
    """
    search = _Search(arrays, begun, known_cost)
    for _ in range(ROUNDS):
        if stopped():
            return
        known, goes_on = search.best.bound, search.go_on()
        if search.best.bound > known:
            yield search.best
        if not goes_on:
            return


class _Search:
    """The best bound so far, and the options and rows it comes from."""

    def __init__(self, arrays: Arrays, begun: Relaxation, known_cost: float) -> None:
        self.arrays, self.known_cost = arrays, known_cost
        self.rates = Rates(arrays)
        self.separator = Separator(arrays)
        self.cuts: tuple[Cut, ...] = ()
        self.inside = (rank(begun.penalty, arrays) < AT_FIRST) | (begun.share > 0)
        self.best = begun
        self.idle = self.looked = 0

    def go_on(self) -> bool:
        """Solve it once, and add what would pay and what is broken.

        Returns
        -------
        Whether there is more to gain.
        """
        solved = solve(self.arrays, self.inside, self.rates, self.cuts)
        if solved is None:
            return False
        charges = _bearable(self.cuts, solved, self.rates)
        charged, bound = _priced(self.rates, solved.rates, self.cuts, charges)
        gained = self._learn(solved, charged, bound)
        pays = ~self.inside & (charged < solved.paid[self.arrays.options.person] - PAYS)
        saved = np.where(pays, charged, np.inf)
        self.inside = self.inside | (pays & (rank(saved, self.arrays) < ADDED))
        gap = self.known_cost - self.best.bound
        found = solved.cost - bound < NEAR * gap and self._look(solved, charges)
        worth = pays.any() or gained > NOT_WORTH * gap
        self.idle = 0 if worth else self.idle + 1
        return bool(pays.any() or found) and not self._is_enough(gap)

    def _learn(self, solved: Solved, charged: Floats, bound: float) -> float:
        """Keep what is sharper, and return by how much it is, in points."""
        gained = bound - self.best.bound
        self.best = replace(self.best, share=solved.share)
        if gained > 0:
            penalty = self.rates.above(charged)
            self.best = replace(self.best, bound=bound, penalty=penalty)
        return gained

    def _look(self, solved: Solved, charges: Floats) -> bool:
        """Keep the rows that bind and add those broken most; say if there are any."""
        binding = tuple(
            cut
            for cut, charge in zip(self.cuts, charges, strict=True)
            if charge > BINDS
        )
        most = MOST_CUTS - len(binding)
        broken = self.separator.broken(solved.share, solved.above, most)
        self.cuts = (*binding, *broken)
        self.looked += 1
        return bool(broken)

    def _is_enough(self, gap: float) -> bool:
        could_be_better = int((self.best.penalty <= gap).sum())
        return (
            could_be_better <= ENOUGH_EACH * self.arrays.people
            or self.idle >= PATIENCE
            or self.looked >= LOOKS
        )


def _bearable(cuts: Sequence[Cut], solved: Solved, rates: Rates) -> Floats:
    """Return the charges, lowered where load above would be dearer than it ever is."""
    charges = solved.charges
    cell = np.array([cut.cell for cut in cuts], dtype=np.int64)
    together = np.bincount(cell, charges, minlength=len(solved.rates))
    room = np.maximum(rates.steepest - solved.rates, 0.0)
    within = np.minimum(room / np.maximum(together, BINDS), 1.0)
    return np.asarray(charges * within[cell])


def _priced(
    rates: Rates, at: Floats, cuts: Sequence[Cut], charges: Floats
) -> tuple[Floats, float]:
    """Return what each option costs at some rates and charges, and the bound.

    A row is charged for what its options count, less its right-hand side. What the
    worker holds above the row's load counts for it, so it becomes that much dearer
    before anybody pays for it.
    """
    charged = rates.charged(at)
    dearer = np.zeros(rates.slopes.shape)
    paid = unsure = 0.0
    for cut, charge in zip(cuts, charges, strict=True):
        charged[cut.option] += charge * cut.count
        dearer[cut.cell, cut.piece :] += charge
        paid += charge * cut.most
        unsure += ROUNDING * abs(charge * cut.most)
    return charged, rates.bound(at, charged, dearer=dearer) - paid - unsure
