"""Two change the same at once: one does, the other is told, and nothing is mixed."""

from concurrent.futures import Executor
from itertools import islice

import pytest
from sqlalchemy import Engine

from tests.faults.editing import EDITING
from tests.faults.importing import IMPORTING
from tests.faults.moving import MOVING
from tests.faults.racing import Race, races
from tests.faults.sizes import RACES, UNTIL_CAUGHT

KINDS = {"moving": MOVING, "editing": EDITING, "importing": IMPORTING}


@pytest.fixture(params=KINDS)
def race(request: pytest.FixtureRequest) -> Race:
    return KINDS[request.param]


@pytest.mark.slow
def test_of_two_who_change_the_same_at_once_one_wins_and_the_other_is_told(
    engine: Engine, executor: Executor, race: Race
) -> None:
    found = islice(races(engine, executor, race), RACES // 2)

    assert [fault for fault in found if fault] == []


def test_changing_what_was_seen_a_moment_before_is_caught(
    engine: Engine, threads: Executor, race: Race
) -> None:
    found = islice(races(engine, threads, race, broken=True), UNTIL_CAUGHT)

    assert any(found)
