"""Let only so many questions be planned for at once: each takes a processor."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from time import monotonic

from cti.errors import NotNow

AT_ONCE = 2
"""So many questions are planned for at the same time."""

_turns = BoundedSemaphore(AT_ONCE)


@contextmanager
def a_turn(seconds: float) -> Iterator[Callable[[], bool]]:
    """Take a turn at planning for a question.

    Parameters
    ----------
    seconds
        After so long the search is to take the best it has.

    Yields
    ------
    Whether that time is over.

    Raises
    ------
    NotNow
        If others have every turn.
    """
    if not _turns.acquire(blocking=False):
        message = "Others are asking the planner just now."
        raise NotNow(message, hint="Ask again in a few seconds.")
    until = monotonic() + seconds
    try:
        yield lambda: monotonic() > until
    finally:
        _turns.release()
