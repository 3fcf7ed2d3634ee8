"""A process that publishes is ended at any moment: a plan is in force whole, or not."""

import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from time import sleep

import pytest
from sqlalchemy import Engine, select

from cti.plans.life import PlanState
from cti.store.tables import PLANS
from cti.store.unit import Store
from tests.faults.publishing import (
    as_it_is,
    broken_pages,
    children,
    faults_in,
    in_three_steps,
    publish_on_and_on,
    sam_with,
)
from tests.faults.sizes import KILLS, UNTIL_CAUGHT
from tests.store.plans import LEADER, Kept

LONGEST = 0.3
"""Seconds after which a publisher is ended at the latest."""

POLL = 0.002


def kills(engine: Engine, folder: Path, way: str) -> Iterator[str]:
    """What is half done after each of any number of kills; empty where nothing is."""
    kept = Kept.in_(Store(engine))
    as_it_is(kept.store, kept.draft(sam_with("bo")), LEADER, kept.revision)
    address = engine.url.render_as_string(hide_password=False)
    moments = random.Random(4)  # noqa: S311, any moments will do
    while True:
        notes = folder / "acknowledged"
        notes.write_text("")
        child = children().Process(
            target=publish_on_and_on,
            args=(address, kept.service_id, LEADER, way, notes),
        )
        child.start()
        while not notes.read_text() and child.is_alive():
            sleep(POLL)
        sleep(moments.uniform(0, LONGEST))
        child.kill()
        child.join()
        said = [*faults_in(kept), *broken_pages(kept), *lost(kept, notes)]
        if child.exitcode != -9:
            said.append(f"the publisher ended by itself: {child.exitcode}")
        yield "; ".join(said)


def lost(kept: Kept, notes: Path) -> Iterator[str]:
    """Plans that were said to be published and are not."""
    acknowledged = set(notes.read_text().split()[1:])
    were_published = select(PLANS.c.id).where(
        PLANS.c.id.in_(acknowledged), PLANS.c.state != PlanState.DRAFT
    )
    with kept.store.reading() as connection:
        there = set(connection.execute(were_published).scalars())
    for plan_id in acknowledged - there:
        yield f"{plan_id} is lost"


def times(engine: Engine) -> int:
    return KILLS if engine.dialect.name == "sqlite" else KILLS // 5


@pytest.mark.slow
def test_no_plan_is_half_in_force_whenever_its_publisher_is_ended(
    engine: Engine, tmp_path: Path
) -> None:
    found = islice(kills(engine, tmp_path, as_it_is.__name__), times(engine))

    assert [fault for fault in found if fault] == []


@pytest.mark.slow
def test_publishing_in_three_steps_is_caught(engine: Engine, tmp_path: Path) -> None:
    found = islice(kills(engine, tmp_path, in_three_steps.__name__), UNTIL_CAUGHT)

    assert any("of another plan" in fault or "told" in fault for fault in found)
