"""A week of hours as JSON has it."""

from collections.abc import Iterable
from typing import Annotated, Self

from pydantic import Field, model_validator

from cti.api.shapes import Sent
from cti.caseload.hours import DAYS_PER_WEEK, MINUTES_PER_HOUR, Span, WeekHours

Clock = Annotated[
    str, Field(pattern=r"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$", examples=["09:00"])
]
"""A time of day on the wall; ``24:00`` is the end of it."""


class PartOfDay(Sent):
    """A part of one weekday, the same every week."""

    weekday: Annotated[
        int,
        Field(ge=0, lt=DAYS_PER_WEEK, description="0 for Monday to 6.", examples=[0]),
    ]
    starts: Clock
    ends: Annotated[Clock, Field(examples=["17:00"])]

    @model_validator(mode="after")
    def _is_some_time(self) -> Self:
        if self.ends <= self.starts:
            msg = "it ends after it starts"
            raise ValueError(msg)
        return self


Week = Annotated[list[PartOfDay], Field(max_length=50)]


def hours_of(week: Iterable[PartOfDay]) -> WeekHours:
    """Return a week as it is planned with."""
    return WeekHours.of(
        Span(each.weekday, _minute(each.starts), _minute(each.ends)) for each in week
    )


def week_of(hours: WeekHours) -> list[PartOfDay]:
    """Return a week as it is told."""
    return [
        PartOfDay(
            weekday=each.weekday,
            starts=_clock(each.from_minute),
            ends=_clock(each.to_minute),
        )
        for each in hours.spans
    ]


def _minute(clock: str) -> int:
    hour, minute = clock.split(":")
    return int(hour) * MINUTES_PER_HOUR + int(minute)


def _clock(minute: int) -> str:
    return "{:02}:{:02}".format(*divmod(minute, MINUTES_PER_HOUR))
