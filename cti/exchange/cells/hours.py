"""Hours of the week in cells: Mon-Fri 09:00-17:00; Sat 10:00-12:00."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from cti.caseload.hours import MINUTES_PER_DAY, MINUTES_PER_HOUR, Span, WeekHours
from cti.exchange.cells.words import NotReadable, listed, shown
from cti.exchange.columns.days import DAY_NAMES, WEEKDAYS

_DASH = re.compile(r"\s*[-\u2010-\u2015\u2212]\s*|\s+to\s+", re.IGNORECASE)
_TIME = re.compile(
    r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?|(\d{2})(\d{2})", re.IGNORECASE
)
_NOON = 12
_SUCH_AS = "Write hours such as Mon-Fri 09:00-17:00 or Mon 09:00-12:00; Wed 13:00-17:00"


def read_hours(text: str) -> tuple[WeekHours, bool]:
    """Read hours of the week.

    Returns
    -------
    The hours, and whether two of the spans overlapped (they are then joined).

    Raises
    ------
    NotReadable
        For anything that is not plainly days and times.
    """
    spans = sorted(
        span
        for part in text.split(";")
        if part.strip()
        for span in _part(part.strip(), text)
    )
    if not spans:
        raise NotReadable(problem=f"{shown(text)} holds no hours", remedy=_SUCH_AS)
    overlap = any(
        one.weekday == other.weekday and other.from_minute < one.to_minute
        for one, other in pairwise(spans)
    )
    return WeekHours.of(spans), overlap


def write_hours(hours: WeekHours) -> str:
    """Write hours so that days with the same times stand together."""
    days_of: dict[tuple[int, int], list[int]] = {}
    for span in hours.spans:
        days_of.setdefault((span.from_minute, span.to_minute), []).append(span.weekday)
    parts = [
        (first, times, last)
        for times, days in days_of.items()
        for first, last in _runs(days)
    ]
    return "; ".join(_written(*part) for part in sorted(parts))


def _part(part: str, text: str) -> Iterator[Span]:
    tokens = [t for t in re.split(r"[,&\s]+", _DASH.sub("-", _spaceless(part))) if t]
    names = [token for token in tokens if token[0].isalpha()]
    times = [token for token in tokens if not token[0].isalpha()]
    if not names or not times or tokens != names + times:
        raise NotReadable(
            problem=f"{shown(part)} is not a day with its hours"
            if part == text
            else f"{shown(part)} in {shown(text)} is not a day with its hours",
            remedy=_SUCH_AS,
        )
    days = [day for name in names for day in _days(name, text)]
    return (Span(day, *_minutes(token, text)) for day in days for token in times)


def _spaceless(part: str) -> str:
    """Join 9 am to 9am, so that a token is a day or a time."""
    return re.sub(r"(\d)\s+(am|pm)\b", r"\1\2", part, flags=re.IGNORECASE)


def _days(name: str, text: str) -> range:
    ends = [DAY_NAMES.get(day.strip(".").lower(), "") for day in name.split("-")]
    if "" in ends or len(ends) > 2:  # noqa: PLR2004, a first and a last day
        raise NotReadable(
            problem=f"{shown(name)} in {shown(text)} is not a day of the week",
            remedy=f"Write {listed(WEEKDAYS)}, or a range such as Mon-Fri",
        )
    first, last = WEEKDAYS.index(ends[0]), WEEKDAYS.index(ends[-1])
    if last < first:
        raise NotReadable(
            problem=f"{shown(name)} in {shown(text)} runs over the end of the week",
            remedy="Write two parts, one to Sun and one from Mon, each with its hours",
        )
    return range(first, last + 1)


def _minutes(token: str, text: str) -> tuple[int, int]:
    ends = [_TIME.fullmatch(end) for end in token.split("-")]
    if len(ends) != 2 or ends[0] is None or ends[1] is None:  # noqa: PLR2004, as above
        raise NotReadable(
            problem=f"{shown(token)} in {shown(text)} is not a time and a time",
            remedy=_SUCH_AS,
        )
    start, end = _minute(ends[0]), _minute(ends[1])
    if start is None or end is None or start == MINUTES_PER_DAY:
        raise NotReadable(
            problem=f"{shown(token)} in {shown(text)} is not within a day",
            remedy="Write times from 00:00 to 24:00",
        )
    if end <= start:
        raise NotReadable(
            problem=f"{shown(token)} in {shown(text)} ends before it starts",
            remedy=_later(start, end),
        )
    return start, end


def _later(start: int, end: int) -> str:
    afternoon = end + _NOON * MINUTES_PER_HOUR
    noon = _NOON * MINUTES_PER_HOUR
    if end <= start < noon and start < afternoon < MINUTES_PER_DAY:
        return (
            f"Use the 24-hour clock: if the afternoon is meant, write "
            f"{_clock(start)}-{_clock(afternoon)}"
        )
    return "Write the earlier time first; put hours past midnight on the next day"


def _minute(time: re.Match[str]) -> int | None:
    if time[4]:
        hour, minute = int(time[4]), int(time[5])
    else:
        hour, minute = int(time[1]), int(time[2] or 0)
    if time[3]:
        if not 1 <= hour <= _NOON:
            return None
        hour = hour % _NOON + (_NOON if time[3].lower() == "pm" else 0)
    total = hour * MINUTES_PER_HOUR + minute
    return total if minute < MINUTES_PER_HOUR and total <= MINUTES_PER_DAY else None


def _runs(days: Sequence[int]) -> Iterator[tuple[int, int]]:
    first = last = days[0]
    for day in days[1:]:
        if day != last + 1:
            yield first, last
            first = day
        last = day
    yield first, last


def _written(first: int, times: tuple[int, int], last: int) -> str:
    days = WEEKDAYS[first] if first == last else f"{WEEKDAYS[first]}-{WEEKDAYS[last]}"
    return f"{days} {_clock(times[0])}-{_clock(times[1])}"


def _clock(minute: int) -> str:
    return f"{minute // MINUTES_PER_HOUR:02d}:{minute % MINUTES_PER_HOUR:02d}"
