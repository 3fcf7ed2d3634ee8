"""Sign in and out, see where one is signed in, and prove it with a code as well."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import pyotp

from cti.access import Actor, Permission
from cti.errors import (
    CodeNeeded,
    NotAllowed,
    NotNow,
    NotSignedIn,
    NotThere,
    TooManyTries,
)
from cti.store import proofs
from cti.store.accounts import (
    Account,
    account_by_email,
    account_of,
    change_account,
    small,
)
from cti.store.proofs import Session
from cti.store.tries import count_try, forget_tries
from cti.store.unit import Store, Unit
from cti.usecases.allowing import allowed_own
from cti.usecases.passwords import fits
from cti.usecases.sealing import Seal

ISSUER = "cti"
RECOVERY_CODES = 10
CODE_LENGTH = 6
NOBODY = "0" * 32
"""Who does what nobody has signed in for yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """Somebody who has signed in.

    Attributes
    ----------
    secret
        What proves it from now on; it is kept nowhere.
    """

    account_id: str
    session_id: str
    secret: str


def sign_in(
    store: Store,
    *,
    email: str,
    password: str,
    address: str,
    at: datetime,
    code: str | None = None,
    seal: Seal | None = None,
) -> SignedIn:
    """Sign somebody in.

    Whether there is such an account, whether it has ended and which part did not fit is
    not said, and takes the same time.

    Parameters
    ----------
    address
        Where the request comes from.
    code
        Of their authenticator, or a recovery code.
    seal
        What opens the secrets of authenticators.

    Raises
    ------
    TooManyTries
        If this account or this address has to wait.
    NotSignedIn
        If something does not fit.
    CodeNeeded
        If the password fits and is not enough.
    """
    email = small(email)
    with store.unit(author_id=NOBODY, at=at) as unit:
        until = count_try(unit.connection, email=email, address=address, at=at)
    if until is not None:
        raise TooManyTries(until)
    with store.reading() as connection:
        account = account_by_email(connection, email)
    does, newer = fits(password, account.password_hash if account else None)
    if not does or account is None or not account.may_sign_in:
        raise NotSignedIn
    with store.unit(author_id=account.id, at=at) as unit:
        _prove(unit, account, code, seal)
        if newer is not None:
            change_account(unit, account.id, "rehash", password_hash=newer)
        forget_tries(unit.connection, email=email, address=address, at=at)
        secret = new_secret()
        session_id = proofs.begin_session(unit, account.id, secret)
    return SignedIn(account_id=account.id, session_id=session_id, secret=secret)


def who_is(store: Store, secret: str, *, at: datetime) -> Actor | None:
    """Return who a session is of, with what they may do now; None if nobody's."""
    with store.reading() as connection:
        found = proofs.by_session(connection, secret, at=at)
    if found and found.is_news:
        with store.noting() as connection:
            proofs.see_session(connection, found.id, at=at)
    return found.actor if found else None


def sign_out(store: Store, actor: Actor, secret: str, *, at: datetime) -> None:
    """End the session somebody is in."""
    with store.unit(author_id=actor.account_id, at=at) as unit:
        proofs.end_session_by_secret(unit, actor.account_id, secret)


def my_sessions(store: Store, actor: Actor, *, at: datetime) -> Sequence[Session]:
    """Return where somebody is signed in."""
    allowed_own(actor, Permission.ME_READ)
    with store.reading() as connection:
        return proofs.sessions_of(connection, actor.account_id, at=at)


def end_my_session(
    store: Store, actor: Actor, session_id: str, *, at: datetime
) -> None:
    """End one of somebody's own sessions.

    Raises
    ------
    NotThere
        If it is another's, or has ended.
    """
    allowed_own(actor, Permission.SESSION_END)
    with store.unit(author_id=actor.account_id, at=at) as unit:
        proofs.end_session(unit, actor.account_id, session_id)


def start_codes(
    store: Store, actor: Actor, *, at: datetime, seal: Seal | None = None
) -> str:
    """Begin to ask for codes: return what an authenticator reads, as an address.

    Nothing is asked for until a first code has fitted.

    Parameters
    ----------
    seal
        What the secret is sealed with before it is kept.

    Raises
    ------
    NotNow
        If this installation has no key to seal it with.
    """
    allowed_own(actor, Permission.PASSWORD_CHANGE)
    sealed_with = _expect(seal)
    secret = pyotp.random_base32()
    with store.unit(author_id=actor.account_id, at=at) as unit:
        account = account_of(unit.connection, actor.account_id, held=True)
        if account.asks_for_code:
            raise NotAllowed(because="codes are asked for already")
        change_account(
            unit,
            account.id,
            "start_codes",
            totp_secret=sealed_with.close(secret, of=account.id),
            totp_step=None,
        )
    return pyotp.TOTP(secret).provisioning_uri(name=account.email, issuer_name=ISSUER)


def confirm_codes(
    store: Store, actor: Actor, code: str, *, at: datetime, seal: Seal | None = None
) -> tuple[str, ...]:
    """Ask for codes from now on, as one has fitted.

    Returns
    -------
    Recovery codes, each good once; they are kept nowhere.

    Raises
    ------
    NotSignedIn
        If the code does not fit.
    """
    allowed_own(actor, Permission.PASSWORD_CHANGE)
    with store.unit(author_id=actor.account_id, at=at) as unit:
        account = account_of(unit.connection, actor.account_id, held=True)
        if account.asks_for_code or not _takes(unit, account, code, seal):
            raise NotSignedIn
        codes = tuple(secrets.token_hex(10) for _ in range(RECOVERY_CODES))
        proofs.keep_recovery_codes(unit, account.id, codes)
        change_account(unit, account.id, "confirm_codes", totp_is_confirmed=True)
    return codes


def stop_codes(
    store: Store, actor: Actor, code: str, *, at: datetime, seal: Seal | None = None
) -> None:
    """Ask for codes no longer; the last one is needed for it.

    Raises
    ------
    NotSignedIn
        If the code does not fit.
    """
    allowed_own(actor, Permission.PASSWORD_CHANGE)
    with store.unit(author_id=actor.account_id, at=at) as unit:
        account = account_of(unit.connection, actor.account_id, held=True)
        if not account.asks_for_code:
            raise NotThere(kind="codes")
        _prove(unit, account, code, seal)
        change_account(
            unit, account.id, "stop_codes", totp_is_confirmed=False, totp_secret=None
        )


def new_secret() -> str:
    """Return 256 random bits, as text."""
    return secrets.token_urlsafe(32)


def _prove(unit: Unit, seen: Account, code: str | None, seal: Seal | None) -> None:
    """Take the code, of an account that is still as it was seen."""
    account = account_of(unit.connection, seen.id, held=True)
    is_as_seen = account.password_hash == seen.password_hash
    if not is_as_seen or not account.may_sign_in:
        raise NotSignedIn
    if not account.asks_for_code:
        return
    if code is None:
        raise CodeNeeded
    if not _takes(unit, account, code, seal):
        raise NotSignedIn


def _takes(unit: Unit, account: Account, code: str, seal: Seal | None) -> bool:
    """Take a code of an authenticator, or a recovery code, once."""
    said = code.strip().replace(" ", "").lower()
    if len(said) != CODE_LENGTH:
        return proofs.take_recovery_code(unit, account.id, said)
    if account.totp_secret is None:
        return False
    secret = _expect(seal).open(account.totp_secret, of=account.id)
    try:
        step = pyotp.TOTP(secret).verify_and_get_timecode(
            said, for_time=unit.at, valid_window=1
        )
    except pyotp.OTPVerificationError:
        return False
    return proofs.take_step(unit.connection, account.id, step)


def _expect(seal: Seal | None) -> Seal:
    if seal is None:
        message = "This installation has no key, so it asks for no codes."
        hint = "Set CTI_KEY, and keep it somewhere else than the store."
        raise NotNow(message, hint=hint)
    return seal
