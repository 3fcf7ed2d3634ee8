"""Overloads of the plan in force, and what somebody answered to them."""

from typing import Annotated

from fastapi import Depends, Query, Response
from pydantic import ConfigDict, Field, Strict

from cti.access import Permission
from cti.api.callers import Caller, of
from cti.api.kept import Versioned
from cti.api.shapes import AN_ID, Day, Moment, PathId, RowId, Sent, Text, Told, sce
from cti.api.subject import subject
from cti.api.versions import SeenVersion, tag
from cti.caseload.casework import overloads as casework
from cti.caseload.casework.overloads import OverloadTask
from cti.usecases.overloads import (
    OverloadSeen,
    answer_in,
    finish_task,
    overloads_in,
    tasks_to_do,
)

overloads = subject("overloads", "/services/{service_id}/overloads")

Reads = Annotated[Caller, Depends(of(Permission.PLAN_READ, "services", "service_id"))]
Answers = Annotated[
    Caller, Depends(of(Permission.OVERLOAD_ANSWER, "services", "service_id"))
]

Kind = Annotated[
    casework.AnswerKind, Strict(strict=False), Field(examples=["pause intake"])
]
Until = Annotated[
    Day | None,
    Field(
        description="The first day on which an accepted overload needs another answer; "
        "null for an answer of another kind."
    ),
]


class Answer(Told):
    """What somebody answered; it stays as it was said."""

    kind: Kind
    until_on: Until
    words: Annotated[str, Field(examples=["Bo is back on Tuesday"])]
    answered_by: Annotated[RowId, Field(description="The account of who answered.")]
    answered_at: Moment


class Overload(Versioned):
    """Weeks in a row in which a worker holds more than was agreed."""

    worker_id: RowId
    from_on: Day
    to_on: Annotated[Day, Field(description="The last day, inclusive.")]
    over: Annotated[float, Field(description="The most it is over, SCE.", examples=[2])]
    is_owed: Annotated[
        bool, Field(description="Whether somebody has to answer it, or to do so again.")
    ]
    answers: Annotated[
        list[Answer], Field(description="In order; the last one counts.")
    ]


class NewTask(Sent):
    """Who sees to an answer, a worker or a leader who is none, and by when."""

    owner_id: Annotated[
        RowId | None, Field(description="The worker who sees to it.")
    ] = None
    account_id: Annotated[
        RowId | None, Field(description="The account of the leader who does, if any.")
    ] = None
    due_on: Day


class NewAnswer(Sent):
    """What is done about an overload."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "kind": "accept until",
                    "until_on": "2026-12-07",
                    "words": "Bo is back on Tuesday",
                    "task": {"owner_id": AN_ID, "due_on": "2026-11-30"},
                }
            ]
        }
    )

    kind: Kind
    until_on: Until = None
    words: Annotated[Text, Field(examples=["Bo is back on Tuesday"])] = ""
    task: Annotated[
        NewTask | None, Field(description="Null for nobody in particular.")
    ] = None


class Task(Versioned):
    """What somebody sees to because a worker is over what was agreed."""

    owner_id: Annotated[RowId | None, Field(description="The worker who sees to it.")]
    account_id: Annotated[
        RowId | None, Field(description="The account of the leader who does, if any.")
    ]
    due_on: Day
    is_late: Annotated[bool, Field(description="Whether it should have been done.")]
    worker_id: Annotated[RowId, Field(description="Who is over.")]
    from_on: Day
    to_on: Annotated[Day, Field(description="The last day they are, inclusive.")]
    kind: Kind
    words: Annotated[str, Field(examples=["Bo is back on Tuesday"])]


@overloads.get("", summary="Overloads of the plan in force")
def all_overloads(
    caller: Reads,
    service_id: PathId,
    owed: Annotated[
        bool | None, Query(description="Only those owed an answer; or only the others.")
    ] = None,
) -> list[Overload]:
    """Return the overloads of the plan in force in order of time, with every answer."""
    found = overloads_in(caller.store, service_id, on=caller.on)
    return [_told(each) for each in found if owed in (None, each.is_owed)]


@overloads.post("/{overload_id}/answers", status_code=201, summary="Answer an overload")
def answer(
    caller: Answers,
    service_id: PathId,
    overload_id: PathId,
    said: NewAnswer,
    version: SeenVersion,
    response: Response,
) -> Versioned:
    """Answer an overload: move somebody, pause intake, add cover, or accept it until.

    It stays as it was said; a new answer supersedes it, and who sees to it. Of two who
    answer the same version, the second is told that somebody was quicker.
    """
    answer_in(
        caller.store,
        caller.actor,
        service_id,
        overload_id,
        kind=said.kind,
        until_on=said.until_on,
        words=said.words,
        version=version,
        at=caller.at,
        task=None if said.task is None else OverloadTask(**said.task.model_dump()),
    )
    tag(response, version + 1)
    response.headers["Location"] = f"/api/services/{service_id}/overloads"
    return Versioned(id=overload_id, version=version + 1)


@overloads.get("/tasks", summary="What is still to do about overloads")
def all_tasks(caller: Reads, service_id: PathId) -> list[Task]:
    """Return who still sees to which overload, what is due first in front."""
    return [
        Task(
            id=each.id,
            version=each.version,
            owner_id=each.task.owner_id,
            account_id=each.task.account_id,
            due_on=each.task.due_on,
            is_late=each.task.is_late_on(caller.on),
            worker_id=each.worker_id,
            from_on=each.from_on,
            to_on=each.to_on,
            kind=each.kind,
            words=each.words,
        )
        for each in tasks_to_do(caller.store, service_id)
    ]


@overloads.post("/tasks/{task_id}/done", summary="Say that it is done")
def done(
    caller: Answers,
    service_id: PathId,
    task_id: PathId,
    version: SeenVersion,
    response: Response,
) -> Versioned:
    """Say that what was to do about an overload is done; it is carried until then."""
    finish_task(
        caller.store,
        caller.actor,
        service_id,
        task_id,
        version=version,
        on=caller.on,
        at=caller.at,
    )
    tag(response, version + 1)
    return Versioned(id=task_id, version=version + 1)


def _told(seen: OverloadSeen) -> Overload:
    overload = seen.overload
    return Overload(
        id=overload.overload_id,
        version=seen.version,
        worker_id=overload.worker_id,
        from_on=overload.from_on,
        to_on=overload.to_on,
        over=sce(overload.over),
        is_owed=seen.is_owed,
        answers=[Answer.model_validate(each) for each in seen.answers],
    )
