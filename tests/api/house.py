"""A house with an open and a hidden service, and everybody who may ask about them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from uuid import uuid4

from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import Engine

from cti.access import Actor, Membership, Permission, Role
from cti.api.app import create_app
from cti.api.house import House, settle
from cti.caseload.caseload import Caseload
from cti.store.engine import open_engine
from cti.store.migrations import upgrade
from cti.store.putting import found_service, put_caseload
from cti.store.tables import APPOINTMENTS, PEOPLE, WORKERS
from cti.store.unit import Store, new_id
from cti.usecases.accounts import grant
from cti.usecases.own_account import issue_token
from cti.usecases.signing_on import SignOn
from tests.builders import (
    PLAN_DATE,
    a_caseload,
    a_person,
    a_referral,
    a_worker,
    an_absence,
)
from tests.store.households import actor, another, first
from tests.store.plans import Kept

HOST = "planner.example.org"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""A moment of the plan's first Monday."""

ROLES: Mapping[str, tuple[Role, str, str | None]] = {
    "worker": (Role.WORKER, "east", "alex"),
    "cover": (Role.WORKER, "west", "caro"),
    "colleague": (Role.WORKER, "east", "bo"),
    "far colleague": (Role.WORKER, "west", "dee"),
    "leader": (Role.LEADER, "east", None),
    "far leader": (Role.LEADER, "west", None),
    "officer": (Role.SUPPORT_OFFICER, "", None),
    "partner": (Role.PARTNER, "", None),
}
"""What everybody is in the open service: their role, team and worker."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """Two services, and accounts of every kind that hold a token each.

    Attributes
    ----------
    services
        The open one, where Alex works with Sam and Caro covers; and a hidden one.
    accounts
        Everybody, by what they are to Sam.
    """

    store: Store
    app: FastAPI
    services: Mapping[str, Kept]
    accounts: Mapping[str, Actor]
    tokens: Mapping[str, str]

    @property
    def kept(self) -> Kept:
        """The open service."""
        return self.services["open"]

    def asks(self, who: str) -> TestClient:
        """Whoever asks with a token; ``nobody`` has none."""
        asking = browser(self.app)
        if who != "nobody":
            asking.headers["Authorization"] = f"Bearer {self.tokens[who]}"
        return asking

    def asks_with(self, who: str, scopes: frozenset[Permission]) -> TestClient:
        """Whoever asks with a token for these things."""
        asking = browser(self.app)
        secret = a_token(self.store, self.accounts[who], scopes)
        asking.headers["Authorization"] = f"Bearer {secret}"
        return asking


def house_over(
    store: Store,
    clock: Callable[[], datetime] = lambda: NOW,
    *,
    sends_letters: bool = False,
    sign_on: SignOn | None = None,
) -> House:
    """An installation over a store, as browsers reach it."""
    return House(
        store=store,
        clock=clock,
        is_secure=True,
        address=f"https://{HOST}",
        sends_letters=sends_letters,
        sign_on=sign_on,
    )


def application(store: Store, clock: Callable[[], datetime] = lambda: NOW) -> FastAPI:
    """An application of its own over a store."""
    return create_app(house_over(store, clock), why_not_ready=lambda: "")


@cache
def _lasting_application() -> FastAPI:
    """The application that one test after another settles in: making one takes time."""
    nowhere = open_engine("sqlite://")
    return application(Store(nowhere))


def browser(app: FastAPI) -> TestClient:
    """Whoever asks without a token."""
    return TestClient(app, base_url=f"https://{HOST}", raise_server_exceptions=False)


def settled(engine: Engine) -> Household:
    """Settle two services, and everybody in and around them, in an empty database."""
    upgrade(engine)
    store = Store(engine)
    services = {
        "open": _service(store, is_hidden=False),
        "hidden": _service(store, is_hidden=True),
        "another": _service(store, is_hidden=False),
    }
    ade = first(store)
    accounts = {"administrator": ade}
    for who, (role, team, worker) in ROLES.items():
        accounts[who] = _account(store, ade, who, services["open"], role, team, worker)
    accounts["outsider"] = _account(
        store, ade, "outsider", services["another"], Role.LEADER
    )
    return Household(
        store=store,
        app=_lasting_application(),
        services=services,
        accounts=accounts,
        tokens={who: a_token(store, each) for who, each in accounts.items()},
    )


def at_home(engine: Engine, found: Household) -> Household:
    """Let a house be in a copy of the database it was settled in."""
    store = Store(engine)
    settle(found.app, house_over(store))
    return replace(
        found,
        store=store,
        services={
            name: replace(kept, store=store) for name, kept in found.services.items()
        },
    )


def a_key() -> str:
    """A key that no request has had, or an id that no row has."""
    return uuid4().hex


def _caseload() -> Caseload:
    return a_caseload(
        workers=[
            a_worker("alex", team="east"),
            a_worker("bo", team="east"),
            a_worker("caro", team="west"),
            a_worker("dee", team="west"),
        ],
        people=[a_person("sam", worker="alex", team="east")],
        referrals=[a_referral("robin", team="east")],
        absences=[an_absence("bo")],
    )


def _service(store: Store, *, is_hidden: bool) -> Kept:
    caseload = _caseload()
    with store.unit(author_id=new_id(), at=NOW - timedelta(days=3)) as unit:
        service_id = found_service(unit, caseload, is_hidden=is_hidden)
        put_caseload(unit, service_id, caseload, on=PLAN_DATE - timedelta(days=90))
    kept = Kept(store, service_id)
    meets = {
        "person_id": kept.row_id(PEOPLE, "sam"),
        "worker_id": kept.row_id(WORKERS, "caro"),
        "at": datetime(2026, 11, 24, 10, 0),
        "minutes": 60,
        "kind": "visit",
    }
    with store.unit(author_id=new_id(), at=NOW) as unit:
        unit.add(APPOINTMENTS, service_id, [meets])
    return kept


def _account(
    store: Store,
    by: Actor,
    who: str,
    kept: Kept,
    role: Role,
    team: str = "",
    worker: str | None = None,
) -> Actor:
    account_id = another(store, by, who.replace(" ", "."))
    membership = Membership(
        service_id=kept.service_id,
        role=role,
        team=team,
        worker_id=None if worker is None else kept.row_id(WORKERS, worker),
    )
    grant(store, by, account_id, membership, at=NOW)
    return actor(store, account_id)


def a_token(
    store: Store, who: Actor, scopes: frozenset[Permission] = frozenset(Permission)
) -> str:
    """A token that is good for two days."""
    issued = issue_token(
        store,
        who,
        name="Test",
        scopes=scopes,
        expires_at=NOW + timedelta(days=2),
        at=NOW,
    )
    return issued.secret
