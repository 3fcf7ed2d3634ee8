"""Absences: when workers are away, or have a smaller caseload."""

from datetime import date
from typing import Annotated

from fastapi import Depends, Query
from pydantic import Field
from starlette.responses import Response

from cti.access import Permission
from cti.api.callers import Caller, of
from cti.api.paging import Asked, cut, read_cursor
from cti.api.shapes import UNSAID, Change, Day, Name, Page, PathId, RowId, Sent, Told
from cti.api.subject import subject
from cti.api.versions import SeenVersion, tag
from cti.usecases import workers as usecases
from cti.usecases.workers import AbsenceSeen

absences = subject("absences")

Reads = Annotated[Caller, Depends(of(Permission.CASELOAD_READ, "workers", "worker_id"))]
Adds = Annotated[Caller, Depends(of(Permission.WORKER_CHANGE, "workers", "worker_id"))]
ReadsOne = Annotated[
    Caller, Depends(of(Permission.CASELOAD_READ, "absences", "absence_id"))
]
Changes = Annotated[
    Caller, Depends(of(Permission.WORKER_CHANGE, "absences", "absence_id"))
]

Kind = Annotated[
    Name,
    Field(
        description="In a word or two; why is nobody's business.", examples=["leave"]
    ),
]
Reduction = Annotated[
    int,
    Field(
        ge=0,
        le=100,
        description="Per cent off the ceiling. 0 is leave: away, and the caseload "
        "stays; 100 is away with nobody held; between, at work with fewer people.",
        examples=[0],
    ),
]
LastDay = Annotated[Day, Field(description="The last day; it is one of them.")]


class AbsenceTold(Told):
    """Time away, or with a smaller caseload."""

    id: RowId
    version: Annotated[int, Field(description="Its ETag.", examples=[1])]
    worker_id: RowId
    from_on: date
    to_on: LastDay
    kind: Kind
    load_reduction: Reduction

    @classmethod
    def of(cls, seen: AbsenceSeen) -> "AbsenceTold":
        """Tell of an absence."""
        return cls(
            id=seen.id,
            version=seen.version,
            worker_id=seen.absence.worker_id,
            from_on=seen.absence.from_on,
            to_on=seen.absence.to_on,
            kind=seen.absence.kind,
            load_reduction=seen.absence.load_reduction,
        )


class AbsenceSaid(Sent):
    """Time in which a worker is to be away, or to have a smaller caseload."""

    from_on: Day
    to_on: LastDay
    kind: Kind
    load_reduction: Reduction = 0


class AbsenceChange(Change):
    """What is to be so of an absence; what is not named stays as it is."""

    from_on: Day = UNSAID
    to_on: LastDay = UNSAID
    kind: Kind = UNSAID
    load_reduction: Reduction = UNSAID


class AbsencesAsked(Asked):
    """Which absences are asked for."""

    since: Annotated[
        Day | None, Field(description="Only those that last until then or longer.")
    ] = None


@absences.get("/workers/{worker_id}/absences", summary="When a worker is away")
def some_absences(
    caller: Reads, worker_id: PathId, asked: Annotated[AbsencesAsked, Query()]
) -> Page[AbsenceTold]:
    """Return a worker's absences, by their first day."""
    found = usecases.absences(
        caller.store,
        caller.actor,
        worker_id,
        on=caller.on,
        since=asked.since,
        after=read_cursor(asked.after),
        limit=asked.limit + 1,
    )
    page, then = cut(
        found, asked.limit, lambda each: (each.absence.from_on.isoformat(), each.id)
    )
    return Page(items=[AbsenceTold.of(each) for each in page], next=then)


@absences.post(
    "/workers/{worker_id}/absences",
    status_code=201,
    summary="Say when a worker is away",
)
def add_absence(
    caller: Adds, worker_id: PathId, said: AbsenceSaid, response: Response
) -> AbsenceTold:
    """Add an absence of a worker."""
    absence_id = usecases.add_absence(
        caller.store, caller.actor, worker_id, said.model_dump(), at=caller.at
    )
    response.headers["Location"] = f"/api/absences/{absence_id}"
    return _tell(caller, absence_id, response)


@absences.get("/absences/{absence_id}", summary="An absence")
def one_absence(
    caller: ReadsOne, absence_id: PathId, response: Response
) -> AbsenceTold:
    """Return one absence."""
    return _tell(caller, absence_id, response)


@absences.patch("/absences/{absence_id}", summary="Let an absence be otherwise")
def change_absence(
    caller: Changes,
    absence_id: PathId,
    seen: SeenVersion,
    said: AbsenceChange,
    response: Response,
) -> AbsenceTold:
    """Change what is named; the rest stays."""
    usecases.change_absence(
        caller.store, caller.actor, absence_id, said.said(), seen=seen, at=caller.at
    )
    return _tell(caller, absence_id, response)


@absences.delete(
    "/absences/{absence_id}", status_code=204, summary="Take an absence away"
)
def remove_absence(caller: Changes, absence_id: PathId, seen: SeenVersion) -> None:
    """Let a worker be there after all."""
    usecases.remove_absence(
        caller.store, caller.actor, absence_id, seen=seen, at=caller.at
    )


def _tell(caller: Caller, absence_id: str, response: Response) -> AbsenceTold:
    seen = usecases.one_absence(caller.store, caller.actor, absence_id, on=caller.on)
    tag(response, seen.version)
    return AbsenceTold.of(seen)
