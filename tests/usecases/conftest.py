"""Use cases of the store are tested on both databases."""

from tests.store.conftest import engine, lasting_store, postgres_address, store

__all__ = ["engine", "lasting_store", "postgres_address", "store"]
