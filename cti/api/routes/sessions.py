"""Sign in and out."""

from typing import Annotated

from fastapi import BackgroundTasks, Depends, Request
from pydantic import Field, SecretStr
from starlette.responses import Response

from cti.access import Permission
from cti.api.callers import Caller, Open, own
from cti.api.house import House, house_of
from cti.api.shapes import Line, RowId, Sent, Told
from cti.api.subject import subject
from cti.errors import NoLetters
from cti.usecases.own_account import ask_for_link, count_asking, set_password
from cti.usecases.signing_in import sign_in, sign_out

sessions = subject("sessions")

Secret = Annotated[SecretStr, Field(max_length=500)]

TO_SIGN_IN = Open("nobody has proven yet who they are")


class Proof(Sent):
    """What somebody signs in with."""

    email: Annotated[Line, Field(examples=["jo@example.org"])]
    password: Annotated[Secret, Field(examples=["gravel pelican anthem"])]
    code: Annotated[
        Secret | None,
        Field(description="Of an authenticator, or a recovery code, where it is asked"),
    ] = None


class Session(Told):
    """That somebody is signed in."""

    session_id: RowId
    account_id: RowId


class Forgotten(Sent):
    """Whose password is to be another."""

    email: Annotated[Line, Field(examples=["jo@example.org"])]


class NewPassword(Sent):
    """A password, and the link that allows to set it."""

    link: Secret
    password: Secret


@sessions.post(
    "/sessions", status_code=201, summary="Sign in", dependencies=[Depends(TO_SIGN_IN)]
)
def begin(proof: Proof, request: Request, response: Response) -> Session:
    """Sign in; a cookie that no script can read holds the session from then on.

    Whatever does not fit, the answer is the same, and takes the same time.
    """
    house = house_of(request)
    signed_in = sign_in(
        house.store,
        email=proof.email,
        password=proof.password.get_secret_value(),
        address=request.client.host if request.client else "",
        at=house.clock(),
        code=proof.code.get_secret_value() if proof.code else None,
        seal=house.seal,
    )
    hand_cookie(response, house, signed_in.secret)
    return Session(session_id=signed_in.session_id, account_id=signed_in.account_id)


@sessions.delete("/sessions/current", status_code=204, summary="Sign out")
def end(
    caller: Annotated[Caller, Depends(own(Permission.SESSION_END))],
    request: Request,
    response: Response,
) -> None:
    """Sign out: the session ends here and now."""
    house = caller.house
    secret = request.cookies.get(house.cookie, "")
    sign_out(house.store, caller.actor, secret, at=caller.at)
    response.delete_cookie(
        house.cookie, secure=house.is_secure, httponly=True, samesite="lax"
    )


@sessions.post(
    "/sessions/forgotten",
    status_code=202,
    summary="Ask for a link to set another password",
    dependencies=[Depends(TO_SIGN_IN)],
)
def forgotten(said: Forgotten, request: Request, later: BackgroundTasks) -> None:
    """Have a link sent to an e-mail address, if somebody may sign in with it.

    The answer is the same for every address, and takes the same time; who asks too
    often waits.
    """
    house, at = house_of(request), house_of(request).clock()
    if not house.sends_letters:
        raise NoLetters
    address = request.client.host if request.client else ""
    count_asking(house.store, email=said.email, address=address, at=at)
    # Once the answer is out: what is done for an address that has an account takes
    # longer, and nobody is to see that.
    later.add_task(ask_for_link, house.store, email=said.email, at=at)


@sessions.put(
    "/passwords",
    status_code=204,
    summary="Set a password by a link",
    dependencies=[Depends(TO_SIGN_IN)],
)
def set_by_link(said: NewPassword, request: Request) -> None:
    """Set a password by a link, which is good once; every session and token ends."""
    house = house_of(request)
    set_password(
        house.store,
        said.link.get_secret_value(),
        said.password.get_secret_value(),
        at=house.clock(),
    )


def hand_cookie(response: Response, house: House, secret: str) -> None:
    """Let a browser hold a session, for as long as it is open."""
    response.set_cookie(
        house.cookie,
        secret,
        path="/",
        secure=house.is_secure,
        httponly=True,
        samesite="lax",
    )
