"""Accounts in the store: who they are, what they may be, and that somebody can lead."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection, Select, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from cti.access import Actor, Membership, Permission
from cti.errors import EmailTaken, LastAdministrator, NotThere
from cti.store.tables import (
    ACCOUNTS,
    MEMBERSHIPS,
    SERVICES,
    SESSIONS,
    TOKENS,
    WORKERS,
)
from cti.store.unit import Unit, new_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Somebody who may sign in, once invited, approved and with a password.

    Attributes
    ----------
    approved_by
        None while nobody has.
    totp_secret, totp_is_confirmed
        A secret counts from the first code that fitted it; it is kept sealed.
    """

    id: str
    email: str
    name: str
    is_administrator: bool
    is_active: bool
    invited_at: datetime
    invited_by: str | None
    approved_by: str | None
    password_hash: str | None
    totp_secret: str | None
    totp_is_confirmed: bool
    totp_step: int | None

    @property
    def may_sign_in(self) -> bool:
        """Whether it was approved and has not ended."""
        return self.is_active and self.approved_by is not None

    @property
    def asks_for_code(self) -> bool:
        """Whether a password alone is not enough."""
        return self.totp_secret is not None and self.totp_is_confirmed


def hash_of(secret: str) -> str:
    """Return what is kept of a long random secret."""
    return sha256(secret.encode()).hexdigest()


def small(email: str) -> str:
    """Return an address as it is kept and compared."""
    return email.strip().lower()


def account_of(
    connection: Connection, account_id: str, *, held: bool = False
) -> Account:
    """Return an account.

    Parameters
    ----------
    held
        Whether nobody else may change it until the transaction ends.

    Raises
    ------
    NotThere
        If there is none.
    """
    of_it = select(ACCOUNTS).where(ACCOUNTS.c.id == account_id)
    found = _found(connection, of_it.with_for_update() if held else of_it)
    if found is None:
        raise NotThere(ACCOUNTS.name)
    return found


def account_by_email(connection: Connection, email: str) -> Account | None:
    """Return the account of an e-mail address; None if there is none."""
    return _found(connection, select(ACCOUNTS).where(ACCOUNTS.c.email == small(email)))


def actor_of(
    connection: Connection,
    account_id: str,
    *,
    scopes: frozenset[Permission] | None = None,
) -> Actor | None:
    """Return who an account is to the services now; None if it may not sign in."""
    account = account_of(connection, account_id)
    if not account.may_sign_in:
        return None
    return Actor(
        account_id=account.id,
        memberships=tuple(memberships_of(connection, account_id)),
        is_administrator=account.is_administrator,
        scopes=scopes,
    )


def memberships_of(connection: Connection, account_id: str) -> Sequence[Membership]:
    """Return what an account is in each of its services."""
    rows = connection.execute(
        select(MEMBERSHIPS)
        .where(MEMBERSHIPS.c.account_id == account_id)
        .order_by(MEMBERSHIPS.c.service_id)
    )
    return [
        Membership(
            service_id=row.service_id,
            role=row.role,
            team=row.team,
            worker_id=row.worker_id,
        )
        for row in rows
    ]


def add_account(unit: Unit, *, email: str, name: str, by: str | None) -> str:
    """Add an account that may do nothing yet, and return its id.

    Raises
    ------
    EmailTaken
        If the e-mail address has an account, even since a moment ago.
    """
    account_id = new_id()
    row = {
        "id": account_id,
        "email": small(email),
        "name": name,
        "is_administrator": False,
        "is_active": True,
        "invited_at": unit.at,
        "invited_by": by,
        "totp_is_confirmed": False,
    }
    try:
        unit.connection.execute(insert(ACCOUNTS), row)
    except IntegrityError as error:
        if "unique" not in str(error.orig).lower():
            raise
        raise EmailTaken from error
    unit.audit("accounts:invite", ACCOUNTS.name, account_id)
    return account_id


def change_account(
    unit: Unit, account_id: str, verb: str, **values: str | bool | int | None
) -> None:
    """Change some of what is kept of an account, and let the audit say what was done.

    Raises
    ------
    LastAdministrator
        If nobody would be left who looks after accounts.
    """
    loses = False in (values.get("is_administrator"), values.get("is_active"))
    if loses and is_only_administrator(unit.connection, account_id):
        raise LastAdministrator
    unit.connection.execute(
        update(ACCOUNTS).where(ACCOUNTS.c.id == account_id).values(**values)
    )
    unit.audit(f"accounts:{verb}", ACCOUNTS.name, account_id)


def check_membership(connection: Connection, membership: Membership) -> None:
    """Refuse a membership of what is not there.

    Raises
    ------
    NotThere
        If there is no such service, or no such worker in it.
    """
    service_id, worker_id = membership.service_id, membership.worker_id
    service = select(SERVICES.c.id).where(SERVICES.c.id == service_id)
    if connection.execute(service).first() is None:
        raise NotThere(SERVICES.name)
    worker = select(WORKERS.c.id).where(
        WORKERS.c.id == worker_id, WORKERS.c.service_id == service_id
    )
    if worker_id is not None and connection.execute(worker).first() is None:
        raise NotThere(WORKERS.name)


def become(unit: Unit, account_id: str, membership: Membership, *, by: str) -> None:
    """Let an account be something in a service, instead of what it was there."""
    leave(unit, account_id, membership.service_id)
    unit.connection.execute(
        insert(MEMBERSHIPS).values(
            id=new_id(),
            account_id=account_id,
            service_id=membership.service_id,
            role=membership.role,
            team=membership.team,
            worker_id=membership.worker_id,
            granted_by=by,
        )
    )
    unit.audit("memberships:grant", ACCOUNTS.name, account_id)


def leave(unit: Unit, account_id: str, service_id: str) -> None:
    """Let an account be nothing in a service any more."""
    gone = unit.connection.execute(
        delete(MEMBERSHIPS).where(
            MEMBERSHIPS.c.account_id == account_id,
            MEMBERSHIPS.c.service_id == service_id,
        )
    )
    if gone.rowcount:
        unit.audit("memberships:end", ACCOUNTS.name, account_id)


def end_everything(unit: Unit, account_id: str) -> None:
    """End every session of an account, and revoke all its tokens."""
    for table, column in ((SESSIONS, "ended_at"), (TOKENS, "revoked_at")):
        unit.connection.execute(
            update(table)
            .where(table.c.account_id == account_id, table.c[column].is_(None))
            .values({column: unit.at})
        )
    unit.audit("sessions:end", ACCOUNTS.name, account_id)


def sealed_secrets(connection: Connection) -> Sequence[tuple[str, str]]:
    """Return the sealed secret of each account that has one, and hold them all."""
    rows = connection.execute(
        select(ACCOUNTS.c.id, ACCOUNTS.c.totp_secret)
        .where(ACCOUNTS.c.totp_secret.is_not(None))
        .order_by(ACCOUNTS.c.id)
        .with_for_update()
    )
    return [(row.id, row.totp_secret) for row in rows]


def names_of(connection: Connection, account_ids: Collection[str]) -> Mapping[str, str]:
    """Return what some accounts are called, by their ids."""
    called = select(ACCOUNTS.c.id, ACCOUNTS.c.name).where(
        ACCOUNTS.c.id.in_(account_ids)
    )
    return {row.id: row.name for row in connection.execute(called)}


def number_of_accounts(connection: Connection) -> int:
    """Return how many accounts there are."""
    return connection.execute(select(func.count()).select_from(ACCOUNTS)).scalar_one()


def is_only_administrator(connection: Connection, account_id: str) -> bool:
    """Whether there is nobody else who looks after accounts."""
    return _administrators(connection) == [account_id]


def _administrators(connection: Connection) -> list[str]:
    """Return who looks after accounts, and hold all of them: none may go meanwhile."""
    rows = connection.execute(
        select(ACCOUNTS.c.id)
        .where(
            ACCOUNTS.c.is_administrator,
            ACCOUNTS.c.is_active,
            ACCOUNTS.c.approved_by.is_not(None),
        )
        .order_by(ACCOUNTS.c.id)
        .with_for_update()
    )
    return list(rows.scalars())


def _found(connection: Connection, query: Select[tuple[object, ...]]) -> Account | None:
    row = connection.execute(query).mappings().first()
    return None if row is None else Account(**row)
