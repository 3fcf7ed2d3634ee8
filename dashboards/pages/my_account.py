"""One's own account, laid out from what is kept of it."""

from collections.abc import Sequence
from datetime import datetime

from cti.access import Actor, Permission
from cti.access.rules import OF_A_PERSON, OF_A_SERVICE, OF_ONESELF, OF_THE_HOUSE
from cti.plans.calendar_feeds import CalendarFeed
from cti.usecases import my_calendars, own_account, signing_in
from cti.usecases.accounts_told import my_account
from cti.usecases.installing import Store
from dashboards.pages.accounts import role_words
from dashboards.pages.me import LASTS, SCOPES, FeedRow, MePage, SessionRow, TokenRow
from dashboards.pages.moments import moment
from dashboards.site.forms import Form


def may_be_issued(actor: Actor) -> Sequence[Permission]:
    """Return what an account's tokens may be good for: what its roles may do."""
    roles = {each.role for each in actor.memberships}
    may = set(OF_ONESELF)
    if actor.is_administrator:
        may |= OF_THE_HOUSE
    for table in (OF_A_PERSON, OF_A_SERVICE):
        may |= {action for action, those in table.items() if roles & set(those)}
    return [each for each in SCOPES if each in may]


def me_page(
    store: Store,
    actor: Actor,
    *,
    form: Form,
    at: datetime,
    may_ask_for_codes: bool,
    notice: str = "",
) -> MePage:
    """Lay out somebody's own account."""
    account = my_account(store, actor)
    works_in = {each.service_id for each in actor.memberships if each.worker_id}
    roles = tuple(map(role_words, account.roles))
    return MePage(
        form=form,
        name=account.name,
        email=account.email,
        roles=("Looks after accounts",) if account.is_administrator else roles,
        has_password=account.has_password,
        asks_for_code=account.asks_for_code,
        may_ask_for_codes=may_ask_for_codes,
        sessions=_sessions(store, actor, at),
        tokens=_tokens(store, actor, at),
        feeds=tuple(_feed(each, at) for each in my_calendars.my_feeds(store, actor)),
        feed_services=tuple(
            (each.service_id, each.service)
            for each in account.roles
            if each.service_id in works_in
        ),
        scopes=tuple((each.value, SCOPES[each]) for each in may_be_issued(actor)),
        lasts=tuple(LASTS.items()),
        notice=notice,
    )


def _sessions(store: Store, actor: Actor, at: datetime) -> tuple[SessionRow, ...]:
    return tuple(
        SessionRow(id=each.id, began=moment(each.began_at), seen=moment(each.seen_at))
        for each in signing_in.my_sessions(store, actor, at=at)
    )


def _tokens(store: Store, actor: Actor, at: datetime) -> tuple[TokenRow, ...]:
    return tuple(
        TokenRow(
            id=each.id,
            name=each.name,
            begins=f"cti_{each.prefix}",
            may=tuple(
                words for scope, words in SCOPES.items() if scope.value in each.scopes
            ),
            expires=moment(each.expires_at),
            used=moment(each.seen_at) if each.seen_at else "",
            ended=_ended(each.revoked_at, each.expires_at, at),
        )
        for each in own_account.my_tokens(store, actor)
    )


def _feed(feed: CalendarFeed, at: datetime) -> FeedRow:
    return FeedRow(
        id=feed.feed_id,
        names="What people are called" if feed.with_names else "Nobody’s name",
        opened=moment(feed.opened_at),
        expires=moment(feed.expires_at),
        used=moment(feed.used_at) if feed.used_at else "",
        ended=_ended(feed.revoked_at, feed.expires_at, at),
    )


def _ended(revoked_at: datetime | None, expires_at: datetime, at: datetime) -> str:
    if revoked_at is not None:
        return f"Ended {moment(revoked_at)}"
    return "" if at < expires_at else f"Expired {moment(expires_at)}"
