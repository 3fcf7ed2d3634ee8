"""Which account somebody is who comes from an identity provider; bound once.

It stays so until somebody who looks after accounts undoes it. Only hashes are kept of
who they are there.
"""

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.exc import IntegrityError

from cti.errors import SignOnFailed
from cti.store.accounts import hash_of
from cti.store.tables import ACCOUNTS, IDENTITIES
from cti.store.unit import Unit, new_id


def bound_to(connection: Connection, issuer: str, subject: str) -> str | None:
    """Return the account that was bound to somebody at a provider; None if none was."""
    return connection.execute(
        select(IDENTITIES.c.account_id).where(
            IDENTITIES.c.hash == hash_of(f"{issuer}\n{subject}")
        )
    ).scalar_one_or_none()


def bind(unit: Unit, account_id: str, issuer: str, subject: str) -> bool:
    """Let an account be somebody's at a provider from now on.

    The account has to be held, so that nobody else binds it meanwhile.

    Returns
    -------
    Whether it is; not if it is another's there already.

    Raises
    ------
    SignOnFailed
        If they were bound to another account a moment ago; trying again finds it.
    """
    issuer_hash = hash_of(issuer)
    theirs = select(IDENTITIES.c.id).where(
        IDENTITIES.c.account_id == account_id, IDENTITIES.c.issuer_hash == issuer_hash
    )
    if unit.connection.execute(theirs).first() is not None:
        return False
    row = {
        "id": new_id(),
        "account_id": account_id,
        "issuer_hash": issuer_hash,
        "hash": hash_of(f"{issuer}\n{subject}"),
        "bound_at": unit.at,
    }
    try:
        unit.connection.execute(insert(IDENTITIES), row)
    except IntegrityError as error:
        raise SignOnFailed from error
    unit.audit("identities:bind", ACCOUNTS.name, account_id)
    return True


def unbind(unit: Unit, account_id: str) -> bool:
    """Let an account be nobody's at any provider.

    Returns
    -------
    Whether it was somebody's.
    """
    gone = unit.connection.execute(
        delete(IDENTITIES).where(IDENTITIES.c.account_id == account_id)
    )
    if not gone.rowcount:
        return False
    unit.audit("identities:unbind", ACCOUNTS.name, account_id)
    return True
