"""Write a calendar that a phone fetches now and then."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event, vDuration, vText

import cti
from cti.exchange.calendars.time_zone import ZONE, time_zone, with_zone
from cti.exchange.calendars.words import calendar_name
from cti.plans.calendar_events import CalendarEvent
from cti.plans.contacts import PlannedContact

FETCHED_EVERY = timedelta(hours=1)
"""How often a phone is asked to look again; many look less often."""


def calendar_text(
    events: Iterable[CalendarEvent],
    *,
    as_at: datetime,
    title_of: Callable[[PlannedContact], str],
) -> bytes:
    """Return events as a calendar.

    Times stand as on the clock on the wall, with the zone's rules: ten o'clock stays
    ten o'clock when clocks change. Nothing is said of a contact but its time, how long
    it takes and its title.

    Parameters
    ----------
    as_at
        The moment this is so, with a zone; the calendar's name tells it.
    title_of
        What is written of a contact.

    Returns
    -------
    The lines of a calendar, in UTF-8.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//cti//calendar {cti.__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    name = vText(calendar_name(as_at))
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", vText(ZONE.key))
    calendar.add("refresh-interval", FETCHED_EVERY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(FETCHED_EVERY))
    calendar.add_component(time_zone())
    for event in events:
        calendar.add_component(_written(event, title_of(event.contact)))
    return bytes(calendar.to_ical())


def _written(event: CalendarEvent, title: str) -> Event:
    contact = event.contact
    written = Event()
    written.add("uid", f"{event.event_id}@cti")
    written.add("sequence", event.sequence)
    written.add("dtstamp", event.said_at.astimezone(UTC))
    written.add("last-modified", event.said_at.astimezone(UTC))
    written.add("dtstart", with_zone(contact.at))
    written.add("duration", timedelta(minutes=contact.minutes))
    written.add("summary", title)
    written.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    written.add("class", "PRIVATE")
    written.add("transp", "TRANSPARENT" if event.is_cancelled else "OPAQUE")
    return written
