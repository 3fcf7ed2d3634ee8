"""Calendars for phones: one's own, those of a person, and what a phone fetches."""

from typing import Annotated

from fastapi import Depends, Request
from pydantic import Field
from starlette.responses import Response

from cti.access import Permission
from cti.api.callers import Caller, Open, of, own
from cti.api.house import house_of
from cti.api.once import TOLD_ONCE
from cti.api.shapes import Moment, PathId, RowId, Sent, Told
from cti.api.subject import subject
from cti.usecases import my_calendars, their_calendars
from cti.usecases.calendars import OpenedFeed, fetch_calendar

calendars = subject("calendars")

Mine = Annotated[Caller, Depends(own(Permission.CALENDAR_READ))]
WorksWith = Annotated[Caller, Depends(of(Permission.VIEW_SHARE, "people", "person_id"))]

TO_FETCH = Open("a phone cannot sign in: whoever knows the secret address may fetch it")


class CalendarFile(Response):
    """A calendar as phones read it."""

    media_type = "text/calendar; charset=utf-8"


class Feed(Told):
    """A calendar that a phone may fetch, until it expires or is revoked."""

    id: Annotated[RowId, Field(validation_alias="feed_id")]
    service_id: RowId
    with_names: Annotated[
        bool, Field(description="Whether it names who is met.", examples=[False])
    ]
    opened_at: Moment
    expires_at: Moment
    revoked_at: Moment | None
    used_at: Annotated[
        Moment | None, Field(description="When it was last fetched, to the hour.")
    ]


class TheirFeedWanted(Sent):
    """A calendar of a person's own contacts."""

    with_names: Annotated[
        bool, Field(description="Whether it names who is met.", examples=[False])
    ] = False


class FeedWanted(TheirFeedWanted):
    """A calendar of one's own contacts."""

    service_id: Annotated[
        RowId | None,
        Field(description="Needed by who works in more than one service."),
    ] = None


class FeedTold(Told):
    """Where a phone fetches a calendar, told this once."""

    id: RowId
    address: Annotated[
        str, Field(examples=["https://planner.example.org/api/calendars/….ics"])
    ]


@calendars.get("/me/calendars", summary="My calendars")
def my_feeds(caller: Mine) -> list[Feed]:
    """Return every calendar this account ever opened, the newest first."""
    found = my_calendars.my_feeds(caller.store, caller.actor)
    return [Feed.model_validate(each) for each in found]


@calendars.post(
    "/me/calendars",
    status_code=201,
    summary="Open a calendar for my phone",
    openapi_extra=TOLD_ONCE,
)
def open_mine(caller: Mine, said: FeedWanted, response: Response) -> FeedTold:
    """Open a calendar of one's own contacts, for a year; it names nobody unless asked.

    Whoever knows its address may fetch it, so it is told this once.
    """
    opened = my_calendars.open_mine(
        caller.store,
        caller.actor,
        service_id=said.service_id,
        with_names=said.with_names,
        at=caller.at,
    )
    response.headers["Location"] = "/api/me/calendars"
    return _told_once(caller, opened)


@calendars.delete(
    "/me/calendars/{feed_id}", status_code=204, summary="End a calendar of mine"
)
def revoke_mine(caller: Mine, feed_id: PathId) -> None:
    """End a calendar at once; a phone that fetches it finds nothing."""
    my_calendars.revoke_mine(caller.store, caller.actor, feed_id, at=caller.at)


@calendars.get("/people/{person_id}/calendars", summary="The calendars of a person")
def their_feeds(caller: WorksWith, person_id: PathId) -> list[Feed]:
    """Return every calendar a person ever had, the newest first."""
    found = their_calendars.their_feeds(caller.store, person_id)
    return [Feed.model_validate(each) for each in found]


@calendars.post(
    "/people/{person_id}/calendars",
    status_code=201,
    summary="Open a calendar for somebody who wishes one",
    openapi_extra=TOLD_ONCE,
)
def open_theirs(
    caller: WorksWith, person_id: PathId, said: TheirFeedWanted, response: Response
) -> FeedTold:
    """Open a calendar of their own contacts, for a year; it names nobody unless asked.

    Whoever knows its address may fetch it: tell it to them alone. It ends with their
    support, or when somebody who works with them ends it.
    """
    opened = their_calendars.open_theirs(
        caller.store,
        caller.actor,
        person_id,
        with_names=said.with_names,
        at=caller.at,
    )
    response.headers["Location"] = f"/api/people/{person_id}/calendars"
    return _told_once(caller, opened)


@calendars.delete(
    "/people/{person_id}/calendars/{feed_id}",
    status_code=204,
    summary="End a calendar of a person",
)
def revoke_theirs(caller: WorksWith, person_id: PathId, feed_id: PathId) -> None:
    """End a calendar at once; a phone that fetches it finds nothing."""
    their_calendars.revoke_theirs(
        caller.store, caller.actor, person_id, feed_id, at=caller.at
    )


@calendars.get(
    "/calendars/{secret}.ics",
    summary="Fetch a calendar",
    dependencies=[Depends(TO_FETCH)],
    response_class=CalendarFile,
)
def fetch(secret: str, request: Request) -> CalendarFile:
    """Return a calendar as phones read it (RFC 5545).

    Any other address is answered alike, whether there ever was such a calendar or not.
    """
    house = house_of(request)
    data = fetch_calendar(house.store, secret, at=house.clock())
    return CalendarFile(data, headers={"Cache-Control": "private"})


def _told_once(caller: Caller, opened: OpenedFeed) -> FeedTold:
    where = f"{caller.house.address}/api/calendars/{opened.secret}.ics"
    return FeedTold(id=opened.feed_id, address=where)
