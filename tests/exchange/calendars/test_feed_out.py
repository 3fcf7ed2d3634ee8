"""A calendar is read back as it was meant, by readers that know nothing of us."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache, partial
from pathlib import Path
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from hypothesis import given, settings
from hypothesis import strategies as st

from cti.exchange.calendars.feed_out import calendar_text
from cti.exchange.calendars.words import (
    MOST_LETTERS,
    calendar_name,
    named_title,
    plain,
    unnamed_title,
)
from cti.plans.calendar_events import CalendarEvent, first_told
from cti.plans.contacts import ContactKind, PlannedContact
from tests.builders import a_planned_contact

LONDON = ZoneInfo("Europe/London")
SAID = datetime(2026, 11, 23, 9, 5, tzinfo=UTC)
TEN = datetime(2026, 11, 24, 10, 0)
YEARS = range(2024, 2034)
READER = Path(__file__).with_name("read_with_icaljs.cjs")

Starts = Mapping[str, datetime]
"""When each event begins, in UTC, by its id."""


def event(
    event_id: str = "one", at: datetime = TEN, *, minutes: int = 60
) -> CalendarEvent:
    contact = a_planned_contact(at=at, minutes=minutes)
    return first_told(contact, event_id=event_id, said_at=SAID)


def written(
    *events: CalendarEvent, title: Callable[[PlannedContact], str] = lambda _: "Visit"
) -> bytes:
    return calendar_text(events, as_at=SAID, title_of=title)


def read(data: bytes) -> icalendar.Calendar:
    calendar = icalendar.Calendar.from_ical(data)
    assert isinstance(calendar, icalendar.Calendar)
    return calendar


def changes_of_clocks() -> list[date]:
    """The Sundays on which clocks change, as the machine's own rules say."""
    days = (date(year, 1, 1) + timedelta(days=n) for year in YEARS for n in range(365))
    noon = datetime.min.time().replace(hour=12)
    return [
        day
        for day in days
        if datetime.combine(day, noon, LONDON).utcoffset()
        != datetime.combine(day - timedelta(days=1), noon, LONDON).utcoffset()
    ]


@cache
def every_half_hour_round_the_changes() -> tuple[datetime, ...]:
    """All half hours of the days, the one that is there twice or never included."""
    midnights = (datetime.combine(c, datetime.min.time()) for c in changes_of_clocks())
    half = timedelta(minutes=30)
    return tuple(at + n * half for at in midnights for n in range(-20, 68))


@cache
def a_calendar_of_every_half_hour() -> bytes:
    agreed = every_half_hour_round_the_changes()
    return written(*(event(str(n), at) for n, at in enumerate(agreed)))


def with_recurring_ical_events(data: bytes) -> Starts:
    calendar = read(data)
    found = recurring_ical_events.of(calendar).between(
        date(YEARS[0], 1, 1), date(YEARS[-1] + 1, 1, 1)
    )
    return {str(each["UID"]): each.start.astimezone(UTC) for each in found}


def begins(found: icalendar.Event) -> datetime:
    assert isinstance(found.start, datetime)
    return found.start


def in_zone(at: datetime, zone: tzinfo) -> datetime:
    """A local time by the rules of a zone; one in UTC as it is."""
    return at if at.tzname() == "UTC" else at.replace(tzinfo=zone)


def with_the_zone_in_the_file(data: bytes) -> Starts:
    """Read local times by the rules that stand in the file, and by nothing else."""
    calendar = read(data)
    (zone,) = calendar.walk("VTIMEZONE")
    assert isinstance(zone, icalendar.Timezone)
    own = zone.to_tz(lookup_tzid=False)
    return {
        str(each["UID"]): in_zone(begins(each), own).astimezone(UTC)
        for each in calendar.events
    }


def with_icaljs(data: bytes) -> Starts:
    node = shutil.which("node")
    if not node:
        pytest.skip("node is not on this machine")
    found = subprocess.run(
        [node, READER],
        input=data,
        capture_output=True,
        check=False,
        env={**os.environ},
    )
    if b"Cannot find module 'ical.js'" in found.stderr:
        pytest.skip("node has no ical.js here; NODE_PATH may say where it is")
    assert found.returncode == 0, found.stderr.decode()
    starts: dict[str, str] = json.loads(found.stdout)
    return {uid: datetime.fromisoformat(at) for uid, at in starts.items()}


@pytest.mark.parametrize(
    "reader",
    [with_recurring_ical_events, with_the_zone_in_the_file, with_icaljs],
    ids=["recurring-ical-events", "zone-in-the-file", "ical.js"],
)
def test_every_reader_shows_the_time_that_was_agreed(
    reader: Callable[[bytes], Starts],
) -> None:
    starts = reader(a_calendar_of_every_half_hour())

    assert len(changes_of_clocks()) == 2 * len(YEARS)
    assert starts == {
        f"{n}@cti": at.replace(tzinfo=LONDON).astimezone(UTC)
        for n, at in enumerate(every_half_hour_round_the_changes())
    }


@pytest.mark.parametrize("change", [date(2026, 3, 29), date(2026, 10, 25)])
def test_ten_stays_ten_when_clocks_change(change: date) -> None:
    ten = datetime.combine(change, datetime.min.time()).replace(hour=10)
    days = [ten + timedelta(days=n) for n in (-1, 0, 1)]

    starts = with_the_zone_in_the_file(
        written(*(event(str(n), at) for n, at in enumerate(days)))
    )

    assert [starts[f"{n}@cti"].astimezone(LONDON).hour for n in range(3)] == [10] * 3
    assert {starts[f"{n}@cti"].hour for n in range(3)} == {9, 10}


def test_the_hour_that_is_there_twice_is_the_first_and_the_one_never_is_later() -> None:
    twice, never = datetime(2026, 10, 25, 1, 30), datetime(2026, 3, 29, 1, 30)

    starts = with_the_zone_in_the_file(
        written(event("twice", twice), event("never", never))
    )

    assert starts["twice@cti"] == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert starts["never@cti"] == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_how_long_it_takes_is_told_and_not_when_it_ends() -> None:
    past_midnight = event(at=datetime(2026, 10, 24, 23, 30), minutes=180)

    (found,) = read(written(past_midnight)).events

    assert found.duration == timedelta(hours=3)
    assert "DTEND" not in found


def test_an_event_says_what_it_is_and_no_more() -> None:
    (found,) = read(written(event())).events

    assert dict(found.property_items(recursive=False, sorted=True)[1:-1]).keys() == {
        "UID",
        "SEQUENCE",
        "DTSTAMP",
        "LAST-MODIFIED",
        "DTSTART",
        "DURATION",
        "SUMMARY",
        "STATUS",
        "CLASS",
        "TRANSP",
    }
    assert found["UID"] == "one@cti"
    assert found.DTSTAMP == SAID
    assert (found["SEQUENCE"], found["STATUS"]) == (0, "CONFIRMED")


def test_what_is_called_off_says_so_and_takes_no_time() -> None:
    called_off = CalendarEvent(
        event_id="one",
        contact=a_planned_contact(at=TEN),
        sequence=3,
        is_cancelled=True,
        said_at=SAID,
    )

    (found,) = read(written(called_off)).events

    assert (found["SEQUENCE"], found["STATUS"]) == (3, "CANCELLED")
    assert found["TRANSP"] == "TRANSPARENT"


def test_a_calendar_says_how_old_it_is_and_when_to_look_again() -> None:
    calendar = read(written())

    assert calendar["NAME"] == "Visits as at 23 November 09:05"
    assert calendar["X-WR-CALNAME"] == calendar["NAME"]
    assert calendar["METHOD"] == "PUBLISH"
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n" in written()
    assert b"X-PUBLISHED-TTL:PT1H\r\n" in written()


def test_the_age_of_a_calendar_is_told_in_local_time() -> None:
    july = datetime(2026, 7, 3, 9, 5, tzinfo=UTC)

    assert calendar_name(july) == "Visits as at 3 July 10:05"


@pytest.mark.parametrize("kind", ContactKind)
def test_without_names_nothing_is_told_of_whom_where_or_what(kind: ContactKind) -> None:
    contact = a_planned_contact("5f0c", at=TEN, kind=kind, locality="Harbour East")
    title = partial(unnamed_title, other=lambda each: each.person_id)
    told = first_told(contact, event_id="one", said_at=SAID)

    data = written(told, title=title).decode()

    assert title(contact) == title(a_planned_contact("5f0c", at=TEN))
    assert title(contact) != title(a_planned_contact("5f0d", at=TEN))
    assert read(data.encode()).events[0]["SUMMARY"] == title(contact)
    for word in ("5f0c", "Harbour", "office", "home", "heck-in", "eeting", "alex"):
        assert word not in data


@pytest.mark.parametrize("kind", ContactKind)
def test_with_names_neither_the_place_nor_the_last_meeting_is_told(
    kind: ContactKind,
) -> None:
    contact = a_planned_contact(at=TEN, kind=kind, locality="Harbour East")

    title = named_title(contact, other=lambda _: "Sam")

    assert title in {"Visit · Sam", "Check-in · Sam", "Network meeting · Sam"}


FEW = settings(max_examples=50, deadline=None)
HOSTILE = st.text(max_size=300) | st.text(
    alphabet=st.sampled_from(
        "aé漢🙂;,:\\\"'\n\r\t\0\x0b\x0c\x1c\x85\u2028\u2029\u202e\u2066\u200d\ud800"
    ),
    max_size=300,
)


@given(name=HOSTILE)
@FEW
def test_any_name_is_read_back_as_it_is_shown(name: str) -> None:
    data = written(event(), title=partial(named_title, other=lambda _: name))

    (found,) = read(data).events
    assert found["SUMMARY"] == f"Visit · {plain(name)}"
    assert found["UID"] == "one@cti"


@given(name=HOSTILE)
@FEW
def test_no_line_is_longer_than_a_reader_takes(name: str) -> None:
    data = written(event(), title=partial(named_title, other=lambda _: name))

    *lines, last = data.split(b"\r\n")
    assert last == b""
    assert all(len(line) <= 75 for line in lines)
    assert not any(letter in line for line in lines for letter in (b"\n", b"\r", b"\0"))
    assert all(line.decode() for line in lines)


@given(name=HOSTILE)
@FEW
def test_a_name_is_one_line_of_letters_that_stay_where_they_are(name: str) -> None:
    shown = plain(name)

    assert len(shown) <= MOST_LETTERS
    assert shown.splitlines() in ([], [shown])
    assert not set(shown) & set("\u202e\u2066\0\t")
    assert plain(shown) == shown


def test_a_name_cannot_add_an_event() -> None:
    name = "Sam\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:Kim"

    data = written(event(), title=partial(named_title, other=lambda _: name))

    assert len(read(data).events) == 1
    assert data.count(b"\r\nBEGIN:VEVENT") == 1


def test_a_name_with_a_comma_is_not_two() -> None:
    data = written(
        event(), title=partial(named_title, other=lambda _: "O'Neil, Sam; \\ Jr")
    )

    assert read(data).events[0]["SUMMARY"] == "Visit · O'Neil, Sam; \\ Jr"
    assert rb"O'Neil\, Sam\; \\ Jr" in data
