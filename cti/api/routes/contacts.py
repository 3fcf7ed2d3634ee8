"""Contacts: what people were told of, what became of it, what nobody had planned."""

from datetime import date, datetime
from typing import Annotated

from fastapi import Depends, Query, Response
from pydantic import AfterValidator, Field, Strict

from cti.access import Permission
from cti.api.callers import Caller, of, own
from cti.api.paging import USUAL_PAGE, After, Limit, next_of, read_cursor
from cti.api.shapes import Day, Line, Page, PathId, RowId, Sent, Told, WallClock
from cti.api.subject import subject
from cti.caseload import caseload
from cti.usecases import contacts as usecases
from cti.usecases.contacts import Wanted
from cti.usecases.my_week import my_week as the_week

contacts = subject("contacts")

ReadsAll = Annotated[
    Caller, Depends(of(Permission.CASELOAD_READ, "services", "service_id"))
]
Reads = Annotated[Caller, Depends(of(Permission.PLANNING_READ, "people", "person_id"))]
Writes = Annotated[Caller, Depends(of(Permission.CONTACT_WRITE, "people", "person_id"))]
ReadsMine = Annotated[Caller, Depends(own(Permission.ME_READ))]

WITH_SOMEBODY = "/people/{person_id}/contacts"

FirstDay = Annotated[
    date | None, Query(alias="from", description="The first day, inclusive.")
]
LastDay = Annotated[
    date | None, Query(alias="to", description="The last day, inclusive.")
]
WorkerOf = Annotated[
    RowId | None,
    Query(description="Who is to make it; who made it, if nobody had planned it."),
]
ADay = Annotated[
    date | None,
    Query(
        ge=date(2000, 1, 1),
        le=date(2100, 1, 1),
        description="Any day of the week; this week unless it is said.",
    ),
]
Held = Annotated[
    WallClock, Field(ge=datetime(2000, 1, 1), examples=["2026-11-20T14:00:00"])
]
Minutes = Annotated[int, Field(ge=1, le=24 * 60, examples=[45])]
Outcome = Annotated[
    caseload.Outcome, Strict(strict=False), Field(examples=["achieved"])
]


def _of_a_plan(outcome: caseload.Outcome) -> caseload.Outcome:
    if outcome is caseload.Outcome.COLLATERAL:
        msg = "a contact with others is recorded by itself"
        raise ValueError(msg)
    return outcome


class Contact(Told):
    """A contact: planned, settled, or recorded without having been planned."""

    id: RowId
    person_id: RowId
    known_as: Annotated[str, Field(examples=["Sam"])]
    worker_id: RowId | None
    worker: Annotated[str | None, Field(examples=["Alex"])]
    at: Annotated[WallClock, Field(description="When people were told it would be.")]
    minutes: Minutes | None
    kind: Annotated[str, Field(examples=["visit"])]
    place: Annotated[str, Field(examples=["home"])]
    cover: Annotated[
        bool, Field(description="Whether another than the person's worker makes it.")
    ]
    is_planned: Annotated[bool, Field(description="Whether people were told of it.")]
    is_cancelled: Annotated[bool, Field(description="Whether it was called off.")]
    is_settled: Annotated[
        bool, Field(description="Whether it is said what became of it.")
    ]
    record_id: Annotated[
        RowId | None,
        Field(description="Null, too, for who does not see what support is about."),
    ]
    outcome: Outcome | None
    held_at: WallClock | None


class Week(Told):
    """A worker's week."""

    from_on: Annotated[Day, Field(description="Its Monday.")]
    to_on: Annotated[Day, Field(description="Its Sunday.")]
    contacts: list[Contact]


class Became(Sent):
    """What became of a contact people were told of."""

    outcome: Annotated[Outcome, AfterValidator(_of_a_plan)]
    held_at: Annotated[
        Held | None,
        Field(description="When it was held, tried or called off, if not as planned."),
    ] = None
    minutes: Minutes | None = None
    place: Annotated[
        Line | None, Field(description="Where it was, if not as planned.")
    ] = None
    worker_id: Annotated[
        RowId | None, Field(description="Who made it, if not as planned.")
    ] = None


class Unplanned(Sent):
    """A contact that nobody had planned."""

    held_at: Held
    outcome: Outcome
    kind: Annotated[
        Line,
        Field(min_length=1, description="In your own words.", examples=["phone call"]),
    ] = "visit"
    minutes: Minutes | None = None
    place: Annotated[Line, Field(examples=["home"])] = ""
    worker_id: Annotated[
        RowId | None, Field(description="Who made it; you unless it is said.")
    ] = None


class Settled(Told):
    """What became of a contact, kept."""

    contact_id: Annotated[RowId, Field(description="The contact, as lists have it.")]
    record_id: RowId


@contacts.get("/services/{service_id}/contacts", summary="Contacts of a service")
def of_a_service(
    caller: ReadsAll,
    service_id: PathId,
    from_on: FirstDay = None,
    to_on: LastDay = None,
    worker_id: WorkerOf = None,
    limit: Limit = USUAL_PAGE,
    after: After = None,
) -> Page[Contact]:
    """Return contacts in order of time, of everybody one plans with.

    What became of one is told to those who see what the support is about.
    """
    wanted = Wanted(
        service_id=service_id,
        worker_ids=(worker_id,) if worker_id else None,
        from_on=from_on,
        to_on=to_on,
    )
    return _page(caller, wanted, limit, after)


@contacts.get(WITH_SOMEBODY, summary="Contacts with somebody")
def with_somebody(
    caller: Reads,
    person_id: PathId,
    from_on: FirstDay = None,
    to_on: LastDay = None,
    worker_id: WorkerOf = None,
    limit: Limit = USUAL_PAGE,
    after: After = None,
) -> Page[Contact]:
    """Return the contacts with somebody in order of time, planned and recorded."""
    wanted = Wanted(
        person_id=person_id,
        worker_ids=(worker_id,) if worker_id else None,
        from_on=from_on,
        to_on=to_on,
    )
    return _page(caller, wanted, limit, after)


@contacts.get(f"{WITH_SOMEBODY}/{{contact_id}}", summary="A contact")
def one(caller: Reads, contact_id: PathId) -> Contact:
    """Return a contact with somebody."""
    found = usecases.contact(
        caller.store, caller.actor, caller.person, contact_id, on=caller.on
    )
    return Contact.model_validate(found)


@contacts.post(
    f"{WITH_SOMEBODY}/{{contact_id}}/outcome",
    status_code=201,
    summary="Say what became of a contact",
)
def settle(
    caller: Writes,
    person_id: PathId,
    contact_id: PathId,
    said: Became,
    response: Response,
) -> Settled:
    """Say what became of a contact people were told of; it is said once.

    Of two who say it, the second is told that somebody was quicker.
    """
    settled = usecases.settle(
        caller.store,
        caller.actor,
        caller.person,
        contact_id,
        **said.model_dump(),
        at=caller.at,
    )
    return _kept(response, person_id, settled)


@contacts.post(WITH_SOMEBODY, status_code=201, summary="Record a contact")
def record(
    caller: Writes, person_id: PathId, said: Unplanned, response: Response
) -> Settled:
    """Record a contact that nobody had planned, with somebody or with others."""
    recorded = usecases.record(
        caller.store, caller.actor, caller.person, **said.model_dump(), at=caller.at
    )
    return _kept(response, person_id, recorded)


@contacts.get("/me/week", summary="My week")
def my_week(caller: ReadsMine, week_of: ADay = None) -> Week:
    """Return what this account's worker is to do in a week; nothing if it has none."""
    week = the_week(caller.store, caller.actor, week_of or caller.on, on=caller.on)
    return Week.model_validate(week)


def _page(
    caller: Caller, wanted: Wanted, limit: int, after: str | None
) -> Page[Contact]:
    part = usecases.contacts(
        caller.store,
        caller.actor,
        wanted,
        on=caller.on,
        after=read_cursor(after),
        limit=limit,
    )
    items = [Contact.model_validate(each) for each in part.items]
    return Page(items=items, next=next_of(part.ends))


def _kept(response: Response, person_id: str, settled: usecases.Settled) -> Settled:
    where = f"/api/people/{person_id}/contacts/{settled.contact_id}"
    response.headers["Location"] = where
    return Settled.model_validate(settled)
