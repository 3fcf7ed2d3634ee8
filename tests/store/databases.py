"""Databases of the tests' own: each is a copy of one that was filled once."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

from sqlalchemy import Engine, create_engine, event, make_url, text

from cti.store.engine import open_engine
from cti.store.migrations import upgrade

Found = TypeVar("Found")
KINDS = ("sqlite", "postgresql")


def empty(engine: Engine) -> None:
    """Fill a database with nothing, in the newest shape."""
    upgrade(engine)


class Databases:
    """Makes databases, and removes them.

    Parameters
    ----------
    folder
        Where files are kept.
    server
        Tells the address of a PostgreSQL server; asked once one is needed.
    """

    def __init__(self, folder: Path, server: Callable[[], str]) -> None:
        self._folder, self._server = folder, server
        self._filled: dict[object, tuple[str, Any]] = {}

    @contextmanager
    def like(
        self, kind: str, fill: Callable[[Engine], Found]
    ) -> Iterator[tuple[Engine, Found]]:
        """Yield a database filled like that, for one test, and what filling it found.

        Parameters
        ----------
        kind
            One of ``KINDS``.
        fill
            Called once, however many databases are like it.
        """
        copy = self._copy_file if kind == "sqlite" else self._copy_database
        if (kind, fill) not in self._filled:
            with copy(None) as (name, address):
                engine = _opened(address)
                found = fill(engine)
                engine.dispose()
                self._filled[kind, fill] = (self._keep(kind, name), found)
        name, found = self._filled[kind, fill]
        with copy(name) as (_, address):
            engine = _opened(address)
            yield engine, found
            engine.dispose()

    def _keep(self, kind: str, name: str) -> str:
        """Put what was filled where nothing is removed."""
        kept = f"filled_{uuid4().hex}"
        if kind == "sqlite":
            shutil.copy(self._folder / name, self._folder / kept)
        else:
            self._say(f"ALTER DATABASE {name} RENAME TO {kept}")
        return kept

    @contextmanager
    def _copy_file(self, of: str | None) -> Iterator[tuple[str, str]]:
        file = self._folder / f"{uuid4().hex}.db"
        if of is not None:
            shutil.copy(self._folder / of, file)
        yield file.name, f"sqlite:///{file}"
        for each in self._folder.glob(f"{file.name}*"):
            each.unlink()

    @contextmanager
    def _copy_database(self, of: str | None) -> Iterator[tuple[str, str]]:
        name = f"test_{uuid4().hex}"
        self._say(f"CREATE DATABASE {name}" + (f" TEMPLATE {of}" if of else ""))
        url = make_url(self._server()).set(database=name)
        yield name, url.render_as_string(hide_password=False)
        self._say(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def _say(self, statement: str) -> None:
        server = create_engine(self._server(), isolation_level="AUTOCOMMIT")
        with server.connect() as connection:
            connection.execute(text(statement))
        server.dispose()


def _opened(address: str) -> Engine:
    """Open a database of which nothing has to survive a power cut."""
    engine = open_engine(address)
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def hurry(connection: sqlite3.Connection, _record: object) -> None:
            connection.execute("PRAGMA synchronous=OFF")

    return engine
