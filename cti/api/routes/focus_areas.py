"""What somebody works on in each phase: focus areas, and the small steps in them."""

from typing import Annotated

from fastapi import Depends, Response
from pydantic import Field, Strict

from cti.access import Permission
from cti.api.callers import Caller, of
from cti.api.kept import Versioned, changed, flat, made, tagged
from cti.api.paging import USUAL_PAGE, After, Limit, next_of, read_cursor
from cti.api.shapes import Day, Page, PathId, RowId, Sent, Text
from cti.api.subject import subject
from cti.api.versions import SeenVersion
from cti.caseload.casework import focus_areas as casework
from cti.phases import Phase
from cti.usecases.casework import become, keep, one_of
from cti.usecases.focus import (
    FocusWithSteps,
    add_step,
    change_step,
    focus_of,
    steps_of,
)

focus_areas = subject("focus areas", "/people/{person_id}/focus-areas")

Reads = Annotated[Caller, Depends(of(Permission.SUPPORT_READ, "people", "person_id"))]
Changes = Annotated[
    Caller, Depends(of(Permission.PERSON_CHANGE, "people", "person_id"))
]

APhase = Annotated[Phase, Strict(strict=False), Field(examples=["one"])]
Written = Annotated[Text, Field(min_length=1)]


class FocusStep(Versioned):
    """A small step in a focus area."""

    focus_area_id: RowId
    words: Annotated[str, Field(examples=["Look at the library's opening hours"])]
    done_on: Annotated[Day | None, Field(description="Null while it is ahead.")]


class FocusArea(Versioned):
    """One thing somebody works on in a phase, one of three at most."""

    phase: APhase
    strengths: Annotated[
        str,
        Field(
            description="What they bring to it; it comes first in every view.",
            examples=["Knows every recipe of her grandmother's"],
        ),
    ]
    words: Annotated[
        str,
        Field(description="As the person says it.", examples=["Cook on Sundays"]),
    ]
    held_by: Annotated[
        RowId | None,
        Field(description="Who of their network holds it with them; null for nobody."),
    ]
    celebration: Annotated[
        str,
        Field(description="How it will be celebrated.", examples=["A meal together"]),
    ]
    began_on: Day
    ended_on: Annotated[
        Day | None,
        Field(description="The first day it is no longer worked on; null while it is."),
    ]
    steps: list[FocusStep]


class SaidOfFocus(Sent):
    """What is said of a focus area; all of it."""

    strengths: Annotated[Written, Field(examples=["Knows her grandmother's recipes"])]
    words: Annotated[Written, Field(examples=["Cook on Sundays"])]
    held_by: RowId | None = None
    celebration: Annotated[Text, Field(examples=["A meal together"])] = ""
    ended_on: Day | None = None


class NewFocus(Sent):
    """Something somebody begins to work on."""

    phase: APhase
    strengths: Annotated[Written, Field(examples=["Knows her grandmother's recipes"])]
    words: Annotated[Written, Field(examples=["Cook on Sundays"])]
    held_by: RowId | None = None
    celebration: Annotated[Text, Field(examples=["A meal together"])] = ""
    began_on: Annotated[Day | None, Field(description="Today unless it is said.")] = (
        None
    )


class NewStep(Sent):
    """A small step."""

    words: Annotated[Written, Field(examples=["Look at the library's opening hours"])]


class SaidOfStep(Sent):
    """What is said of a step; all of it."""

    words: Annotated[Written, Field(examples=["Look at the library's opening hours"])]
    done_on: Day | None = None


@focus_areas.get("", summary="What somebody works on")
def all_focus(
    caller: Reads, limit: Limit = USUAL_PAGE, after: After = None
) -> Page[FocusArea]:
    """Return every focus area of somebody with its steps, the first begun in front.

    Those that have ended are among them.
    """
    part = focus_of(caller.store, caller.person, after=read_cursor(after), limit=limit)
    items = [_with_steps(each) for each in part.items]
    return Page(items=items, next=next_of(part.ends))


@focus_areas.post("", status_code=201, summary="Begin to work on something")
def begin(
    caller: Changes, person_id: PathId, said: NewFocus, response: Response
) -> FocusArea:
    """Add a focus area; of each phase there are three at most."""
    area = casework.FocusArea(
        person_id=person_id,
        phase=said.phase,
        words=said.words,
        strengths=said.strengths,
        held_by=said.held_by,
        celebration=said.celebration,
        began_on=said.began_on or caller.on,
    )
    kept = keep(caller.store, caller.actor, caller.person, area, at=caller.at)
    where = f"/api/people/{person_id}/focus-areas"
    return FocusArea.model_validate({**made(response, where, kept), "steps": []})


@focus_areas.get("/{focus_area_id}", summary="One thing somebody works on")
def one_focus(caller: Reads, focus_area_id: PathId, response: Response) -> FocusArea:
    """Return a focus area with its steps."""
    store, person = caller.store, caller.person
    kept = one_of(store, casework.FocusArea, person, focus_area_id)
    steps = steps_of(store, person, focus_area_id)
    tagged(response, kept)
    return _with_steps(FocusWithSteps(area=kept, steps=steps))


@focus_areas.put("/{focus_area_id}", summary="Change a focus area")
def change(
    caller: Changes,
    focus_area_id: PathId,
    said: SaidOfFocus,
    version: SeenVersion,
    response: Response,
) -> Versioned:
    """Let a focus area be as it is said now; that includes its end.

    Its phase stays: what is worked on in the next phase is another focus area.
    """
    kept = become(
        caller.store,
        caller.actor,
        caller.person,
        casework.FocusArea,
        focus_area_id,
        version=version,
        at=caller.at,
        **said.model_dump(),
    )
    return changed(response, kept)


@focus_areas.post("/{focus_area_id}/steps", status_code=201, summary="Add a step")
def begin_step(
    caller: Changes,
    person_id: PathId,
    focus_area_id: PathId,
    said: NewStep,
    response: Response,
) -> FocusStep:
    """Add a small step to a focus area."""
    kept = add_step(
        caller.store,
        caller.actor,
        caller.person,
        focus_area_id,
        words=said.words,
        at=caller.at,
    )
    tagged(response, kept)
    response.headers["Location"] = (
        f"/api/people/{person_id}/focus-areas/{focus_area_id}"
    )
    return FocusStep.model_validate(flat(kept))


@focus_areas.put("/{focus_area_id}/steps/{step_id}", summary="Change a step")
def say_of_step(
    caller: Changes,
    focus_area_id: PathId,
    step_id: PathId,
    said: SaidOfStep,
    version: SeenVersion,
    response: Response,
) -> Versioned:
    """Let a step be as it is said now; that includes that it is done."""
    kept = change_step(
        caller.store,
        caller.actor,
        caller.person,
        focus_area_id,
        step_id,
        words=said.words,
        done_on=said.done_on,
        version=version,
        at=caller.at,
    )
    return changed(response, kept)


def _with_steps(focus: FocusWithSteps) -> FocusArea:
    steps = [flat(step) for step in focus.steps]
    return FocusArea.model_validate({**flat(focus.area), "steps": steps})
