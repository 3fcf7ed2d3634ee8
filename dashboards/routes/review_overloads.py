"""Answer an overload of the plan in force."""

from dataclasses import replace
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Request
from starlette.responses import Response

from cti.access import Permission
from cti.api.callers import Caller, of
from cti.api.shapes import PathId
from cti.caseload.casework.overloads import AnswerKind
from cti.errors import BreaksARule, ChangedMeanwhile, NotThere
from cti.usecases.asking_kept import explain_overload
from cti.usecases.overloads import OverloadSeen, answer_in, overloads_in
from dashboards.pages import review_people
from dashboards.pages.review_overloads import GONE, KINDS, owed, said
from dashboards.pages.review_steps import OverloadPage
from dashboards.routes.case_review import gather, may_of
from dashboards.site.forms import Form, Posted, filled
from dashboards.site.frame import frame_of
from dashboards.site.routing import pages, see
from dashboards.site.showing import shown

review_overloads = pages("/services/{service_id}/review/overloads")

Reads = Annotated[Caller, Depends(of(Permission.PLAN_READ, "services", "service_id"))]
Answers = Annotated[
    Caller, Depends(of(Permission.OVERLOAD_ANSWER, "services", "service_id"))
]

MOST_WORDS = 2000


@review_overloads.get("/{overload_id}")
def overload(
    request: Request, caller: Reads, service_id: PathId, overload_id: PathId
) -> Response:
    """Show an overload, everything that would clear it, and a form to answer it."""
    seen = _seen(caller, service_id, overload_id)
    form = filled({"version": str(seen.version)})
    return _shown(request, caller, service_id, seen, form)


@review_overloads.post("/{overload_id}")
def answer(
    request: Request,
    caller: Answers,
    service_id: PathId,
    overload_id: PathId,
    form: Posted,
) -> Response:
    """Keep an answer; of two who answer at once, the second is told of the first."""
    seen = _seen(caller, service_id, overload_id)
    kinds = {each.value: each for each in AnswerKind}
    kind = form.one_of("kind", kinds, needed="Choose what is done about it")
    until_on = form.day("until_on") if kind is AnswerKind.ACCEPT_UNTIL else None
    words = form.text("words", most=MOST_WORDS)
    by = _by(caller, service_id, form)
    version = form.number("version", least=1, most=10**9, needed="Open it again")
    if kind is AnswerKind.ACCEPT_UNTIL and until_on is None:
        form.refuse("until_on", "Say until when it is accepted")
    if form.wrong or kind is None or version is None:
        return _shown(request, caller, service_id, seen, form, status=422)
    try:
        answer_in(
            caller.store,
            caller.actor,
            service_id,
            overload_id,
            kind=kind,
            until_on=until_on,
            words=f"{by} sees to it. {words}".strip() if by else words,
            version=version,
            at=caller.at,
        )
    except BreaksARule as error:
        form.refuse("until_on", f"{error.message} {error.hint}")
        return _shown(request, caller, service_id, seen, form, status=422)
    except ChangedMeanwhile:
        return _quicker(request, caller, service_id, overload_id, form)
    return see(f"/services/{service_id}/review?notice=answered#over")


def _quicker(
    request: Request, caller: Caller, service_id: str, overload_id: str, form: Form
) -> Response:
    """Show who was quicker, with what was filled in still there."""
    now = _seen(caller, service_id, overload_id)
    again = Form({**form.said, "version": (str(now.version),)})
    return _shown(
        request,
        caller,
        service_id,
        now,
        again,
        is_late=True,
        status=HTTPStatus.CONFLICT,
    )


def _by(caller: Caller, service_id: str, form: Form) -> str:
    """Return what whoever sees to it is called; empty where nobody was named."""
    gathered = gather(caller, service_id)
    names = dict(review_people.workers(gathered.view, gathered.opened))
    named = form.one_of("by", {"": "", **names}, needed="Choose who sees to it")
    return named or ""


def _seen(caller: Caller, service_id: str, overload_id: str) -> OverloadSeen:
    for each in overloads_in(caller.store, service_id, on=caller.on):
        if each.overload.overload_id == overload_id:
            return each
    raise NotThere(kind="overloads")


def _shown(
    request: Request,
    caller: Caller,
    service_id: str,
    seen: OverloadSeen,
    form: Form,
    *,
    is_late: bool = False,
    status: int = 200,
) -> Response:
    gathered = gather(caller, service_id)
    view, opened = gathered.view, gathered.opened
    shown_as = owed(
        view,
        opened,
        (seen,),
        name_of=gathered.name_of,
        address=gathered.address,
    )
    if not shown_as:
        raise NotThere(kind="overloads")
    explained = explain_overload(
        caller.store, opened.plan_id or "", seen.overload.overload_id
    )
    what = " ".join(each.what for each in explained.overloads)
    meanwhile = ""
    if is_late and seen.answers:
        last = said(seen.answers[-1], gathered.name_of)
        meanwhile = f"{last.by}: {last.kind}. {last.words}".strip()
    page = OverloadPage(
        address=f"{gathered.address}/overloads/{seen.overload.overload_id}",
        review_address=gathered.address,
        owed=replace(shown_as[0], message=what or GONE),
        remedies=tuple(
            each for found in explained.overloads for each in found.remedies
        ),
        kinds=KINDS,
        workers=(("", "Nobody in particular"), *review_people.workers(view, opened)),
        version=seen.version,
        may_answer=may_of(caller).answer,
        form=form,
        meanwhile=meanwhile,
    )
    return shown(page, frame_of(request, caller.actor, caller.at), status)
