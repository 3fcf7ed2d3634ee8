"""Copy everything a store holds into another one, on whichever database each is.

Both have the same tables; what differs between the databases is in the types of their
columns. Rows go in such an order that every row finds those it names.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from time import sleep
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Row,
    Table,
    func,
    insert,
    or_,
    select,
    text,
)
from sqlalchemy.exc import OperationalError

from cti.errors import NotNow
from cti.store.tables import AUDIT_ANCHOR, METADATA
from cti.store.unit import as_values

BATCH = 2000
"""So many rows go together."""

TRIES, PAUSE = 600, 0.05
"""How often a busy store is tried, and how many seconds apart."""

TAKEN = "55P03"
"""What PostgreSQL says where somebody else is writing."""

ALWAYS_THERE = frozenset({AUDIT_ANCHOR.name})
"""Tables in which even a store without anything has a row."""


def hold_everything(connection: Connection) -> None:
    """Let nobody else change or read a store until the transaction ends.

    On SQLite nobody else writes meanwhile in any event, and readers see what was.
    """
    _lock(connection, "ACCESS EXCLUSIVE")


def hold_writers(connection: Connection) -> None:
    """Let nobody else change anything until the transaction ends; who reads, may."""
    _lock(connection, "SHARE ROW EXCLUSIVE")


def _lock(connection: Connection, how: str) -> None:
    """Take every table at once, or none: whoever holds some waits for nobody.

    Raises
    ------
    NotNow
        If others write all the time.
    """
    if connection.dialect.name == "sqlite":
        return
    names = ", ".join(table.name for table in METADATA.sorted_tables)
    take = text(f"LOCK TABLE {names} IN {how} MODE NOWAIT")
    for _ in range(TRIES):
        try:
            with connection.begin_nested():
                connection.execute(take)
        except OperationalError as error:
            if getattr(error.orig, "sqlstate", "") != TAKEN:
                raise
            sleep(PAUSE)
        else:
            return
    message = "Others are writing to the store all the time."
    raise NotNow(message, hint="Nothing was changed. Try again when it is quieter.")


def counts(connection: Connection) -> Mapping[str, int]:
    """Return how many rows each table has."""
    return {
        table.name: connection.execute(
            select(func.count()).select_from(table)
        ).scalar_one()
        for table in METADATA.sorted_tables
    }


def number_held(connection: Connection) -> int:
    """Return how many rows a store holds that somebody put there."""
    return sum(
        number
        for name, number in counts(connection).items()
        if name not in ALWAYS_THERE
    )


def copy_everything(source: Connection, target: Connection) -> None:
    """Put everything one store holds in the place of what another one holds.

    What a store refuses to change otherwise, such as a published plan, is not asked
    about: a copy is as it was.
    """
    with _unguarded(target):
        _empty(target)
        for table in METADATA.sorted_tables:
            for rows, together in _batches(source, table):
                if together:
                    target.execute(insert(table).values(rows))
                else:
                    target.execute(insert(table), rows)
    _count_on(target)


def _empty(connection: Connection) -> None:
    tables = METADATA.sorted_tables
    if connection.dialect.name != "sqlite":
        names = ", ".join(table.name for table in tables)
        connection.execute(text(f"TRUNCATE {names}"))
        return
    for table in reversed(tables):
        connection.execute(table.delete())


Rows = Sequence[dict[str, Any]]


def _batches(connection: Connection, table: Table) -> Iterator[tuple[Rows, bool]]:
    """Yield a table's rows, those first that name no other row of it.

    Beside them stands whether they can only be put there in one statement.
    """
    own = [key.parent for key in table.foreign_keys if key.column.table is table]
    rows = select(table).order_by(*table.primary_key)
    names_none = rows.where(*(column.is_(None) for column in own))
    in_batches = {"yield_per": BATCH}
    with connection.execute(names_none, execution_options=in_batches) as found:
        for some in found.partitions():
            yield [as_values(row) for row in some], False
    if own:
        names_one = rows.where(or_(*(column.is_not(None) for column in own)))
        left = [as_values(row) for row in connection.execute(names_one)]
        yield from _waves(left, own)


def _waves(rows: Rows, own: Sequence[Column[Any]]) -> Iterator[tuple[Rows, bool]]:
    """Yield rows of which none names another that has not been yielded yet.

    The first account has approved itself, and later two may have approved each other:
    those who name each other come together.
    """
    while rows:
        waiting = {row["id"] for row in rows}
        ready = [
            row
            for row in rows
            if not any(row[each.name] in waiting - {row["id"]} for each in own)
        ]
        if not ready:
            yield rows, True
            return
        yield ready, False
        gone = {row["id"] for row in ready}
        rows = [row for row in rows if row["id"] not in gone]


@contextmanager
def _unguarded(connection: Connection) -> Iterator[None]:
    """Let nothing refuse what is copied, and put every guard back."""
    if connection.dialect.name != "sqlite":
        ours = {table.name for table in METADATA.sorted_tables}
        named = [
            row
            for row in connection.exec_driver_sql(
                "SELECT t.tgname, c.relname FROM pg_trigger t"
                " JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal"
            )
            if row.relname in ours
        ]
        _turn(connection, named, "DISABLE")
        yield
        _turn(connection, named, "ENABLE")
        return
    found = connection.exec_driver_sql(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
    )
    guards = [(row.name, row.sql) for row in found]
    for name, _ in guards:
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
    yield
    for _, made in guards:
        connection.exec_driver_sql(made)


def _turn(connection: Connection, guards: Sequence[Row[Any]], verb: str) -> None:
    for guard in guards:
        connection.exec_driver_sql(
            f'ALTER TABLE {guard.relname} {verb} TRIGGER "{guard.tgname}"'
        )


def _count_on(connection: Connection) -> None:
    """Let what PostgreSQL numbers itself go on after the last number."""
    if connection.dialect.name == "sqlite":
        return
    for table in METADATA.sorted_tables:
        column = table.autoincrement_column
        if column is None:
            continue
        name = connection.execute(
            select(func.pg_get_serial_sequence(table.name, column.name))
        ).scalar_one()
        last = connection.execute(select(func.max(column))).scalar_one()
        if name is not None:
            connection.execute(select(func.setval(name, last or 1, last is not None)))
