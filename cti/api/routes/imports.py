"""Bring a caseload as a workbook: look at it, decide, apply it, undo it; and export."""

from typing import Annotated

from fastapi import Depends, File, Query, UploadFile
from pydantic import Field
from starlette.responses import Response

from cti.access import Permission
from cti.api.callers import Caller, of
from cti.api.planning_shapes import PlanDay, Whom
from cti.api.shapes import Day, Line, Moment, PathId, RowId, Sent, Told
from cti.api.subject import subject
from cti.api.versions import SeenVersion, tag
from cti.usecases import importing, workbooks
from cti.usecases.import_decisions import decide_on_rows
from cti.usecases.importing import ImportReview

imports = subject("imports")

Brings = Annotated[
    Caller, Depends(of(Permission.CASELOAD_IMPORT, "services", "service_id"))
]
Handles = Annotated[
    Caller, Depends(of(Permission.CASELOAD_IMPORT, "imports", "import_id"))
]
Exports = Annotated[
    Caller, Depends(of(Permission.CASELOAD_EXPORT, "services", "service_id"))
]

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_TO_MEND = 500
"""So many rows are told, and how many there are in all."""

MOST_DECISIONS = 1000

FromDay = Annotated[
    PlanDay | None, Query(description="The day from which it holds; else today.")
]


class PossibleMatch(Told):
    """Somebody new who may be somebody known under another id: people decide."""

    new_external_id: Annotated[str, Field(examples=["P900"])]
    known: Whom
    because: Annotated[str, Field(examples=["the same name and team"])]


class Decided(Told):
    """What was decided about somebody new."""

    new_external_id: str
    is_known_as: Annotated[
        str | None, Field(description="The id they had; null for somebody new indeed.")
    ]


class Import(Told):
    """A caseload somebody brought, and what applying it would do, or has done."""

    id: RowId
    service_id: RowId
    version: Annotated[
        int,
        Field(
            description="Of the import and of its service: another one once anybody has"
            " changed either."
        ),
    ]
    state: Annotated[str, Field(examples=["staged"])]
    called: Annotated[str, Field(examples=["team.xlsx"])]
    on: Annotated[Day, Field(description="The day from which it holds.")]
    digest: str
    staged_at: Moment
    staged_by: RowId
    applied_at: Moment | None
    new: Annotated[int, Field(description="People, referrals and workers added.")]
    changed: Annotated[int, Field(description="How many are otherwise in something.")]
    other: Annotated[int, Field(description="Other rows: travel times, team events.")]
    undecided: list[PossibleMatch]
    decided: list[Decided]
    to_mend: Annotated[
        list[str],
        Field(
            description=f"Rows that were left out, and why: {MOST_TO_MEND} at most.",
            examples=[["people, row 5, transition_on: there is no 31 February."]],
        ),
    ]
    to_mend_in_all: int


class Decision(Sent):
    """Who somebody new is."""

    new_external_id: Annotated[Line, Field(min_length=1, examples=["P900"])]
    person_id: Annotated[
        RowId | None, Field(description="The person it is; null for somebody new.")
    ]


class Decisions(Sent):
    """What is decided about those who may be somebody known."""

    decisions: Annotated[list[Decision], Field(min_length=1, max_length=MOST_DECISIONS)]


@imports.post(
    "/services/{service_id}/imports", status_code=201, summary="Bring a caseload"
)
def bring(
    caller: Brings,
    service_id: PathId,
    file: Annotated[UploadFile, File(description="A workbook (.xlsx).")],
    response: Response,
    on: FromDay = None,
) -> Import:
    """Read a workbook and stage it: nothing is changed until it is applied.

    Rows that need mending are left out and told of. What no single row is to blame for
    is refused, with everything to mend in `more`.
    """
    found = workbooks.bring_workbook(
        caller.store,
        service_id,
        file.file.read(),
        called=file.filename or "",
        on=on or caller.on,
        author_id=caller.actor.account_id,
        at=caller.at,
    )
    response.headers["Location"] = f"/api/imports/{found.staged.id}"
    return _told(response, found)


@imports.get("/imports/{import_id}", summary="What applying it would do")
def one(caller: Handles, import_id: PathId, response: Response) -> Import:
    """Return a caseload somebody brought, and what applying it would do now."""
    return _now(caller, import_id, response)


@imports.put("/imports/{import_id}/decisions", summary="Decide who is known already")
def decide(
    caller: Handles,
    import_id: PathId,
    said: Decisions,
    seen: SeenVersion,
    response: Response,
) -> Import:
    """Say who is somebody known already, and who is new; more may be decided later."""
    found = decide_on_rows(
        caller.store,
        import_id,
        {each.new_external_id: each.person_id for each in said.decisions},
        version=seen,
        author_id=caller.actor.account_id,
        at=caller.at,
    )
    return _told(response, found)


@imports.post("/imports/{import_id}/application", summary="Apply it")
def apply(
    caller: Handles, import_id: PathId, seen: SeenVersion, response: Response
) -> Import:
    """Make the service's caseload say what was brought, all of it or nothing.

    Where somebody has changed anything of the service since it was looked at, nothing
    is applied: look at it again, so that nobody is overruled unseen.
    """
    importing.apply_import(
        caller.store,
        import_id,
        version=seen,
        author_id=caller.actor.account_id,
        at=caller.at,
    )
    return _now(caller, import_id, response)


@imports.post("/imports/{import_id}/undoing", summary="Undo it")
def undo(
    caller: Handles, import_id: PathId, seen: SeenVersion, response: Response
) -> Import:
    """Make everything what it was before it was applied, within seven days.

    Where somebody has changed any of it since, nothing is undone.
    """
    importing.take_back(
        caller.store,
        import_id,
        version=seen,
        author_id=caller.actor.account_id,
        at=caller.at,
    )
    return _now(caller, import_id, response)


@imports.delete("/imports/{import_id}", status_code=204, summary="Put it away")
def drop(caller: Handles, import_id: PathId, seen: SeenVersion) -> None:
    """Put away a caseload that is not to be applied."""
    importing.drop_import(
        caller.store,
        import_id,
        version=seen,
        author_id=caller.actor.account_id,
        at=caller.at,
    )


@imports.get(
    "/services/{service_id}/export",
    summary="The caseload as a workbook",
    response_class=Response,
    responses={
        200: {
            "description": "A workbook that can be brought again.",
            "content": {WORKBOOK: {"schema": {"type": "string", "format": "binary"}}},
        }
    },
)
def export(caller: Exports, service_id: PathId, on: FromDay = None) -> Response:
    """Return everything the service keeps in its spreadsheet, as it is on a day.

    Nothing in it is taken for a formula. The audit says who took it.
    """
    day = on or caller.on
    data = workbooks.export_workbook(
        caller.store,
        service_id,
        on=day,
        author_id=caller.actor.account_id,
        at=caller.at,
    )
    named = f'attachment; filename="caseload-{day.isoformat()}.xlsx"'
    return Response(data, media_type=WORKBOOK, headers={"Content-Disposition": named})


def _now(caller: Caller, import_id: str, response: Response) -> Import:
    found = importing.look_at(
        caller.store, import_id, author_id=caller.actor.account_id, at=caller.at
    )
    return _told(response, found)


def _told(response: Response, found: ImportReview) -> Import:
    staged = found.staged
    tag(response, found.version)
    return Import(
        id=staged.id,
        service_id=staged.service_id,
        version=found.version,
        state=staged.state.value,
        called=staged.called,
        on=staged.on,
        digest=staged.digest,
        staged_at=staged.staged_at,
        staged_by=staged.staged_by,
        applied_at=staged.applied_at,
        new=found.new,
        changed=found.changed,
        other=found.other,
        undecided=[
            PossibleMatch(
                new_external_id=each.new,
                known=Whom(id=found.rows.get(each.known), external_id=each.known),
                because=each.because,
            )
            for each in found.undecided
        ],
        decided=[
            Decided(new_external_id=new, is_known_as=None if known == new else known)
            for new, known in sorted(staged.decisions.items())
        ],
        to_mend=[*found.to_mend[:MOST_TO_MEND]],
        to_mend_in_all=len(found.to_mend),
    )
