"""Accounts of a small house, for tests of signing in and of looking after accounts."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import insert, select

from cti.access import Actor, Role
from cti.store.accounts import actor_of
from cti.store.tables import ACCOUNTS, MEMBERSHIPS
from cti.store.unit import Store, new_id
from cti.usecases.accounts import approve, found_administrator, invite
from cti.usecases.own_account import set_password
from cti.usecases.sealing import Seal
from cti.usecases.signing_in import SignedIn, sign_in

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
PASSWORD = "gravel pelican anthem"  # noqa: S105, of a test
SEAL_KEY = "a key of tests, as long as one has to be"
SEAL = Seal(SEAL_KEY)
HOME = "192.0.2.1"
AWAY = "198.51.100.7"


def actor(store: Store, account_id: str) -> Actor:
    """Who an account is now."""
    with store.reading() as connection:
        found = actor_of(connection, account_id)
    assert found
    return found


def first(store: Store) -> Actor:
    """The first administrator, who has a password."""
    made = found_administrator(store, email="Ade@example.org", name="Ade", at=NOW - DAY)
    set_password(store, made.secret, PASSWORD, at=NOW - DAY)
    return actor(store, made.account_id)


def another(store: Store, by: Actor, name: str = "bo") -> str:
    """Somebody who was invited and approved, and has a password."""
    made = invite(store, by, email=f"{name}@example.org", name=name, at=NOW - DAY)
    set_password(store, made.secret, PASSWORD, at=NOW - DAY)
    approve(store, by, made.account_id, at=NOW - DAY)
    return made.account_id


def signed_in(
    store: Store,
    *,
    email: str = "ade@example.org",
    password: str = PASSWORD,
    address: str = HOME,
    at: datetime = NOW,
    code: str | None = None,
) -> SignedIn:
    """Sign somebody in, the first administrator unless somebody else is named."""
    return sign_in(
        store,
        email=email,
        password=password,
        address=address,
        at=at,
        code=code,
        seal=SEAL,
    )


def let_sign_in_as(
    store: Store, account_id: str, service_id: str, worker_id: str
) -> None:
    """Let there be an account of a worker, if it has no worker in the service yet."""
    granter = new_id()
    with store.unit(author_id=granter, at=NOW) as unit:
        ours = select(MEMBERSHIPS.c.id).where(
            MEMBERSHIPS.c.account_id == account_id,
            MEMBERSHIPS.c.service_id == service_id,
        )
        if unit.connection.execute(ours).first() is not None:
            return
        there = select(ACCOUNTS.c.id).where(ACCOUNTS.c.id == account_id)
        known = unit.connection.execute(there).first() is not None
        for each in (granter, *(() if known else (account_id,))):
            row = {
                "id": each,
                "email": f"{each}@example.org",
                "name": "Somebody",
                "is_administrator": False,
                "is_active": True,
                "invited_at": NOW,
                "totp_is_confirmed": False,
            }
            unit.connection.execute(insert(ACCOUNTS).values(row))
        unit.connection.execute(
            insert(MEMBERSHIPS).values(
                id=new_id(),
                account_id=account_id,
                service_id=service_id,
                role=Role.WORKER,
                team="",
                worker_id=worker_id,
                granted_by=granter,
            )
        )
