"""The assignment problem as a mixed-integer model, and how the engines are asked.

Each option is a 0-1 variable; each person takes exactly one. The load of a worker on a
Monday is paid piece by piece, cheapest first, along its price curve: one row for each
worker and Monday, however many bands the policy has. That keeps the linear relaxation
small and tight.
"""

from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

import numpy as np
from ortools.math_opt import model_pb2
from ortools.math_opt.python import mathopt
from ortools.math_opt.solvers import highs_pb2

from cti.solver.assignment.arrays import Arrays, Bools, Floats, Ints, PriceCurve

INTEGRALITY = 0.5

SEEDS = 2**31
"""How many seeds an engine tells apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A model over some options.

    Attributes
    ----------
    entries
        The options in it, as entries of `Arrays.options`; variable ``j`` is the
        option ``entries[j]``.
    cells
        One worker on one Monday each, as ``worker * weeks + week``: those whose load
        can cost something. They have the rows after the people's, in this order.
    piece_cell, piece
        Of each piece along which load is paid: whose, and the how many-th of the price
        curve, from 0. They are the variables after the options, in this order.
    proto
        The model as the engines take it.
    """

    entries: Ints
    cells: Ints
    piece_cell: Ints
    piece: Ints
    proto: model_pb2.ModelProto


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an engine found.

    Attributes
    ----------
    taken
        The options taken, as entries of `Arrays.options`; None if none was found.
    bound
        Nothing in this model costs less, in points.
    """

    taken: Ints | None
    bound: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Relaxation:
    """The best plan if people could be divided.

    Attributes
    ----------
    bound
        No plan costs less, in points.
    share
        Shape ``(options,)``: how much of each option is taken.
    penalty
        Shape ``(options,)``: a plan with this option costs at least ``bound`` plus
        this, in points.
    """

    bound: float
    share: Floats
    penalty: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """How far an engine goes.

    Attributes
    ----------
    nodes
        Branch-and-bound nodes: a limit that does not depend on the clock.
    seconds
        A wall-clock limit; None for none.
    looks_for_plans
        Whether to spend effort on plans, or only on the bound.
    """

    nodes: int
    seed: int
    seconds: float | None = None
    looks_for_plans: bool = True


def build(
    arrays: Arrays, entries: Ints, *, base: Floats | None = None, whole: bool
) -> Model:
    """Write the model of some options.

    Parameters
    ----------
    base
        Shape ``(workers, weeks)``: load that is already decided, SCE.
    whole
        Whether people are whole; the relaxation divides them.
    """
    options = arrays.options.take(entries)
    weeks = arrays.ceiling.shape[1]
    decided = np.zeros(arrays.ceiling.size) if base is None else base.ravel()
    option, worker, week, weight = options.entries
    cell = worker * weeks + week
    most = _most(options.person[option], cell, weight, arrays)
    pieces = _Pieces(arrays, decided, most, closed=whole)

    people, person = np.unique(options.person, return_inverse=True)
    row_of = np.full(arrays.ceiling.size, -1)
    row_of[pieces.cells] = np.arange(len(pieces.cells)) + len(people)
    paid = row_of[cell] >= 0
    count = len(entries)

    proto = model_pb2.ModelProto()
    bounded = [1.0] * count + pieces.length
    variables = proto.variables
    variables.ids.extend(range(len(bounded)))
    variables.lower_bounds.extend([0.0] * len(bounded))
    variables.upper_bounds.extend(bounded)
    variables.integers.extend([whole] * count + [False] * len(pieces.length))

    price = np.concatenate([options.price, pieces.slope])
    priced = np.nonzero(price)[0]
    proto.objective.offset = pieces.paid_already
    proto.objective.linear_coefficients.ids.extend(priced.tolist())
    proto.objective.linear_coefficients.values.extend(price[priced].tolist())

    rows = len(people) + len(pieces.cells)
    constraints = proto.linear_constraints
    constraints.ids.extend(range(rows))
    loads = len(pieces.cells)
    constraints.lower_bounds.extend([1.0] * len(people) + [-np.inf] * loads)
    constraints.upper_bounds.extend([1.0] * len(people) + [0.0] * loads)

    row = np.concatenate([person, row_of[cell[paid]], len(people) + pieces.row])
    column = np.concatenate(
        [np.arange(count), option[paid], count + np.arange(len(pieces.length))]
    )
    value = np.concatenate(
        [np.ones(count), weight[paid], np.full(len(pieces.length), -1.0)]
    )
    order = np.lexsort((column, row))
    matrix = proto.linear_constraint_matrix
    matrix.row_ids.extend(row[order].tolist())
    matrix.column_ids.extend(column[order].tolist())
    matrix.coefficients.extend(value[order].tolist())
    cells = np.array(pieces.cells, dtype=np.int64)
    return Model(
        entries=entries,
        cells=cells,
        piece_cell=cells[pieces.row],
        piece=np.array(pieces.number, dtype=np.int64),
        proto=proto,
    )


def optimise(model: Model, search: Search) -> Answer:
    """Solve a model with whole people, as far as ``search`` goes."""
    settings = highs_pb2.HighsOptionsProto()
    if not search.looks_for_plans:
        settings.double_options["mip_heuristic_effort"] = 0.0
        for name in ("feasibility_jump", "rens", "rins", "root_reduced_cost"):
            settings.bool_options[f"mip_heuristic_run_{name}"] = False
    parameters = _parameters(search)
    parameters.highs = settings
    return _answer(model, mathopt.SolverType.HIGHS, parameters)


def prove(model: Model, search: Search) -> Answer:
    """Solve a small model to the end: slower to find a plan, quicker to prove it."""
    parameters = _parameters(search)
    parameters.heuristics = mathopt.Emphasis.LOW
    parameters.threads = 1
    return _answer(model, mathopt.SolverType.GSCIP, parameters)


def _parameters(search: Search) -> mathopt.SolveParameters:
    return mathopt.SolveParameters(
        node_limit=search.nodes,
        time_limit=None
        if search.seconds is None
        else timedelta(seconds=search.seconds),
        relative_gap_tolerance=1e-9,
        random_seed=search.seed % SEEDS,
    )


def _answer(
    model: Model, engine: mathopt.SolverType, parameters: mathopt.SolveParameters
) -> Answer:
    result = mathopt.solve(
        mathopt.Model.from_model_proto(model.proto), engine, params=parameters
    )
    taken = None
    if result.has_primal_feasible_solution():
        values = np.fromiter(result.variable_values().values(), float)
        chosen: Bools = values[: len(model.entries)] > INTEGRALITY
        taken = model.entries[chosen]
    return Answer(taken=taken, bound=result.termination.objective_bounds.dual_bound)


def _most(person: Ints, cell: Ints, weight: Floats, arrays: Arrays) -> Floats:
    """Return the most load each worker and Monday can get from these options.

    Returns
    -------
    Shape ``(workers * weeks,)``, SCE: each person counts once, at their heaviest.
    """
    key = cell * (arrays.people + 1) + person
    order = np.argsort(key, kind="stable")
    found = np.zeros(arrays.ceiling.size)
    if len(order) == 0:
        return found
    key, weight = key[order], weight[order]
    first = np.flatnonzero(np.r_[True, key[1:] != key[:-1]])
    heaviest = np.maximum.reduceat(weight, first)
    np.add.at(found, key[first] // (arrays.people + 1), heaviest)
    return found


class _Pieces:
    """The pieces along which load is paid, for the cells that need them.

    A cell is one worker on one Monday.
    """

    def __init__(
        self, arrays: Arrays, decided: Floats, most: Floats, *, closed: bool
    ) -> None:
        self.cells: list[int] = []
        self.row: Ints
        self.number: list[int] = []
        self.length: list[float] = []
        self.slope: list[float] = []
        weeks = arrays.ceiling.shape[1]
        rows: list[int] = []
        for cell in np.flatnonzero(most):
            curve = arrays.curves[cell // weeks][cell % weeks]
            if not curve.points or decided[cell] + most[cell] <= curve.points[0]:
                continue
            for number, length, slope in _along(
                curve, decided[cell], decided[cell] + most[cell]
            ):
                rows.append(len(self.cells))
                self.number.append(number)
                self.length.append(length)
                self.slope.append(slope)
            if not closed:  # so that no dual is above the last slope
                self.length[-1] = np.inf
            self.cells.append(int(cell))
        self.row = np.array(rows, dtype=np.int64)
        load = decided.reshape(arrays.ceiling.shape)
        self.paid_already = float(arrays.load_cost(load).sum())


def _along(
    curve: PriceCurve, low: float, high: float
) -> list[tuple[int, float, float]]:
    """Return number, length and slope of a curve's pieces from ``low`` to ``high``."""
    edges = pairwise((-np.inf, *curve.points, np.inf))
    return [
        (number, min(until, high) - max(since, low), slope)
        for number, ((since, until), slope) in enumerate(
            zip(edges, curve.slopes, strict=True)
        )
        if min(until, high) > max(since, low)
    ]
