"""Two leaders publish at once: one wins, the other is told by whom and what differs."""

from collections.abc import Iterator
from concurrent.futures import Executor
from functools import partial
from itertools import islice

import pytest
from sqlalchemy import Engine

from cti.store.unit import Store
from tests.faults.publishing import (
    as_it_is,
    faults_in,
    others_for_sam,
    outcome,
    sam_with,
    without_looking,
)
from tests.faults.racing import at_once, where_of
from tests.faults.sizes import RACES, UNTIL_CAUGHT
from tests.store.plans import LEADER, OTHER_LEADER, Kept

LEADERS = (LEADER, OTHER_LEADER)


def races(engine: Engine, executor: Executor, way: str) -> Iterator[str]:
    """What goes wrong in each of any number of races; empty where nothing does."""
    kept, where = Kept.in_(Store(engine)), where_of(engine, executor)
    while True:
        seen = kept.revision
        plans = [kept.draft(sam_with(worker)) for worker in others_for_sam(kept)]
        both = [
            partial(outcome, where, way, plan_id, leader, seen)
            for plan_id, leader in zip(plans, LEADERS, strict=True)
        ]
        yield "; ".join(faults_of(kept, at_once(executor, both)))


def faults_of(kept: Kept, outcomes: list[str]) -> Iterator[str]:
    """What was wrong with a race."""
    expected = [["won", f"told {LEADER} 1"], [f"told {OTHER_LEADER} 1", "won"]]
    if outcomes not in expected:
        yield f"outcomes {outcomes}"
    yield from faults_in(kept)


@pytest.mark.slow
def test_of_two_who_publish_at_once_one_wins_and_the_other_is_told(
    engine: Engine, executor: Executor
) -> None:
    found = islice(races(engine, executor, as_it_is.__name__), RACES // 2)

    assert [fault for fault in found if fault] == []


def test_publishing_without_looking_is_caught(
    engine: Engine, threads: Executor
) -> None:
    found = islice(races(engine, threads, without_looking.__name__), UNTIL_CAUGHT)

    assert any(found)
