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
    """Show what somebody counts for, or a share of a post: two decimals at most.

    >>> format_sce(Fraction(39, 2)), format_sce(Fraction(20))
    ('19.5', '20')
    """
    return _short(load, places=2)


def format_load(load: Sce, *, up: bool = False) -> str:
    """Show what somebody holds, or may hold, with at most one decimal.

    What a phase counts for can have two, and is shown by `format_sce`; loads are sums.

    Parameters
    ----------
    up
        Whether less would not be enough, so that it is never rounded down.

    >>> format_load(Fraction(81, 4)), format_load(Fraction(20))
    ('20.3', '20')
    >>> format_load(Fraction(1, 25)), format_load(Fraction(201, 100), up=True)
    ('less than 0.1', '2.1')
    """
    above, below = load.numerator, load.denominator
    tenths = -(-10 * above // below) if up else (20 * above + below) // (2 * below)
    if above > 0 and not tenths:
        return "less than 0.1"
    return _written(tenths, places=1)


def format_points(cost: Points) -> str:
    """Show a cost with at most one decimal.

    >>> format_points(Fraction(61028, 10))
    '6,102.8'
    """
    return _short(cost, places=1)


def _short(number: Fraction, places: int) -> str:
    """Round half to even, in whole numbers: a page writes thousands of them."""
    whole, rest = divmod(number.numerator * 10**places, number.denominator)
    above_half = 2 * rest - number.denominator
    if above_half > 0 or (above_half == 0 and whole % 2):
        whole += 1
    return _written(whole, places)


def _written(number: int, places: int) -> str:
    return f"{number / 10**places:,.{places}f}".rstrip("0").rstrip(".")
