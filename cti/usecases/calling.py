"""What somebody with an account is called, for those who read what they did."""

from cti.errors import NotThere
from cti.store.accounts import account_of
from cti.store.unit import Store
from cti.usecases.publishing import NameOf


def names_of_accounts(store: Store) -> NameOf:
    """Return what tells the name of an account, looked up once; else its id."""
    known: dict[str, str] = {}

    def name_of(account_id: str) -> str:
        if account_id not in known:
            known[account_id] = _name(store, account_id)
        return known[account_id]

    return name_of


def _name(store: Store, account_id: str) -> str:
    with store.reading() as connection:
        try:
            return account_of(connection, account_id).name
        except NotThere:
            return account_id
