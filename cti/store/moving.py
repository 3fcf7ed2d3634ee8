"""Let somebody work with another worker, or start with one, as people decide it."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from sqlalchemy import Connection, select

from cti.caseload.people import Keep, Status
from cti.errors import BreaksARule, NotNow, NotThere
from cti.plans.assignment import AssignmentPlan, Stay
from cti.plans.life import Addressee, MessageKind
from cti.store.messages import tell
from cti.store.people_changing import become, end_assignments, of_person, put_one
from cti.store.plain import Values
from cti.store.plans import Ids
from cti.store.tables import (
    ASSIGNMENTS,
    DECLINED_WORKERS,
    PEOPLE,
    PINS,
    REFERRALS,
    WORKERS,
)
from cti.store.unit import Unit, as_values
from cti.units import PersonId, WorkerId

FARTHEST_BACK = timedelta(days=28)
"""What was decided so long ago may still be written down; what was before stays."""


def move(
    unit: Unit,
    person: Values,
    worker_id: str,
    *,
    from_on: date,
    why: str,
    on: date,
) -> None:
    """Let somebody work with a worker from a day on.

    What was to be later is so no longer. Why it was decided is kept as a pin, so that
    the next plan holds to it. Somebody who waits has started if the day has come; else
    they wait until that day, and start then.

    Parameters
    ----------
    on
        Today.

    Raises
    ------
    NotThere
        If there is no such worker in their service.
    NotNow
        If their support has ended, or they work with that worker already.
    BreaksARule
        If it lies too long ago, if the worker is not there then, or must never be
        theirs.
    """
    worker = _worker(unit, person["service_id"], worker_id)
    _check_day(worker, from_on, on)
    _check_person(unit, person, worker_id)
    waits = person["status"] is None
    before = of_person(unit, ASSIGNMENTS, person["id"])
    goes_on = [
        row
        for row in before
        if row["worker_id"] == worker_id and _meets(row, from_on) and not waits
    ]
    # Who waits has nobody yet: whatever start they were promised, this is theirs now.
    first = min(from_on, on) if waits else from_on
    later = end_assignments(unit, person["id"], on=first)
    if goes_on and later == goes_on and goes_on[0]["to_on"] is None:
        msg = f"They work with {worker['name']} already."
        raise NotNow(msg, hint="Choose another worker, or another day.")
    if goes_on:
        row = unit.row(ASSIGNMENTS, goes_on[0]["id"])
        become(unit, ASSIGNMENTS, row, {"to_on": None})
    else:
        held = {"worker_id": worker_id, "from_on": from_on, "to_on": None}
        own = {"person_id": person["id"], **held}
        unit.add(ASSIGNMENTS, person["service_id"], [own])
    put_one(unit, PINS, person, {"worker_id": worker_id, "reason": why})
    if waits:
        _start(unit, person, from_on, on)
    told = _told(person["id"], worker_id, from_on, later, stays=bool(goes_on))
    tell(unit, person["service_id"], [*told], teams={})


def stays_of(connection: Connection, service_id: str) -> AssignmentPlan:
    """Return who works with whom in a service, ever and from now on.

    Everybody goes by the id their service knows them by, as in its caseload.
    """
    known = Ids.of(connection, service_id).turned()
    ours = select(ASSIGNMENTS).where(ASSIGNMENTS.c.service_id == service_id)
    return AssignmentPlan(
        tuple(
            Stay(
                person_id=PersonId(known.person[row.person_id]),
                worker_id=WorkerId(known.worker[row.worker_id]),
                from_on=row.from_on or date.min,
                to_on=row.to_on,
            )
            for row in connection.execute(ours)
        )
    )


def _worker(unit: Unit, service_id: str, worker_id: str) -> Values:
    theirs = select(WORKERS).where(
        WORKERS.c.id == worker_id,
        WORKERS.c.service_id == service_id,
        WORKERS.c.is_listed,
    )
    row = unit.connection.execute(theirs).first()
    if row is None:
        raise NotThere(WORKERS.name)
    return as_values(row)


def _check_day(worker: Values, from_on: date, on: date) -> None:
    if from_on < on - FARTHEST_BACK:
        msg = "This lies too long ago."
        days = FARTHEST_BACK.days
        raise BreaksARule(msg, hint=f"Choose a day of the last {days}, or to come.")
    starts_on, leaves_on = worker["starts_on"], worker["leaves_on"]
    is_early = starts_on is not None and from_on < starts_on
    if is_early or (leaves_on is not None and from_on >= leaves_on):
        msg = f"{worker['name']} is not there on that day."
        raise BreaksARule(msg, hint="Choose another worker, or another day.")


def _check_person(unit: Unit, person: Values, worker_id: str) -> None:
    if person["status"] is Status.CLOSED:
        msg = "Their support has ended."
        raise NotNow(msg, hint="Let it go on again first.")
    declined = of_person(unit, DECLINED_WORKERS, person["id"])
    if worker_id in {row["worker_id"] for row in declined}:
        msg = "They have said that this worker must never be theirs."
        raise BreaksARule(msg, hint="Choose another worker, or ask them again.")


def _told(
    person_id: str,
    worker_id: str,
    from_on: date,
    later: Sequence[Values],
    *,
    stays: bool,
) -> Iterator[Values]:
    """Yield what each worker is told.

    Parameters
    ----------
    later
        What was ended or called off, as it was.
    stays
        Whether they work with that worker already, and go on.
    """
    off = [row for row in later if not _meets(row, from_on)]
    before = {row["worker_id"] for row in later if _meets(row, from_on)} - {worker_id}
    kind = MessageKind.HANDOVER if before else MessageKind.NEW_PERSON
    said = {
        (MessageKind.CALLED_OFF, each, row["from_on"])
        for row in off
        for each in ([row["worker_id"], worker_id] if stays else [row["worker_id"]])
    }
    if not stays:
        said = {each for each in said if each[1] != worker_id}
        said |= {(kind, each, from_on) for each in {worker_id, *before}}
    for told, each, on in sorted(said):
        yield {
            "kind": told,
            "addressee": Addressee.WORKER,
            "worker_id": each,
            "person_id": person_id,
            "from_on": on,
        }


def _meets(row: Values, day: date) -> bool:
    """Whether an assignment begins before a day, and lasts until then or longer."""
    begun = row["from_on"] is None or row["from_on"] < day
    return begun and (row["to_on"] is None or row["to_on"] >= day)


def _start(unit: Unit, person: Values, from_on: date, on: date) -> None:
    if from_on <= on:
        started = {
            "status": Status.OPEN,
            "started_on": from_on,
            "keep_worker": Keep.EITHER,
        }
        become(unit, PEOPLE, person, started)
    else:
        become(unit, PEOPLE, person, {"started_on": from_on})
        put_one(unit, REFERRALS, person, {"earliest_start_on": from_on})
