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
from cti.usecases.demonstration_life import Household, answer_one, live
from cti.usecases.importing import apply_import, bring
from cti.usecases.own_account import set_password
from cti.usecases.progress import Watch, unwatched
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

AN_HOUR = timedelta(hours=1)
"""So long before somebody looks at it, what happened was written down."""


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


def furnish(
    store: Store,
    *,
    at: datetime,
    on: date,
    effort: int = 2,
    tell: Callable[[str], None] = lambda _: None,
    watch: Watch = unwatched,
    stopping: Event | None = None,
) -> Demonstration:
    """Bring the sample service into an empty store, let it live, plan and publish.

    Parameters
    ----------
    at
        The moment it is on the plan date.
    on
        The plan date.
    effort
        How far to search for a plan.
    tell
        Told what it is at, in words.
    watch
        Told how far the planning is.
    stopping
        Set by who wants none of it any more.

    Raises
    ------
    CtiError
        If no plan was made.
    """
    tell("Bringing the sample's people into a store of their own")
    there, emails = _settled(store, at=at - BEFORE, on=on)
    tell("Writing down some weeks of their work")
    live(store, there, on=on, at=at - AN_HOUR)
    worker = Worker(
        name="demonstration",
        clock=lambda: at,
        stopping=stopping or Event(),
        on_failure=_raise,
        watch=watch,
    )
    _publish_a_plan(store, there, worker, on=on, at=at, effort=effort)
    answer_one(store, there, on=on, at=at)
    return Demonstration(service_id=there.service_id, emails=emails)


def _settled(
    store: Store, *, at: datetime, on: date
) -> tuple[Household, Mapping[str, str]]:
    """Bring everybody, and let them sign in."""
    emails = {"administrator": "admin@example.org"}
    made = found_administrator(
        store, email=emails["administrator"], name="Sol A", at=at
    )
    set_password(store, made.secret, PASSWORD, at=at)
    administrator = _actor(store, made.account_id)
    with store.unit(author_id=administrator.account_id, at=at) as unit:
        nobody = Caseload(service=Service(name="Riverside"), workers=(), people=())
        service_id = found_service(unit, nobody, is_hidden=False)
    add = _adding(store, administrator, service_id, at)
    leader = add("leader@example.org", "Lee T", Role.LEADER, None)
    with sample_caseload(RIVERSIDE) as folder:
        staged = bring(store, service_id, folder, on=on, author_id=leader, at=at).staged
    apply_import(store, staged.id, author_id=leader, at=at)
    add("officer@example.org", "Kit R", Role.SUPPORT_OFFICER, None)
    add("partner@example.org", "Ola N", Role.PARTNER, None)
    workers = worker_names(store, service_id, after=None, limit=MANY)
    emails |= {
        "team leader": "leader@example.org",
        "casework support officer": "officer@example.org",
        "view-only partner": "partner@example.org",
    }
    account_of = {}
    for number, each in enumerate(workers):
        email = f"{each.name.split()[0].lower()}@example.org"
        account_of[each.id] = add(email, each.name, Role.WORKER, each.id)
        if not number:
            emails["worker"] = email
    there = Household(service_id=service_id, leader=leader, account_of=account_of)
    return there, emails


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
    store: Store,
    there: Household,
    worker: Worker,
    *,
    on: date,
    at: datetime,
    effort: int,
) -> None:
    run_id = ask_for_run(
        store, there.service_id, on=on, author_id=there.leader, at=at, effort=effort
    )
    do_one(store, worker)
    run = look_at_run(store, run_id)
    if run.plan_id is None or run.revision is None:
        raise CtiError(run.reason or "No plan was made.", hint="Try it again.")
    publish(
        store, run.plan_id, author_id=there.leader, at=at, seen_revision=run.revision
    )


def _actor(store: Store, account_id: str) -> Actor:
    with store.reading() as connection:
        found = actor_of(connection, account_id)
    if found is None:
        msg = "the account that was just made is not there"
        raise LookupError(msg)
    return found


def _raise(error: Exception) -> None:
    raise error
