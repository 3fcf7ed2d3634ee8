"""A worker's week on a phone: the next contact, today, the week, what is coming."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from hashlib import sha256
from itertools import groupby
from typing import ClassVar

from cti.access import Actor, Membership
from cti.calendar import DAYS_PER_WEEK, on_the_wall
from cti.errors import NotThere
from cti.plans.calendar_feeds import CalendarFeed
from cti.usecases.contacts import ContactSeen
from cti.usecases.installing import Store
from cti.usecases.my_calendars import my_feeds
from cti.usecases.my_caseload import CoverSeen, covers, my_caseload
from cti.usecases.my_week import Week, two_weeks, who_comes_along
from cti.usecases.phones import phone_for
from dashboards.pages.calling import Call, call_of
from dashboards.pages.contact_card import (
    ContactCard,
    card_of,
    clock,
    is_to_come,
    short,
)
from dashboards.pages.my_caseload import CaseloadCard, caseload_card

COVER_AHEAD = timedelta(days=13)
"""So far beyond today it is told who covers for whom."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day of a week.

    Attributes
    ----------
    away
        How far it is from today.
    """

    iso: str
    day: str
    away: str
    cards: tuple[ContactCard, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekPage:
    """A worker's week.

    Attributes
    ----------
    is_worker
        Whether the account is a worker's at all.
    is_this_week
        Whether it is the week of today.
    today
        The day it is, in full.
    next
        Whom they meet next; None if nobody this week.
    call
        How to reach whom they meet next today; None for nobody, or nobody knows.
    rest_of_today
        Everybody else they meet today.
    still_to_say
        Contacts of earlier days of which nothing is said yet.
    days
        The days of the week on which there is something.
    week
        Its first and last day, in words.
    previous, following
        Where the weeks before and after are.
    covered_by, covering
        Who meets people instead of them, and whom they meet instead of others.
    calendar
        How fresh their phone's calendar is, in words; empty if there is none.
    as_at
        The moment the page was made, in words; and for machines.
    whose
        Tells on a phone one account from another, and nobody who it is.
    """

    template: ClassVar[str] = "site/my_week.html"
    title: ClassVar[str] = "My week"

    is_worker: bool
    is_this_week: bool
    today: str
    next: ContactCard | None
    call: Call | None
    rest_of_today: tuple[ContactCard, ...]
    still_to_say: tuple[ContactCard, ...]
    days: tuple[Day, ...]
    week: str
    previous: str
    following: str
    caseloads: tuple[CaseloadCard, ...]
    covered_by: tuple[str, ...]
    covering: tuple[str, ...]
    calendar: str
    as_at: str
    as_at_iso: str
    whose: str


def week_page(
    store: Store, actor: Actor, week_of: date | None, *, at: datetime
) -> WeekPage:
    """Lay out the week of a day, or of today."""
    now = on_the_wall(at)
    today = now.date()
    before, week = two_weeks(store, actor, week_of or today, on=today)
    is_this_week = week.from_on <= today <= week.to_on
    cover = covers(
        store,
        actor,
        min(week.from_on, today),
        max(week.to_on, today + COVER_AHEAD),
        on=today,
    )
    both = [*before, *week.contacts]
    lay_out = partial(
        card_of,
        now=now,
        instead_of={each.contact_id: each.for_worker for each in cover},
        along=who_comes_along(store, actor, {each.id for each in both}, on=today),
    )
    coming = [each for each in week.contacts if is_to_come(each, now)]
    first = coming[0] if is_this_week and coming else None
    mine = [each for each in actor.memberships if each.worker_id]
    workers = {each.worker_id for each in mine}
    return WeekPage(
        is_worker=bool(mine),
        is_this_week=is_this_week,
        today=f"{today:%A} {today.day} {today:%B}",
        next=lay_out(first) if first else None,
        call=_call(store, actor, first, today),
        rest_of_today=tuple(
            lay_out(each)
            for each in week.contacts
            if is_this_week and each.at.date() == today and each is not first
        ),
        still_to_say=tuple(map(lay_out, _unsaid(both, today))),
        days=tuple(_days(week, lay_out)),
        week=f"{short(week.from_on)} to {short(week.to_on)}",
        previous=_address(week.from_on - timedelta(days=DAYS_PER_WEEK), today),
        following=_address(week.to_on + timedelta(days=1), today),
        caseloads=tuple(_caseloads(store, mine, today)),
        covered_by=_covered(cover, today, workers),
        covering=_covering(cover, today, workers),
        calendar=freshness(my_feeds(store, actor), at),
        as_at=clock(now),
        as_at_iso=at.isoformat(),
        whose=sha256(f"week {actor.account_id}".encode()).hexdigest()[:16],
    )


def _call(
    store: Store, actor: Actor, first: ContactSeen | None, today: date
) -> Call | None:
    """Return how to reach whom somebody meets next, on the day itself."""
    if first is None or first.at.date() != today:
        return None
    return call_of(phone_for(store, actor, first.person_id, on=today))


def freshness(feeds: Sequence[CalendarFeed], at: datetime) -> str:
    """Say when a phone last fetched one of somebody's calendars; empty for none."""
    open_now = [each for each in feeds if each.is_open_at(at)]
    if not open_now:
        return ""
    used = [each.used_at for each in open_now if each.used_at is not None]
    if not used:
        return "No phone has fetched it yet."
    return f"Last fetched {clock(on_the_wall(max(used)))}."


def _caseloads(
    store: Store, mine: Sequence[Membership], today: date
) -> Iterator[CaseloadCard]:
    """Yield what the account's workers hold; nothing of one on no list any more."""
    for each in mine:
        with suppress(NotThere):
            held = my_caseload(store, each, on=today)
            yield caseload_card(held, today, is_one_of_several=len(mine) > 1)


def _unsaid(contacts: Sequence[ContactSeen], today: date) -> Iterator[ContactSeen]:
    """Yield what was before today, each once, of which nothing is said."""
    seen: set[str] = set()
    for each in contacts:
        is_open = not (each.is_settled or each.is_cancelled)
        if is_open and each.at.date() < today and each.id not in seen:
            seen.add(each.id)
            yield each


def _days(week: Week, lay_out: Callable[[ContactSeen], ContactCard]) -> Iterator[Day]:
    for day, contacts in groupby(week.contacts, key=lambda each: each.at.date()):
        cards = tuple(map(lay_out, contacts))
        yield Day(
            iso=day.isoformat(),
            day=f"{day:%A} {day.day} {day:%B}",
            away=cards[0].away,
            cards=cards,
        )


def _address(monday: date, today: date) -> str:
    is_now = monday <= today < monday + timedelta(days=DAYS_PER_WEEK)
    return "/my-week" if is_now else f"/my-week?week={monday.isoformat()}"


def _covered(
    cover: Sequence[CoverSeen], today: date, mine: set[str | None]
) -> tuple[str, ...]:
    return tuple(
        f"{clock(each.at)}: {each.worker} meets {each.known_as}"
        for each in cover
        if each.for_worker_id in mine and each.at.date() >= today
    )


def _covering(
    cover: Sequence[CoverSeen], today: date, mine: set[str | None]
) -> tuple[str, ...]:
    return tuple(
        f"{clock(each.at)}: you meet {each.known_as} instead of {each.for_worker}"
        for each in cover
        if each.worker_id in mine and each.at.date() >= today
    )
