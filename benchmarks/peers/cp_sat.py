"""Plain CP-SAT on the whole problem: our formulation in whole numbers."""

from fractions import Fraction
from itertools import pairwise
from math import lcm

import numpy as np
import numpy.typing as npt
from ortools.sat.python import cp_model

from benchmarks.peers.found import Found, Question, Stopwatch
from benchmarks.peers.whole_model import THREADS, chosen_of
from cti.solver.assignment.arrays import Arrays, arrays
from cti.solver.assignment.model import build

Ints = npt.NDArray[np.int64]
MOST_DENOMINATOR = 10**6


def cp_sat(question: Question) -> Found:
    """Ask CP-SAT, with its defaults and two threads."""
    watch = Stopwatch()
    laid_out = arrays(question.problem)
    model, takes = _model(laid_out)
    engine = cp_model.CpSolver()
    engine.parameters.num_workers = THREADS
    left = max(question.seconds - watch.seconds(), 0.0)
    engine.parameters.max_time_in_seconds = left
    step = float(laid_out.step)
    status = engine.solve(model, _Listener(watch, step))
    chosen = None
    if status in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        taken = [
            j for j, takes_it in enumerate(takes) if engine.boolean_value(takes_it)
        ]
        chosen = chosen_of(laid_out, taken)
    return Found(
        chosen=chosen,
        seconds=watch.seconds(),
        bound=engine.best_objective_bound * step,
        steps=watch.steps,
    )


class _Listener(cp_model.CpSolverSolutionCallback):
    """Notes when a better plan was there."""

    def __init__(self, watch: Stopwatch, step: float) -> None:
        super().__init__()
        self._watch = watch
        self._step = step

    def on_solution_callback(self) -> None:
        """Note what the plan just found costs."""
        self._watch.note(self.objective_value * self._step)


def _model(laid_out: Arrays) -> tuple[cp_model.CpModel, list[cp_model.IntVar]]:
    """Return the model, and the variable of each option."""
    proto = build(laid_out, np.arange(len(laid_out.options)), whole=True).proto
    count = len(laid_out.options)
    grain = _grain(laid_out)
    step = float(laid_out.step)
    model = cp_model.CpModel()
    variables: list[cp_model.IntVar] = [model.new_bool_var("") for _ in range(count)]
    lengths = proto.variables.upper_bounds[count:]
    variables += [model.new_int_var(0, round(each * grain), "") for each in lengths]

    prices = np.zeros(len(variables))
    objective = proto.objective.linear_coefficients
    prices[list(objective.ids)] = list(objective.values)
    prices[count:] /= grain
    model.minimize(
        cp_model.LinearExpr.weighted_sum(variables, _whole(prices / step).tolist())
        + round(proto.objective.offset / step)
    )

    matrix = proto.linear_constraint_matrix
    rows, columns = np.array(matrix.row_ids), np.array(matrix.column_ids)
    entries = np.array(matrix.coefficients)
    in_load_row = rows >= laid_out.people
    on_option = in_load_row & (columns < count)
    entries[on_option] *= grain
    whole = _whole(entries)
    edges = np.flatnonzero(np.r_[True, rows[1:] != rows[:-1], True])
    for begin, end in pairwise(edges):
        terms = [variables[column] for column in columns[begin:end]]
        if rows[begin] < laid_out.people:
            model.add_exactly_one(terms)
        else:
            load = cp_model.LinearExpr.weighted_sum(terms, whole[begin:end].tolist())
            model.add(load <= 0)
    return model, variables[:count]


def _grain(laid_out: Arrays) -> int:
    """Return how many of the smallest unit of load make one SCE."""
    loads = set(np.unique(laid_out.options.profiles).tolist())
    loads |= {point for curves in laid_out.curves for c in curves for point in c.points}
    fractions = [Fraction(load).limit_denominator(MOST_DENOMINATOR) for load in loads]
    return lcm(*(fraction.denominator for fraction in fractions))


def _whole(numbers: npt.NDArray[np.float64]) -> Ints:
    """Return numbers that are whole but for rounding, as such."""
    nearest = np.rint(numbers)
    if not np.allclose(nearest, numbers, atol=1e-6):
        msg = "a coefficient is not whole"
        raise ValueError(msg)
    return nearest.astype(np.int64)
