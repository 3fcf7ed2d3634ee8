"""What if somebody left, joined, or more were referred: futures side by side."""

from typing import Annotated

from fastapi import Depends, Query, Request
from starlette.responses import Response

from cti.access import Permission, can
from cti.api.callers import Caller, of
from cti.api.shapes import PathId
from cti.errors import UnreadableScenario
from cti.plans.policy import BALANCED
from cti.usecases.assigning import Search
from cti.usecases.trying import Trial, begin, look
from cti.usecases.what_if_kept import (
    Tried,
    choices_of_service,
    look_at_scenarios,
)
from dashboards.pages.what_if import (
    MOST_CHANGES,
    PLACES,
    SECONDS,
    Scenarios,
    what_if_page,
)
from dashboards.pages.what_if_changes import change_of
from dashboards.site.forms import Form, Posted
from dashboards.site.frame import frame_of, is_fragment
from dashboards.site.routing import pages, see
from dashboards.site.showing import shown

what_if = pages("/services/{service_id}/what-if")

Asks = Annotated[Caller, Depends(of(Permission.PLAN_READ, "services", "service_id"))]

PATIENCE_SECONDS = 1.5
"""Whoever asks waits so long for the answer before they are shown how far it is."""

FORGOTTEN = "This answer is not kept any more. Plan them side by side again."
NOTICES = {
    "stopped": "Planning is stopped. The scenarios are as you put them together.",
    "undone": "All of it is as it was before. Drafts that were made of it are gone.",
}

Changes = Annotated[
    list[Annotated[str, Query(max_length=200)]], Query(max_length=MOST_CHANGES)
]


@what_if.get("")
def show(
    request: Request,
    caller: Asks,
    service_id: PathId,
    a: Changes = [],  # noqa: B006, a framework reads it and nobody changes it
    b: Changes = [],  # noqa: B006, as well
    c: Changes = [],  # noqa: B006, as well
    trial: Annotated[str, Query(max_length=32)] = "",
    notice: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """Show the scenarios of the address, and what came of a trial of them."""
    scenarios, form = Scenarios.said(a, b, c), Form()
    tried, scenarios = _looked(caller, service_id, scenarios, form)
    found = _trial(caller, service_id, scenarios, trial)
    said = NOTICES.get(notice, "")
    if trial and found is None and not form.wrong:
        said = FORGOTTEN
    answer = _shown(request, caller, service_id, scenarios, tried, form, found, said)
    if is_fragment(request) and not (found and found.is_going):
        back = scenarios.address(service_id, **({"trial": trial} if trial else {}))
        answer.headers["HX-Redirect"] = back
    return answer


@what_if.post("/trials")
def plan(request: Request, caller: Asks, service_id: PathId, form: Posted) -> Response:
    """Plan the scenarios side by side; whoever asked can stop it."""
    scenarios = Scenarios.said(*(form.values(each) for each in PLACES))
    if not scenarios.used:
        return see(scenarios.address(service_id))
    try:
        trial = begin(
            caller.store,
            caller.actor,
            service_id,
            scenarios.asked,
            on=caller.on,
            policy=BALANCED,
            search=Search(effort=1, seconds=SECONDS),
        )
    except UnreadableScenario:
        tried, scenarios = _looked(caller, service_id, scenarios, form)
        return _shown(request, caller, service_id, scenarios, tried, form)
    trial.wait(PATIENCE_SECONDS)
    return see(scenarios.address(service_id, trial=trial.trial_id))


@what_if.post("/trials/{trial_id}/cancellation")
def stop(caller: Asks, service_id: PathId, trial_id: PathId, form: Posted) -> Response:
    """Stop planning; the scenarios stay as they are put together."""
    scenarios = Scenarios.said(*(form.values(each) for each in PLACES))
    trial = look(caller.actor, service_id, trial_id)
    if trial is not None:
        trial.stop()
    return see(scenarios.address(service_id, notice="stopped"))


@what_if.post("")
def add(request: Request, caller: Asks, service_id: PathId, form: Posted) -> Response:
    """Add a change to a scenario, if it can be tried."""
    before = Scenarios.said(*(form.values(each) for each in PLACES))
    choices = choices_of_service(caller.store, service_id, on=caller.on)
    place = _place(form)
    change = change_of(form, choices)
    if change is not None:
        after = before.also(place, *change)
        try:
            look_at_scenarios(caller.store, service_id, after.asked, on=caller.on)
        except UnreadableScenario as error:
            for finding in error.findings:
                form.refuse("kind", f"{finding.problem}. {finding.remedy}.")
        else:
            return see(after.address(service_id))
    tried, scenarios = _looked(caller, service_id, before, form)
    return _shown(request, caller, service_id, scenarios, tried, form)


def _trial(
    caller: Caller, service_id: str, scenarios: Scenarios, trial_id: str
) -> Trial | None:
    """Return a trial of just these scenarios; None if there is none.

    Raises
    ------
    Exception
        Whatever went wrong in it.
    """
    trial = look(caller.actor, service_id, trial_id)
    if trial is None or trial.is_stopped or trial.asked != scenarios.asked:
        return None
    if trial.error is not None:
        raise trial.error
    return trial


def _looked(
    caller: Caller, service_id: str, scenarios: Scenarios, form: Form
) -> tuple[Tried, Scenarios]:
    """Return what scenarios say; none of them if they cannot be tried any more."""
    store, on = caller.store, caller.on
    try:
        return look_at_scenarios(store, service_id, scenarios.asked, on=on), scenarios
    except UnreadableScenario as error:
        for finding in error.findings:
            form.refuse("scenarios", f"{finding.problem}. {finding.remedy}.")
        return look_at_scenarios(store, service_id, (), on=on), Scenarios()


def _place(form: Form) -> int:
    said = form.value("into")
    return PLACES.index(said) if said in PLACES else 0


def _shown(
    request: Request,
    caller: Caller,
    service_id: str,
    scenarios: Scenarios,
    tried: Tried,
    form: Form,
    trial: Trial | None = None,
    notice: str = "",
) -> Response:
    page = what_if_page(
        service_id,
        scenarios,
        said=tried.said,
        choices=tried.choices,
        form=form,
        may_plan=can(caller.actor, Permission.PLAN_MAKE, caller.about).allowed,
        trial=trial,
        notice=notice,
    )
    frame = frame_of(request, caller.actor, caller.at)
    return shown(page, frame, 422 if form.wrong else 200)
