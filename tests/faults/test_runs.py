"""No run is done twice, however many workers there are and whichever is killed."""

import random
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from datetime import timedelta
from itertools import islice
from pathlib import Path
from time import sleep

import pytest
from sqlalchemy import Engine

from cti.plans.life import RunState
from cti.store.runs import LEASE
from cti.store.tables import PLANS, RUNS
from cti.store.unit import Store
from tests.faults.publishing import children
from tests.faults.running import (
    a_worker_at,
    as_it_is,
    claimed_by,
    do_runs,
    looking_first,
    work_until_killed,
)
from tests.faults.sizes import KILLS, RACES, UNTIL_CAUGHT
from tests.store.plans import NOW, Kept
from tests.usecases.runs import asked_for

TOGETHER = 10
"""Runs that wait while two workers claim."""

LONGEST = 0.4
POLL = 0.002


def races(engine: Engine, executor: Executor, way: str) -> Iterator[str]:
    """What goes wrong each time that two workers claim; empty where nothing does."""
    kept = Kept.in_(Store(engine))
    where: Store | str = kept.store
    if isinstance(executor, ProcessPoolExecutor):
        where = engine.url.render_as_string(hide_password=False)
    while True:
        asked = sorted(asked_for(kept) for _ in range(TOGETHER))
        both = [executor.submit(claimed_by, where, way, name) for name in "ab"]
        claimed = sorted(run_id for each in both for run_id in each.result())
        yield "" if claimed == asked else f"{len(claimed)} of {len(asked)} claimed"


@pytest.fixture(params=["threads", "processes"])
def executor(request: pytest.FixtureRequest) -> Iterator[Executor]:
    if request.param == "threads":
        with ThreadPoolExecutor(2) as threads:
            yield threads
        return
    with ProcessPoolExecutor(2, mp_context=children()) as processes:
        yield processes


@pytest.mark.slow
def test_of_two_workers_one_has_a_run(engine: Engine, executor: Executor) -> None:
    found = islice(races(engine, executor, as_it_is.__name__), RACES // TOGETHER // 2)

    assert [fault for fault in found if fault] == []


def test_claiming_what_was_seen_to_wait_is_caught(engine: Engine) -> None:
    with ThreadPoolExecutor(2) as threads:
        found = islice(races(engine, threads, looking_first.__name__), UNTIL_CAUGHT)

        assert any(found)


@pytest.mark.slow
def test_a_killed_worker_leaves_each_run_to_be_done_once(
    engine: Engine, tmp_path: Path
) -> None:
    kept, notes = Kept.in_(Store(engine)), tmp_path / "notes"
    address = engine.url.render_as_string(hide_password=False)
    moments = random.Random(4)  # noqa: S311, any moments will do
    for number in range(KILLS // 4):
        asked = {asked_for(kept) for _ in range(2 * TOGETHER)}
        notes.write_text("")
        # Every other one is in the middle of a run for certain.
        stays_with = moments.randrange(2 * TOGETHER) if number % 2 else None
        child = children().Process(
            target=work_until_killed, args=(address, "killed", notes, stays_with)
        )
        child.start()
        while not notes.read_text() and child.is_alive():
            sleep(POLL)
        sleep(moments.uniform(0, LONGEST))
        child.kill()
        child.join()

        later = NOW + LEASE + timedelta(seconds=1)
        do_runs(kept.store, a_worker_at(later, "other"))

        runs = [row for row in kept.rows(RUNS) if row["id"] in asked]
        assert {row["state"] for row in runs} == {RunState.DONE}
        assert len({row["plan_id"] for row in runs}) == len(asked)
        taken_over = sum(row["attempts"] == 2 for row in runs)
        assert {row["attempts"] for row in runs} <= {1, 2}
        assert taken_over == 1 or stays_with is None
    assert len(kept.rows(PLANS)) == len(kept.rows(RUNS))
