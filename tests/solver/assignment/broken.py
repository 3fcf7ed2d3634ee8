"""Errands that come to nothing, in place of the planner's own.

Children import this, so it imports little.
"""

import os
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Broken:
    """An errand that comes to nothing, in one way or another."""

    how: Callable[[], object]

    def __call__(self, _: object) -> None:
        self.how()


def raises() -> None:
    msg = "no such luck"
    raise LookupError(msg)


def dies() -> None:
    os._exit(3)


def hangs() -> None:
    time.sleep(3600)


def asks_for_too_much() -> None:
    bytearray(4_000_000_000)
