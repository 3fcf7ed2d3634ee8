"""The weekly case review: the page that runs the meeting, and what it decides."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Annotated

from fastapi import Depends, Query, Request
from starlette.responses import Response

from cti.access import Permission, can
from cti.api.callers import Caller, of
from cti.api.shapes import PathId
from cti.errors import BreaksARule, ChangedMeanwhile, NotAllowed, NotThere
from cti.plans.life import PlanState, RunState
from cti.usecases import reviewing
from cti.usecases.calling import names_of_accounts
from cti.usecases.feeling import to_talk_about
from cti.usecases.opening_review import open_review, planned_with
from cti.usecases.overloads import leaders_of, overloads_in, tasks_to_do
from cti.usecases.pinning import Choice, kept_of, pins_in
from cti.usecases.plans_kept import KeptPlan, some_plans
from cti.usecases.running import Run, some_runs
from cti.usecases.weighing import weigh
from dashboards.pages import review_people
from dashboards.pages.case_review import DraftShown, May
from dashboards.pages.review_layout import Gathered, laid_out, teams_of
from dashboards.pages.review_plan import NOTHING_CHOSEN, choices_asked, draft_shown
from dashboards.pages.review_steps import NOTICES, DecisionPage
from dashboards.pages.run import GOING, RunShown, run_shown
from dashboards.site.forms import Form, Posted, chosen, filled
from dashboards.site.frame import frame_of
from dashboards.site.routing import pages, see
from dashboards.site.showing import shown

case_review = pages("/services/{service_id}/review")

Reads = Annotated[Caller, Depends(of(Permission.PLAN_READ, "services", "service_id"))]
Writes = Annotated[
    Caller, Depends(of(Permission.REVIEW_WRITE, "services", "service_id"))
]

Chosen = Annotated[list[Annotated[str, Query(max_length=80)]], Query(max_length=500)]
"""What is chosen so far about changes of the draft."""

MANY = 500
USUAL_DAYS = 7
"""Until when something is to be done, unless somebody says otherwise."""

RUN_MATTERS = timedelta(hours=12)
"""So long after it ended, that a run made no plan is still told."""


@case_review.get("")
def review(
    request: Request,
    caller: Reads,
    service_id: PathId,
    notice: str = "",
    chosen: Chosen = [],  # noqa: B006, a framework reads it and nobody changes it
) -> Response:
    """Show the page that runs the meeting."""
    due_on = caller.on + timedelta(days=USUAL_DAYS)
    form = filled({"due_on": f"{due_on.day}/{due_on.month}/{due_on.year}"})
    return _shown(
        request,
        caller,
        service_id,
        form,
        notice=NOTICES.get(notice, ""),
        choices=choices_asked(chosen),
    )


@case_review.post("/meetings")
def hold(
    request: Request, caller: Writes, service_id: PathId, form: Posted
) -> Response:
    """Hold the case review of today."""
    teams = _teams(caller, service_id)
    team = form.one_of("team", chosen(teams), needed="Choose whose review it is")
    if team is None:
        return _shown(request, caller, service_id, form, status=422)
    _todays(caller, service_id, team)
    return see(f"{_address(service_id)}?notice=held#decisions")


@case_review.post("/decisions")
def decide(
    request: Request, caller: Writes, service_id: PathId, form: Posted
) -> Response:
    """Keep what was decided, who sees to it, and until when."""
    gathered = gather(caller, service_id)
    view, opened = gathered.view, gathered.opened
    words = form.text("words", needed="Write what is to be done", most=1000)
    owners = chosen(each for each, _ in review_people.workers(view, opened))
    owner = form.one_of("owner_id", owners, needed="Choose who sees to it")
    due_on = form.day("due_on", needed="Say by when it is to be done")
    if due_on is not None and due_on < caller.on:
        form.refuse("due_on", "This day has passed")
    about = {"": None} | {each: each for each, _ in review_people.people(view, opened)}
    person = form.one_of("person_id", about, needed="Choose whom it is about")
    teams = chosen(teams_of(view))
    team = form.one_of("team", teams, needed="Choose whose review it is")
    if not form.wrong and owner and due_on and team:
        try:
            reviewing.decide(
                caller.store,
                caller.actor,
                service_id,
                _todays(caller, service_id, team),
                person_id=person,
                words=words,
                owner_id=owner,
                due_on=due_on,
                on=caller.on,
                at=caller.at,
            )
        except BreaksARule as error:
            form.refuse("words", f"{error.message} {error.hint}")
        except NotAllowed as error:
            form.refuse("person_id", f"{error.message} {error.hint}")
        else:
            return see(f"{_address(service_id)}?notice=decided#decisions")
    return _shown(request, caller, service_id, form, status=422)


@case_review.get("/decisions/{decision_id}")
def one_decision(
    request: Request, caller: Writes, service_id: PathId, decision_id: PathId
) -> Response:
    """Show what was decided, to be changed."""
    seen = _decision(caller, service_id, decision_id)
    due = seen.due_on
    form = filled(
        {
            "owner_id": seen.owner_id,
            "due_on": f"{due.day}/{due.month}/{due.year}",
            "is_done": "yes" if seen.done_on else "",
            "version": str(seen.version),
        }
    )
    return _decision_shown(request, caller, service_id, decision_id, form)


@case_review.post("/decisions/{decision_id}")
def see_to(
    request: Request,
    caller: Writes,
    service_id: PathId,
    decision_id: PathId,
    form: Posted,
) -> Response:
    """Say that it is done, or that another sees to it, or until another day."""
    before = _decision(caller, service_id, decision_id)
    version = form.number("version", least=1, most=10**9, needed="Open it again")
    owner, due_on = before.owner_id, before.due_on
    if "owner_id" in form.said:
        owner = form.line("owner_id", needed="Choose who sees to it")
        due_on = form.day("due_on", needed="Say by when") or due_on
    is_done = form.value("is_done") == "yes"
    if form.wrong or version is None:
        return _decision_shown(
            request, caller, service_id, decision_id, form, status=422
        )
    try:
        reviewing.see_to(
            caller.store,
            caller.actor,
            service_id,
            decision_id,
            owner_id=owner,
            due_on=due_on,
            done_on=caller.on if is_done else None,
            version=version,
            on=caller.on,
            at=caller.at,
        )
    except ChangedMeanwhile:
        now = _decision(caller, service_id, decision_id)
        said = {
            "owner_id": owner,
            "due_on": f"{due_on.day}/{due_on.month}/{due_on.year}",
            "is_done": "yes" if is_done else "",
            "version": str(now.version),
        }
        return _decision_shown(
            request,
            caller,
            service_id,
            decision_id,
            filled(said),
            meanwhile=True,
            status=409,
        )
    notice = "done" if is_done else "seen"
    return see(f"{_address(service_id)}?notice={notice}#decisions")


def gather(caller: Caller, service_id: str, *, is_judged: bool = False) -> Gathered:
    """Bring together what the review is laid out from.

    Parameters
    ----------
    is_judged
        Whether flags are wanted, with what would help: they take longest.
    """
    store, actor = caller.store, caller.actor
    name_of = names_of_accounts(store)
    in_force = next(
        iter(some_plans(store, service_id, most=1, state=PlanState.PUBLISHED)), None
    )
    held = reviewing.reviews_of(store, service_id, team=None, after=None, limit=MANY)
    carried = reviewing.decisions_of(
        store,
        actor,
        service_id,
        is_done=False,
        team=None,
        on=caller.on,
        after=None,
        limit=MANY,
    )
    by = in_force.published_by if in_force else None
    return Gathered(
        opened=open_review(store, service_id, on=caller.on, is_judged=is_judged),
        overloads=overloads_in(store, service_id, on=caller.on),
        planned_with=planned_with(store, actor, service_id, on=caller.on),
        tasks=tasks_to_do(store, service_id),
        felt=to_talk_about(store, actor, service_id, on=caller.on),
        leaders=leaders_of(store, service_id),
        decisions=carried.items,
        pins=pins_in(store, service_id),
        held=sorted(each.what.team for each in held.items if each.what.on == caller.on),
        published_by=name_of(by) if by else "",
        published_at=in_force.published_at if in_force else None,
        address=_address(service_id),
        name_of=name_of,
    )


def newest_draft(caller: Caller, service_id: str) -> KeptPlan | None:
    """Return the draft to be decided about: the newest since the last publication."""
    store = caller.store
    drafts = some_plans(store, service_id, most=1, state=PlanState.DRAFT)
    in_force = some_plans(store, service_id, most=1, state=PlanState.PUBLISHED)
    newest = next(iter(drafts), None)
    published_at = next((each.published_at for each in in_force), None)
    if newest and published_at and newest.made_at < published_at:
        return None
    return newest


def last_run(caller: Caller, service_id: str) -> Run | None:
    """Return the last run that was asked for."""
    return next(iter(some_runs(caller.store, service_id, most=1)), None)


def may_of(caller: Caller) -> May:
    """Return what whoever calls may do at a case review."""
    return May(
        answer=_may(caller, Permission.OVERLOAD_ANSWER),
        plan=_may(caller, Permission.PLAN_MAKE),
        publish=_may(caller, Permission.PLAN_PUBLISH),
        decide=_may(caller, Permission.REVIEW_WRITE),
        refer=_may(caller, Permission.REFERRAL_ADD),
    )


def _shown(
    request: Request,
    caller: Caller,
    service_id: str,
    form: Form,
    *,
    notice: str = "",
    choices: Mapping[str, Choice] = NOTHING_CHOSEN,
    status: int = 200,
) -> Response:
    gathered = gather(caller, service_id, is_judged=True)
    page = laid_out(
        gathered,
        run=_run(caller, service_id),
        draft=_draft(caller, service_id, gathered, choices),
        may=may_of(caller),
        form=form,
        notice=notice,
    )
    return shown(page, frame_of(request, caller.actor, caller.at), status)


def _run(caller: Caller, service_id: str) -> RunShown | None:
    """Return the last run where it is of interest: it goes on, or made no plan."""
    run = last_run(caller, service_id)
    if run is None:
        return None
    if run.state not in GOING:
        is_old = run.ended_at is None or caller.at - run.ended_at > RUN_MATTERS
        if run.state is RunState.DONE or run.plan_id is not None or is_old:
            return None
    return run_shown(run, address=_address(service_id))


def _draft(
    caller: Caller,
    service_id: str,
    gathered: Gathered,
    choices: Mapping[str, Choice],
) -> DraftShown | None:
    plan = newest_draft(caller, service_id)
    if plan is None:
        return None
    weighed = weigh(
        caller.store,
        plan.plan_id,
        keeping=kept_of(choices),
        name_of=names_of_accounts(caller.store),
    )
    return draft_shown(
        plan,
        weighed,
        revision=gathered.opened.revision,
        planned_with=gathered.planned_with,
        address=f"/services/{service_id}",
        choices=choices,
    )


def _decision_shown(
    request: Request,
    caller: Caller,
    service_id: str,
    decision_id: str,
    form: Form,
    *,
    meanwhile: bool = False,
    status: int = 200,
) -> Response:
    gathered = gather(caller, service_id)
    view, opened = gathered.view, gathered.opened
    seen = _decision(caller, service_id, decision_id)
    decision = review_people.decision(view, opened, seen, address=gathered.address)
    page = DecisionPage(
        review_address=gathered.address,
        decision=decision,
        workers=review_people.workers(view, opened),
        form=form,
        meanwhile=_meanwhile(seen.done_on, decision.owner, decision.due.day)
        if meanwhile
        else "",
    )
    return shown(page, frame_of(request, caller.actor, caller.at), status)


def _meanwhile(done_on: date | None, owner: str, due: str) -> str:
    if done_on is not None:
        return "Somebody has said meanwhile that it is done."
    return f"Somebody has changed it meanwhile: {owner} sees to it until {due}."


def _decision(
    caller: Caller, service_id: str, decision_id: str
) -> reviewing.DecisionSeen:
    return reviewing.decision_of(
        caller.store, caller.actor, service_id, decision_id, on=caller.on
    )


def _todays(caller: Caller, service_id: str, team: str) -> str:
    """Return today's review of a team; hold it if nobody has."""
    try:
        held = reviewing.hold_review(
            caller.store,
            caller.actor,
            service_id,
            team=team,
            on=caller.on,
            at=caller.at,
        )
    except ChangedMeanwhile:
        newest = reviewing.reviews_of(
            caller.store, service_id, team=team, after=None, limit=MANY
        )
        for each in newest.items:
            if each.what.on == caller.on:
                return each.row_id
        raise NotThere(kind="case_reviews") from None
    return held.row_id


def _teams(caller: Caller, service_id: str) -> tuple[str, ...]:
    return teams_of(gather(caller, service_id).view)


def _may(caller: Caller, permission: Permission) -> bool:
    return can(caller.actor, permission, caller.about).allowed


def _address(service_id: str) -> str:
    return f"/services/{service_id}/review"
