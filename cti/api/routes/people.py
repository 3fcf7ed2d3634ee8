"""People: who there is, in as much as one may see; what is changed of one."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from fastapi import Depends, Query
from pydantic import Field
from starlette.responses import Response

from cti.access import Permission
from cti.api.callers import Caller, Needs, of
from cti.api.paging import Asked, cut, read_cursor
from cti.api.people_shapes import (
    WAITING,
    PauseSaid,
    PersonChange,
    PersonTold,
    TransitionSaid,
)
from cti.api.shapes import Line, Moment, Page, PathId, RowId, Told
from cti.api.subject import subject
from cti.api.versions import SeenVersion, tag
from cti.caseload.people import Status
from cti.phases import Phase
from cti.usecases import people as usecases

people = subject("people", "/people")

Lists = Annotated[Caller, Depends(Needs(Permission.PERSON_READ))]
Reads = Annotated[Caller, Depends(of(Permission.PERSON_READ, "people", "person_id"))]
Plans = Annotated[Caller, Depends(of(Permission.PLANNING_READ, "people", "person_id"))]
Changes = Annotated[
    Caller, Depends(of(Permission.PERSON_CHANGE, "people", "person_id"))
]


class PeopleAsked(Asked):
    """Which people are asked for.

    Of whom the card alone may be seen, nobody is found by what is not on it.
    """

    name: Annotated[Line, Field(description="A part of what they are known as.")] = ""
    service_id: RowId | None = None
    worker_id: Annotated[
        RowId | None, Field(description="Who works with them today.")
    ] = None
    team: Line | None = None
    status: Literal["open", "paused", "closed", "waiting"] | None = None
    phase: Annotated[Phase | None, Field(description="Where they are today.")] = None

    def whom(self) -> usecases.Whom:
        """Return whom that is."""
        waits = self.status == WAITING
        return usecases.Whom(
            name=self.name,
            service_id=self.service_id,
            worker_id=self.worker_id,
            team=self.team,
            status=None if waits or self.status is None else Status(self.status),
            is_waiting=waits,
            phase=self.phase,
        )


class Said(Told):
    """What was said before, by whom and when."""

    at: Moment
    author_id: RowId
    before: Annotated[
        Mapping[str, Any] | None, Field(description="Null for what is new.")
    ]
    after: Annotated[
        Mapping[str, Any] | None, Field(description="Null for what was taken away.")
    ]


@people.get("", summary="People")
def some_people(
    caller: Lists, asked: Annotated[PeopleAsked, Query()]
) -> Page[PersonTold]:
    """Return people this account may know of, by name."""
    found = usecases.some_people(
        caller.store,
        caller.actor,
        asked.whom(),
        on=caller.on,
        after=read_cursor(asked.after),
        limit=asked.limit + 1,
    )
    page, then = cut(found, asked.limit, lambda each: (each.known_as, each.id))
    return Page(items=[PersonTold.of(each) for each in page], next=then)


@people.get("/{person_id}", summary="A person")
def one_person(caller: Reads, person_id: PathId, response: Response) -> PersonTold:
    """Return somebody, in as much as this account may see.

    Who may see what a plan is made from is told the version of it.
    """
    return _tell(caller, person_id, response)


@people.patch("/{person_id}", summary="Let something else be so of a person")
def change_person(
    caller: Changes,
    person_id: PathId,
    seen: SeenVersion,
    said: PersonChange,
    response: Response,
) -> PersonTold:
    """Change what is named; the rest stays. Who is closed has no worker from today."""
    own, wishes, not_workers = said.in_columns()
    usecases.change_person(
        caller.store,
        caller.actor,
        person_id,
        seen=seen,
        said=own,
        wishes=wishes,
        not_workers=not_workers,
        on=caller.on,
        at=caller.at,
    )
    return _tell(caller, person_id, response)


@people.put("/{person_id}/transition", summary="Say when somebody moved, or will")
def put_transition(
    caller: Changes,
    person_id: PathId,
    seen: SeenVersion,
    said: TransitionSaid,
    response: Response,
) -> PersonTold:
    """Say the day of the move into the community; the phases count from it."""
    usecases.put_transition(
        caller.store,
        caller.actor,
        person_id,
        seen=seen,
        happened_on=said.happened_on,
        expected_on=said.expected_on,
        on=caller.on,
        at=caller.at,
    )
    return _tell(caller, person_id, response)


@people.get("/{person_id}/transition/history", summary="What was said of it before")
def transitions_said(
    caller: Plans, person_id: PathId, asked: Annotated[Asked, Query()]
) -> Page[Said]:
    """Return what was said of the transition date, newest first."""
    found = usecases.transitions_said(
        caller.store,
        caller.service_id,
        person_id,
        after=read_cursor(asked.after),
        limit=asked.limit + 1,
    )
    page, then = cut(found, asked.limit, lambda each: each.place)
    return Page(items=[Said.model_validate(each) for each in page], next=then)


@people.put("/{person_id}/pause", summary="Let somebody's support wait")
def put_pause(
    caller: Changes,
    person_id: PathId,
    seen: SeenVersion,
    said: PauseSaid,
    response: Response,
) -> PersonTold:
    """Begin a pause, or change its days; the phases go on counting."""
    usecases.put_pause(
        caller.store,
        caller.actor,
        person_id,
        seen=seen,
        from_on=said.from_on,
        review_on=said.review_on,
        on=caller.on,
        at=caller.at,
    )
    return _tell(caller, person_id, response)


@people.delete("/{person_id}/pause", summary="Let somebody's support go on")
def end_pause(
    caller: Changes, person_id: PathId, seen: SeenVersion, response: Response
) -> PersonTold:
    """End a pause; support goes on today."""
    usecases.end_pause(
        caller.store, caller.actor, person_id, seen=seen, on=caller.on, at=caller.at
    )
    return _tell(caller, person_id, response)


def _tell(caller: Caller, person_id: str, response: Response) -> PersonTold:
    now = usecases.one_person(caller.store, caller.actor, person_id, on=caller.on)
    if now.seen.planning is not None:
        tag(response, now.version)
    return PersonTold.of(now.seen)
