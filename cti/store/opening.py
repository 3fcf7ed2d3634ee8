"""Open a store of the newest shape: brought to it, or refused where it is not."""

from pathlib import Path

from sqlalchemy import Engine, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError

from cti.errors import CannotOpen, OtherShape
from cti.store.engine import Unusable, open_engine
from cti.store.migrations import is_known, newest, shape, upgrade

WHERE = "Give the file of the store, or the address of its database."


def open_newest(place: str, *, as_it_is: bool) -> Engine:
    """Open a store of the newest shape.

    Parameters
    ----------
    place
        A file of SQLite, or the address of a database.
    as_it_is
        Whether one that is not there or has another shape is refused, and not made or
        brought to the newest.

    Raises
    ------
    CannotOpen
        If it is not there or does not answer.
    OtherShape
        If a newer program made it; as it is, if an older one did, or nobody yet.
    """
    engine = _engine(place if "://" in place else f"sqlite:///{place}", as_it_is)
    try:
        _reach_newest(engine, as_it_is)
    except Exception:
        engine.dispose()
        raise
    return engine


def _engine(address: str, must_be_there: bool) -> Engine:  # noqa: FBT001, said once above
    try:
        file = make_url(address).database
        engine = open_engine(address)
    except (ArgumentError, ModuleNotFoundError) as error:
        raise CannotOpen(
            why="nothing here knows such an address", hint=WHERE
        ) from error
    is_there = engine.dialect.name != "sqlite" or (file and Path(file).is_file())
    if must_be_there and not is_there:
        raise CannotOpen(why="there is no such file", hint=WHERE)
    return engine


def _reach_newest(engine: Engine, as_it_is: bool) -> None:  # noqa: FBT001, said once above
    found, wanted = _shape(engine), newest()
    is_newer = found is not None and not is_known(found)
    if found != wanted and (as_it_is or is_newer):
        raise OtherShape(found, wanted=wanted, is_newer=is_newer)
    if found != wanted:
        try:
            upgrade(engine)
        except Unusable as error:
            raise _no_answer() from error


def _shape(engine: Engine) -> str | None:
    try:
        return shape(engine)
    except DatabaseError as error:
        raise _no_answer() from error


def _no_answer() -> CannotOpen:
    return CannotOpen(
        why="its database does not answer, or is none",
        hint="Look at its address, and whether the database is running.",
    )
