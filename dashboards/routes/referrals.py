"""Referrals on pages: refer somebody, see who could take them, decide who does."""

from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Request
from starlette.responses import Response

from cti.access import Permission, can
from cti.api.callers import Caller, of
from cti.api.shapes import PathId
from cti.caseload.people import Need, Priority
from cti.errors import (
    BreaksARule,
    ChangedMeanwhile,
    NotAllowed,
    NotNow,
    NotThere,
)
from cti.usecases import moving
from cti.usecases import referrals as usecases
from cti.usecases.asking_kept import Advised, recommend_for_person
from cti.usecases.finding import find
from cti.usecases.holding import loads_held
from dashboards.pages.referral import (
    SIDE_BY_SIDE,
    NewReferralPage,
    ReferralPage,
    candidates,
    known_words,
)
from dashboards.site.forms import Form, Posted, chosen
from dashboards.site.frame import frame_of
from dashboards.site.routing import pages, see
from dashboards.site.showing import shown

referrals = pages("/services/{service_id}/referrals")

Adds = Annotated[Caller, Depends(of(Permission.REFERRAL_ADD, "services", "service_id"))]
Reads = Annotated[Caller, Depends(of(Permission.PLAN_READ, "people", "person_id"))]
Decides = Annotated[Caller, Depends(of(Permission.PLAN_PUBLISH, "people", "person_id"))]
Withdraws = Annotated[
    Caller, Depends(of(Permission.PERSON_CHANGE, "people", "person_id"))
]

PRIORITIES = {
    "3": "Routine",
    "2": "Soon",
    "1": "Urgent",
}


@referrals.get("/new")
def blank(request: Request, caller: Adds, service_id: PathId) -> Response:
    """Show the form to refer somebody with."""
    return _blank(request, caller, service_id, Form({"priority": ("3",)}))


@referrals.post("/new")
def refer(request: Request, caller: Adds, service_id: PathId, form: Posted) -> Response:
    """Let somebody new wait for support, and show who could take them."""
    known_as = form.line("known_as", needed="Enter what they are known as", most=80)
    teams = chosen(_teams(caller, service_id))
    team = form.one_of("team", teams, needed="Choose a team")
    priority = form.one_of(
        "priority", {each: Priority(int(each)) for each in PRIORITIES}, needed="Choose"
    )
    referred_on = form.day("referred_on") or caller.on
    if referred_on > caller.on:
        form.refuse("referred_on", "This day is still to come")
    earliest = form.day("earliest_start_on")
    expected = form.day("transition_expected_on")
    wishes = {
        "language": form.line("language", most=80) or None,
        "locality": form.line("locality", most=80) or None,
    }
    said = {name: each for name, each in wishes.items() if each}
    if "language" in said:
        said["language_need"] = Need.PREFER
    if form.wrong or team is None or priority is None:
        return _blank(request, caller, service_id, form, status=422)
    person_id = usecases.add_referral(
        caller.store,
        caller.actor,
        service_id,
        external_id=None,
        person={"known_as": known_as, "team": team},
        referral={
            "referred_on": referred_on,
            "earliest_start_on": earliest,
            "priority": priority,
        },
        wishes=said,
        not_workers=None,
        expected_on=expected,
        at=caller.at,
    )
    return see(f"/services/{service_id}/referrals/{person_id}")


@referrals.get("/{person_id}")
def referral(
    request: Request, caller: Reads, service_id: PathId, person_id: PathId
) -> Response:
    """Show who could take somebody, up to four workers side by side."""
    return _shown(request, caller, service_id, person_id, Form())


@referrals.post("/{person_id}")
def choose(
    request: Request,
    caller: Decides,
    service_id: PathId,
    person_id: PathId,
    form: Posted,
) -> Response:
    """Decide who works with somebody, and from when."""
    _expect(caller, service_id)
    advised = _advised(caller, service_id, person_id)
    found = candidates(advised) if advised else ()
    workers = {each.worker_id: each for each in found}
    chosen_one = form.one_of("worker_id", workers, needed="Choose who works with them")
    from_on = form.day("from_on")
    why = form.line("why", needed="Say why, in a few words", most=400)
    version = form.number("version", least=0, most=10**9, needed="Open it again")
    if form.wrong or chosen_one is None or version is None:
        return _shown(request, caller, service_id, person_id, form, status=422)
    start = from_on or form.day("on-" + chosen_one.worker_id)
    if start is None:
        form.refuse("from_on", "Say from when")
        return _shown(request, caller, service_id, person_id, form, status=422)
    try:
        moving.move(
            caller.store,
            caller.actor,
            person_id,
            chosen_one.worker_id,
            from_on=start,
            why=why,
            seen=version,
            on=caller.on,
            at=caller.at,
        )
    except (NotNow, BreaksARule) as error:
        form.refuse("worker_id", f"{error.message} {error.hint}")
        return _shown(request, caller, service_id, person_id, form, status=422)
    except ChangedMeanwhile:
        return _quicker(request, caller, service_id, person_id, form)
    return see(f"/services/{service_id}/review?notice=chosen#referrals")


@referrals.post("/{person_id}/withdrawal")
def withdraw(
    request: Request,
    caller: Withdraws,
    service_id: PathId,
    person_id: PathId,
    form: Posted,
) -> Response:
    """Let a referral come to nothing: nobody waits, and nobody is planned for."""
    _expect(caller, service_id)
    version = form.number("person_version", least=0, most=10**9)
    try:
        usecases.withdraw(
            caller.store,
            caller.actor,
            person_id,
            seen=version or 0,
            on=caller.on,
            at=caller.at,
        )
    except ChangedMeanwhile:
        return _quicker(request, caller, service_id, person_id, Form())
    except NotNow as error:
        form.refuse("worker_id", f"{error.message} {error.hint}")
        return _shown(request, caller, service_id, person_id, form, status=422)
    return see(f"/services/{service_id}/review?notice=withdrawn#referrals")


def _quicker(
    request: Request, caller: Caller, service_id: str, person_id: str, form: Form
) -> Response:
    now = moving.assignments_of(caller.store, caller.actor, person_id, on=caller.on)
    last = next(reversed(now.assignments), None)
    said = "Somebody has decided or changed something about them meanwhile."
    if last is not None:
        said = f"Somebody has decided meanwhile: {last.worker} works with them."
    again = Form({**form.said, "version": (str(now.version),)})
    return _shown(
        request,
        caller,
        service_id,
        person_id,
        again,
        meanwhile=said,
        status=HTTPStatus.CONFLICT,
    )


def _shown(
    request: Request,
    caller: Caller,
    service_id: str,
    person_id: str,
    form: Form,
    *,
    meanwhile: str = "",
    status: int = 200,
) -> Response:
    _expect(caller, service_id)
    store, actor = caller.store, caller.actor
    there = usecases.one_referral(store, actor, person_id, on=caller.on)
    seen = there.seen
    advised = _advised(caller, service_id, person_id)
    found = candidates(advised) if advised else ()
    now = moving.assignments_of(store, actor, person_id, on=caller.on)
    name = seen.person.known_as
    version = form.value("version") or str(now.version)
    page = ReferralPage(
        title=f"Who works with {name}?",
        address=f"/services/{service_id}/referrals/{person_id}",
        review_address=f"/services/{service_id}/review",
        person=name,
        person_address=f"/people/{person_id}",
        known=known_words(seen),
        candidates=found[:SIDE_BY_SIDE],
        more=found[SIDE_BY_SIDE:],
        refused=advised.advice.refused if advised else (),
        nothing=advised.advice.nothing
        if advised
        else "There is no plan to ask yet: plan once at the case review.",
        is_stale=advised.plan.is_stale if advised else False,
        choices=tuple(
            (each.worker_id, f"{each.worker}, from {each.starts}") for each in found
        ),
        may_decide=can(actor, Permission.PLAN_PUBLISH, caller.about).allowed,
        may_withdraw=_may_withdraw(caller, person_id),
        person_version=there.version,
        version=int(version) if version.isdecimal() else now.version,
        form=form,
        meanwhile=meanwhile,
    )
    return shown(page, frame_of(request, actor, caller.at), status)


def _may_withdraw(caller: Caller, person_id: str) -> bool:
    needed = Permission.PERSON_CHANGE
    try:
        find(caller.store, caller.actor, needed, "people", person_id, on=caller.on)
    except (NotAllowed, NotThere):
        return False
    return True


def _advised(caller: Caller, service_id: str, person_id: str) -> Advised | None:
    try:
        return recommend_for_person(caller.store, service_id, person_id)
    except NotNow:
        return None


def _blank(
    request: Request,
    caller: Caller,
    service_id: str,
    form: Form,
    *,
    status: int = 200,
) -> Response:
    page = NewReferralPage(
        address=f"/services/{service_id}/referrals/new",
        review_address=f"/services/{service_id}/review",
        teams=tuple((each, each) for each in _teams(caller, service_id)),
        priorities=tuple(PRIORITIES.items()),
        form=form,
    )
    return shown(page, frame_of(request, caller.actor, caller.at), status)


def _teams(caller: Caller, service_id: str) -> tuple[str, ...]:
    held = loads_held(caller.store, service_id, on=caller.on, weeks=1)
    return tuple(sorted({each.worker.team for each in held}))


def _expect(caller: Caller, service_id: str) -> None:
    """Refuse an address that names one service and a person of another."""
    if caller.service_id != service_id:
        raise NotThere(kind="people")
