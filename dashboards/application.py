"""The planner with its pages: what `cti serve` serves."""

from collections.abc import Callable
from http import HTTPStatus

from fastapi import FastAPI, Request
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response

from cti.api.app import create_app
from cti.api.house import House
from cti.api.problems import by_the_framework, foreseen
from cti.api.routes import ROUTES
from dashboards.routes import PAGES
from dashboards.site.assets import WHERE, assets
from dashboards.site.frame import Frame
from dashboards.site.routing import a_bug, say
from dashboards.site.showing import shown

SMALL = 1000
"""Bytes: a shorter answer is sent as it is."""


def create_planner(house: House, *, why_not_ready: Callable[[], str]) -> FastAPI:
    """Put the planner together: pages for people, and the API for other software.

    Parameters
    ----------
    why_not_ready
        Why the store cannot be used just now, in words; empty if it can.
    """
    app = create_app(
        house,
        why_not_ready=why_not_ready,
        routes=(*ROUTES, *PAGES),
        say_bug=_say_bug,
        say_why=_say_why,
    )
    app.mount(WHERE, assets())
    app.add_exception_handler(HTTPException, _by_the_framework)
    # No page holds a secret beside what somebody typed, so that its length tells none.
    app.add_middleware(GZipMiddleware, minimum_size=SMALL)
    return app


def is_of_the_api(path: str) -> bool:
    """Whether an address is one of those for other software."""
    return path.startswith(("/api", "/health", "/ready", "/metrics"))


def _by_the_framework(request: Request, error: Exception) -> Response:
    if is_of_the_api(request.url.path):
        return by_the_framework(request, error)
    return say(request, error)


def _say_why(request: Request, error: Exception) -> Response:
    if is_of_the_api(request.url.path):
        return foreseen(request, error)
    return say(request, error)


def _say_bug(path: str, number: str) -> Response | None:
    if is_of_the_api(path):
        return None
    return shown(a_bug(number), Frame(), HTTPStatus.INTERNAL_SERVER_ERROR)
