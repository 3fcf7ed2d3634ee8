"""Who calls, and whether they may: each route says what it needs, in one place.

A route without a rule is not let into the application.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from fastapi import Depends, FastAPI, Request
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts

from cti.access import About, AboutPerson, AboutService, Actor, Permission
from cti.api.house import House, house_of
from cti.calendar import on_the_wall
from cti.errors import SignInNeeded
from cti.usecases.finding import find
from cti.usecases.installing import Store
from cti.usecases.own_account import who_bears
from cti.usecases.signing_in import who_is

BEARER = "bearer "


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Whoever calls, and may do what the route is for.

    Attributes
    ----------
    at
        When they call, with a zone.
    about
        What they call about.
    """

    house: House
    actor: Actor
    at: datetime
    about: About

    @property
    def store(self) -> Store:
        """Where everything is kept."""
        return self.house.store

    @property
    def on(self) -> date:
        """The day it is where people are met."""
        return on_the_wall(self.at).date()

    @property
    def person(self) -> AboutPerson:
        """The person they call about."""
        if not isinstance(self.about, AboutPerson):
            msg = "this route is not about a person"
            raise TypeError(msg)
        return self.about

    @property
    def service_id(self) -> str:
        """The service they call about, or that of the person."""
        if not isinstance(self.about, AboutPerson | AboutService):
            msg = "this route is not about a service"
            raise TypeError(msg)
        return self.about.service_id


@dataclass(frozen=True, slots=True)
class Needs:
    """What a route asks of whoever calls it.

    Attributes
    ----------
    action
        What they must be allowed to do.
    kind
        With what, by the name of its table; empty for what is in no service.
    by
        The part of the address that has its id; empty for their own account.
    reason_follows
        Whether who may do it with a reason goes on: the route asks for it.
    """

    action: Permission
    kind: str = ""
    by: str = ""
    reason_follows: bool = False

    def __call__(self, request: Request) -> Caller:
        """Return who calls.

        Raises
        ------
        SignInNeeded
            If nobody does whom we know.
        NotThere, NotAllowed
            If they may not.
        """
        house = house_of(request)
        at = house.clock()
        actor = actor_of(request, house, at)
        if actor is None:
            raise SignInNeeded
        row_id = request.path_params[self.by] if self.by else actor.account_id
        about = find(
            house.store,
            actor,
            self.action,
            self.kind,
            row_id,
            on=on_the_wall(at).date(),
            reason_follows=self.reason_follows,
        )
        # What stands around a page names the service that it is about.
        request.state.about = about
        return Caller(house=house, actor=actor, at=at, about=about)


@dataclass(frozen=True, slots=True)
class Open:
    """A route that everybody may call.

    Attributes
    ----------
    because
        Why.
    """

    because: str

    def __call__(self) -> None:
        """Let everybody in."""


Rule = Needs | Open


def own(action: Permission) -> Needs:
    """Ask for what everybody does with their own account."""
    return Needs(action, "accounts")


def of(action: Permission, kind: str, by: str) -> Needs:
    """Ask for what is done with the row that a part of the address names."""
    return Needs(action, kind, by)


def actor_of(request: Request, house: House, at: datetime) -> Actor | None:
    """Return who sends a request; None if nobody we know."""
    store = house.store
    authorization = request.headers.get("authorization", "")
    if authorization:
        # Who sends a token is never taken for whoever's browser it is.
        is_token = authorization.lower().startswith(BEARER)
        secret = authorization[len(BEARER) :].strip()
        return who_bears(store, secret, at=at) if is_token else None
    secret = request.cookies.get(house.cookie, "")
    return who_is(store, secret, at=at) if secret else None


def proof_of(request: Request, house: House) -> str:
    """Return what a request proves with who sends it; empty for nothing."""
    return request.headers.get("authorization", "") or request.cookies.get(
        house.cookie, ""
    )


def rules_of(app: FastAPI) -> Iterator[tuple[APIRoute, Rule]]:
    """Yield every route with its rule.

    Raises
    ------
    TypeError
        If a route has none, or more than one.
    """
    for each in iter_route_contexts(app.routes):
        route = each.original_route
        if isinstance(route, APIRoute):
            rules = [*_rules(route.dependant)]
            if len(rules) != 1:
                msg = f"{route.path} has {len(rules)} rules for who may call it"
                raise TypeError(msg)
            yield route, rules[0]


def _rules(dependant: Dependant) -> Iterator[Rule]:
    for each in dependant.dependencies:
        if isinstance(each.call, Needs | Open):
            yield each.call
        yield from _rules(each)


Anybody = Annotated[None, Depends(Open("nothing in it is about anybody"))]
