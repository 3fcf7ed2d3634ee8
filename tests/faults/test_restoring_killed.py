"""A process that restores is ended at any moment: one backup is there, whole."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Engine

from cti.store.backup import back_up
from cti.store.engine import open_engine
from cti.store.migrations import upgrade
from cti.store.unit import Store
from tests.faults.processes import (
    address_of,
    end_at_any_moment,
    seconds_of,
    settle,
)
from tests.faults.restoring import (
    as_it_is,
    faults_in,
    lost,
    number_of_guards,
    restore_on_and_on,
    table_by_table,
)
from tests.faults.sizes import UNTIL_CAUGHT, kills_on
from tests.store.whole import NOW, fill

SOME = 3
"""Restores after which it is ended at the latest, by what the first took."""


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
    address = address_of(engine)
    files = [a_backup(folder, mark) for mark in ("Sam", "Kim")]
    longest = SOME * seconds_of(lambda: as_it_is(files[0], address, 0))
    store = Store(engine)
    guards = number_of_guards(store)
    how = (files, address, way)
    moments = Random(4)  # noqa: S311, any moments will do
    notes = folder / "acknowledged"
    while True:
        said = [
            *end_at_any_moment(
                restore_on_and_on, *how, notes=notes, longest=longest, moments=moments
            )
        ]
        settle(engine)
        yield "; ".join([*said, *faults_in(store, guards), *lost(store, notes)])


@pytest.mark.slow
def test_no_backup_is_half_restored_whenever_it_is_ended(
    engine: Engine, tmp_path: Path
) -> None:
    found = islice(kills(engine, tmp_path, as_it_is.__name__), kills_on(engine))

    assert [fault for fault in found if fault] == []


@pytest.mark.slow
def test_restoring_table_by_table_is_caught(engine: Engine, tmp_path: Path) -> None:
    found = islice(kills(engine, tmp_path, table_by_table.__name__), UNTIL_CAUGHT)

    assert any("nothing in" in fault or "people of" in fault for fault in found)
