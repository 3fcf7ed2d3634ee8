"""One's own account: who one is, where one is signed in, a password, codes, tokens."""

from typing import Annotated

from fastapi import Depends
from pydantic import Field, Strict

from cti.access import Permission, Role
from cti.api.callers import Caller, own
from cti.api.once import TOLD_ONCE
from cti.api.routes.sessions import Secret
from cti.api.shapes import Line, Moment, PathId, RowId, Sent, Told
from cti.api.subject import subject
from cti.usecases import own_account, signing_in

me = subject("me", "/me")

Reads = Annotated[Caller, Depends(own(Permission.ME_READ))]
Proves = Annotated[Caller, Depends(own(Permission.PASSWORD_CHANGE))]
Ends = Annotated[Caller, Depends(own(Permission.SESSION_END))]
Issues = Annotated[Caller, Depends(own(Permission.TOKEN_ISSUE))]


class Membership(Told):
    """What the account is in one service."""

    service_id: RowId
    role: Role
    team: Annotated[str, Field(description="Empty for every team.")]
    worker_id: Annotated[
        RowId | None, Field(description="The worker whose account it is.")
    ]


class Me(Told):
    """Who somebody is."""

    account_id: RowId
    is_administrator: bool
    memberships: list[Membership]
    scopes: Annotated[
        list[str] | None,
        Field(description="What the token was issued for; null for a session."),
    ]


class SignedIn(Told):
    """Where somebody is signed in."""

    id: RowId
    began_at: Moment
    seen_at: Moment


class Passwords(Sent):
    """The password that is, and the one that is to be."""

    old: Secret
    new: Secret


class Code(Sent):
    """A code of an authenticator, or a recovery code."""

    code: Annotated[Secret, Field(examples=["123456"])]


class Authenticator(Told):
    """What an authenticator reads, once."""

    address: Annotated[str, Field(examples=["otpauth://totp/cti:jo%40example.org?…"])]


class RecoveryCodes(Told):
    """Codes that are good once each, told this once."""

    codes: list[str]


class TokenWanted(Sent):
    """A token for other software, and what it is for."""

    name: Annotated[Line, Field(min_length=1, examples=["In-Form"])]
    scopes: Annotated[
        list[Annotated[Permission, Strict(strict=False)]],
        Field(min_length=1, examples=[["caseload:read"]]),
    ]
    expires_at: Moment


class Token(Told):
    """What other software signs in with; the secret is told once."""

    id: RowId
    name: str
    prefix: str
    scopes: list[str]
    issued_at: Moment
    expires_at: Moment
    seen_at: Moment | None
    revoked_at: Moment | None


class TokenTold(Told):
    """A token, told this once."""

    token_id: RowId
    secret: str


@me.get("", summary="Who I am")
def who(caller: Reads) -> Me:
    """Return what this account is in each of its services."""
    actor = caller.actor
    return Me(
        account_id=actor.account_id,
        is_administrator=actor.is_administrator,
        memberships=[Membership.model_validate(each) for each in actor.memberships],
        scopes=None if actor.scopes is None else sorted(actor.scopes),
    )


@me.get("/sessions", summary="Where I am signed in")
def my_sessions(caller: Reads) -> list[SignedIn]:
    """Return every place this account is signed in."""
    store = caller.store
    found = signing_in.my_sessions(store, caller.actor, at=caller.at)
    return [SignedIn.model_validate(each) for each in found]


@me.delete("/sessions/{session_id}", status_code=204, summary="End a session")
def end_session(caller: Ends, session_id: PathId) -> None:
    """Sign this account out somewhere."""
    store = caller.store
    signing_in.end_my_session(store, caller.actor, session_id, at=caller.at)


@me.put("/password", status_code=204, summary="Change my password")
def change_password(caller: Proves, said: Passwords) -> None:
    """Change the password; every session and token ends, this one too."""
    own_account.change_password(
        caller.store,
        caller.actor,
        old=said.old.get_secret_value(),
        new=said.new.get_secret_value(),
        at=caller.at,
    )


@me.post(
    "/codes",
    status_code=201,
    summary="Begin to use an authenticator",
    openapi_extra=TOLD_ONCE,
)
def start_codes(caller: Proves) -> Authenticator:
    """Return what an authenticator reads; codes are asked for once one has fitted."""
    store = caller.store
    return Authenticator(
        address=signing_in.start_codes(
            store, caller.actor, at=caller.at, seal=caller.house.seal
        )
    )


@me.put("/codes", summary="Ask me for codes from now on")
def confirm_codes(caller: Proves, said: Code) -> RecoveryCodes:
    """Ask for codes from now on, as one has fitted."""
    store = caller.store
    codes = signing_in.confirm_codes(
        store,
        caller.actor,
        said.code.get_secret_value(),
        at=caller.at,
        seal=caller.house.seal,
    )
    return RecoveryCodes(codes=[*codes])


@me.post("/codes/end", status_code=204, summary="Ask me for codes no longer")
def stop_codes(caller: Proves, said: Code) -> None:
    """Ask for codes no longer; one is needed for it."""
    store = caller.store
    signing_in.stop_codes(
        store,
        caller.actor,
        said.code.get_secret_value(),
        at=caller.at,
        seal=caller.house.seal,
    )


@me.get("/tokens", summary="My tokens")
def my_tokens(caller: Reads) -> list[Token]:
    """Return every token this account has issued, without its secret."""
    store = caller.store
    found = own_account.my_tokens(store, caller.actor)
    return [
        Token(
            id=each.id,
            name=each.name,
            prefix=each.prefix,
            scopes=sorted(each.scopes),
            issued_at=each.issued_at,
            expires_at=each.expires_at,
            seen_at=each.seen_at,
            revoked_at=each.revoked_at,
        )
        for each in found
    ]


@me.post("/tokens", status_code=201, summary="Issue a token", openapi_extra=TOLD_ONCE)
def issue_token(caller: Issues, said: TokenWanted) -> TokenTold:
    """Issue a token for other software; it never does more than its owner may."""
    issued = own_account.issue_token(
        caller.store,
        caller.actor,
        name=said.name,
        scopes=frozenset(said.scopes),
        expires_at=said.expires_at,
        at=caller.at,
    )
    return TokenTold(token_id=issued.token_id, secret=issued.secret)


@me.delete("/tokens/{token_id}", status_code=204, summary="End a token")
def revoke_token(caller: Issues, token_id: PathId) -> None:
    """Let a token be good for nothing."""
    store = caller.store
    own_account.revoke_token(store, caller.actor, token_id, at=caller.at)
