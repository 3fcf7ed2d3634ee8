"""What people ask of the planner on an ordinary day, and how often."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from benchmarks.served.accounts import Holder
from cti.access import Role

LIST, PERSON, WRITE = "list", "person", "write"

WORKER, LEADER = Role.WORKER, Role.LEADER
OFFICER, PARTNER = Role.SUPPORT_OFFICER, Role.PARTNER
TEAM = (WORKER, LEADER, OFFICER)
ANYBODY = (*TEAM, PARTNER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """What everybody asks about, beside what is their own.

    Attributes
    ----------
    people
        Of every service.
    """

    on: date
    people: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request."""

    method: str
    where: str
    body: Mapping[str, Any] | None = None


Where = Callable[[Holder, Town, Random], str]
Body = Callable[[Holder, Town, Random], Request]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One kind of request.

    Attributes
    ----------
    name
        As the table calls it.
    kind
        Of a list, about one person, or a change.
    roles
        Who asks it.
    often
        How often, beside the others that somebody asks.
    """

    name: str
    kind: str
    roles: Sequence[Role]
    often: int
    make: Body

    def is_for(self, holder: Holder) -> bool:
        """Whether an account asks it: its role does, and there is something to ask."""
        return holder.role in self.roles and (
            self.kind == LIST or self.name == ELSEWHERE or bool(holder.contacts)
        )


ELSEWHERE = "a person of any service"


def _one_of(holder: Holder, draw: Random) -> str:
    return draw.choice(holder.contacts)[0]


def _asks(
    kind: str, name: str, often: int, roles: Sequence[Role], where: Where
) -> Question:
    def make(holder: Holder, town: Town, draw: Random) -> Request:
        return Request(method="GET", where=f"/api/{where(holder, town, draw)}")

    return Question(name=name, kind=kind, roles=roles, often=often, make=make)


def _list(name: str, often: int, roles: Sequence[Role], where: str) -> Question:
    """Return a question about a list, with an account's own ids in its address."""

    def filled(holder: Holder, town: Town, draw: Random) -> str:
        return where.format(
            service=holder.service_id,
            worker=holder.worker_id or draw.choice(holder.workers or [""]),
            plan=holder.plan_id,
            monday=town.on - timedelta(days=town.on.weekday()),
            sunday=town.on + timedelta(days=6 - town.on.weekday()),
            part=draw.choice(["an", "jo", "ma", "sam", "zo"]),
        )

    return _asks(LIST, name, often, roles, filled)


def _person(name: str, often: int, roles: Sequence[Role], what: str) -> Question:
    """Return a question about one person whom an account works or plans with."""
    return _asks(
        PERSON,
        name,
        often,
        roles,
        lambda holder, _, draw: f"people/{_one_of(holder, draw)}{what}",
    )


def _contact(holder: Holder, town: Town, draw: Random) -> Request:
    yesterday = town.on - timedelta(days=1)
    body = {
        "held_at": datetime.combine(yesterday, time(draw.randrange(9, 17))).isoformat(),
        "outcome": "achieved",
        "kind": "phone call",
        "minutes": 15,
    }
    where = f"/api/people/{_one_of(holder, draw)}/contacts"
    return Request(method="POST", where=where, body=body)


def _note(holder: Holder, _town: Town, draw: Random) -> Request:
    person_id, contact_id = draw.choice(holder.contacts)
    body = {
        "contact_record_id": contact_id,
        "words": "The key fits now. We looked at the forms and sent the first of them.",
    }
    return Request(method="POST", where=f"/api/people/{person_id}/notes", body=body)


def _change(name: str, often: int, roles: Sequence[Role], make: Body) -> Question:
    return Question(name=name, kind=WRITE, roles=roles, often=often, make=make)


QUESTIONS = (
    _list("me", 4, ANYBODY, "me"),
    _list("my week", 6, (WORKER,), "me/week"),
    _list("my messages", 3, TEAM, "me/messages"),
    _list("people", 3, ANYBODY, "people"),
    _list("people by name", 4, ANYBODY, "people?name={part}"),
    _list("people of a service", 2, TEAM, "people?service_id={service}&status=open"),
    _list("people of a worker", 6, TEAM, "people?worker_id={worker}"),
    _list("people in a phase", 2, (LEADER, OFFICER), "people?phase=one"),
    _list("referrals", 2, TEAM, "referrals"),
    _list("assignments", 2, TEAM, "services/{service}/assignments"),
    _list("caseload", 2, TEAM, "services/{service}/caseload?weeks=40"),
    _list("contacts of a service", 1, TEAM, "services/{service}/contacts"),
    _list(
        "contacts of a week",
        2,
        TEAM,
        "services/{service}/contacts?from={monday}&to={sunday}",
    ),
    _list("workers", 1, ANYBODY, "workers"),
    _list("workers of a service", 2, TEAM, "workers?service_id={service}"),
    _list("absences", 1, TEAM, "workers/{worker}/absences"),
    _list("overloads", 2, (LEADER, OFFICER), "services/{service}/overloads"),
    _list("plans", 1, (LEADER, OFFICER), "services/{service}/plans"),
    _list("a plan", 1, (LEADER, OFFICER), "plans/{plan}"),
    _list("runs", 1, (LEADER, OFFICER), "services/{service}/runs"),
    _list("case reviews", 1, TEAM, "services/{service}/reviews"),
    _list("decisions", 2, TEAM, "services/{service}/decisions"),
    _list("felt weights", 1, TEAM, "services/{service}/felt-weights"),
    _list("reasons", 1, (LEADER,), "services/{service}/reasons"),
    _list("services", 1, ANYBODY, "services"),
    _list("accounts", 2, (Role.ADMINISTRATOR,), "accounts"),
    _list("audit", 1, (Role.ADMINISTRATOR,), "audit"),
    _person("a person", 10, TEAM, ""),
    _person("contacts with somebody", 5, TEAM, "/contacts"),
    _person("who worked with somebody", 1, TEAM, "/assignments"),
    _person("what was said of a move", 1, TEAM, "/transition/history"),
    _person("notes", 4, (WORKER,), "/notes"),
    _person("focus areas", 4, (WORKER, LEADER), "/focus-areas"),
    _person("network", 3, (WORKER, LEADER), "/network"),
    _person("network meetings", 1, (WORKER, LEADER), "/network-meetings"),
    _person("felt weights of a person", 1, (WORKER, LEADER), "/felt-weights"),
    _person("calendars of a person", 1, (WORKER,), "/calendars"),
    _asks(
        PERSON,
        ELSEWHERE,
        2,
        ANYBODY,
        lambda _, town, draw: f"people/{draw.choice(town.people)}",
    ),
    _change("record a contact", 2, (WORKER,), _contact),
    _change("write a note", 1, (WORKER,), _note),
)
