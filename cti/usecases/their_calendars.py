"""The calendars of a person who wishes one: opened and ended by who works with them."""

from collections.abc import Sequence
from datetime import datetime

from cti.access import Actor
from cti.caseload.people import Status
from cti.errors import NotNow, NotThere
from cti.plans.calendar_feeds import CalendarFeed
from cti.store import calendars as kept
from cti.store.tables import CALENDAR_FEEDS, PEOPLE
from cti.store.unit import Store
from cti.usecases.calendars import OpenedFeed, open_feed


def their_feeds(store: Store, person_id: str) -> Sequence[CalendarFeed]:
    """Return every calendar a person ever had, the newest first."""
    with store.reading() as connection:
        return kept.feeds_of(connection, person_id=person_id)


def open_theirs(
    store: Store,
    actor: Actor,
    person_id: str,
    *,
    with_names: bool,
    at: datetime,
) -> OpenedFeed:
    """Open a calendar of a person's own contacts, for a year.

    Parameters
    ----------
    with_names
        Whether it names their workers. Nothing tells who is met otherwise.

    Raises
    ------
    NotNow
        If their support has ended.
    """
    with store.unit(author_id=actor.account_id, at=at) as unit:
        person = unit.row(PEOPLE, person_id)
        if person["status"] is Status.CLOSED:
            msg = "Their support has ended."
            raise NotNow(msg, hint="There is nothing ahead to show in a calendar.")
        return open_feed(
            unit, person["service_id"], person_id=person_id, with_names=with_names
        )


def revoke_theirs(
    store: Store, actor: Actor, person_id: str, feed_id: str, *, at: datetime
) -> None:
    """End a calendar of a person's at once; one that has ended stays so.

    Raises
    ------
    NotThere
        If they have no such calendar.
    """
    with store.unit(author_id=actor.account_id, at=at) as unit:
        for feed in kept.feeds_of(unit.connection, person_id=person_id):
            if feed.feed_id == feed_id:
                if feed.revoked_at is None:
                    kept.revoke_feed(unit, feed_id, version=feed.version)
                return
        raise NotThere(CALENDAR_FEEDS.name)
