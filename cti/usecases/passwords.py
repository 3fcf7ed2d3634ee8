"""Passwords: which may be used, how they are kept, whether one fits."""

from collections.abc import Sequence
from functools import cache

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from zxcvbn import zxcvbn
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from cti.errors import WeakPassword

SHORTEST = 12
LONGEST = 200
LOOKED_AT = 72
"""How much of a password is looked at for how easily it is guessed."""

FEWEST_GUESSES = 10**8

HASHER = PasswordHash((Argon2Hasher(time_cost=2, memory_cost=19_456, parallelism=1),))
"""Argon2id with the least that OWASP's cheat sheet on storing passwords asks for."""


def check_password(password: str, *, about: Sequence[str]) -> None:
    """Refuse a password that others would guess; any letters and words will do.

    Parameters
    ----------
    about
        What others know of whose it is, such as name and e-mail address.

    Raises
    ------
    WeakPassword
        Saying why.
    """
    if len(password) < SHORTEST:
        raise WeakPassword(why=f"it has fewer than {SHORTEST} characters")
    if len(password) > LONGEST:
        raise WeakPassword(why=f"it has more than {LONGEST} characters")
    if password.lower() in _common():
        raise WeakPassword(why="many people use it")
    known = [part for each in about for part in [each, *each.split("@")] if part]
    if zxcvbn(password[:LOOKED_AT], known)["guesses"] < FEWEST_GUESSES:
        raise WeakPassword(why="it is guessed too easily")


def hashed(password: str) -> str:
    """Return what is kept of a password."""
    return HASHER.hash(password)


def fits(password: str, kept: str | None) -> tuple[bool, str | None]:
    """Tell whether a password fits, in the same time where there is none to fit.

    Returns
    -------
    Whether it does; and what is to be kept from now on, where that is out of date.
    """
    if kept is None:
        HASHER.verify(password[:LONGEST], _of_nobody())
        return False, None
    return HASHER.verify_and_update(password[:LONGEST], kept)


@cache
def _of_nobody() -> str:
    return HASHER.hash("the password of nobody at all")


@cache
def _common() -> frozenset[str]:
    return frozenset(FREQUENCY_LISTS["passwords"])
