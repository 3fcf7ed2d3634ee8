"""Whether it lives, whether it can answer, and its figures; nothing about anybody."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated, Literal

from fastapi import APIRouter, Depends
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel, Field
from starlette.responses import PlainTextResponse, Response

from cti.api.callers import Open
from cti.api.observe import Figures
from cti.api.problems import answer, documented

TO_WATCH = Open("whoever watches an installation has no account, and learns of nobody")


class Health(BaseModel):
    """That it lives."""

    state: Annotated[Literal["alive", "ready"], Field(examples=["alive"])]


def health_routes(why_not_ready: Callable[[], str], figures: Figures) -> APIRouter:
    """Return the routes for whoever watches an installation.

    Parameters
    ----------
    why_not_ready
        Why the store cannot be used just now, in words; empty if it can.
    """
    routes = APIRouter(
        tags=["health"],
        dependencies=[Depends(TO_WATCH)],
        responses=documented(HTTPStatus.UNPROCESSABLE_ENTITY),
    )

    @routes.get("/health", summary="Whether it lives")
    def health() -> Health:
        return Health(state="alive")

    @routes.get(
        "/ready",
        response_model=Health,
        summary="Whether it can answer",
        responses=documented(HTTPStatus.SERVICE_UNAVAILABLE),
    )
    def ready() -> Health | Response:
        why = why_not_ready()
        if why:
            hint = "It is tried again by itself."
            return answer(HTTPStatus.SERVICE_UNAVAILABLE, why, hint=hint)
        return Health(state="ready")

    @routes.get(
        "/metrics",
        response_class=PlainTextResponse,
        summary="Figures, for Prometheus",
    )
    def metrics() -> Response:
        said = generate_latest(figures.registry)
        return Response(said, media_type=CONTENT_TYPE_LATEST)

    return routes
