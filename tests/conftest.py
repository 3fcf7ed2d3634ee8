"""What holds for every test."""

from hypothesis import HealthCheck, settings

from tests.store.fixtures import (
    databases,
    engine,
    lasting_engine,
    lasting_store,
    postgres_address,
    store,
)

__all__ = [
    "databases",
    "engine",
    "lasting_engine",
    "lasting_store",
    "postgres_address",
    "store",
]

# No clock decides whether a property holds: a busy machine only draws more slowly.
settings.register_profile(
    "unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("unhurried")
