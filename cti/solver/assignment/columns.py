"""The relaxation of a large problem, without giving the engine every option.

It is solved over a few options of each person. The rates that come of it say what every
other option would add: those that would pay are given too, until none is left. The
bound is computed from the rates over all options, so it holds at any point on the way.
"""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from cti.solver.assignment.arrays import Arrays, Floats, Ints
from cti.solver.assignment.model import Relaxation
from cti.solver.assignment.rates import Rates
from cti.solver.assignment.relaxed import solve
from cti.solver.limits import never

AT_FIRST = 6
"""Options of each person that the engine is given at first."""

ADDED = 3
"""Options of a person that are added at once, at most."""

ROUNDS = 30
NEAR_ENOUGH = 1e-6
"""How near to its best the bound is taken as it is, as a share of it."""

PAYS = 1e-6


def relax_by_columns(
    arrays: Arrays,
    begun: Relaxation,
    near_enough: float = NEAR_ENOUGH,
    stopped: Callable[[], bool] = never,
) -> Relaxation:
    """Solve the relaxation, beginning with the options that seem to add least.

    Parameters
    ----------
    begun
        What is known already; no worse is returned.
    stopped
        Asked before each round.
    """
    rates = Rates(arrays)
    person = arrays.options.person
    inside = rank(begun.penalty, arrays) < AT_FIRST
    best = begun
    for _ in range(ROUNDS):
        if stopped():
            break
        solved = solve(arrays, inside, rates)
        if solved is None:
            break
        charged = rates.charged(solved.rates)
        bound = rates.bound(solved.rates, charged)
        best = replace(best, share=solved.share)
        if bound > best.bound:
            best = replace(best, bound=bound, penalty=rates.above(charged))
        would_pay = ~inside & (charged < solved.paid[person] - PAYS)
        missing = solved.cost - best.bound
        if not would_pay.any() or missing <= near_enough * abs(solved.cost):
            break
        saved = np.where(would_pay, charged - solved.paid[person], np.inf)
        inside |= would_pay & (rank(saved, arrays) < ADDED)
    return best


def rank(value: Floats, arrays: Arrays) -> Ints:
    """Return the place of each option among its person's, least first, from 0."""
    person = arrays.options.person
    order = np.lexsort((value, person))
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    return np.asarray(place - arrays.first[:-1][person])
