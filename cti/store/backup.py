"""A backup: everything a store holds, in one file of SQLite, checked.

Whichever database the store is on, a backup has the same form, so that a service can
move from one to the other. The file says of each table how many rows it has and their
digest: a backup of which one letter has changed is no backup any more.
"""

import json
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from tempfile import mkstemp
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from cti.errors import CannotWrite, UnreadableBackup
from cti.store import audit
from cti.store.audit import Anchor
from cti.store.copying import copy_everything
from cti.store.engine import open_engine, open_file_to_look
from cti.store.migrations import is_known, upgrade
from cti.store.tables import AUDIT
from cti.store.unit import Store

FORMAT = "cti-backup-1"
MANIFEST = "backup_manifest"
"""The table in which a backup says what it holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a backup holds.

    Attributes
    ----------
    shape
        The step of the store it was taken of.
    rows
        How many each table has.
    ends
        Where its audit ends.
    """

    made_at: datetime
    shape: str
    rows: Mapping[str, int]
    ends: Anchor | None


def back_up(store: Store, file: Path, *, at: datetime) -> Contents:
    """Write everything a store holds, as it is at one moment, into a new file.

    Others go on reading and writing meanwhile. The file is there once it is whole and
    has been checked, and is for its owner's eyes only.

    Raises
    ------
    CannotWrite
        If there is such a file already, or it cannot be written.
    """
    if file.exists():
        raise CannotWrite(str(file), why="there is such a file already")
    try:
        handle, name = mkstemp(dir=file.parent, prefix=f".{file.name}.", suffix=".part")
        os.close(handle)
    except OSError as error:
        raise CannotWrite(str(file), why=error.strerror or "no reason given") from error
    part = Path(name)
    try:
        with store.reading() as connection:
            _fill(connection, part)
        _seal(part, at)
        contents = check_backup(part)
        _settle(part, file)
    except OSError as error:
        raise CannotWrite(str(file), why=error.strerror or "no reason given") from error
    finally:
        for each in (part, *_beside(part)):
            each.unlink(missing_ok=True)
    return contents


def check_backup(file: Path) -> Contents:
    """Return what a backup holds, once all of it is known to be as it was written.

    Raises
    ------
    UnreadableBackup
        Saying what is wrong with it.
    """
    if not file.is_file():
        raise UnreadableBackup(why="there is no such file")
    engine = open_file_to_look(file)
    try:
        with engine.connect() as connection:
            return _checked(connection)
    except (DBAPIError, sqlite3.Error, UnicodeError) as error:
        raise UnreadableBackup(why="it is damaged, or no backup at all") from error
    finally:
        engine.dispose()


def _fill(source: Connection, part: Path) -> None:
    if source.dialect.name == "sqlite":
        with closing(sqlite3.connect(part)) as target:
            # In one step, so that it is one state however many write meanwhile.
            _driver(source).backup(target, pages=-1)
        return
    with _opened(part) as engine:
        upgrade(engine)
        with engine.begin() as target_connection:
            copy_everything(source, target_connection)


def _seal(part: Path, at: datetime) -> None:
    """Let a backup say what it holds, and be one file."""
    with closing(sqlite3.connect(part, isolation_level=None)) as file:
        file.execute("PRAGMA journal_mode=DELETE")
        # A store may be one that was a backup once.
        file.execute(f"DROP TABLE IF EXISTS {MANIFEST}")
        tables = {name: _digest(file, name) for name in _tables(file)}
        said = json.dumps(
            {
                "format": FORMAT,
                "made_at": at.isoformat(),
                "shape": _shape(file),
                "tables": tables,
            }
        )
        file.execute(f"CREATE TABLE {MANIFEST} (said TEXT NOT NULL)")
        file.execute(f"INSERT INTO {MANIFEST} VALUES (?)", (said,))  # noqa: S608, ours


def _checked(connection: Connection) -> Contents:
    file = _driver(connection)
    if file.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
        raise UnreadableBackup(why="it is damaged")
    said = _manifest(file)
    names = _tables(file)
    if names != sorted(said["tables"]):
        raise UnreadableBackup(why="it has other tables than it says")
    for name in names:
        if _digest(file, name) != said["tables"][name]:
            raise UnreadableBackup(why=f"its {name} are not what was written")
    if file.execute("PRAGMA foreign_key_check").fetchone():
        raise UnreadableBackup(why="some of its rows name others that are not there")
    if said["shape"] != _shape(file) or not is_known(said["shape"]):
        raise UnreadableBackup(why="a newer planner has written it")
    return Contents(
        made_at=datetime.fromisoformat(said["made_at"]),
        shape=said["shape"],
        rows={name: rows for name, (rows, _) in said["tables"].items()},
        ends=_audit_end(connection) if AUDIT.name in names else None,
    )


def _audit_end(connection: Connection) -> Anchor:
    broken = audit.verify(connection)
    if broken is not None:
        why = f"entry {broken.number:,} of its audit cannot be believed"
        raise UnreadableBackup(why=why)
    return audit.anchor(connection)


def _manifest(file: sqlite3.Connection) -> dict[str, Any]:
    try:
        (text,) = file.execute(f"SELECT said FROM {MANIFEST}").fetchone()  # noqa: S608, ours
        said: dict[str, Any] = json.loads(text)
        is_ours = said["format"] == FORMAT
        datetime.fromisoformat(said["made_at"])
        is_whole = said.keys() == {"format", "made_at", "shape", "tables"}
    except (sqlite3.Error, TypeError, ValueError, KeyError) as error:
        why = "it does not say what it holds, so it is no backup"
        raise UnreadableBackup(why=why) from error
    if not (is_ours and is_whole):
        raise UnreadableBackup(why="a newer planner has written it")
    return said


def _tables(file: sqlite3.Connection) -> list[str]:
    rows = file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    names = {name for (name,) in rows if not name.startswith("sqlite_")}
    return sorted(names - {MANIFEST})


def _digest(file: sqlite3.Connection, table: str) -> list[Any]:
    """Return how many rows a table has, and the digest of all they say."""
    digest, number = sha256(), 0
    columns = file.execute(f'PRAGMA table_info("{table}")').fetchall()
    digest.update(repr([column[1] for column in columns]).encode())
    key = [column[1] for column in columns if column[5]] or ["rowid"]
    by = ", ".join(f'"{name}"' for name in key)
    for row in file.execute(f'SELECT * FROM "{table}" ORDER BY {by}'):  # noqa: S608, ours
        digest.update(repr(row).encode("utf-8", "surrogatepass"))
        number += 1
    return [number, digest.hexdigest()]


def _shape(file: sqlite3.Connection) -> str:
    found = file.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(found[0]) if found else ""


def _settle(part: Path, file: Path) -> None:
    """Let a whole file appear under its name, so that it survives a power cut."""
    with part.open("rb") as written:
        os.fsync(written.fileno())
    part.replace(file)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _driver(connection: Connection) -> sqlite3.Connection:
    found = connection.connection.driver_connection
    if not isinstance(found, sqlite3.Connection):
        msg = "not on SQLite"
        raise TypeError(msg)
    return found


def _beside(file: Path) -> Iterator[Path]:
    for ending in ("-wal", "-shm", "-journal"):
        yield file.with_name(file.name + ending)


@contextmanager
def _opened(file: Path) -> Iterator[Engine]:
    engine = open_engine(f"sqlite:///{file}")
    try:
        yield engine
    finally:
        engine.dispose()
