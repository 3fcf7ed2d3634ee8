"""The relaxation of a large problem, without giving the engine every option.

It is solved over a few options of each person. The rates that come of it say what every
other option would add: those that would pay are given too, until none is left. The
bound is computed from the rates over all options, so it holds at any point on the way.
"""

from dataclasses import dataclass, replace

import numpy as np
from ortools.math_opt.python import mathopt

from cti.solver.assignment.arrays import Arrays, Floats, Ints
from cti.solver.assignment.model import Relaxation, build
from cti.solver.assignment.rates import Rates

AT_FIRST = 6
"""Options of each person that the engine is given at first."""

ADDED = 3
"""Options of a person that are added at once, at most."""

ROUNDS = 30
ITERATIONS = 200_000
"""Of the simplex method, in each round: a limit for what would never end."""

NEAR_ENOUGH = 1e-6
"""How near to its best the bound is taken as it is, as a share of it."""

PAYS = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class _Solved:
    """The relaxation over some options.

    Attributes
    ----------
    cost
        Of the best plan among them, if people could be divided; points.
    rates
        Shape ``(workers * weeks,)``.
    paid
        Shape ``(people,)``: what each person costs at these rates.
    share
        Shape ``(options,)``: 0 for those that were left out.
    """

    cost: float
    rates: Floats
    paid: Floats
    share: Floats


def relax_by_columns(
    arrays: Arrays, begun: Relaxation, near_enough: float = NEAR_ENOUGH
) -> Relaxation:
    """Solve the relaxation, beginning with the options that seem to add least.

    Parameters
    ----------
    begun
        What is known already; no worse is returned.
    """
    rates = Rates(arrays)
    person = arrays.options.person
    inside = rank(begun.penalty, arrays) < AT_FIRST
    best = begun
    for _ in range(ROUNDS):
        solved = _solve(arrays, np.flatnonzero(inside), rates.steepest)
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


def _solve(arrays: Arrays, entries: Ints, steepest: Floats) -> _Solved | None:
    model = build(arrays, entries, whole=False)
    result = mathopt.solve(
        mathopt.Model.from_model_proto(model.proto),
        mathopt.SolverType.GLOP,
        params=mathopt.SolveParameters(
            lp_algorithm=mathopt.LPAlgorithm.DUAL_SIMPLEX, iteration_limit=ITERATIONS
        ),
    )
    if result.termination.reason is not mathopt.TerminationReason.OPTIMAL:
        return None
    duals = np.fromiter(result.dual_values().values(), float)
    rates = np.zeros(arrays.ceiling.size)
    rates[model.cells] = -duals[arrays.people :]
    share = np.zeros(len(arrays.options))
    values = np.fromiter(result.variable_values().values(), float)
    share[entries] = values[: len(entries)]
    return _Solved(
        cost=result.objective_value(),
        rates=np.clip(rates, 0.0, steepest),
        paid=duals[: arrays.people],
        share=share,
    )
