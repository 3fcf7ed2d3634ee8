"""One's own calendars for phones: open one, list them, end one."""

from collections.abc import Sequence
from datetime import datetime

from cti.access import Actor
from cti.errors import BreaksARule, NotAllowed, NotThere
from cti.plans.calendar_feeds import CalendarFeed
from cti.store import calendars as kept
from cti.store.tables import CALENDAR_FEEDS
from cti.store.unit import Store
from cti.usecases.calendars import OpenedFeed, open_feed


def my_feeds(store: Store, actor: Actor) -> Sequence[CalendarFeed]:
    """Return every calendar the account's workers ever had, the newest first."""
    found: list[CalendarFeed] = []
    with store.reading() as connection:
        for _, worker_id in _workers(actor):
            found += kept.feeds_of(connection, worker_id=worker_id)
    return sorted(found, key=lambda feed: (feed.opened_at, feed.feed_id), reverse=True)


def open_mine(
    store: Store,
    actor: Actor,
    *,
    service_id: str | None,
    with_names: bool,
    at: datetime,
) -> OpenedFeed:
    """Open a calendar of the account's own contacts, for a year.

    Parameters
    ----------
    service_id
        In which service; needed by who works in more than one.
    with_names
        Whether it names who is met. Nothing tells otherwise.

    Raises
    ------
    NotAllowed
        If the account is no worker's there.
    BreaksARule
        If it is not said in which of several services.
    """
    mine = [each for each in _workers(actor) if service_id in (None, each[0])]
    if not mine:
        raise NotAllowed(because="only a worker has contacts to show")
    if len(mine) > 1:
        msg = "This account works in more than one service."
        raise BreaksARule(msg, hint="Say of which service the calendar is to be.")
    ((theirs, worker_id),) = mine
    with store.unit(author_id=actor.account_id, at=at) as unit:
        return open_feed(unit, theirs, worker_id=worker_id, with_names=with_names)


def revoke_mine(store: Store, actor: Actor, feed_id: str, *, at: datetime) -> None:
    """End a calendar of one's own at once; one that has ended stays so.

    Raises
    ------
    NotThere
        If this account has no such calendar.
    """
    with store.unit(author_id=actor.account_id, at=at) as unit:
        for _, worker_id in _workers(actor):
            for feed in kept.feeds_of(unit.connection, worker_id=worker_id):
                if feed.feed_id == feed_id:
                    if feed.revoked_at is None:
                        kept.revoke_feed(unit, feed_id, version=feed.version)
                    return
        raise NotThere(CALENDAR_FEEDS.name)


def _workers(actor: Actor) -> list[tuple[str, str]]:
    """Return the services an account works in, and as which worker."""
    return [
        (each.service_id, each.worker_id)
        for each in actor.memberships
        if each.worker_id is not None
    ]
