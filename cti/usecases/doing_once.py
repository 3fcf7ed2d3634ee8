"""Do a request once, however often it arrives: phones lose the answer, not the work."""

from datetime import datetime
from hashlib import sha256

from cti.errors import KeyUsed, NotNow
from cti.store.requests import Answered, begin_once, give_back, keep_answer
from cti.store.unit import Store

__all__ = ["Answered", "begin", "give_back", "keep_answer", "key_of"]


def key_of(key: str, proof: str) -> str:
    """Return what a key is kept under, apart from every other sender's.

    Parameters
    ----------
    proof
        What the sender proves with who they are.
    """
    return sha256(f"{len(key)}:{key}{proof}".encode()).hexdigest()


def begin(store: Store, key: str, digest: str, *, at: datetime) -> Answered | None:
    """Begin a request, unless it was done before.

    Parameters
    ----------
    digest
        Of all that is asked for.

    Returns
    -------
    What was answered before; None if this is the first time.

    Raises
    ------
    KeyUsed
        If the key came with something else.
    NotNow
        If it is being done, or was broken off: nobody knows then what came of it.
    """
    met = begin_once(store, key, digest, at=at)
    if met is None:
        return None
    if met.digest != digest:
        raise KeyUsed
    if met.answered is None:
        message = "This request came before, and there is no answer to it yet."
        hint = "Wait a moment; then look at what is there before you send it again."
        raise NotNow(message, hint=hint)
    return met.answered
