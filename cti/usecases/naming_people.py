"""Find the one person, or the one account, that somebody names to a store."""

from cti.errors import NobodyCalled, SharedName
from cti.store.accounts import account_by_email
from cti.store.belongings import called
from cti.store.unit import Store


def person_called(store: Store, said: str) -> str:
    """Return the id of the one person who goes by a name or an id.

    Who goes by it to the letter comes before those whose name is alike. It is for
    whoever holds the database: it says that somebody is there.

    Raises
    ------
    NobodyCalled
        If nobody does.
    SharedName
        If several do.
    """
    with store.reading() as connection:
        found = called(connection, said.strip())
    if not found:
        raise NobodyCalled(said, kind="person")
    exactly = [
        row for row in found if said.strip() in {row.id, row.external_id, row.known_as}
    ]
    found = exactly or found
    if len(found) > 1:
        raise SharedName(said, kind="person", ids=[row.id for row in found])
    return str(found[0].id)


def account_called(store: Store, email: str) -> str:
    """Return the id of the account with an e-mail address, if it may sign in.

    Raises
    ------
    NobodyCalled
        If there is none, or it has ended.
    """
    with store.reading() as connection:
        account = account_by_email(connection, email)
    if account is None or not account.may_sign_in:
        raise NobodyCalled(email, kind="account")
    return account.id
