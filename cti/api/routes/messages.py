"""What I was told: people, handovers, meetings, overloads, notes that were opened."""

from datetime import date
from typing import Annotated

from fastapi import Depends, Query
from pydantic import Field

from cti.access import Permission
from cti.api.callers import Caller, own
from cti.api.paging import Asked, next_of, read_cursor
from cti.api.shapes import Moment, Page, PathId, RowId, Told
from cti.api.subject import subject
from cti.plans.life import MessageKind
from cti.usecases import my_messages as usecases

messages = subject("messages", "/me/messages")

Reads = Annotated[Caller, Depends(own(Permission.ME_READ))]


class MessagesAsked(Asked):
    """Which of them are asked for."""

    is_read: Annotated[
        bool | None, Field(description="Only those that are read, or are not.")
    ] = None


class MessageTold(Told):
    """Something I was told."""

    id: RowId
    service_id: RowId
    kind: Annotated[MessageKind, Field(examples=["handover"])]
    worker_id: Annotated[
        RowId | None, Field(description="I, or the worker it is about.")
    ]
    plan_id: Annotated[
        RowId | None, Field(description="Null for what somebody decided by hand.")
    ]
    person_id: RowId | None
    known_as: Annotated[
        str | None,
        Field(description="Null for a token without `person:read`.", examples=["Sam"]),
    ]
    from_on: Annotated[date, Field(description="The day from which it holds.")]
    at: Annotated[Moment, Field(description="When it was decided.")]
    read_at: Moment | None


@messages.get("", summary="What I was told")
def my_messages(
    caller: Reads, asked: Annotated[MessagesAsked, Query()]
) -> Page[MessageTold]:
    """Return what I was told as a worker and as a leader, the newest first."""
    part = usecases.my_messages(
        caller.store,
        caller.actor,
        is_read=asked.is_read,
        on=caller.on,
        after=read_cursor(asked.after),
        limit=asked.limit,
    )
    items = [MessageTold.model_validate(each) for each in part.items]
    return Page(items=items, next=next_of(part.ends))


@messages.put("/{message_id}/reading", status_code=204, summary="I have read it")
def have_read(caller: Reads, message_id: PathId) -> None:
    """Keep that I have read something I was told; once is enough."""
    usecases.have_read(
        caller.store, caller.actor, message_id, on=caller.on, at=caller.at
    )
