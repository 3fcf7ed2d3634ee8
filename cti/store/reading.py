"""Read a service's caseload from the store, as it is on one day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cache, cached_property
from operator import itemgetter
from typing import Any, Self, TypeVar

from sqlalchemy import Connection, Dialect, Table

from cti.caseload.caseload import Appointment, Caseload, Pin, Service
from cti.caseload.people import Person, Referral, Wishes
from cti.caseload.workers import Absence, TeamEvent, Worker
from cti.errors import NotThere
from cti.store.contacts_made import contacts_made
from cti.store.plain import Values
from cti.store.plans import Ids
from cti.store.read_before import CASELOADS_READ, PEOPLE_READ, ROWS_READ
from cti.store.starting import as_on
from cti.store.tables import (
    ABSENCES,
    APPOINTMENTS,
    ASSIGNMENTS,
    DECLINED_WORKERS,
    PAUSES,
    PEOPLE,
    PINS,
    REFERRALS,
    SERVICES,
    TEAM_EVENTS,
    TRANSITIONS,
    TRAVEL_TIMES,
    WISHES,
    WORKERS,
    WORKING_PATTERNS,
)
from cti.store.undecoded import Columns, Raw, raw_rows, values_of
from cti.store.visibility import holds
from cti.units import PersonId, WorkerId

Kind = TypeVar("Kind")

DATED = (ASSIGNMENTS, WORKING_PATTERNS)
"""What holds from a day, until a day."""

READ = (
    SERVICES,
    WORKERS,
    WORKING_PATTERNS,
    PEOPLE,
    ASSIGNMENTS,
    REFERRALS,
    TRANSITIONS,
    PAUSES,
    WISHES,
    DECLINED_WORKERS,
    ABSENCES,
    PINS,
    TEAM_EVENTS,
    APPOINTMENTS,
    TRAVEL_TIMES,
)
"""All that a caseload is made of, but for contacts."""

COUNTS = ("service_id", "version", "revision")
"""What a plan does not depend on: which service it is, and how often it changed."""

Said = Mapping[Table, Raw]
"""The rows of each table."""


def read_caseload(
    connection: Connection, service_id: str, *, on: date, with_contacts: bool = True
) -> Caseload:
    """Return a service's caseload, as it is on one day.

    Everybody goes by the id their service knows them by, and stands in its order.

    Parameters
    ----------
    on
        Who works with whom, and which hours hold, may change from day to day.
    with_contacts
        Whether contacts that were made are wanted: there are many, and loads do not
        depend on them.

    Raises
    ------
    NotThere
        If there is no such service.
    """
    read = CASELOADS_READ.the(
        _Read.of,
        f"{service_id} {on}",
        service_id=service_id,
        on=on,
        dialect=connection.dialect,
        said=_said(connection, service_id, on),
    )
    if not with_contacts:
        return read.caseload
    made = contacts_made(connection, service_id, known=read.ids)
    return replace(read.caseload, contacts=tuple(made))


def _said(connection: Connection, service_id: str, on: date) -> Said:
    """Read all rows that a caseload is made of, but for contacts."""
    found = {}
    for table in READ:
        known_by = table.c.id if table is SERVICES else table.c.service_id
        dated = holds(table, on) if table in DATED else ()
        found[table] = raw_rows(
            connection, _columns(table), known_by == service_id, *dated
        )
    return found


@dataclass(frozen=True, slots=True)
class _Read:
    """What was made of the rows of a service."""

    caseload: Caseload
    ids: Ids

    @classmethod
    def of(cls, service_id: str, on: date, dialect: Dialect, said: Said) -> Self:
        reader = _Reader(service_id, on, dialect, said)
        return cls(reader.caseload(), reader.ids)


@dataclass(frozen=True)
class _Reader:
    service_id: str
    on: date
    dialect: Dialect
    said: Said

    def caseload(self) -> Caseload:
        return Caseload(
            service=self.service(),
            workers=tuple(self.workers()),
            people=tuple(self.people()),
            referrals=tuple(self.referrals()),
            absences=tuple(_in_order(self.absences())),
            pins=tuple(_in_order(self.each(Pin, PINS))),
            events=tuple(_in_order(self.each(TeamEvent, TEAM_EVENTS))),
            appointments=tuple(_in_order(self.each(Appointment, APPOINTMENTS))),
            travel=self.travel(),
        )

    @property
    def ids(self) -> Ids:
        return Ids(self._person, self._worker)

    def service(self) -> Service:
        found = self._rows(SERVICES)
        if not found:
            raise NotThere(SERVICES.name)
        return Service(**_named(Service, SERVICES, found[0]))

    def workers(self) -> Iterable[Worker]:
        hours = {row["worker_id"]: row["works"] for row in self._rows(WORKING_PATTERNS)}
        for row in sorted(self._workers, key=_external_id):
            if row["is_listed"]:
                yield Worker(
                    **_named(Worker, WORKERS, row),
                    worker_id=WorkerId(row["external_id"]),
                    works=hours[row["id"]],
                )

    def absences(self) -> Iterable[Absence]:
        """Yield the absences of workers on the list; nobody plans with the others."""
        listed = {row["external_id"] for row in self._workers if row["is_listed"]}
        for each in self.each(Absence, ABSENCES):
            if each.worker_id in listed:
                yield each

    def people(self) -> Iterable[Person]:
        with_whom = {
            row["person_id"]: self._worker[row["worker_id"]]
            for row in self._rows(ASSIGNMENTS)
        }
        pauses = {row["person_id"]: row for row in self._rows(PAUSES)}
        for row, now in self._as_on_the_day:
            if now["status"] is None:
                continue
            row_id = row["id"]
            pause, move = pauses.get(row_id), self._moves.get(row_id)
            yield PEOPLE_READ.the(
                Person,
                row_id,
                person_id=PersonId(row["external_id"]),
                known_as=row["known_as"],
                team=row["team"],
                programme=row["programme"],
                worker_id=with_whom.get(row_id),
                started_on=row["started_on"],
                transition_on=move and move["happened_on"],
                transition_expected_on=move and move["expected_on"],
                status=now["status"],
                paused_from=pause and pause["from_on"],
                paused_review_on=pause and pause["review_on"],
                keep_worker=now["keep_worker"],
                wishes=self._wishes[row_id],
            )

    def referrals(self) -> Iterable[Referral]:
        referred = {row["person_id"]: row for row in self._rows(REFERRALS)}
        for row, now in self._as_on_the_day:
            if now["status"] is not None:
                continue
            row_id = row["id"]
            move, own = self._moves.get(row_id), referred[row_id]
            yield PEOPLE_READ.the(
                Referral,
                row_id,
                referral_id=PersonId(row["external_id"]),
                known_as=row["known_as"],
                team=row["team"],
                programme=row["programme"],
                referred_on=own["referred_on"],
                earliest_start_on=own["earliest_start_on"],
                transition_expected_on=move and move["expected_on"],
                priority=own["priority"],
                wishes=self._wishes[row_id],
            )

    def travel(self) -> Mapping[tuple[str, str], int]:
        rows = self._rows(TRAVEL_TIMES)
        found = {
            (row["from_locality"], row["to_locality"]): row["minutes"] for row in rows
        }
        return dict(sorted(found.items()))

    def each(self, kind: type[Kind], table: Table) -> Iterable[Kind]:
        """Yield what is said row by row, with ids as the service knows them."""
        known_by = {"person_id": self._person, "worker_id": self._worker}
        for row in self._rows(table):
            values = _named(kind, table, row)
            for name, known in known_by.items():
                if values.get(name) is not None:
                    values[name] = known[values[name]]
            yield kind(**values)

    @cached_property
    def _supported_or_referred(self) -> Sequence[Values]:
        return sorted(self._rows(PEOPLE), key=_external_id)

    @cached_property
    def _as_on_the_day(self) -> Sequence[tuple[Values, Values]]:
        """Everybody's row, and the same as it is on the day."""
        return [(row, as_on(row, self.on)) for row in self._supported_or_referred]

    @cached_property
    def _person(self) -> Mapping[str, PersonId]:
        """Everybody's id in their service, by their id here."""
        rows = self._supported_or_referred
        return {row["id"]: PersonId(row["external_id"]) for row in rows}

    @cached_property
    def _worker(self) -> Mapping[str, WorkerId]:
        """The same for workers."""
        return {row["id"]: WorkerId(row["external_id"]) for row in self._workers}

    @cached_property
    def _workers(self) -> Sequence[Values]:
        return self._rows(WORKERS)

    @cached_property
    def _moves(self) -> Mapping[str, Values]:
        return {row["person_id"]: row for row in self._rows(TRANSITIONS)}

    @cached_property
    def _wishes(self) -> Mapping[str, Wishes]:
        declined: dict[str, set[WorkerId]] = {}
        for row in self._rows(DECLINED_WORKERS):
            worker_id = self._worker[row["worker_id"]]
            declined.setdefault(row["person_id"], set()).add(worker_id)
        found = {}
        for row in self._rows(WISHES):
            values = _named(Wishes, WISHES, row)
            values["requested_worker"] = self._worker.get(row["requested_worker"])
            person_id = row["person_id"]
            found[person_id] = PEOPLE_READ.the(
                Wishes,
                person_id,
                **values,
                not_workers=frozenset(declined.get(person_id, ())),
            )
        return found

    def _rows(self, table: Table) -> Sequence[Values]:
        return ROWS_READ.the(
            values_of,
            f"{self.service_id} {table.name}",
            columns=_columns(table),
            dialect=self.dialect,
            raw=self.said[table],
        )


_external_id = itemgetter("external_id")


@cache
def _columns(table: Table) -> Columns:
    return tuple(each for each in table.c if each.name not in COUNTS)


def _named(kind: type, table: Table, row: Values) -> dict[str, Any]:
    """Return what a row says of a kind of thing, in columns of the same names."""
    return {name: row[name] for name in _names(kind, table)}


@cache
def _names(kind: type, table: Table) -> Sequence[str]:
    """Return the names of those columns."""
    return [each.name for each in fields(kind) if each.name in table.c]


def _in_order(things: Iterable[Kind]) -> Sequence[Kind]:
    return sorted(things, key=repr)
