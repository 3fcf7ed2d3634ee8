"""Reach a store by the file or the address somebody gave."""

from collections.abc import Iterator
from contextlib import contextmanager

from cti.store.opening import opened
from cti.store.unit import Store


@contextmanager
def store_at(place: str) -> Iterator[Store]:
    """Open a store that is there already, and let go of it afterwards.

    Parameters
    ----------
    place
        A file of SQLite, or the address of a database.

    Raises
    ------
    UnreadableStore
        If there is none, or it has another shape.
    """
    with opened(place) as store:
        yield store
