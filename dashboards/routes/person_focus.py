"""Forms of what somebody works on: focus areas, and the small steps in them."""

from datetime import date
from typing import Annotated, Any

from fastapi import Depends, Request
from starlette.responses import Response

from cti.access import Permission
from cti.api.callers import Caller, of
from cti.api.shapes import PathId
from cti.caseload.casework.focus_areas import FocusArea
from cti.caseload.casework.network import NetworkMember
from cti.errors import NotThere
from cti.phases import SUPPORTED, Phase
from cti.usecases import casework
from cti.usecases.focus import add_step, change_step, steps_of
from cti.usecases.meeting_conflicts import FOCUS
from dashboards.pages.person_edit import Choices, Field
from dashboards.routes.person_editing import (
    Editing,
    Now,
    ask,
    day_said,
    editing_casework,
    keep,
    number_of,
    saved,
)
from dashboards.site.forms import Form, Posted
from dashboards.site.routing import pages

person_focus = pages("/people/{person_id}")

Changes = Annotated[
    Caller, Depends(of(Permission.PERSON_CHANGE, "people", "person_id"))
]

MOST = 200
NONE_YET = ""
PHASES: Choices = tuple((phase.value, phase.label) for phase in SUPPORTED)


@person_focus.get("/focus-areas/new")
def ask_focus(
    request: Request,
    caller: Changes,
) -> Response:
    """Ask what somebody would like to work on."""
    return ask(request, caller, _new_focus(caller))


@person_focus.post("/focus-areas/new")
def begin_focus(
    request: Request, caller: Changes, person_id: PathId, form: Posted
) -> Response:
    """Let somebody begin to work on something."""
    editing = _new_focus(caller)
    phase = form.one_of(
        "phase", {each.value: each for each in SUPPORTED}, needed="Choose a phase"
    )
    said = _said_of_focus(form, editing)

    def act(_: str) -> None:
        area = FocusArea(
            person_id=person_id,
            phase=phase or Phase.PRE_CTI,
            words=said["words"] or "",
            strengths=said["strengths"] or "",
            held_by=said["held_by"],
            celebration=said["celebration"] or "",
            began_on=caller.on,
        )
        casework.keep(caller.store, caller.actor, caller.person, area, at=caller.at)

    return keep(request, caller, editing, form, act)


@person_focus.get("/focus-areas/{focus_area_id}")
def ask_of_focus(request: Request, caller: Changes, focus_area_id: PathId) -> Response:
    """Ask what is said of a focus area now."""
    return ask(request, caller, _focus(caller, focus_area_id))


@person_focus.post("/focus-areas/{focus_area_id}")
def change_focus(
    request: Request,
    caller: Changes,
    focus_area_id: PathId,
    form: Posted,
) -> Response:
    """Let a focus area be as it is said now; that includes its end."""
    editing = _focus(caller, focus_area_id)
    said, ended_on = _said_of_focus(form, editing), form.day("ended_on")

    def act(version: str) -> None:
        casework.become(
            caller.store,
            caller.actor,
            caller.person,
            FocusArea,
            focus_area_id,
            version=number_of(version),
            at=caller.at,
            **said,
            ended_on=ended_on,
        )

    return keep(request, caller, editing, form, act)


@person_focus.post("/focus-areas/{focus_area_id}/steps")
def begin_step(
    request: Request,
    caller: Changes,
    focus_area_id: PathId,
    form: Posted,
) -> Response:
    """Add a small step."""
    words = form.line("words", needed="Write what the step is", most=400)

    def act(_: str) -> None:
        add_step(
            caller.store,
            caller.actor,
            caller.person,
            focus_area_id,
            words=words,
            at=caller.at,
        )

    return keep(request, caller, _new_step(caller, focus_area_id), form, act)


@person_focus.post("/focus-areas/{focus_area_id}/steps/{step_id}")
def mark_step(
    caller: Changes,
    person_id: PathId,
    focus_area_id: PathId,
    step_id: PathId,
    form: Posted,
) -> Response:
    """Say that a step is done, or that it is ahead after all."""
    done_on: date | None = caller.on if form.value("done") == "yes" else None
    steps = steps_of(caller.store, caller.person, focus_area_id)
    step = next((each for each in steps if each.row_id == step_id), None)
    if step is None:
        raise NotThere(kind="focus_steps")
    if (step.what.done_on is None) is (done_on is None):
        # Somebody else has said the same a moment ago: it is as it was meant.
        return saved(person_id, f"focus-{focus_area_id}")
    change_step(
        caller.store,
        caller.actor,
        caller.person,
        focus_area_id,
        step_id,
        words=step.what.words,
        done_on=done_on,
        version=number_of(form.value("version")),
        at=caller.at,
    )
    return saved(person_id, f"focus-{focus_area_id}")


def _new_focus(caller: Caller) -> Editing:
    return editing_casework(
        caller,
        "focus-areas/new",
        kept=lambda: Now(values={}, version=NONE_YET),
        title="Something new to work on",
        lead="One to three things in each phase: few, and done together.",
        fields=(
            *_focus_fields(caller),
            Field(kind="select", name="phase", label="In which phase?", choices=PHASES),
        ),
        about=FOCUS,
        row_id=caller.person.person_id,
        part="focus",
    )


def _focus(caller: Caller, focus_area_id: str) -> Editing:
    def now() -> Now:
        there = casework.one_of(caller.store, FocusArea, caller.person, focus_area_id)
        area = there.what
        said = {
            "words": (area.words,),
            "strengths": (area.strengths,),
            "celebration": (area.celebration,),
            "held_by": (area.held_by or "",),
            "ended_on": day_said(area.ended_on),
        }
        return Now(values=said, version=str(there.version))

    return editing_casework(
        caller,
        f"focus-areas/{focus_area_id}",
        kept=now,
        title="What you work on",
        lead="Change the words, who holds it with this person, or let it come to its "
        "end.",
        fields=(
            *_focus_fields(caller),
            Field(
                kind="day",
                name="ended_on",
                label="Since when is it no longer worked on?",
                hint="Leave it empty while it is.",
            ),
        ),
        about=FOCUS,
        row_id=focus_area_id,
        part=f"focus-{focus_area_id}",
    )


def _new_step(caller: Caller, focus_area_id: str) -> Editing:
    return editing_casework(
        caller,
        f"focus-areas/{focus_area_id}/steps",
        kept=lambda: Now(values={}, version=NONE_YET),
        title="A small step",
        lead="Small enough to be done by the next meeting.",
        fields=(Field(name="words", label="What would be a next small step?"),),
        about=FOCUS,
        row_id=focus_area_id,
        part=f"focus-{focus_area_id}",
    )


def _focus_fields(caller: Caller) -> tuple[Field, ...]:
    found = casework.all_of(
        caller.store, NetworkMember, caller.person, after=None, limit=MOST
    )
    network = tuple(
        (each.row_id, each.what.known_as)
        for each in found.items
        if each.what.ended_on is None
    )
    return (
        Field(
            kind="text",
            name="strengths",
            label="What do you bring to it?",
            hint="Strengths come first: what you know, can, or have done before.",
        ),
        Field(
            kind="text",
            name="words",
            label="What would you like to work on?",
            hint="As the person says it.",
        ),
        Field(
            kind="select",
            name="held_by",
            label="Who around you holds it with you?",
            choices=(("", "Nobody yet"), *network),
        ),
        Field(name="celebration", label="How will you celebrate it?"),
    )


def _said_of_focus(form: Form, editing: Editing) -> dict[str, Any]:
    choices = next(each for each in editing.fields if each.name == "held_by").choices
    known = {value: value or None for value, _ in choices}
    return {
        "strengths": form.text("strengths", needed="Write what they bring to it"),
        "words": form.text("words", needed="Write what it is, as the person says it"),
        "held_by": form.one_of("held_by", known, needed="Choose one of the list"),
        "celebration": form.line("celebration"),
    }
