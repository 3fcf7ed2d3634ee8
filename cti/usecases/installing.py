"""Open the store of an installation, of the newest shape."""

from cti.errors import CannotOpen
from cti.store.engine import Unusable, answers, open_engine
from cti.store.migrations import is_known, newest, shape, upgrade
from cti.store.unit import Store

__all__ = ["Installation", "Store"]

NO_ANSWER = "The database does not answer."


class Installation:
    """The store of one installation.

    Parameters
    ----------
    address
        ``sqlite:///FILE`` or ``postgresql+psycopg://…``.

    Raises
    ------
    CannotOpen
        If the database does not answer, or was written by a newer planner.
    """

    def __init__(self, address: str) -> None:
        self._engine = open_engine(address)
        self.store = Store(self._engine)
        try:
            self._bring_up_to_date()
        except Unusable as error:
            hint = "Look at CTI_DATABASE, and whether the database is running."
            raise CannotOpen(NO_ANSWER, hint=hint) from error

    def why_not_ready(self) -> str:
        """Say why the store cannot be used just now; nothing if it can."""
        return "" if answers(self._engine) else NO_ANSWER

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def _bring_up_to_date(self) -> None:
        now = shape(self._engine)
        if now is not None and not is_known(now):
            message = f"The database was written by a newer planner (step {now})."
            hint = "Install that one again; this one must not touch it."
            raise CannotOpen(message, hint=hint)
        if now != newest():
            upgrade(self._engine)
