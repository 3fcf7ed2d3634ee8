"""A week of hours: when a worker works, when a person can be met."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

DAYS_PER_WEEK = 7
MINUTES_PER_HOUR = 60
MINUTES_PER_DAY = 24 * MINUTES_PER_HOUR


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A part of one weekday.

    Attributes
    ----------
    weekday
        0 for Monday to 6 for Sunday.
    from_minute, to_minute
        Minutes after midnight, local time; ``to_minute`` is exclusive.
    """

    weekday: int
    from_minute: int
    to_minute: int

    def __post_init__(self) -> None:
        if (
            not 0 <= self.weekday < DAYS_PER_WEEK
            or not 0 <= self.from_minute < self.to_minute <= MINUTES_PER_DAY
        ):
            msg = f"not a part of a weekday: {self}"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class WeekHours:
    """The same hours every week.

    Attributes
    ----------
    spans
        In order of weekday and time; no two overlap.
    """

    spans: tuple[Span, ...]

    @classmethod
    def of(cls, spans: Iterable[Span]) -> "WeekHours":
        """Put spans in order and join those that touch or overlap."""
        joined: list[Span] = []
        for span in sorted(spans):
            last = joined[-1] if joined else None
            if (
                last
                and last.weekday == span.weekday
                and span.from_minute <= last.to_minute
            ):
                until = max(last.to_minute, span.to_minute)
                joined[-1] = Span(span.weekday, last.from_minute, until)
            else:
                joined.append(span)
        return cls(tuple(joined))

    def on(self, day: date) -> tuple[Span, ...]:
        """Return the spans of the weekday ``day`` falls on."""
        return tuple(span for span in self.spans if span.weekday == day.weekday())


def minute_of(moment: time) -> int:
    """Return minutes after midnight."""
    return moment.hour * MINUTES_PER_HOUR + moment.minute
