"""What holds for every test."""

from hypothesis import HealthCheck, settings

# No clock decides whether a property holds: a busy machine only draws more slowly.
settings.register_profile(
    "unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("unhurried")
