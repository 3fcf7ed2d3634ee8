"""The relaxation over every option at once, to compare others with."""

import numpy as np
from ortools.math_opt.python import mathopt

from cti.solver.assignment.arrays import Arrays
from cti.solver.assignment.model import Relaxation, build


def relax(arrays: Arrays) -> Relaxation:
    """Solve the relaxation over every option."""
    entries = np.arange(len(arrays.options))
    model = build(arrays, entries, whole=False)
    result = mathopt.solve(
        mathopt.Model.from_model_proto(model.proto), mathopt.SolverType.HIGHS
    )
    return Relaxation(
        bound=result.objective_value(),
        share=np.fromiter(result.variable_values().values(), float)[: len(entries)],
        penalty=np.fromiter(result.reduced_costs().values(), float)[: len(entries)],
    )
