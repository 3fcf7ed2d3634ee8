"""How often the memory of a server is looked through for what nobody needs any more."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = 50_000
"""New things between two looks: a page of many rows makes far more than the usual."""


@contextmanager
def looked_through_seldom() -> Iterator[None]:
    """Look through less, and less often, until the block ends.

    What is there when it begins, stays until the end, so it is passed over. A look
    through all of it makes the answer late that it falls into.
    """
    usual = gc.get_threshold()
    gc.collect()
    gc.freeze()
    gc.set_threshold(SELDOM, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()
