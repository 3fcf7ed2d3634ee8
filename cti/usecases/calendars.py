"""Calendars for phones: open one, end it, and let a phone fetch it."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from cti.exchange.calendars.feed_out import calendar_text
from cti.exchange.calendars.time_zone import ZONE
from cti.exchange.calendars.words import named_title, unnamed_title
from cti.plans.calendar_feeds import CalendarFeed
from cti.plans.contacts import PlannedContact
from cti.store import calendars as kept
from cti.store.unit import Store, Unit

SECRET_BYTES = 32
"""256 random bits: nobody guesses an address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedFeed:
    """A calendar that has just been opened.

    Attributes
    ----------
    secret
        What its address holds. It is told this once and cannot be found out again.
    """

    feed_id: str
    secret: str


def open_feed(
    unit: Unit,
    service_id: str,
    *,
    worker_id: str | None = None,
    person_id: str | None = None,
    with_names: bool = False,
) -> OpenedFeed:
    """Open a calendar for a worker or a person, for a year.

    Parameters
    ----------
    worker_id, person_id
        The row of its owner; one of the two.
    with_names
        Whether the owner asks for names in it. Nothing tells who is met otherwise.

    Raises
    ------
    NotThere
        If the owner is not of this service.
    """
    secret = secrets.token_urlsafe(SECRET_BYTES)
    feed_id = kept.open_feed(
        unit,
        service_id,
        secret=secret,
        worker_id=worker_id,
        person_id=person_id,
        with_names=with_names,
    )
    return OpenedFeed(feed_id=feed_id, secret=secret)


def revoke_feed(unit: Unit, feed_id: str, *, version: int) -> None:
    """End a calendar at once; phones that fetch it find nothing from now on.

    Raises
    ------
    NotThere
        If there is no such calendar.
    ChangedMeanwhile
        If somebody else changed it since.
    """
    kept.revoke_feed(unit, feed_id, version=version)


def fetch_calendar(store: Store, secret: str, *, at: datetime) -> bytes:
    """Return the calendar of a secret, as it is at a moment.

    Parameters
    ----------
    at
        The moment, with a zone.

    Raises
    ------
    NotThere
        Alike for a secret nobody has, a calendar that is revoked or has expired, one of
        a worker who has left, or whose account opened it and is theirs no more, and one
        of a person whose support has ended.
    """
    today = at.astimezone(ZONE).date()
    with store.reading() as connection:
        feed = kept.find_feed(connection, secret, at=at, today=today)
        events = kept.events_of(connection, feed, on=today)
        names = kept.names_in(connection, events) if feed.with_names else {}
    if feed.is_to_be_noted(at):
        with store.unit(author_id=feed.feed_id, at=at) as unit:
            kept.note_use(unit.connection, feed.feed_id, at=at)
    title = named_title if feed.with_names else unnamed_title
    other = partial(_other, feed, names)
    return calendar_text(events, as_at=at, title_of=partial(title, other=other))


def _other(
    feed: CalendarFeed, names: Mapping[str, str], contact: PlannedContact
) -> str:
    """Return the name of whom the owner meets, or the row without names."""
    row_id = contact.person_id if feed.worker_id else contact.worker_id
    return names.get(row_id, row_id)
