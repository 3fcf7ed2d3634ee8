"""Put a caseload into the store: what is new, what changes, what is no longer so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Table, select

from cti.caseload.caseload import Caseload
from cti.store.rows import Values, Wanted, columns_of, keyed, rows_of
from cti.store.starting import as_on
from cti.store.tables import (
    ASSIGNMENTS,
    CONTACT_RECORDS,
    PEOPLE,
    REFERRALS,
    SERVICES,
    WORKERS,
    WORKING_PATTERNS,
)
from cti.store.unit import Unit, as_values

STAY = frozenset({WORKERS.name, PEOPLE.name, REFERRALS.name, CONTACT_RECORDS.name})
"""Who and what is not forgotten because a caseload does not name it any more."""

WHOSE = ("person_id", "worker_id")
"""The columns that say whose something is, the first that a table has."""


@dataclass(slots=True, kw_only=True)
class Put:
    """How many rows of each table are new, changed and gone."""

    added: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    removed: dict[str, int] = field(default_factory=dict)

    @property
    def is_nothing(self) -> bool:
        """Whether the store said all of it already."""
        return not (self.added or self.changed or self.removed)


def found_service(unit: Unit, caseload: Caseload, *, is_hidden: bool = False) -> str:
    """Add a service that has nobody yet, and return its id."""
    about = columns_of(SERVICES, caseload.service)
    return unit.found({**about, "is_hidden": is_hidden})


def put_caseload(unit: Unit, service_id: str, caseload: Caseload, *, on: date) -> Put:
    """Make a service's caseload say what another does.

    Workers and people whom the other caseload does not name stay as they are, with
    everything about them, and so do contacts that were made; everything else becomes as
    it says.

    Who works with whom, and which hours hold, it says of one day. Whoever it has with
    the worker they have on that day, or with nobody where they have nobody, is not
    contradicted: what they were promised, a move or a start, stays to come. Whoever it
    has with another worker, or with nobody any more, has that from the day on, and
    nothing they were promised stands. Of somebody who has been referred it says nothing
    about workers, so a start stays, due or to come, until they stand among the people;
    whoever goes back from there to the referrals has nobody from the day on.

    Parameters
    ----------
    on
        The day of which it speaks.

    Raises
    ------
    NotThere
        If there is no such service.
    """
    return _Putting(unit, service_id, on).put(caseload)


class _Putting:
    def __init__(self, unit: Unit, service_id: str, on: date) -> None:
        self._unit, self._service_id, self._on = unit, service_id, on
        self._id_of: dict[str, dict[str, str]] = {}
        self._named_ids: set[str] = set()
        self._put = Put()

    def put(self, caseload: Caseload) -> Put:
        service = self._unit.row(SERVICES, self._service_id)
        self._become(SERVICES, service, columns_of(SERVICES, caseload.service))
        were_supported = {
            row["id"] for row in self._rows(PEOPLE) if row["status"] is not None
        }
        for wanted in rows_of(caseload):
            self._table(wanted)
            if wanted.table in (WORKERS, PEOPLE):
                self._learn(wanted)
        self._who_works_with_whom(caseload, were_supported)
        self._when_they_work(caseload)
        return self._put

    def _table(self, what: Wanted) -> None:
        """Make a table's rows of this service what they should be."""
        table = what.table
        wanted = keyed(table, (self._with_ids(row) for row in what.rows))
        there = keyed(table, self._rows(table))
        self._add(table, [wanted[key] for key in wanted if key not in there])
        for key, row in there.items():
            if key in wanted:
                said = {} if what.only_new else wanted[key]
                self._become(table, row, self._said_anew(table, row, said))
            elif table.name not in STAY and self._is_about_somebody_named(row):
                self._remove(table, row)

    def _said_anew(self, table: Table, row: Values, said: Values) -> Values:
        """Leave out what does not contradict a start that somebody was promised."""
        if table is not PEOPLE or row["status"] is not None or not said:
            return said
        if said["status"] is None:
            return {**said, "started_on": row["started_on"]}
        now = as_on(row, self._on)
        return {name: each for name, each in said.items() if now[name] != each}

    def _is_about_somebody_named(self, row: Values) -> bool:
        whose = next((row[name] for name in WHOSE if name in row), None)
        return whose is None or whose in self._named_ids

    def _who_works_with_whom(
        self, caseload: Caseload, were_supported: set[str]
    ) -> None:
        person, worker = self._id_of[PEOPLE.name], self._id_of[WORKERS.name]
        referred = {person[each.referral_id] for each in caseload.referrals}
        today: dict[str, Values | None] = dict.fromkeys(referred & were_supported)
        for each in caseload.people:
            today[person[each.person_id]] = (
                None
                if each.worker_id is None
                else {"worker_id": worker[each.worker_id]}
            )
        self._on_the_day(ASSIGNMENTS, "person_id", today)

    def _when_they_work(self, caseload: Caseload) -> None:
        worker = self._id_of[WORKERS.name]
        today = {worker[w.worker_id]: {"works": w.works} for w in caseload.workers}
        self._on_the_day(WORKING_PATTERNS, "worker_id", today)

    def _on_the_day(
        self, table: Table, whose: str, today: Mapping[str, Values | None]
    ) -> None:
        """Let what holds on the day be so; whom that contradicts has it from then on.

        Parameters
        ----------
        today
            For each of whom it is said: what holds, None for nothing.
        """
        ever: dict[str, list[Values]] = {}
        for row in self._rows(table):
            ever.setdefault(row[whose], []).append(row)
        anew = {
            each: said
            for each, said in today.items()
            if not self._is_so(ever.get(each, ()), said)
        }
        for each in anew:
            for row in ever.get(each, ()):
                if row["to_on"] is None or row["to_on"] > self._on:
                    self._end(table, row)
        self._add(
            table,
            [
                {
                    whose: each,
                    **said,
                    # Since when they did so at first, nobody knows here.
                    "from_on": self._on if each in ever else None,
                    "to_on": None,
                }
                for each, said in anew.items()
                if said is not None
            ],
        )

    def _is_so(self, rows: Sequence[Values], said: Values | None) -> bool:
        """Whether what is said of the day is what the rows have for it."""
        holding = next((row for row in rows if _holds_on(row, self._on)), None)
        if said is None or holding is None:
            return said is holding
        return said.items() <= holding.items()

    def _end(self, table: Table, row: Values) -> None:
        begins = row["from_on"]
        if begins is not None and begins >= self._on:
            self._remove(table, row)
        else:
            self._become(table, row, {"to_on": self._on})

    def _add(self, table: Table, rows: Sequence[Values]) -> None:
        if rows:
            self._unit.add(table, self._service_id, rows)
            self._put.added[table.name] = len(rows)

    def _become(self, table: Table, row: Values, values: Values) -> None:
        differing = {
            name: value for name, value in values.items() if row[name] != value
        }
        if differing:
            self._unit.change(
                table, row["id"], version=row["version"], values=differing
            )
            _count(self._put.changed, table)

    def _remove(self, table: Table, row: Values) -> None:
        self._unit.remove(table, row["id"], version=row["version"])
        _count(self._put.removed, table)

    def _rows(self, table: Table) -> list[Values]:
        ours = select(table).where(table.c.service_id == self._service_id)
        return [as_values(row) for row in self._unit.connection.execute(ours)]

    def _learn(self, what: Wanted) -> None:
        """Note the row of everybody who has one now, and who is on a list."""
        ids = {row["external_id"]: row["id"] for row in self._rows(what.table)}
        self._id_of[what.table.name] = ids
        if not what.only_new:
            self._named_ids.update(ids[row["external_id"]] for row in what.rows)

    def _with_ids(self, row: Values) -> Values:
        """Name people and workers by their rows."""
        return {name: self._named(name, value) for name, value in row.items()}

    def _named(self, name: str, value: Any) -> Any:  # noqa: ANN401, any column
        table = _NAMED_BY.get(name)
        return value if table is None or value is None else self._id_of[table][value]


def _holds_on(row: Values, day: date) -> bool:
    begun = row["from_on"] is None or row["from_on"] <= day
    return begun and (row["to_on"] is None or row["to_on"] > day)


def _count(numbers: dict[str, int], table: Table) -> None:
    numbers[table.name] = numbers.get(table.name, 0) + 1


_NAMED_BY = {
    "person_id": PEOPLE.name,
    "worker_id": WORKERS.name,
    "requested_worker": WORKERS.name,
}
"""Columns that name somebody, and the table where they are."""
