"""What a child process does for the assignment plan: one function for each errand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from cti.solver.assignment.arrays import Arrays, Bools, Ints
from cti.solver.assignment.columns import relax_by_columns
from cti.solver.assignment.greedy import settle
from cti.solver.assignment.model import (
    Answer,
    Relaxation,
    Search,
    build,
    optimise,
    prove,
)
from cti.solver.assignment.neighbourhoods import Better, Walk, improve
from cti.solver.assignment.sharpening import sharpen
from cti.solver.child import Deadline, Report, Task

FEW_OPTIONS = 450
"""Up to so many, the engine that proves quickly is the better one."""


@dataclass(frozen=True, slots=True)
class Relax:
    """Find the bound of the relaxation, and what each option adds to it.

    Attributes
    ----------
    begun
        What is known of it already.
    cost
        What the best plan so far costs, in points, for a relaxation made sharper by
        what holds of whole people; None for one that is not.
    seconds
        A wall-clock limit; None for none.
    """

    arrays: Arrays
    begun: Relaxation
    cost: float | None = None
    seconds: float | None = None

    def __call__(self, report: Report) -> None:
        """Report a `Relaxation`, and ever sharper ones where that is wanted."""
        over = Deadline(self.seconds).passed
        known = relax_by_columns(self.arrays, self.begun, stopped=over)
        report(known)
        if self.cost is not None:
            for sharper in sharpen(self.arrays, known, self.cost, over):
                report(sharper)


@dataclass(frozen=True, slots=True)
class Optimise:
    """Look for the best plan among some options, and prove it."""

    arrays: Arrays
    entries: Ints
    search: Search

    def __call__(self, report: Report) -> None:
        """Report an `Answer`."""
        model = build(self.arrays, self.entries, whole=True)
        solve = prove if len(self.entries) <= FEW_OPTIONS else optimise
        answer = solve(model, self.search)
        if answer.taken is not None and len(answer.taken) != self.arrays.people:
            answer = Answer(taken=None, bound=answer.bound)
        report(answer)


@dataclass(frozen=True, slots=True)
class Sharpen:
    """Raise the bound, and look for no plan.

    Attributes
    ----------
    begun
        What is known of the relaxation; solved first if it is not ``solved``.
    within
        Points: options that add no more than this are searched. A plan with any other
        costs at least the relaxation's bound and this, so that is as far as the bound
        can be raised.
    most
        How many options are searched at most.
    """

    arrays: Arrays
    begun: Relaxation
    solved: bool
    within: float
    most: int
    search: Search

    def __call__(self, report: Report) -> None:
        """Report a `Relaxation` if it was not solved, and an `Answer` with a bound."""
        deadline = Deadline(self.search.seconds)
        known = self.begun
        if not self.solved:
            known = relax_by_columns(self.arrays, known, stopped=deadline.passed)
            report(known)
        within = self.within
        if self.most < len(known.penalty):
            within = min(
                within, float(np.partition(known.penalty, self.most)[self.most])
            )
        entries = np.flatnonzero(known.penalty <= within)
        answer = optimise(
            build(self.arrays, entries, whole=True),
            replace(self.search, seconds=deadline.left()),
        )
        report(Answer(taken=None, bound=min(answer.bound, known.bound + within)))


@dataclass(frozen=True, slots=True)
class InTurn:
    """One errand after the other, so that a process whose first is short has more."""

    errands: Sequence[Task]

    def __call__(self, report: Report) -> None:
        """Report whatever they report."""
        for errand in self.errands:
            errand(report)


@dataclass(frozen=True, slots=True)
class Seek:
    """Look for a better plan: among few options, among more, by a walk from there.

    Attributes
    ----------
    chosen
        Shape ``(people,)``: the plan to begin with.
    few, more
        Shape ``(options,)``: what the engine may choose from, at first and then; None
        for no engine.
    near
        Shape ``(options,)``: what the walk may choose from.
    """

    arrays: Arrays
    chosen: Ints
    few: Bools | None
    near: Bools
    more: Bools | None
    search: Search
    walk: Walk

    def __call__(self, report: Report) -> None:
        """Report each better plan, as `Better`."""
        deadline = Deadline(self.walk.seconds)
        best = self.chosen

        def keep(found: Better) -> None:
            nonlocal best
            best = found.chosen
            report(found)

        for options in (self.few, self.more):
            search = replace(self.search, seconds=deadline.left())
            self._among(options, best, search, keep)
        walk = replace(self.walk, seconds=deadline.left())
        improve(self.arrays, best, self.near, walk, keep)

    def _among(
        self,
        options: Bools | None,
        best: Ints,
        search: Search,
        keep: Callable[[Better], None],
    ) -> None:
        """Let the engine choose from some options and those of the best plan."""
        if options is None:
            return
        entries = options.copy()
        entries[best] = True
        model = build(self.arrays, np.flatnonzero(entries), whole=True)
        taken = optimise(model, search).taken
        if taken is None or len(taken) != self.arrays.people:
            return
        found = settle(
            self.arrays, taken[np.argsort(self.arrays.options.person[taken])]
        )
        if self.arrays.cost(found) < self.arrays.cost(best):
            keep(Better(found))
