"""What was read before, for who reads the very same again.

Whoever reads, reads every row anew; only what is made of the rows is the same thing as
before if they say the same. So what follows from it alone need not be worked out again,
and two that are the same are told to be so at a glance.
"""

from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar

Kind = TypeVar("Kind")

MOST_KEPT = 8000
"""Two for each of some thousand people; what was made first goes first."""


class ReadBefore:
    """Things that cannot change, by the rows they were made of.

    Parameters
    ----------
    most
        How many are kept.
    """

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._kept: dict[tuple[Callable[..., Any], str], tuple[Any, Any]] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def the(self, kind: Callable[..., Kind], about: str, **values: Any) -> Kind:  # noqa: ANN401, whatever a kind has
        """Return the thing with these values: the one made before, if they are equal.

        Parameters
        ----------
        kind
            Makes it of the values.
        about
            What it is about: one row, or several.
        """
        key = kind, about
        before = self._kept.get(key)
        if before is not None and before[0] == values:
            return before[1]  # type: ignore[no-any-return]  # made below, of that kind
        made = kind(**values)
        with self._lock:
            self._kept.pop(key, None)
            self._kept[key] = values, made
            while len(self._kept) > self._most:
                del self._kept[next(iter(self._kept))]
        return made


PEOPLE_READ = ReadBefore()
"""Those of this process."""

ROWS_READ = ReadBefore(1000)
"""Whole tables, as far as they are of one service."""

CASELOADS_READ = ReadBefore(40)
"""Whole caseloads, each of a day."""
