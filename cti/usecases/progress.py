"""How far planning is: told to whoever asked for the plan, while it runs."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from cti.units import Points, format_points


class Stage(StrEnum):
    """What planning is at, in the words it is told in."""

    READING = "Reading the spreadsheet"
    WORKERS = "Choosing workers"
    CONTACTS = "Planning contacts"
    CHECKING = "Checking every rule"
    REASONS = "Finding the reasons"
    ASKING = "Asking what else would do"


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far one stage is.

    Attributes
    ----------
    share
        How much of the stage is done, 0 to 1; None where that cannot be known.
    cost, lower_bound
        The best found so far, and what no plan can be below; None before there is one.
    """

    stage: Stage
    share: float | None = None
    cost: Points | None = None
    lower_bound: Points | None = None

    @property
    def best(self) -> str:
        """How good the best so far is, in words; empty before there is one."""
        if self.cost is None:
            return ""
        said = f"best so far {format_points(self.cost)} points"
        if self.lower_bound is None:
            return said
        return f"{said}, {nearness(self.cost, self.lower_bound)}"


Watch = Callable[[Progress], None]
"""What is called with each step forward."""


def unwatched(_: Progress) -> None:
    """Tell nobody."""


def nearness(cost: Points, lower_bound: Points) -> str:
    """Say how near the best possible a cost is proven to be, never rounded down.

    >>> nearness(Points(1003), Points(1000)), nearness(Points(7), Points(7))
    ('within 0.3 % of the best possible', 'the best possible')
    """
    if cost <= lower_bound:
        return "the best possible"
    if lower_bound <= 0:
        return "not yet proven near the best possible"
    tenths = ceil(1000 * (cost - lower_bound) / cost)
    share = f"{tenths / 10:.1f}".removesuffix(".0")
    return f"within {share} % of the best possible"
