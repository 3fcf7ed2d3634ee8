"""The form that says how somebody is reached."""

from typing import Annotated

from fastapi import Depends, Request
from starlette.responses import Response

from cti.access import Permission
from cti.api.callers import Caller, of
from cti.usecases.meeting_conflicts import PHONE
from cti.usecases.phones import NONE_YET, phone_of, say_phone
from dashboards.pages.person_edit import Field
from dashboards.routes.person_editing import (
    Editing,
    Now,
    ask,
    editing_casework,
    keep,
    number_of,
)
from dashboards.site.forms import Posted
from dashboards.site.routing import pages

person_phone = pages("/people/{person_id}/phone")

Changes = Annotated[
    Caller, Depends(of(Permission.PERSON_CHANGE, "people", "person_id"))
]

FIELDS = (
    Field(
        name="number",
        label="What is your telephone number?",
        hint="For example 07700 900123. Leave it empty to take it away.",
    ),
    Field(
        name="reached_by",
        label="How would you like to be reached?",
        hint="For example: a text first, never at work; ring the hostel and ask for me",
    ),
)


@person_phone.get("")
def ask_phone(request: Request, caller: Changes) -> Response:
    """Ask somebody how they would like to be reached."""
    return ask(request, caller, _phone(caller))


@person_phone.post("")
def keep_phone(request: Request, caller: Changes, form: Posted) -> Response:
    """Keep how somebody is reached; nothing in the form takes it away."""
    number, reached_by = form.line("number"), form.line("reached_by")

    def act(version: str) -> None:
        say_phone(
            caller.store,
            caller.actor,
            caller.person,
            number=number,
            reached_by=reached_by,
            version=number_of(version),
            at=caller.at,
        )

    return keep(request, caller, _phone(caller), form, act)


def _phone(caller: Caller) -> Editing:
    def now() -> Now:
        there = phone_of(caller.store, caller.person)
        if there is None:
            return Now(values={}, version=str(NONE_YET))
        said = {
            "number": (there.what.number,),
            "reached_by": (there.what.reached_by,),
        }
        return Now(values=said, version=str(there.version))

    return editing_casework(
        caller,
        "phone",
        kept=now,
        title="How to reach you",
        lead="For those who support this person, and nobody else: it is on no list, "
        "in no calendar and in no letter.",
        fields=FIELDS,
        about=PHONE,
        row_id=caller.person.person_id,
        part="reach",
    )
