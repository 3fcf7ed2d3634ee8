"""Sign in and out, and set a password by a link."""

from typing import Annotated

from fastapi import BackgroundTasks, Depends, Query, Request
from starlette.responses import Response

from cti.access import Permission
from cti.api.callers import Caller, Open, own
from cti.api.house import House, house_of
from cti.api.routes.sessions import hand_cookie
from cti.errors import (
    CodeNeeded,
    LinkSpent,
    NoLetters,
    NotSignedIn,
    TooManyTries,
    WeakPassword,
)
from cti.usecases import signing_in
from cti.usecases.accounts_told import has_accounts
from cti.usecases.own_account import ask_for_link, count_asking, set_password
from dashboards.pages.sign_in import (
    FirstRunPage,
    ForgottenPage,
    PasswordPage,
    SignInPage,
)
from dashboards.site.forms import Form, Posted
from dashboards.site.frame import Frame
from dashboards.site.routing import pages, see
from dashboards.site.showing import shown

sign_in = pages()

ToSignIn = Annotated[None, Depends(Open("nobody has proven yet who they are"))]
Ends = Annotated[Caller, Depends(own(Permission.SESSION_END))]

NOT_FITTING = "The e-mail address or the password does not fit"
CODE_NOT_FITTING = "The code does not fit; take the one your authenticator shows now"
NOTICES = {
    "password": "Your password is set. Sign in with it.",
    "out": "You are signed out.",
}


@sign_in.get("/sign-in")
def ask(
    request: Request,
    _: ToSignIn,
    then: Annotated[str, Query(max_length=2000)] = "",
    notice: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """Ask who somebody is; where nobody has an account, say how the first is made."""
    if not has_accounts(house_of(request).store):
        return shown(FirstRunPage(), Frame())
    return _asked(request, Form(), then=then, notice=NOTICES.get(notice, ""))


@sign_in.post("/sign-in")
def begin(request: Request, _: ToSignIn, form: Posted) -> Response:
    """Sign in, and go on to where somebody wanted to be."""
    house = house_of(request)
    email = form.line("email", needed="Enter your e-mail address")
    password = form.value("password")
    if not password:
        form.refuse("password", "Enter your password")
    code, then = form.value("code").strip() or None, form.value("then")
    asks_for_code = "code" in form.said
    if not form.wrong:
        try:
            signed_in = signing_in.sign_in(
                house.store,
                email=email,
                password=password,
                address=_address(request),
                at=house.clock(),
                code=code,
                seal=house.seal,
            )
        except CodeNeeded:
            asks_for_code = True
            if "code" in form.said:
                form.refuse("code", "Enter the code your authenticator shows")
        except NotSignedIn:
            at_fault = "code" if code else "email"
            form.refuse(at_fault, CODE_NOT_FITTING if code else NOT_FITTING)
        except TooManyTries as error:
            form.refuse("email", f"{error.message} {error.hint}")
        else:
            response = see(_ours(then))
            hand_cookie(response, house, signed_in.secret)
            return response
    return _asked(request, form, then=then, asks_for_code=asks_for_code)


@sign_in.post("/sign-out")
def end(caller: Ends, request: Request) -> Response:
    """Sign out; what a phone has kept of the week is forgotten with it."""
    house = caller.house
    secret = request.cookies.get(house.cookie, "")
    signing_in.sign_out(house.store, caller.actor, secret, at=caller.at)
    response = see("/sign-in?notice=out")
    response.delete_cookie(
        house.cookie, secure=house.is_secure, httponly=True, samesite="lax"
    )
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@sign_in.get("/forgotten")
def ask_where(_: ToSignIn, request: Request) -> Response:
    """Ask where a link is to be sent."""
    _expect_letters(house_of(request))
    return shown(ForgottenPage(form=Form()), Frame())


@sign_in.post("/forgotten")
def send(
    _: ToSignIn, request: Request, form: Posted, later: BackgroundTasks
) -> Response:
    """Have a link sent; the answer is the same for every address."""
    house, at = house_of(request), house_of(request).clock()
    _expect_letters(house)
    email = form.line("email", needed="Enter your e-mail address")
    if form.wrong:
        return shown(ForgottenPage(form=form), Frame(), 422)
    try:
        count_asking(house.store, email=email, address=_address(request), at=at)
    except TooManyTries as error:
        form.refuse("email", f"{error.message} {error.hint}")
        return shown(ForgottenPage(form=form), Frame(), 429)
    later.add_task(ask_for_link, house.store, email=email, at=at)
    return shown(ForgottenPage(form=form, is_sent=True), Frame())


@sign_in.get("/password")
def choose(_: ToSignIn) -> Response:
    """Ask for a password; the link is read by a script, and never sent in an address.

    What follows ``#`` in a link stays in the browser, so that no server's log has it.
    """
    return shown(PasswordPage(form=Form()), Frame())


@sign_in.post("/password")
def keep(_: ToSignIn, request: Request, form: Posted) -> Response:
    """Set a password by a link, which is good once."""
    house = house_of(request)
    link = form.line("link", needed="Enter the code from the link you were sent")
    password = form.value("password")
    if not password:
        form.refuse("password", "Enter a password")
    if not form.wrong:
        try:
            set_password(house.store, link, password, at=house.clock())
        except WeakPassword as error:
            form.refuse("password", f"{error.message} {error.hint}")
        except LinkSpent as error:
            form.refuse("link", f"{error.message} {error.hint}")
        else:
            return see("/sign-in?notice=password")
    return shown(PasswordPage(form=form), Frame(), 422)


def _asked(
    request: Request,
    form: Form,
    *,
    then: str,
    asks_for_code: bool = False,
    notice: str = "",
) -> Response:
    house = house_of(request)
    page = SignInPage(
        form=form,
        then=then,
        asks_for_code=asks_for_code,
        provider=house.sign_on.provider.name if house.sign_on else "",
        sends_letters=house.sends_letters,
        notice=notice,
    )
    return shown(page, Frame(), 422 if form.wrong else 200)


def _ours(path: str) -> str:
    """Return a path if it is one of this site, else where everybody begins."""
    is_ours = path.startswith("/") and not path.startswith(("//", "/\\"))
    return path if is_ours and "\n" not in path and "\r" not in path else "/"


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _expect_letters(house: House) -> None:
    if not house.sends_letters:
        raise NoLetters
