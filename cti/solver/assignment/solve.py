"""Who works with whom: from a caseload to a plan and a proof of how good it is.

A greedy plan is there at once. The relaxation gives a bound, and says what each option
would add to it. What adds more than the gap can be left out without losing the best
plan: where little is left, the engine searches all of it and proves the best. Else it
is given the options that add least, while a second process walks through
neighbourhoods. Every step is counted in rounds and nodes rather than seconds, so the
same input gives the same plan.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, isfinite

import numpy as np

from cti.calendar import Horizon
from cti.caseload.caseload import Caseload
from cti.plans.assignment import AssignmentPlan
from cti.plans.cost import Cost
from cti.plans.policy import BALANCED, Policy
from cti.plans.score import score
from cti.solver.assignment.arrays import Arrays, Bools, Ints, arrays
from cti.solver.assignment.greedy import greedy, settle
from cti.solver.assignment.model import Answer, Relaxation, Search
from cti.solver.assignment.neighbourhoods import Better, Walk
from cti.solver.assignment.problem import (
    AssignmentProblem,
    assignment_problem,
    read_plan,
)
from cti.solver.assignment.promised import UNKNOWN, as_promised
from cti.solver.assignment.tasks import Improve, Optimise, Relax
from cti.solver.child import Deadline, Failed, Task, run
from cti.solver.limits import (
    Asked,
    Progress,
    SolveLimits,
    Tell,
    never,
    nobody_listens,
)
from cti.units import Points

OPTIONS_EACH = 4
"""Options for each person, on average, that the engine is given at first."""

EXACT_OPTIONS = 1500
"""Up to so many options, proving the best plan is a matter of seconds."""

BOUND_OPTIONS = 16_000
"""Up to so many options, the engine can sharpen the bound in reasonable time."""

SLACK = 1e-4
"""Points by which an engine's floating-point bound is not trusted."""


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
    problem = assignment_problem(caseload, horizon, policy)
    told = caseload.promise_of
    choice = choose(
        problem,
        limits=limits,
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
    if not problem.people:
        return Choice(options=(), lower_bound=Fraction(0), repeatable=True)
    finder = _Finder(arrays(problem), limits or SolveLimits(), progress, stop)
    if start is not None:
        finder.begin_with(start)
    finder.find()
    return Choice(
        options=tuple(int(o) for o in finder.chosen - finder.arrays.first[:-1]),
        lower_bound=finder.bound,
        repeatable=not (finder.cut_short or finder.failed),
    )


class _Finder:
    """The best plan so far, the bound, and the steps that bring them together."""

    def __init__(
        self, arrays: Arrays, limits: SolveLimits, tell: Tell, stop: Asked
    ) -> None:
        self.arrays = arrays
        self.limits = limits
        self.tell = tell
        self.stop = stop
        self.deadline = Deadline(limits.seconds)
        self.cut_short = False
        self.failed = False
        self.doing = "a first plan"
        self.steps_done = 0
        self.bound: Points = Fraction(0)
        self.relaxed = 0.0
        self.chosen = greedy(arrays)
        self.cost = arrays.cost(self.chosen)
        self._say()

    def begin_with(self, start: Sequence[int]) -> None:
        """Take over a choice that is known already, and what comes of it at once."""
        asked = np.array(start)
        known = np.where(asked == UNKNOWN, UNKNOWN, self.arrays.first[:-1] + asked)
        self._consider(greedy(self.arrays, known))

    def find(self) -> None:
        """Take every step, until the plan is proven best or the effort is spent."""
        relaxation = self._relax()
        if relaxation is None:
            return
        self._round_off(relaxation)
        for turn in range(self.limits.effort):
            if not self._is_over() and not self._prove(relaxation, turn):
                self._search_on(relaxation, turn)

    def _relax(self) -> Relaxation | None:
        self.doing = "how good a plan can be"
        found: Relaxation | None = None
        for said in self._run([Relax(self.arrays)]):
            if isinstance(said, Relaxation):
                found, self.relaxed = said, said.bound
                self._raise_bound(said.bound)
        return found

    def _round_off(self, relaxation: Relaxation) -> None:
        """Give everybody whole what the relaxation gives them most of."""
        order = np.lexsort(
            (relaxation.penalty, -relaxation.share, self.arrays.options.person)
        )
        self._consider(settle(self.arrays, order[self.arrays.first[:-1]]))

    def _prove(self, relaxation: Relaxation, turn: int) -> bool:
        """Search everything that could still be better, to find it or to prove it best.

        Returns
        -------
        Whether there was little enough of it to do that.
        """
        could_be_better = relaxation.penalty <= self._gap() + SLACK
        if could_be_better.sum() > EXACT_OPTIONS * (turn + 1):
            return False
        self.doing = "whether a better plan is possible"
        search = self._how_far(nodes=400 * (turn + 1), turn=turn)
        errand = Optimise(self.arrays, np.flatnonzero(could_be_better), search)
        walk = self._walk(rounds=24, size=3, turn=turn)
        beside = Improve(self.arrays, self.chosen, self._near(relaxation), walk)
        for said in self._run([errand, beside]):
            self._hear(said)
            if isinstance(said, Answer):
                self._raise_bound(min(said.bound, self.cost))
                if self._is_proven():
                    self._prefer(said)
                    break
        return True

    def _prefer(self, answer: Answer) -> None:
        """Take the engine's plan if it is as good, whatever the walk found first."""
        if answer.taken is not None:
            taken = self._in_order(answer.taken)
            if self.arrays.cost(taken) <= self.cost + SLACK:
                self.chosen = taken

    def _search_on(self, relaxation: Relaxation, turn: int) -> None:
        """Look among the options that add least; walk beside; then raise the bound."""
        self.doing = "the options that add least"
        few = _cheapest(relaxation, OPTIONS_EACH * self.arrays.people)
        few[self.chosen] = True
        search = self._how_far(nodes=10 * (turn + 1), turn=turn)
        walk = self._walk(rounds=12, size=3, turn=turn)
        beside = Improve(self.arrays, self.chosen, self._near(relaxation), walk)
        errand = Optimise(self.arrays, np.flatnonzero(few), search)
        for said in self._run([errand, beside]):
            self._hear(said)
        if not self._is_over():
            self._sharpen(relaxation, turn)

    def _sharpen(self, relaxation: Relaxation, turn: int) -> None:
        """Raise the bound in one process and walk on in the other."""
        self.doing = "better swaps, and a sharper bound"
        could_be_better = relaxation.penalty <= self._gap() + SLACK
        walk = self._walk(rounds=12, size=3 + turn % 3, turn=turn + 1)
        errands: list[Task] = [
            Improve(self.arrays, self.chosen, self._near(relaxation), walk)
        ]
        if could_be_better.sum() <= BOUND_OPTIONS:
            search = self._how_far(nodes=turn + 1, turn=turn, looks_for_plans=False)
            entries = np.flatnonzero(could_be_better)
            errands.append(Optimise(self.arrays, entries, search))
        for said in self._run(errands):
            self._hear(said)
            if isinstance(said, Answer):
                self._raise_bound(min(said.bound, self.cost))

    def _gap(self) -> float:
        return self.cost - self.relaxed

    def _near(self, relaxation: Relaxation) -> Bools:
        return _cheapest(relaxation, 3 * OPTIONS_EACH * self.arrays.people)

    def _how_far(
        self, *, nodes: int, turn: int, looks_for_plans: bool = True
    ) -> Search:
        return Search(
            nodes=nodes,
            seed=self.limits.seed + turn,
            seconds=self.deadline.left(),
            looks_for_plans=looks_for_plans,
        )

    def _walk(self, *, rounds: int, size: int, turn: int) -> Walk:
        return Walk(
            rounds=rounds,
            size=size,
            seed=self.limits.seed * 1009 + turn * 101,
            seconds=self.deadline.left(),
        )

    def _run(self, tasks: Sequence[Task]) -> Iterator[object]:
        """Yield what the tasks report, as they report it, and note which fail."""
        for _, said in run(
            tasks,
            stopped=self._must_stop,
            memory_mb=self.limits.memory_mb,
            preload=("cti.solver.assignment.tasks",),
            in_children=self.limits.in_children,
        ):
            if isinstance(said, Failed):
                self.failed = True
            else:
                yield said
        self._must_stop()
        self.steps_done += 1
        self._say()

    def _hear(self, said: object) -> None:
        """Keep a plan that somebody reports, if it is better."""
        if isinstance(said, Answer) and said.taken is not None:
            self._consider(said.taken)
        elif isinstance(said, Better):
            self._consider(said.chosen)

    def _must_stop(self) -> bool:
        if self.deadline.passed() or self.stop():
            self.cut_short = True
        return self.cut_short

    def _is_over(self) -> bool:
        return self.cut_short or self._is_proven()

    def _is_proven(self) -> bool:
        return self.cost <= float(self.bound) + SLACK

    def _consider(self, chosen: Ints) -> None:
        """Keep a plan if it is better, or equal and first in order."""
        chosen = self._in_order(chosen)
        cost = self.arrays.cost(chosen)
        if cost < self.cost - SLACK:
            self.chosen, self.cost = chosen, cost
            self._say()
        elif cost < self.cost + SLACK and tuple(chosen) < tuple(self.chosen):
            # Of equal plans always the same one, whichever was found first.
            self.chosen = chosen

    def _in_order(self, chosen: Ints) -> Ints:
        return chosen[np.argsort(self.arrays.options.person[chosen])]

    def _raise_bound(self, bound: float) -> None:
        """Take over a bound, rounded up to the next cost a plan can have."""
        if not isfinite(bound):
            return  # an engine that was stopped before it knew anything
        step = self.arrays.step
        whole = ceil((Fraction(bound) - Fraction(SLACK)) / step)
        if whole * step > self.bound:
            self.bound = whole * step
            self._say()

    def _say(self) -> None:
        steps = 1 + 2 * self.limits.effort
        cost = round(Fraction(self.cost) / self.arrays.step) * self.arrays.step
        self.tell(
            Progress(
                cost=cost,
                bound=min(self.bound, cost),
                share_done=min(self.steps_done / steps, 1.0),
                doing=self.doing,
            )
        )


def _cheapest(relaxation: Relaxation, count: int) -> Bools:
    """Say which options add least to the relaxation, ``count`` of them and ties."""
    penalty = relaxation.penalty
    if count >= len(penalty):
        return np.ones(len(penalty), dtype=bool)
    limit = np.partition(penalty, count)[count]
    return np.asarray(penalty <= limit + SLACK)
