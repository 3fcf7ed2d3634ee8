"""Ctrl-C while planning: the first asks for the best plan so far, the second stops."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from cti.cli.voice import aside

STOPPED = 130
"""The exit status of a program that was stopped from the keyboard."""


@contextmanager
def stoppable() -> Iterator[Callable[[], bool]]:
    """Let the first Ctrl-C end the search, and a second one the program.

    Yields
    ------
    Whether somebody has asked to stop.
    """
    asked = False

    def on_interrupt(_number: int, _frame: FrameType | None) -> None:
        nonlocal asked
        if asked:
            raise KeyboardInterrupt
        asked = True
        aside("Stopping with the best plan so far. Press Ctrl-C again to have none.")

    before = signal.signal(signal.SIGINT, on_interrupt)
    try:
        yield lambda: asked
    finally:
        signal.signal(signal.SIGINT, before)
