"""Pages are asked by everybody there is in a small house, on SQLite."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.api.house import Household, at_home, settled
from tests.dashboards.served import planner
from tests.store.databases import Databases


@pytest.fixture
def home(databases: Databases) -> Iterator[Household]:
    """A house of this test's own, which serves pages as well."""
    with databases.like("sqlite", settled) as (engine, found):
        yield at_home(engine, replace(found, app=planner()))
