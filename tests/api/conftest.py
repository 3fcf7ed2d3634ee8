"""Routes are asked on both databases, by everybody there is."""

import pytest

from cti.store.unit import Store
from tests.api.house import Household, household
from tests.store.conftest import engine, lasting_store, postgres_address, store

__all__ = ["engine", "home", "lasting_store", "postgres_address", "store"]


@pytest.fixture(scope="module")
def home(lasting_store: Store) -> Household:
    """A house that all tests of a module are guests in."""
    return household(lasting_store)
