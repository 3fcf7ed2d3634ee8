"""Fill a store with an area: services, their people and plans, as people would."""

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from threading import Event

from sqlalchemy import func, select

from benchmarks.make_caseload import Size, make_caseload
from benchmarks.served.casework import put_casework
from cti.access import Actor
from cti.caseload.caseload import Service
from cti.cli.clock import now
from cti.store.tables import (
    AUDIT,
    CONTACT_NOTES,
    CONTACT_RECORDS,
    FACTS,
    PEOPLE,
    REFERRALS,
)
from cti.store.unit import Store
from cti.usecases.accounts import found_administrator
from cti.usecases.importing import apply_import, bring
from cti.usecases.installing import Installation
from cti.usecases.publishing import publish
from cti.usecases.running import ask_for_run, look_at_run
from cti.usecases.services import found
from cti.usecases.working import Worker, do_one

EFFORT = 0
"""The first good plan of each service is as much to read as the best one."""


COUNTED = {
    "referrals": REFERRALS,
    "contacts": CONTACT_RECORDS,
    "notes": CONTACT_NOTES,
    "facts": FACTS,
    "audit_entries": AUDIT,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """What a store is to be filled with.

    Attributes
    ----------
    address
        Of the store.
    folder
        Where caseloads are made.
    sizes
        Of each service.
    on
        Today.
    first_seed
        Of the first service; each has the next.
    """

    address: str
    folder: Path
    sizes: Sequence[Size]
    on: date
    first_seed: int


def fill(area: Area) -> str:
    """Fill an empty store, and return the account of who did it."""
    with Installation(area.address) as there:
        made = found_administrator(
            there.store, email="first@example.org", name="First", at=now()
        )
    by = made.account_id
    with _processes() as pool:
        list(pool.map(partial(put_service, area, by), range(len(area.sizes))))
        list(pool.map(partial(plan_all, area, by), range(os.cpu_count() or 1)))
    return by


def caseload_of(area: Area, number: int) -> Path:
    """Return the folder of a service's caseload, which is made if it is not there."""
    folder = area.folder / f"{number:03d}"
    if not folder.exists():
        seed = area.first_seed + number
        make_caseload(folder, area.sizes[number], seed=seed, on=area.on)
    return folder


def _processes() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn"))


def put_service(area: Area, by: str, number: int) -> None:
    """Found a service, bring its caseload as a leader would, and tell what was done."""
    seed = area.first_seed + number
    with Installation(area.address, as_it_is=True) as there:
        store = there.store
        service = Service(name=f"Service {number:03d}")
        actor = Actor(account_id=by, is_administrator=True)
        service_id = found(store, actor, service, is_hidden=False, at=now())
        caseload = caseload_of(area, number)
        brought = bring(store, service_id, caseload, on=area.on, author_id=by, at=now())
        apply_import(store, brought.staged.id, author_id=by, at=now())
        with store.unit(author_id=by, at=now()) as unit:
            put_casework(unit, service_id, on=area.on, seed=seed)
        ask_for_run(
            store, service_id, on=area.on, author_id=by, at=now(), effort=EFFORT
        )


def plan_all(area: Area, by: str, number: int) -> None:
    """Do the runs that were asked for, until there are none, and publish each plan."""
    with Installation(area.address, as_it_is=True) as there:
        worker = Worker(
            name=f"filling-{number}", clock=now, stopping=Event(), on_failure=_fail
        )
        while (run_id := do_one(there.store, worker)) is not None:
            run = look_at_run(there.store, run_id)
            if run.plan_id is None or run.revision is None:
                msg = f"a service has no plan: {run.reason}"
                raise RuntimeError(msg)
            publish(
                there.store,
                run.plan_id,
                author_id=by,
                at=now(),
                seen_revision=run.revision,
            )


def everybody(store: Store) -> tuple[Sequence[str], Mapping[str, int]]:
    """Return everybody who is supported, and how much of each kind is kept."""
    with store.reading() as connection:
        people = connection.execute(
            select(PEOPLE.c.id)
            .where(PEOPLE.c.status.is_not(None))
            .order_by(PEOPLE.c.id)
        )
        ids = [*people.scalars()]
        counted = {
            name: connection.execute(select(func.count()).select_from(table)).scalar()
            for name, table in COUNTED.items()
        }
    return ids, {"people": len(ids), **{name: n or 0 for name, n in counted.items()}}


def _fail(error: Exception) -> None:
    raise error


def today() -> date:
    """Return the day it is."""
    return now().date()
