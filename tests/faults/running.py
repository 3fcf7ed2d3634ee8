"""Claiming and doing runs as it is, as it must not be, and a worker to be killed."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from threading import Event
from time import sleep

from sqlalchemy import select, update

import cti.usecases.planning
from cti.exchange.caseload_file import CaseloadFile
from cti.plans.life import RunState
from cti.store.runs import claim
from cti.store.tables import RUNS
from cti.store.unit import Store
from cti.usecases.planning import Planned
from cti.usecases.working import Worker, do_one
from tests.builders import a_stay
from tests.faults.processes import store_at
from tests.faults.racing import after_a_moment
from tests.store.plans import NOW, a_document

A_WHILE = 0.02
How = Callable[[Store, str], str | None]
"""Claim a run, by a worker's name."""


def as_it_is(store: Store, worker_name: str) -> str | None:
    claimed = claim(store, worker_name=worker_name, at=NOW)
    return None if claimed is None else claimed.run_id


def looking_first(store: Store, worker_name: str) -> str | None:
    """The fault: look what waits, then take it, whoever took it meanwhile."""
    waits = select(RUNS.c.id).where(RUNS.c.state == RunState.QUEUED)
    with store.reading() as connection:
        run_id = connection.execute(waits.order_by(RUNS.c.id).limit(1)).scalar()
    after_a_moment()
    taken = {
        "state": RunState.RUNNING,
        "worker_name": worker_name,
        "lease_until": NOW + timedelta(seconds=60),
    }
    with store.writing() as connection:
        connection.execute(update(RUNS).where(RUNS.c.id == run_id).values(taken))
    return run_id


CLAIMS: dict[str, How] = {each.__name__: each for each in (as_it_is, looking_first)}


def claimed_by(where: Store | str, way: str, worker_name: str) -> list[str]:
    """Claim until there is nothing left, and say what was claimed."""
    store = store_at(where) if isinstance(where, str) else where
    found = []
    while run_id := CLAIMS[way](store, worker_name):
        found.append(run_id)
    return found


def in_a_while(file: CaseloadFile, **_: object) -> Planned:
    """Plan without a planner, and long enough to be killed meanwhile."""
    sleep(A_WHILE)
    return Planned(document=a_document(a_stay()), file=file)


def a_worker_at(at: datetime, name: str) -> Worker:
    """A worker whose clock stands still."""
    return Worker(name=name, clock=lambda: at, stopping=Event(), on_failure=print)


def do_runs(
    store: Store, worker: Worker, plans: Callable[..., Planned] = in_a_while
) -> int:
    """Do runs until there is nothing left to do, without a planner."""
    before, number = cti.usecases.planning.plan_read, 0
    cti.usecases.planning.plan_read = plans
    try:
        while do_one(store, worker):
            number += 1
    finally:
        cti.usecases.planning.plan_read = before
    return number


def work_until_killed(
    address: str, name: str, stays_with: int | None, notes: Path
) -> None:
    """Be a worker in a process of its own, and say so in a note.

    Parameters
    ----------
    stays_with
        At which run it stays until it is killed, from 0, saying so then; None for one
        that goes on to the end.
    """
    number = count()

    def planned(file: CaseloadFile, **_: object) -> Planned:
        if next(number) == stays_with:
            notes.write_text("in the middle")
            Event().wait()
        return in_a_while(file)

    if stays_with is None:
        notes.write_text("ready")
    do_runs(store_at(address), a_worker_at(NOW, name), planned)
    Event().wait()
