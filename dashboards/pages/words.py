"""Dates and numbers as a page writes them."""

from collections.abc import Sequence
from datetime import date

from cti.calendar import DAYS_PER_WEEK
from cti.plans.words import counted

WEEKS_FROM = 3 * DAYS_PER_WEEK
"""From here on a distance is told in weeks."""

MOST_SENTENCES = 100
"""Nobody reads more of them."""


def full_day(on: date) -> str:
    """Write a day in full: ``Monday 23 November 2026``."""
    return f"{on:%A} {on.day} {on:%B %Y}"


def short_day(on: date) -> str:
    """Write a day as a table heading does: ``23 Nov 2026``."""
    return f"{on.day} {on:%b %Y}"


def away(on: date, *, seen_from: date) -> str:
    """Say how far a day is from the plan date."""
    days = (on - seen_from).days
    if days == 0:
        return "today"
    if days == 1:
        return "tomorrow"
    if abs(days) < WEEKS_FROM:
        return f"in {days} days" if days > 0 else f"{counted(-days, 'day')} ago"
    weeks = counted(abs(days) // DAYS_PER_WEEK, "week")
    return f"in {weeks}" if days > 0 else f"{weeks} ago"


def people(number: int) -> str:
    """Write a number of people."""
    return counted(number, "person", "people")


def as_many_as_are_read(sentences: Sequence[str]) -> tuple[str, ...]:
    """Leave out what nobody reads to the end of, and say how much that is."""
    rest = len(sentences) - MOST_SENTENCES
    more = [f"And {rest:,} more."] if rest > 0 else []
    return (*sentences[:MOST_SENTENCES], *more)
