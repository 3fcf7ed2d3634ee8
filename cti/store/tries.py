"""How often somebody tried to sign in, and how long they wait before the next time.

Whoever guesses is slowed down, and nobody else. An account from a place it never signed
in from is tried five times before a growing wait; from a place its owner has signed in
from it has five tries of its own, so that nobody can keep the owner out; and an address
that tries many accounts waits as well.
"""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, select, update
from sqlalchemy.dialects import postgresql, sqlite

from cti.store.tables import TRIES

FREE_TRIES = 5
FREE_TRIES_OF_AN_ADDRESS = 50
"""An office has one address, and many people who mistype."""

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
MOST_DOUBLINGS = 6
FORGOTTEN_AFTER = timedelta(hours=24)


def wait_until(failures: int, last_at: datetime, *, free: int) -> datetime | None:
    """Return when the next try may be made; None for at once."""
    if failures < free:
        return None
    doublings = min(failures - free, MOST_DOUBLINGS)
    return last_at + min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def count_try(
    connection: Connection, *, email: str, address: str, at: datetime
) -> datetime | None:
    """Count a try before it is made, so that many at once gain nothing.

    Whether there is such an account makes no difference.

    Returns
    -------
    When it may be made, and it is not counted then; None for at once.
    """
    free = _free(email, address)
    rows = _held(connection, free, at)
    both = rows[_key(email, address)]
    if both.succeeded_at is not None:
        # Their own place: what others tried elsewhere does not keep them out.
        rows.pop(_key(email, ""))
    waits = [_wait(row, free[key], at) for key, row in rows.items()]
    later = [until for until in waits if until is not None and until > at]
    if later:
        return max(later)
    for key, row in rows.items():
        so_far = 0 if _is_forgotten(row, at) else row.failures
        connection.execute(
            update(TRIES)
            .where(TRIES.c.key == key)
            .values(failures=so_far + 1, last_at=at)
        )
    return None


def forget_tries(
    connection: Connection, *, email: str, address: str, at: datetime
) -> None:
    """Let a success be known: the place is one of its owner's."""
    connection.execute(
        update(TRIES)
        .where(TRIES.c.key == _key(email, address))
        .values(failures=0, succeeded_at=at)
    )
    connection.execute(
        update(TRIES)
        .where(TRIES.c.key == _key("", address), TRIES.c.failures > 0)
        .values(failures=TRIES.c.failures - 1)
    )


def _free(email: str, address: str) -> dict[str, int]:
    return {
        _key(email, address): FREE_TRIES,
        _key(email, ""): FREE_TRIES,
        _key("", address): FREE_TRIES_OF_AN_ADDRESS,
    }


def _key(email: str, address: str) -> str:
    return sha256(f"{email}\n{address}".encode()).hexdigest()


def _held(
    connection: Connection, free: dict[str, int], at: datetime
) -> dict[str, Row[Any]]:
    """Return the rows, made where there were none; nobody else counts meanwhile."""
    new = [{"key": key, "failures": 0, "last_at": at} for key in sorted(free)]
    if connection.dialect.name == "sqlite":
        connection.execute(sqlite.insert(TRIES).on_conflict_do_nothing(), new)
    else:
        connection.execute(postgresql.insert(TRIES).on_conflict_do_nothing(), new)
    rows = connection.execute(
        select(TRIES)
        .where(TRIES.c.key.in_(list(free)))
        .order_by(TRIES.c.key)
        .with_for_update()
    )
    return {row.key: row for row in rows}


def _wait(row: Row[Any], free: int, at: datetime) -> datetime | None:
    if _is_forgotten(row, at):
        return None
    return wait_until(row.failures, row.last_at, free=free)


def _is_forgotten(row: Row[Any], at: datetime) -> bool:
    return bool(at - row.last_at >= FORGOTTEN_AFTER)
