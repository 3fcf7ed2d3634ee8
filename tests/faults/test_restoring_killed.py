"""A process that restores is ended at any moment: one backup is there, whole."""

import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from time import sleep

import pytest
from sqlalchemy import Engine

from cti.store.backup import back_up
from cti.store.engine import open_engine
from cti.store.migrations import upgrade
from cti.store.unit import Store
from tests.faults.publishing import children
from tests.faults.restoring import (
    as_it_is,
    faults_in,
    number_of_guards,
    restore_on_and_on,
    table_by_table,
)
from tests.faults.sizes import KILLS, UNTIL_CAUGHT
from tests.store.whole import NOW, fill

LONGEST = 1.0
"""Seconds after which whoever restores is ended at the latest."""

POLL = 0.002


def a_backup(folder: Path, mark: str) -> Path:
    """A backup in which everybody is one."""
    engine = open_engine(f"sqlite:///{folder / mark}.db")
    upgrade(engine)
    fill(Store(engine), mark)
    back_up(Store(engine), folder / f"{mark}.backup", at=NOW)
    engine.dispose()
    return folder / f"{mark}.backup"


def kills(engine: Engine, folder: Path, way: str) -> Iterator[str]:
    """What is half done after each of any number of kills; empty where nothing is."""
    address = engine.url.render_as_string(hide_password=False)
    files = [a_backup(folder, mark) for mark in ("Sam", "Kim")]
    as_it_is(files[0], address)
    store = Store(engine)
    guards = number_of_guards(store)
    moments = random.Random(4)  # noqa: S311, any moments will do
    while True:
        notes = folder / "begun"
        notes.write_text("")
        child = children().Process(
            target=restore_on_and_on, args=(files, address, way, notes)
        )
        child.start()
        while not notes.read_text() and child.is_alive():
            sleep(POLL)
        sleep(moments.uniform(0, LONGEST))
        child.kill()
        child.join()
        said = [*faults_in(store, guards)]
        if child.exitcode != -9:
            said.append(f"whoever restores ended by itself: {child.exitcode}")
        yield "; ".join(said)


def times(engine: Engine) -> int:
    return KILLS if engine.dialect.name == "sqlite" else KILLS // 5


@pytest.mark.slow
def test_no_backup_is_half_restored_whenever_it_is_ended(
    engine: Engine, tmp_path: Path
) -> None:
    found = islice(kills(engine, tmp_path, as_it_is.__name__), times(engine))

    assert [fault for fault in found if fault] == []


@pytest.mark.slow
def test_restoring_table_by_table_is_caught(engine: Engine, tmp_path: Path) -> None:
    found = islice(kills(engine, tmp_path, table_by_table.__name__), UNTIL_CAUGHT)

    assert any("nothing in" in fault or "people of" in fault for fault in found)
