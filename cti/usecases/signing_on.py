"""Sign in by an identity provider: nobody gets an account by it.

The first time an account is found by an e-mail address that the provider has verified;
from then on it is whoever that was, whatever their address becomes, until somebody who
looks after accounts undoes it. A second factor is
the provider's to ask for.
"""

import json
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from cti.errors import NotKnownHere, NotNow, SignOnFailed
from cti.store import identities, proofs
from cti.store.accounts import account_by_email, account_of
from cti.store.unit import Store, Unit
from cti.usecases.identity_provider import Attempt, Identity, Provider
from cti.usecases.sealing import Seal
from cti.usecases.signing_in import SignedIn, new_secret

LASTS = timedelta(minutes=10)
"""How long somebody may take at the provider."""

PURPOSE = b"cti: attempts at single sign-on"
OF = "attempt"
BACK = "/api/sign-on/return"
"""Where the provider sends people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOn:
    """Single sign-on of an installation.

    Attributes
    ----------
    seal
        What attempts are sealed with.
    address
        How browsers reach this installation.
    """

    provider: Provider
    seal: Seal
    address: str

    @property
    def back(self) -> str:
        """Where the provider sends people."""
        return f"{self.address}{BACK}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """An attempt that has begun.

    Attributes
    ----------
    where
        Where the browser goes now.
    sealed
        What it holds meanwhile, and cannot read.
    """

    where: str
    sealed: str


def begin(sign_on: SignOn, *, at: datetime) -> Begun:
    """Begin to sign in.

    Raises
    ------
    NoSignOn
        If the provider does not answer.
    """
    attempt = Attempt(state=new_secret(), nonce=new_secret(), verifier=new_secret())
    where = sign_on.provider.way_in(attempt, back=sign_on.back, at=at)
    held = json.dumps({**asdict(attempt), "at": at.isoformat()})
    return Begun(where=where, sealed=sign_on.seal.close(held, of=OF))


def finish(
    store: Store, sign_on: SignOn, *, sealed: str, state: str, code: str, at: datetime
) -> SignedIn:
    """Sign somebody in who came back from the provider.

    Parameters
    ----------
    sealed
        What their browser held.
    state, code
        What the provider sent them back with.

    Raises
    ------
    SignOnFailed
        If it is not this browser's attempt, or what came back cannot be believed.
    NotKnownHere
        If there is no account for them; it is not said why.
    """
    attempt = _opened(sign_on.seal, sealed, at)
    if not secrets.compare_digest(attempt.state.encode(), state.encode()):
        raise SignOnFailed
    identity = sign_on.provider.who_came(code, attempt, back=sign_on.back, at=at)
    found = _account_id(store, identity)
    if found is None:
        raise NotKnownHere
    with store.unit(author_id=found, at=at) as unit:
        _take(unit, found, identity)
        secret = new_secret()
        session_id = proofs.begin_session(unit, found, secret)
    return SignedIn(account_id=found, session_id=session_id, secret=secret)


def _opened(seal: Seal, sealed: str, at: datetime) -> Attempt:
    try:
        held = json.loads(seal.open(sealed, of=OF))
    except NotNow as error:
        raise SignOnFailed from error
    began_at = datetime.fromisoformat(held.pop("at"))
    if not began_at <= at < began_at + LASTS:
        raise SignOnFailed
    return Attempt(**held)


def _account_id(store: Store, identity: Identity) -> str | None:
    """Return the account that is theirs, or that might become it."""
    issuer, subject = identity.issuer, identity.subject
    with store.reading() as connection:
        bound = identities.bound_to(connection, issuer, subject)
        if bound is not None or not identity.email:
            return bound
        account = account_by_email(connection, identity.email)
    return account.id if account else None


def _take(unit: Unit, account_id: str, identity: Identity) -> None:
    """Let them in to an account, bound to them now if it was nobody's yet."""
    account = account_of(unit.connection, account_id, held=True)
    if not account.may_sign_in:
        raise NotKnownHere
    issuer, subject = identity.issuer, identity.subject
    bound = identities.bound_to(unit.connection, issuer, subject)
    if bound is None and identities.bind(unit, account_id, issuer, subject):
        return
    if bound != account_id:
        raise NotKnownHere
