"""Days, Mondays and months: the calendar arithmetic of planning."""

import calendar
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

DAYS_PER_WEEK = 7

ZONE = ZoneInfo("Europe/London")
"""Whose clock hangs on the wall: every service is in the United Kingdom."""


def on_the_wall(at: datetime) -> datetime:
    """Return a moment as the clock on the wall shows it, without a zone.

    >>> from datetime import UTC
    >>> on_the_wall(datetime(2026, 7, 1, 9, 0, tzinfo=UTC))
    datetime.datetime(2026, 7, 1, 10, 0)
    """
    return at.astimezone(ZONE).replace(tzinfo=None)


def add_months(day: date, months: int) -> date:
    """Return the same day of a later month, or that month's last day if it is shorter.

    Always count from the first date and never chain: 31 January plus three months is
    30 April, but by way of February it would be 28 April.

    >>> add_months(date(2026, 1, 31), 3)
    datetime.date(2026, 4, 30)
    """
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month0 + 1)[1]
    return date(year, month0 + 1, min(day.day, last))


def first_monday(day: date) -> date:
    """Return the first Monday on or after ``day``."""
    return day + timedelta(days=-day.weekday() % DAYS_PER_WEEK)


@dataclass(frozen=True)
class Horizon:
    """The planning Mondays: ``weeks`` of them, the first on or after the plan date.

    Attributes
    ----------
    on
        The plan date.
    weeks
        How many Mondays are planned; at least 1.
    """

    on: date
    weeks: int = 40

    def __post_init__(self) -> None:
        if self.weeks < 1:
            msg = f"a horizon has at least one Monday, not {self.weeks}"
            raise ValueError(msg)

    @cached_property
    def mondays(self) -> Sequence[date]:
        """The planning Mondays in order, ``weeks`` of them."""
        start = first_monday(self.on)
        return tuple(start + timedelta(weeks=week) for week in range(self.weeks))

    @property
    def start(self) -> date:
        """The first planning Monday, ``M0``."""
        return first_monday(self.on)

    @property
    def end(self) -> date:
        """The first day after the last planned week; exclusive."""
        return self.mondays[-1] + timedelta(days=DAYS_PER_WEEK)

    def week_from(self, day: date) -> int:
        """Return the index of the first planning Monday on or after ``day``.

        Returns
        -------
        From 0, when ``day`` is no later than ``M0``, to ``weeks``, when it is after
        the last planning Monday.
        """
        return bisect_left(self.mondays, day)
