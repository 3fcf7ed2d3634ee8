"""Routes whose failures are pages too."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, ClassVar
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from cti.api.observe import request_id
from cti.api.problems import more_of, status_of
from cti.errors import CtiError, NotSignedIn
from dashboards.site.frame import frame_for, is_fragment
from dashboards.site.showing import shown

SIGN_IN = "/sign-in"

Handler = Callable[[Request], Coroutine[Any, Any, Response]]

TITLES = {
    HTTPStatus.NOT_FOUND: "Page not found",
    HTTPStatus.FORBIDDEN: "This is not for your account",
    HTTPStatus.CONFLICT: "Somebody else was quicker",
    HTTPStatus.PRECONDITION_FAILED: "Somebody else was quicker",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "This is too large",
    HTTPStatus.TOO_MANY_REQUESTS: "Please wait",
    HTTPStatus.SERVICE_UNAVAILABLE: "The planner cannot answer just now",
}

MIGHT_HELP = (
    "If you typed the address, check it. If you followed a link, what it led to may "
    "have been taken away."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemPage:
    """What could not be done, and what would help.

    Attributes
    ----------
    more
        What else there is to say, in sentences.
    number
        What to quote when asking for help.
    """

    template: ClassVar[str] = "site/problem.html"

    title: str
    words: str
    hint: str = ""
    more: tuple[str, ...] = ()
    number: str = ""


class PageRoute(APIRoute):
    """A route that answers what it cannot do with a page that says so."""

    def get_route_handler(self) -> Handler:
        """Return what answers."""
        usual = super().get_route_handler()

        async def answer(request: Request) -> Response:
            try:
                return await usual(request)
            except NotSignedIn:
                return to_sign_in(request)
            except (CtiError, RequestValidationError, HTTPException) as error:
                return await run_in_threadpool(say, request, error)

        return answer


def pages(path: str = "") -> APIRouter:
    """Return the pages of one subject, none yet."""
    return APIRouter(prefix=path, route_class=PageRoute, include_in_schema=False)


def see(address: str) -> Response:
    """Answer what was done by showing another page."""
    return RedirectResponse(address, status_code=HTTPStatus.SEE_OTHER)


def to_sign_in(request: Request) -> Response:
    """Let somebody sign in first, and come back."""
    path = request.url.path if request.method == "GET" else ""
    asked = f"{path}?{request.url.query}" if request.url.query else path
    address = f"{SIGN_IN}?then={quote(asked, safe='')}" if asked else SIGN_IN
    if is_fragment(request):
        return Response(status_code=HTTPStatus.OK, headers={"HX-Redirect": address})
    return see(address)


def say(request: Request, error: Exception) -> Response:
    """Answer a failure that was foreseen with a page that says what would help."""
    if isinstance(error, CtiError):
        status = status_of(error)
        page = ProblemPage(
            title=_title(status),
            words=error.message,
            hint=error.hint,
            more=tuple(more_of(error)),
            number=request_id(),
        )
    elif isinstance(error, HTTPException) and error.status_code != HTTPStatus.NOT_FOUND:
        status = HTTPStatus(error.status_code)
        page = ProblemPage(title=_title(status), words=str(error.detail))
    else:
        status = HTTPStatus.NOT_FOUND
        page = ProblemPage(
            title="Page not found", words="There is no such page.", hint=MIGHT_HELP
        )
    return shown(page, frame_for(request), status)


def a_bug(number: str) -> ProblemPage:
    """Return what is shown for what nobody foresaw."""
    return ProblemPage(
        title="Sorry, there is a problem",
        words="Something is wrong on our side. What you had saved before is kept.",
        hint="Try again later. If it stays, tell whoever looks after the planner.",
        number=number,
    )


def _title(status: HTTPStatus) -> str:
    return TITLES.get(status, "There is a problem")
