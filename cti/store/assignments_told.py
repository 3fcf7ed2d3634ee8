"""Who works with whom, and who did: of a service on a day, of a person ever."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, select, tuple_

from cti.access import Actor
from cti.store.services import Place
from cti.store.tables import ASSIGNMENTS, PEOPLE, WORKERS
from cti.store.visibility import holds, visible


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentSeen:
    """One person with one worker for a time.

    Attributes
    ----------
    from_on, to_on
        Half-open; None for from long ago, and for onwards.
    """

    id: str
    person_id: str
    known_as: str
    worker_id: str
    worker: str
    from_on: date | None
    to_on: date | None


def assignments_on(
    connection: Connection,
    actor: Actor,
    service_id: str,
    day: date,
    *,
    on: date,
    after: Place | None,
    limit: int,
) -> Sequence[AssignmentSeen]:
    """Return who works with whom in a service on a day, by the person's name.

    Parameters
    ----------
    on
        Today: what may be seen is decided by it.
    after
        What the first is known as, and the id, that it comes behind.
    """
    order = (PEOPLE.c.known_as, ASSIGNMENTS.c.id)
    query = _whose(actor, on).where(
        ASSIGNMENTS.c.service_id == service_id, *holds(ASSIGNMENTS, day)
    )
    if after is not None:
        query = query.where(tuple_(*order) > tuple_(*after))
    return _seen(connection, query.order_by(*order).limit(limit))


def assignments_of(
    connection: Connection, actor: Actor, person_id: str, *, on: date
) -> Sequence[AssignmentSeen]:
    """Return everybody who has worked with somebody or is to, from first to last."""
    theirs = _whose(actor, on).where(ASSIGNMENTS.c.person_id == person_id)
    seen = _seen(connection, theirs)
    return sorted(seen, key=lambda each: each.from_on or date.min)


def _whose(actor: Actor, on: date) -> Select[Any]:
    return visible(
        select(ASSIGNMENTS, PEOPLE.c.known_as, WORKERS.c.name.label("worker"))
        .join(PEOPLE, PEOPLE.c.id == ASSIGNMENTS.c.person_id)
        .join(WORKERS, WORKERS.c.id == ASSIGNMENTS.c.worker_id),
        actor,
        on=on,
    )


def _seen(connection: Connection, query: Select[Any]) -> Sequence[AssignmentSeen]:
    return [
        AssignmentSeen(
            id=row.id,
            person_id=row.person_id,
            known_as=row.known_as,
            worker_id=row.worker_id,
            worker=row.worker,
            from_on=row.from_on,
            to_on=row.to_on,
        )
        for row in connection.execute(query)
    ]
