"""HiGHS on a question of generalised assignment, in the model of the textbooks."""

from datetime import timedelta

from ortools.math_opt.python import mathopt

from benchmarks.public.gap import Instance

HALF = 0.5


def by_highs(instance: Instance, seconds: float) -> tuple[list[int] | None, float]:
    """Ask HiGHS, through MathOpt, with its defaults.

    Returns
    -------
    The worker of each job, None if no plan was found; and the proven bound.
    """
    workers, jobs = range(len(instance.capacity)), range(instance.jobs)
    model = mathopt.Model()
    takes = [[model.add_binary_variable() for _ in jobs] for _ in workers]
    for j in jobs:
        model.add_linear_constraint(mathopt.fast_sum(takes[w][j] for w in workers) == 1)
    for w in workers:
        load = mathopt.fast_sum(instance.load[w][j] * takes[w][j] for j in jobs)
        model.add_linear_constraint(load <= instance.capacity[w])
    model.minimize(
        mathopt.fast_sum(
            instance.cost[w][j] * takes[w][j] for w in workers for j in jobs
        )
    )
    limit = mathopt.SolveParameters(time_limit=timedelta(seconds=seconds))
    result = mathopt.solve(model, mathopt.SolverType.HIGHS, params=limit)
    bound = result.termination.objective_bounds.dual_bound
    if not result.has_primal_feasible_solution():
        return None, bound
    value = result.variable_values()
    plan = [next(w for w in workers if value[takes[w][j]] > HALF) for j in jobs]
    return plan, bound
