"""How far to search, and how a search tells about itself."""

from collections.abc import Callable
from dataclasses import dataclass

from cti.units import Points


@dataclass(frozen=True, slots=True, kw_only=True)
class SolveLimits:
    """How far to search.

    Attributes
    ----------
    effort
        Rounds of search. The same input, seed and effort give the same plan on any
        machine, however busy. 0 is a plan found without search, and the bound of the
        relaxation.
    seed
        Seed of the search.
    seconds
        Wall-clock ceiling, for the person waiting; None for none. A run that it cuts
        short is marked as not repeatable.
    memory_mb
        What one child process may ask for.
    in_children
        Whether to work in child processes, which can be ended at any moment. Without
        them the same plan is found, one step after another, in this process.
    """

    effort: int = 1
    seed: int = 0
    seconds: float | None = None
    memory_mb: int = 3000
    in_children: bool = True

    def __post_init__(self) -> None:
        if self.effort < 0 or (self.seconds is not None and self.seconds < 0):
            msg = f"no search goes backwards: {self}"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Where a search stands.

    Attributes
    ----------
    cost
        What the best plan so far costs.
    bound
        No plan costs less.
    share_done
        From 0 to 1, of the work this effort allows at most.
    doing
        What is being done, in words.
    """

    cost: Points
    bound: Points
    share_done: float
    doing: str


Tell = Callable[[Progress], None]
Asked = Callable[[], bool]


def nobody_listens(_: Progress) -> None:
    """Tell nobody."""


def never() -> bool:
    """Never stop."""
    return False
