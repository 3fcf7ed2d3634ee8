"""Narrow a query to what an account may know is there; without an account, nothing.

The same tables of rules decide here and in `cti.access.can`; a test holds both against
each other. A query of a form that is not understood is refused, and so is one on a
table of which nobody has said who may see it.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    Alias,
    ColumnElement,
    FromClause,
    Join,
    Select,
    SelectBase,
    Table,
    TextClause,
    and_,
    false,
    or_,
    select,
    true,
)
from sqlalchemy.sql import visitors
from sqlalchemy.sql.elements import ColumnClause

from cti.access import Actor, Membership, Permission, Standing
from cti.access.rules import FROM_OUTSIDE, OF_A_PERSON, OF_A_SERVICE, Reach
from cti.store.tables import (
    ABSENCES,
    APPOINTMENTS,
    ASSIGNMENTS,
    CONTACT_RECORDS,
    DECLINED_WORKERS,
    PAUSES,
    PEOPLE,
    PINS,
    PLANNED_CONTACTS,
    REFERRALS,
    SERVICES,
    TEAM_EVENTS,
    TRANSITIONS,
    TRAVEL_TIMES,
    WISHES,
    WORKERS,
    WORKING_PATTERNS,
)

NEEDS: Mapping[Table, Permission] = {
    SERVICES: Permission.SERVICE_READ,
    WORKERS: Permission.SERVICE_READ,
    PEOPLE: Permission.PERSON_READ,
    ASSIGNMENTS: Permission.PERSON_READ,
    REFERRALS: Permission.PLANNING_READ,
    TRANSITIONS: Permission.PLANNING_READ,
    PAUSES: Permission.PLANNING_READ,
    WISHES: Permission.PLANNING_READ,
    DECLINED_WORKERS: Permission.PLANNING_READ,
    PINS: Permission.PLANNING_READ,
    APPOINTMENTS: Permission.PLANNING_READ,
    PLANNED_CONTACTS: Permission.PLANNING_READ,
    CONTACT_RECORDS: Permission.SUPPORT_READ,
    ABSENCES: Permission.CASELOAD_READ,
    WORKING_PATTERNS: Permission.CASELOAD_READ,
    TEAM_EVENTS: Permission.CASELOAD_READ,
    TRAVEL_TIMES: Permission.CASELOAD_READ,
}
"""What it takes to know that a row of each table is there."""

COVER = timedelta(days=7)
"""How long before and after a contact its worker is one who covers."""

MEETS = (APPOINTMENTS, PLANNED_CONTACTS)
"""What says who meets whom: what was agreed, and what a plan told people of."""

MOST_RULES = 1000
"""Rules that are put together once: of accounts and tables, what was used last."""

MOST_QUERIES = 300
"""Queries that are narrowed once for everything an account asks in a day."""

_MARK = "visible_to"


def visible(query: Select[Any], actor: Actor | None, *, on: date) -> Select[Any]:
    """Narrow a query to the rows an account may know are there.

    Tables may stand side by side, be joined or have other names; a query inside must
    have been narrowed before.

    Parameters
    ----------
    actor
        None for nobody, who sees nothing.
    on
        Who works with whom changes from day to day.

    Raises
    ------
    TypeError
        If the query is of a form that cannot be narrowed for certain.
    """
    _refuse_what_is_hidden_inside(query)
    rules = [_rule(each, actor, on) for each in _rows_of(query)]
    return query.where(*rules).execution_options(**{_MARK: True})


def people_for(
    actor: Actor | None, needed: Permission, *, on: date
) -> Select[tuple[str]]:
    """Return a query for the people with whom an account may do something.

    Whatever takes a reason is not counted.
    """
    return _marked(select(PEOPLE.c.id).where(_may(PEOPLE, needed, actor, on)))


def works_with(worker_id: str, *, on: date) -> Select[tuple[str]]:
    """Return a query for the people somebody works with on a day."""
    return _marked(
        select(ASSIGNMENTS.c.person_id).where(
            ASSIGNMENTS.c.worker_id == worker_id, *holds(ASSIGNMENTS, on)
        )
    )


def covers(worker_id: str, *, on: date) -> Iterator[Select[tuple[str]]]:
    """Yield queries for the people whom somebody meets these days."""
    for table in MEETS:
        yield _marked(
            select(table.c.person_id).where(
                table.c.worker_id == worker_id, *these_days(table, on)
            )
        )


def holds(table: Table, on: date) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Return what is true of the rows with half-open dates that hold on a day."""
    return (
        or_(table.c.from_on.is_(None), table.c.from_on <= on),
        or_(table.c.to_on.is_(None), table.c.to_on > on),
    )


def these_days(table: Table, on: date) -> Iterator[ColumnElement[bool]]:
    """Yield what is true of contacts whose worker covers now."""
    midnight = datetime.combine(on, time())
    yield table.c.at >= midnight - COVER
    yield table.c.at < midnight + COVER + timedelta(days=1)
    if table is PLANNED_CONTACTS:
        yield table.c.is_cancelled.is_(False)


@lru_cache(MOST_RULES)
def _rule(rows: FromClause, actor: Actor | None, on: date) -> ColumnElement[bool]:
    """Whether an account may know of a row: of the same table, the same for all day."""
    table = _table_of(rows)
    return false() if table is None else _may(rows, NEEDS[table], actor, on)


def _may(
    rows: FromClause, needed: Permission, actor: Actor | None, on: date
) -> ColumnElement[bool]:
    """Whether an account may do something with what a row is about."""
    if actor is None or not actor.is_active:
        return false()
    if actor.scopes is not None and needed not in actor.scopes:
        return false()
    if needed in OF_A_PERSON:
        return or_(false(), *_of_people(rows, needed, actor, on))
    return or_(false(), *_of_services(rows, needed, actor))


def _of_people(
    rows: FromClause, needed: Permission, actor: Actor, on: date
) -> Iterator[ColumnElement[bool]]:
    is_open = False
    for ours in actor.memberships:
        far = OF_A_PERSON[needed].get(ours.role, Reach()).free
        if far is not None:
            in_it = rows.c.service_id == ours.service_id
            yield and_(in_it, _near(rows, ours, far, on))
            is_open = is_open or far >= Standing.OTHER_SERVICE
    if is_open:
        yield _in_an_open_service(rows.c.service_id, actor)


def _near(
    rows: FromClause, ours: Membership, far: Standing, on: date
) -> ColumnElement[bool]:
    """Whether a row is about somebody no farther than that, in one's own service."""
    if far >= Standing.SAME_SERVICE or (far is Standing.SAME_TEAM and not ours.team):
        return true()
    person_id = rows.c.id if _table_of(rows) is PEOPLE else rows.c.person_id
    near: list[Select[Any]] = []
    if ours.worker_id is not None:
        near.append(works_with(ours.worker_id, on=on))
        if far >= Standing.COVERS:
            near.extend(covers(ours.worker_id, on=on))
    if far is Standing.SAME_TEAM:
        team = PEOPLE.alias()
        near.append(_marked(select(team.c.id).where(team.c.team == ours.team)))
    return or_(false(), *(person_id.in_(each) for each in near))


def _of_services(
    rows: FromClause, needed: Permission, actor: Actor
) -> Iterator[ColumnElement[bool]]:
    service_id = rows.c.id if _table_of(rows) is SERVICES else rows.c.service_id
    for ours in actor.memberships:
        if ours.role in OF_A_SERVICE[needed]:
            yield service_id == ours.service_id
    if needed in FROM_OUTSIDE and actor.memberships:
        yield _in_an_open_service(service_id, actor)


def _in_an_open_service(
    service_id: ColumnElement[str], actor: Actor
) -> ColumnElement[bool]:
    others = SERVICES.alias()
    ours = [each.service_id for each in actor.memberships]
    is_open = and_(others.c.is_hidden.is_(False), others.c.id.not_in(ours))
    return service_id.in_(_marked(select(others.c.id).where(is_open)))


def _rows_of(query: Select[Any]) -> Iterator[FromClause]:
    for each in query.get_final_froms():
        yield from _joined(each)


def _joined(rows: FromClause) -> Iterator[FromClause]:
    if isinstance(rows, Join) and not (rows.isouter or rows.full):
        yield from _joined(rows.left)
        yield from _joined(rows.right)
    elif _table_of(rows) is not None:
        yield rows
    else:
        msg = f"nobody has said who may see this: {type(rows).__name__}"
        raise TypeError(msg)


def _table_of(rows: FromClause) -> Table | None:
    """Return the table some rows are of, if somebody has said who may see it."""
    table = rows.element if isinstance(rows, Alias) else rows
    return table if isinstance(table, Table) and table in NEEDS else None


def _refuse_what_is_hidden_inside(query: Select[Any]) -> None:
    if not isinstance(query, Select):
        msg = f"only a plain query can be narrowed: {type(query).__name__}"
        raise TypeError(msg)
    for each in visitors.iterate(query):
        if each is not query and (_is_wide(each) or _is_own_words(each)):
            msg = f"a query holds one that was not narrowed: {type(each).__name__}"
            raise TypeError(msg)


def _is_wide(part: visitors.ExternallyTraversible) -> bool:
    """Whether it is a query of its own that nobody has narrowed."""
    if isinstance(part, Select):
        return not part.get_execution_options().get(_MARK)
    return isinstance(part, SelectBase)


def _is_own_words(part: visitors.ExternallyTraversible) -> bool:
    """Whether it is SQL somebody wrote, of which nobody can tell what it reads."""
    if isinstance(part, ColumnClause):
        return part.is_literal and part.name != "*"
    return isinstance(part, TextClause)


def _marked(query: Select[Any]) -> Select[Any]:
    return query.execution_options(**{_MARK: True})
