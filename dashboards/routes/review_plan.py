"""The proposed plan of a case review: ask for it, decide about it, publish it."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Request
from starlette.responses import Response

from cti.access import Permission
from cti.api.callers import Caller, of
from cti.api.shapes import PathId
from cti.errors import BreaksARule, NotNow, NotThere, StalePlan
from cti.plans.life import PlanState
from cti.usecases import pinning, plans_kept, running
from cti.usecases.calling import names_of_accounts
from cti.usecases.pinning import Choice
from cti.usecases.weighing import Weighed, weigh
from dashboards.pages.review_plan import (
    caseloads_moved,
    choices_address,
    choices_said,
    choices_sent,
    chosen_otherwise,
    conflict,
    decided_words,
)
from dashboards.pages.review_steps import CaseloadsPart, RunPage
from dashboards.pages.run import run_shown
from dashboards.routes.case_review import last_run, may_of
from dashboards.site.forms import Form, Posted
from dashboards.site.frame import frame_of, is_fragment
from dashboards.site.routing import pages, see
from dashboards.site.showing import shown

review_plan = pages("/services/{service_id}/review")

Asks = Annotated[Caller, Depends(of(Permission.PLAN_MAKE, "services", "service_id"))]
Reads = Annotated[Caller, Depends(of(Permission.PLAN_READ, "runs", "run_id"))]
Cancels = Annotated[Caller, Depends(of(Permission.PLAN_MAKE, "runs", "run_id"))]
Looks = Annotated[Caller, Depends(of(Permission.PLAN_READ, "plans", "plan_id"))]
Publishes = Annotated[Caller, Depends(of(Permission.PLAN_PUBLISH, "plans", "plan_id"))]
Discards = Annotated[Caller, Depends(of(Permission.PLAN_MAKE, "plans", "plan_id"))]
Unpins = Annotated[
    Caller, Depends(of(Permission.PLAN_PUBLISH, "services", "service_id"))
]

SECONDS = 60
"""So long a meeting waits at the most: the best plan found by then is taken."""

LARGEST_REVISION = 2**31 - 1

REASON = "Decided at the case review"
SEEN_REVISION = "seen_revision"
NOTHING_LOST = "The proposed plan is kept as it is; nothing of it was published."


@review_plan.post("/runs")
def plan_again(caller: Asks, service_id: PathId) -> Response:
    """Ask for a plan, unless one is being made already."""
    run = last_run(caller, service_id)
    if run is not None and run.ended_at is None:
        return see(_run_address(service_id, run.run_id))
    return see(_run_address(service_id, _ask(caller, service_id)))


@review_plan.get("/runs/{run_id}")
def progress(
    request: Request, caller: Reads, service_id: PathId, run_id: PathId
) -> Response:
    """Show how far a run is; whoever waits is led on when it has ended."""
    _expect(caller, service_id)
    run = running.look_at_run(caller.store, run_id)
    page = RunPage(
        address=_address(service_id),
        run=run_shown(run, address=_address(service_id)),
        may_cancel=may_of(caller).plan,
    )
    answer = shown(page, frame_of(request, caller.actor, caller.at))
    if is_fragment(request) and run.ended_at is not None:
        answer.headers["HX-Redirect"] = _after(service_id, has_plan=bool(run.plan_id))
    return answer


@review_plan.post("/runs/{run_id}/cancellation")
def cancel(caller: Cancels, service_id: PathId, run_id: PathId) -> Response:
    """Cancel a run; one that has begun ends soon, with the best plan so far."""
    _expect(caller, service_id)
    running.cancel_run(caller.store, run_id, at=caller.at)
    return see(_run_address(service_id, run_id))


@review_plan.post("/plans/{plan_id}/caseloads")
def caseloads(
    request: Request,
    caller: Looks,
    service_id: PathId,
    plan_id: PathId,
    form: Posted,
) -> Response:
    """Show what the caseloads come to with what is chosen; nothing is kept."""
    _expect(caller, service_id)
    choices = choices_said(form.said)
    page = CaseloadsPart(
        address=choices_address(_address(service_id), choices),
        decided=_decided(service_id, plan_id),
        caseloads=caseloads_moved(_weighed(caller, plan_id, choices), choices),
        chosen=choices_sent(choices) if may_of(caller).publish else (),
        revision=_seen(form),
    )
    return shown(page, frame_of(request, caller.actor, caller.at))


@review_plan.post("/plans/{plan_id}/decisions")
def decide(
    request: Request,
    caller: Publishes,
    service_id: PathId,
    plan_id: PathId,
    form: Posted,
) -> Response:
    """Keep what is decided about each change, and plan again if that differs."""
    _expect(caller, service_id)
    choices, store = choices_said(form.said), caller.store
    try:
        pinned = pinning.decide(
            store,
            caller.actor,
            plan_id,
            choices,
            reason=REASON,
            seen_revision=_seen(form),
            on=caller.on,
            at=caller.at,
            name_of=names_of_accounts(store),
        )
    except StalePlan as error:
        return _conflict(request, caller, service_id, plan_id, error, choices)
    except (BreaksARule, NotNow) as error:
        stale = StalePlan(f"{error.message} {error.hint}")
        return _conflict(request, caller, service_id, plan_id, stale, choices)
    if not pinned:
        return see(f"{_address(service_id)}#plan")
    return see(_run_address(service_id, _ask(caller, service_id)))


@review_plan.post("/plans/{plan_id}/publication")
def put_in_force(
    request: Request,
    caller: Publishes,
    service_id: PathId,
    plan_id: PathId,
    form: Posted,
) -> Response:
    """Publish the proposed plan: everybody it concerns is told."""
    _expect(caller, service_id)
    store, choices = caller.store, choices_said(form.said)
    if Choice.KEEP in choices.values():
        seen = (SEEN_REVISION, str(_seen(form)))
        page = chosen_otherwise(
            _weighed(caller, plan_id, choices),
            choices,
            address=_address(service_id),
            decided=_decided(service_id, plan_id),
            sent=(seen, *choices_sent(choices)),
        )
        frame = frame_of(request, caller.actor, caller.at)
        return shown(page, frame, HTTPStatus.CONFLICT)
    try:
        pinning.publish_with(
            store,
            caller.actor,
            plan_id,
            choices,
            reason=REASON,
            seen_revision=_seen(form),
            on=caller.on,
            at=caller.at,
            name_of=names_of_accounts(store),
        )
    except StalePlan as error:
        return _conflict(request, caller, service_id, plan_id, error, choices)
    except (BreaksARule, NotNow) as error:
        stale = StalePlan(f"{error.message} {error.hint}")
        return _conflict(request, caller, service_id, plan_id, stale, choices)
    return see(f"{_address(service_id)}?notice=published")


@review_plan.post("/plans/{plan_id}/discarding")
def discard(
    caller: Discards, service_id: PathId, plan_id: PathId, form: Posted
) -> Response:
    """Throw the proposed plan away; the plan in force stays."""
    _expect(caller, service_id)
    version = form.number("version", least=1, most=LARGEST_REVISION)
    plans_kept.discard_draft(
        caller.store,
        plan_id,
        version=version or 0,
        author_id=caller.actor.account_id,
        at=caller.at,
    )
    return see(f"{_address(service_id)}?notice=discarded")


@review_plan.post("/pins/{pin_id}/removal")
def unpin(caller: Unpins, service_id: PathId, pin_id: PathId, form: Posted) -> Response:
    """Take a pin away; who took it away before is done with it already."""
    version = form.number("version", least=1, most=LARGEST_REVISION)
    pinning.unpin(
        caller.store,
        caller.actor,
        service_id,
        pin_id,
        version=version or 0,
        at=caller.at,
    )
    return see(f"{_address(service_id)}?notice=unpinned#pins")


def _conflict(
    request: Request,
    caller: Caller,
    service_id: str,
    plan_id: str,
    error: StalePlan,
    choices: Mapping[str, Choice],
) -> Response:
    state = plans_kept.look_at_plan(caller.store, plan_id).plan.state
    kept = [NOTHING_LOST] if state is PlanState.DRAFT else []
    if choices:
        weighed = _weighed(caller, plan_id, choices)
        kept += decided_words(weighed, choices)
    page = conflict(
        error, kept, address=_address(service_id), may_plan=may_of(caller).plan
    )
    frame = frame_of(request, caller.actor, caller.at)
    return shown(page, frame, HTTPStatus.CONFLICT)


def _weighed(caller: Caller, plan_id: str, choices: Mapping[str, Choice]) -> Weighed:
    return weigh(
        caller.store,
        plan_id,
        keeping=pinning.kept_of(choices),
        name_of=names_of_accounts(caller.store),
    )


def _ask(caller: Caller, service_id: str) -> str:
    return running.ask_for_run(
        caller.store,
        service_id,
        on=caller.on,
        author_id=caller.actor.account_id,
        at=caller.at,
        seconds=SECONDS,
    )


def _seen(form: Form) -> int:
    """Return the revision somebody saw; one that never was if they do not say."""
    seen = form.number(SEEN_REVISION, least=0, most=LARGEST_REVISION)
    return -1 if seen is None else seen


def _expect(caller: Caller, service_id: str) -> None:
    """Refuse an address that names one service and what is another's."""
    if caller.service_id != service_id:
        raise NotThere(kind="services")


def _address(service_id: str) -> str:
    return f"/services/{service_id}/review"


def _decided(service_id: str, plan_id: str) -> str:
    return f"{_address(service_id)}/plans/{plan_id}/decisions"


def _run_address(service_id: str, run_id: str) -> str:
    return f"{_address(service_id)}/runs/{run_id}"


def _after(service_id: str, *, has_plan: bool) -> str:
    notice = "?notice=ready#plan" if has_plan else "#plan"
    return f"{_address(service_id)}{notice}"
