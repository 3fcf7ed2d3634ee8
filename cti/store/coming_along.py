"""Who else comes to a contact: at a warm handover two workers meet somebody together.

Each of them has a contact of their own with the person, at the same moment.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, select

from cti.access import Actor
from cti.store.plain import Values
from cti.store.tables import PLANNED_CONTACTS, WORKERS
from cti.store.unit import Unit
from cti.store.visibility import MOST_QUERIES, visible


def who_comes_along(
    connection: Connection, actor: Actor, contact_ids: Collection[str], *, on: date
) -> Mapping[str, tuple[str, ...]]:
    """Return who else comes to contacts people were told of, by the contact."""
    mine = PLANNED_CONTACTS.c.id.in_(contact_ids)
    found: dict[str, tuple[str, ...]] = {}
    for row in connection.execute(_together(actor, on).where(mine)):
        found[row.id] = (*found.get(row.id, ()), row.name)
    return found


def made_at_once(unit: Unit, planned: Values) -> Sequence[Row[Any]]:
    """Return a contact people were told of, with those that are made at once with it.

    What is called off is left out.
    """
    at_once = select(PLANNED_CONTACTS).where(
        PLANNED_CONTACTS.c.person_id == planned["person_id"],
        PLANNED_CONTACTS.c.at == planned["at"],
        PLANNED_CONTACTS.c.is_cancelled.is_(False),
    )
    return unit.connection.execute(at_once).all()


@lru_cache(MOST_QUERIES)
def _together(actor: Actor, on: date) -> Select[Any]:
    mine, other = PLANNED_CONTACTS, PLANNED_CONTACTS.alias("other")
    at_once = and_(
        other.c.person_id == mine.c.person_id,
        other.c.at == mine.c.at,
        other.c.worker_id != mine.c.worker_id,
        other.c.is_cancelled.is_(False),
        mine.c.is_cancelled.is_(False),
    )
    return visible(
        select(mine.c.id, WORKERS.c.name)
        .join(other, at_once)
        .join(WORKERS, WORKERS.c.id == other.c.worker_id)
        .order_by(WORKERS.c.name, WORKERS.c.id),
        actor,
        on=on,
    )
