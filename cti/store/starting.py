"""When support starts: a start that was promised comes true by its date alone.

Somebody who waits has no status. Their ``started_on`` is the day they are to start, as
a plan in force or people have decided, and a fact like any other. Before that day they
wait; from it on they are supported, and nobody has to do anything for it.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from cti.caseload.people import Keep, Status
from cti.store.plain import Values, all_values
from cti.store.plans import parts_of
from cti.store.tables import PEOPLE, PLAN_STAYS
from cti.store.unit import Unit


def as_on(person: Values, on: date) -> Values:
    """Return somebody's row as it is on a day: who is to start by then has started."""
    started_on = person["started_on"]
    if person["status"] is not None or started_on is None or started_on > on:
        return person
    keep = person["keep_worker"] or Keep.EITHER
    return {**person, "status": Status.OPEN, "keep_worker": keep}


def waiting(on: date) -> ColumnElement[bool]:
    """Return what is true of those who wait on a day."""
    is_to_come = or_(PEOPLE.c.started_on.is_(None), PEOPLE.c.started_on > on)
    return and_(PEOPLE.c.status.is_(None), is_to_come)


def standing(status: Status, on: date) -> ColumnElement[bool]:
    """Return what is true of those whose support stands so on a day."""
    if status is not Status.OPEN:
        return PEOPLE.c.status == status
    has_begun = and_(PEOPLE.c.status.is_(None), PEOPLE.c.started_on <= on)
    return or_(PEOPLE.c.status == status, has_begun)


def promise(unit: Unit, service_id: str, stays: Sequence[Values], *, on: date) -> None:
    """Let those who wait start when a plan says; whom it leaves waiting, wait on.

    Parameters
    ----------
    on
        The plan's date: it decides of those who wait then.
    """
    starts = _starts(stays)
    theirs = select(PEOPLE).where(PEOPLE.c.service_id == service_id, waiting(on))
    for row in all_values(unit.connection.execute(theirs)):
        starts_on = starts.get(row["id"])
        if row["started_on"] != starts_on:
            values = {"started_on": starts_on}
            unit.change(PEOPLE, row["id"], version=row["version"], values=values)


def overtaken(connection: Connection, plan: Values, *, on: date) -> Sequence[Values]:
    """Return those who waited when a plan was made, and have not started as it says.

    Parameters
    ----------
    on
        Today.
    """
    starts = _starts(parts_of(connection, PLAN_STAYS, plan["id"]))
    begun = (
        select(PEOPLE)
        .where(
            PEOPLE.c.service_id == plan["service_id"],
            PEOPLE.c.status.is_(None),
            PEOPLE.c.started_on > plan["plan_on"],
            PEOPLE.c.started_on <= on,
        )
        .order_by(PEOPLE.c.started_on, PEOPLE.c.known_as, PEOPLE.c.id)
    )
    rows = all_values(connection.execute(begun))
    return [row for row in rows if starts.get(row["id"]) != row["started_on"]]


def _starts(stays: Sequence[Values]) -> Mapping[str, date]:
    """Return the first day on which each has somebody."""
    found: dict[str, date] = {}
    for stay in stays:
        if stay["worker_id"] is not None:
            first = found.get(stay["person_id"], stay["from_on"])
            found[stay["person_id"]] = min(first, stay["from_on"])
    return found
