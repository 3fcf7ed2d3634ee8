"""Open a store that is there already, of the shape this program knows."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from cti.errors import UnreadableStore
from cti.store.engine import open_engine
from cti.store.migrations import newest, shape
from cti.store.unit import Store


def address_of(place: str) -> str:
    """Return the address of a database, given as one or as an SQLite file."""
    return place if "://" in place else f"sqlite:///{place}"


@contextmanager
def opened(place: str) -> Iterator[Store]:
    """Open a store, and let go of it afterwards.

    Parameters
    ----------
    place
        A file of SQLite, or the address of a database.

    Raises
    ------
    UnreadableStore
        If there is none, or it has another shape.
    """
    engine = _engine(address_of(place))
    try:
        if _reached(engine) != newest():
            raise UnreadableStore(why="it has another shape than this program's")
        yield Store(engine)
    finally:
        engine.dispose()


def _engine(address: str) -> Engine:
    try:
        file = make_url(address).database
        engine = open_engine(address)
    except ArgumentError as error:
        raise UnreadableStore(why="it has no such address") from error
    if engine.dialect.name == "sqlite" and not (file and Path(file).is_file()):
        raise UnreadableStore(why="there is no such file")
    return engine


def _reached(engine: Engine) -> str | None:
    try:
        return shape(engine)
    except DBAPIError as error:
        raise UnreadableStore(why="it is no database, or does not answer") from error
