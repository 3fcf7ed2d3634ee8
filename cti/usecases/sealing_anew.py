"""Seal the secrets of authenticators anew, so that the key before may go."""

from dataclasses import dataclass
from datetime import datetime

from cti.errors import NotNow
from cti.store.accounts import change_account, sealed_secrets
from cti.store.unit import Store
from cti.usecases.sealing import Seal
from cti.usecases.signing_in import NOBODY


@dataclass(frozen=True, slots=True, kw_only=True)
class SealedAnew:
    """What became of the secrets of authenticators.

    Attributes
    ----------
    done
        How many are sealed with the key of today.
    lost
        How many no key opens; they stay as they are.
    """

    done: int = 0
    lost: int = 0


def seal_anew(store: Store, seal: Seal, *, at: datetime) -> SealedAnew:
    """Seal every secret with the key that closes, whichever key opens it: all or none.

    Parameters
    ----------
    seal
        With the key before among those that open.
    """
    done, lost = 0, 0
    with store.unit(author_id=NOBODY, at=at) as unit:
        for account_id, sealed in sealed_secrets(unit.connection):
            try:
                secret = seal.open(sealed, of=account_id)
            except NotNow:
                lost += 1
                continue
            anew = seal.close(secret, of=account_id)
            change_account(unit, account_id, "seal_anew", totp_secret=anew)
            done += 1
    return SealedAnew(done=done, lost=lost)
