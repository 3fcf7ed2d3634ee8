"""The words and units every room shares: who somebody is, how load is counted."""

from fractions import Fraction
from functools import lru_cache
from typing import NewType

PersonId = NewType("PersonId", str)
"""Somebody supported or referred; a referral's id is one too."""

WorkerId = NewType("WorkerId", str)
"""Somebody who supports people."""

Sce = Fraction
"""Standard Caseload Equivalents, exact: 20 of 20 is at the ceiling, not over it."""

Points = Fraction
"""What a plan costs, exact, so that two hands can agree to the last digit."""


@lru_cache(maxsize=4096)
def format_sce(load: Sce) -> str:
    """Show a load with at most two decimals and no needless noughts.

    >>> format_sce(Fraction(39, 2)), format_sce(Fraction(20))
    ('19.5', '20')
    """
    return _short(load, places=2)


def format_points(cost: Points) -> str:
    """Show a cost with at most one decimal.

    >>> format_points(Fraction(61028, 10))
    '6,102.8'
    """
    return _short(cost, places=1)


def _short(number: Fraction, places: int) -> str:
    return f"{float(round(number, places)):,.{places}f}".rstrip("0").rstrip(".")
