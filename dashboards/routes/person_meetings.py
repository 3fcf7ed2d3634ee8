"""Forms about the meetings of somebody and their network: when, and who came."""

from datetime import datetime
from typing import Annotated

from fastapi import Depends, Request
from starlette.responses import Response

from cti.access import Permission
from cti.api.callers import Caller, of
from cti.api.shapes import PathId
from cti.caseload.casework.network import NetworkMeeting, NetworkMember
from cti.errors import BreaksARule, ChangedMeanwhile
from cti.phases import TIMED
from cti.usecases import casework
from cti.usecases.knowing import MOST
from cti.usecases.meeting_conflicts import MEETINGS
from cti.usecases.network import guests_of, meetings_of, say_meeting
from dashboards.pages.person_edit import Choices, Field
from dashboards.pages.person_parts import meeting_title
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

person_meetings = pages("/people/{person_id}/network-meetings")

Changes = Annotated[
    Caller, Depends(of(Permission.PERSON_CHANGE, "people", "person_id"))
]

LEAD = (
    "At the end of each phase the person and those around them come together: look at "
    "what was done, celebrate it, and agree who holds what from now on."
)
PLANNED = (
    Field(
        kind="day",
        name="planned_on",
        label="On which day do you come together?",
        hint="For example 27/3/2027. Leave it empty while that is open.",
    ),
    Field(name="planned_time", label="At what time?", hint="For example 14:00"),
)
CAME_OF_IT = (
    Field(
        kind="text",
        name="agreed",
        label="What did you agree?",
        hint="Who holds what with you from now on, and whom you ring.",
    ),
    Field(kind="text", name="celebrated", label="What did you celebrate, and how?"),
)
HELD = Field(
    kind="day",
    name="held_on",
    label="On which day did you come together?",
    hint="Leave it empty while it is ahead.",
)
ALREADY = "There is a meeting at the end of this phase already."


@person_meetings.get("/new")
def ask_when(request: Request, caller: Changes) -> Response:
    """Ask when somebody and their network come together."""
    return ask(request, caller, _new(caller))


@person_meetings.post("/new")
def add_meeting(
    request: Request, caller: Changes, person_id: PathId, form: Posted
) -> Response:
    """Add the meeting at the end of a phase; there is one for each."""
    editing = _new(caller)
    phases = {each.value: each for each in TIMED}
    phase = form.one_of("phase", phases, needed="Choose the phase it ends")
    planned_at = _planned(form)

    def act(_: str) -> None:
        meeting = NetworkMeeting(
            person_id=person_id, phase=phase or TIMED[0], planned_at=planned_at
        )
        try:
            casework.keep(
                caller.store, caller.actor, caller.person, meeting, at=caller.at
            )
        except ChangedMeanwhile as error:
            raise BreaksARule(ALREADY, hint="Go back, and change that one.") from error

    return keep(request, caller, editing, form, act)


@person_meetings.get("/{meeting_id}")
def ask_how(request: Request, caller: Changes, meeting_id: PathId) -> Response:
    """Ask how a meeting was, or is to be."""
    return ask(request, caller, _meeting(caller, meeting_id))


@person_meetings.post("/{meeting_id}")
def change_meeting(
    request: Request, caller: Changes, meeting_id: PathId, form: Posted
) -> Response:
    """Let a meeting be as it is said now, and who came to it."""
    planned_at, held_on = _planned(form), form.day("held_on")
    if held_on and held_on > caller.on:
        form.refuse("held_on", "This day is to come: say it when you have met")
    agreed, celebrated = form.text("agreed"), form.text("celebrated")
    came = frozenset(form.values("came"))

    def act(version: str) -> None:
        say_meeting(
            caller.store,
            caller.actor,
            caller.person,
            meeting_id,
            version=number_of(version),
            planned_at=planned_at,
            held_on=held_on,
            agreed=agreed,
            celebrated=celebrated,
            came=came,
            at=caller.at,
        )

    return keep(request, caller, _meeting(caller, meeting_id), form, act)


def _new(caller: Caller) -> Editing:
    found = meetings_of(caller.store, caller.person, after=None, limit=MOST).items
    there = {each.meeting.what.phase for each in found}
    open_phases = tuple(
        (phase.value, phase.label) for phase in TIMED if phase not in there
    )
    phase = Field(
        kind="select",
        name="phase",
        label="At the end of which phase?",
        choices=open_phases or tuple((each.value, each.label) for each in TIMED),
    )
    return editing_casework(
        caller,
        "network-meetings/new",
        kept=lambda: Now(values={}, version=""),
        title="Plan a network meeting",
        lead=LEAD,
        fields=(phase, *PLANNED),
        about=MEETINGS,
        row_id=caller.person.person_id,
        part="network",
    )


def _meeting(caller: Caller, meeting_id: str) -> Editing:
    store, person = caller.store, caller.person
    there = casework.one_of(store, NetworkMeeting, person, meeting_id)
    guests = guests_of(store, person, meeting_id)
    came = tuple(each.what.network_member_id for each in guests)

    def now() -> Now:
        kept = casework.one_of(store, NetworkMeeting, person, meeting_id)
        planned = kept.what.planned_at
        said = {
            "planned_on": day_said(planned.date() if planned else None),
            "planned_time": (f"{planned:%H:%M}",) if planned else (),
            "held_on": day_said(kept.what.held_on),
            "agreed": (kept.what.agreed,),
            "celebrated": (kept.what.celebrated,),
            "came": tuple(
                each.what.network_member_id
                for each in guests_of(store, person, meeting_id)
            ),
        }
        return Now(values=said, version=str(kept.version))

    return editing_casework(
        caller,
        f"network-meetings/{meeting_id}",
        kept=now,
        title=meeting_title(there.what),
        lead=LEAD,
        fields=(*PLANNED, HELD, *_who_came(caller, came), *CAME_OF_IT),
        about=MEETINGS,
        row_id=meeting_id,
        part="network",
    )


def _who_came(caller: Caller, came: tuple[str, ...]) -> tuple[Field, ...]:
    """Return who can be said to have come; nothing where nobody is around them yet."""
    found = casework.all_of(
        caller.store, NetworkMember, caller.person, after=None, limit=MOST
    )
    members: Choices = tuple(
        (each.row_id, each.what.known_as)
        for each in found.items
        if each.what.ended_on is None or each.row_id in came
    )
    if not members:
        return ()
    label = "Who came? Leave out who did not."
    return (Field(kind="ticks", name="came", label=label, choices=members),)


def _planned(form: Form) -> datetime | None:
    day, time = form.day("planned_on"), form.time("planned_time")
    if day is None and form.value("planned_time").strip():
        form.refuse("planned_on", "Enter the day as well")
    if day and not form.value("planned_time").strip():
        form.refuse("planned_time", "Enter the time as well, such as 14:00")
    return datetime.combine(day, time) if day and time else None
