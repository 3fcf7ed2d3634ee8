"""What a planner found, and when."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from cti.solver.assignment.problem import AssignmentProblem


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A plan and the way to it.

    Attributes
    ----------
    chosen
        Index of the option each person takes; None if no plan was found.
    bound
        What the planner says no plan costs less than, in points; None if it says
        nothing.
    seconds
        From the question to the plan.
    steps
        Seconds from the question, and the cost of a plan there was then, in points;
        empty where the planner does not tell.
    """

    chosen: Sequence[int] | None
    seconds: float
    bound: float | None = None
    steps: Sequence[tuple[float, float]] = ()


@dataclass(slots=True)
class Stopwatch:
    """Seconds since a question was asked, and what was there when.

    Only what is better than anything before is noted.
    """

    began: float = field(default_factory=time.perf_counter)
    steps: list[tuple[float, float]] = field(default_factory=list)

    def seconds(self) -> float:
        """Return the seconds since."""
        return time.perf_counter() - self.began

    def note(self, cost: float, at: float | None = None) -> None:
        """Note a plan that costs so much."""
        if not self.steps or cost < self.steps[-1][1]:
            self.steps.append((self.seconds() if at is None else at, cost))


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What every planner is asked.

    Attributes
    ----------
    seconds
        How long it may think, from the problem to the plan.
    current
        Index of the worker each person has; `NOBODY` for none, and for referrals.
    surnames
        Place of each person and referral in the order of surnames.
    worker_surnames
        The same of each worker.
    """

    problem: AssignmentProblem
    seconds: float
    current: Sequence[int]
    surnames: Sequence[int]
    worker_surnames: Sequence[int]
