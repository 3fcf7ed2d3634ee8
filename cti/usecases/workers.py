"""Workers: who there is, when they work and are away; and what is changed of one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cti.access import Actor
from cti.caseload.hours import WeekHours
from cti.store import workers_changing as changing
from cti.store import workers_told as told
from cti.store.services import Place
from cti.store.tables import ABSENCES
from cti.store.unit import Store, new_id
from cti.store.workers_told import (
    AbsenceSeen,
    PatternSeen,
    WhichWorkers,
    WorkerName,
    WorkerSeen,
)

__all__ = [
    "AbsenceSeen",
    "PatternSeen",
    "WhichWorkers",
    "WorkerAt",
    "WorkerName",
    "WorkerSeen",
    "absences",
    "add_absence",
    "add_worker",
    "change_absence",
    "change_worker",
    "one_absence",
    "one_worker",
    "patterns",
    "put_pattern",
    "remove_absence",
    "some_workers",
    "worker_names",
]


OWN_ID = 12
"""Letters of the id somebody gets in their service if nobody brings one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerAt:
    """A worker as an account may see them, and the version of it."""

    seen: WorkerSeen
    version: int


def some_workers(
    store: Store,
    actor: Actor,
    which: WhichWorkers,
    *,
    on: date,
    after: Place | None,
    limit: int,
) -> Sequence[WorkerSeen]:
    """Return workers this account may know of, by name."""
    with store.reading() as connection:
        return told.workers_seen(
            connection, actor, which, on=on, after=after, limit=limit
        )


def one_worker(store: Store, actor: Actor, worker_id: str, *, on: date) -> WorkerAt:
    """Return a worker, in as much as this account may see.

    Raises
    ------
    NotThere
        If there is no such worker, or none this account may know of.
    """
    with store.reading() as connection:
        return WorkerAt(
            seen=told.worker_seen(connection, actor, worker_id, on=on),
            version=changing.version_of(connection, worker_id),
        )


def worker_names(
    store: Store, service_id: str, *, after: Place | None, limit: int
) -> Sequence[WorkerName]:
    """Return the names of a service's workers, for those who give roles in it.

    Raises
    ------
    NotThere
        If there is no such service.
    """
    with store.reading() as connection:
        return told.worker_names(connection, service_id, after=after, limit=limit)


def add_worker(
    store: Store,
    actor: Actor,
    service_id: str,
    *,
    external_id: str | None,
    said: Mapping[str, Any],
    works: WeekHours,
    at: datetime,
) -> str:
    """Let somebody support people in a service, and return their id.

    Parameters
    ----------
    external_id
        As their service knows them; None for a random one.
    said
        All else that is kept of a worker, by the names of columns.

    Raises
    ------
    IdTaken
        If somebody else in the service has that id.
    BreaksARule
        If they leave before they start.
    """
    own = {**said, "external_id": external_id or new_id()[:OWN_ID]}
    with store.unit(author_id=actor.account_id, at=at) as unit:
        return changing.add_worker(unit, service_id, own, works)


def change_worker(
    store: Store,
    actor: Actor,
    worker_id: str,
    *,
    seen: int,
    said: Mapping[str, Any],
    at: datetime,
) -> None:
    """Let something else be so of a worker.

    Raises
    ------
    ChangedMeanwhile
        If somebody else changed them since they were seen.
    BreaksARule
        If they leave before they start.
    """
    with store.unit(author_id=actor.account_id, at=at) as unit:
        worker = changing.held_as_seen(unit, worker_id, seen)
        changing.change_worker(unit, worker, said)


def patterns(
    store: Store, actor: Actor, worker_id: str, *, on: date
) -> Sequence[PatternSeen]:
    """Return when a worker works, from first to last."""
    with store.reading() as connection:
        return told.patterns_seen(connection, actor, worker_id, on=on)


def put_pattern(
    store: Store,
    actor: Actor,
    worker_id: str,
    works: WeekHours,
    *,
    from_on: date,
    seen: int,
    at: datetime,
) -> None:
    """Let a worker work other hours from a day on.

    Raises
    ------
    ChangedMeanwhile
        If somebody else changed them since they were seen.
    """
    with store.unit(author_id=actor.account_id, at=at) as unit:
        worker = changing.held_as_seen(unit, worker_id, seen)
        changing.work(unit, worker, works, from_on=from_on)


def absences(
    store: Store,
    actor: Actor,
    worker_id: str,
    *,
    on: date,
    since: date | None,
    after: Place | None,
    limit: int,
) -> Sequence[AbsenceSeen]:
    """Return a worker's absences, by their first day."""
    with store.reading() as connection:
        return told.absences_seen(
            connection, actor, worker_id, on=on, since=since, after=after, limit=limit
        )


def one_absence(
    store: Store, actor: Actor, absence_id: str, *, on: date
) -> AbsenceSeen:
    """Return one absence.

    Raises
    ------
    NotThere
        If there is none, or none this account may know of.
    """
    with store.reading() as connection:
        return told.absence_seen(connection, actor, absence_id, on=on)


def add_absence(
    store: Store,
    actor: Actor,
    worker_id: str,
    said: Mapping[str, Any],
    *,
    at: datetime,
) -> str:
    """Add an absence of a worker, and return its id.

    Raises
    ------
    BreaksARule
        If it ends before it begins.
    """
    with store.unit(author_id=actor.account_id, at=at) as unit:
        return changing.add_absence(unit, worker_id, said)


def change_absence(
    store: Store,
    actor: Actor,
    absence_id: str,
    said: Mapping[str, Any],
    *,
    seen: int,
    at: datetime,
) -> None:
    """Let an absence be otherwise.

    Raises
    ------
    ChangedMeanwhile
        If somebody else changed it since it was seen.
    BreaksARule
        If it ends before it begins.
    """
    with store.unit(author_id=actor.account_id, at=at) as unit:
        changing.change_absence(unit, absence_id, said, seen=seen)


def remove_absence(
    store: Store, actor: Actor, absence_id: str, *, seen: int, at: datetime
) -> None:
    """Take an absence away: the worker is there.

    Raises
    ------
    ChangedMeanwhile
        If somebody else changed it since it was seen.
    """
    with store.unit(author_id=actor.account_id, at=at) as unit:
        unit.remove(ABSENCES, absence_id, version=seen)
