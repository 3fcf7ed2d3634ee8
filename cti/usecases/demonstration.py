"""A furnished service to try the planner out with; nobody in it exists."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
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
from cti.usecases.demonstration_news import something_happens
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
"""So long before a plan is asked for, what happened was written down."""

PUBLISHED_BEFORE = timedelta(days=2, hours=17)
"""So long before somebody looks at it, the plan in force was published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demonstration:
    """A service that is ready to be looked at.

    Attributes
    ----------
    leader
        The account of who leads it.
    emails
        What everybody signs in with, by what they are.
    """

    service_id: str
    leader: str
    emails: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How a demonstration is planned, and who is told.

    Attributes
    ----------
    effort
        How far to search for a plan.
    tell
        Told what it is at, in words.
    watch
        Told how far the planning is.
    stopping
        Set by who wants none of it any more.
    """

    effort: int = 2
    tell: Callable[[str], None] = lambda _: None
    watch: Watch = unwatched
    stopping: Event = field(default_factory=Event)


def furnish(
    store: Store, *, at: datetime, on: date, pace: Pace | None = None
) -> Demonstration:
    """Bring the sample service into an empty store, let it live, plan and publish.

    Parameters
    ----------
    at
        The moment somebody looks at it; the plan was published days before.
    on
        The plan date.

    Raises
    ------
    CtiError
        If no plan was made.
    """
    pace, published_at = pace or Pace(), at - PUBLISHED_BEFORE
    pace.tell("Bringing the sample's people into a store of their own")
    there, emails = _settled(store, at=at - BEFORE, on=on)
    pace.tell("Writing down some weeks of their work")
    live(store, there, on=on, at=published_at - AN_HOUR)
    found = Demonstration(
        service_id=there.service_id, leader=there.leader, emails=emails
    )
    pace.tell("Planning with them, and publishing the plan")
    plan_id, revision = _planned(store, found, pace, on=on, at=published_at)
    publish(
        store,
        plan_id,
        author_id=there.leader,
        at=published_at,
        seen_revision=revision,
    )
    answer_one(store, there, on=on, at=published_at)
    return found


def propose(
    store: Store,
    found: Demonstration,
    *,
    at: datetime,
    on: date,
    pace: Pace | None = None,
) -> None:
    """Let something happen in a service, and have a plan proposed that follows it.

    Parameters
    ----------
    at
        The moment somebody looks at it.
    on
        The plan date.

    Raises
    ------
    CtiError
        If no plan was made.
    """
    pace = pace or Pace()
    pace.tell("Letting something happen since, and planning again")
    leader = _actor(store, found.leader)
    something_happens(store, leader, found.service_id, on=on, at=at - AN_HOUR)
    _planned(store, found, pace, on=on, at=at)


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


def _planned(
    store: Store, found: Demonstration, pace: Pace, *, on: date, at: datetime
) -> tuple[str, int]:
    """Make a draft, and return it with the revision it is of."""
    run_id = ask_for_run(
        store,
        found.service_id,
        on=on,
        author_id=found.leader,
        at=at,
        effort=pace.effort,
    )
    worker = Worker(
        name="demonstration",
        clock=lambda: at,
        stopping=pace.stopping,
        on_failure=_raise,
        watch=pace.watch,
    )
    do_one(store, worker)
    run = look_at_run(store, run_id)
    if run.plan_id is None or run.revision is None:
        raise CtiError(run.reason or "No plan was made.", hint="Try it again.")
    return run.plan_id, run.revision


def _actor(store: Store, account_id: str) -> Actor:
    with store.reading() as connection:
        found = actor_of(connection, account_id)
    if found is None:
        msg = "the account that was just made is not there"
        raise LookupError(msg)
    return found


def _raise(error: Exception) -> None:
    raise error
