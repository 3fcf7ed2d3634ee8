"""Keep who may fetch which calendar, and read what it shows."""

import hmac
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, select, update

from cti.caseload.people import Status
from cti.errors import NotThere
from cti.plans.calendar_events import CalendarEvent, still_shown
from cti.plans.calendar_feeds import LASTS, CalendarFeed
from cti.store.meeting import event_of
from cti.store.tables import (
    ACCOUNTS,
    CALENDAR_FEEDS,
    FACTS,
    MEMBERSHIPS,
    PEOPLE,
    PLANNED_CONTACTS,
    WORKERS,
)
from cti.store.unit import Unit, as_values


def open_feed(
    unit: Unit,
    service_id: str,
    *,
    secret: str,
    worker_id: str | None = None,
    person_id: str | None = None,
    with_names: bool = False,
) -> str:
    """Open a calendar for a worker or a person, and return its id.

    Parameters
    ----------
    secret
        What its address will hold, of 128 random bits or more; only a hash is kept.
    worker_id, person_id
        The row of its owner; one of the two.

    Raises
    ------
    NotThere
        If the owner is not of this service.
    """
    for table, row_id in ((WORKERS, worker_id), (PEOPLE, person_id)):
        if row_id and unit.row(table, row_id)["service_id"] != service_id:
            raise NotThere(table.name)
    row = {
        "worker_id": worker_id,
        "person_id": person_id,
        "secret_hash": _hashed(secret),
        "with_names": with_names,
        "opened_at": unit.at,
        "expires_at": unit.at + LASTS,
        "revoked_at": None,
        "used_at": None,
    }
    return unit.add(CALENDAR_FEEDS, service_id, [row])[0]


def revoke_feed(unit: Unit, feed_id: str, *, version: int) -> None:
    """End a calendar at once.

    Raises
    ------
    NotThere
        If there is no such calendar.
    ChangedMeanwhile
        If somebody else changed it since.
    """
    ended = {"revoked_at": unit.at}
    unit.change(CALENDAR_FEEDS, feed_id, version=version, values=ended)


def feeds_of(
    connection: Connection,
    *,
    worker_id: str | None = None,
    person_id: str | None = None,
) -> tuple[CalendarFeed, ...]:
    """Return every calendar somebody ever had, the newest first."""
    found = connection.execute(
        select(CALENDAR_FEEDS)
        .where(
            CALENDAR_FEEDS.c.worker_id.is_not_distinct_from(worker_id),
            CALENDAR_FEEDS.c.person_id.is_not_distinct_from(person_id),
        )
        .order_by(CALENDAR_FEEDS.c.opened_at.desc(), CALENDAR_FEEDS.c.id)
    )
    return tuple(_feed(row) for row in found)


def find_feed(
    connection: Connection, secret: str, *, at: datetime, today: date
) -> CalendarFeed:
    """Return the calendar of a secret.

    It is looked up by the secret's hash, so that the time it takes tells nothing of
    the secret.

    Parameters
    ----------
    today
        The local day: a worker who has left has no calendar any more.

    Raises
    ------
    NotThere
        Alike for a secret nobody has, a calendar that is revoked or has expired, one of
        a worker who has left, or whose account opened it and is theirs no more, and one
        of a person whose support has ended.
    """
    digest = _hashed(secret)
    row = connection.execute(
        _with_owner().where(CALENDAR_FEEDS.c.secret_hash == digest)
    ).first()
    if row is None or not hmac.compare_digest(row.secret_hash, digest):
        raise NotThere(CALENDAR_FEEDS.name)
    feed = _feed(row)
    is_theirs = _is_a_workers(row, today) or _is_a_persons(row)
    if not (is_theirs and feed.is_open_at(at)):
        raise NotThere(CALENDAR_FEEDS.name)
    return feed


def _with_owner() -> Select[Any]:
    """Return calendars, with what says whether their owners still have them."""
    opened = and_(
        FACTS.c.about == CALENDAR_FEEDS.name,
        FACTS.c.row_id == CALENDAR_FEEDS.c.id,
        FACTS.c.version == 1,
    )
    by_account = and_(ACCOUNTS.c.id == FACTS.c.author_id, ACCOUNTS.c.is_active)
    as_worker = and_(
        MEMBERSHIPS.c.account_id == ACCOUNTS.c.id,
        MEMBERSHIPS.c.worker_id == CALENDAR_FEEDS.c.worker_id,
    )
    return (
        select(
            CALENDAR_FEEDS,
            WORKERS.c.is_listed,
            WORKERS.c.leaves_on,
            MEMBERSHIPS.c.id.label("membership_id"),
            PEOPLE.c.status,
        )
        .outerjoin(WORKERS, WORKERS.c.id == CALENDAR_FEEDS.c.worker_id)
        .outerjoin(PEOPLE, PEOPLE.c.id == CALENDAR_FEEDS.c.person_id)
        .outerjoin(FACTS, opened)
        .outerjoin(ACCOUNTS, by_account)
        .outerjoin(MEMBERSHIPS, as_worker)
    )


def _is_a_workers(row: Row[Any], today: date) -> bool:
    """Whether whoever opened it still signs in as that worker, who is still here."""
    has_left = row.leaves_on is not None and row.leaves_on <= today
    is_here = row.worker_id is not None and row.is_listed and not has_left
    return is_here and row.membership_id is not None


def _is_a_persons(row: Row[Any]) -> bool:
    return row.person_id is not None and row.status is not Status.CLOSED


def note_use(connection: Connection, feed_id: str, *, at: datetime) -> None:
    """Note that a calendar was fetched; this is no new version and no fact."""
    connection.execute(
        update(CALENDAR_FEEDS).where(CALENDAR_FEEDS.c.id == feed_id).values(used_at=at)
    )


def events_of(
    connection: Connection, feed: CalendarFeed, *, on: date
) -> tuple[CalendarEvent, ...]:
    """Return what a calendar shows on a day; people and workers go by their rows."""
    whose = (
        PLANNED_CONTACTS.c.worker_id == feed.worker_id
        if feed.worker_id
        else PLANNED_CONTACTS.c.person_id == feed.person_id
    )
    found = connection.execute(select(PLANNED_CONTACTS).where(whose))
    return still_shown((event_of(as_values(row)) for row in found), on=on)


def names_in(
    connection: Connection, events: Sequence[CalendarEvent]
) -> Mapping[str, str]:
    """Return what the people and workers of events are known as, by their rows."""
    named: dict[str, str] = {}
    for column, ids in (
        (PEOPLE.c.known_as, {event.contact.person_id for event in events}),
        (WORKERS.c.name, {event.contact.worker_id for event in events}),
    ):
        rows = select(column.table.c.id, column).where(column.table.c.id.in_(ids))
        named.update({row[0]: row[1] for row in connection.execute(rows)})
    return named


def _feed(row: Row[Any]) -> CalendarFeed:
    values = as_values(row)
    names = [each.name for each in fields(CalendarFeed) if each.name in values]
    return CalendarFeed(feed_id=row.id, **{name: values[name] for name in names})


def _hashed(secret: str) -> str:
    return sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
