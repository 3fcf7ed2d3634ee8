"""Put a plan in force: everything that follows from it, in the unit it is handed."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time

from cti.calendar import first_monday, on_the_wall
from cti.caseload.casework.overloads import Overload
from cti.plans.life import Addressee, MessageKind, PlanState
from cti.store.assigning import Held, Moved, assign
from cti.store.meeting import meet
from cti.store.messages import tell
from cti.store.overloads import newly_owed
from cti.store.plain import Values
from cti.store.plans import parts_of, plan_in_force
from cti.store.starting import promise
from cti.store.tables import (
    PLAN_CONTACTS,
    PLAN_STAYS,
    PLANS,
    WORKERS,
)
from cti.store.unit import Unit


def put_in_force(unit: Unit, plan: Values) -> str | None:
    """Publish a draft, with all that follows from it.

    Nothing is asked about it: whether it may be published is the caller's to know, who
    has to hold the service by `Unit.revise` first.

    Returns
    -------
    The id of the plan it takes the place of; None if it is the first.
    """
    before = supersede(unit, plan)
    follow(unit, plan)
    return before


def supersede(unit: Unit, plan: Values) -> str | None:
    """Let a draft be the plan in force, and the one before be superseded."""
    before = plan_in_force(unit.connection, plan["service_id"])
    if before is not None:
        unit.change(
            PLANS,
            before["id"],
            version=before["version"],
            values={
                "state": PlanState.SUPERSEDED,
                "superseded_at": unit.at,
                "superseded_by": plan["id"],
            },
        )
    unit.change(
        PLANS,
        plan["id"],
        version=plan["version"],
        values={
            "state": PlanState.PUBLISHED,
            "published_at": unit.at,
            "published_by": unit.author_id,
        },
    )
    return None if before is None else str(before["id"])


def follow(unit: Unit, plan: Values) -> None:
    """Let workers, starts and meetings follow a plan; tell of them and of overloads."""
    service_id, plan_id = plan["service_id"], plan["id"]
    connection = unit.connection
    stays, plan_on = parts_of(connection, PLAN_STAYS, plan_id), plan["plan_on"]
    moved = assign(unit, service_id, stays, on=plan_on, start=first_monday(plan_on))
    promise(unit, service_id, stays, on=plan_on)
    met = meet(
        unit,
        service_id,
        parts_of(connection, PLAN_CONTACTS, plan_id),
        plan_id=plan_id,
        since=max(datetime.combine(plan_on, time()), on_the_wall(unit.at)),
    )
    tell_of(unit, plan, moved, met, newly_owed(unit, plan))


def tell_of(
    unit: Unit,
    plan: Values,
    moved: Moved,
    met: Mapping[str, date],
    owed: Sequence[Overload],
) -> None:
    """Tell workers and leaders what a plan changes for them."""
    tell(
        unit,
        plan["service_id"],
        [*_of_moves(moved), *_of_meetings(met), *_of_overloads(owed)],
        teams=_teams(unit, owed),
        plan_id=plan["id"],
    )


def _of_moves(moved: Moved) -> Iterator[Values]:
    for each in moved.begun:
        held, before = each.held, each.before
        if before is None:
            yield _to_worker(MessageKind.NEW_PERSON, held.worker_id, held)
            continue
        for worker_id in sorted({held.worker_id, before}):
            yield _to_worker(MessageKind.HANDOVER, worker_id, held)
    for held in moved.called_off:
        yield _to_worker(MessageKind.CALLED_OFF, held.worker_id, held)


def _of_meetings(met: Mapping[str, date]) -> Iterator[Values]:
    for worker_id, on in sorted(met.items()):
        yield {
            "kind": MessageKind.MEETINGS,
            "addressee": Addressee.WORKER,
            "worker_id": worker_id,
            "person_id": None,
            "from_on": on,
        }


def _to_worker(kind: MessageKind, worker_id: str, held: Held) -> Values:
    return {
        "kind": kind,
        "addressee": Addressee.WORKER,
        "worker_id": worker_id,
        "person_id": held.person_id,
        "from_on": held.from_on,
    }


def _of_overloads(owed: Sequence[Overload]) -> Iterator[Values]:
    for overload in owed:
        yield {
            "kind": MessageKind.OVERLOAD,
            "addressee": Addressee.LEADER,
            "worker_id": overload.worker_id,
            "person_id": None,
            "from_on": overload.from_on,
        }


def _teams(unit: Unit, owed: Sequence[Overload]) -> Mapping[str, str]:
    workers = {str(overload.worker_id) for overload in owed}
    return {each: str(unit.row(WORKERS, each)["team"]) for each in workers}
