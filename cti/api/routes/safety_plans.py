"""What keeps somebody and their visitors safe: the plan that stands, and another."""

from typing import Annotated

from fastapi import Depends, Response
from pydantic import Field

from cti.access import Permission
from cti.api.callers import Caller, of
from cti.api.shapes import Day, Moment, Sent, Text, Told
from cti.api.subject import subject
from cti.api.versions import SeenVersion, tag
from cti.usecases.allowing import allowed
from cti.usecases.safety import NONE_YET, read_safety_plan, write_safety_plan

safety_plans = subject("safety plans", "/people/{person_id}/safety-plan")

Reads = Annotated[Caller, Depends(of(Permission.SUPPORT_READ, "people", "person_id"))]
Changes = Annotated[
    Caller, Depends(of(Permission.PERSON_CHANGE, "people", "person_id"))
]

AGREED = "Ring before you come"

Version = Annotated[
    int,
    Field(
        description="As its ETag has it: how many there have been, 0 if none.",
        examples=[3],
        ge=0,
    ),
]


class SafetyPlanVersion(Told):
    """Which safety plan stands now."""

    version: Version


class SafetyPlan(SafetyPlanVersion):
    """What is agreed with somebody; read it before visiting."""

    words: Annotated[
        str, Field(description="Empty while there is none.", examples=[AGREED])
    ]
    review_on: Annotated[
        Day | None, Field(description="When it is talked about again; null if open.")
    ]
    author: Annotated[
        str | None, Field(description="Null while there is none.", examples=["Alex"])
    ]
    written_at: Annotated[Moment | None, Field(description="Null while there is none.")]


class NewSafetyPlan(Sent):
    """What is agreed now; all of it."""

    words: Annotated[Text, Field(min_length=1, examples=[AGREED])]
    review_on: Day | None = None


@safety_plans.get("", summary="Open somebody's safety plan")
def one_safety_plan(caller: Reads, response: Response) -> SafetyPlan:
    """Return the safety plan that stands; the audit says who opened it."""
    there = read_safety_plan(caller.store, caller.actor, caller.person, at=caller.at)
    version = there.version if there else NONE_YET
    tag(response, version)
    return SafetyPlan(
        version=version,
        words=there.words if there else "",
        review_on=there.review_on if there else None,
        author=there.author if there else None,
        written_at=there.written_at if there else None,
    )


@safety_plans.put("", summary="Write a safety plan in its place")
def write(
    caller: Changes, said: NewSafetyPlan, version: SeenVersion, response: Response
) -> SafetyPlanVersion:
    """Let another safety plan stand in the place of the one that was seen.

    The one before is kept. Where there is none yet, the version that was seen is `"0"`.
    Whoever writes one has read the one before: needs `support:read` as well.
    """
    allowed(caller.actor, Permission.SUPPORT_READ, caller.person)
    written = write_safety_plan(
        caller.store,
        caller.actor,
        caller.person,
        said.words,
        review_on=said.review_on,
        version=version,
        at=caller.at,
    )
    tag(response, written)
    return SafetyPlanVersion(version=written)
