"""Publishing as it is, as it must not be, and what has to hold after each."""

from collections.abc import Callable, Iterator
from pathlib import Path

from sqlalchemy.exc import IntegrityError

from cti.errors import ChangedMeanwhile, StalePlan
from cti.plans.document import PlanDocument
from cti.plans.life import PlanState
from cti.store.assigning import assign
from cti.store.meeting import meet
from cti.store.overloads import newly_owed
from cti.store.plans import parts_of, plan_row
from cti.store.publishing import put_in_force, supersede, tell_of
from cti.store.tables import (
    ASSIGNMENTS,
    FACTS,
    MESSAGES,
    PLAN_CONTACTS,
    PLAN_STAYS,
    PLANNED_CONTACTS,
    PLANS,
    WORKERS,
)
from cti.store.unit import Store
from cti.usecases.publishing import publish
from tests.builders import PLAN_DATE, a_planned_contact, a_stay
from tests.faults.processes import store_at
from tests.faults.racing import after_a_moment
from tests.store.plans import NOW, WORKERS_THERE, Kept, a_document, an_overload

LONG_BEFORE = a_planned_contact().at.replace(year=2026, month=1)

How = Callable[[Store, str, str, int], None]
"""Publish a plan, by an author who saw a revision."""


def as_it_is(store: Store, plan_id: str, author_id: str, seen: int) -> None:
    publish(store, plan_id, author_id=author_id, at=NOW, seen_revision=seen)


def without_looking(store: Store, plan_id: str, author_id: str, seen: int) -> None:
    """The fault: nobody asks whether anything changed."""
    del seen
    with store.unit(author_id=author_id, at=NOW) as unit:
        put_in_force(unit, plan_row(unit.connection, plan_id))


def in_three_steps(store: Store, plan_id: str, author_id: str, seen: int) -> None:
    """The fault: each step is kept before the next begins."""
    del seen
    with store.unit(author_id=author_id, at=NOW) as unit:
        plan = plan_row(unit.connection, plan_id)
        supersede(unit, plan)
    after_a_moment()
    with store.unit(author_id=author_id, at=NOW) as unit:
        stays = parts_of(unit.connection, PLAN_STAYS, plan_id)
        moved = assign(unit, plan["service_id"], stays, on=PLAN_DATE, start=PLAN_DATE)
        contacts = parts_of(unit.connection, PLAN_CONTACTS, plan_id)
        met = meet(
            unit,
            plan["service_id"],
            contacts,
            plan_id=plan_id,
            since=LONG_BEFORE,
        )
    after_a_moment()
    with store.unit(author_id=author_id, at=NOW) as unit:
        tell_of(unit, plan, moved, met, newly_owed(unit, plan))


WAYS: dict[str, How] = {
    each.__name__: each for each in (as_it_is, without_looking, in_three_steps)
}


def sam_with(worker_id: str) -> PlanDocument:
    """A plan with something in every part, all of it about Sam and one worker."""
    return a_document(
        a_stay("sam", worker_id),
        contacts=[a_planned_contact("sam", worker_id)],
        flags=[an_overload(worker_id)],
    )


def outcome(
    store: Store | str, way: str, plan_id: str, author_id: str, seen: int
) -> str:
    """Publish, and say what became of it, in one word and an id or a name."""
    try:
        WAYS[way](
            store_at(store) if isinstance(store, str) else store,
            plan_id,
            author_id,
            seen,
        )
    except StalePlan as error:
        return f"told {error.published_by} {len(error.differences)}"
    except (ChangedMeanwhile, IntegrityError):
        return "left alone"
    return "won"


def others_for_sam(kept: Kept) -> list[str]:
    """The workers whom Sam is not with."""
    return [each for each in WORKERS_THERE if each != who_has_sam(kept)]


def who_has_sam(kept: Kept) -> str:
    """The worker whom Sam is with, onwards."""
    (row,) = kept.rows(ASSIGNMENTS, service_id=kept.service_id, to_on=None)
    (worker,) = kept.rows(WORKERS, id=row["worker_id"])
    return str(worker["external_id"])


def faults_in(kept: Kept) -> Iterator[str]:
    """What is half done in a service whose plans are all of Sam and one worker."""
    ours = {"service_id": kept.service_id}
    in_force = kept.rows(PLANS, **ours, state=PlanState.PUBLISHED)
    if len(in_force) != 1:
        yield f"{len(in_force)} plans in force"
        return
    plan_id = in_force[0]["id"]
    (stay,) = kept.rows(PLAN_STAYS, plan_id=plan_id)
    worker_id = stay["worker_id"]
    planned = {"is_cancelled": False}
    for table, having in (
        (ASSIGNMENTS, {"to_on": None}),
        (PLANNED_CONTACTS, planned),
    ):
        rows = kept.rows(table, **ours, **having)
        if [row["worker_id"] for row in rows] != [worker_id]:
            yield f"{table.name} are of another plan"
    if not kept.rows(MESSAGES, plan_id=plan_id):
        yield "nobody is told"
    facts = kept.rows(FACTS, about=PLANS.name, row_id=plan_id)
    if [fact["after"]["state"] for fact in facts] != [PlanState.PUBLISHED.value]:
        yield "there is no fact of it"


def publish_on_and_on(
    address: str, service_id: str, author_id: str, way: str, acknowledged: Path
) -> None:
    """Publish one plan after another, and note each that was said to be published."""
    kept = Kept(store_at(address), service_id)
    with acknowledged.open("a", encoding="ascii", buffering=1) as notes:
        notes.write("ready\n")
        while True:
            plan_id = kept.draft(sam_with(others_for_sam(kept)[0]))
            WAYS[way](kept.store, plan_id, author_id, kept.revision)
            notes.write(f"{plan_id}\n")
