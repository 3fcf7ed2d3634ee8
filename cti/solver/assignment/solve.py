"""Who works with whom: from a caseload to a plan and a proof of how good it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from cti.calendar import Horizon
from cti.caseload.caseload import Caseload
from cti.plans.assignment import AssignmentPlan
from cti.plans.cost import Cost
from cti.plans.policy import BALANCED, Policy
from cti.plans.score import score
from cti.solver.assignment.arrays import arrays
from cti.solver.assignment.problem import (
    AssignmentProblem,
    assignment_problem,
    read_plan,
)
from cti.solver.assignment.promised import as_promised
from cti.solver.assignment.search import PRELOAD, Finder
from cti.solver.child import Deadline, get_ready
from cti.solver.limits import (
    Asked,
    SolveLimits,
    Tell,
    never,
    nobody_listens,
)
from cti.units import Points


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentResult:
    """A plan, what it costs, and how good it is at least.

    Attributes
    ----------
    lower_bound
        Proven: no plan for this caseload and policy costs less, in points.
    repeatable
        False when the clock or somebody cut the search short, or part of it failed.
    """

    plan: AssignmentPlan
    cost: Cost
    lower_bound: Points
    repeatable: bool

    @property
    def is_best(self) -> bool:
        """Whether the plan is proven to be best."""
        return self.cost.total == self.lower_bound


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """An option for each person, and how good the choice is at least.

    Attributes
    ----------
    options
        Shape ``(people,)``: index of the option each person takes.
    lower_bound
        Proven: no choice costs less, in points.
    repeatable
        False when the clock or somebody cut the search short, or part of it failed.
    """

    options: tuple[int, ...]
    lower_bound: Points
    repeatable: bool


def solve_assignment(
    caseload: Caseload,
    horizon: Horizon,
    *,
    policy: Policy = BALANCED,
    limits: SolveLimits | None = None,
    progress: Tell = nobody_listens,
    stop: Asked = never,
) -> AssignmentResult:
    """Plan who works with whom.

    Parameters
    ----------
    progress
        Told whenever the plan or the bound gets better, and after each step.
    stop
        Asked ten times a second; the best plan so far is returned when it says so.
    """
    limits = limits or SolveLimits()
    deadline = Deadline(limits.seconds)
    _get_ready(limits)
    problem = assignment_problem(caseload, horizon, policy)
    told = caseload.promise_of
    choice = _choose(
        problem,
        limits=limits,
        deadline=deadline,
        progress=progress,
        stop=stop,
        start=as_promised(problem, told) if told else None,
    )
    plan = read_plan(problem, choice.options)
    cost = score(caseload, horizon, plan, policy)
    return AssignmentResult(
        plan=plan,
        cost=cost,
        lower_bound=min(choice.lower_bound, cost.total),
        repeatable=choice.repeatable,
    )


def choose(
    problem: AssignmentProblem,
    *,
    limits: SolveLimits | None = None,
    progress: Tell = nobody_listens,
    stop: Asked = never,
    start: Sequence[int] | None = None,
) -> Choice:
    """Choose an option for each person, whatever the options stand for.

    Parameters
    ----------
    start
        Shape ``(people,)``: a choice that is known already; none that costs more is
        ever returned. Who is `UNKNOWN` in it chooses as in a first plan.
    """
    limits = limits or SolveLimits()
    deadline = Deadline(limits.seconds)
    _get_ready(limits)
    return _choose(
        problem,
        limits=limits,
        deadline=deadline,
        progress=progress,
        stop=stop,
        start=start,
    )


def _get_ready(limits: SolveLimits) -> None:
    """Let what starts children begin, while the question is still being laid out."""
    if limits.in_children:
        get_ready(PRELOAD)


def _choose(
    problem: AssignmentProblem,
    *,
    limits: SolveLimits,
    deadline: Deadline,
    progress: Tell,
    stop: Asked,
    start: Sequence[int] | None,
) -> Choice:
    if not problem.people:
        return Choice(options=(), lower_bound=Fraction(0), repeatable=True)
    finder = Finder(arrays(problem), limits, progress, stop, deadline)
    if start is not None:
        finder.begin_with(start)
    finder.find()
    return Choice(
        options=tuple(int(o) for o in finder.chosen - finder.arrays.first[:-1]),
        lower_bound=finder.bound,
        repeatable=not (finder.cut_short or finder.failed),
    )
