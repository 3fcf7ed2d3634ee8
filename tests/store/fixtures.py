"""Every test of the store runs on SQLite and on PostgreSQL, in a fresh database."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from cti.store.unit import Store
from tests.store import postgres
from tests.store.databases import KINDS, Databases, empty


@pytest.fixture(scope="session")
def postgres_address() -> Iterator[str]:
    """A server of the tests' own."""
    with postgres.server() as address:
        yield address


@pytest.fixture(scope="session")
def databases(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Databases:
    """Where databases come from."""
    return Databases(
        tmp_path_factory.mktemp("databases"),
        lambda: request.getfixturevalue("postgres_address"),
    )


@pytest.fixture(params=KINDS)
def engine(request: pytest.FixtureRequest, databases: Databases) -> Iterator[Engine]:
    """An empty store of the newest shape, on each database."""
    with databases.like(request.param, empty) as (found, _):
        yield found


@pytest.fixture
def store(engine: Engine) -> Store:
    """A store nobody else has written to."""
    return Store(engine)


@pytest.fixture(scope="module", params=KINDS)
def lasting_engine(
    request: pytest.FixtureRequest, databases: Databases
) -> Iterator[Engine]:
    """A database for tests that draw many examples and keep none of them."""
    with databases.like(request.param, empty) as (found, _):
        yield found


@pytest.fixture(scope="module")
def lasting_store(lasting_engine: Engine) -> Store:
    """A store for tests that draw many examples, each a service of its own."""
    return Store(lasting_engine)
