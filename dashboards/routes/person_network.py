"""Forms about the people around somebody."""

from typing import Annotated, Any

from fastapi import Depends, Request
from starlette.responses import Response

from cti.access import Permission
from cti.api.callers import Caller, of
from cti.api.shapes import PathId
from cti.caseload.casework.network import NetworkMember, Tie
from cti.usecases import casework
from cti.usecases.meeting_conflicts import NETWORK
from dashboards.pages.person_edit import Choices, Field
from dashboards.routes.person_editing import (
    Editing,
    Now,
    ask,
    day_said,
    editing_casework,
    keep,
    number_of,
)
from dashboards.site.forms import Form, Posted
from dashboards.site.routing import pages

person_network = pages("/people/{person_id}/network")

Changes = Annotated[
    Caller, Depends(of(Permission.PERSON_CHANGE, "people", "person_id"))
]

TIES: Choices = tuple((tie.value, tie.value.capitalize()) for tie in Tie)

FIELDS = (
    Field(name="known_as", label="What do you call them?"),
    Field(kind="select", name="tie", label="What are they to you?", choices=TIES),
    Field(
        name="reached_by",
        label="How would they like to be reached?",
        hint="For example: a ring on Sunday morning",
    ),
)
ENDED = Field(
    kind="day",
    name="ended_on",
    label="Since when are they no longer part of it?",
    hint="Leave it empty while they are.",
)


@person_network.get("/new")
def ask_whom(request: Request, caller: Changes) -> Response:
    """Ask who is around somebody."""
    return ask(request, caller, _new(caller))


@person_network.post("/new")
def add_member(
    request: Request, caller: Changes, person_id: PathId, form: Posted
) -> Response:
    """Say that somebody is part of a person's network."""
    said = _said(form)

    def act(_: str) -> None:
        member = NetworkMember(person_id=person_id, **said)
        casework.keep(caller.store, caller.actor, caller.person, member, at=caller.at)

    return keep(request, caller, _new(caller), form, act)


@person_network.get("/{member_id}")
def ask_of_member(request: Request, caller: Changes, member_id: PathId) -> Response:
    """Ask what is said of somebody in a network now."""
    return ask(request, caller, _member(caller, member_id))


@person_network.post("/{member_id}")
def change_member(
    request: Request, caller: Changes, member_id: PathId, form: Posted
) -> Response:
    """Let somebody in a network be as it is said now; that they leave it, too."""
    said, ended_on = _said(form), form.day("ended_on")

    def act(version: str) -> None:
        casework.become(
            caller.store,
            caller.actor,
            caller.person,
            NetworkMember,
            member_id,
            version=number_of(version),
            at=caller.at,
            **said,
            ended_on=ended_on,
        )

    return keep(request, caller, _member(caller, member_id), form, act)


def _new(caller: Caller) -> Editing:
    return editing_casework(
        caller,
        "network/new",
        kept=lambda: Now(values={}, version=""),
        title="Somebody around you",
        lead="People who stay when support has ended: who do you turn to?",
        fields=FIELDS,
        about=NETWORK,
        row_id=caller.person.person_id,
        part="network",
    )


def _member(caller: Caller, member_id: str) -> Editing:
    def now() -> Now:
        there = casework.one_of(caller.store, NetworkMember, caller.person, member_id)
        member = there.what
        said = {
            "known_as": (member.known_as,),
            "tie": (member.tie.value,),
            "reached_by": (member.reached_by,),
            "ended_on": day_said(member.ended_on),
        }
        return Now(values=said, version=str(there.version))

    return editing_casework(
        caller,
        f"network/{member_id}",
        kept=now,
        title="Somebody around you",
        lead="Change how they are reached, or say that they are no longer part of it.",
        fields=(*FIELDS, ENDED),
        about=NETWORK,
        row_id=member_id,
        part="network",
    )


def _said(form: Form) -> dict[str, Any]:
    ties = {tie.value: tie for tie in Tie}
    return {
        "known_as": form.line("known_as", needed="Write what the person calls them"),
        "tie": form.one_of("tie", ties, needed="Choose what they are to the person"),
        "reached_by": form.line("reached_by"),
    }
