"""What the routes of one subject share: where they are, and what may go wrong."""

from http import HTTPStatus

from fastapi import APIRouter

from cti.api.once import OnceRoute
from cti.api.problems import documented

LARGEST_BODY = 20 * 1024 * 1024
"""In bytes: a workbook of a service is far smaller."""

EVERYWHERE = (
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.UNAUTHORIZED,
    HTTPStatus.FORBIDDEN,
    HTTPStatus.NOT_FOUND,
    HTTPStatus.CONFLICT,
    HTTPStatus.PRECONDITION_FAILED,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNPROCESSABLE_ENTITY,
    HTTPStatus.PRECONDITION_REQUIRED,
    HTTPStatus.TOO_MANY_REQUESTS,
    HTTPStatus.SERVICE_UNAVAILABLE,
)
"""What any route may answer when it cannot do what was asked."""


def subject(name: str, path: str = "") -> APIRouter:
    """Return the routes of one subject, none yet.

    Parameters
    ----------
    path
        Where they are below ``/api``.
    """
    # The whole path is said here: what routers that hold others add to it, a route's
    # own path lacks, and every line of the log has that.
    return APIRouter(
        prefix=f"/api{path}",
        tags=[name],
        route_class=OnceRoute,
        responses=documented(*EVERYWHERE),
    )
