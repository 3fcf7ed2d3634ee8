"""Routes are asked on both databases, by everybody there is."""

from collections.abc import Iterator

import pytest

from cti.api.observe import speak
from tests.api.house import Household, at_home, settled
from tests.store.databases import KINDS, Databases


@pytest.fixture(scope="session", autouse=True)
def _logs_as_they_are_served() -> None:
    """A bug is told in the log without what was in its variables."""
    speak(as_json=True)


@pytest.fixture(params=KINDS)
def home(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Household]:
    """A house of this test's own."""
    with databases.like(request.param, settled) as (engine, found):
        yield at_home(engine, found)
