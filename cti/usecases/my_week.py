"""A worker's week: what they are to do, and who else comes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from cti.access import Actor
from cti.calendar import DAYS_PER_WEEK
from cti.store import coming_along
from cti.store.contacts import ContactSeen, Wanted
from cti.store.unit import Store
from cti.usecases.contacts import contacts

MOST_IN_TWO_WEEKS = 1000
"""More than anybody can hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """A worker's week.

    Attributes
    ----------
    from_on, to_on
        Its Monday and its Sunday.
    """

    from_on: date
    to_on: date
    contacts: tuple[ContactSeen, ...]


def my_week(store: Store, actor: Actor, week_of: date, *, on: date) -> Week:
    """Return what whoever asks is to do in a week, in order of time.

    Parameters
    ----------
    week_of
        Any day of it.
    """
    monday = week_of - timedelta(days=week_of.weekday())
    sunday = monday + timedelta(days=DAYS_PER_WEEK - 1)
    mine = _mine(store, actor, monday, sunday, on=on)
    return Week(from_on=monday, to_on=sunday, contacts=mine)


def two_weeks(
    store: Store, actor: Actor, week_of: date, *, on: date
) -> tuple[tuple[ContactSeen, ...], Week]:
    """Return what whoever asks was to do in the week before today's, and a week.

    Parameters
    ----------
    week_of
        Any day of that one.
    """
    monday = on - timedelta(days=on.weekday())
    last_monday = monday - timedelta(days=DAYS_PER_WEEK)
    sunday = monday + timedelta(days=DAYS_PER_WEEK - 1)
    if not monday <= week_of <= sunday:
        before = _mine(store, actor, last_monday, monday - timedelta(days=1), on=on)
        return before, my_week(store, actor, week_of, on=on)
    both = _mine(store, actor, last_monday, sunday, on=on)
    before = tuple(each for each in both if each.at.date() < monday)
    this = Week(from_on=monday, to_on=sunday, contacts=both[len(before) :])
    return before, this


def who_comes_along(
    store: Store, actor: Actor, contact_ids: Collection[str], *, on: date
) -> Mapping[str, tuple[str, ...]]:
    """Return who else comes to contacts people were told of, by the contact."""
    with store.reading() as connection:
        return coming_along.who_comes_along(connection, actor, contact_ids, on=on)


def _mine(
    store: Store, actor: Actor, from_on: date, to_on: date, *, on: date
) -> tuple[ContactSeen, ...]:
    mine = tuple(each.worker_id for each in actor.memberships if each.worker_id)
    wanted = Wanted(worker_ids=mine, from_on=from_on, to_on=to_on)
    part = contacts(store, actor, wanted, on=on, after=None, limit=MOST_IN_TWO_WEEKS)
    return tuple(part.items)
