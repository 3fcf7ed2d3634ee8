"""The clock of this machine, which only the command line reads."""

from datetime import UTC, datetime


def now() -> datetime:
    """Return the moment, by the clock of this machine."""
    return datetime.now(UTC)  # noqa: TID251, the command line may read the clock
