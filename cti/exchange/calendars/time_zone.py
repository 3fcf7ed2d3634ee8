"""The time zone of every calendar we write, as rules that every reader understands.

Written out and never made from the machine's own table of changes: a list of changes is
read only in part by some programs, which are then an hour wrong for half the year.
"""

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
