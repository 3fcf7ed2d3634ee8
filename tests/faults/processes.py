"""Processes of the tests' own: begun, and ended from outside at any moment."""

import multiprocessing
from collections.abc import Callable, Iterator
from functools import cache
from multiprocessing.context import ForkServerContext
from pathlib import Path
from random import Random
from time import monotonic, sleep

from sqlalchemy import Engine, text

from cti.store import audit
from cti.store.engine import open_engine
from cti.store.unit import Store

POLL = 0.001

FOUND_IMPORTED = (
    "tests.faults.importing",
    "tests.faults.moving",
    "tests.faults.publishing",
    "tests.faults.restoring",
    "tests.faults.running",
)

STILL_AT_WORK = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
    AND backend_type = 'client backend' AND state <> 'idle'
"""


def children() -> ForkServerContext:
    """How children are begun: they find everything imported."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([*FOUND_IMPORTED])
    return context


@cache
def store_at(address: str) -> Store:
    """A store of this process's own."""
    return Store(open_engine(address))


def address_of(engine: Engine) -> str:
    """Where another process finds the same database."""
    return engine.url.render_as_string(hide_password=False)


def seconds_of(does: Callable[[], object]) -> float:
    """How long something takes here, so that what is ended is in the middle of it."""
    began = monotonic()
    does()
    return monotonic() - began


def end_at_any_moment(
    does: Callable[..., None],
    *how: object,
    notes: Path,
    longest: float,
    moments: Random,
) -> Iterator[str]:
    """Begin a process, end it from outside, and say if it had ended by itself.

    Parameters
    ----------
    does, how
        What it does until it is ended; the notes come last.
    notes
        Where it says that it has begun, and what else it likes.
    longest
        Seconds after which it is ended at the latest, counted from its first note.
    """
    notes.write_text("")
    child = children().Process(target=does, args=(*how, notes))
    child.start()
    while not notes.read_text() and child.is_alive():
        sleep(POLL)
    sleep(moments.uniform(0, longest))
    child.kill()
    child.join()
    if child.exitcode != -9:
        yield f"it ended by itself: {child.exitcode}"


def settle(engine: Engine) -> None:
    """Wait until a server has done with whatever it was still told to do."""
    if engine.dialect.name == "sqlite":
        return
    with engine.connect() as connection:
        while connection.execute(text(STILL_AT_WORK)).scalar_one():
            connection.rollback()
            sleep(POLL)


def broken_store(store: Store) -> Iterator[str]:
    """What SQLite finds wrong with its file, and anybody with the audit."""
    with store.reading() as connection:
        if connection.dialect.name == "sqlite":
            said = connection.execute(text("PRAGMA integrity_check")).scalars().all()
            if said != ["ok"]:
                yield from map(str, said)
        if broken := audit.verify(connection):
            yield f"the audit is broken: {broken}"
