"""What those who look after accounts are told of each, and somebody of their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    ScalarSelect,
    Select,
    and_,
    exists,
    func,
    or_,
    select,
    true,
)

from cti.errors import NotThere
from cti.store.alike import like
from cti.store.keyset import Part, Place, part_of
from cti.store.roles_told import RoleTold, roles_told
from cti.store.tables import ACCOUNTS, IDENTITIES, LETTERS, MEMBERSHIPS


class AccountState(Enum):
    """Where an account stands: not let in yet, let in, or over."""

    WAITING = "waiting"
    IN_USE = "in use"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Among:
    """Which accounts are wanted; all, unless something is said.

    Attributes
    ----------
    said
        A part of the name or of the e-mail address.
    state
        None for any.
    """

    said: str = ""
    state: AccountState | None = None


ALL = Among()


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountTold:
    """An account, without anything that proves whose it is.

    Attributes
    ----------
    invited_by, approved_by
        The accounts of who did; None for the first of all, and while nobody has.
    has_password
        Whether they have followed their link.
    asks_for_code
        Whether a password alone is not enough.
    is_bound
        Whether somebody at an identity provider signs in to it.
    letter_lost_at
        When a letter to its address was given up, if none has been sent since.
    roles
        What it is in its services.
    """

    id: str
    email: str
    name: str
    is_administrator: bool
    is_active: bool
    invited_at: datetime
    invited_by: str | None
    approved_by: str | None
    has_password: bool
    asks_for_code: bool
    is_bound: bool
    letter_lost_at: datetime | None
    roles: Sequence[RoleTold]

    @property
    def is_approved(self) -> bool:
        """Whether somebody has let them in."""
        return self.approved_by is not None


def accounts_told(
    connection: Connection, *, after: Place, limit: int, among: Among = ALL
) -> Part[AccountTold]:
    """Return accounts, by e-mail address.

    Raises
    ------
    UnknownCursor
        If nobody gave that place.
    """
    found = part_of(
        connection,
        _all().where(_said(among.said), _is_in(among.state)),
        ACCOUNTS.c.email,
        ACCOUNTS.c.id,
        after=after,
        limit=limit,
    )
    roles = roles_told(connection, [row.id for row in found.items])
    return found.each(lambda row: _told(row, roles.get(row.id, ())))


def account_told(connection: Connection, account_id: str) -> AccountTold:
    """Return one account.

    Raises
    ------
    NotThere
        If there is none.
    """
    row = connection.execute(_all().where(ACCOUNTS.c.id == account_id)).first()
    if row is None:
        raise NotThere(ACCOUNTS.name)
    return _told(row, roles_told(connection, [account_id]).get(account_id, ()))


def _all() -> Select[Any]:
    return select(
        ACCOUNTS,
        exists().where(IDENTITIES.c.account_id == ACCOUNTS.c.id).label("is_bound"),
        _last_lost().label("lost_at"),
        _last_sent().label("sent_at"),
    )


def _said(words: str) -> ColumnElement[bool]:
    if not words:
        return true()
    names = (ACCOUNTS.c.name, ACCOUNTS.c.email)
    return or_(*(like(each, words) for each in names))


def _is_in(state: AccountState | None) -> ColumnElement[bool]:
    if state is None:
        return true()
    if state is AccountState.ENDED:
        return ACCOUNTS.c.is_active.is_(False)
    waits = ACCOUNTS.c.approved_by.is_(None)
    approved = waits if state is AccountState.WAITING else ~waits
    return and_(ACCOUNTS.c.is_active.is_(True), approved)


def _told(row: Row[Any], roles: Sequence[RoleTold]) -> AccountTold:
    lost_at, sent_at = row.lost_at, row.sent_at
    arrived = lost_at is not None and sent_at is not None and sent_at > lost_at
    return AccountTold(
        id=row.id,
        email=row.email,
        name=row.name,
        is_administrator=row.is_administrator,
        is_active=row.is_active,
        invited_at=row.invited_at,
        invited_by=row.invited_by,
        approved_by=row.approved_by,
        has_password=row.password_hash is not None,
        asks_for_code=row.totp_secret is not None and row.totp_is_confirmed,
        is_bound=row.is_bound,
        letter_lost_at=lost_at if row.is_active and not arrived else None,
        roles=roles,
    )


def _last_lost() -> ScalarSelect[datetime | None]:
    """Return when the last letter was given up that somebody was still to have."""
    is_in = exists().where(
        MEMBERSHIPS.c.account_id == LETTERS.c.account_id,
        MEMBERSHIPS.c.service_id == LETTERS.c.service_id,
    )
    theirs = LETTERS.c.account_id == ACCOUNTS.c.id
    to_have = or_(LETTERS.c.service_id.is_(None), is_in)
    lost = select(func.max(LETTERS.c.given_up_at)).where(theirs, to_have)
    return lost.correlate(ACCOUNTS).scalar_subquery()


def _last_sent() -> ScalarSelect[datetime | None]:
    sent = select(func.max(LETTERS.c.sent_at))
    theirs = LETTERS.c.account_id == ACCOUNTS.c.id
    return sent.where(theirs).correlate(ACCOUNTS).scalar_subquery()
