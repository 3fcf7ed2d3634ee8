"""The relaxation with what holds of whole people besides: a bound nearer the best plan.

It is solved by columns, as in `columns`, and rows it breaks are added as they are
found. Every bound is computed over all options from the rates and from what is charged
for the rows, so it holds however well an engine has solved anything.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from ortools.glop import parameters_pb2
from ortools.math_opt.python import mathopt

from cti.solver.assignment.arrays import Arrays, Bools, Floats
from cti.solver.assignment.columns import ADDED, ITERATIONS, PAYS, rank
from cti.solver.assignment.cuts import Cut, Separator
from cti.solver.assignment.model import Model, Relaxation, build
from cti.solver.assignment.rates import Rates

AT_FIRST = 4
"""Options of each person that the engine is given at first."""

ROUNDS = 16
NOT_WORTH = 0.03
"""The share of the gap that a round must close; after two that do not, it is enough."""

PATIENCE = 2
ENOUGH_EACH = 2
"""Options of each person, on average, that an engine is through with in no time."""

MOST_CUTS = 300
NEAR = 5.0
"""Points: rows are looked for when the relaxation is solved as nearly as this."""

BINDS = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharpened(Relaxation):
    """A relaxation with the rows that made it sharp.

    Attributes
    ----------
    cuts
        Those that bind.
    """

    cuts: tuple[Cut, ...]


def sharpen(arrays: Arrays, begun: Relaxation, known_cost: float) -> Sharpened:
    """Solve the relaxation, and again with the rows that it breaks.

    Parameters
    ----------
    begun
        What is known already; no worse is returned.
    known_cost
        What some plan costs, in points.
    """
    search = _Search(arrays, begun, known_cost)
    for _ in range(ROUNDS):
        if not search.go_on():
            break
    return search.best


@dataclass(frozen=True, slots=True, kw_only=True)
class _Solved:
    """The relaxation over some options, with some rows.

    Attributes
    ----------
    cost
        Of the best plan among them, if people could be divided; points.
    rates
        Shape ``(cells,)``.
    charges
        Shape ``(cuts,)``, points for each SCE.
    paid
        Shape ``(people,)``.
    share
        Shape ``(options,)``.
    above
        Shape ``(cells, pieces)``, SCE: load on each piece and those after it.
    """

    cost: float
    rates: Floats
    charges: Floats
    paid: Floats
    share: Floats
    above: Floats


class _Search:
    """The best bound so far, and the options and rows it comes from."""

    def __init__(self, arrays: Arrays, begun: Relaxation, known_cost: float) -> None:
        self.arrays, self.known_cost = arrays, known_cost
        self.rates = Rates(arrays)
        self.separator = Separator(arrays)
        self.cuts: tuple[Cut, ...] = ()
        self.inside = rank(begun.penalty, arrays) < AT_FIRST
        self.best = Sharpened(
            bound=begun.bound,
            share=begun.share,
            penalty=begun.penalty,
            cuts=self.cuts,
        )
        self.idle = 0

    def go_on(self) -> bool:
        """Solve it once, and add what would pay and what is broken.

        Returns
        -------
        Whether there is more to gain.
        """
        solved = _solve(self.arrays, self.inside, self.cuts, self.rates)
        if solved is None:
            return False
        charges = _bearable(self.cuts, solved, self.rates)
        charged, bound = _priced(self.rates, solved.rates, self.cuts, charges)
        gained = bound - self.best.bound
        binding = tuple(
            cut
            for cut, charge in zip(self.cuts, charges, strict=True)
            if charge > BINDS
        )
        self.best = replace(self.best, share=solved.share)
        if gained > 0:
            penalty = self.rates.above(charged)
            self.best = replace(self.best, bound=bound, penalty=penalty, cuts=binding)
        pays = ~self.inside & (charged < solved.paid[self.arrays.options.person] - PAYS)
        saved = np.where(pays, charged, np.inf)
        self.inside = self.inside | (pays & (rank(saved, self.arrays) < ADDED))
        broken: list[Cut] = []
        if solved.cost - bound < NEAR:
            broken = self.separator.broken(solved.share, solved.above)[:MOST_CUTS]
        self.cuts = (*binding, *broken)
        gap = self.known_cost - self.best.bound
        worth = pays.any() or gained > NOT_WORTH * gap
        self.idle = 0 if worth else self.idle + 1
        could_be_better = int((self.best.penalty <= gap).sum())
        is_enough = could_be_better <= ENOUGH_EACH * self.arrays.people
        is_over = is_enough or self.idle >= PATIENCE
        return not is_over and bool(pays.any() or broken)


def _bearable(cuts: Sequence[Cut], solved: _Solved, rates: Rates) -> Floats:
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
    paid = 0.0
    for cut, charge in zip(cuts, charges, strict=True):
        charged[cut.option] += charge * cut.count
        dearer[cut.cell, cut.piece :] += charge
        paid += charge * cut.most
    return charged, rates.bound(at, charged, dearer=dearer) - paid


def _solve(
    arrays: Arrays, inside: Bools, cuts: Sequence[Cut], rates: Rates
) -> _Solved | None:
    entries = np.flatnonzero(inside)
    model = build(arrays, entries, whole=False)
    _add(model, cuts, len(inside))
    result = mathopt.solve(
        mathopt.Model.from_model_proto(model.proto),
        mathopt.SolverType.GLOP,
        params=mathopt.SolveParameters(
            lp_algorithm=mathopt.LPAlgorithm.DUAL_SIMPLEX,
            iteration_limit=ITERATIONS,
            glop=parameters_pb2.GlopParameters(change_status_to_imprecise=False),
        ),
    )
    if result.termination.reason is not mathopt.TerminationReason.OPTIMAL:
        return None
    duals = np.fromiter(result.dual_values().values(), float)
    values = np.fromiter(result.variable_values().values(), float)
    people, rows = arrays.people, arrays.people + len(model.cells)
    found = np.zeros(arrays.ceiling.size)
    found[model.cells] = -duals[people:rows]
    share = np.zeros(len(inside))
    share[entries] = values[: len(entries)]
    held = np.zeros(rates.slopes.shape)
    held[model.piece_cell, model.piece] = values[len(entries) :]
    return _Solved(
        cost=result.objective_value(),
        rates=np.clip(found, 0.0, rates.steepest),
        charges=np.maximum(-duals[rows:], 0.0),
        paid=duals[:people],
        share=share,
        above=np.cumsum(held[:, ::-1], axis=1)[:, ::-1],
    )


def _add(model: Model, cuts: Sequence[Cut], options: int) -> None:
    """Write cuts as the last rows of a model."""
    count = len(model.entries)
    place = np.full(options, -1)
    place[model.entries] = np.arange(count)
    constraints = model.proto.linear_constraints
    matrix = model.proto.linear_constraint_matrix
    for row, cut in enumerate(cuts, start=len(constraints.ids)):
        constraints.ids.append(row)
        constraints.lower_bounds.append(-np.inf)
        constraints.upper_bounds.append(cut.most)
        column = place[cut.option]
        order = np.argsort(column)[int((column < 0).sum()) :]
        above = np.flatnonzero(
            (model.piece_cell == cut.cell) & (model.piece >= cut.piece)
        )
        columns = [*column[order].tolist(), *(count + above).tolist()]
        matrix.row_ids.extend([row] * len(columns))
        matrix.column_ids.extend(columns)
        matrix.coefficients.extend([*cut.count[order].tolist(), *([-1.0] * len(above))])
