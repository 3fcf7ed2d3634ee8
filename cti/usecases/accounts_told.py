"""Tell which accounts there are, and what each is where; and somebody their own."""

from cti.access import AboutEverything, Actor, Permission
from cti.store import accounts as kept
from cti.store import accounts_told as told
from cti.store.accounts_told import ALL, AccountState, AccountTold, Among
from cti.store.keyset import Part, Place
from cti.store.roles_told import RoleTold
from cti.store.unit import Store
from cti.usecases.allowing import allowed, allowed_own

__all__ = [
    "AccountState",
    "AccountTold",
    "Among",
    "RoleTold",
    "account_told",
    "accounts_told",
    "has_accounts",
    "my_account",
]

EVERYBODY = 20_000
"""More accounts than there are."""


def accounts_told(
    store: Store,
    actor: Actor,
    *,
    among: Among = ALL,
    after: Place = None,
    limit: int = EVERYBODY,
) -> Part[AccountTold]:
    """Return accounts with what each is where, by e-mail address.

    Parameters
    ----------
    among
        Which ones.

    Raises
    ------
    NotAllowed
        If this account does not look after them.
    UnknownCursor
        If nobody gave that place.
    """
    allowed(actor, Permission.ACCOUNT_READ, AboutEverything())
    with store.reading() as connection:
        return told.accounts_told(connection, after=after, limit=limit, among=among)


def account_told(store: Store, actor: Actor, account_id: str) -> AccountTold:
    """Return one account with what it is where.

    Raises
    ------
    NotAllowed
        If this account does not look after them.
    NotThere
        If there is none.
    """
    allowed(actor, Permission.ACCOUNT_READ, AboutEverything())
    with store.reading() as connection:
        return told.account_told(connection, account_id)


def my_account(store: Store, actor: Actor) -> AccountTold:
    """Return somebody's own account."""
    allowed_own(actor, Permission.ME_READ)
    with store.reading() as connection:
        return told.account_told(connection, actor.account_id)


def has_accounts(store: Store) -> bool:
    """Whether anybody can sign in at all, or the first account is still to be made."""
    with store.reading() as connection:
        return kept.number_of_accounts(connection) > 0
