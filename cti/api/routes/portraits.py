"""What somebody says of themselves: what matters to them, and their strengths."""

from typing import Annotated

from fastapi import Depends, Response
from pydantic import Field

from cti.access import Permission
from cti.api.callers import Caller, of
from cti.api.shapes import Sent, Text, Told
from cti.api.subject import subject
from cti.api.versions import SeenVersion, tag
from cti.usecases import portraits as usecases
from cti.usecases.allowing import allowed

portraits = subject("portraits", "/people/{person_id}/portrait")

Reads = Annotated[Caller, Depends(of(Permission.SUPPORT_READ, "people", "person_id"))]
Changes = Annotated[
    Caller, Depends(of(Permission.PERSON_CHANGE, "people", "person_id"))
]

MATTERS, STRENGTHS = "Sunday lunch with my sister", "Never gives up"


class Portrait(Told):
    """Somebody in their own words; everything else about them comes after it."""

    version: Annotated[
        int,
        Field(
            description="As its ETag has it; 0 while nobody has asked them.",
            examples=[3],
            ge=0,
        ),
    ]
    matters: Annotated[
        str, Field(description="What matters to them.", examples=[MATTERS])
    ]
    strengths: Annotated[
        str, Field(description="What they are good at.", examples=[STRENGTHS])
    ]


class SaidOfThemselves(Sent):
    """What somebody says of themselves; all of it, and not nothing."""

    matters: Annotated[Text, Field(examples=[MATTERS])]
    strengths: Annotated[Text, Field(examples=[STRENGTHS])]


@portraits.get("", summary="What matters to somebody")
def one_portrait(caller: Reads, response: Response) -> Portrait:
    """Return what somebody says of themselves."""
    there = usecases.portrait_of(caller.store, caller.person)
    version = there.version if there else usecases.NONE_YET
    tag(response, version)
    return Portrait(
        version=version,
        matters=there.what.matters if there else "",
        strengths=there.what.strengths if there else "",
    )


@portraits.put("", summary="Say what matters to somebody")
def say_portrait(
    caller: Changes, said: SaidOfThemselves, version: SeenVersion, response: Response
) -> Portrait:
    """Let somebody be told of in the words they say now.

    Where nobody has asked them yet, the version that was seen is `"0"`. Whoever changes
    it sees it: needs `support:read` as well.
    """
    allowed(caller.actor, Permission.SUPPORT_READ, caller.person)
    kept = usecases.say_portrait(
        caller.store,
        caller.actor,
        caller.person,
        matters=said.matters,
        strengths=said.strengths,
        version=version,
        at=caller.at,
    )
    tag(response, kept.version)
    return Portrait(
        version=kept.version,
        matters=kept.what.matters,
        strengths=kept.what.strengths,
    )
