"""What people are told in the planner, and letters that say that there is something.

Messages and the letters about them are written in the unit that does what they tell of:
both are kept, or neither. A letter says how many people it is about and no more.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, false, func, insert, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from cti.access import Actor, Role
from cti.errors import NotThere
from cti.plans.life import Addressee, LetterKind, MessageKind
from cti.store.keyset import Part, Place, part_of
from cti.store.letters import write
from cti.store.plain import Values
from cti.store.tables import (
    ACCOUNTS,
    MEMBERSHIPS,
    MESSAGE_READS,
    MESSAGES,
    PEOPLE,
    WORKERS,
)
from cti.store.unit import Unit, new_id
from cti.store.visibility import MOST_QUERIES, visible

TO_LEADERS: Mapping[MessageKind, LetterKind] = {
    MessageKind.OVERLOAD: LetterKind.OVERLOAD,
    MessageKind.NOTES_OPENED: LetterKind.NOTES_OPENED,
}
"""What leaders are written to about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What somebody is told.

    Attributes
    ----------
    worker_id
        Who is told; or about whom a leader is told.
    known_as
        What the person is called; None where there is none, or none they may know of.
    from_on
        The day from which it holds.
    read_at
        When this account has read it; None while it has not.
    """

    id: str
    service_id: str
    kind: MessageKind
    worker_id: str | None
    plan_id: str | None
    person_id: str | None
    known_as: str | None
    from_on: date
    at: datetime
    read_at: datetime | None


def tell(
    unit: Unit,
    service_id: str,
    told: Sequence[Values],
    *,
    teams: Mapping[str, str],
    plan_id: str | None = None,
) -> None:
    """Tell workers and leaders, and write to those of them who have an account.

    Nobody is written to about what they did themselves.

    Parameters
    ----------
    told
        What each is told: kind, addressee, worker, person, day.
    teams
        The team of each worker and person about whom leaders are told.
    plan_id
        The plan by which it is so; None for what somebody decided.
    """
    if not told:
        return
    own = {"service_id": service_id, "plan_id": plan_id, "at": unit.at}
    rows = [{"id": new_id(), **own, **each} for each in told]
    unit.connection.execute(insert(MESSAGES), rows)
    kind = LetterKind.MOVE if plan_id is None else LetterKind.PLAN
    write(
        unit,
        service_id,
        [
            *_to_workers(unit, service_id, rows, kind),
            *_to_leaders(unit, service_id, rows, teams),
        ],
    )


def messages_of(
    connection: Connection,
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
    people = visible(select(PEOPLE.c.id, PEOPLE.c.known_as), actor, on=on).subquery()
    read = _reads_of(actor)
    query = (
        _told_to(actor, on)
        .add_columns(people.c.known_as, read.c.read_at)
        .outerjoin(people, people.c.id == MESSAGES.c.person_id)
        .outerjoin(read, read.c.message_id == MESSAGES.c.id)
    )
    if is_read is not None:
        has = read.c.read_at.is_not(None)
        query = query.where(has if is_read else ~has)
    found = part_of(
        connection,
        query,
        MESSAGES.c.at,
        MESSAGES.c.id,
        after=after,
        limit=limit,
        newest_first=True,
    )
    return found.each(lambda row: Message(**row._mapping))  # noqa: SLF001, SQLAlchemy's public name begins so


def number_unread(connection: Connection, actor: Actor, *, on: date) -> int:
    """Return how many things somebody was told that they have not read."""
    if not actor.memberships:
        return 0
    read = _reads_of(actor)
    told = (
        _told_to(actor, on)
        .outerjoin(read, read.c.message_id == MESSAGES.c.id)
        .where(read.c.read_at.is_(None))
    )
    counted = select(func.count()).select_from(told.subquery())
    return int(connection.execute(counted).scalar_one())


def read(unit: Unit, actor: Actor, message_id: str, *, on: date) -> None:
    """Keep that somebody has read what they were told; once is enough.

    Raises
    ------
    NotThere
        If they were told nothing of the kind.
    """
    theirs = _told_to(actor, on).where(MESSAGES.c.id == message_id)
    if unit.connection.execute(theirs).first() is None:
        raise NotThere(MESSAGES.name)
    row = {
        "id": new_id(),
        "message_id": message_id,
        "account_id": actor.account_id,
        "read_at": unit.at,
    }
    of = sqlite if unit.connection.dialect.name == "sqlite" else postgresql
    unit.connection.execute(of.insert(MESSAGE_READS).on_conflict_do_nothing(), row)


@lru_cache(MOST_QUERIES)
def _told_to(actor: Actor, on: date) -> Any:  # noqa: ANN401, a query of many columns
    workers = visible(select(WORKERS.c.id, WORKERS.c.team), actor, on=on).subquery()
    people = visible(select(PEOPLE.c.id, PEOPLE.c.team), actor, on=on).subquery()
    columns = [each for each in MESSAGES.c if each.name != "addressee"]
    mine = [
        and_(
            MESSAGES.c.service_id == each.service_id,
            or_(
                and_(
                    MESSAGES.c.addressee == Addressee.WORKER,
                    MESSAGES.c.worker_id == each.worker_id,
                ),
                _as_leader(each.role, each.team, workers.c.team, people.c.team),
            ),
        )
        for each in actor.memberships
    ]
    return (
        select(*columns)
        .outerjoin(workers, workers.c.id == MESSAGES.c.worker_id)
        .outerjoin(people, people.c.id == MESSAGES.c.person_id)
        .where(or_(false(), *mine))
    )


def _as_leader(
    role: Role, team: str, of_worker: ColumnElement[str], of_person: ColumnElement[str]
) -> ColumnElement[bool]:
    if role is not Role.LEADER:
        return false()
    is_theirs = MESSAGES.c.addressee == Addressee.LEADER
    if not team:
        return is_theirs
    return and_(is_theirs, or_(of_worker == team, of_person == team))


def _reads_of(actor: Actor) -> Any:  # noqa: ANN401, a table of a query
    return (
        select(MESSAGE_READS.c.message_id, MESSAGE_READS.c.read_at)
        .where(MESSAGE_READS.c.account_id == actor.account_id)
        .subquery()
    )


def _to_workers(
    unit: Unit, service_id: str, rows: Sequence[Values], kind: LetterKind
) -> Iterator[tuple[str, LetterKind, int]]:
    """Yield whom to write to, about what and how many people."""
    people: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row["addressee"] is Addressee.WORKER:
            people[row["worker_id"]] |= {row["person_id"]} - {None}
    for row in _accounts(unit, service_id):
        if row.worker_id in people:
            yield row.account_id, kind, len(people[row.worker_id])


def _to_leaders(
    unit: Unit, service_id: str, rows: Sequence[Values], teams: Mapping[str, str]
) -> Iterator[tuple[str, LetterKind, int]]:
    told = [row for row in rows if row["addressee"] is Addressee.LEADER]
    if not told:
        return
    for row in _accounts(unit, service_id):
        if row.role is not Role.LEADER:
            continue
        theirs = [each for each in told if _is_of(each, row.team, teams)]
        for message, letter in TO_LEADERS.items():
            about = sum(each["kind"] is message for each in theirs)
            if about:
                yield row.account_id, letter, about


def _is_of(told: Values, team: str, teams: Mapping[str, str]) -> bool:
    about: Iterable[str | None] = (told["worker_id"], told["person_id"])
    return not team or team in {teams.get(each) for each in about if each}


def _accounts(unit: Unit, service_id: str) -> Sequence[Any]:
    """Return who may sign in and is something in a service, and did not do this."""
    theirs = (
        select(MEMBERSHIPS)
        .join(ACCOUNTS, ACCOUNTS.c.id == MEMBERSHIPS.c.account_id)
        .where(
            MEMBERSHIPS.c.service_id == service_id,
            MEMBERSHIPS.c.account_id != unit.author_id,
            ACCOUNTS.c.is_active,
            ACCOUNTS.c.approved_by.is_not(None),
        )
        .order_by(MEMBERSHIPS.c.account_id)
    )
    return unit.connection.execute(theirs).all()
