"""Accounts of an area, and how each proves who it is.

Sessions are put in as signing in would leave them. That the password was right is not
shown: hashing 1,150 of them takes minutes, and says nothing of what is measured here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, select

from cti.access import Actor, Membership, Role
from cti.caseload.caseload import Service
from cti.cli.clock import now
from cti.store import accounts as kept
from cti.store.proofs import begin_session
from cti.store.tables import (
    ASSIGNMENTS,
    CONTACT_RECORDS,
    PEOPLE,
    PLANS,
    SERVICES,
    WORKERS,
)
from cti.store.unit import Store, Unit
from cti.store.visibility import holds
from cti.usecases.services import found
from cti.usecases.signing_in import new_secret

ADMINISTRATORS_IN = 115
"""One account in so many looks after the others, and is in no service."""

PARTNERS_IN = 2
"""One service in so many has somebody from outside who may look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """An account, and what it would look at on an ordinary day.

    Attributes
    ----------
    session
        What its browser sends.
    service_id, worker_id
        Where it is; the worker it is of. Empty for none.
    people
        With whom its worker works; everybody of the service for who is no worker.
    contacts
        A recorded contact of each of them, by the person; to write about.
    workers
        Of the service.
    plan_id
        The plan in force.
    """

    role: Role
    session: str
    service_id: str = ""
    worker_id: str = ""
    people: Sequence[str] = ()
    contacts: Sequence[tuple[str, str]] = ()
    workers: Sequence[str] = ()
    plan_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """What one account is to be."""

    role: Role
    service_id: str = ""
    worker_id: str = ""


def let_in(
    store: Store, by: str, *, accounts: int, on: date, at: datetime | None = None
) -> Sequence[Holder]:
    """Give accounts to those who work in an area, and let them be signed in.

    Every worker has one; every service has a leader and a casework support officer, and
    one in so many an outsider who may look. A few look after accounts. What is left
    goes to further leaders, a service at a time.

    Parameters
    ----------
    by
        The account that was there already; it counts.
    on
        Today.
    at
        When they sign in; None for now.
    """
    with store.reading() as connection:
        places = [*_places(connection)]
        services = [*dict.fromkeys(each.service_id for each in places)]
        about = _About.of(connection, on)
    administrators = max(accounts // ADMINISTRATORS_IN, 1)
    left = accounts - 1 - len(places) - administrators
    if left < 0:
        msg = f"{len(places)} people work there, and have accounts"
        raise ValueError(msg)
    places += [_Place(role=Role.ADMINISTRATOR)] * administrators
    places += [
        _Place(role=Role.LEADER, service_id=services[number % len(services)])
        for number in range(left)
    ]
    with store.unit(author_id=by, at=at or now()) as unit:
        return [
            about.holder(place, _let_in(unit, place, name=f"account{number}", by=by))
            for number, place in enumerate(places)
        ]


def _places(connection: Connection) -> Iterator[_Place]:
    services = connection.execute(select(SERVICES.c.id).order_by(SERVICES.c.name))
    for number, service_id in enumerate(services.scalars()):
        yield _Place(role=Role.LEADER, service_id=service_id)
        yield _Place(role=Role.SUPPORT_OFFICER, service_id=service_id)
        if number % PARTNERS_IN == 0:
            yield _Place(role=Role.PARTNER, service_id=service_id)
    workers = select(WORKERS.c.id, WORKERS.c.service_id).order_by(WORKERS.c.id)
    for worker in connection.execute(workers):
        yield _Place(
            role=Role.WORKER, service_id=worker.service_id, worker_id=worker.id
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _About:
    people_of: dict[str, list[str]]
    workers_of: dict[str, list[str]]
    contact_of: dict[str, str]
    plan_of: dict[str, str]

    @classmethod
    def of(cls, connection: Connection, on: date) -> "_About":
        people_of: dict[str, list[str]] = {}
        held = (
            select(PEOPLE.c.id, PEOPLE.c.service_id, ASSIGNMENTS.c.worker_id)
            .join(ASSIGNMENTS, ASSIGNMENTS.c.person_id == PEOPLE.c.id)
            .where(*holds(ASSIGNMENTS, on))
            .order_by(PEOPLE.c.id)
        )
        for row in connection.execute(held):
            people_of.setdefault(row.service_id, []).append(row.id)
            people_of.setdefault(row.worker_id, []).append(row.id)
        workers_of: dict[str, list[str]] = {}
        for worker in connection.execute(select(WORKERS.c.id, WORKERS.c.service_id)):
            workers_of.setdefault(worker.service_id, []).append(worker.id)
        contacts = connection.execute(
            select(CONTACT_RECORDS.c.person_id, CONTACT_RECORDS.c.id)
        )
        plans = connection.execute(select(PLANS.c.service_id, PLANS.c.id))
        return cls(
            people_of=people_of,
            workers_of=workers_of,
            contact_of={row.person_id: row.id for row in contacts},
            plan_of={row.service_id: row.id for row in plans},
        )

    def holder(self, place: _Place, secret: str) -> Holder:
        near = self.people_of.get(place.worker_id or place.service_id, [])
        return Holder(
            role=place.role,
            session=secret,
            service_id=place.service_id,
            worker_id=place.worker_id,
            people=near,
            contacts=[
                (each, self.contact_of[each])
                for each in near
                if each in self.contact_of
            ],
            workers=self.workers_of.get(place.service_id, []),
            plan_id=self.plan_of.get(place.service_id, ""),
        )


def newcomer(store: Store, by: str) -> Holder:
    """Let a service be founded that has nobody yet, and somebody lead it."""
    actor = Actor(account_id=by, is_administrator=True)
    service_id = found(
        store, actor, Service(name="The newest"), is_hidden=False, at=now()
    )
    place = _Place(role=Role.LEADER, service_id=service_id)
    with store.unit(author_id=by, at=now()) as unit:
        secret = _let_in(unit, place, name="newcomer", by=by)
    return Holder(role=Role.LEADER, session=secret, service_id=service_id)


def _let_in(unit: Unit, place: _Place, *, name: str, by: str) -> str:
    """Let there be an account that is signed in, and return what its browser sends."""
    account_id = kept.add_account(
        unit, email=f"{name}@example.org", name=name.capitalize(), by=by
    )
    kept.change_account(unit, account_id, "approve", approved_by=by)
    if place.service_id:
        ours = Membership(
            service_id=place.service_id,
            role=place.role,
            worker_id=place.worker_id or None,
        )
        kept.become(unit, account_id, ours, by=by)
    else:
        kept.change_account(unit, account_id, "promote", is_administrator=True)
    secret = new_secret()
    begin_session(unit, account_id, secret)
    return secret
