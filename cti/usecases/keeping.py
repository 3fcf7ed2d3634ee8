"""Open the store a service keeps its caseload in."""

from collections.abc import Iterator
from contextlib import contextmanager

from cti.errors import OtherShape
from cti.store.engine import open_engine
from cti.store.migrations import newest, shape
from cti.store.unit import Store


@contextmanager
def opened_store(address: str) -> Iterator[Store]:
    """Open a store, and close it when the block ends.

    Parameters
    ----------
    address
        ``sqlite:///file.db`` or ``postgresql+psycopg://…``.

    Raises
    ------
    OtherShape
        If an older or a newer program made it, or nobody did yet.
    """
    engine = open_engine(address)
    try:
        found, wanted = shape(engine), newest()
        if found != wanted:
            raise OtherShape(found, wanted=wanted)
        yield Store(engine)
    finally:
        engine.dispose()
