"""Bring a caseload from a workbook: look at it, decide, apply it, undo it; export."""

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, Query
from starlette.responses import Response

from cti.access import Permission, can
from cti.api.callers import Caller, of
from cti.api.routes.imports import WORKBOOK
from cti.api.shapes import PathId
from cti.errors import (
    BreaksARule,
    ChangedMeanwhile,
    NotNow,
    NotThere,
    UnreadableCaseload,
)
from cti.usecases import importing, workbooks
from cti.usecases.import_decisions import decide_on_rows
from cti.usecases.importing import ImportReview
from dashboards.pages.imports import NEW, bring_page, field_of, import_page
from dashboards.routes.around import Around
from dashboards.site.forms import Form, Posted
from dashboards.site.frame import Frame
from dashboards.site.routing import pages, see
from dashboards.site.showing import shown

imports = pages("/services/{service_id}/imports")

Brings = Annotated[
    Caller, Depends(of(Permission.CASELOAD_IMPORT, "services", "service_id"))
]
Handles = Annotated[
    Caller, Depends(of(Permission.CASELOAD_IMPORT, "imports", "import_id"))
]
Exports = Annotated[
    Caller, Depends(of(Permission.CASELOAD_EXPORT, "services", "service_id"))
]
Notice = Annotated[str, Query(max_length=20)]

LAST = 20
NOTICES = {
    "sound": "Nothing in this workbook needs mending. You can send it.",
    "decided": "Kept.",
    "applied": "Applied: the planner says now what the workbook says.",
    "undone": "Undone: everything is as it was before.",
    "dropped": "Put away. Nothing was changed.",
}
ANEW = "Somebody else has changed this import: look at it again, then go on"


@imports.get("")
def ask(
    caller: Brings, frame: Around, service_id: PathId, notice: Notice = ""
) -> Response:
    """Ask for a workbook, and show what was brought before."""
    return _asked(caller, frame, service_id, Form(), notice=NOTICES.get(notice, ""))


@imports.post("")
def bring(caller: Brings, frame: Around, service_id: PathId, form: Posted) -> Response:
    """Read a workbook and stage it; nothing is changed."""
    sent = form.file("file", needed="Choose a workbook")
    on = form.day("on")
    if sent is None or form.wrong:
        return _asked(caller, frame, service_id, form)
    try:
        found = workbooks.bring_workbook(
            caller.store,
            service_id,
            sent.body,
            called=sent.name,
            on=on or caller.on,
            author_id=caller.actor.account_id,
            at=caller.at,
        )
    except UnreadableCaseload as error:
        form.refuse("file", "This workbook cannot be read yet: see what to mend")
        return _asked(caller, frame, service_id, form, unread=error)
    return see(f"/services/{service_id}/imports/{found.staged.id}")


@imports.post("/mending")
def mend(caller: Brings, frame: Around, service_id: PathId, form: Posted) -> Response:
    """Hand out the rows of a workbook that need mending; nothing of it is kept."""
    sent = form.file("file", needed="Choose the workbook")
    on = form.day("on")
    if sent is None or form.wrong:
        return _asked(caller, frame, service_id, form)
    data = workbooks.mending_workbook(sent.body, on=on or caller.on)
    if data is None:
        return _asked(caller, frame, service_id, form, notice=NOTICES["sound"])
    return _file(data, "rows-to-mend.xlsx")


@imports.get("/empty")
def empty(_: Brings) -> Response:
    """Hand out an empty workbook."""
    return _file(workbooks.empty_workbook(), "empty-workbook.xlsx")


@imports.get("/workbook")
def export(caller: Exports, service_id: PathId) -> Response:
    """Hand out the caseload as a workbook; the audit says who took it."""
    data = workbooks.export_workbook(
        caller.store,
        service_id,
        on=caller.on,
        author_id=caller.actor.account_id,
        at=caller.at,
    )
    return _file(data, f"caseload-{caller.on.isoformat()}.xlsx")


@imports.get("/{import_id}")
def one(
    caller: Handles,
    frame: Around,
    service_id: PathId,
    import_id: PathId,
    notice: Notice = "",
) -> Response:
    """Show what applying it would do, or has done."""
    return _one(
        caller, frame, service_id, import_id, Form(), notice=NOTICES.get(notice, "")
    )


@imports.post("/{import_id}/decisions")
def decide(
    caller: Handles,
    frame: Around,
    service_id: PathId,
    import_id: PathId,
    form: Posted,
) -> Response:
    """Keep who is known already and who is new; more may be decided later."""
    review = _review(caller, service_id, import_id)
    asked = {str(each.new): form.value(field_of(each.new)) for each in review.undecided}
    decided = {new: None if who == NEW else who for new, who in asked.items() if who}
    if asked and not decided:
        form.refuse(field_of(next(iter(asked))), "Choose who they are")
    if form.wrong:
        return _one(caller, frame, service_id, import_id, form)

    def keep(version: int) -> None:
        decide_on_rows(
            caller.store,
            import_id,
            decided,
            version=version,
            author_id=caller.actor.account_id,
            at=caller.at,
        )

    return _done(caller, frame, (service_id, import_id), form, keep, "decided")


@imports.post("/{import_id}/application")
def apply(
    caller: Handles,
    frame: Around,
    service_id: PathId,
    import_id: PathId,
    form: Posted,
) -> Response:
    """Make the caseload say what was brought, all of it or nothing."""

    def do(version: int) -> None:
        importing.apply_import(
            caller.store,
            import_id,
            version=version,
            author_id=caller.actor.account_id,
            at=caller.at,
        )

    return _done(caller, frame, (service_id, import_id), form, do, "applied")


@imports.post("/{import_id}/undoing")
def undo(
    caller: Handles,
    frame: Around,
    service_id: PathId,
    import_id: PathId,
    form: Posted,
) -> Response:
    """Make everything what it was before."""

    def do(version: int) -> None:
        importing.take_back(
            caller.store,
            import_id,
            version=version,
            author_id=caller.actor.account_id,
            at=caller.at,
        )

    return _done(caller, frame, (service_id, import_id), form, do, "undone")


@imports.post("/{import_id}/removal")
def drop(
    caller: Handles,
    frame: Around,
    service_id: PathId,
    import_id: PathId,
    form: Posted,
) -> Response:
    """Put away what is not to be applied."""

    def do(version: int) -> None:
        importing.drop_import(
            caller.store,
            import_id,
            version=version,
            author_id=caller.actor.account_id,
            at=caller.at,
        )

    return _done(caller, frame, (service_id, import_id), form, do, "dropped")


def _done(
    caller: Caller,
    frame: Frame,
    which: tuple[str, str],
    form: Form,
    do: Callable[[int], None],
    notice: str,
) -> Response:
    """Do something about an import that is still as it was seen."""
    service_id, import_id = which
    _review(caller, service_id, import_id)
    version = form.number("version", least=0, most=999_999_999, needed=ANEW)
    if version is not None:
        try:
            do(version)
        except ChangedMeanwhile as error:
            words = ANEW if notice != "undone" else f"{error.message} {error.hint}"
            form.refuse("version", words)
        except (BreaksARule, NotNow) as error:
            form.refuse("version", f"{error.message} {error.hint}")
        else:
            return see(f"/services/{service_id}/imports/{import_id}?notice={notice}")
    return _one(caller, frame, service_id, import_id, form)


def _asked(
    caller: Caller,
    frame: Frame,
    service_id: str,
    form: Form,
    *,
    unread: UnreadableCaseload | None = None,
    notice: str = "",
) -> Response:
    page = bring_page(
        service_id,
        importing.last_imports(caller.store, service_id, most=LAST),
        form=form,
        may_export=can(caller.actor, Permission.CASELOAD_EXPORT, caller.about).allowed,
        findings=unread.findings if unread else (),
        notice=notice,
    )
    return shown(page, frame, 422 if form.wrong else 200)


def _one(
    caller: Caller,
    frame: Frame,
    service_id: str,
    import_id: str,
    form: Form,
    *,
    notice: str = "",
) -> Response:
    review = _review(caller, service_id, import_id)
    page = import_page(review, form=form, at=caller.at, notice=notice)
    return shown(page, frame, 422 if form.wrong else 200)


def _review(caller: Caller, service_id: str, import_id: str) -> ImportReview:
    found = importing.look_at(
        caller.store, import_id, author_id=caller.actor.account_id, at=caller.at
    )
    if found.staged.service_id != service_id:
        raise NotThere(kind="imports")
    return found


def _file(data: bytes, name: str) -> Response:
    named = f'attachment; filename="{name}"'
    return Response(data, media_type=WORKBOOK, headers={"Content-Disposition": named})
