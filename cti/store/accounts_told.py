"""What those who look after accounts are told of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, ScalarSelect, exists, func, or_, select

from cti.store.accounts import Account
from cti.store.tables import ACCOUNTS, IDENTITIES, LETTERS, MEMBERSHIPS
from cti.store.unit import as_values


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountTold(Account):
    """An account, with what its owner could not tell anybody.

    Attributes
    ----------
    is_bound
        Whether somebody at an identity provider signs in to it.
    letter_lost_at
        When a letter to its address was given up, if none has been sent since.
    """

    is_bound: bool
    letter_lost_at: datetime | None


def accounts_told(connection: Connection) -> Sequence[AccountTold]:
    """Return every account, by e-mail address."""
    rows = connection.execute(
        select(
            ACCOUNTS,
            exists().where(IDENTITIES.c.account_id == ACCOUNTS.c.id).label("is_bound"),
            _last_lost().label("letter_lost_at"),
            _last_sent().label("letter_sent_at"),
        ).order_by(ACCOUNTS.c.email)
    )
    return [_told(as_values(row)) for row in rows]


def _told(row: dict[str, Any]) -> AccountTold:
    sent_at, lost_at = row.pop("letter_sent_at"), row["letter_lost_at"]
    arrived = lost_at is not None and sent_at is not None and sent_at > lost_at
    if arrived or not row["is_active"]:
        row["letter_lost_at"] = None
    return AccountTold(**row)


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
