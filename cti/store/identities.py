"""Which account somebody is who comes from an identity provider; bound once, for good.

Only hashes are kept of who they are there.
"""

from sqlalchemy import Connection, insert, select

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
    """
    issuer_hash = hash_of(issuer)
    theirs = select(IDENTITIES.c.id).where(
        IDENTITIES.c.account_id == account_id, IDENTITIES.c.issuer_hash == issuer_hash
    )
    if unit.connection.execute(theirs).first() is not None:
        return False
    unit.connection.execute(
        insert(IDENTITIES).values(
            id=new_id(),
            account_id=account_id,
            issuer_hash=issuer_hash,
            hash=hash_of(f"{issuer}\n{subject}"),
            bound_at=unit.at,
        )
    )
    unit.audit("identities:bind", ACCOUNTS.name, account_id)
    return True
