"""What a child process does for the assignment plan: one function for each errand."""

from dataclasses import dataclass

from cti.solver.assignment.arrays import Arrays, Bools, Ints
from cti.solver.assignment.model import Answer, Search, build, optimise, relax
from cti.solver.assignment.neighbourhoods import Walk, improve
from cti.solver.child import Report


@dataclass(frozen=True, slots=True)
class Relax:
    """Find the bound of the relaxation, and what each option adds to it."""

    arrays: Arrays

    def __call__(self, report: Report) -> None:
        """Report a `Relaxation`."""
        report(relax(self.arrays))


@dataclass(frozen=True, slots=True)
class Optimise:
    """Look for the best plan among some options."""

    arrays: Arrays
    entries: Ints
    search: Search

    def __call__(self, report: Report) -> None:
        """Report an `Answer`."""
        model = build(self.arrays, self.entries, whole=True)
        answer = optimise(model, self.search)
        if answer.taken is not None and len(answer.taken) != self.arrays.people:
            answer = Answer(taken=None, bound=answer.bound)
        report(answer)


@dataclass(frozen=True, slots=True)
class Improve:
    """Make a plan better, neighbourhood by neighbourhood."""

    arrays: Arrays
    chosen: Ints
    near: Bools
    walk: Walk

    def __call__(self, report: Report) -> None:
        """Report each better plan, as `Better`."""
        improve(self.arrays, self.chosen, self.near, self.walk, report)
