"""Ctrl-C: the first asks for the best plan so far, the second stops everything."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

STOPPED = 130
"""The exit status of a program that was stopped from the keyboard."""


@contextmanager
def stoppable(say: Callable[[str], None]) -> Iterator[Callable[[], bool]]:
    """Let the first Ctrl-C end the search, and a second one the program.

    Parameters
    ----------
    say
        How the person at the keyboard is told.

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
        say("Stopping with the best plan so far. Press Ctrl-C again to have none.")

    before = signal.signal(signal.SIGINT, on_interrupt)
    try:
        yield lambda: asked
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def held_back() -> Iterator[None]:
    """Keep Ctrl-C until the block ends.

    Some libraries swallow it while they are imported, and it would go unheard.
    """
    heard = False

    def on_interrupt(_number: int, _frame: FrameType | None) -> None:
        nonlocal heard
        heard = True

    before = signal.signal(signal.SIGINT, on_interrupt)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if heard:
        raise KeyboardInterrupt
