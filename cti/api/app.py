"""The application: what answers requests, put together."""

from collections.abc import Callable
from urllib.parse import urlsplit

from fastapi import FastAPI

import cti
from cti.api.guard import RefuseOtherSites, SayHeaders
from cti.api.health import health_routes
from cti.api.observe import Figures, Observe
from cti.api.problems import TellBugs, tell_problems
from cti.settings import Settings

COOKIE = "__Host-cti"
"""Holds a session where the connection is encrypted."""

PLAIN_COOKIE = "cti"
"""Holds a session on one's own computer, where it is not."""


def create_app(settings: Settings, *, why_not_ready: Callable[[], str]) -> FastAPI:
    """Put the application together.

    Parameters
    ----------
    why_not_ready
        Why the store cannot be used just now, in words; empty if it can.
    """
    figures = Figures()
    app = FastAPI(
        title="Caseload planner",
        version=cti.__version__,
        summary="Who works with whom, when, and why",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    tell_problems(app)
    app.include_router(health_routes(why_not_ready, figures))
    host = urlsplit(settings.address).netloc
    cookies = (COOKIE, PLAIN_COOKIE)
    app.add_middleware(TellBugs)
    app.add_middleware(RefuseOtherSites, public_host=host, cookies=cookies)
    app.add_middleware(SayHeaders, is_secure=settings.is_secure)
    app.add_middleware(Observe, figures=figures)
    return app
