"""What somebody holds that proves who they are: sessions, tokens, links and codes.

Only hashes are kept. What is taken once is taken by one statement, so that of two who
come at the same time one is too late.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, insert, or_, select, update

from cti.access import Actor, Permission
from cti.errors import NotThere
from cti.store.accounts import actor_of, hash_of
from cti.store.tables import ACCOUNTS, LINKS, RECOVERY_CODES, SESSIONS, TOKENS
from cti.store.unit import Unit, new_id

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
SEEN_EVERY = timedelta(minutes=1)
"""How exactly it is known when a session was last used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A session or a token that was used.

    Attributes
    ----------
    is_news
        Whether that is to be kept.
    """

    id: str
    actor: Actor
    is_news: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Somebody signed in somewhere."""

    id: str
    began_at: datetime
    seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """What other software signs in with."""

    id: str
    name: str
    prefix: str
    scopes: frozenset[str]
    issued_at: datetime
    expires_at: datetime
    seen_at: datetime | None
    revoked_at: datetime | None


def begin_session(unit: Unit, account_id: str, secret: str) -> str:
    """Let somebody be signed in, and return the session's id."""
    session_id = new_id()
    unit.connection.execute(
        insert(SESSIONS).values(
            id=session_id,
            account_id=account_id,
            hash=hash_of(secret),
            began_at=unit.at,
            seen_at=unit.at,
        )
    )
    unit.audit("sessions:begin", SESSIONS.name, session_id)
    return session_id


def by_session(connection: Connection, secret: str, *, at: datetime) -> Seen | None:
    """Return whose session it is, as they are now; None if it has ended."""
    going_on = select(SESSIONS).where(SESSIONS.c.hash == hash_of(secret), *_goes_on(at))
    row = connection.execute(going_on).first()
    actor = actor_of(connection, row.account_id) if row else None
    if row is None or actor is None:
        return None
    return Seen(id=row.id, actor=actor, is_news=at - row.seen_at >= SEEN_EVERY)


def see_session(connection: Connection, session_id: str, *, at: datetime) -> None:
    """Let a session go on from now."""
    connection.execute(
        update(SESSIONS).where(SESSIONS.c.id == session_id).values(seen_at=at)
    )


def sessions_of(
    connection: Connection, account_id: str, *, at: datetime
) -> Sequence[Session]:
    """Return the sessions of an account that go on, the last used first."""
    rows = connection.execute(
        select(SESSIONS.c.id, SESSIONS.c.began_at, SESSIONS.c.seen_at)
        .where(SESSIONS.c.account_id == account_id, *_goes_on(at))
        .order_by(SESSIONS.c.seen_at.desc(), SESSIONS.c.id)
    )
    return [Session(**row) for row in rows.mappings()]


def end_session(unit: Unit, account_id: str, session_id: str) -> None:
    """End a session of an account.

    Raises
    ------
    NotThere
        If it is none of its own that goes on.
    """
    ended = unit.connection.execute(
        update(SESSIONS)
        .where(SESSIONS.c.id == session_id, SESSIONS.c.account_id == account_id)
        .where(SESSIONS.c.ended_at.is_(None))
        .values(ended_at=unit.at)
    )
    if ended.rowcount != 1:
        raise NotThere(SESSIONS.name)
    unit.audit("sessions:end", SESSIONS.name, session_id)


def end_session_by_secret(unit: Unit, account_id: str, secret: str) -> None:
    """End the session somebody is in; nothing happens where it has ended."""
    unit.connection.execute(
        update(SESSIONS)
        .where(SESSIONS.c.hash == hash_of(secret), SESSIONS.c.ended_at.is_(None))
        .where(SESSIONS.c.account_id == account_id)
        .values(ended_at=unit.at)
    )
    unit.audit("sessions:end", ACCOUNTS.name, account_id)


def add_token(
    unit: Unit,
    account_id: str,
    secret: str,
    *,
    name: str,
    prefix: str,
    scopes: frozenset[Permission],
    expires_at: datetime,
) -> str:
    """Keep a token that was issued, and return its id."""
    token_id = new_id()
    unit.connection.execute(
        insert(TOKENS).values(
            id=token_id,
            account_id=account_id,
            name=name,
            prefix=prefix,
            hash=hash_of(secret),
            scopes=frozenset(str(each) for each in scopes),
            issued_at=unit.at,
            expires_at=expires_at,
        )
    )
    unit.audit("tokens:issue", TOKENS.name, token_id)
    return token_id


def by_token(connection: Connection, secret: str, *, at: datetime) -> Seen | None:
    """Return whose token it is, able to do what it was issued for, if it still is."""
    in_force = select(TOKENS).where(
        TOKENS.c.hash == hash_of(secret),
        TOKENS.c.revoked_at.is_(None),
        TOKENS.c.expires_at > at,
    )
    row = connection.execute(in_force).first()
    if row is None:
        return None
    scopes = frozenset(each for each in Permission if each in row.scopes)
    actor = actor_of(connection, row.account_id, scopes=scopes)
    is_news = row.seen_at is None or at - row.seen_at >= SEEN_EVERY
    return None if actor is None else Seen(id=row.id, actor=actor, is_news=is_news)


def see_token(connection: Connection, token_id: str, *, at: datetime) -> None:
    """Keep when a token was last used."""
    connection.execute(update(TOKENS).where(TOKENS.c.id == token_id).values(seen_at=at))


def tokens_of(connection: Connection, account_id: str) -> Sequence[Token]:
    """Return every token of an account, the newest first."""
    kept = [column for column in TOKENS.c if column.name not in ("account_id", "hash")]
    rows = connection.execute(
        select(*kept)
        .where(TOKENS.c.account_id == account_id)
        .order_by(TOKENS.c.issued_at.desc(), TOKENS.c.id)
    )
    return [Token(**row) for row in rows.mappings()]


def revoke_token(unit: Unit, account_id: str, token_id: str) -> None:
    """Let a token of an account be good for nothing from now on.

    Raises
    ------
    NotThere
        If it is none of its own that is in force.
    """
    revoked = unit.connection.execute(
        update(TOKENS)
        .where(TOKENS.c.id == token_id, TOKENS.c.account_id == account_id)
        .where(TOKENS.c.revoked_at.is_(None))
        .values(revoked_at=unit.at)
    )
    if revoked.rowcount != 1:
        raise NotThere(TOKENS.name)
    unit.audit("tokens:revoke", TOKENS.name, token_id)


def add_link(unit: Unit, account_id: str, secret: str, *, expires_at: datetime) -> None:
    """Keep a link by which somebody may set a password; earlier ones are off."""
    drop_links(unit, account_id)
    add_another_link(unit.connection, account_id, secret, expires_at=expires_at)


def add_another_link(
    connection: Connection, account_id: str, secret: str, *, expires_at: datetime
) -> None:
    """Keep a link by which somebody may set a password, beside earlier ones."""
    connection.execute(
        insert(LINKS).values(
            id=new_id(),
            account_id=account_id,
            hash=hash_of(secret),
            expires_at=expires_at,
        )
    )


def drop_links(unit: Unit, account_id: str) -> None:
    """Let no link of an account be good any more."""
    unit.connection.execute(
        update(LINKS)
        .where(LINKS.c.account_id == account_id, LINKS.c.taken_at.is_(None))
        .values(taken_at=unit.at)
    )


def link_of(connection: Connection, secret: str, *, at: datetime) -> str | None:
    """Return whose link it is, and leave it; None if it is not good any more."""
    return connection.execute(
        select(LINKS.c.account_id)
        .where(LINKS.c.hash == hash_of(secret), LINKS.c.taken_at.is_(None))
        .where(LINKS.c.expires_at > at)
    ).scalar_one_or_none()


def take_link(connection: Connection, secret: str, *, at: datetime) -> str | None:
    """Take a link, and return whose it was; None if it is not good any more."""
    return connection.execute(
        update(LINKS)
        .where(LINKS.c.hash == hash_of(secret), LINKS.c.taken_at.is_(None))
        .where(LINKS.c.expires_at > at)
        .values(taken_at=at)
        .returning(LINKS.c.account_id)
    ).scalar_one_or_none()


def keep_recovery_codes(unit: Unit, account_id: str, codes: Iterable[str]) -> None:
    """Keep codes for somebody who lost their phone, instead of any there were."""
    of_it = RECOVERY_CODES.c.account_id == account_id
    unit.connection.execute(RECOVERY_CODES.delete().where(of_it))
    rows = [
        {"id": new_id(), "account_id": account_id, "hash": hash_of(code)}
        for code in codes
    ]
    unit.connection.execute(insert(RECOVERY_CODES), rows)


def take_recovery_code(unit: Unit, account_id: str, code: str) -> bool:
    """Take a recovery code; False if it is not good any more."""
    taken = unit.connection.execute(
        update(RECOVERY_CODES)
        .where(RECOVERY_CODES.c.account_id == account_id)
        .where(RECOVERY_CODES.c.hash == hash_of(code))
        .where(RECOVERY_CODES.c.taken_at.is_(None))
        .values(taken_at=unit.at)
    )
    return taken.rowcount == 1


def take_step(connection: Connection, account_id: str, step: int) -> bool:
    """Take the one-time code of an interval; False if it, or a later one, was taken."""
    newer = or_(ACCOUNTS.c.totp_step.is_(None), ACCOUNTS.c.totp_step < step)
    taken = connection.execute(
        update(ACCOUNTS)
        .where(ACCOUNTS.c.id == account_id, newer)
        .values(totp_step=step)
    )
    return taken.rowcount == 1


def _goes_on(at: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        SESSIONS.c.ended_at.is_(None),
        SESSIONS.c.seen_at > at - IDLE,
        SESSIONS.c.began_at > at - LONGEST,
    )
