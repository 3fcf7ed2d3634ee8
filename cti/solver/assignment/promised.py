"""Where a new plan begins when one is in force: with what people were told."""

from collections.abc import Mapping, Sequence

from cti.caseload.caseload import Promise
from cti.solver.assignment.problem import AssignmentProblem, Option
from cti.units import PersonId

UNKNOWN = -1


def as_promised(
    problem: AssignmentProblem, promises: Mapping[PersonId, Promise]
) -> tuple[int, ...]:
    """Return the option of each person that keeps what they were told.

    Returns
    -------
    Shape ``(people,)``: `UNKNOWN` for who was told nothing, or nothing that an option
    still keeps. Of several options with the worker they were told of, the one that
    begins when they were told it would, or else the cheapest.
    """
    return tuple(
        _option(problem, options, promises.get(person_id))
        for person_id, options in zip(problem.people, problem.options, strict=True)
    )


def _option(
    problem: AssignmentProblem, options: Sequence[Option], promise: Promise | None
) -> int:
    if promise is None or promise.worker_id not in problem.workers:
        return UNKNOWN
    worker = problem.workers.index(promise.worker_id)
    week = problem.horizon.week_from(promise.from_on)
    kept = [o for o, option in enumerate(options) if option.worker == worker]

    def rank(o: int) -> tuple[bool, object, int]:
        return options[o].from_week != week, options[o].price, o

    return min(kept, key=rank, default=UNKNOWN)
