"""Change what is kept of one worker, if it is still as whoever changes it saw it."""

from datetime import date

from sqlalchemy import Connection, select

from cti.caseload.hours import WeekHours
from cti.errors import BreaksARule, ChangedMeanwhile, IdTaken
from cti.store.newest import newest_of
from cti.store.plain import Values
from cti.store.tables import ABSENCES, WORKERS, WORKING_PATTERNS
from cti.store.unit import Unit, as_values

PARTS = (WORKING_PATTERNS,)
"""What else a worker's version is of, beside their own row."""


def version_of(connection: Connection, worker_id: str) -> int:
    """Return which version of a worker is kept."""
    return newest_of(connection, WORKERS, worker_id, PARTS)


def held_as_seen(unit: Unit, worker_id: str, seen: int) -> Values:
    """Return a worker's row; nobody changes anything of their service meanwhile.

    Raises
    ------
    NotThere
        If there is no such worker.
    ChangedMeanwhile
        If somebody else changed something of them since it was seen.
    """
    unit.hold(unit.row(WORKERS, worker_id)["service_id"])
    if version_of(unit.connection, worker_id) != seen:
        raise ChangedMeanwhile(WORKERS.name)
    return unit.row(WORKERS, worker_id)


def add_worker(unit: Unit, service_id: str, said: Values, works: WeekHours) -> str:
    """Let somebody support people in a service, and return their id.

    Parameters
    ----------
    said
        All that is kept of a worker, by the names of columns.
    works
        The hours of their weeks, from the first on.

    Raises
    ------
    IdTaken
        If somebody else in the service has that id.
    BreaksARule
        If they leave before they start.
    """
    _check_stay(said)
    unit.hold(service_id)
    same = select(WORKERS.c.id).where(
        WORKERS.c.service_id == service_id,
        WORKERS.c.external_id == said["external_id"],
    )
    if unit.connection.execute(same).first() is not None:
        raise IdTaken(said["external_id"])
    (worker_id,) = unit.add(WORKERS, service_id, [{**said, "is_listed": True}])
    pattern = {"worker_id": worker_id, "from_on": None, "to_on": None, "works": works}
    unit.add(WORKING_PATTERNS, service_id, [pattern])
    return worker_id


def change_worker(unit: Unit, worker: Values, said: Values) -> None:
    """Let something else be so of a worker.

    Raises
    ------
    BreaksARule
        If they leave before they start.
    """
    _check_stay({**worker, **said})
    differing = {name: each for name, each in said.items() if worker[name] != each}
    if differing:
        unit.change(WORKERS, worker["id"], version=worker["version"], values=differing)


def work(unit: Unit, worker: Values, works: WeekHours, *, from_on: date) -> None:
    """Let a worker work other hours from a day on, without an end.

    What was to be later is so no longer.
    """
    theirs = select(WORKING_PATTERNS).where(
        WORKING_PATTERNS.c.worker_id == worker["id"]
    )
    for row in map(as_values, unit.connection.execute(theirs).all()):
        if row["to_on"] is not None and row["to_on"] <= from_on:
            continue
        if row["from_on"] is not None and row["from_on"] >= from_on:
            unit.remove(WORKING_PATTERNS, row["id"], version=row["version"])
        else:
            unit.change(
                WORKING_PATTERNS,
                row["id"],
                version=row["version"],
                values={"to_on": from_on},
            )
    unit.add(
        WORKING_PATTERNS,
        worker["service_id"],
        [
            {
                "worker_id": worker["id"],
                "from_on": from_on,
                "to_on": None,
                "works": works,
            }
        ],
    )


def add_absence(unit: Unit, worker_id: str, said: Values) -> str:
    """Add an absence of a worker, and return its id.

    Raises
    ------
    NotThere
        If there is no such worker.
    BreaksARule
        If it ends before it begins.
    """
    worker = unit.row(WORKERS, worker_id)
    _check_in_order(said)
    row = {"worker_id": worker_id, **said}
    return unit.add(ABSENCES, worker["service_id"], [row])[0]


def change_absence(unit: Unit, absence_id: str, said: Values, *, seen: int) -> None:
    """Let an absence be otherwise.

    Raises
    ------
    NotThere
        If there is no such absence.
    ChangedMeanwhile
        If somebody else changed it since it was seen.
    BreaksARule
        If it ends before it begins.
    """
    _check_in_order({**unit.row(ABSENCES, absence_id), **said})
    unit.change(ABSENCES, absence_id, version=seen, values=said)


def _check_stay(worker: Values) -> None:
    starts_on, leaves_on = worker["starts_on"], worker["leaves_on"]
    if starts_on is not None and leaves_on is not None and leaves_on <= starts_on:
        msg = "Nobody leaves before they start."
        raise BreaksARule(msg, hint="Choose a later day to leave on, or none.")


def _check_in_order(absence: Values) -> None:
    if absence["to_on"] < absence["from_on"]:
        msg = "An absence does not end before it begins."
        raise BreaksARule(msg, hint="Its last day is the first or a later one.")
