"""Workers: who there is, when they work and are away; what is changed of one."""

from datetime import date
from typing import Annotated, Any

from fastapi import Depends, Query
from pydantic import Field
from starlette.responses import Response

from cti.access import Permission
from cti.api.callers import Caller, Needs, of
from cti.api.paging import Asked, cut, read_cursor
from cti.api.shapes import (
    UNSAID,
    Change,
    Day,
    Line,
    Load,
    Name,
    Page,
    PathId,
    RowId,
    Sent,
    Told,
    exact,
    sce,
)
from cti.api.subject import subject
from cti.api.versions import SeenVersion, tag
from cti.api.week import Week, hours_of, week_of
from cti.usecases import workers as usecases
from cti.usecases.workers import PatternSeen, WorkerSeen

workers = subject("workers")

Lists = Annotated[Caller, Depends(Needs(Permission.SERVICE_READ))]
Reads = Annotated[Caller, Depends(of(Permission.SERVICE_READ, "workers", "worker_id"))]
Plans = Annotated[Caller, Depends(of(Permission.CASELOAD_READ, "workers", "worker_id"))]
Changes = Annotated[
    Caller, Depends(of(Permission.WORKER_CHANGE, "workers", "worker_id"))
]

InService = Annotated[
    Caller, Depends(of(Permission.WORKER_CHANGE, "services", "service_id"))
]
GivesRoles = Annotated[Caller, Depends(Needs(Permission.ACCOUNT_READ))]

Post = Annotated[
    Load,
    Field(le=1.5, description="Share of a full-time post.", examples=[0.6]),
]
Words = Annotated[
    list[Annotated[Name, Field(examples=["Polish"])]], Field(max_length=50)
]


class WorkingTold(Told):
    """What is planned with, of one worker."""

    external_id: Annotated[
        str, Field(description="As their service knows them.", examples=["W01"])
    ]
    fte: Annotated[float, Field(description="Share of a full-time post.")]
    ceiling: Annotated[
        float | None,
        Field(description="SCE agreed with them; null for the service's, by fte."),
    ]
    starts_on: Annotated[date | None, Field(description="Null for who is here.")]
    leaves_on: Annotated[
        date | None, Field(description="First day no longer here; null for who stays.")
    ]
    accepts_new: bool
    languages: list[str]
    specialisms: list[str]
    gender: str | None
    locality: str | None
    works: Annotated[Week, Field(description="The hours of this week.")]


class WorkerTold(Told):
    """A worker, in as much as this account may see."""

    id: RowId
    service_id: RowId
    name: Annotated[str, Field(examples=["Alex"])]
    team: Annotated[str, Field(examples=["Riverside"])]
    is_listed: Annotated[
        bool, Field(description="Whether they are on the list of their service.")
    ]
    working: Annotated[
        WorkingTold | None, Field(description="Null for who may see the name alone.")
    ]

    @classmethod
    def of(cls, seen: WorkerSeen) -> "WorkerTold":
        """Tell of a worker."""
        return cls(
            id=seen.id,
            service_id=seen.service_id,
            name=seen.name,
            team=seen.team,
            is_listed=seen.is_listed,
            working=_working(seen),
        )


class WorkersAsked(Asked):
    """Which workers are asked for."""

    name: Annotated[Line, Field(description="A part of what they are called.")] = ""
    service_id: RowId | None = None
    team: Line | None = None
    is_listed: Annotated[
        bool, Field(description="False for those on no list any more.")
    ] = True


class WorkerNamed(Told):
    """A worker, with nothing but the accounts they sign in with."""

    id: RowId
    name: Annotated[str, Field(examples=["Alex"])]
    account_ids: Annotated[
        list[RowId], Field(description="Empty for who has no account as this worker.")
    ]


class WorkerWanted(Sent):
    """Somebody who is to support people."""

    external_id: Annotated[
        Name | None,
        Field(
            examples=["W07"], description="As their service knows them; null for any."
        ),
    ] = None
    name: Annotated[Name, Field(examples=["Alex"])]
    team: Annotated[Name, Field(examples=["Riverside"])]
    fte: Post = 1
    ceiling: Annotated[
        Load | None,
        Field(description="SCE agreed with them; null for the service's, by fte."),
    ] = None
    starts_on: Day | None = None
    leaves_on: Day | None = None
    accepts_new: bool = True
    languages: Words = Field(default_factory=list)
    specialisms: Words = Field(default_factory=list)
    gender: Name | None = None
    locality: Name | None = None
    works: Annotated[Week, Field(description="The hours of their weeks.")]

    def said(self) -> dict[str, Any]:
        """Return what is to be kept, beside their id and hours."""
        named = type(self).model_fields.keys() - {"external_id", "works"}
        return _kept({name: getattr(self, name) for name in named})


class WorkerChange(Change):
    """What is to be so of a worker; what is not named stays as it is."""

    name: Annotated[Name, Field(examples=["Alex"])] = UNSAID
    team: Annotated[Name, Field(examples=["Riverside"])] = UNSAID
    fte: Post = UNSAID
    ceiling: Load | None = UNSAID
    starts_on: Day | None = UNSAID
    leaves_on: Day | None = UNSAID
    accepts_new: bool = UNSAID
    languages: Words = UNSAID
    specialisms: Words = UNSAID
    gender: Name | None = UNSAID
    locality: Name | None = UNSAID

    def said(self) -> dict[str, Any]:
        """Return what is to be different, as it is kept."""
        return _kept(super().said())


class PatternTold(Told):
    """Hours of the week, for a time."""

    id: RowId
    from_on: Annotated[date | None, Field(description="Null for from long ago.")]
    to_on: Annotated[
        date | None, Field(description="The first day after; null for onwards.")
    ]
    works: Week

    @classmethod
    def of(cls, seen: PatternSeen) -> "PatternTold":
        """Tell of hours."""
        return cls(
            id=seen.id,
            from_on=seen.from_on,
            to_on=seen.to_on,
            works=week_of(seen.works),
        )


class PatternSaid(Sent):
    """When somebody works, from a day on."""

    from_on: Day
    works: Week


@workers.get("/workers", summary="Workers")
def some_workers(
    caller: Lists, asked: Annotated[WorkersAsked, Query()]
) -> Page[WorkerTold]:
    """Return workers this account may know of, by name."""
    found = usecases.some_workers(
        caller.store,
        caller.actor,
        usecases.WhichWorkers(
            name=asked.name,
            service_id=asked.service_id,
            team=asked.team,
            is_listed=asked.is_listed,
        ),
        on=caller.on,
        after=read_cursor(asked.after),
        limit=asked.limit + 1,
    )
    page, then = cut(found, asked.limit, lambda each: (each.name, each.id))
    return Page(items=[WorkerTold.of(each) for each in page], next=then)


@workers.post(
    "/services/{service_id}/workers",
    status_code=201,
    summary="Let somebody new support people",
)
def add_worker(
    caller: InService, service_id: PathId, said: WorkerWanted, response: Response
) -> WorkerTold:
    """Add a worker with their hours; whoever gives roles ties an account to them."""
    worker_id = usecases.add_worker(
        caller.store,
        caller.actor,
        service_id,
        external_id=said.external_id,
        said=said.said(),
        works=hours_of(said.works),
        at=caller.at,
    )
    response.headers["Location"] = f"/api/workers/{worker_id}"
    return _tell(caller, worker_id, response)


@workers.get(
    "/services/{service_id}/workers/names", summary="The names of a service's workers"
)
def worker_names(
    caller: GivesRoles, service_id: PathId, asked: Annotated[Asked, Query()]
) -> Page[WorkerNamed]:
    """Return its workers by name, for those who tie accounts to them."""
    found = usecases.worker_names(
        caller.store,
        service_id,
        after=read_cursor(asked.after),
        limit=asked.limit + 1,
    )
    page, then = cut(found, asked.limit, lambda each: (each.name, each.id))
    return Page(items=[WorkerNamed.model_validate(each) for each in page], next=then)


@workers.get("/workers/{worker_id}", summary="A worker")
def one_worker(caller: Reads, worker_id: PathId, response: Response) -> WorkerTold:
    """Return a worker, in as much as this account may see."""
    return _tell(caller, worker_id, response)


@workers.patch("/workers/{worker_id}", summary="Let something else be so of a worker")
def change_worker(
    caller: Changes,
    worker_id: PathId,
    seen: SeenVersion,
    said: WorkerChange,
    response: Response,
) -> WorkerTold:
    """Change what is named; the rest stays."""
    usecases.change_worker(
        caller.store,
        caller.actor,
        worker_id,
        seen=seen,
        said=said.said(),
        at=caller.at,
    )
    return _tell(caller, worker_id, response)


@workers.get("/workers/{worker_id}/patterns", summary="When a worker works")
def patterns(caller: Plans, worker_id: PathId) -> list[PatternTold]:
    """Return the hours of a worker's weeks, from first to last."""
    found = usecases.patterns(caller.store, caller.actor, worker_id, on=caller.on)
    return [PatternTold.of(each) for each in found]


@workers.put("/workers/{worker_id}/patterns", summary="Let a worker work other hours")
def put_pattern(
    caller: Changes,
    worker_id: PathId,
    seen: SeenVersion,
    said: PatternSaid,
    response: Response,
) -> WorkerTold:
    """Let other hours hold from a day on; what was to be later is so no longer."""
    usecases.put_pattern(
        caller.store,
        caller.actor,
        worker_id,
        hours_of(said.works),
        from_on=said.from_on,
        seen=seen,
        at=caller.at,
    )
    return _tell(caller, worker_id, response)


def _kept(said: dict[str, Any]) -> dict[str, Any]:
    """Return what is said of a worker as it is kept."""
    for name in ("fte", "ceiling"):
        if said.get(name) is not None:
            said[name] = exact(said[name])
    for name in ("languages", "specialisms"):
        if name in said:
            said[name] = frozenset(said[name])
    return said


def _working(seen: WorkerSeen) -> WorkingTold | None:
    worker = seen.worker
    if worker is None or seen.external_id is None:
        return None
    return WorkingTold(
        external_id=seen.external_id,
        fte=float(worker.fte),
        ceiling=None if worker.ceiling is None else sce(worker.ceiling),
        starts_on=worker.starts_on,
        leaves_on=worker.leaves_on,
        accepts_new=worker.accepts_new,
        languages=sorted(worker.languages),
        specialisms=sorted(worker.specialisms),
        gender=worker.gender,
        locality=worker.locality,
        works=week_of(worker.works),
    )


def _tell(caller: Caller, worker_id: str, response: Response) -> WorkerTold:
    now = usecases.one_worker(caller.store, caller.actor, worker_id, on=caller.on)
    if now.seen.worker is not None:
        tag(response, now.version)
    return WorkerTold.of(now.seen)
