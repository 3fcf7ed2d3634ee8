"""Services: which there are, what holds in them, a new one."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from cti.access import Actor
from cti.caseload.caseload import Caseload, Service
from cti.store import services as kept
from cti.store.putting import found_service
from cti.store.services import Place, ServiceName, ServiceSeen
from cti.store.tables import SERVICES
from cti.store.unit import Store

__all__ = [
    "Place",
    "ServiceName",
    "ServiceSeen",
    "change_service",
    "found",
    "one_service",
    "service_names",
    "some_services",
]


def some_services(
    store: Store, actor: Actor, *, on: date, after: Place | None, limit: int
) -> Sequence[ServiceSeen]:
    """Return services this account may know of, by name."""
    with store.reading() as connection:
        return kept.services_seen(connection, actor, on=on, after=after, limit=limit)


def one_service(
    store: Store, actor: Actor, service_id: str, *, on: date
) -> ServiceSeen:
    """Return one service.

    Raises
    ------
    NotThere
        If there is none, or none this account may know of.
    """
    with store.reading() as connection:
        return kept.service_seen(connection, actor, service_id, on=on)


def service_names(
    store: Store, *, after: Place | None, limit: int
) -> Sequence[ServiceName]:
    """Return every service's name, for those who give roles in them."""
    with store.reading() as connection:
        return kept.service_names(connection, after=after, limit=limit)


def found(
    store: Store, actor: Actor, service: Service, *, is_hidden: bool, at: datetime
) -> str:
    """Found a service that has nobody yet, and return its id."""
    nobody = Caseload(service=service, workers=(), people=())
    with store.unit(author_id=actor.account_id, at=at) as unit:
        return found_service(unit, nobody, is_hidden=is_hidden)


def change_service(
    store: Store,
    actor: Actor,
    service_id: str,
    *,
    seen: int,
    said: Mapping[str, Any],
    at: datetime,
) -> int:
    """Let other things hold for all of a service.

    Parameters
    ----------
    seen
        The version that was seen.

    Returns
    -------
    The new version.

    Raises
    ------
    ChangedMeanwhile
        If somebody else changed it since.
    """
    with store.unit(author_id=actor.account_id, at=at) as unit:
        return unit.change(SERVICES, service_id, version=seen, values=said)
