"""Dates and times in cells: ISO or day first; anything else is asked about."""

import calendar
import re
from datetime import date, datetime, time, timedelta

from cti.exchange.cells.words import NotReadable, Raw, is_phase_word, shown, words

FIRST_YEAR, LAST_YEAR = 1990, 2099
"""Support, work and referrals lie well within; a year outside is a slip."""

_MONTHS = {
    word.lower(): month
    for month in range(1, 13)
    for word in (calendar.month_name[month], calendar.month_abbr[month])
} | {"sept": 9}
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})\.?,?[ -](\d{4})")
_SHORT_YEAR = re.compile(r"(\d{1,2})[-/. ](\d{1,2}|[a-z]{3,9})[-/. ]'?(\d{2})")
_NO_YEAR = re.compile(r"(\d{1,2})[-/. ](\d{1,2}|[a-z]{3,9})")
_SERIAL = re.compile(r"(\d{5})(\.\d+)?")
_SERIAL_ZERO = date(1899, 12, 30)
_ZONE = re.compile(r"(z|[+-]\d{2}:?\d{2})$")
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:\.0+)?")
_DAY_AND_CLOCK = re.compile(r"(.*\d)(?:t|,? )(\d{1,2}[:.][\d:.]+)")
_WITH_TIME = re.compile(r"[t ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$")
_MIDNIGHT = re.compile(r"[t ]00:00(:00(\.0+)?)?")
_SUCH_AS = "Write a date such as 2026-11-23 or 23/11/2026"


def read_date(raw: Raw) -> date:
    """Read a day.

    Raises
    ------
    NotReadable
        For a day that does not exist, or that could be read in two ways.
    """
    if isinstance(raw, datetime):
        if raw.time() != time():
            raise NotReadable(
                problem=f"{shown(words(raw))} has a time of day",
                remedy=f"Write {raw.date()} alone",
            )
        return _likely(raw.date(), words(raw))
    if isinstance(raw, date):
        return _likely(raw, words(raw))
    text = words(raw)
    lower = text.lower()
    if midnight := _MIDNIGHT.search(lower):
        lower = lower[: midnight.start()]
    return _likely(_day(lower, text), text)


def read_moment(raw: Raw, *, time_needed: bool) -> tuple[datetime, bool]:
    """Read a local day and time.

    Returns
    -------
    The moment, and whether it had a time; without one it is midnight.

    Raises
    ------
    NotReadable
        As `read_date`; also for a time zone, and for no time where one is needed.
    """
    if isinstance(raw, datetime):
        return _nearest_second(raw), True
    text = words(raw)
    lower = text.lower()
    if _ZONE.search(lower) and ":" in lower:
        raise NotReadable(
            problem=f"{shown(text)} has a time zone",
            remedy="Write local time, as 2026-11-23T14:00",
        )
    apart = _DAY_AND_CLOCK.fullmatch(lower)
    clock = _CLOCK.fullmatch(apart[2]) if apart else None
    if apart and clock:
        day = _likely(_day(apart[1], text), text)
        return datetime.combine(day, _time_of(clock, text)), True
    day = read_date(raw)
    if time_needed:
        raise NotReadable(
            problem=f"{shown(text)} has no time", remedy=f"Write it as {day}T14:00"
        )
    return datetime.combine(day, time()), False


def read_time(raw: Raw) -> time:
    """Read a time of day; raises `NotReadable` for anything else."""
    if isinstance(raw, datetime):
        return raw.time()
    if isinstance(raw, time):
        return raw
    if isinstance(raw, timedelta) and raw < timedelta(days=1):
        return (datetime(FIRST_YEAR, 1, 1) + raw).time()
    text = words(raw)
    clock = _CLOCK.fullmatch(text)
    if clock is None:
        raise NotReadable(
            problem=f"{shown(text)} is not a time of day",
            remedy="Write a time such as 09:30",
        )
    return _time_of(clock, text)


def write_moment(moment: datetime) -> str:
    """Write a local day and time: 2026-11-23T14:00."""
    return moment.isoformat(timespec="seconds" if moment.second else "minutes")


def write_time(moment: time) -> str:
    """Write a time of day: 09:30."""
    return moment.isoformat(timespec="seconds" if moment.second else "minutes")


def _day(lower: str, text: str) -> date:
    if year_first := _YEAR_FIRST.fullmatch(lower):
        year, month, day = (int(part) for part in year_first.groups())
        return _real(year, month, day, text)
    if day_first := _DAY_FIRST.fullmatch(lower):
        day, month, year = (int(part) for part in day_first.groups())
        return _real(year, month, day, text)
    if _WITH_TIME.search(lower):
        alone = _day(_WITH_TIME.sub("", lower), text)
        raise NotReadable(
            problem=f"{shown(text)} has a time of day", remedy=f"Write {alone} alone"
        )
    if (named := _NAMED.fullmatch(lower)) and named[2] in _MONTHS:
        return _real(int(named[3]), _MONTHS[named[2]], int(named[1]), text)
    raise _not_a_date(lower, text)


def _not_a_date(lower: str, text: str) -> NotReadable:
    if short := _SHORT_YEAR.fullmatch(lower):
        day, month, year = short.groups()
        return NotReadable(
            problem=f"{shown(text)} has a year of two digits, so it could be more "
            "than one day",
            remedy=f"Write the year in full, such as {day}/{month}/20{year}"
            if month.isdigit()
            else f"Write the year in full, such as {day} {month.title()} 20{year}",
        )
    if _NO_YEAR.fullmatch(lower):
        return NotReadable(problem=f"{shown(text)} has no year", remedy=_SUCH_AS)
    if serial := _SERIAL.fullmatch(lower):
        day = _SERIAL_ZERO + timedelta(days=int(serial[1]))
        if FIRST_YEAR <= day.year <= LAST_YEAR:
            return NotReadable(
                problem=f"{shown(text)} is how a spreadsheet counts days, not a date",
                remedy=f"If {day.day} {day:%B %Y} is meant, write {day}",
            )
    if is_phase_word(text):
        return NotReadable(
            problem=f"{shown(text)} is a phase, not a date",
            remedy=f"Phases follow from the dates. {_SUCH_AS}",
        )
    return NotReadable(problem=f"{shown(text)} is not a date", remedy=_SUCH_AS)


def _real(year: int, month: int, day: int, text: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        pass
    try:
        swapped = date(year, day, month)
    except ValueError:
        raise NotReadable(
            problem=f"{shown(text)} is not a real date", remedy=_SUCH_AS
        ) from None
    raise NotReadable(
        problem=f"{shown(text)} is not a real date: there is no month {month}",
        remedy=f"If {swapped.day} {swapped:%B %Y} is meant, write {swapped}",
    )


def _likely(day: date, text: str) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise NotReadable(
            problem=f"{shown(text)} lies in the year {day.year}",
            remedy=f"Write a date from {FIRST_YEAR} to {LAST_YEAR}",
        )
    return day


def _time_of(clock: re.Match[str], text: str) -> time:
    hour, minute, second = int(clock[1]), int(clock[2]), int(clock[3] or 0)
    try:
        return time(hour, minute, second)
    except ValueError:
        raise NotReadable(
            problem=f"{shown(text)} is not a time of day",
            remedy="Write a time from 00:00 to 23:59",
        ) from None


def _nearest_second(moment: datetime) -> datetime:
    rounded = moment + timedelta(microseconds=500_000)
    return rounded.replace(microsecond=0)
