"""The search for a plan and for a proof of how good it is, step by step.

A greedy plan is there at once, and rates give a bound and a better plan without any
engine. Both say what each option would add to the bound. What adds more than the gap
can be left out without losing the best plan, so it pays to bring the bound near first:
where there are not too many options, the relaxation is solved and sharpened by what
holds of whole people. Where little is left, an engine searches all of it and proves the
best. Else it is given the few options that add least, then more of them, and a walk
goes on from what it finds among ever more, while a second process raises the bound.
Every step is counted in rounds and nodes rather than seconds, so the same input gives
the same plan.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import ceil, isfinite, isqrt

import numpy as np

from cti.solver.assignment.arrays import Arrays, Bools, Ints
from cti.solver.assignment.greedy import greedy, settle
from cti.solver.assignment.model import Answer, Relaxation, Search
from cti.solver.assignment.neighbourhoods import Better, Walk
from cti.solver.assignment.promised import UNKNOWN
from cti.solver.assignment.rates import ascend
from cti.solver.assignment.tasks import InTurn, Optimise, Relax, Seek, Sharpen
from cti.solver.child import Deadline, Failed, Task, run
from cti.solver.limits import Asked, Progress, SolveLimits, Tell
from cti.units import Points

PRELOAD = ("cti.solver.assignment.tasks",)

MANY_OPTIONS = 4000
"""Up to so many options, a sharp relaxation is a matter of seconds."""

EXACT_OPTIONS = 1500
"""Up to so many options, proving the best plan is a matter of seconds."""

BOUND_OPTIONS = 12_000
"""Up to so many options, the engine can sharpen the bound in reasonable time."""

FEW_EACH = 1.5
"""Options for each person, on average, that the engine is given at first."""

MORE_EACH = 3.5
"""The same the second time."""

NEAR_EACH = 2
"""Options for each person, on average, that a walk chooses from at first."""

ROUND_OPTIONS = 250
"""About so many options are in one round of a walk, if people are spread evenly."""

SMALLEST_ROUND = 3
"""Workers in one round of a walk, at least."""

ROUNDS_BESIDE = 32
"""Rounds of a walk beside an engine that searches all of what could be better."""

WORTH_PROVING = 0.02
"""How far the bound can be raised before the relaxation is solved, as a share of it."""

TIES = 2
"""How many times as many options may be taken where many add the same."""

TO_ANSWER = 0.3
"""Seconds before the end at which an engine that is cut short says what it has."""

SLACK = 1e-4
"""Points by which an engine's floating-point bound is not trusted."""


class Finder:
    """The best plan so far, the bound, and the steps that bring them together."""

    def __init__(
        self,
        arrays: Arrays,
        limits: SolveLimits,
        tell: Tell,
        stop: Asked,
        deadline: Deadline,
    ) -> None:
        self.arrays = arrays
        self.limits = limits
        self.tell = tell
        self.stop = stop
        self.deadline = deadline
        self.cut_short = False
        self.failed = False
        self.doing = "a first plan"
        self.has_many = len(arrays.options) > MANY_OPTIONS
        self.steps_done = 0
        self.bound: Points = Fraction(0)
        self.known: Relaxation | None = None
        self.is_solved = False
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
        self._begin()
        for turn in range(self.limits.effort):
            if self.known is None or self._is_over():
                return
            if not self._prove(self.known, turn):
                self._look(self.known, turn)

    def _begin(self) -> None:
        """Learn how good a plan can be, and find one on the way."""
        self.doing = "how good a plan can be"
        if self._must_stop():
            return
        begun = ascend(self.arrays, self.chosen, self._must_stop)
        self._learn(begun)
        if self.has_many and self.limits.effort:
            return  # the relaxation is solved while a plan is looked for
        cost = self.cost if self.limits.effort else None
        errands: list[Task] = [Relax(self.arrays, begun, cost, self._left())]
        if self.limits.effort:
            errands.append(self._seek(begun, 0, rounds=0, asks=1))
        for said in self._run(errands):
            self._hear(said)

    def _learn(self, relaxation: Relaxation) -> None:
        """Take over a bound, and give everybody whole what they have most of in it."""
        self.known = relaxation
        self._raise_bound(relaxation.bound)
        order = np.lexsort(
            (relaxation.penalty, -relaxation.share, self.arrays.options.person)
        )
        self._consider(settle(self.arrays, order[self.arrays.first[:-1]]))

    def _prove(self, known: Relaxation, turn: int) -> bool:
        """Search everything that could still be better, to find it or to prove it best.

        Returns
        -------
        Whether there was little enough of it to do that.
        """
        could_be_better = known.penalty <= self._gap(known) + SLACK
        if could_be_better.sum() > EXACT_OPTIONS * (turn + 1):
            return False
        self.doing = "whether a better plan is possible"
        entries = np.flatnonzero(could_be_better)
        search = self._how_far(nodes=400 * (turn + 1), turn=turn)
        errand = Optimise(self.arrays, entries, search)
        beside = self._seek(known, turn, rounds=ROUNDS_BESIDE, near=could_be_better)
        for said in self._run([errand, beside]):
            self._hear(said)
            if isinstance(said, Answer) and self._is_proven():
                self._prefer(said)
                break
        return True

    def _prefer(self, answer: Answer) -> None:
        """Take the engine's plan if it is as good, whatever the walk found first."""
        if answer.taken is not None:
            taken = self._in_order(answer.taken)
            if self.arrays.cost(taken) <= self.cost + SLACK:
                self.chosen = taken

    def _look(self, known: Relaxation, turn: int) -> None:
        """Look for a better plan in one process and for a better bound in the other.

        A bound is seldom raised twice, so every other time nobody tries.
        """
        self.doing = "the options that add least"
        workers = self.arrays.workers
        first_of_few = turn == 0 and not self.has_many
        rounds = workers if first_of_few else 2 * workers  # it may be proven next
        seek = self._seek(known, turn, rounds=rounds)
        beside: Task = self._seek(known, turn, rounds=2 * rounds, asks=0)
        if not turn % 2:
            walk = self._seek(known, turn, rounds=rounds // 2, asks=0)
            beside = InTurn([self._sharpen(known, turn), walk])
        for said in self._run([seek, beside]):
            self._hear(said)

    def _sharpen(self, known: Relaxation, turn: int) -> Sharpen:
        within = self._gap(known) + SLACK
        if not self.is_solved:
            within = min(within, WORTH_PROVING * abs(known.bound))
        return Sharpen(
            self.arrays,
            known,
            self.is_solved,
            within,
            BOUND_OPTIONS,
            self._how_far(nodes=1 + turn, turn=turn, looks_for_plans=False),
        )

    def _seek(
        self,
        known: Relaxation,
        turn: int,
        *,
        rounds: int,
        near: Bools | None = None,
        asks: int = 2,
    ) -> Seek:
        """Return the errand to look for a better plan.

        Parameters
        ----------
        near
            What a walk chooses from; None for what adds least.
        asks
            How often the engine is asked before the walk begins.
        """
        people, workers = self.arrays.people, self.arrays.workers
        each = people * (1 + turn / 2)
        seed = self.limits.seed * 1009 + turn * 101
        more = None
        if near is None:
            near = _cheapest(known, round(NEAR_EACH * each))
            more = _few(known, round(MORE_EACH * each), seed) if asks > 1 else None
        fitting = isqrt(ROUND_OPTIONS * workers**2 // max(int(near.sum()), 1))
        size = max(SMALLEST_ROUND, min(workers // 4 + 1 + turn, fitting))
        return Seek(
            self.arrays,
            self.chosen,
            _few(known, round(FEW_EACH * each), seed) if asks else None,
            near,
            more,
            self._how_far(nodes=1 + 4 * turn, turn=turn),
            Walk(
                rounds=rounds, size=size, seed=seed + (not asks), seconds=self._left()
            ),
        )

    def _gap(self, known: Relaxation) -> float:
        return self.cost - known.bound

    def _how_far(
        self, *, nodes: int, turn: int, looks_for_plans: bool = True
    ) -> Search:
        return Search(
            nodes=nodes,
            seed=self.limits.seed + turn,
            seconds=self._left(),
            looks_for_plans=looks_for_plans,
        )

    def _left(self) -> float | None:
        """Return the seconds for an errand that is to be heard before time is over."""
        left = self.deadline.left()
        return None if left is None else max(left - TO_ANSWER, 0.0)

    def _run(self, tasks: Sequence[Task]) -> Iterator[object]:
        """Yield what the tasks report, as they report it, and note which fail."""
        for _, said in run(
            tasks,
            stopped=self._must_stop,
            memory_mb=self.limits.memory_mb,
            preload=PRELOAD,
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
        """Keep a plan or a bound that somebody reports, if it is better."""
        if isinstance(said, Relaxation):
            self.is_solved = True
            self._learn(said)
        elif isinstance(said, Better):
            self._consider(said.chosen)
        elif isinstance(said, Answer):
            if said.taken is not None:
                self._consider(said.taken)
            self._raise_bound(min(said.bound, self.cost))

    def _must_stop(self) -> bool:
        if self.deadline.passed() or self.stop():
            self.cut_short = True
        return self.cut_short

    def _is_over(self) -> bool:
        if self._is_proven():
            return True
        if self._left() == 0:  # no errand would be heard any more
            self.cut_short = True
        return self.cut_short

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
        steps = (self.limits.effort + (not self.has_many)) or 1
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
    """Say which options add least to the relaxation: ``count`` of them, and ties."""
    penalty = relaxation.penalty
    if count >= len(penalty):
        return np.ones(len(penalty), dtype=bool)
    limit = np.partition(penalty, count)[count]
    return np.asarray(penalty <= limit + SLACK)


def _few(relaxation: Relaxation, count: int, seed: int) -> Bools:
    """Say which options add least; where ties are as many again, some are drawn."""
    least = _cheapest(relaxation, count)
    if least.sum() > TIES * count:
        lot = np.random.default_rng(seed).random(len(least))
        least[np.lexsort((lot, relaxation.penalty))[TIES * count :]] = False
    return least
