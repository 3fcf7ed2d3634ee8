"""The hours of a week, a line of text for each day: ``09:00–12:30, 13:00–17:00``."""

import re
from collections.abc import Mapping

from cti.caseload.hours import DAYS_PER_WEEK, MINUTES_PER_HOUR, Span, WeekHours
from dashboards.site.forms import Form

WEEKDAYS = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)

_CLOCK = r"(\d{1,2})(?:[:.](\d{2}))?"
_PART = re.compile(rf"{_CLOCK}\s*(?:-|–|to)\s*{_CLOCK}")
_LAST_MINUTE = 59


def day_field(weekday: int) -> str:
    """Return the name of the field that holds a day's hours."""
    return f"day-{weekday}"


def week_said(works: WeekHours) -> Mapping[str, str]:
    """Return hours as fields hold them."""
    return {
        day_field(weekday): ", ".join(
            f"{_clock(each.from_minute)}–{_clock(each.to_minute)}"
            for each in works.spans
            if each.weekday == weekday
        )
        for weekday in range(DAYS_PER_WEEK)
    }


def week_read(form: Form) -> WeekHours:
    """Read hours; a day that cannot be read is refused beside its field."""
    spans = []
    for weekday, name in enumerate(WEEKDAYS):
        for part in form.value(day_field(weekday)).split(","):
            try:
                spans += _spans(weekday, part.strip())
            except ValueError:
                words = f"{name}: write 09:00–17:00, or leave it empty for a day off"
                form.refuse(day_field(weekday), words)
    return WeekHours.of(spans)


def week_words(works: WeekHours) -> str:
    """Say hours in a line: ``Mon 09:00–17:00; Tue 09:00–12:30``."""
    said = week_said(works)
    days = [
        f"{name[:3]} {said[day_field(weekday)]}"
        for weekday, name in enumerate(WEEKDAYS)
        if said[day_field(weekday)]
    ]
    return "; ".join(days) or "No hours"


def _spans(weekday: int, part: str) -> list[Span]:
    if not part:
        return []
    found = _PART.fullmatch(part)
    if found is None:
        raise ValueError(part)
    return [Span(weekday, _minute(found[1], found[2]), _minute(found[3], found[4]))]


def _minute(hour: str, minute: str | None) -> int:
    if int(minute or 0) > _LAST_MINUTE:
        raise ValueError(minute)
    return int(hour) * MINUTES_PER_HOUR + int(minute or 0)


def _clock(minute: int) -> str:
    return "{:02}:{:02}".format(*divmod(minute, MINUTES_PER_HOUR))
