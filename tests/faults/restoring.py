"""Restoring as it is, as it must not be, and what has to hold after each."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count, cycle
from pathlib import Path

from sqlalchemy import insert, inspect, select, text

from cti.store import audit, copying
from cti.store.engine import open_engine, open_file_to_look
from cti.store.restoring import restore
from cti.store.tables import AUDIT, METADATA, PEOPLE
from cti.store.unit import Store, as_values
from tests.faults.processes import store_at
from tests.store.whole import AUTHOR, NOW

How = Callable[[Path, str, int], None]
"""Restore a backup into the store of an address, as the one of a number."""


def as_it_is(file: Path, address: str, number: int) -> None:
    at = NOW + timedelta(seconds=number)
    restore(file, address, author_id=AUTHOR, at=at, replace=True)


def table_by_table(file: Path, address: str, number: int) -> None:
    """The fault: each table is kept before the next is copied."""
    del number
    source, target = open_file_to_look(file), open_engine(address)
    with target.begin() as new, copying._unguarded(new):
        copying._empty(new)
    for table in METADATA.sorted_tables:
        with source.connect() as old, target.begin() as new:
            rows = [as_values(row) for row in old.execute(select(table))]
            with copying._unguarded(new):
                if rows:
                    new.execute(insert(table), rows)
    source.dispose()
    target.dispose()


WAYS: dict[str, How] = {each.__name__: each for each in (as_it_is, table_by_table)}


def restore_on_and_on(files: list[Path], address: str, way: str, notes: Path) -> None:
    """Restore one backup after the other, and note each that was said to be."""
    store = store_at(address)
    with notes.open("a", encoding="ascii", buffering=1) as said:
        said.write("ready\n")
        for number, file in zip(count(last(store) + 1), cycle(files), strict=False):
            WAYS[way](file, address, number)
            said.write(f"{number}\n")


def last(store: Store) -> int:
    """The number of the restore from which everything is, by what the audit says."""
    restored = select(AUDIT.c.at).where(AUDIT.c.action == "store:restore")
    with store.reading() as connection:
        found = connection.execute(restored).scalars().all()
    return max((round((at - NOW).total_seconds()) for at in found), default=0)


def lost(store: Store, notes: Path) -> Iterator[str]:
    """Restores that were said to be done and are not."""
    acknowledged = max(map(int, notes.read_text().split()[1:]), default=0)
    if last(store) < acknowledged:
        yield f"restore {acknowledged} is lost"


def faults_in(store: Store, guards: int) -> Iterator[str]:
    """What is not as in one of the backups, in each of which everybody is one."""
    with store.reading() as connection:
        names = connection.execute(select(PEOPLE.c.known_as)).scalars()
        marks = {name.split()[0] for name in names}
        if len(marks) != 1:
            yield f"people of {len(marks)} backups"
        held = copying.counts(connection)
        empty = [name for name, number in held.items() if not number]
        if empty:
            yield f"nothing in {empty}"
        if broken := audit.verify(connection):
            yield f"the audit is broken: {broken}"
        if number_of_guards(store) != guards:
            yield "guards are missing"


def number_of_guards(store: Store) -> int:
    """How many triggers refuse something."""
    with store.reading() as connection:
        count = (
            "SELECT count(*) FROM sqlite_master WHERE type = 'trigger'"
            if connection.dialect.name == "sqlite"
            else "SELECT count(*) FROM pg_trigger"
            " WHERE NOT tgisinternal AND tgenabled = 'O'"
        )
        assert inspect(connection).has_table(PEOPLE.name)
        return int(connection.execute(text(count)).scalar_one())
