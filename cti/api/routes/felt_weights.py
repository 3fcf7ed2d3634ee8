"""What workers say of how heavy their work feels, beside what is counted."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response
from pydantic import Field, Strict

from cti.access import Permission
from cti.api.callers import Caller, of
from cti.api.kept import Versioned, changed, flat, made
from cti.api.paging import USUAL_PAGE, After, Limit, next_of, read_cursor
from cti.api.shapes import Day, Page, PathId, RowId, Sent, Text
from cti.api.subject import subject
from cti.api.versions import SeenVersion
from cti.caseload.casework import felt_weights as casework
from cti.usecases.feeling import felt_of, say_felt, talk_about

felt_weights: APIRouter = subject("felt weights")

Reads = Annotated[Caller, Depends(of(Permission.SUPPORT_READ, "people", "person_id"))]
Says = Annotated[Caller, Depends(of(Permission.CONTACT_WRITE, "people", "person_id"))]
Changes = Annotated[
    Caller, Depends(of(Permission.PERSON_CHANGE, "people", "person_id"))
]
ReadsAll = Annotated[
    Caller, Depends(of(Permission.CASELOAD_READ, "services", "service_id"))
]
SaysOfAll = Annotated[
    Caller, Depends(of(Permission.REVIEW_WRITE, "services", "service_id"))
]

WITH_SOMEBODY = "/people/{person_id}/felt-weights"
OF_ALL = "/services/{service_id}/felt-weights"

Feels = Annotated[casework.Feels, Strict(strict=False), Field(examples=["heavier"])]


class Felt(Versioned):
    """A worker's word that work feels heavier, or lighter, than it counts.

    It changes no number: it is something to talk about.
    """

    worker_id: RowId
    person_id: Annotated[
        RowId | None, Field(description="With whom; null for the whole caseload.")
    ]
    feels: Feels
    words: Annotated[str, Field(examples=["Many calls in the evening"])]
    said_on: Day
    talked_on: Annotated[Day | None, Field(description="Null while that is owed.")]


class SaidOfWork(Sent):
    """How work feels to whoever does it."""

    feels: Feels
    words: Annotated[Text, Field(examples=["Many calls in the evening"])] = ""


class Talked(Sent):
    """When it was talked about."""

    talked_on: Annotated[Day | None, Field(description="Null if it was not.")]


@felt_weights.get(WITH_SOMEBODY, summary="How the work with somebody feels")
def felt_with(
    caller: Reads, person_id: PathId, limit: Limit = USUAL_PAGE, after: After = None
) -> Page[Felt]:
    """Return what workers said of their work with somebody, the first in front."""
    return _page(caller, person_id, limit, after)


@felt_weights.post(
    WITH_SOMEBODY, status_code=201, summary="Say how the work with somebody feels"
)
def feel_with(
    caller: Says, person_id: PathId, said: SaidOfWork, response: Response
) -> Felt:
    """Say that the work with somebody feels heavier, or lighter, than it counts."""
    where = f"/api/people/{person_id}/felt-weights"
    return _say(caller, person_id, said, where, response)


@felt_weights.put(
    f"{WITH_SOMEBODY}/{{felt_id}}", summary="Say that it was talked about"
)
def talk_of(
    caller: Changes,
    person_id: PathId,
    felt_id: PathId,
    said: Talked,
    version: SeenVersion,
    response: Response,
) -> Versioned:
    """Say on which day it was talked about; what was said stays."""
    return _talk(caller, person_id, felt_id, said, version, response)


@felt_weights.get(OF_ALL, summary="How whole caseloads feel")
def felt_of_all(
    caller: ReadsAll, limit: Limit = USUAL_PAGE, after: After = None
) -> Page[Felt]:
    """Return what workers said of their whole caseloads, the first in front."""
    return _page(caller, None, limit, after)


@felt_weights.post(OF_ALL, status_code=201, summary="Say how my caseload feels")
def feel_of_all(
    caller: SaysOfAll, service_id: PathId, said: SaidOfWork, response: Response
) -> Felt:
    """Say that one's whole caseload feels heavier, or lighter, than it counts."""
    where = f"/api/services/{service_id}/felt-weights"
    return _say(caller, None, said, where, response)


@felt_weights.put(f"{OF_ALL}/{{felt_id}}", summary="Say that it was talked about")
def talk_of_all(
    caller: SaysOfAll,
    felt_id: PathId,
    said: Talked,
    version: SeenVersion,
    response: Response,
) -> Versioned:
    """Say on which day it was talked about; what was said stays."""
    return _talk(caller, None, felt_id, said, version, response)


def _page(
    caller: Caller, person_id: str | None, limit: int, after: str | None
) -> Page[Felt]:
    part = felt_of(
        caller.store,
        caller.service_id,
        person_id=person_id,
        after=read_cursor(after),
        limit=limit,
    )
    items = [Felt.model_validate(flat(each)) for each in part.items]
    return Page(items=items, next=next_of(part.ends))


def _say(
    caller: Caller,
    person_id: str | None,
    said: SaidOfWork,
    where: str,
    response: Response,
) -> Felt:
    kept = say_felt(
        caller.store,
        caller.actor,
        caller.service_id,
        person_id=person_id,
        feels=said.feels,
        words=said.words,
        on=caller.on,
        at=caller.at,
    )
    return Felt.model_validate(made(response, where, kept))


def _talk(
    caller: Caller,
    person_id: str | None,
    felt_id: str,
    said: Talked,
    version: int,
    response: Response,
) -> Versioned:
    kept = talk_about(
        caller.store,
        caller.actor,
        caller.service_id,
        felt_id,
        person_id=person_id,
        on=said.talked_on,
        version=version,
        at=caller.at,
    )
    return changed(response, kept)
