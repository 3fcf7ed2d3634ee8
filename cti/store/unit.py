"""One transaction: everything in it is kept, or nothing; every change is a fact."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import (
    Connection,
    Engine,
    Row,
    Table,
    bindparam,
    insert,
    select,
    update,
)

from cti.errors import ChangedMeanwhile, NotThere
from cti.store.audit import Entry, append
from cti.store.engine import forget_removed
from cti.store.plain import Values, plain, to_tell
from cti.store.tables import FACTS, SERVICES
from cti.store.tables.base import NOT_PLANNED_FROM

_MAY_BE_LOST = "SET LOCAL synchronous_commit TO off"
"""Lets PostgreSQL not wait for the disk, once."""

_READS: Mapping[str, Mapping[str, Any]] = {
    "postgresql": {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True},
    "sqlite": {"reads_only": True},
}
"""How a look at one state begins, on each database: without a question of its own."""

_READ_ONLY = {"sqlite": ("PRAGMA query_only=ON", "PRAGMA query_only=OFF")}
"""What else begins and ends it."""


def new_id() -> str:
    """Return a random id, from which nobody can tell how many there are."""
    return uuid4().hex


class Store:
    """A database, and the transactions on it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reader = engine.execution_options(**_READS[engine.dialect.name])

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Look at one state of everything; nothing can be changed."""
        with self._reader.connect() as connection:
            before, after = _READ_ONLY.get(connection.dialect.name, ("", ""))
            if before:
                connection.exec_driver_sql(before)
            try:
                yield connection
            finally:
                if after:
                    connection.exec_driver_sql(after)
                connection.rollback()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Note together what is no fact about a service, such as how far a run is."""
        with self._engine.begin() as connection:
            yield connection

    @contextmanager
    def noting(self) -> Iterator[Connection]:
        """Note what nobody misses if the machine fails: nobody waits for the disk.

        SQLite waits for it even so.
        """
        with self.writing() as connection:
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql(_MAY_BE_LOST)
            yield connection

    @contextmanager
    def unit(self, *, author_id: str, at: datetime) -> Iterator["Unit"]:
        """Change things together: kept when the block ends, dropped if it fails.

        Parameters
        ----------
        author_id
            Whose word it is.
        at
            When it is said, with a zone.
        """
        with self._engine.begin() as connection:
            unit = Unit(connection=connection, author_id=author_id, at=at)
            yield unit
            unit.close()

    def forget_removed(self) -> bool:
        """Let nothing of what was removed stay in the database's files.

        Returns
        -------
        Whether it was done; not while somebody reads what was there before.
        """
        return forget_removed(self._engine)

    @contextmanager
    def trial(self, *, author_id: str, at: datetime) -> Iterator["Unit"]:
        """Change things to see what would come of it; none of it is kept."""
        with self._engine.connect() as connection, connection.begin() as trial:
            try:
                yield Unit(connection=connection, author_id=author_id, at=at)
            finally:
                trial.rollback()


@dataclass(slots=True, kw_only=True)
class Unit:
    """Changes that are made together.

    Attributes
    ----------
    author_id, at
        Whose word it is, and when.
    """

    connection: Connection
    author_id: str
    at: datetime
    _revisions: dict[str, int] = field(default_factory=dict)
    _entries: list[Entry] = field(default_factory=list)

    def found(self, values: Values) -> str:
        """Add a service, and return its id."""
        service_id = new_id()
        row = {"id": service_id, "version": 1, "revision": 1, **values}
        self.connection.execute(insert(SERVICES), row)
        self._revisions[service_id] = 1
        self._note(SERVICES, service_id, [(None, row)])
        return service_id

    def add(self, table: Table, service_id: str, rows: Sequence[Values]) -> list[str]:
        """Add rows, each with an id of its own unless it brings one.

        Returns
        -------
        Their ids, in the same order.
        """
        if not rows:
            return []
        self._count(table, service_id)
        own = {"service_id": service_id, "version": 1}
        added: list[Values] = [{"id": new_id(), **own, **values} for values in rows]
        self.connection.execute(insert(table), added)
        self._note(table, service_id, [(None, row) for row in added])
        return [row["id"] for row in added]

    def change(self, table: Table, row_id: str, *, version: int, values: Values) -> int:
        """Change a row that is still as its reader saw it.

        Returns
        -------
        Its new version.

        Raises
        ------
        NotThere
            If there is no such row.
        ChangedMeanwhile
            If somebody else changed it since; nothing is changed then.
        """
        before = self._seen(table, row_id, version)
        service_id = before["id"] if table is SERVICES else before["service_id"]
        self._count(table, service_id)
        after = {**before, **values, "version": version + 1}
        changed = self.connection.execute(
            update(table)
            .where(table.c.id == row_id, table.c.version == version)
            .values(**values, version=version + 1)
        )
        if changed.rowcount != 1:
            raise ChangedMeanwhile(table.name)
        self._note(table, service_id, [(before, after)])
        return version + 1

    def change_all(
        self, table: Table, service_id: str, changes: Sequence[tuple[Values, Values]]
    ) -> None:
        """Change many rows of a service that are still as their reader saw them.

        Parameters
        ----------
        changes
            Each row as it was read, and a value for each column that is to differ; the
            same columns for all.

        Raises
        ------
        ChangedMeanwhile
            If somebody else changed one of them since; nothing is changed then.
        """
        if not changes:
            return
        self._count(table, service_id)
        statement = update(table).where(
            table.c.id == bindparam("the_id"), table.c.version == bindparam("seen")
        )
        own = [{**new, "version": seen["version"] + 1} for seen, new in changes]
        changed = self.connection.execute(
            statement,
            [
                {**new, "the_id": seen["id"], "seen": seen["version"]}
                for (seen, _), new in zip(changes, own, strict=True)
            ],
        )
        if changed.rowcount != len(changes):
            raise ChangedMeanwhile(table.name)
        pairs = zip(changes, own, strict=True)
        self._note(
            table, service_id, [(old, {**old, **new}) for (old, _), new in pairs]
        )

    def remove(self, table: Table, row_id: str, *, version: int) -> None:
        """Take away a row that is still as its reader saw it; the fact of it stays.

        Raises
        ------
        NotThere
            If there is no such row.
        ChangedMeanwhile
            If somebody else changed it since; nothing is changed then.
        """
        before = self._seen(table, row_id, version)
        self._count(table, before["service_id"])
        gone = self.connection.execute(
            table.delete().where(table.c.id == row_id, table.c.version == version)
        )
        if gone.rowcount != 1:
            raise ChangedMeanwhile(table.name)
        self._note(table, before["service_id"], [(before, None)])

    def bring_back(self, table: Table, values: Values, *, version: int) -> None:
        """Add a row that was taken away, with the id it had.

        Parameters
        ----------
        values
            The row as it was.
        version
            The one after that in which it was gone.
        """
        row = {**values, "version": version}
        self._count(table, row["service_id"])
        self.connection.execute(insert(table), row)
        self._note(table, row["service_id"], [(None, row)])

    def revise(self, service_id: str) -> int:
        """Count a change to a service, once for the whole unit, and hold others off.

        Returns
        -------
        The service's revision from this unit on.
        """
        if service_id not in self._revisions:
            self._revisions[service_id] = self.connection.execute(
                update(SERVICES)
                .where(SERVICES.c.id == service_id)
                .values(revision=SERVICES.c.revision + 1)
                .returning(SERVICES.c.revision)
            ).scalar_one()
        return self._revisions[service_id]

    def hold(self, service_id: str) -> None:
        """Hold others off a service until this unit ends, without counting a change.

        On SQLite nobody else writes meanwhile in any event.
        """
        theirs = select(SERVICES.c.id).where(SERVICES.c.id == service_id)
        self.connection.execute(theirs.with_for_update())

    def revision(self, service_id: str) -> int:
        """Return a service's revision as this unit leaves it, so far."""
        if service_id in self._revisions:
            return self._revisions[service_id]
        now = select(SERVICES.c.revision).where(SERVICES.c.id == service_id)
        return int(self.connection.execute(now).scalar_one())

    def row(self, table: Table, row_id: str) -> Values:
        """Return a row as it is now.

        Raises
        ------
        NotThere
            If there is no such row.
        """
        row = self.connection.execute(select(table).where(table.c.id == row_id)).first()
        if row is None:
            raise NotThere(table.name)
        return as_values(row)

    def _count(self, table: Table, service_id: str) -> None:
        if NOT_PLANNED_FROM not in table.info:
            self.revise(service_id)

    def audit(
        self,
        action: str,
        kind: str,
        object_id: str | None = None,
        *,
        reason_id: str | None = None,
    ) -> None:
        """Let the audit say what was done or looked at, if this unit is kept.

        Parameters
        ----------
        action
            As ``noun:verb``.
        kind, object_id
            The table and the row it is about.
        reason_id
            The reason that was given for it.
        """
        self._entries.append(
            Entry(
                at=self.at,
                account_id=self.author_id,
                action=action,
                kind=kind,
                object_id=object_id,
                reason_id=reason_id,
            )
        )

    def close(self) -> None:
        """Write down what the audit is to say, last: others wait for its end."""
        if self._entries:
            append(self.connection, self._entries)
            self._entries.clear()

    def _seen(self, table: Table, row_id: str, version: int) -> Values:
        row = self.row(table, row_id)
        if row["version"] != version:
            raise ChangedMeanwhile(table.name)
        return row

    def _note(
        self,
        table: Table,
        service_id: str,
        changes: Sequence[tuple[Values | None, Values | None]],
    ) -> None:
        for before, after in changes:
            self.audit(
                f"{table.name}:{_verb(before, after)}",
                table.name,
                (after or before or {})["id"],
            )
        revision = self.revision(service_id)
        self.connection.execute(
            insert(FACTS),
            [
                {
                    "service_id": service_id,
                    "about": table.name,
                    "row_id": (after or before or {})["id"],
                    # What is taken away has one more version, in which it is gone.
                    "version": after["version"] if after else _next(before),
                    "revision": revision,
                    "at": self.at,
                    "author_id": self.author_id,
                    "before": plain(to_tell(table, before)),
                    "after": plain(to_tell(table, after)),
                }
                for before, after in changes
            ],
        )


def as_values(row: Row[Any]) -> dict[str, Any]:
    """Return a row as a value for each of its columns."""
    return dict(row._mapping)  # noqa: SLF001, SQLAlchemy's public name begins so


def _verb(before: Values | None, after: Values | None) -> str:
    if before is None:
        return "add"
    return "change" if after else "remove"


def _next(before: Values | None) -> int:
    return 1 + (before["version"] if before else 0)
