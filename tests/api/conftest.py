"""Routes are asked on both databases, by everybody there is."""

from tests.store.conftest import engine, lasting_store, postgres_address, store

__all__ = ["engine", "lasting_store", "postgres_address", "store"]
