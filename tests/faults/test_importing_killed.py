"""A process that applies imports is ended at any moment: each is whole, or not."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Engine

from cti.store.unit import Store
from tests.faults.importing import (
    a_staged_one,
    as_it_is,
    bring_on_and_on,
    faults_in,
    in_three_steps,
)
from tests.faults.processes import (
    address_of,
    broken_store,
    end_at_any_moment,
    seconds_of,
    settle,
)
from tests.faults.sizes import UNTIL_CAUGHT, kills_on
from tests.store.plans import Kept

SOME = 4
"""Imports after which it is ended at the latest, by what the first took."""


def kills(engine: Engine, folder: Path, way: str) -> Iterator[str]:
    """What is half done after each of any number of kills; empty where nothing is."""
    kept = Kept.in_(Store(engine))
    longest = SOME * seconds_of(
        lambda: as_it_is(kept.store, a_staged_one(kept, "first"), None)
    )
    how = (address_of(engine), kept.service_id, way)
    moments = Random(4)  # noqa: S311, any moments will do
    notes = folder / "acknowledged"
    while True:
        said = [
            *end_at_any_moment(
                bring_on_and_on, *how, notes=notes, longest=longest, moments=moments
            )
        ]
        settle(engine)
        yield "; ".join([*said, *faults_in(kept, notes)])


@pytest.mark.slow
def test_no_import_is_half_applied_whenever_whoever_applies_it_is_ended(
    engine: Engine, tmp_path: Path
) -> None:
    found = islice(kills(engine, tmp_path, as_it_is.__name__), kills_on(engine))

    assert [fault for fault in found if fault] == []
    assert [*broken_store(Store(engine))] == []


@pytest.mark.slow
def test_applying_an_import_in_three_steps_is_caught(
    engine: Engine, tmp_path: Path
) -> None:
    found = islice(kills(engine, tmp_path, in_three_steps.__name__), UNTIL_CAUGHT)

    assert any(" and not " in fault for fault in found)
