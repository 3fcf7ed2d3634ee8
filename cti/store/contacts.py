"""Contacts as somebody may see them: what people were told of, and what came of it.

A contact that was planned and one that was recorded are two rows, and one contact: it
is told once, at the time people were told of.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, select

from cti.access import Actor
from cti.caseload.caseload import Outcome
from cti.errors import NotThere
from cti.store.keyset import Part, Place, behind, cut
from cti.store.tables import (
    CONTACT_RECORDS,
    PEOPLE,
    PLANNED_CONTACTS,
    SETTLED_CONTACTS,
    WORKERS,
)
from cti.store.visibility import MOST_QUERIES, visible


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which contacts somebody asks for; None for whatever it is.

    Attributes
    ----------
    worker_ids
        Who was to make it; or who made it, of a contact nobody had planned.
    from_on, to_on
        The first and the last day, inclusive.
    """

    service_id: str | None = None
    person_id: str | None = None
    contact_id: str | None = None
    worker_ids: tuple[str, ...] | None = None
    from_on: date | None = None
    to_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactSeen:
    """A contact.

    Attributes
    ----------
    id
        Of what people were told of; of its record, if nobody had planned it.
    is_planned, is_cancelled
        Whether people were told of it, and that it is called off.
    is_settled
        Whether it is said what became of it.
    record_id, outcome, held_at
        What became of it and when; None for who does not see the support, too.
    """

    id: str
    person_id: str
    known_as: str
    worker_id: str | None
    worker: str | None
    at: datetime
    minutes: int | None
    kind: str
    place: str
    cover: bool
    is_planned: bool
    is_cancelled: bool
    is_settled: bool
    record_id: str | None
    outcome: Outcome | None
    held_at: datetime | None


def contacts(
    connection: Connection,
    actor: Actor,
    wanted: Wanted,
    *,
    on: date,
    after: Place,
    limit: int,
) -> Part[ContactSeen]:
    """Return contacts in order of time.

    Raises
    ------
    UnknownCursor
        If nobody gave that place.
    """
    reader = _Reader(connection, actor, on)
    told = reader.rows(_planned(actor, on), PLANNED_CONTACTS, wanted, after, limit)
    settled = select(SETTLED_CONTACTS.c.contact_record_id)
    alone = _recorded(actor, on).where(CONTACT_RECORDS.c.id.not_in(settled))
    made = reader.rows(alone, CONTACT_RECORDS, wanted, after, limit)
    both = sorted([*reader.planned(told), *reader.unplanned(made)], key=_place)
    return cut(both[: limit + 1], limit, _place)


def contact(
    connection: Connection, actor: Actor, wanted: Wanted, *, on: date
) -> ContactSeen:
    """Return one contact.

    Raises
    ------
    NotThere
        If there is none, or none for this account.
    """
    for found in contacts(connection, actor, wanted, on=on, after=None, limit=1).items:
        return found
    raise NotThere(PLANNED_CONTACTS.name)


class _Reader:
    """Reads contacts for somebody."""

    def __init__(self, connection: Connection, actor: Actor, on: date) -> None:
        self._connection, self._actor, self._on = connection, actor, on

    def rows(
        self,
        query: Select[Any],
        table: Table,
        wanted: Wanted,
        after: Place,
        limit: int,
    ) -> Sequence[Row[Any]]:
        """Return what is wanted of a table, and one more than the limit."""
        rows = (
            _of(query, table, wanted)
            .where(behind(table.c.at, table.c.id, after))
            .order_by(table.c.at, table.c.id)
            .limit(limit + 1)
        )
        return self._connection.execute(rows).all()

    def planned(self, rows: Sequence[Row[Any]]) -> Iterable[ContactSeen]:
        """Yield what people were told of, with what became of it."""
        records = self._records_of([row.id for row in rows])
        names = self._names(rows)
        for row in rows:
            record = records.get(row.id)
            yield ContactSeen(
                id=row.id,
                person_id=row.person_id,
                known_as=row.known_as,
                worker_id=row.worker_id,
                worker=names.get(row.worker_id),
                at=row.at,
                minutes=row.minutes,
                kind=row.kind.value,
                place=row.place,
                cover=row.cover,
                is_planned=True,
                is_cancelled=row.is_cancelled,
                is_settled=row.id in records,
                record_id=record.id if record else None,
                outcome=record.outcome if record else None,
                held_at=record.at if record else None,
            )

    def unplanned(self, rows: Sequence[Row[Any]]) -> Iterable[ContactSeen]:
        """Yield what was recorded and nobody had planned."""
        names = self._names(rows)
        for row in rows:
            yield ContactSeen(
                id=row.id,
                person_id=row.person_id,
                known_as=row.known_as,
                worker_id=row.worker_id,
                worker=names.get(row.worker_id),
                at=row.at,
                minutes=row.minutes,
                kind=row.kind,
                place=row.place,
                cover=False,
                is_planned=False,
                is_cancelled=False,
                is_settled=True,
                record_id=row.id,
                outcome=row.outcome,
                held_at=row.at,
            )

    def _records_of(self, planned_ids: Sequence[str]) -> Mapping[str, Row[Any] | None]:
        """Return what became of planned contacts; None where it may not be seen."""
        links = select(SETTLED_CONTACTS).where(
            SETTLED_CONTACTS.c.planned_contact_id.in_(planned_ids)
        )
        record_of = {
            row.planned_contact_id: row.contact_record_id
            for row in self._connection.execute(links)
        }
        query = _recorded(self._actor, self._on)
        ids = CONTACT_RECORDS.c.id.in_(record_of.values())
        seen = {row.id: row for row in self._connection.execute(query.where(ids))}
        return {planned: seen.get(record) for planned, record in record_of.items()}

    def _names(self, rows: Sequence[Row[Any]]) -> Mapping[str, str]:
        theirs = {row.worker_id for row in rows if row.worker_id}
        query = _workers(self._actor, self._on).where(WORKERS.c.id.in_(theirs))
        return {row.id: row.name for row in self._connection.execute(query)}


@lru_cache(MOST_QUERIES)
def _workers(actor: Actor, on: date) -> Select[Any]:
    return visible(select(WORKERS.c.id, WORKERS.c.name), actor, on=on)


@lru_cache(MOST_QUERIES)
def _planned(actor: Actor, on: date) -> Select[Any]:
    return visible(
        select(PLANNED_CONTACTS, PEOPLE.c.known_as).join(
            PEOPLE, PEOPLE.c.id == PLANNED_CONTACTS.c.person_id
        ),
        actor,
        on=on,
    )


@lru_cache(MOST_QUERIES)
def _recorded(actor: Actor, on: date) -> Select[Any]:
    return visible(
        select(CONTACT_RECORDS, PEOPLE.c.known_as).join(
            PEOPLE, PEOPLE.c.id == CONTACT_RECORDS.c.person_id
        ),
        actor,
        on=on,
    )


def _of(query: Select[Any], table: Table, wanted: Wanted) -> Select[Any]:
    """Narrow a query to what is wanted."""
    for column, value in (
        (table.c.service_id, wanted.service_id),
        (table.c.person_id, wanted.person_id),
        (table.c.id, wanted.contact_id),
    ):
        if value is not None:
            query = query.where(column == value)
    if wanted.worker_ids is not None:
        query = query.where(table.c.worker_id.in_(wanted.worker_ids))
    if wanted.from_on is not None:
        query = query.where(table.c.at >= datetime.combine(wanted.from_on, time.min))
    if wanted.to_on is not None:
        query = query.where(table.c.at <= datetime.combine(wanted.to_on, time.max))
    return query


def _place(contact: ContactSeen) -> tuple[datetime, str]:
    return contact.at, contact.id
