"""Letters to be sent: written with what they tell of, claimed by one, sent, ended.

Whoever sends a letter holds a lease on it; once it is over, another may send it. So a
letter is sent at least once, and in normal running once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, insert, or_, select, update

from cti.plans.life import LetterKind
from cti.store.accounts import Account, account_of
from cti.store.plain import Values
from cti.store.tables import LETTERS, MEMBERSHIPS, SERVICES
from cti.store.unit import Store, Unit, as_values, new_id

LEASE = timedelta(minutes=5)
"""Longer than sending one letter takes, whatever the mail server does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A letter that one sender has taken on.

    Attributes
    ----------
    claim_id
        Tells this time from any other.
    attempt
        The how manieth it is, from 1.
    """

    letter_id: str
    claim_id: str
    attempt: int
    kind: LetterKind
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter, and to whom.

    Attributes
    ----------
    email
        Where it goes.
    service_name
        Empty where there is none, or none of which a letter may tell.
    number
        Of how many people it tells.
    at
        When what it tells of was done.
    """

    letter_id: str
    kind: LetterKind
    account_id: str
    email: str
    service_name: str
    number: int
    at: datetime


def write(
    unit: Unit,
    service_id: str | None,
    letters: Iterable[tuple[str, LetterKind, int]],
) -> None:
    """Write letters, in the unit that does what they tell of.

    Parameters
    ----------
    letters
        Whom to write to, about what, and about how many people.
    """
    rows = [
        {
            "id": new_id(),
            "account_id": account_id,
            "service_id": service_id,
            "kind": kind,
            "number": number,
            "at": unit.at,
            "next_at": unit.at,
            "attempts": 0,
        }
        for account_id, kind, number in letters
    ]
    if rows:
        unit.connection.execute(insert(LETTERS), rows)


def claim(store: Store, *, at: datetime, most: int) -> Sequence[Claim]:
    """Take on letters that wait, the longest waiting first; others take others."""
    waiting = _waiting(at)
    with store.reading() as connection:
        # Who has nothing to do must not keep others from writing.
        there = select(LETTERS.c.id).where(waiting).limit(1)
        if connection.execute(there).first() is None:
            return []
    oldest = select(LETTERS).where(waiting).order_by(LETTERS.c.next_at, LETTERS.c.id)
    claim_id = new_id()
    with store.writing() as connection:
        rows = connection.execute(
            oldest.limit(most).with_for_update(skip_locked=True)
        ).all()
        connection.execute(
            update(LETTERS)
            .where(LETTERS.c.id.in_([row.id for row in rows]))
            .values(
                claim_id=claim_id,
                lease_until=at + LEASE,
                attempts=LETTERS.c.attempts + 1,
            )
        )
    return [
        Claim(
            letter_id=row.id,
            claim_id=claim_id,
            attempt=row.attempts + 1,
            kind=row.kind,
            at=row.at,
        )
        for row in rows
    ]


def take_up(connection: Connection, claimed: Claim, *, at: datetime) -> bool:
    """Hold a letter for one more lease, just before it is sent.

    Returns
    -------
    Whether it is still this sender's.
    """
    return _change_mine(connection, claimed, {"lease_until": at + LEASE})


def addressed(connection: Connection, claimed: Claim) -> Letter | None:
    """Return a letter with where it goes; None if nobody is to have it any more.

    Somebody whose account has ended is not written to, nor is one who is nothing any
    more in the service it tells of.
    """
    row = connection.execute(
        select(LETTERS).where(LETTERS.c.id == claimed.letter_id)
    ).one()
    account = account_of(connection, row.account_id)
    if not _may_have(connection, account, row.kind, row.service_id):
        return None
    return Letter(
        letter_id=row.id,
        kind=row.kind,
        account_id=account.id,
        email=account.email,
        service_name=_name(connection, row.service_id),
        number=row.number,
        at=row.at,
    )


def mark_sent(store: Store, claimed: Claim, *, at: datetime) -> None:
    """Keep that a letter was sent."""
    with store.writing() as connection:
        _change_mine(connection, claimed, {"sent_at": at, **_LET_GO})


def give_up(store: Store, claimed: Claim, *, at: datetime) -> None:
    """Keep that a letter is sent no more."""
    with store.writing() as connection:
        _change_mine(connection, claimed, {"given_up_at": at, **_LET_GO})


def put_off(store: Store, claimed: Claim, *, until: datetime) -> None:
    """Let a letter be sent later."""
    with store.writing() as connection:
        _change_mine(connection, claimed, {"next_at": until, **_LET_GO})


def put_back(store: Store, claimed: Claim) -> None:
    """Let others send a letter, as if nobody had taken it on."""
    values = {"attempts": claimed.attempt - 1, **_LET_GO}
    with store.writing() as connection:
        _change_mine(connection, claimed, values)


_LET_GO: Values = {"claim_id": None, "lease_until": None}


def _waiting(at: datetime) -> ColumnElement[bool]:
    free = or_(LETTERS.c.lease_until.is_(None), LETTERS.c.lease_until < at)
    waits = LETTERS.c.sent_at.is_(None) & LETTERS.c.given_up_at.is_(None)
    return waits & (LETTERS.c.next_at <= at) & free


def _change_mine(connection: Connection, claimed: Claim, values: Values) -> bool:
    mine = (
        update(LETTERS)
        .where(
            LETTERS.c.id == claimed.letter_id, LETTERS.c.claim_id == claimed.claim_id
        )
        .values(**values)
    )
    return connection.execute(mine).rowcount == 1


def _may_have(
    connection: Connection, account: Account, kind: LetterKind, service_id: str | None
) -> bool:
    if kind is LetterKind.INVITATION:
        return account.is_active
    if service_id is None or not account.may_sign_in:
        return account.may_sign_in
    is_in = select(MEMBERSHIPS.c.id).where(
        MEMBERSHIPS.c.account_id == account.id, MEMBERSHIPS.c.service_id == service_id
    )
    return connection.execute(is_in).first() is not None


def _name(connection: Connection, service_id: str | None) -> str:
    """Return what a service is called, unless nobody is to know that it exists."""
    if service_id is None:
        return ""
    row = as_values(
        connection.execute(select(SERVICES).where(SERVICES.c.id == service_id)).one()
    )
    return "" if row["is_hidden"] else str(row["name"])
