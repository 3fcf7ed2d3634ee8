"""Who works with whom, who did, who is to; and how much each worker holds."""

from datetime import date
from typing import Annotated

from fastapi import Depends, Query
from pydantic import Field
from starlette.responses import Response

from cti.access import Permission
from cti.api.callers import Caller, of
from cti.api.paging import Asked, cut, read_cursor
from cti.api.shapes import Day, Page, PathId, RowId, Sent, Text, Told, sce
from cti.api.subject import subject
from cti.api.versions import SeenVersion, tag
from cti.plans.document import LoadRow
from cti.usecases import moving as usecases
from cti.usecases.holding import WorkerLoads, loads_held

assignments = subject("assignments")

InService = Annotated[
    Caller, Depends(of(Permission.CASELOAD_READ, "services", "service_id"))
]
Reads = Annotated[Caller, Depends(of(Permission.PLANNING_READ, "people", "person_id"))]
Decides = Annotated[Caller, Depends(of(Permission.PLAN_PUBLISH, "people", "person_id"))]

Weeks = Annotated[
    int, Query(ge=1, le=104, description="How many Mondays, from today on.")
]


class AssignmentTold(Told):
    """One person with one worker for a time."""

    id: RowId
    person_id: RowId
    known_as: Annotated[str, Field(examples=["Sam"])]
    worker_id: RowId
    worker: Annotated[str, Field(examples=["Alex"])]
    from_on: Annotated[date | None, Field(description="Null for from long ago.")]
    to_on: Annotated[
        date | None, Field(description="The first day after; null for onwards.")
    ]


class AssignmentsAsked(Asked):
    """Of which day it is asked."""

    day: Annotated[Day | None, Field(description="Today unless it is said.")] = None


class Move(Sent):
    """With whom somebody is to work from a day on, and why."""

    worker_id: RowId
    from_on: Annotated[
        Day, Field(description="At most 28 days ago. Who waits has started by then.")
    ]
    why: Annotated[
        Text,
        Field(
            min_length=1,
            description="Kept as a pin, so that the next plan holds to it.",
            examples=["agreed at the case review"],
        ),
    ]


class LoadTold(Told):
    """What one worker holds on one Monday."""

    week: Annotated[date, Field(description="The Monday.")]
    people: Annotated[int, Field(description="Heads.", examples=[14])]
    pre: int
    one: int
    two: int
    three: int
    sce: Annotated[float, Field(examples=[19.5])]
    ceiling: Annotated[float, Field(description="SCE agreed.", examples=[20])]
    over: Annotated[float, Field(description="SCE above it; 0 at it.", examples=[0])]

    @classmethod
    def of(cls, row: LoadRow) -> "LoadTold":
        """Tell what is held."""
        return cls(
            week=row.week,
            people=row.people,
            pre=row.pre,
            one=row.one,
            two=row.two,
            three=row.three,
            sce=sce(row.sce),
            ceiling=sce(row.ceiling),
            over=sce(row.over),
        )


class WorkerLoadsTold(Told):
    """What one worker holds on each Monday."""

    worker_id: RowId
    worker: Annotated[str, Field(examples=["Alex"])]
    team: Annotated[str, Field(examples=["Riverside"])]
    weeks_over: Annotated[int, Field(description="On how many Mondays.", examples=[0])]
    loads: list[LoadTold]

    @classmethod
    def of(cls, held: WorkerLoads) -> "WorkerLoadsTold":
        """Tell what a worker holds."""
        return cls(
            worker_id=held.worker_id,
            worker=held.worker.name,
            team=held.worker.team,
            weeks_over=held.weeks_over,
            loads=[LoadTold.of(each) for each in held.loads],
        )


class Caseload(Told):
    """How much each worker of a service holds, and how much is agreed."""

    on: date
    workers: list[WorkerLoadsTold]


@assignments.get(
    "/services/{service_id}/assignments", summary="Who works with whom in a service"
)
def assignments_on(
    caller: InService, service_id: PathId, asked: Annotated[AssignmentsAsked, Query()]
) -> Page[AssignmentTold]:
    """Return who works with whom on a day, by the person's name."""
    found = usecases.assignments_on(
        caller.store,
        caller.actor,
        service_id,
        asked.day or caller.on,
        on=caller.on,
        after=read_cursor(asked.after),
        limit=asked.limit + 1,
    )
    page, then = cut(found, asked.limit, lambda each: (each.known_as, each.id))
    return Page(items=[AssignmentTold.model_validate(each) for each in page], next=then)


@assignments.get("/services/{service_id}/caseload", summary="What each worker holds")
def caseload(caller: InService, service_id: PathId, weeks: Weeks = 12) -> Caseload:
    """Return what every worker holds Monday by Monday, in SCE and in heads.

    It is the ledger plans are judged by, of what is so and what is agreed. 20 of 20 is
    at the ceiling, not over it.
    """
    held = loads_held(caller.store, service_id, on=caller.on, weeks=weeks)
    return Caseload(on=caller.on, workers=[WorkerLoadsTold.of(each) for each in held])


@assignments.get(
    "/people/{person_id}/assignments", summary="Who has worked with a person"
)
def assignments_of(
    caller: Reads, person_id: PathId, response: Response
) -> list[AssignmentTold]:
    """Return everybody who has worked with somebody or is to, from first to last."""
    return _tell(caller, person_id, response)


@assignments.post(
    "/people/{person_id}/assignments",
    status_code=201,
    summary="Decide who works with a person",
)
def move(
    caller: Decides,
    person_id: PathId,
    seen: SeenVersion,
    said: Move,
    response: Response,
) -> list[AssignmentTold]:
    """Let somebody work with a worker from a day on, outside of a plan.

    Whoever they worked with until then no longer does, and what was to be later is so
    no longer. Somebody who waits has started, once the day has come.
    """
    usecases.move(
        caller.store,
        caller.actor,
        person_id,
        said.worker_id,
        from_on=said.from_on,
        why=said.why,
        seen=seen,
        on=caller.on,
        at=caller.at,
    )
    response.headers["Location"] = f"/api/people/{person_id}/assignments"
    return _tell(caller, person_id, response)


def _tell(caller: Caller, person_id: str, response: Response) -> list[AssignmentTold]:
    now = usecases.assignments_of(caller.store, caller.actor, person_id, on=caller.on)
    tag(response, now.version)
    return [AssignmentTold.model_validate(each) for each in now.assignments]
