"""A furnished service to try the planner out with; nobody in it exists."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from threading import Event

from cti.access import Actor, Membership, Role
from cti.caseload.caseload import Caseload, Service
from cti.errors import CtiError
from cti.store.accounts import actor_of
from cti.store.putting import found_service
from cti.store.unit import Store
from cti.usecases.accounts import approve, found_administrator, grant, invite
from cti.usecases.importing import apply_import, bring
from cti.usecases.own_account import set_password
from cti.usecases.publishing import publish
from cti.usecases.running import ask_for_run, look_at_run
from cti.usecases.sample import RIVERSIDE, sample_caseload
from cti.usecases.workers import worker_names
from cti.usecases.working import Worker, do_one

PASSWORD = "lantern harbour thimble"  # noqa: S105, of accounts of nobody
"""With which everybody in it signs in."""

MANY = 100

BEFORE = timedelta(days=3)
"""So long before the plan date it is set up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demonstration:
    """A service that is ready to be looked at.

    Attributes
    ----------
    emails
        What everybody signs in with, by what they are.
    """

    service_id: str
    emails: Mapping[str, str]


def furnish(store: Store, *, at: datetime, on: date, effort: int = 2) -> Demonstration:
    """Bring the sample service into an empty store, plan it and publish the plan.

    Parameters
    ----------
    at
        The moment it is on the plan date.
    on
        The plan date.
    effort
        How far to search for a plan.
    """
    before = at - BEFORE
    emails = {"administrator": "admin@example.org"}
    made = found_administrator(
        store, email=emails["administrator"], name="Sol A", at=before
    )
    set_password(store, made.secret, PASSWORD, at=before)
    administrator = _actor(store, made.account_id)
    with store.unit(author_id=administrator.account_id, at=before) as unit:
        nobody = Caseload(service=Service(name="Riverside"), workers=(), people=())
        service_id = found_service(unit, nobody, is_hidden=False)
    add = _adding(store, administrator, service_id, before)
    leader = add("leader@example.org", "Lee T", Role.LEADER, None)
    with sample_caseload(RIVERSIDE) as folder:
        staged = bring(
            store, service_id, folder, on=on, author_id=leader, at=before
        ).staged
    apply_import(store, staged.id, author_id=leader, at=before)
    add("officer@example.org", "Kit R", Role.SUPPORT_OFFICER, None)
    add("partner@example.org", "Ola N", Role.PARTNER, None)
    workers = worker_names(store, service_id, after=None, limit=MANY)
    emails |= {
        "team leader": "leader@example.org",
        "casework support officer": "officer@example.org",
        "view-only partner": "partner@example.org",
    }
    for number, each in enumerate(workers):
        email = f"{each.name.split()[0].lower()}@example.org"
        add(email, each.name, Role.WORKER, each.id)
        if not number:
            emails["worker"] = email
    _publish_a_plan(store, service_id, leader, on=on, at=at, effort=effort)
    return Demonstration(service_id=service_id, emails=emails)


def _adding(
    store: Store, by: Actor, service_id: str, at: datetime
) -> Callable[[str, str, Role, str | None], str]:
    def add(email: str, name: str, role: Role, worker_id: str | None) -> str:
        made = invite(store, by, email=email, name=name, at=at)
        set_password(store, made.secret, PASSWORD, at=at)
        approve(store, by, made.account_id, at=at)
        membership = Membership(service_id=service_id, role=role, worker_id=worker_id)
        grant(store, by, made.account_id, membership, at=at)
        return made.account_id

    return add


def _publish_a_plan(
    store: Store, service_id: str, leader: str, *, on: date, at: datetime, effort: int
) -> None:
    run_id = ask_for_run(
        store, service_id, on=on, author_id=leader, at=at, effort=effort
    )
    worker = Worker(
        name="demonstration", clock=lambda: at, stopping=Event(), on_failure=_raise
    )
    do_one(store, worker)
    run = look_at_run(store, run_id)
    if run.plan_id is None or run.revision is None:
        raise CtiError(run.reason, hint="Try it again.")
    publish(store, run.plan_id, author_id=leader, at=at, seen_revision=run.revision)


def _actor(store: Store, account_id: str) -> Actor:
    with store.reading() as connection:
        found = actor_of(connection, account_id)
    if found is None:
        msg = "the account that was just made is not there"
        raise LookupError(msg)
    return found


def _raise(error: Exception) -> None:
    raise error
