"""One line for each request, and figures for whoever watches; never what it was about.

A line holds the route's pattern and not its address, which has ids in it.
"""

import logging
import sys
from collections.abc import Callable
from contextvars import ContextVar
from time import perf_counter
from uuid import uuid4

import structlog
from prometheus_client import CollectorRegistry, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_REQUEST: ContextVar[str] = ContextVar("request", default="")

UNMATCHED = "<unmatched>"
"""What stands for a route where there is none."""


def request_id() -> str:
    """Return the number of the request that is being answered."""
    return _REQUEST.get()


def speak(*, as_json: bool) -> None:
    """Let every line of the log, our own and others', look alike."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    last: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if as_json
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                last,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    # Each request has its line from here; those of others would name addresses.
    logging.getLogger("uvicorn.access").disabled = True
    logging.getLogger("httpx2").setLevel(logging.WARNING)


class Figures:
    """How many requests there are, of what kind, and how long they take."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.seconds = Histogram(
            "cti_request_seconds",
            "Seconds to answer a request",
            ["method", "route", "status"],
            registry=self.registry,
        )


class Observe:
    """Number each request, time it, and write its line."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        figures: Figures,
        clock: Callable[[], float] = perf_counter,
    ) -> None:
        self._app, self._figures, self._clock = app, figures, clock
        self._line = structlog.get_logger("cti.api")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or whatever else it is."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        number, began, status = uuid4().hex, self._clock(), 500
        token = _REQUEST.set(number)

        async def note(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = int(message["status"])
                mine = (b"x-request-id", number.encode())
                message["headers"] = [*message["headers"], mine]
            await send(message)

        try:
            await self._app(scope, receive, note)
        finally:
            seconds = self._clock() - began
            route = getattr(scope.get("route"), "path", UNMATCHED)
            method = scope["method"] if route != UNMATCHED else "any"
            self._figures.seconds.labels(method, route, status).observe(seconds)
            self._line.info(
                "request",
                request=number,
                method=method,
                route=route,
                status=status,
                milliseconds=round(1000 * seconds, 1),
            )
            _REQUEST.reset(token)
