"""People as an account may see them: who there is to find, and how near they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, Table, select

from cti.access import AboutPerson, Actor
from cti.store.tables import ASSIGNMENTS, PEOPLE, SERVICES, WORKERS
from cti.store.visibility import MEETS, holds, these_days, visible


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What anybody in a service may know of somebody whose service is not hidden.

    Attributes
    ----------
    workers
        The names of those who work with them on the day.
    """

    person_id: str
    known_as: str
    service: str
    workers: tuple[str, ...]


def cards(
    connection: Connection, actor: Actor | None, *, on: date, name: str = ""
) -> Sequence[Card]:
    """Return everybody an account may know of, by name.

    Parameters
    ----------
    name
        A part of what they are known as, in small or in capital letters.
    """
    found = visible(
        select(PEOPLE.c.id, PEOPLE.c.known_as, SERVICES.c.name)
        .join(SERVICES, SERVICES.c.id == PEOPLE.c.service_id)
        .where(PEOPLE.c.known_as.icontains(name, autoescape=True))
        .order_by(PEOPLE.c.known_as, PEOPLE.c.id),
        actor,
        on=on,
    )
    with_whom = visible(
        select(ASSIGNMENTS.c.person_id, WORKERS.c.name)
        .join(WORKERS, WORKERS.c.id == ASSIGNMENTS.c.worker_id)
        .where(*holds(ASSIGNMENTS, on))
        .order_by(WORKERS.c.name),
        actor,
        on=on,
    )
    workers: dict[str, list[str]] = {}
    for person_id, worker in connection.execute(with_whom):
        workers.setdefault(person_id, []).append(worker)
    return [
        Card(
            person_id=row.id,
            known_as=row.known_as,
            service=row.name,
            workers=tuple(workers.get(row.id, ())),
        )
        for row in connection.execute(found)
    ]


def about_person(
    connection: Connection, person_id: str, *, on: date
) -> AboutPerson | None:
    """Return what decides who may see a person; None if there is none.

    It is for deciding only: it says that somebody is there before it is known who asks.
    """
    row = connection.execute(
        select(PEOPLE.c.service_id, PEOPLE.c.team, SERVICES.c.is_hidden)
        .join(SERVICES, SERVICES.c.id == PEOPLE.c.service_id)
        .where(PEOPLE.c.id == person_id)
    ).first()
    if row is None:
        return None
    return AboutPerson(
        person_id=person_id,
        service_id=row.service_id,
        team=row.team,
        is_hidden=row.is_hidden,
        worker_ids=_workers(
            connection, ASSIGNMENTS, person_id, *holds(ASSIGNMENTS, on)
        ),
        covering_ids=frozenset[str]().union(
            *(
                _workers(connection, table, person_id, *these_days(table, on))
                for table in MEETS
            )
        ),
    )


def _workers(
    connection: Connection,
    table: Table,
    person_id: str,
    *which: ColumnElement[bool],
) -> frozenset[str]:
    found = select(table.c.worker_id).where(table.c.person_id == person_id, *which)
    return frozenset(connection.execute(found).scalars())
