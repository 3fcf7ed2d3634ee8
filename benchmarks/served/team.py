"""Furnish a store with one service, and let those who work there sign in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from threading import Event

from sqlalchemy import func, select

from benchmarks.served.accounts import Holder, let_in
from benchmarks.served.casework import put_casework
from benchmarks.served.filling import EFFORT
from cti.access import Actor, Role
from cti.caseload.caseload import Service
from cti.store.tables import PEOPLE, REFERRALS, WORKERS
from cti.store.unit import Store
from cti.usecases.accounts import found_administrator
from cti.usecases.importing import apply_import, bring
from cti.usecases.overloads import overloads_in
from cti.usecases.publishing import publish
from cti.usecases.running import ask_for_run, look_at_run
from cti.usecases.services import found
from cti.usecases.working import Worker, do_one

SEED = 2027
OTHERS = 5
"""Accounts beside those of workers: the first, an administrator, one of each role."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """A service whose pages are looked at, and those who look.

    Attributes
    ----------
    by
        The account that was there first.
    holders
        One account of each role; of the workers, who has most people.
    person_id
        Somebody that worker works with.
    referral_id
        Somebody who waits for support; empty for nobody.
    overload_id
        An overload of the plan in force; empty where it has none.
    worker_id
        Somebody else who works there.
    """

    by: str
    service_id: str
    holders: Mapping[Role, Holder]
    person_id: str
    referral_id: str
    overload_id: str
    worker_id: str


def furnish_team(store: Store, caseload: Path, *, on: date, at: datetime) -> Team:
    """Bring a caseload into an empty store: months of work, a plan in force, a draft.

    Parameters
    ----------
    on
        The plan date.
    at
        The moment it is there.
    """
    made = found_administrator(store, email="first@example.org", name="First", at=at)
    by = made.account_id
    actor = Actor(account_id=by, is_administrator=True)
    service = Service(name=caseload.name.capitalize())
    service_id = found(store, actor, service, is_hidden=False, at=at)
    brought = bring(store, service_id, caseload, on=on, author_id=by, at=at)
    apply_import(store, brought.staged.id, author_id=by, at=at)
    with store.unit(author_id=by, at=at) as unit:
        put_casework(unit, service_id, on=on, seed=SEED)
    plan_id, revision = _planned(store, service_id, by, on=on, at=at)
    publish(store, plan_id, author_id=by, at=at, seen_revision=revision)
    _planned(store, service_id, by, on=on, at=at)
    return _team(store, service_id, by, on=on, at=at)


def change_something(store: Store, team: Team, *, at: datetime) -> None:
    """Agree another ceiling with a worker: all that follows from loads is another."""
    with store.unit(author_id=team.by, at=at) as unit:
        row = unit.row(WORKERS, team.worker_id)
        ceiling = 19 if row["ceiling"] is None else None
        unit.change(
            WORKERS, row["id"], version=row["version"], values={"ceiling": ceiling}
        )


def _team(store: Store, service_id: str, by: str, *, on: date, at: datetime) -> Team:
    with store.reading() as connection:
        workers = connection.execute(select(func.count()).select_from(WORKERS)).scalar()
        waiting = connection.execute(
            select(REFERRALS.c.person_id)
            .join(PEOPLE, PEOPLE.c.id == REFERRALS.c.person_id)
            .where(PEOPLE.c.status.is_(None))
            .order_by(PEOPLE.c.external_id)
            .limit(1)
        ).scalar()
    holders = let_in(store, by, accounts=(workers or 0) + OTHERS, on=on, at=at)
    in_order = sorted(holders, key=lambda each: len(each.people))
    of_role = {each.role: each for each in in_order}
    over = overloads_in(store, service_id, on=on)
    worker = of_role[Role.WORKER]
    return Team(
        by=by,
        service_id=service_id,
        holders=of_role,
        person_id=worker.people[0],
        referral_id=waiting or "",
        overload_id=over[0].overload.overload_id if over else "",
        worker_id=next(each for each in worker.workers if each != worker.worker_id),
    )


def _planned(
    store: Store, service_id: str, by: str, *, on: date, at: datetime
) -> tuple[str, int]:
    """Make a draft, and return it with the revision it is of."""
    worker = Worker(
        name="furnishing", clock=lambda: at, stopping=Event(), on_failure=_fail
    )
    run_id = ask_for_run(store, service_id, on=on, author_id=by, at=at, effort=EFFORT)
    do_one(store, worker)
    run = look_at_run(store, run_id)
    if run.plan_id is None or run.revision is None:
        msg = f"the service has no plan: {run.reason}"
        raise RuntimeError(msg)
    return run.plan_id, run.revision


def _fail(error: Exception) -> None:
    raise error
