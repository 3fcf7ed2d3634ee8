"""Every test of the store runs on SQLite and on PostgreSQL, in a fresh database."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Engine, create_engine, make_url, text

from cti.store.engine import open_engine
from cti.store.migrations import upgrade
from cti.store.unit import Store
from tests.store import postgres

TEMPLATE = "template_of_tests"


@pytest.fixture(scope="session")
def postgres_address() -> Iterator[str]:
    """A server with a template: an empty store of the newest shape."""
    with postgres.server() as address:
        _make(address, f"CREATE DATABASE {TEMPLATE}")
        engine = open_engine(_named(address, TEMPLATE))
        upgrade(engine)
        engine.dispose()
        yield address


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty store of the newest shape, on each database."""
    with _opened(request, tmp_path) as found:
        yield found


@pytest.fixture
def store(engine: Engine) -> Store:
    """A store nobody else has written to."""
    return Store(engine)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def lasting_store(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    """A store for tests that draw many examples, each a service of its own."""
    with _opened(request, tmp_path_factory.mktemp("store")) as found:
        yield Store(found)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def lasting_engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """A database for tests that draw many examples and keep none of them."""
    with _opened(request, tmp_path_factory.mktemp("store")) as found:
        yield found


@contextmanager
def _opened(request: pytest.FixtureRequest, folder: Path) -> Iterator[Engine]:
    if request.param == "sqlite":
        engine = open_engine(f"sqlite:///{folder / 'store.db'}")
        upgrade(engine)
    else:
        address = request.getfixturevalue("postgres_address")
        name = f"test_{uuid4().hex}"
        _make(address, f"CREATE DATABASE {name} TEMPLATE {TEMPLATE}")
        engine = open_engine(_named(address, name))
    yield engine
    engine.dispose()


def _named(address: str, name: str) -> str:
    url = make_url(address).set(database=name)
    return url.render_as_string(hide_password=False)


def _make(address: str, statement: str) -> None:
    server = create_engine(address, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(statement))
    server.dispose()
