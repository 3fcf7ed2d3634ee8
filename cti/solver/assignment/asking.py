"""One question asked of the planner: everything free, but one person's options limited.

The search begins with the plan that is asked about, so what it finds is never worse
than the single change that would do.
"""

from collections.abc import Callable
from dataclasses import replace

from cti.plans.assignment import AssignmentPlan
from cti.solver.assignment.problem import (
    NOBODY,
    AssignmentProblem,
    Option,
    read_plan,
)
from cti.units import PersonId, WorkerId

Allows = Callable[[WorkerId | None, int], bool]
"""Whether somebody may end with a worker, or with nobody, from a Monday on."""


def only(
    problem: AssignmentProblem, person_id: PersonId, allows: Allows
) -> AssignmentProblem:
    """Return the problem with only those options for one person.

    Raises
    ------
    ValueError
        If that leaves them none.
    """
    p = problem.people.index(person_id)
    left = tuple(
        option
        for option in problem.options[p]
        if allows(_worker_id(problem, option.worker), option.from_week)
    )
    if not left:
        msg = f"no option of {person_id} is as asked for"
        raise ValueError(msg)
    return with_options(problem, person_id, left)


def with_options(
    problem: AssignmentProblem, person_id: PersonId, options: tuple[Option, ...]
) -> AssignmentProblem:
    """Return the problem with other options for one person."""
    p = problem.people.index(person_id)
    before, after = problem.options[:p], problem.options[p + 1 :]
    return replace(problem, options=(*before, options, *after))


def options_of(problem: AssignmentProblem, person_id: PersonId) -> tuple[Option, ...]:
    """Return the options of one person."""
    return problem.options[problem.people.index(person_id)]


def chosen_in(problem: AssignmentProblem, plan: AssignmentPlan) -> tuple[int, ...]:
    """Return the option that each person takes in a plan.

    Returns
    -------
    Shape ``(people,)``. Somebody whose part of the plan is none of their options, as
    in a plan that breaks a rule, takes their first.
    """
    found = []
    for p, person_id in enumerate(problem.people):
        held = _stays_by_option(problem, p)
        stays = tuple(
            (stay.from_on, stay.worker_id) for stay in plan.of.get(person_id, ())
        )
        found.append(held.index(stays) if stays in held else 0)
    return tuple(found)


def _stays_by_option(problem: AssignmentProblem, p: int) -> list[tuple[object, ...]]:
    """Return what each option of a person comes to: from when, with whom."""
    alone = replace(problem, people=(problem.people[p],), options=(problem.options[p],))
    return [
        tuple((stay.from_on, stay.worker_id) for stay in read_plan(alone, [o]).stays)
        for o in range(len(problem.options[p]))
    ]


def _worker_id(problem: AssignmentProblem, worker: int) -> WorkerId | None:
    return None if worker == NOBODY else problem.workers[worker]
