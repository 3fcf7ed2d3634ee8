"""Tell which accounts there are, and what each is where; and somebody their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cti.access import AboutEverything, Actor, Permission
from cti.errors import NotThere
from cti.store import accounts as kept
from cti.store.accounts import Account
from cti.store.accounts_told import accounts_told as every_account
from cti.store.roles_told import RoleTold, roles_told
from cti.store.unit import Store
from cti.usecases.allowing import allowed, allowed_own

__all__ = [
    "AccountTold",
    "RoleTold",
    "account_told",
    "accounts_told",
    "has_accounts",
    "my_account",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountTold:
    """An account, without anything that proves whose it is.

    Attributes
    ----------
    invited_by
        The account of who invited them; None for the first of all.
    is_approved, is_active
        Whether somebody has let them in, and whether they have not ended since.
    has_password
        Whether they have followed their link.
    """

    id: str
    email: str
    name: str
    is_administrator: bool
    is_approved: bool
    is_active: bool
    has_password: bool
    asks_for_code: bool
    invited_at: datetime
    invited_by: str | None
    roles: Sequence[RoleTold]


def accounts_told(store: Store, actor: Actor) -> Sequence[AccountTold]:
    """Return every account with what it is where, by name."""
    allowed(actor, Permission.ACCOUNT_READ, AboutEverything())
    with store.reading() as connection:
        roles = roles_told(connection)
        found = [
            _told(each, roles.get(each.id, ())) for each in every_account(connection)
        ]
    return sorted(found, key=lambda each: (each.name.casefold(), each.email))


def account_told(store: Store, actor: Actor, account_id: str) -> AccountTold:
    """Return one account with what it is where.

    Raises
    ------
    NotThere
        If there is none.
    """
    for each in accounts_told(store, actor):
        if each.id == account_id:
            return each
    raise NotThere(kind="accounts")


def my_account(store: Store, actor: Actor) -> AccountTold:
    """Return somebody's own account."""
    allowed_own(actor, Permission.ME_READ)
    with store.reading() as connection:
        account = kept.account_of(connection, actor.account_id)
        roles = roles_told(connection, account_id=account.id)
    return _told(account, roles.get(account.id, ()))


def has_accounts(store: Store) -> bool:
    """Whether anybody can sign in at all, or the first account is still to be made."""
    with store.reading() as connection:
        return kept.number_of_accounts(connection) > 0


def _told(account: Account, roles: Sequence[RoleTold]) -> AccountTold:
    return AccountTold(
        id=account.id,
        email=account.email,
        name=account.name,
        is_administrator=account.is_administrator,
        is_approved=account.approved_by is not None,
        is_active=account.is_active,
        has_password=account.password_hash is not None,
        asks_for_code=account.asks_for_code,
        invited_at=account.invited_at,
        invited_by=account.invited_by,
        roles=roles,
    )
