"""Open the store of an installation, and let go of it."""

from types import TracebackType

from cti.store.engine import answers
from cti.store.opening import open_newest
from cti.store.unit import Store

__all__ = ["Installation", "Store"]


class Installation:
    """The store of one installation; a ``with`` block lets go of it at its end.

    Parameters
    ----------
    place
        ``sqlite:///FILE``, a file of SQLite, or ``postgresql+psycopg://…``.
    as_it_is
        Whether a store that is not there or has another shape is refused. Otherwise it
        is made, or brought to the newest shape.

    Raises
    ------
    CannotOpen
        If it does not answer, a newer planner has written it or, as it is, it is not
        there or has another shape.
    """

    def __init__(self, place: str, *, as_it_is: bool = False) -> None:
        self._engine = open_newest(place, as_it_is=as_it_is)
        self.store = Store(self._engine)

    def __enter__(self) -> "Installation":
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _where: TracebackType | None,
    ) -> None:
        self.close()

    def why_not_ready(self) -> str:
        """Say why the store cannot be used just now; nothing if it can."""
        return "" if answers(self._engine) else "The database does not answer."

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()
