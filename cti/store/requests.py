"""Do a request that carries a key once, however often it arrives."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from cti.store.tables import REQUESTS
from cti.store.unit import Store

KEPT = timedelta(hours=24)
"""How long an answer is given again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What was answered to a request.

    Attributes
    ----------
    headers
        As JSON.
    """

    status: int
    headers: str
    body: str
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """A request with the same key that came before.

    Attributes
    ----------
    digest
        Tells whether it asked for the same.
    answered
        None while it is being done, or if it was broken off.
    """

    digest: str
    answered: Answered | None


def begin_once(store: Store, key: str, digest: str, *, at: datetime) -> Met | None:
    """Claim a key; of several who come at once, one does.

    Returns
    -------
    Whoever had it before; None if nobody, and it is claimed now.
    """
    try:
        with store.writing() as connection:
            stale = REQUESTS.c.begun_at < at - KEPT
            connection.execute(delete(REQUESTS).where(stale))
            met = _met(connection, key)
            if met is None:
                row = {"key": key, "digest": digest, "begun_at": at}
                connection.execute(insert(REQUESTS), row)
            return met
    except IntegrityError:
        with store.reading() as connection:
            # Whoever was quicker may have given it back by now.
            return _met(connection, key) or Met(digest=digest, answered=None)


def keep_answer(store: Store, key: str, answered: Answered) -> None:
    """Keep what is answered to whoever sends the key again."""
    values = {
        "status": answered.status,
        "headers": answered.headers,
        "body": answered.body,
        "media_type": answered.media_type,
    }
    with store.writing() as connection:
        connection.execute(
            update(REQUESTS).where(REQUESTS.c.key == key).values(**values)
        )


def give_back(store: Store, key: str) -> None:
    """Let a key be as if it had never come: nothing was done."""
    with store.writing() as connection:
        connection.execute(delete(REQUESTS).where(REQUESTS.c.key == key))


def forget_answers(connection: Connection) -> None:
    """Forget what was answered to anybody, and not that it was done.

    Nobody can tell of whom an answer speaks. Whoever sends a key again is told to look
    at what is there.
    """
    nothing = {"status": None, "headers": None, "body": None, "media_type": None}
    connection.execute(update(REQUESTS).values(nothing))


def _met(connection: Connection, key: str) -> Met | None:
    row = connection.execute(select(REQUESTS).where(REQUESTS.c.key == key)).first()
    if row is None:
        return None
    answered = None
    if row.status is not None:
        answered = Answered(
            status=row.status,
            headers=row.headers,
            body=row.body,
            media_type=row.media_type,
        )
    return Met(digest=row.digest, answered=answered)
