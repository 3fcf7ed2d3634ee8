"""What goes wrong, as a problem that software and people can read (RFC 9457).

A failure the program foresees becomes a status by its family, in one place. Anything
else is a bug: it is noted with a number, and the answer holds that number alone.
"""

from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Annotated, Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cti.api.observe import request_id
from cti.errors import (
    CannotOpen,
    CannotWrite,
    ChangedMeanwhile,
    CtiError,
    InvalidInput,
    NotAllowed,
    NotNow,
    NotSignedIn,
    NotThere,
    StalePlan,
    TooLarge,
    TooManyTries,
    UnreadableCaseload,
    UnreadablePolicy,
    UnreadableScenario,
    VersionNeeded,
)

SayBug = Callable[[str, str], Response | None]
"""What answers at an address where there is a bug with a number; None for a problem."""

MEDIA_TYPE = "application/problem+json"

STATUS: Mapping[type[CtiError], HTTPStatus] = {
    NotSignedIn: HTTPStatus.UNAUTHORIZED,
    NotAllowed: HTTPStatus.FORBIDDEN,
    TooManyTries: HTTPStatus.TOO_MANY_REQUESTS,
    TooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    InvalidInput: HTTPStatus.UNPROCESSABLE_ENTITY,
    NotThere: HTTPStatus.NOT_FOUND,
    VersionNeeded: HTTPStatus.PRECONDITION_REQUIRED,
    ChangedMeanwhile: HTTPStatus.CONFLICT,
    NotNow: HTTPStatus.CONFLICT,
    CannotOpen: HTTPStatus.SERVICE_UNAVAILABLE,
    CannotWrite: HTTPStatus.INTERNAL_SERVER_ERROR,
}
"""The status of each family of failures."""

WITH_FINDINGS = (UnreadableCaseload, UnreadablePolicy, UnreadableScenario)
"""Failures that say one by one what must be mended."""

MOST_FINDINGS = 200
"""So many are told at once."""


class Wrong(BaseModel):
    """One thing to mend in what was sent.

    Attributes
    ----------
    where
        The field, from the outermost in: ``body.name``.
    """

    where: Annotated[str, Field(examples=["body.name"])]
    problem: Annotated[str, Field(examples=["String should have at least 1 character"])]


class Problem(BaseModel):
    """What went wrong, and what can be done about it."""

    type: Annotated[str, Field(examples=["about:blank"])] = "about:blank"
    title: Annotated[str, Field(examples=["Not Found"])]
    status: Annotated[int, Field(examples=[404])]
    detail: Annotated[str, Field(examples=["This is not among the people."])]
    hint: Annotated[
        str, Field(examples=["Go back and choose from the list; it may have changed."])
    ] = ""
    request: Annotated[
        str, Field(description="Quote it when you ask for help.", examples=["6f1e…"])
    ] = ""
    wrong: Sequence[Wrong] = ()
    more: Annotated[
        Sequence[str], Field(description="What else there is to say, in sentences.")
    ] = ()


def answer(
    status: HTTPStatus,
    detail: str,
    *,
    hint: str = "",
    wrong: Sequence[Wrong] = (),
    more: Sequence[str] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return a problem as an answer."""
    said = Problem(
        title=status.phrase,
        status=status,
        detail=detail,
        hint=hint,
        request=request_id(),
        wrong=wrong,
        more=more,
    )
    return JSONResponse(
        said.model_dump(mode="json"),
        status_code=status,
        media_type=MEDIA_TYPE,
        headers=dict(headers or {}),
    )


def documented(*statuses: HTTPStatus) -> dict[int | str, dict[str, Any]]:
    """Return what a route says of the problems it answers with."""
    return {
        int(status): {
            "model": Problem,
            "description": status.description or status.phrase,
            "content": {
                MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}
            },
        }
        for status in statuses
    }


def no_page(_path: str, _number: str) -> None:
    """Leave it to the problem to say."""


def tell_problems(app: FastAPI) -> None:
    """Let an application answer every failure with a problem."""
    app.add_exception_handler(CtiError, foreseen)
    app.add_exception_handler(RequestValidationError, _not_valid)
    app.add_exception_handler(HTTPException, by_the_framework)


def status_of(error: CtiError) -> HTTPStatus:
    """Return the status of a failure's family."""
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def foreseen(request: Request, error: Exception) -> Response:
    """Answer a failure that the program foresees."""
    if not isinstance(error, CtiError):
        raise error
    status = status_of(error)
    if isinstance(error, ChangedMeanwhile) and "if-match" in request.headers:
        status = HTTPStatus.PRECONDITION_FAILED
    headers = {"WWW-Authenticate": "Bearer"} if isinstance(error, NotSignedIn) else {}
    return answer(
        status, error.message, hint=error.hint, more=more_of(error), headers=headers
    )


def more_of(error: CtiError) -> Sequence[str]:
    """Return what else there is to say, in sentences."""
    if isinstance(error, StalePlan):
        return (*error.edits, *error.differences)
    if isinstance(error, WITH_FINDINGS):
        told = [str(finding) for finding in error.findings[:MOST_FINDINGS]]
        left = len(error.findings) - len(told)
        return (*told, *([f"And {left} more."] if left else []))
    return ()


def _not_valid(_request: Request, error: Exception) -> Response:
    if not isinstance(error, RequestValidationError):
        raise error
    found = error.errors()
    if any(each["type"] == "json_invalid" for each in found):
        hint = "Send JSON, encoded as UTF-8."
        return answer(HTTPStatus.BAD_REQUEST, "The body is not JSON.", hint=hint)
    wrong = [
        Wrong(where=".".join(map(str, each["loc"])), problem=each["msg"])
        for each in found
    ]
    detail = (
        "1 thing is wrong." if len(wrong) == 1 else f"{len(wrong)} things are wrong."
    )
    return answer(HTTPStatus.UNPROCESSABLE_ENTITY, detail, wrong=wrong)


def by_the_framework(_request: Request, error: Exception) -> Response:
    """Answer what no route could be asked."""
    if not isinstance(error, HTTPException):
        raise error
    status = HTTPStatus(error.status_code)
    return answer(status, str(error.detail), headers=error.headers)


class TellBugs:
    """Answer what nobody foresaw with a number to quote, and note it under that.

    Parameters
    ----------
    say
        Answers at an address, with the number; None where it is not for it to say.
    """

    def __init__(self, app: ASGIApp, *, say: SayBug) -> None:
        self._app, self._say = app, say
        self._line = structlog.get_logger("cti.api")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or whatever else it is."""
        has_begun = False

        async def note(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self._app(scope, receive, note)
        except Exception:
            self._line.exception("bug", request=request_id())
            if has_begun or scope["type"] != "http":
                raise
            said = self._say(scope["path"], request_id()) or _a_bug()
            await said(scope, receive, send)


def _a_bug() -> Response:
    hint = "Ask whoever looks after the planner, and quote the number of the request."
    return answer(
        HTTPStatus.INTERNAL_SERVER_ERROR, "Something is wrong on our side.", hint=hint
    )
