"""Who works with whom: who did, who does, and a move or start that people decide."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cti.access import Actor
from cti.store import assignments_told as told
from cti.store import moving
from cti.store import people_changing as changing
from cti.store.assignments_told import AssignmentSeen
from cti.store.services import Place
from cti.store.tables import ASSIGNMENTS
from cti.store.unit import Store

__all__ = ["Assigned", "AssignmentSeen", "assignments_of", "assignments_on", "move"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """Everybody who has worked with somebody or is to, and the version of it."""

    assignments: Sequence[AssignmentSeen]
    version: int


def assignments_on(
    store: Store,
    actor: Actor,
    service_id: str,
    day: date,
    *,
    on: date,
    after: Place | None,
    limit: int,
) -> Sequence[AssignmentSeen]:
    """Return who works with whom in a service on a day, by the person's name."""
    with store.reading() as connection:
        return told.assignments_on(
            connection, actor, service_id, day, on=on, after=after, limit=limit
        )


def assignments_of(store: Store, actor: Actor, person_id: str, *, on: date) -> Assigned:
    """Return everybody who has worked with somebody or is to, from first to last."""
    with store.reading() as connection:
        return Assigned(
            assignments=told.assignments_of(connection, actor, person_id, on=on),
            version=changing.version_of(connection, person_id, (ASSIGNMENTS,)),
        )


def move(
    store: Store,
    actor: Actor,
    person_id: str,
    worker_id: str,
    *,
    from_on: date,
    why: str,
    seen: int,
    on: date,
    at: datetime,
) -> None:
    """Let somebody work with a worker from a day on, as people decide it.

    Of two who decide at once, one does; the other is told that it is not as they saw.

    Parameters
    ----------
    seen
        The version of who works with them that was seen.

    Raises
    ------
    ChangedMeanwhile
        If somebody else decided, or changed them, since.
    NotThere
        If there is no such worker in their service.
    NotNow, BreaksARule
        If that cannot be, as things are or ever.
    """
    with store.unit(author_id=actor.account_id, at=at) as unit:
        person = changing.held_as_seen(unit, person_id, seen, (ASSIGNMENTS,), on=on)
        moving.move(unit, person, worker_id, from_on=from_on, why=why, on=on)
