"""Sign in by the identity provider of an organisation, where there is one."""

from typing import Annotated

from fastapi import Depends, Query, Request
from pydantic import BeforeValidator, Field
from starlette.responses import RedirectResponse, Response

from cti.api.callers import Open
from cti.api.house import House, house_of
from cti.api.routes.sessions import hand_cookie
from cti.api.shapes import Told, no_nul
from cti.api.subject import subject
from cti.errors import NoSignOn, SignOnFailed
from cti.usecases.signing_on import LASTS, SignOn, begin, finish

sign_on = subject("sign-on", "/sign-on")

OFFERED = Open("it tells what the page to sign in offers")
TO_SIGN_ON = Open("nobody has proven yet who they are")

Said = Annotated[str, BeforeValidator(no_nul), Query(max_length=4000)]


class SignOnTold(Told):
    """How one can sign in beside a password."""

    name: Annotated[
        str | None,
        Field(
            description="What the provider is called; null where there is none.",
            examples=["Microsoft"],
        ),
    ]


@sign_on.get(
    "", summary="Whether there is single sign-on", dependencies=[Depends(OFFERED)]
)
def offered(request: Request) -> SignOnTold:
    """Tell what the identity provider is called, for the page to sign in."""
    there = house_of(request).sign_on
    return SignOnTold(name=there.provider.name if there else None)


@sign_on.get(
    "/start",
    status_code=303,
    response_class=RedirectResponse,
    summary="Go to the identity provider",
    dependencies=[Depends(TO_SIGN_ON)],
)
def start(request: Request) -> Response:
    """Send a browser to the identity provider; what it holds meanwhile is sealed."""
    house = house_of(request)
    begun = begin(_there(house), at=house.clock())
    response = RedirectResponse(begun.where, status_code=303)
    response.set_cookie(
        house.attempt_cookie,
        begun.sealed,
        max_age=int(LASTS.total_seconds()),
        path="/",
        secure=house.is_secure,
        httponly=True,
        samesite="lax",
    )
    return response


@sign_on.get(
    "/return",
    status_code=303,
    response_class=RedirectResponse,
    summary="Come back from the identity provider",
    dependencies=[Depends(TO_SIGN_ON)],
)
def come_back(
    request: Request, state: Said = "", code: Said = "", iss: Said | None = None
) -> Response:
    """Sign in whoever came back; a cookie holds the session from then on.

    Nobody gets an account by it. Whoever has none is told to ask an administrator, and
    no more.
    """
    house = house_of(request)
    there = _there(house)
    is_another = iss is not None and iss != there.provider.issuer
    sealed = request.cookies.get(house.attempt_cookie, "")
    if is_another or not (sealed and state and code):
        raise SignOnFailed
    signed_in = finish(
        house.store, there, sealed=sealed, state=state, code=code, at=house.clock()
    )
    response = RedirectResponse("/", status_code=303)
    response.delete_cookie(
        house.attempt_cookie, secure=house.is_secure, httponly=True, samesite="lax"
    )
    hand_cookie(response, house, signed_in.secret)
    return response


def _there(house: House) -> SignOn:
    if house.sign_on is None:
        raise NoSignOn(why="there is none here")
    return house.sign_on
