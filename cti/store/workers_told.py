"""Workers as an account may see them: by name, and in their own service whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, select, tuple_

from cti.access import AboutService, Actor, Permission, can
from cti.caseload.hours import WeekHours
from cti.caseload.workers import Absence, Worker
from cti.errors import NotThere, UnknownCursor
from cti.store.alike import like
from cti.store.plain import Values
from cti.store.services import Place
from cti.store.tables import (
    ABSENCES,
    ACCOUNTS,
    MEMBERSHIPS,
    SERVICES,
    WORKERS,
    WORKING_PATTERNS,
)
from cti.store.unit import as_values
from cti.store.visibility import holds, visible
from cti.units import WorkerId

NO_HOURS = WeekHours(())


@dataclass(frozen=True, slots=True, kw_only=True)
class WhichWorkers:
    """Which workers are asked for; None and empty for all.

    Attributes
    ----------
    name
        A part of what they are called, whatever its capitals and accents.
    is_listed
        Whether those are meant who are on the list, or those who are not any more.
    """

    name: str = ""
    service_id: str | None = None
    team: str | None = None
    is_listed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerSeen:
    """A worker, in as much as an account may see.

    Attributes
    ----------
    external_id, worker
        As their service knows them, and all that is planned with, with the id of the
        row; None for whoever may not see their caseload.
    """

    id: str
    service_id: str
    name: str
    team: str
    is_listed: bool
    external_id: str | None
    worker: Worker | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternSeen:
    """Hours of the week for a time, half-open."""

    id: str
    version: int
    from_on: date | None
    to_on: date | None
    works: WeekHours


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceSeen:
    """Time away, or with a smaller caseload; `Absence.worker_id` is of the row."""

    id: str
    version: int
    absence: Absence


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerName:
    """A worker, with nothing but the accounts they sign in with.

    Attributes
    ----------
    account_ids
        Those that have not ended; none for who cannot sign in.
    """

    id: str
    name: str
    account_ids: Sequence[str]


def workers_seen(
    connection: Connection,
    actor: Actor,
    which: WhichWorkers,
    *,
    on: date,
    after: Place | None,
    limit: int,
) -> Sequence[WorkerSeen]:
    """Return workers an account may know of, by name.

    Parameters
    ----------
    after
        The name and the id that the first comes behind.
    limit
        How many at most.
    """
    order = (WORKERS.c.name, WORKERS.c.id)
    query = visible(select(WORKERS), actor, on=on).where(
        WORKERS.c.is_listed.is_(which.is_listed)
    )
    if which.name:
        query = query.where(like(WORKERS.c.name, which.name))
    if which.service_id is not None:
        query = query.where(WORKERS.c.service_id == which.service_id)
    if which.team is not None:
        query = query.where(WORKERS.c.team == which.team)
    if after is not None:
        query = query.where(tuple_(*order) > tuple_(*after))
    return _told(connection, actor, query.order_by(*order).limit(limit), on)


def worker_names(
    connection: Connection, service_id: str, *, after: Place | None, limit: int
) -> Sequence[WorkerName]:
    """Return the names of a service's workers, for who gives roles in it.

    Raises
    ------
    NotThere
        If there is no such service.
    """
    there = select(SERVICES.c.id).where(SERVICES.c.id == service_id)
    if connection.execute(there).first() is None:
        raise NotThere(SERVICES.name)
    order = (WORKERS.c.name, WORKERS.c.id)
    query = select(*order).where(
        WORKERS.c.service_id == service_id, WORKERS.c.is_listed
    )
    if after is not None:
        query = query.where(tuple_(*order) > tuple_(*after))
    rows = connection.execute(query.order_by(*order).limit(limit)).all()
    tied = (
        select(MEMBERSHIPS.c.worker_id, ACCOUNTS.c.id)
        .join(ACCOUNTS, ACCOUNTS.c.id == MEMBERSHIPS.c.account_id)
        .where(MEMBERSHIPS.c.worker_id.in_([row.id for row in rows]))
        .where(ACCOUNTS.c.is_active)
        .order_by(ACCOUNTS.c.id)
    )
    accounts: dict[str, list[str]] = {}
    for worker_id, account_id in connection.execute(tied):
        accounts.setdefault(worker_id, []).append(account_id)
    return [
        WorkerName(id=row.id, name=row.name, account_ids=accounts.get(row.id, ()))
        for row in rows
    ]


def worker_seen(
    connection: Connection, actor: Actor, worker_id: str, *, on: date
) -> WorkerSeen:
    """Return a worker, in as much as an account may see.

    Raises
    ------
    NotThere
        If there is no such worker, or none this account may know of.
    """
    them = visible(select(WORKERS).where(WORKERS.c.id == worker_id), actor, on=on)
    seen = _told(connection, actor, them, on)
    if not seen:
        raise NotThere(WORKERS.name)
    return seen[0]


def patterns_seen(
    connection: Connection, actor: Actor, worker_id: str, *, on: date
) -> Sequence[PatternSeen]:
    """Return when a worker works, from first to last."""
    theirs = visible(
        select(WORKING_PATTERNS).where(WORKING_PATTERNS.c.worker_id == worker_id),
        actor,
        on=on,
    )
    found = [
        PatternSeen(
            id=row.id,
            version=row.version,
            from_on=row.from_on,
            to_on=row.to_on,
            works=row.works,
        )
        for row in connection.execute(theirs)
    ]
    return sorted(found, key=lambda each: each.from_on or date.min)


def absences_seen(
    connection: Connection,
    actor: Actor,
    worker_id: str,
    *,
    on: date,
    since: date | None,
    after: Place | None,
    limit: int,
) -> Sequence[AbsenceSeen]:
    """Return a worker's absences, by their first day.

    Parameters
    ----------
    since
        Only those that last until that day or longer.
    after
        The first day and the id that the first comes behind.

    Raises
    ------
    UnknownCursor
        If that is no day.
    """
    order = (ABSENCES.c.from_on, ABSENCES.c.id)
    theirs = visible(
        select(ABSENCES).where(ABSENCES.c.worker_id == worker_id), actor, on=on
    )
    if since is not None:
        theirs = theirs.where(ABSENCES.c.to_on >= since)
    if after is not None:
        begun, row_id = after
        theirs = theirs.where(tuple_(*order) > tuple_(_day(begun), row_id))
    rows = connection.execute(theirs.order_by(*order).limit(limit))
    return [_absence(as_values(row)) for row in rows]


def absence_seen(
    connection: Connection, actor: Actor, absence_id: str, *, on: date
) -> AbsenceSeen:
    """Return one absence.

    Raises
    ------
    NotThere
        If there is none, or none this account may know of.
    """
    one = visible(select(ABSENCES).where(ABSENCES.c.id == absence_id), actor, on=on)
    row = connection.execute(one).first()
    if row is None:
        raise NotThere(ABSENCES.name)
    return _absence(as_values(row))


def _told(
    connection: Connection, actor: Actor, query: Select[Any], on: date
) -> Sequence[WorkerSeen]:
    rows = [as_values(row) for row in connection.execute(query)]
    working = visible(
        select(WORKING_PATTERNS).where(
            WORKING_PATTERNS.c.worker_id.in_([row["id"] for row in rows]),
            *holds(WORKING_PATTERNS, on),
        ),
        actor,
        on=on,
    )
    hours: Mapping[str, WeekHours] = {
        row.worker_id: row.works for row in connection.execute(working)
    }
    return [_worker(actor, row, hours.get(row["id"], NO_HOURS)) for row in rows]


def _worker(actor: Actor, row: Values, works: WeekHours) -> WorkerSeen:
    # Whether it is hidden matters to outsiders alone, who see nothing whole.
    service = AboutService(service_id=row["service_id"], is_hidden=True)
    is_whole = can(actor, Permission.CASELOAD_READ, service).allowed
    names = [name for name in Worker.__dataclass_fields__ if name in row]
    return WorkerSeen(
        id=row["id"],
        service_id=row["service_id"],
        name=row["name"],
        team=row["team"],
        is_listed=row["is_listed"],
        external_id=row["external_id"] if is_whole else None,
        worker=Worker(
            **{name: row[name] for name in names},
            worker_id=WorkerId(row["id"]),
            works=works,
        )
        if is_whole
        else None,
    )


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise UnknownCursor from error


def _absence(row: Values) -> AbsenceSeen:
    names = Absence.__dataclass_fields__
    return AbsenceSeen(
        id=row["id"],
        version=row["version"],
        absence=Absence(**{name: row[name] for name in names}),
    )
