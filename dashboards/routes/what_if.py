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
from cti.usecases.running import ask_for_run
from cti.usecases.what_if import WhatIf
from cti.usecases.what_if_kept import (
    Tried,
    choices_of_service,
    look_at_scenarios,
    what_if_of_service,
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
from dashboards.site.frame import frame_of
from dashboards.site.routing import pages, see
from dashboards.site.showing import shown

what_if = pages("/services/{service_id}/what-if")

Asks = Annotated[Caller, Depends(of(Permission.PLAN_READ, "services", "service_id"))]
Plans = Annotated[Caller, Depends(of(Permission.PLAN_MAKE, "services", "service_id"))]

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
    plan: Annotated[str, Query(max_length=3)] = "",
) -> Response:
    """Show the scenarios of the address, planned if that is asked for."""
    scenarios, form = Scenarios.said(a, b, c), Form()
    tried, scenarios = _looked(caller, service_id, scenarios, form)
    found = None
    if plan and scenarios.used:
        found = what_if_of_service(
            caller.store,
            service_id,
            scenarios.asked,
            on=caller.on,
            policy=BALANCED,
            search=Search(effort=1, seconds=SECONDS),
        ).found
    return _shown(request, caller, service_id, scenarios, tried, form, found)


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
    return _shown(request, caller, service_id, scenarios, tried, form, None)


@what_if.post("/run")
def plan_as_it_is(caller: Plans, service_id: PathId) -> Response:
    """Ask for a plan of the service as it is kept, which can be published."""
    ask_for_run(
        caller.store,
        service_id,
        on=caller.on,
        author_id=caller.actor.account_id,
        at=caller.at,
    )
    return see(f"/services/{service_id}/review")


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
    found: WhatIf | None,
) -> Response:
    page = what_if_page(
        service_id,
        scenarios,
        said=tried.said,
        choices=tried.choices,
        form=form,
        may_plan=can(caller.actor, Permission.PLAN_MAKE, caller.about).allowed,
        found=found,
    )
    frame = frame_of(request, caller.actor, caller.at)
    return shown(page, frame, 422 if form.wrong else 200)
