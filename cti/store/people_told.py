"""People as an account may see them: a page of them or one, each in as much as it may.

Whoever may know of somebody sees the card; what the other levels hold is read for those
alone whose level it is.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, func, select, tuple_

from cti.access import Actor, Level, level
from cti.caseload.caseload import Outcome
from cti.caseload.people import Keep, Person, Status, Wishes
from cti.caseload.today import PhaseToday, phase_today
from cti.errors import NotThere
from cti.phases import Phase
from cti.store.alike import like
from cti.store.people_seen import about_people
from cti.store.plain import Values
from cti.store.services import Place
from cti.store.starting import as_on, standing, waiting
from cti.store.tables import (
    ASSIGNMENTS,
    CONTACT_RECORDS,
    DECLINED_WORKERS,
    PAUSES,
    PEOPLE,
    SERVICES,
    TRANSITIONS,
    WISHES,
    WORKERS,
)
from cti.store.unit import as_values
from cti.store.visibility import MOST_QUERIES, holds, visible
from cti.units import PersonId, WorkerId

BATCH = 500
"""How many are looked at together where the database cannot tell who is meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Whom:
    """Which people are asked for; None and empty for all.

    Attributes
    ----------
    name
        A part of what they are known as, whatever its capitals and accents.
    known_by
        The id their service knows them by, in small or in capital letters.
    is_waiting
        Whether those are meant whose support has not started.
    """

    name: str = ""
    known_by: str | None = None
    service_id: str | None = None
    worker_id: str | None = None
    team: str | None = None
    status: Status | None = None
    is_waiting: bool = False
    phase: Phase | None = None

    @property
    def is_about_planning(self) -> bool:
        """Whether it can be told of those alone whose planning may be seen."""
        asked = (self.known_by, self.team, self.status, self.phase)
        return self.is_waiting or any(each is not None for each in asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerNamed:
    """A worker, by name."""

    id: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Planning:
    """What a plan is made from, of one person.

    Attributes
    ----------
    person
        With the ids of rows, and without their worker; `Person.status` is open for
        somebody who is waiting.
    """

    external_id: str
    person: Person
    is_waiting: bool
    on: date

    @cached_property
    def phase_today(self) -> PhaseToday | None:
        """Where they are on their way; None before support has started, and after."""
        return None if self.is_waiting else phase_today(self.person, self.on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """What those know who support somebody.

    Attributes
    ----------
    met_at
        When they were met last, on the wall; None if nobody has noted it.
    """

    met_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonSeen:
    """Somebody, in as much as an account may see.

    Attributes
    ----------
    workers
        Who works with them on the day.
    planning, support
        None for whoever may not see it.
    """

    id: str
    service_id: str
    service: str
    known_as: str
    level: Level
    workers: Sequence[WorkerNamed]
    planning: Planning | None
    support: Support | None


def people_seen(
    connection: Connection,
    actor: Actor,
    whom: Whom,
    *,
    on: date,
    after: Place | None,
    limit: int,
) -> Sequence[PersonSeen]:
    """Return people an account may know of, by name.

    Parameters
    ----------
    after
        What the first is known as, and the id, that it comes behind.
    limit
        How many at most.
    """
    order = (PEOPLE.c.known_as, PEOPLE.c.id)
    everybody = _everybody(actor, whom, on).order_by(*order)
    many = limit if whom.phase is None else max(limit, BATCH)
    found: list[PersonSeen] = []
    while len(found) < limit:
        then = (
            everybody
            if after is None
            else everybody.where(tuple_(*order) > tuple_(*after))
        )
        rows = [as_values(row) for row in connection.execute(then.limit(many))]
        seen = tell_people(connection, actor, rows, on)
        found += [each for each in seen if _is_in(each, whom.phase)]
        if len(rows) < many:
            break
        after = (rows[-1]["known_as"], rows[-1]["id"])
    return found[:limit]


def person_seen(
    connection: Connection, actor: Actor, person_id: str, *, on: date
) -> PersonSeen:
    """Return somebody, in as much as an account may see.

    Raises
    ------
    NotThere
        If there is no such person, or none this account may know of.
    """
    them = visible(select(PEOPLE).where(PEOPLE.c.id == person_id), actor, on=on)
    rows = [as_values(row) for row in connection.execute(them)]
    seen = tell_people(connection, actor, rows, on)
    if not seen:
        raise NotThere(PEOPLE.name)
    return seen[0]


def _everybody(actor: Actor, whom: Whom, on: date) -> Select[Any]:
    if whom.is_about_planning:
        # Everybody has wishes, and whoever may see them may see all there is to plan.
        them = visible(
            select(PEOPLE).join(WISHES, WISHES.c.person_id == PEOPLE.c.id),
            actor,
            on=on,
        )
    else:
        them = visible(select(PEOPLE), actor, on=on)
    return them.where(*_which(actor, whom, on))


def _which(actor: Actor, whom: Whom, on: date) -> Iterator[ColumnElement[bool]]:
    if whom.name:
        yield like(PEOPLE.c.known_as, whom.name)
    if whom.known_by is not None:
        yield func.lower(PEOPLE.c.external_id) == whom.known_by.lower()
    if whom.service_id is not None:
        yield PEOPLE.c.service_id == whom.service_id
    if whom.team is not None:
        yield PEOPLE.c.team == whom.team
    if whom.status is not None:
        yield standing(whom.status, on)
    if whom.is_waiting:
        yield waiting(on)
    if whom.worker_id is not None:
        theirs = visible(
            select(ASSIGNMENTS.c.person_id).where(
                ASSIGNMENTS.c.worker_id == whom.worker_id, *holds(ASSIGNMENTS, on)
            ),
            actor,
            on=on,
        )
        yield PEOPLE.c.id.in_(theirs)


def _is_in(seen: PersonSeen, phase: Phase | None) -> bool:
    if phase is None:
        return True
    today = seen.planning.phase_today if seen.planning else None
    return today is not None and today.phase is phase


def tell_people(
    connection: Connection, actor: Actor, rows: Sequence[Values], on: date
) -> Sequence[PersonSeen]:
    """Return people whom an account may know of, in as much as it may see."""
    ids = [row["id"] for row in rows]
    abouts = about_people(connection, ids, on=on)
    levels = {each: level(actor, about) for each, about in abouts.items()}
    with_whom = visible(
        select(ASSIGNMENTS.c.person_id, ASSIGNMENTS.c.worker_id).where(
            ASSIGNMENTS.c.person_id.in_(ids), *holds(ASSIGNMENTS, on)
        ),
        actor,
        on=on,
    )
    holders: dict[str, list[str]] = {}
    for person_id, worker_id in connection.execute(with_whom):
        holders.setdefault(person_id, []).append(worker_id)
    called = _names(connection, WORKERS, {w for each in holders.values() for w in each})
    services = _names(connection, SERVICES, {row["service_id"] for row in rows})
    planned = _planning(
        connection,
        actor,
        [row for row in rows if levels[row["id"]] >= Level.PLANNING],
        on,
    )
    near = [each for each in ids if levels[each] >= Level.SUPPORT]
    supported = _support(connection, actor, near, on)
    return [
        PersonSeen(
            id=row["id"],
            service_id=row["service_id"],
            service=services[row["service_id"]],
            known_as=row["known_as"],
            level=levels[row["id"]],
            workers=[
                WorkerNamed(id=each, name=called[each])
                for each in sorted(holders.get(row["id"], ()), key=called.__getitem__)
            ],
            planning=planned.get(row["id"]),
            support=supported.get(row["id"]),
        )
        for row in rows
    ]


def _names(
    connection: Connection, table: Table, ids: Collection[str]
) -> Mapping[str, str]:
    """Return what those are called who stand on somebody's card."""
    called = select(table.c.id, table.c.name).where(table.c.id.in_(ids))
    return {row.id: row.name for row in connection.execute(called)}


def _support(
    connection: Connection, actor: Actor, ids: Sequence[str], on: date
) -> Mapping[str, Support]:
    met = visible(
        select(
            CONTACT_RECORDS.c.person_id, func.max(CONTACT_RECORDS.c.at).label("met_at")
        )
        .where(
            CONTACT_RECORDS.c.person_id.in_(ids),
            CONTACT_RECORDS.c.outcome == Outcome.ACHIEVED,
        )
        .group_by(CONTACT_RECORDS.c.person_id),
        actor,
        on=on,
    )
    last = {row.person_id: row.met_at for row in connection.execute(met)}
    return {each: Support(met_at=last.get(each)) for each in ids}


def _planning(
    connection: Connection, actor: Actor, rows: Sequence[Values], on: date
) -> Mapping[str, Planning]:
    if not rows:
        return {}
    ids = [row["id"] for row in rows]

    def theirs(table: Table) -> list[Values]:
        said = _known(table, actor, on).where(table.c.person_id.in_(ids))
        return [as_values(row) for row in connection.execute(said)]

    declined: dict[str, set[WorkerId]] = {}
    for each in theirs(DECLINED_WORKERS):
        declined.setdefault(each["person_id"], set()).add(each["worker_id"])
    wishes = {each["person_id"]: each for each in theirs(WISHES)}
    moves = {each["person_id"]: each for each in theirs(TRANSITIONS)}
    pauses = {each["person_id"]: each for each in theirs(PAUSES)}
    return {
        row["id"]: Planning(
            external_id=row["external_id"],
            person=_person(
                as_on(row, on),
                wishes=wishes[row["id"]],
                declined=frozenset(declined.get(row["id"], ())),
                move=moves.get(row["id"], {}),
                pause=pauses.get(row["id"], {}),
            ),
            is_waiting=as_on(row, on)["status"] is None,
            on=on,
        )
        for row in rows
    }


@lru_cache(MOST_QUERIES)
def _known(table: Table, actor: Actor, on: date) -> Select[Any]:
    return visible(select(table), actor, on=on)


def _person(
    row: Values,
    *,
    wishes: Values,
    declined: frozenset[WorkerId],
    move: Values,
    pause: Values,
) -> Person:
    names = [name for name in Wishes.__dataclass_fields__ if name in wishes]
    return Person(
        person_id=PersonId(row["id"]),
        known_as=row["known_as"],
        team=row["team"],
        programme=row["programme"],
        worker_id=None,
        started_on=row["started_on"],
        transition_on=move.get("happened_on"),
        transition_expected_on=move.get("expected_on"),
        status=row["status"] or Status.OPEN,
        paused_from=pause.get("from_on"),
        paused_review_on=pause.get("review_on"),
        keep_worker=row["keep_worker"] or Keep.EITHER,
        wishes=Wishes(**{name: wishes[name] for name in names}, not_workers=declined),
    )
