"""Pin somebody to a worker as people decide it, and take a pin away."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from cti.caseload.people import Status
from cti.errors import BreaksARule, NotNow, NotThere
from cti.store.people_changing import of_person, put_one
from cti.store.plain import Values
from cti.store.tables import DECLINED_WORKERS, PEOPLE, PINS, WORKERS
from cti.store.unit import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class PinSeen:
    """Somebody's word that a person works with a worker.

    Attributes
    ----------
    known_as, worker
        What the two are called.
    reason
        What was said when it was decided.
    """

    id: str
    version: int
    person_id: str
    known_as: str
    worker_id: str
    worker: str
    reason: str


def pins_of(connection: Connection, service_id: str) -> Sequence[PinSeen]:
    """Return everybody in a service who is pinned to a worker, by name."""
    ours = (
        select(
            PINS.c.id,
            PINS.c.version,
            PINS.c.person_id,
            PEOPLE.c.known_as,
            PINS.c.worker_id,
            WORKERS.c.name.label("worker"),
            PINS.c.reason,
        )
        .join(PEOPLE, PEOPLE.c.id == PINS.c.person_id)
        .join(WORKERS, WORKERS.c.id == PINS.c.worker_id)
        .where(PINS.c.service_id == service_id)
        .order_by(PEOPLE.c.known_as, PINS.c.id)
    )
    return [PinSeen(**row._mapping) for row in connection.execute(ours)]  # noqa: SLF001, SQLAlchemy's public name begins so


def pin(unit: Unit, person: Values, worker_id: str, *, reason: str) -> None:
    """Let somebody be pinned to a worker, whoever they were pinned to before.

    Raises
    ------
    NotThere
        If their service has no such worker on its list.
    NotNow
        If their support has ended.
    BreaksARule
        If the worker must never be theirs.
    """
    worker = select(WORKERS.c.id).where(
        WORKERS.c.id == worker_id,
        WORKERS.c.service_id == person["service_id"],
        WORKERS.c.is_listed,
    )
    if unit.connection.execute(worker).first() is None:
        raise NotThere(WORKERS.name)
    if person["status"] is Status.CLOSED:
        msg = f"The support of {person['known_as']} has ended."
        raise NotNow(msg, hint="Plan again: nobody needs a worker any more.")
    declined = of_person(unit, DECLINED_WORKERS, person["id"])
    if worker_id in {row["worker_id"] for row in declined}:
        msg = f"{person['known_as']} has said that this worker must never be theirs."
        raise BreaksARule(msg, hint="Leave it as planned, or ask them again.")
    put_one(unit, PINS, person, {"worker_id": worker_id, "reason": reason})


def unpin(unit: Unit, service_id: str, pin_id: str, *, version: int) -> None:
    """Take a pin away: the next plan is free to choose.

    Raises
    ------
    NotThere
        If the service has no such pin.
    ChangedMeanwhile
        If somebody else changed it since.
    """
    if unit.row(PINS, pin_id)["service_id"] != service_id:
        raise NotThere(PINS.name)
    unit.remove(PINS, pin_id, version=version)
