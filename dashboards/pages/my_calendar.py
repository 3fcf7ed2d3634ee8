"""The calendars a worker's phone may fetch: open one, end one, how fresh they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from cti.access import Actor
from cti.calendar import on_the_wall
from cti.plans.calendar_feeds import CalendarFeed
from cti.usecases.installing import Store
from cti.usecases.my_calendars import my_feeds
from cti.usecases.services import one_service
from dashboards.pages.contact_card import clock, short
from dashboards.pages.words import short_day
from dashboards.site.forms import Form


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLine:
    """A calendar that may be fetched.

    Attributes
    ----------
    fetched
        When a phone did so last, in words.
    names
        Whether it says who is met, in words.
    """

    id: str
    opened: str
    ends: str
    fetched: str
    names: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarPage:
    """The calendars of a worker.

    Attributes
    ----------
    address
        Where the one is fetched that was just opened; told this once, else empty.
    feeds
        Those that may be fetched, the newest first.
    services
        What each is called, with its id, for who works in several; else nothing.
    """

    template: ClassVar[str] = "site/my_calendar.html"
    title: ClassVar[str] = "Calendar on your phone"

    form: Form
    address: str
    feeds: tuple[FeedLine, ...]
    services: tuple[tuple[str, str], ...]


def calendar_page(
    store: Store, actor: Actor, form: Form, *, address: str, at: datetime
) -> CalendarPage:
    """Lay out the calendars that may be fetched at a moment."""
    today = on_the_wall(at).date()
    mine = [each.service_id for each in actor.memberships if each.worker_id]
    several = mine if len(mine) > 1 else []
    return CalendarPage(
        form=form,
        address=address,
        feeds=_lines(my_feeds(store, actor), at),
        services=tuple(
            (each, one_service(store, actor, each, on=today).name) for each in several
        ),
    )


def _lines(feeds: Sequence[CalendarFeed], at: datetime) -> tuple[FeedLine, ...]:
    return tuple(
        FeedLine(
            id=each.feed_id,
            opened=short(on_the_wall(each.opened_at).date()),
            ends=short_day(on_the_wall(each.expires_at).date()),
            fetched=clock(on_the_wall(each.used_at)) if each.used_at else "not yet",
            names="says who you meet" if each.with_names else "names nobody",
        )
        for each in feeds
        if each.is_open_at(at)
    )
