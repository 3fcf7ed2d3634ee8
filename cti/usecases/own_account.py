"""What somebody does with their own account: a password, tokens for other software."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from cti.access import Actor, Permission
from cti.errors import LinkSpent, NotAllowed, NotSignedIn, TooManyTries
from cti.plans.life import LetterKind
from cti.store import accounts as kept
from cti.store import proofs
from cti.store.accounts import Account
from cti.store.letters import write
from cti.store.proofs import Token
from cti.store.tries import count_try
from cti.store.unit import Store, Unit
from cti.usecases.accounts import Invited, link_for
from cti.usecases.allowing import allowed_own
from cti.usecases.passwords import check_password, fits, hashed
from cti.usecases.signing_in import NOBODY, new_secret

RESET = timedelta(hours=1)
LONGEST_TOKEN = timedelta(days=366)
PREFIX_LENGTH = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenIssued:
    """A token, shown once.

    Attributes
    ----------
    secret
        What other software sends; it is kept nowhere.
    """

    token_id: str
    secret: str


def send_link(store: Store, *, email: str, at: datetime) -> Invited | None:
    """Make a link to set another password; None where nobody may have one.

    Whoever asked is told the same either way; the link is for the e-mail address only.
    """
    with store.unit(author_id=NOBODY, at=at) as unit:
        account = kept.account_by_email(unit.connection, email)
        if account is None or not account.may_sign_in:
            return None
        return link_for(unit, account.id, RESET)


def count_asking(store: Store, *, email: str, address: str, at: datetime) -> None:
    """Count that somebody asks for a link, as tries to sign in are counted.

    Parameters
    ----------
    address
        Where the request comes from.

    Raises
    ------
    TooManyTries
        If it was asked too often about this account, or from this address.
    """
    # Counted apart from signing in: who asks for links keeps nobody from that.
    key = f"forgotten {kept.small(email)}"
    with store.unit(author_id=NOBODY, at=at) as unit:
        until = count_try(unit.connection, email=key, address=address, at=at)
    if until is not None:
        raise TooManyTries(until)


def ask_for_link(store: Store, *, email: str, at: datetime) -> None:
    """Let a link to set another password be sent, where somebody may have one.

    Whoever asked is told the same either way. The link is made when it is sent.
    """
    with store.unit(author_id=NOBODY, at=at) as unit:
        account = kept.account_by_email(unit.connection, email)
        if account is not None and account.may_sign_in:
            write(unit, None, [(account.id, LetterKind.PASSWORD, 0)])
            unit.audit("links:ask", "accounts", account.id)


def set_password(store: Store, secret: str, password: str, *, at: datetime) -> None:
    """Set a password by a link, which is good once; every session ends.

    Raises
    ------
    NotSignedIn
        If the link is not good, or not any more.
    WeakPassword
        If others would guess it; the link stays good.
    """
    with store.reading() as connection:
        account_id = proofs.link_of(connection, secret, at=at)
        if account_id is None:
            raise LinkSpent
        account = kept.account_of(connection, account_id)
    password_hash = _hashed(account, password)
    with store.unit(author_id=NOBODY, at=at) as unit:
        # Of two who come at the same time one is too late.
        if proofs.take_link(unit.connection, secret, at=at) is None:
            raise LinkSpent
        _set_password(unit, account_id, password_hash)


def change_password(
    store: Store, actor: Actor, *, old: str, new: str, at: datetime
) -> None:
    """Change one's own password; every session and token ends.

    Raises
    ------
    NotSignedIn
        If the old one does not fit.
    WeakPassword
        If others would guess the new one.
    """
    allowed_own(actor, Permission.PASSWORD_CHANGE)
    with store.reading() as connection:
        seen = kept.account_of(connection, actor.account_id)
    does, _ = fits(old, seen.password_hash)
    if not does:
        raise NotSignedIn
    password_hash = _hashed(seen, new)
    with store.unit(author_id=actor.account_id, at=at) as unit:
        account = kept.account_of(unit.connection, actor.account_id, held=True)
        if account.password_hash != seen.password_hash:
            raise NotSignedIn
        _set_password(unit, actor.account_id, password_hash)


def issue_token(
    store: Store,
    actor: Actor,
    *,
    name: str,
    scopes: frozenset[Permission],
    expires_at: datetime,
    at: datetime,
) -> TokenIssued:
    """Issue a token for other software, which never does more than its owner may.

    Raises
    ------
    NotAllowed
        If it is issued with a token, for nothing, or for more than a year.
    """
    allowed_own(actor, Permission.TOKEN_ISSUE)
    if actor.scopes is not None:
        raise NotAllowed(because="a token issues no tokens")
    if not scopes or not at < expires_at <= at + LONGEST_TOKEN:
        raise NotAllowed(because="a token is for something, for at most a year")
    random = new_secret()
    secret = f"cti_{random}"
    with store.unit(author_id=actor.account_id, at=at) as unit:
        token_id = proofs.add_token(
            unit,
            actor.account_id,
            secret,
            name=name,
            prefix=random[:PREFIX_LENGTH],
            scopes=scopes,
            expires_at=expires_at,
        )
    return TokenIssued(token_id=token_id, secret=secret)


def who_bears(store: Store, secret: str, *, at: datetime) -> Actor | None:
    """Return whose token it is, with what it may do now; None if nobody's."""
    with store.reading() as connection:
        found = proofs.by_token(connection, secret, at=at)
    if found and found.is_news:
        with store.noting() as connection:
            proofs.see_token(connection, found.id, at=at)
    return found.actor if found else None


def my_tokens(store: Store, actor: Actor) -> Sequence[Token]:
    """Return every token somebody has issued."""
    allowed_own(actor, Permission.ME_READ)
    with store.reading() as connection:
        return proofs.tokens_of(connection, actor.account_id)


def revoke_token(store: Store, actor: Actor, token_id: str, *, at: datetime) -> None:
    """Let one of somebody's own tokens be good for nothing.

    Raises
    ------
    NotThere
        If it is another's, or revoked already.
    """
    allowed_own(actor, Permission.TOKEN_ISSUE)
    with store.unit(author_id=actor.account_id, at=at) as unit:
        proofs.revoke_token(unit, actor.account_id, token_id)


def _hashed(account: Account, password: str) -> str:
    """Return what is kept of a password that others would not guess.

    It takes a while, in which nobody else must wait to write.
    """
    check_password(password, about=(account.name, account.email))
    return hashed(password)


def _set_password(unit: Unit, account_id: str, password_hash: str) -> None:
    kept.change_account(unit, account_id, "set_password", password_hash=password_hash)
    kept.end_everything(unit, account_id)
    # Several may have been sent; whoever finds another later finds it spent.
    proofs.drop_links(unit, account_id)
