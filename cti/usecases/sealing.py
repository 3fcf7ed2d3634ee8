"""Seal a secret that has to be read again, so that the database alone gives none away.

Passwords and tokens are kept as hashes. What an authenticator and this program both
hold cannot be: it is sealed with a key that is kept somewhere else than the store.
"""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from cti.errors import NotNow

SHORTEST_KEY = 32
"""Characters of a key; it is made by a machine, and nobody types it."""

NONCE = 12
KEY = 32
PURPOSE = b"cti: secrets of authenticators"


class Seal:
    """Closes secrets with one key, opens them with that or one before (AES-256-GCM).

    Parameters
    ----------
    key
        At least `SHORTEST_KEY` characters that nobody can guess.
    purpose
        What was sealed for one purpose opens for no other.
    before
        Keys that still open and no longer close, as long.
    """

    def __init__(
        self, key: str, purpose: bytes = PURPOSE, *, before: Sequence[str] = ()
    ) -> None:
        keys = (key, *before)
        if any(len(each) < SHORTEST_KEY for each in keys):
            msg = f"a key has at least {SHORTEST_KEY} characters"
            raise ValueError(msg)
        self._ciphers = [_cipher(each, purpose) for each in keys]

    def close(self, secret: str, *, of: str) -> str:
        """Return a secret sealed.

        Parameters
        ----------
        of
            Whose it is: it opens for nobody else.
        """
        nonce = secrets.token_bytes(NONCE)
        sealed = self._ciphers[0].encrypt(nonce, secret.encode(), of.encode())
        return urlsafe_b64encode(nonce + sealed).decode()

    def open(self, sealed: str, *, of: str) -> str:
        """Return a secret again.

        Raises
        ------
        NotNow
            If it was sealed with another key, or for somebody else.
        """
        for cipher in self._ciphers:
            try:
                whole = urlsafe_b64decode(sealed)
                return cipher.decrypt(
                    whole[:NONCE], whole[NONCE:], of.encode()
                ).decode()
            except (InvalidTag, ValueError):
                continue
        message = "The codes of this account were sealed with another key."
        hint = "Set CTI_KEY, or CTI_OLD_KEY beside it, to the one there was before."
        raise NotNow(message, hint=hint)


def _cipher(key: str, purpose: bytes) -> AESGCM:
    derived = HKDF(algorithm=SHA256(), length=KEY, salt=None, info=purpose)
    return AESGCM(derived.derive(key.encode()))
