"""Moments as a page writes them: by the clock on the wall."""

from datetime import date, datetime

from cti.calendar import on_the_wall


def moment(at: datetime) -> str:
    """Write a moment: ``Mon 23 Nov 2026, 09:12``."""
    there = on_the_wall(at)
    return f"{there:%a} {there.day} {there:%b %Y, %H:%M}"


def weekday(on: date) -> str:
    """Write a day with its weekday: ``Mon 23 Nov 2026``."""
    return f"{on:%a} {on.day} {on:%b %Y}"


def sent(on: date | None) -> str:
    """Write a day as a field has it; empty for none."""
    return "" if on is None else f"{on.day}/{on.month}/{on.year}"
