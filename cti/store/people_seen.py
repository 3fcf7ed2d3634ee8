"""People as an account may see them: who there is to find, and how near they are."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, Table, select

from cti.access import AboutPerson, Actor, Permission
from cti.store.alike import like
from cti.store.tables import ASSIGNMENTS, PEOPLE, SERVICES, WORKERS
from cti.store.visibility import MEETS, holds, people_for, these_days, visible


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
        A part of what they are known as, whatever its capitals and accents.
    """
    found = visible(
        select(PEOPLE.c.id, PEOPLE.c.known_as, SERVICES.c.name)
        .join(SERVICES, SERVICES.c.id == PEOPLE.c.service_id)
        .where(like(PEOPLE.c.known_as, name))
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


def people_allowed(
    connection: Connection,
    actor: Actor,
    needed: Permission,
    service_id: str,
    *,
    on: date,
) -> frozenset[str]:
    """Return a service's people with whom an account may do something.

    Whatever takes a reason is not counted.
    """
    theirs = people_for(actor, needed, on=on)
    ours = theirs.where(PEOPLE.c.service_id == service_id)
    return frozenset(str(each) for (each,) in connection.execute(ours))


def about_person(
    connection: Connection, person_id: str, *, on: date
) -> AboutPerson | None:
    """Return what decides who may see a person; None if there is none.

    It is for deciding only: it says that somebody is there before it is known who asks.
    """
    return about_people(connection, [person_id], on=on).get(person_id)


def about_people(
    connection: Connection, person_ids: Collection[str], *, on: date
) -> Mapping[str, AboutPerson]:
    """Return what decides who may see each of some people, for deciding only."""
    rows = connection.execute(
        select(PEOPLE.c.id, PEOPLE.c.service_id, PEOPLE.c.team, SERVICES.c.is_hidden)
        .join(SERVICES, SERVICES.c.id == PEOPLE.c.service_id)
        .where(PEOPLE.c.id.in_(person_ids))
    )
    working = _workers(connection, ASSIGNMENTS, person_ids, *holds(ASSIGNMENTS, on))
    covering = [
        _workers(connection, table, person_ids, *these_days(table, on))
        for table in MEETS
    ]
    return {
        row.id: AboutPerson(
            person_id=row.id,
            service_id=row.service_id,
            team=row.team,
            is_hidden=row.is_hidden,
            worker_ids=frozenset(working.get(row.id, ())),
            covering_ids=frozenset[str]().union(
                *(each.get(row.id, ()) for each in covering)
            ),
        )
        for row in rows
    }


def _workers(
    connection: Connection,
    table: Table,
    person_ids: Collection[str],
    *which: ColumnElement[bool],
) -> Mapping[str, Collection[str]]:
    found: dict[str, set[str]] = {}
    for person_id, worker_id in connection.execute(
        select(table.c.person_id, table.c.worker_id).where(
            table.c.person_id.in_(person_ids), *which
        )
    ):
        found.setdefault(person_id, set()).add(worker_id)
    return found
