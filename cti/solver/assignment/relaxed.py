"""The relaxation over some options, with rows that hold for whole people or without."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from ortools.glop import parameters_pb2
from ortools.math_opt.python import mathopt

from cti.solver.assignment.arrays import Arrays, Bools, Floats
from cti.solver.assignment.cuts import Cut
from cti.solver.assignment.model import Model, build
from cti.solver.assignment.rates import Rates

ITERATIONS = 200_000
"""Of the simplex method: a limit for what would never end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Solved:
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


def solve(
    arrays: Arrays, inside: Bools, rates: Rates, cuts: Sequence[Cut] = ()
) -> Solved | None:
    """Solve the relaxation.

    Parameters
    ----------
    inside
        Shape ``(options,)``: what the engine is given.

    Returns
    -------
    None if the engine gives up.
    """
    entries = np.flatnonzero(inside)
    model = build(arrays, entries, whole=False)
    _add(model, cuts, len(inside))
    result = mathopt.solve(
        mathopt.Model.from_model_proto(model.proto),
        mathopt.SolverType.GLOP,
        params=mathopt.SolveParameters(
            lp_algorithm=mathopt.LPAlgorithm.DUAL_SIMPLEX,
            iteration_limit=ITERATIONS,
            # An answer a little off does: every bound is computed from its rates.
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
    return Solved(
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
