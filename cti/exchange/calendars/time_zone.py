"""The time zone of every calendar we write, as rules that every reader understands.

Written out and never made from the machine's own table of changes: a list of changes is
read only in part by some programs, which are then an hour wrong for half the year.
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from icalendar import Component, Timezone

ZONE_NAME = "Europe/London"

ZONE = ZoneInfo(ZONE_NAME)

RULES = f"""\
BEGIN:VTIMEZONE
TZID:{ZONE_NAME}
BEGIN:DAYLIGHT
DTSTART:19960331T010000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZNAME:BST
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZNAME:GMT
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
END:STANDARD
END:VTIMEZONE
"""
"""The last Sundays of March and October, since 1996."""


def time_zone() -> Component:
    """Return the time zone as a part of a calendar."""
    return Timezone.from_ical(RULES)


def with_zone(at: datetime) -> datetime:
    """Return a local date and time with its zone.

    In the hour that is there twice, or never, when clocks change, readers differ; such
    a time is the first of the two, or as late after midnight as it says, and in UTC,
    of which there is one reading.
    """
    first, second = (at.replace(tzinfo=ZONE, fold=fold) for fold in (0, 1))
    there_once = first.utcoffset() == second.utcoffset()
    return first if there_once else first.astimezone(UTC)
