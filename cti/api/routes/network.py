"""The people around somebody, and the meetings at which they come together."""

from typing import Annotated

from fastapi import Depends, Response
from pydantic import Field, Strict

from cti.access import Permission
from cti.api.callers import Caller, of
from cti.api.kept import Versioned, changed, flat, made, tagged
from cti.api.paging import USUAL_PAGE, After, Limit, next_of, read_cursor
from cti.api.shapes import Day, Line, Page, PathId, RowId, Sent, Text, Told, WallClock
from cti.api.subject import subject
from cti.api.versions import SeenVersion
from cti.caseload.casework import network as casework
from cti.phases import Phase
from cti.usecases.casework import all_of, become, keep, one_of
from cti.usecases.network import (
    MeetingWithGuests,
    add_guest,
    guests_of,
    meetings_of,
    remove_guest,
)

network = subject("network", "/people/{person_id}")

Reads = Annotated[Caller, Depends(of(Permission.SUPPORT_READ, "people", "person_id"))]
Changes = Annotated[
    Caller, Depends(of(Permission.PERSON_CHANGE, "people", "person_id"))
]

Tie = Annotated[casework.Tie, Strict(strict=False), Field(examples=["family"])]
APhase = Annotated[
    Phase,
    Strict(strict=False),
    Field(description="One, two or three; it ends with it.", examples=["one"]),
]


class Member(Versioned):
    """Somebody in a person's network."""

    known_as: Annotated[
        str, Field(description="What the person calls them.", examples=["Grandma"])
    ]
    tie: Tie
    reached_by: Annotated[
        str,
        Field(
            description="How they would like to be reached.",
            examples=["A ring on Sunday morning"],
        ),
    ]
    ended_on: Annotated[
        Day | None,
        Field(description="The first day they are no longer part of it, if any."),
    ]


class NewMember(Sent):
    """Somebody who is part of a person's network."""

    known_as: Annotated[Line, Field(min_length=1, examples=["Grandma"])]
    tie: Tie
    reached_by: Annotated[Line, Field(examples=["A ring on Sunday morning"])] = ""


class SaidOfMember(NewMember):
    """What is said of somebody in a network; all of it."""

    ended_on: Day | None = None


class Guest(Told):
    """Somebody of the network who came to a meeting."""

    id: RowId
    network_member_id: RowId


class Meeting(Versioned):
    """The meeting of a person and their network at the end of a phase."""

    phase: APhase
    planned_at: Annotated[
        WallClock | None, Field(description="Null while that is open.")
    ]
    held_on: Annotated[Day | None, Field(description="Null while it is ahead.")]
    agreed: Annotated[str, Field(examples=["Grandma rings on Sundays"])]
    celebrated: Annotated[str, Field(examples=["Ten weeks of cooking"])]
    guests: list[Guest]


class NewMeeting(Sent):
    """A meeting at the end of a phase."""

    phase: APhase
    planned_at: WallClock | None = None


class SaidOfMeeting(Sent):
    """What is said of a meeting; all of it."""

    planned_at: WallClock | None = None
    held_on: Day | None = None
    agreed: Annotated[Text, Field(examples=["Grandma rings on Sundays"])] = ""
    celebrated: Annotated[Text, Field(examples=["Ten weeks of cooking"])] = ""


class Came(Sent):
    """Somebody who came to a meeting."""

    network_member_id: RowId


@network.get("/network", summary="The people around somebody")
def members(
    caller: Reads, limit: Limit = USUAL_PAGE, after: After = None
) -> Page[Member]:
    """Return everybody in somebody's network, by what they are called.

    Those who are no longer part of it are among them.
    """
    part = all_of(
        caller.store,
        casework.NetworkMember,
        caller.person,
        after=read_cursor(after),
        limit=limit,
    )
    items = [Member.model_validate(flat(each)) for each in part.items]
    return Page(items=items, next=next_of(part.ends))


@network.post("/network", status_code=201, summary="Add somebody to a network")
def add_member(
    caller: Changes, person_id: PathId, said: NewMember, response: Response
) -> Member:
    """Say that somebody is part of a person's network."""
    member = casework.NetworkMember(person_id=person_id, **said.model_dump())
    kept = keep(caller.store, caller.actor, caller.person, member, at=caller.at)
    where = f"/api/people/{person_id}/network"
    return Member.model_validate(made(response, where, kept))


@network.get("/network/{member_id}", summary="Somebody in a network")
def one_member(caller: Reads, member_id: PathId, response: Response) -> Member:
    """Return somebody in a person's network."""
    kept = one_of(caller.store, casework.NetworkMember, caller.person, member_id)
    return Member.model_validate(tagged(response, kept))


@network.put("/network/{member_id}", summary="Change somebody in a network")
def change_member(
    caller: Changes,
    member_id: PathId,
    said: SaidOfMember,
    version: SeenVersion,
    response: Response,
) -> Versioned:
    """Let somebody in a network be as it is said now; that they leave it, too."""
    kept = become(
        caller.store,
        caller.actor,
        caller.person,
        casework.NetworkMember,
        member_id,
        version=version,
        at=caller.at,
        **said.model_dump(),
    )
    return changed(response, kept)


@network.get("/network-meetings", summary="Meetings of a network")
def meetings(
    caller: Reads, limit: Limit = USUAL_PAGE, after: After = None
) -> Page[Meeting]:
    """Return the meetings of somebody and their network, with who came."""
    part = meetings_of(
        caller.store, caller.person, after=read_cursor(after), limit=limit
    )
    items = [_with_guests(each) for each in part.items]
    return Page(items=items, next=next_of(part.ends))


@network.post("/network-meetings", status_code=201, summary="Add a network meeting")
def add_meeting(
    caller: Changes, person_id: PathId, said: NewMeeting, response: Response
) -> Meeting:
    """Add the meeting at the end of a phase; there is one for each."""
    meeting = casework.NetworkMeeting(person_id=person_id, **said.model_dump())
    kept = keep(caller.store, caller.actor, caller.person, meeting, at=caller.at)
    where = f"/api/people/{person_id}/network-meetings"
    return Meeting.model_validate({**made(response, where, kept), "guests": []})


@network.get("/network-meetings/{meeting_id}", summary="A network meeting")
def one_meeting(caller: Reads, meeting_id: PathId, response: Response) -> Meeting:
    """Return a meeting of somebody and their network, with who came."""
    store, person = caller.store, caller.person
    kept = one_of(store, casework.NetworkMeeting, person, meeting_id)
    tagged(response, kept)
    guests = guests_of(store, person, meeting_id)
    return _with_guests(MeetingWithGuests(meeting=kept, guests=guests))


@network.put("/network-meetings/{meeting_id}", summary="Change a network meeting")
def change_meeting(
    caller: Changes,
    meeting_id: PathId,
    said: SaidOfMeeting,
    version: SeenVersion,
    response: Response,
) -> Versioned:
    """Let a meeting be as it is said now: when it is, and what came of it."""
    kept = become(
        caller.store,
        caller.actor,
        caller.person,
        casework.NetworkMeeting,
        meeting_id,
        version=version,
        at=caller.at,
        **said.model_dump(),
    )
    return changed(response, kept)


@network.post(
    "/network-meetings/{meeting_id}/guests",
    status_code=201,
    summary="Say who came to a network meeting",
)
def came(
    caller: Changes,
    person_id: PathId,
    meeting_id: PathId,
    said: Came,
    response: Response,
) -> Guest:
    """Say that somebody of the network came to a meeting."""
    kept = add_guest(
        caller.store,
        caller.actor,
        caller.person,
        meeting_id,
        said.network_member_id,
        at=caller.at,
    )
    where = f"/api/people/{person_id}/network-meetings/{meeting_id}/guests"
    return Guest.model_validate(made(response, where, kept))


@network.delete(
    "/network-meetings/{meeting_id}/guests/{guest_id}",
    status_code=204,
    summary="Take back who came to a network meeting",
)
def did_not_come(caller: Changes, meeting_id: PathId, guest_id: PathId) -> None:
    """Take back that somebody came to a meeting."""
    remove_guest(
        caller.store, caller.actor, caller.person, meeting_id, guest_id, at=caller.at
    )


def _with_guests(found: MeetingWithGuests) -> Meeting:
    guests = [flat(guest) for guest in found.guests]
    return Meeting.model_validate({**flat(found.meeting), "guests": guests})
