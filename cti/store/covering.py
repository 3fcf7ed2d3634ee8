"""Who covers for whom: contacts that another than the person's worker makes."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Select, or_, select

from cti.access import Actor
from cti.store.tables import ASSIGNMENTS, PEOPLE, PLANNED_CONTACTS, WORKERS
from cti.store.visibility import MOST_QUERIES, visible


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverSeen:
    """A contact that somebody makes for another.

    Attributes
    ----------
    worker_id, worker
        Who makes it.
    for_worker_id, for_worker
        Who works with the person on that day.
    """

    contact_id: str
    person_id: str
    known_as: str
    at: datetime
    worker_id: str
    worker: str
    for_worker_id: str
    for_worker: str


def covers_between(
    connection: Connection,
    actor: Actor,
    worker_ids: Collection[str],
    from_on: date,
    to_on: date,
    *,
    on: date,
) -> Sequence[CoverSeen]:
    """Return the cover that some workers give or are given, in order of time.

    Parameters
    ----------
    from_on, to_on
        The first and the last day, both included.
    on
        Today: what may be seen is decided by it.
    """
    contact, held = PLANNED_CONTACTS, ASSIGNMENTS
    found = connection.execute(
        _covers(actor, on).where(
            contact.c.at >= datetime.combine(from_on, time.min),
            contact.c.at <= datetime.combine(to_on, time.max),
            or_(contact.c.worker_id.in_(worker_ids), held.c.worker_id.in_(worker_ids)),
        )
    )
    return [
        CoverSeen(
            contact_id=row.id,
            person_id=row.person_id,
            known_as=row.known_as,
            at=row.at,
            worker_id=row.worker_id,
            worker=row.worker,
            for_worker_id=row.for_worker_id,
            for_worker=row.for_worker,
        )
        for row in found
        if (row.from_on is None or row.from_on <= row.at.date())
        and (row.to_on is None or row.at.date() < row.to_on)
    ]


@lru_cache(MOST_QUERIES)
def _covers(actor: Actor, on: date) -> Select[Any]:
    makes, holds = WORKERS.alias("makes"), WORKERS.alias("holds")
    contact, held = PLANNED_CONTACTS, ASSIGNMENTS
    return visible(
        select(
            contact,
            PEOPLE.c.known_as,
            makes.c.name.label("worker"),
            holds.c.id.label("for_worker_id"),
            holds.c.name.label("for_worker"),
            held.c.from_on,
            held.c.to_on,
        )
        .join(PEOPLE, PEOPLE.c.id == contact.c.person_id)
        .join(makes, makes.c.id == contact.c.worker_id)
        .join(held, held.c.person_id == contact.c.person_id)
        .join(holds, holds.c.id == held.c.worker_id)
        .where(contact.c.cover, contact.c.is_cancelled.is_(False))
        .order_by(contact.c.at, contact.c.id),
        actor,
        on=on,
    )
