"""Answer an overload of the plan in force."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Request
from starlette.responses import Response

from cti.access import Permission
from cti.api.callers import Caller, of
from cti.api.shapes import PathId
from cti.caseload.casework.overloads import AnswerKind, OverloadTask
from cti.errors import BreaksARule, ChangedMeanwhile, NotThere
from cti.usecases.asking_kept import explain_overload
from cti.usecases.overloads import (
    OverloadSeen,
    answer_in,
    finish_task,
    overloads_in,
)
from dashboards.pages import review_people
from dashboards.pages.case_review import Choices
from dashboards.pages.review_layout import Gathered
from dashboards.pages.review_overloads import GONE, KINDS, owed, said
from dashboards.pages.review_steps import OverloadPage
from dashboards.routes.case_review import USUAL_DAYS, gather, may_of
from dashboards.site.forms import Form, Posted, chosen, filled
from dashboards.site.frame import frame_of
from dashboards.site.routing import pages, see
from dashboards.site.showing import shown

review_overloads = pages("/services/{service_id}/review/overloads")

Reads = Annotated[Caller, Depends(of(Permission.PLAN_READ, "services", "service_id"))]
Answers = Annotated[
    Caller, Depends(of(Permission.OVERLOAD_ANSWER, "services", "service_id"))
]

MOST_WORDS = 2000
LEADER = "account-"
"""Before the account of a leader who is no worker, where owners are chosen from."""

Writes = Annotated[
    Caller, Depends(of(Permission.REVIEW_WRITE, "services", "service_id"))
]


@review_overloads.get("/{overload_id}")
def overload(
    request: Request, caller: Reads, service_id: PathId, overload_id: PathId
) -> Response:
    """Show an overload, everything that would clear it, and a form to answer it."""
    seen = _seen(caller, service_id, overload_id)
    due_on = caller.on + timedelta(days=USUAL_DAYS)
    due = f"{due_on.day}/{due_on.month}/{due_on.year}"
    form = filled({"version": str(seen.version), "due_on": due})
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
    task = _task(caller, service_id, form)
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
            words=words,
            task=task,
            version=version,
            at=caller.at,
        )
    except BreaksARule as error:
        form.refuse("until_on", f"{error.message} {error.hint}")
        return _shown(request, caller, service_id, seen, form, status=422)
    except ChangedMeanwhile:
        return _quicker(request, caller, service_id, overload_id, form)
    return see(f"/services/{service_id}/review?notice=answered#over")


@review_overloads.post("/tasks/{task_id}")
def done(caller: Writes, service_id: PathId, task_id: PathId, form: Posted) -> Response:
    """Say that what was answered is done; who was quicker has said so already."""
    version = form.number("version", least=1, most=10**9)
    with suppress(ChangedMeanwhile):
        finish_task(
            caller.store,
            caller.actor,
            service_id,
            task_id,
            version=version or 0,
            on=caller.on,
            at=caller.at,
        )
    return see(f"/services/{service_id}/review?notice=done#decisions")


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


def _task(caller: Caller, service_id: str, form: Form) -> OverloadTask | None:
    """Return who sees to it and by when; None where nobody was named."""
    gathered = gather(caller, service_id)
    owners = chosen(each for each, _ in _owners(gathered))
    owner = form.one_of("by", {"": "", **owners}, needed="Choose who sees to it")
    if not owner:
        return None
    due_on = form.day("due_on", needed="Say by when it is to be done")
    if due_on is None:
        return None
    if due_on < caller.on:
        form.refuse("due_on", "This day is over: choose today or a later one")
        return None
    account_id = owner.removeprefix(LEADER)
    if account_id != owner:
        return OverloadTask(account_id=account_id, due_on=due_on)
    return OverloadTask(owner_id=owner, due_on=due_on)


def _owners(gathered: Gathered) -> Choices:
    """Return who can see to it: workers, and leaders who are none."""
    leaders = tuple((f"{LEADER}{row}", name) for row, name in gathered.leaders)
    return (*review_people.workers(gathered.view, gathered.opened), *leaders)


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
        tasks=gathered.tasks,
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
        workers=(("", "Nobody in particular"), *_owners(gathered)),
        version=seen.version,
        may_answer=may_of(caller).answer,
        form=form,
        meanwhile=meanwhile,
    )
    return shown(page, frame_of(request, caller.actor, caller.at), status)
