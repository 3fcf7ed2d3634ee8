"""How somebody is reached, for those who support them."""

from typing import Annotated

from fastapi import Depends, Response
from pydantic import Field

from cti.access import Permission
from cti.api.callers import Caller, of
from cti.api.shapes import Line, Sent, Told
from cti.api.subject import subject
from cti.api.versions import SeenVersion, tag
from cti.usecases import phones as usecases
from cti.usecases.phones import NONE_YET

phones = subject("phones", "/people/{person_id}/phone")

Reads = Annotated[Caller, Depends(of(Permission.SUPPORT_READ, "people", "person_id"))]
Changes = Annotated[
    Caller, Depends(of(Permission.PERSON_CHANGE, "people", "person_id"))
]

Number = Annotated[
    Line, Field(description="Empty where they have none.", examples=["07700 900123"])
]
ReachedBy = Annotated[
    Line,
    Field(
        description="How they like to be reached.",
        examples=["A text first, never at work"],
    ),
]


class PhoneTold(Told):
    """How somebody is reached."""

    number: str
    reached_by: str


class PhoneSaid(Sent):
    """How somebody is reached; all of it, and nothing in both to take it away."""

    number: Number = ""
    reached_by: ReachedBy = ""


class PhoneKept(Told):
    """That it is kept."""

    version: Annotated[int, Field(description="As its ETag has it.", ge=1)]


@phones.get("", summary="How somebody is reached")
def phone(caller: Reads, response: Response) -> PhoneTold:
    """Return how somebody is reached; empty, as version 0, while nobody has said it."""
    found = usecases.phone_of(caller.store, caller.person)
    tag(response, found.version if found else NONE_YET)
    if found is None:
        return PhoneTold(number="", reached_by="")
    return PhoneTold.model_validate(found.what)


@phones.put("", summary="Say how somebody is reached")
def say_phone(
    caller: Changes, said: PhoneSaid, version: SeenVersion, response: Response
) -> PhoneKept:
    """Say how somebody is reached, or with nothing in it that it is known no more.

    The audit and the facts say that it was said, by whom and when, and never what.
    """
    found = usecases.say_phone(
        caller.store,
        caller.actor,
        caller.person,
        number=said.number,
        reached_by=said.reached_by,
        version=version,
        at=caller.at,
    )
    tag(response, found.version)
    return PhoneKept(version=found.version)
