"""Services: those somebody may know of, and the names of all for who gives roles."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Row, Select, select, tuple_

from cti.access import Actor
from cti.caseload.caseload import Country
from cti.errors import NotThere
from cti.store.tables import SERVICES
from cti.store.unit import as_values
from cti.store.visibility import MOST_QUERIES, visible
from cti.units import Sce

Place = tuple[str, ...]
"""What a list is in the order of, of the row a page begins behind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceSeen:
    """A service, with what holds for all of it.

    Attributes
    ----------
    revision
        Counts every change to what a plan is made from.
    """

    id: str
    version: int
    name: str
    ceiling: Sce
    country: Country
    horizon_weeks: int
    programme: str
    is_hidden: bool
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceName:
    """A service, without anything that holds in it."""

    id: str
    name: str


def services_seen(
    connection: Connection,
    actor: Actor | None,
    *,
    on: date,
    after: Place | None,
    limit: int,
) -> Sequence[ServiceSeen]:
    """Return the services an account may know of, by name.

    Parameters
    ----------
    after
        The name and the id that the first comes behind.
    limit
        How many at most.
    """
    query = _by_name(_known(actor, on), after, limit)
    return [_seen(row) for row in connection.execute(query)]


def service_seen(
    connection: Connection, actor: Actor | None, service_id: str, *, on: date
) -> ServiceSeen:
    """Return one service.

    Raises
    ------
    NotThere
        If there is none, or none this account may know of.
    """
    one = _known(actor, on).where(SERVICES.c.id == service_id)
    row = connection.execute(one).first()
    if row is None:
        raise NotThere(SERVICES.name)
    return _seen(row)


@lru_cache(MOST_QUERIES)
def _known(actor: Actor | None, on: date) -> Select[Any]:
    return visible(select(SERVICES), actor, on=on)


def service_names(
    connection: Connection, *, after: Place | None, limit: int
) -> Sequence[ServiceName]:
    """Return every service's name, hidden ones too, for who gives roles in them."""
    query = _by_name(select(SERVICES.c.id, SERVICES.c.name), after, limit)
    return [ServiceName(id=row.id, name=row.name) for row in connection.execute(query)]


def _by_name(query: Select[Any], after: Place | None, limit: int) -> Select[Any]:
    order = (SERVICES.c.name, SERVICES.c.id)
    if after is not None:
        query = query.where(tuple_(*order) > tuple_(*after))
    return query.order_by(*order).limit(limit)


def _seen(row: Row[Any]) -> ServiceSeen:
    said = as_values(row)
    return ServiceSeen(**{each.name: said[each.name] for each in fields(ServiceSeen)})
