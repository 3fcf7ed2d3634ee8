"""The application: what answers requests, put together."""

from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, FastAPI

import cti
from cti.api.callers import rules_of
from cti.api.document import describe
from cti.api.guard import RefuseOtherSites, SayHeaders
from cti.api.health import health_routes
from cti.api.house import COOKIE, PLAIN_COOKIE, House, settle
from cti.api.observe import Figures, Observe
from cti.api.parameters import refuse_unknown
from cti.api.problems import SayBug, TellBugs, foreseen, no_page, tell_problems
from cti.api.routes import ROUTES
from cti.api.size import RefuseLarge, SayWhy
from cti.api.subject import LARGEST_BODY


def create_app(
    house: House,
    *,
    why_not_ready: Callable[[], str],
    routes: Iterable[APIRouter] = ROUTES,
    say_bug: SayBug = no_page,
    say_why: SayWhy = foreseen,
) -> FastAPI:
    """Put the application together.

    Parameters
    ----------
    why_not_ready
        Why the store cannot be used just now, in words; empty if it can.
    routes
        What can be asked, beside how it is.
    say_why
        What answers what is refused before a route is asked.
    say_bug
        What answers where nobody foresaw what happened.

    Raises
    ------
    TypeError
        If it is said of a route nowhere, or twice, who may call it.
    """
    figures = Figures()
    app = FastAPI(
        title="Caseload planner",
        version=cti.__version__,
        summary="Who works with whom, when, and why",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        dependencies=[Depends(refuse_unknown)],
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    settle(app, house)
    tell_problems(app)
    app.include_router(health_routes(why_not_ready, figures))
    for each in routes:
        app.include_router(each)
    describe(app, [*rules_of(app)])
    host = urlsplit(house.address).netloc
    cookies = (COOKIE, PLAIN_COOKIE)
    app.add_middleware(RefuseLarge, most=LARGEST_BODY, say=say_why)
    app.add_middleware(TellBugs, say=say_bug)
    app.add_middleware(RefuseOtherSites, public_host=host, cookies=cookies)
    app.add_middleware(SayHeaders, is_secure=house.is_secure)
    app.add_middleware(Observe, figures=figures)
    return app
