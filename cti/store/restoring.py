"""Put a backup in the place of what a store holds: all of it or nothing."""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, Engine, insert, make_url, select
from sqlalchemy.exc import ArgumentError

from cti.errors import CannotOpen, NotEmpty, NotThere, UnreadableBackup
from cti.store import audit
from cti.store.audit import Entry
from cti.store.backup import Contents, check_backup
from cti.store.copying import (
    copy_everything,
    counts,
    hold_everything,
    number_held,
)
from cti.store.engine import forget_removed, open_engine, open_file_to_look
from cti.store.erasing import erase
from cti.store.migrations import newest, upgrade
from cti.store.opening import WHERE, open_newest
from cti.store.plain import Values
from cti.store.tables import AUDIT, ERASURES, SERVICES
from cti.store.unit import Unit, as_values

OWNER_ONLY = 0o600


def restore(
    file: Path, place: str, *, author_id: str, at: datetime, replace: bool
) -> Contents:
    """Let a store hold what a backup holds, and nothing else.

    The backup is checked before anything is touched. What an older program backed up
    becomes of the newest shape first, in a copy. The rest is one transaction: whoever
    ends it from outside leaves the store as it was. Whom the store has erased since the
    backup was taken is erased again.

    Parameters
    ----------
    place
        A file of SQLite, which need not be there, or the address of a database.
    replace
        Whether what the store holds may go.

    Raises
    ------
    UnreadableBackup
        If the file is no whole backup.
    CannotOpen
        If the database does not answer, or has another shape than this program's.
    NotEmpty
        If the store holds something, and it is not to be replaced.
    """
    contents = check_backup(file)
    with (
        _of_newest_shape(file, contents) as source,
        _target(place) as engine,
    ):
        with source.connect() as old, engine.begin() as new:
            hold_everything(new)
            held = number_held(new)
            if held and not replace:
                raise NotEmpty(rows=held)
            erased = _erased(new)
            copy_everything(old, new)
            _expect_the_same(old, new)
            audit.append(new, [_entry(author_id, at)])
            _erase_again(new, erased, at)
        forget_removed(engine)
    return contents


def _expect_the_same(old: Connection, new: Connection) -> None:
    if counts(old) != counts(new) or audit.verify(new) is not None:
        raise UnreadableBackup(why="it could not be copied as it is")


def _erased(connection: Connection) -> Sequence[Values]:
    return [as_values(row) for row in connection.execute(select(ERASURES))]


def _erase_again(
    connection: Connection, erased: Sequence[Values], at: datetime
) -> None:
    """Erase whom the store had erased since the backup was taken."""
    known = {each["gone_id"] for each in _erased(connection)}
    services = set(connection.execute(select(SERVICES.c.id)).scalars())
    for each in erased:
        if each["gone_id"] in known or each["service_id"] not in services:
            continue
        unit = Unit(connection=connection, author_id=each["erased_by"], at=at)
        try:
            erase(unit, each["gone_id"], each["because"])
        except NotThere:
            connection.execute(insert(ERASURES), each)
        unit.close()


def _entry(author_id: str, at: datetime) -> Entry:
    return Entry(at=at, account_id=author_id, action="store:restore", kind=AUDIT.name)


@contextmanager
def _of_newest_shape(file: Path, contents: Contents) -> Iterator[Engine]:
    if contents.shape == newest():
        engine = open_file_to_look(file)
        try:
            yield engine
        finally:
            engine.dispose()
        return
    with TemporaryDirectory(prefix="cti-restore-") as folder:
        copy = Path(folder) / "backup.db"
        shutil.copyfile(file, copy)
        engine = open_engine(f"sqlite:///{copy}")
        try:
            upgrade(engine)
            yield engine
        finally:
            engine.dispose()


@contextmanager
def _target(place: str) -> Iterator[Engine]:
    _make_private(place)
    engine = open_newest(place, as_it_is=False)
    try:
        yield engine
    finally:
        engine.dispose()


def _make_private(place: str) -> None:
    """Make the file of a store that is not there yet, for its owner alone."""
    try:
        url = make_url(place if "://" in place else f"sqlite:///{place}")
        if url.get_backend_name() != "sqlite":
            return
        if not url.database:
            raise CannotOpen(why="it names no file", hint=WHERE)
        _private_file(Path(url.database))
    except ArgumentError:
        return  # who opens it says so
    except OSError as error:
        why = error.strerror or "its file cannot be written"
        raise CannotOpen(why=why, hint=WHERE) from error


def _private_file(file: Path) -> None:
    """Make a file that only its owner reads, unless there is one already."""
    if not file.exists():
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, OWNER_ONLY))
