"""A PostgreSQL of the tests' own: up for one run, on a socket only, gone afterwards."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.served import postgres

GIVEN = "CTI_TEST_DATABASE"
"""The address of a server to use instead; a database is made on it for each test."""

QUICK = (
    "-c max_connections=60 "
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"
)
"""Nothing a test keeps has to survive a power cut."""


@contextmanager
def server() -> Iterator[str]:
    """Yield the address of a server."""
    if given := os.environ.get(GIVEN):
        yield given
        return
    with postgres.started(QUICK) as address:
        yield address
