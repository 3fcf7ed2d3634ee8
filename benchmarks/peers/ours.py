"""The planner of this project."""

from benchmarks.peers.found import Found, Question, Stopwatch
from cti.solver.assignment.solve import choose
from cti.solver.limits import Progress, SolveLimits

MUCH = 1000
"""Effort that leaves the end to the clock."""


def ours(question: Question) -> Found:
    """Ask our planner, until it has proven its plan best or the time is up."""
    watch = Stopwatch()

    def hear(progress: Progress) -> None:
        watch.note(float(progress.cost))

    choice = choose(
        question.problem,
        limits=SolveLimits(effort=MUCH, seconds=question.seconds),
        progress=hear,
    )
    return Found(
        chosen=choice.options,
        seconds=watch.seconds(),
        bound=float(choice.lower_bound),
        steps=watch.steps,
    )
