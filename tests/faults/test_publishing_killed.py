"""A process that publishes is ended at any moment: a plan is in force whole, or not."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Engine, select

from cti.plans.life import PlanState
from cti.store.tables import PLANS
from cti.store.unit import Store
from tests.faults.processes import (
    address_of,
    broken_store,
    end_at_any_moment,
    seconds_of,
    settle,
)
from tests.faults.publishing import (
    as_it_is,
    faults_in,
    in_three_steps,
    publish_on_and_on,
    sam_with,
)
from tests.faults.sizes import UNTIL_CAUGHT, kills_on
from tests.store.plans import LEADER, Kept

SOME = 4
"""Plans after which a publisher is ended at the latest, by what the first took."""


def kills(engine: Engine, folder: Path, way: str) -> Iterator[str]:
    """What is half done after each of any number of kills; empty where nothing is."""
    kept = Kept.in_(Store(engine))
    longest = SOME * seconds_of(
        lambda: as_it_is(kept.store, kept.draft(sam_with("bo")), LEADER, kept.revision)
    )
    how = (address_of(engine), kept.service_id, LEADER, way)
    moments = Random(4)  # noqa: S311, any moments will do
    notes = folder / "acknowledged"
    while True:
        said = [
            *end_at_any_moment(
                publish_on_and_on, *how, notes=notes, longest=longest, moments=moments
            )
        ]
        settle(engine)
        yield "; ".join([*said, *faults_in(kept), *lost(kept, notes)])


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


@pytest.mark.slow
def test_no_plan_is_half_in_force_whenever_its_publisher_is_ended(
    engine: Engine, tmp_path: Path
) -> None:
    found = islice(kills(engine, tmp_path, as_it_is.__name__), kills_on(engine))

    assert [fault for fault in found if fault] == []
    assert [*broken_store(Store(engine))] == []


@pytest.mark.slow
def test_publishing_in_three_steps_is_caught(engine: Engine, tmp_path: Path) -> None:
    found = islice(kills(engine, tmp_path, in_three_steps.__name__), UNTIL_CAUGHT)

    assert any("of another plan" in fault or "told" in fault for fault in found)
