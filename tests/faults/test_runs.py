"""No run is done twice, however many workers there are and whichever is killed."""

from collections.abc import Iterator
from concurrent.futures import Executor
from datetime import timedelta
from functools import partial
from itertools import chain, islice
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Engine

from cti.plans.life import RunState
from cti.store.runs import LEASE
from cti.store.tables import PLANS, RUNS
from cti.store.unit import Store
from tests.faults.processes import address_of, end_at_any_moment, settle
from tests.faults.racing import at_once, where_of
from tests.faults.running import (
    a_worker_at,
    as_it_is,
    claimed_by,
    do_runs,
    looking_first,
    work_until_killed,
)
from tests.faults.sizes import RACES, UNTIL_CAUGHT, kills_on
from tests.store.plans import NOW, Kept
from tests.usecases.runs import asked_for

TOGETHER = 10
"""Runs that wait while two workers claim."""

LONGEST = 0.2


def races(engine: Engine, executor: Executor, way: str) -> Iterator[str]:
    """What goes wrong each time that two workers claim; empty where nothing does."""
    kept, where = Kept.in_(Store(engine)), where_of(engine, executor)
    while True:
        asked = sorted(asked_for(kept) for _ in range(TOGETHER))
        both = [partial(claimed_by, where, way, name) for name in "ab"]
        claimed = sorted(chain(*at_once(executor, both)))
        yield "" if claimed == asked else f"{len(claimed)} of {len(asked)} claimed"


@pytest.mark.slow
def test_of_two_workers_one_has_a_run(engine: Engine, executor: Executor) -> None:
    found = islice(races(engine, executor, as_it_is.__name__), RACES // TOGETHER // 2)

    assert [fault for fault in found if fault] == []


def test_claiming_what_was_seen_to_wait_is_caught(
    engine: Engine, threads: Executor
) -> None:
    found = islice(races(engine, threads, looking_first.__name__), UNTIL_CAUGHT)

    assert any(found)


@pytest.mark.slow
def test_a_killed_worker_leaves_each_run_to_be_done_once(
    engine: Engine, tmp_path: Path
) -> None:
    kept, notes = Kept.in_(Store(engine)), tmp_path / "notes"
    moments = Random(4)  # noqa: S311, any moments will do
    for number in range(max(2, kills_on(engine) // 4)):
        asked = {asked_for(kept) for _ in range(TOGETHER)}
        # Every other one is in the middle of a run for certain.
        stays_with = moments.randrange(TOGETHER) if number % 2 else None
        how = (address_of(engine), "killed", stays_with)
        assert not [
            *end_at_any_moment(
                work_until_killed, *how, notes=notes, longest=LONGEST, moments=moments
            )
        ]
        settle(engine)

        later = NOW + LEASE + timedelta(seconds=1)
        do_runs(kept.store, a_worker_at(later, "other"))

        runs = [row for row in kept.rows(RUNS) if row["id"] in asked]
        assert {row["state"] for row in runs} == {RunState.DONE}
        assert len({row["plan_id"] for row in runs}) == len(asked)
        taken_over = sum(row["attempts"] == 2 for row in runs)
        assert {row["attempts"] for row in runs} <= {1, 2}
        assert taken_over == 1 or stays_with is None
    assert len(kept.rows(PLANS)) == len(kept.rows(RUNS))
