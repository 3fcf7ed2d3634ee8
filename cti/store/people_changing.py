"""Change what is kept of one person, if it is still as whoever changes it saw it."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import Connection, Table, func, select

from cti.caseload.people import Keep, Place, Status
from cti.errors import BreaksARule, ChangedMeanwhile, IdTaken, NotNow, NotThere
from cti.store.newest import newest_of
from cti.store.plain import Values
from cti.store.starting import as_on
from cti.store.tables import (
    ASSIGNMENTS,
    DECLINED_WORKERS,
    PAUSES,
    PEOPLE,
    PINS,
    REFERRALS,
    TRANSITIONS,
    WISHES,
    WORKERS,
)
from cti.store.unit import Unit, as_values

WAITING = {"status": None, "started_on": None, "keep_worker": None}
"""What is kept of somebody whose support has not started."""

NO_WISHES = {
    **dict.fromkeys(each.name for each in WISHES.c if each.nullable),
    "contact_place": Place.HOME,
}
"""What is kept of somebody who has not said what they wish."""

PARTS = (WISHES, DECLINED_WORKERS, TRANSITIONS, PAUSES, REFERRALS)
"""What else a person's version is of, beside their own row."""


def version_of(
    connection: Connection, person_id: str, parts: Collection[Table] = PARTS
) -> int:
    """Return which version of somebody is kept."""
    return newest_of(connection, PEOPLE, person_id, parts)


def held_as_seen(
    unit: Unit,
    person_id: str,
    seen: int,
    parts: Collection[Table] = PARTS,
    *,
    on: date,
) -> Values:
    """Return somebody's row; nobody changes anything of their service meanwhile.

    Parameters
    ----------
    on
        Today: who is to start by now has started.

    Raises
    ------
    NotThere
        If there is no such person.
    ChangedMeanwhile
        If somebody else changed something of them since it was seen.
    """
    unit.hold(unit.row(PEOPLE, person_id)["service_id"])
    if version_of(unit.connection, person_id, parts) != seen:
        raise ChangedMeanwhile(PEOPLE.name)
    return as_on(unit.row(PEOPLE, person_id), on)


def become(unit: Unit, table: Table, row: Values, values: Values) -> None:
    """Change what differs of a row, if anything does."""
    differing = {name: each for name, each in values.items() if row[name] != each}
    if differing:
        unit.change(table, row["id"], version=row["version"], values=differing)


def put_one(unit: Unit, table: Table, person: Values, values: Values) -> None:
    """Let the one row that a table has of somebody be so; add it if there is none."""
    there = of_person(unit, table, person["id"])
    if there:
        become(unit, table, there[0], values)
    else:
        unit.add(table, person["service_id"], [{"person_id": person["id"], **values}])


def remove_all(unit: Unit, table: Table, person_id: str) -> None:
    """Take away what a table has of somebody."""
    for row in of_person(unit, table, person_id):
        unit.remove(table, row["id"], version=row["version"])


def wish(
    unit: Unit, person: Values, said: Values, not_workers: Collection[str] | None
) -> None:
    """Let somebody wish otherwise.

    Parameters
    ----------
    said
        What is different, by the names of columns.
    not_workers
        All those who must never be theirs; None to leave that as it is.

    Raises
    ------
    NotThere
        If they name a worker who is not of their service.
    BreaksARule
        If they ask for somebody who must never be theirs.
    """
    wishes = of_person(unit, WISHES, person["id"])[0]
    declined = of_person(unit, DECLINED_WORKERS, person["id"])
    no = {row["worker_id"] for row in declined}
    wanted = no if not_workers is None else set(not_workers)
    asked_for = said.get("requested_worker", wishes["requested_worker"])
    check_workers(unit, person["service_id"], wanted | {asked_for} - {None})
    if asked_for in wanted:
        msg = "Nobody asks for a worker who must never be theirs."
        raise BreaksARule(msg, hint="Take the worker off one of the two.")
    for row in declined:
        if row["worker_id"] not in wanted:
            unit.remove(DECLINED_WORKERS, row["id"], version=row["version"])
    unit.add(
        DECLINED_WORKERS,
        person["service_id"],
        [{"person_id": person["id"], "worker_id": w} for w in sorted(wanted - no)],
    )
    if wanted == no:
        become(unit, WISHES, wishes, said)
    else:
        # Whom they decline is a part of what they wish, and makes a version of it.
        unit.change(WISHES, wishes["id"], version=wishes["version"], values=said)


def check_workers(unit: Unit, service_id: str, worker_ids: Collection[str]) -> None:
    """Refuse workers who are not of a service.

    Raises
    ------
    NotThere
        If one of them is not.
    """
    there = select(func.count()).where(
        WORKERS.c.id.in_(worker_ids), WORKERS.c.service_id == service_id
    )
    if unit.connection.execute(there).scalar_one() != len(set(worker_ids)):
        raise NotThere(WORKERS.name)


def add_referral(
    unit: Unit,
    service_id: str,
    *,
    external_id: str,
    person: Values,
    referral: Values,
    wishes: Values,
    not_workers: Collection[str] | None,
    expected_on: date | None,
) -> str:
    """Let somebody wait for support, and return their id.

    Parameters
    ----------
    person, referral, wishes
        What is said of them, by the names of columns.
    not_workers
        All those who must never be theirs.
    expected_on
        When their transition is expected.

    Raises
    ------
    IdTaken
        If somebody else in the service has that id.
    NotThere, BreaksARule
        As `wish` does.
    """
    unit.hold(service_id)
    same = select(PEOPLE.c.id).where(
        PEOPLE.c.service_id == service_id, PEOPLE.c.external_id == external_id
    )
    if unit.connection.execute(same).first() is not None:
        raise IdTaken(external_id)
    (person_id,) = unit.add(
        PEOPLE, service_id, [{**WAITING, "external_id": external_id, **person}]
    )
    whose = {"person_id": person_id}
    unit.add(WISHES, service_id, [{**whose, **NO_WISHES}])
    unit.add(REFERRALS, service_id, [{**whose, **referral}])
    if expected_on is not None:
        move = {"happened_on": None, "expected_on": expected_on}
        unit.add(TRANSITIONS, service_id, [{**whose, **move}])
    if wishes or not_workers:
        wish(unit, unit.row(PEOPLE, person_id), wishes, not_workers)
    return person_id


def withdraw(unit: Unit, person: Values, *, on: date) -> None:
    """Let a referral come to nothing.

    Raises
    ------
    NotNow
        If their support has started, or ended.
    """
    if person["status"] is not None:
        msg = "They do not wait."
        raise NotNow(msg, hint="Support that has started is closed, not withdrawn.")
    close(unit, person, on=on)


def close(unit: Unit, person: Values, *, on: date) -> None:
    """Let somebody's support end: nobody works with them from the day on."""
    keep, begun = person["keep_worker"] or Keep.EITHER, person["started_on"]
    ended = {
        "status": Status.CLOSED,
        "keep_worker": keep,
        "started_on": begun if begun is not None and begun <= on else None,
    }
    become(unit, PEOPLE, person, ended)
    remove_all(unit, PAUSES, person["id"])
    remove_all(unit, PINS, person["id"])
    end_assignments(unit, person["id"], on=on)


def end_assignments(unit: Unit, person_id: str, *, on: date) -> Sequence[Values]:
    """Let nobody work with somebody from a day on.

    Returns
    -------
    What was ended or called off, as it was.
    """
    later = [
        row
        for row in of_person(unit, ASSIGNMENTS, person_id)
        if row["to_on"] is None or row["to_on"] > on
    ]
    for row in later:
        if row["from_on"] is not None and row["from_on"] >= on:
            unit.remove(ASSIGNMENTS, row["id"], version=row["version"])
        else:
            become(unit, ASSIGNMENTS, row, {"to_on": on})
    return later


def pause(
    unit: Unit, person: Values, *, from_on: date | None, review_on: date | None
) -> None:
    """Let somebody's support wait, or wait otherwise.

    Raises
    ------
    NotNow
        If they are not supported.
    """
    if person["status"] not in {Status.OPEN, Status.PAUSED}:
        msg = "Only support that goes on can wait."
        raise NotNow(msg, hint="Look at whether they have started, or have finished.")
    become(unit, PEOPLE, person, {"status": Status.PAUSED})
    put_one(unit, PAUSES, person, {"from_on": from_on, "review_on": review_on})


def go_on(unit: Unit, person: Values) -> None:
    """Let somebody's support go on.

    Raises
    ------
    NotNow
        If it does.
    """
    if person["status"] is not Status.PAUSED:
        msg = "Their support does not wait."
        raise NotNow(msg, hint="Look at them again; somebody may have ended the pause.")
    become(unit, PEOPLE, person, {"status": Status.OPEN})
    remove_all(unit, PAUSES, person["id"])


def of_person(unit: Unit, table: Table, person_id: str) -> list[Values]:
    """Return what a table has of somebody now."""
    theirs = select(table).where(table.c.person_id == person_id)
    return [as_values(row) for row in unit.connection.execute(theirs)]
