"""Open a database the way SQLite and PostgreSQL each need it."""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool, StaticPool

from cti.store.alike import FOLDED, folded_if_any

BUSY_MILLISECONDS = 30_000
"""How long a writer waits for another to finish."""

PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    f"busy_timeout={BUSY_MILLISECONDS}",
)
"""Readers never wait for a writer; what was acknowledged survives a power cut."""


Unusable = OperationalError
"""What is raised where a database does not answer."""


def open_engine(address: str) -> Engine:
    """Open a database.

    Parameters
    ----------
    address
        ``sqlite:///file.db`` or ``postgresql+psycopg://…``.
    """
    url = make_url(address)
    if url.get_backend_name() == "sqlite":
        return _sqlite(address)
    return create_engine(
        url, pool_pre_ping=True, isolation_level="READ COMMITTED", pool_size=10
    )


def open_file_to_look(file: Path) -> Engine:
    """Open a file of SQLite that nobody is writing to, and change nothing of it."""
    place = f"{file.absolute().as_uri()}?mode=ro&immutable=1"
    return create_engine(
        "sqlite://",
        creator=lambda: sqlite3.connect(place, uri=True, check_same_thread=False),
        poolclass=StaticPool,
    )


def _sqlite(address: str) -> Engine:
    engine = create_engine(
        address,
        poolclass=QueuePool,
        connect_args={"timeout": BUSY_MILLISECONDS / 1000, "check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: object, _record: ConnectionPoolEntry) -> None:
        # The driver must not begin transactions of its own accord.
        connection.isolation_level = None  # type: ignore[attr-defined]  # DB-API
        cursor = connection.cursor()  # type: ignore[attr-defined]  # DB-API
        for pragma in PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()
        connection.create_function(  # type: ignore[attr-defined]  # sqlite3
            FOLDED, 1, folded_if_any, deterministic=True
        )

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A writer takes the lock at once: who reads first and writes later could be
        # refused without having waited.
        reads = connection.get_execution_options().get("reads_only", False)
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    return engine


def answers(engine: Engine) -> bool:
    """Whether a database answers just now."""
    try:
        with engine.execution_options(reads_only=True).connect() as connection:
            connection.exec_driver_sql("SELECT 1")
    except Unusable:
        return False
    return True


def forget_removed(engine: Engine) -> bool:
    """Let nothing of what was removed stay in a database's files.

    A database only marks the room of what is removed as free. SQLite's file is written
    anew without it, and so are the changes beside it; PostgreSQL clears its tables.

    Returns
    -------
    Whether it was done; not while somebody else is reading what was there before.
    """
    raw = engine.raw_connection()
    try:
        driver: Any = raw.driver_connection
        if engine.dialect.name == "sqlite":
            driver.execute("VACUUM")
            (is_busy, _, _) = driver.execute(
                "PRAGMA wal_checkpoint(TRUNCATE)"
            ).fetchone()
            return not is_busy
        driver.rollback()
        driver.autocommit = True
        try:
            driver.execute("VACUUM")
        finally:
            # Whoever has it next begins transactions of their own.
            driver.autocommit = False
    except engine.dialect.loaded_dbapi.OperationalError:
        return False
    finally:
        raw.close()
    return True
