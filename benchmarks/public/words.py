"""A text of whole numbers, read one after another."""

from collections.abc import Iterator
from pathlib import Path


class Numbers:
    """Whole numbers apart by any blanks."""

    def __init__(self, text: str) -> None:
        self._left: Iterator[int] = (int(word) for word in text.split())

    @classmethod
    def of(cls, path: Path) -> "Numbers":
        """Open a file of them."""
        return cls(path.read_text(encoding="ascii"))

    def one(self) -> int:
        """Return the next number."""
        return next(self._left)

    def row(self, count: int) -> tuple[int, ...]:
        """Return so many."""
        return tuple(self.one() for _ in range(count))

    def rest(self) -> tuple[int, ...]:
        """Return all that are left."""
        return tuple(self._left)
