"""The whole problem in one model, given to an engine as it comes.

The engines get our own formulation, which has a tight relaxation, and their untuned
defaults; two threads where they take a number of threads.
"""

import re
from collections.abc import Callable, Sequence
from datetime import timedelta

import numpy as np
from ortools.math_opt.python import mathopt

from benchmarks.peers.found import Found, Question, Stopwatch
from cti.solver.assignment.arrays import Arrays, arrays
from cti.solver.assignment.model import INTEGRALITY, build

THREADS = 2
Says = Callable[[str], tuple[float, float] | None]


def scip(question: Question) -> Found:
    """Ask SCIP, through MathOpt."""
    return _ask(
        question,
        mathopt.SolverType.GSCIP,
        says=scip_says,
        parameters=mathopt.SolveParameters(threads=THREADS, enable_output=False),
    )


def highs(question: Question) -> Found:
    """Ask HiGHS, through MathOpt, which does not let its threads be set."""
    return _ask(
        question,
        mathopt.SolverType.HIGHS,
        says=highs_says,
        parameters=mathopt.SolveParameters(enable_output=False),
    )


def chosen_of(laid_out: Arrays, taken: Sequence[int]) -> list[int] | None:
    """Return the index of each person's option; None unless everybody has one."""
    entries = np.array(taken, dtype=np.int64)
    person = laid_out.options.person[entries]
    if not np.array_equal(np.sort(person), np.arange(laid_out.people)):
        return None
    in_order = entries[np.argsort(person)]
    return [int(o) for o in in_order - laid_out.first[:-1]]


def scip_says(line: str) -> tuple[float, float] | None:
    """Return seconds and the best cost so far from a line of SCIP's table.

    >>> scip_says(" 1.2s|     1 |     0 |  10 | - | 9M | 0 | 9 | 9 | 9 | 0 | 0 |  0 |"
    ...     " 5.000000e+00 | 7.000000e+00 |  40.00%| unknown")
    (1.2, 7.0)
    """
    cells = [cell.strip() for cell in line.split("|")]
    time = re.fullmatch(r"\D?\s*([\d.]+)s", cells[0])
    if time is None or len(cells) < 15:
        return None
    return _numbers(time[1], cells[14])


def highs_says(line: str) -> tuple[float, float] | None:
    """Return seconds and the best cost so far from a line of HiGHS's table.

    >>> highs_says(" C  0  0  0   0.00%   5.1   7.25   29.66%   10   1   0   99   0.3s")
    (0.3, 7.25)
    """
    cells = line.split()
    if len(cells) < 10 or not re.fullmatch(r"[\d.]+s", cells[-1]):
        return None
    return _numbers(cells[-1][:-1], cells[-7])


def _numbers(time: str, cost: str) -> tuple[float, float] | None:
    try:
        found = float(time), float(cost)
    except ValueError:
        return None
    return found if np.isfinite(found[1]) else None


def _ask(
    question: Question,
    engine: mathopt.SolverType,
    *,
    says: Says,
    parameters: mathopt.SolveParameters,
) -> Found:
    watch = Stopwatch()
    laid_out = arrays(question.problem)
    model = build(laid_out, np.arange(len(laid_out.options)), whole=True)
    asked = mathopt.Model.from_model_proto(model.proto)
    before = watch.seconds()

    def hear(lines: Sequence[str]) -> None:
        for line in lines:
            said = says(line)
            if said is not None:
                watch.note(said[1], at=before + said[0])

    parameters.time_limit = timedelta(seconds=max(question.seconds - before, 0.0))
    result = mathopt.solve(asked, engine, params=parameters, msg_cb=hear)
    chosen = None
    if result.has_primal_feasible_solution():
        values = np.fromiter(result.variable_values().values(), float)
        taken = np.flatnonzero(values[: len(model.entries)] > INTEGRALITY)
        chosen = chosen_of(laid_out, taken.tolist())
        watch.note(result.objective_value())
    bound = result.termination.objective_bounds.dual_bound
    return Found(chosen=chosen, seconds=watch.seconds(), bound=bound, steps=watch.steps)
