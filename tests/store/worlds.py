"""Small worlds: services, some hidden, with workers, people and who meets whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import Connection, Table, insert

from cti.access import Actor, Membership, Role
from cti.caseload.caseload import Country, Outcome
from cti.caseload.people import Keep, Place, Status
from cti.plans.contacts import ContactKind
from cti.plans.life import PlanState
from cti.store.tables import (
    APPOINTMENTS,
    ASSIGNMENTS,
    CONTACT_RECORDS,
    PEOPLE,
    PLANNED_CONTACTS,
    PLANS,
    SERVICES,
    TRAVEL_TIMES,
    WISHES,
    WORKERS,
)
from cti.store.unit import new_id

ON = date(2026, 11, 23)
TEAMS = ("east", "west")
NAMES = ("Sam B", "Robin P", "Jo")

Rows = Mapping[Table, Sequence[Mapping[str, Any]]]


@dataclass(frozen=True, kw_only=True)
class World:
    """What is kept of every service, in an order in which it can be added."""

    services: tuple[str, ...]
    hidden: frozenset[str]
    workers: Mapping[str, tuple[str, ...]]
    people: tuple[str, ...]
    rows: Rows

    def outsiders(self) -> list[Actor]:
        """Everybody who is in no hidden service, and in one of the others."""
        return [
            Actor(
                account_id="me",
                memberships=(
                    Membership(
                        service_id=service, role=role, team=team, worker_id=worker
                    ),
                ),
            )
            for service in self.services
            if service not in self.hidden
            for role, team, worker in (
                (Role.LEADER, "", None),
                (Role.WORKER, "east", self.workers[service][0]),
                (Role.PARTNER, "", None),
            )
        ]


def kept(connection: Connection, world: World) -> None:
    """Add everything of a world."""
    for table, rows in world.rows.items():
        if rows:
            connection.execute(insert(table), list(rows))


def forgotten(connection: Connection, world: World) -> None:
    """Take away everything of the hidden services."""
    for table in reversed(list(world.rows)):
        whose = table.c.id if table is SERVICES else table.c.service_id
        connection.execute(table.delete().where(whose.in_(world.hidden)))


@st.composite
def worlds(draw: st.DrawFn, *, some_hidden: bool = False) -> World:
    """Up to three services of a few people."""
    hidden = draw(st.lists(st.booleans(), min_size=1, max_size=2))
    hidden = [False, True, *hidden[:1]] if some_hidden else hidden
    rows: dict[Table, list[dict[str, Any]]] = {
        table: []
        for table in (
            SERVICES,
            WORKERS,
            PEOPLE,
            ASSIGNMENTS,
            APPOINTMENTS,
            PLANS,
            PLANNED_CONTACTS,
            WISHES,
            CONTACT_RECORDS,
            TRAVEL_TIMES,
        )
    }
    services = [_service(rows, is_hidden=each) for each in hidden]
    workers = {each: _workers(draw, rows, each) for each in services}
    people = [
        _person(draw, rows, service, number, workers[service])
        for service in services
        for number in range(draw(st.integers(0, 3)))
    ]
    return World(
        services=tuple(services),
        hidden=frozenset(s for s, hides in zip(services, hidden, strict=True) if hides),
        workers=workers,
        people=tuple(people),
        rows=rows,
    )


def _service(rows: dict[Table, list[dict[str, Any]]], *, is_hidden: bool) -> str:
    service_id = new_id()
    rows[SERVICES].append(
        {
            "id": service_id,
            "version": 1,
            "name": "A service",
            "ceiling": Fraction(20),
            "country": next(iter(Country)),
            "horizon_weeks": 13,
            "programme": "cti",
            "is_hidden": is_hidden,
            "revision": 1,
        }
    )
    rows[TRAVEL_TIMES].append(
        {**_of(service_id), "from_locality": "E", "to_locality": "W", "minutes": 9}
    )
    rows[PLANS].append(
        {
            **_of(service_id),
            "state": PlanState.DRAFT,
            "plan_on": ON,
            "weeks": 13,
            "policy": "balanced",
            "seed": 0,
            "effort": 0,
            "repeatable": True,
            "engine_version": "0",
            "input_hash": "0" * 64,
            "revision": 1,
            "cost": Fraction(0),
            "lower_bound": Fraction(0),
            "contact_cost": Fraction(0),
            "contact_lower_bound": Fraction(0),
            "made_at": datetime.combine(ON, time(), UTC),
            "made_by": new_id(),
        }
    )
    return service_id


def _workers(
    draw: st.DrawFn, rows: dict[Table, list[dict[str, Any]]], service_id: str
) -> tuple[str, ...]:
    for number in range(2):
        rows[WORKERS].append(
            {
                **_of(service_id),
                "external_id": f"W{number}",
                "name": draw(st.sampled_from(NAMES)),
                "team": TEAMS[number],
                "fte": Fraction(1),
                "ceiling": None,
                "starts_on": None,
                "leaves_on": None,
                "languages": frozenset(),
                "specialisms": frozenset(),
                "gender": None,
                "locality": None,
                "accepts_new": True,
                "is_listed": True,
            }
        )
    return tuple(row["id"] for row in rows[WORKERS][-2:])


def _person(
    draw: st.DrawFn,
    rows: dict[Table, list[dict[str, Any]]],
    service_id: str,
    number: int,
    workers: tuple[str, ...],
) -> str:
    own = _of(service_id)
    about = {"person_id": own["id"]}
    rows[PEOPLE].append(
        {
            **own,
            "external_id": f"P{number}",
            "known_as": draw(st.sampled_from(NAMES)),
            "team": draw(st.sampled_from(TEAMS)),
            "programme": "cti",
            "status": next(iter(Status)),
            "started_on": ON,
            "keep_worker": next(iter(Keep)),
        }
    )
    days = st.none() | st.sampled_from([-1, 0, 1])
    from_on, lasts = draw(days), draw(st.none() | st.integers(1, 2))
    worker = {"worker_id": draw(st.sampled_from(workers))}
    begun = None if from_on is None else ON + timedelta(days=from_on)
    to_on = None if lasts is None else (begun or ON) + timedelta(days=lasts - 1)
    if begun is None or to_on is None or begun < to_on:
        rows[ASSIGNMENTS].append(
            {**_of(service_id), **about, **worker, "from_on": begun, "to_on": to_on}
        )
    met = draw(st.none() | st.sampled_from([-8, -7, 0, 7, 8]))
    if met is not None:
        rows[APPOINTMENTS].append(
            {
                **_of(service_id),
                **about,
                "worker_id": draw(st.sampled_from(workers)),
                "at": datetime.combine(ON + timedelta(days=met), time(10)),
                "minutes": 60,
                "kind": "visit",
            }
        )
    planned = draw(st.none() | st.sampled_from([-8, -7, 0, 7, 8]))
    if planned is not None:
        (plan,) = [row for row in rows[PLANS] if row["service_id"] == service_id]
        rows[PLANNED_CONTACTS].append(
            {
                **_of(service_id),
                **about,
                "plan_id": plan["id"],
                "worker_id": draw(st.sampled_from(workers)),
                "at": datetime.combine(ON + timedelta(days=planned), time(10)),
                "minutes": 60,
                "kind": next(iter(ContactKind)),
                "place": "home",
                "locality": None,
                "cover": True,
                "is_cancelled": draw(st.booleans()),
                "said_at": datetime.combine(ON, time(), UTC),
            }
        )
    rows[WISHES].append(
        {**_of(service_id), **about, "contact_place": next(iter(Place))}
    )
    rows[CONTACT_RECORDS].append(
        {
            **_of(service_id),
            **about,
            **worker,
            "at": datetime.combine(ON, time(9)),
            "kind": "visit",
            "outcome": next(iter(Outcome)),
            "minutes": 60,
            "place": "",
        }
    )
    return str(own["id"])


def _of(service_id: str) -> dict[str, Any]:
    return {"id": new_id(), "service_id": service_id, "version": 1}
