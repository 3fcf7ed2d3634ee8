"""What somebody was told in the planner, and that they have read it."""

from datetime import date, datetime

from cti.access import Actor, Permission
from cti.store import messages as kept
from cti.store.keyset import Part, Place
from cti.store.messages import Message
from cti.store.unit import Store
from cti.usecases.allowing import allowed_own


def my_messages(
    store: Store,
    actor: Actor,
    *,
    is_read: bool | None,
    on: date,
    after: Place,
    limit: int,
) -> Part[Message]:
    """Return what somebody was told, the newest first.

    Parameters
    ----------
    is_read
        Only those they have read, or have not; None for both.
    """
    allowed_own(actor, Permission.ME_READ)
    with store.reading() as connection:
        return kept.messages_of(
            connection, actor, is_read=is_read, on=on, after=after, limit=limit
        )


def number_unread(store: Store, actor: Actor, *, on: date) -> int:
    """Return how many things somebody was told that they have not read."""
    allowed_own(actor, Permission.ME_READ)
    with store.reading() as connection:
        return kept.number_unread(connection, actor, on=on)


def have_read(
    store: Store, actor: Actor, message_id: str, *, on: date, at: datetime
) -> None:
    """Keep that somebody has read what they were told; once is enough.

    Raises
    ------
    NotThere
        If they were told nothing of the kind.
    """
    allowed_own(actor, Permission.ME_READ)
    with store.unit(author_id=actor.account_id, at=at) as unit:
        kept.read(unit, actor, message_id, on=on)
