"""Make a scenario so: write down what it supposes, plan from it, and take it back."""

import re
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Path, Query, Request
from starlette.responses import Response

from cti.access import AboutService, Permission
from cti.api.callers import Caller, of
from cti.api.shapes import PathId
from cti.errors import ChangedMeanwhile, NotThere, UnreadableScenario
from cti.usecases import making_so, taking_back
from cti.usecases.calling import names_of_accounts
from cti.usecases.running import look_at_run
from dashboards.pages.run import run_shown
from dashboards.pages.what_if import PLACES, Scenarios
from dashboards.pages.what_if_so import (
    MEANWHILE,
    NAME,
    what_if_so_page,
    written_page,
)
from dashboards.routes.review_plan import LARGEST_REVISION, SECONDS
from dashboards.routes.what_if import Changes
from dashboards.site.forms import Form, Posted, filled
from dashboards.site.frame import frame_of
from dashboards.site.routing import pages, see
from dashboards.site.showing import shown

what_if_so = pages("/services/{service_id}/what-if/so")

Plans = Annotated[Caller, Depends(of(Permission.PLAN_MAKE, "services", "service_id"))]

Which = Annotated[str, Path(max_length=32)]
"""The service's revision that a scenario made, in an address."""

MOST_LETTERS = 60


@what_if_so.get("")
def ask(
    request: Request,
    caller: Plans,
    service_id: PathId,
    a: Changes = [],  # noqa: B006, a framework reads it and nobody changes it
    b: Changes = [],  # noqa: B006, as well
    c: Changes = [],  # noqa: B006, as well
    which: Annotated[str, Query(max_length=1)] = "",
) -> Response:
    """Show what would be written down, and what cannot be."""
    return _asked(request, caller, service_id, Scenarios.said(a, b, c), which)


@what_if_so.post("")
def write_down(
    request: Request, caller: Plans, service_id: PathId, form: Posted
) -> Response:
    """Write it down, and ask for a plan of it."""
    scenarios = Scenarios.said(*(form.values(each) for each in PLACES))
    which = form.value("which")
    place = _place(scenarios, which)
    revision = form.number("revision", least=0, most=LARGEST_REVISION)
    asking = {name for name in form.said if name.startswith(NAME)}
    names = [
        form.line(each, needed="Enter what they are called", most=MOST_LETTERS)
        for each in sorted(asking)
    ]
    if form.wrong:
        return _asked(request, caller, service_id, scenarios, which, form=form)
    try:
        made = making_so.make_so(
            caller.store,
            caller.actor,
            _about(caller),
            scenarios.at(place),
            names=names,
            seen_revision=-1 if revision is None else revision,
            seconds=SECONDS,
            on=caller.on,
            at=caller.at,
        )
    except ChangedMeanwhile:
        return _asked(
            request, caller, service_id, scenarios, which, form=form, is_late=True
        )
    except UnreadableScenario:
        return see(scenarios.address(service_id))
    of = f"/services/{service_id}/what-if/so"
    return see(f"{of}/{made.revision}?run={made.run_id}")


@what_if_so.get("/{revision}")
def written(
    request: Request,
    caller: Plans,
    service_id: PathId,
    revision: Which,
    run: Annotated[str, Query(max_length=32)] = "",
) -> Response:
    """Show what was written down, and how far the plan of it is."""
    store = caller.store
    number = _revision(revision)
    facts = taking_back.what_was_written(
        store, service_id, number, name_of=names_of_accounts(store)
    )
    going = None
    if run:
        found = look_at_run(store, run)
        if found.service_id != service_id:
            raise NotThere(kind="runs")
        going = run_shown(found, address=f"/services/{service_id}/review")
    page = written_page(service_id, facts, number, run=going)
    return shown(page, frame_of(request, caller.actor, caller.at))


@what_if_so.post("/{revision}/undoing")
def take_back(caller: Plans, service_id: PathId, revision: Which) -> Response:
    """Make everything what it was before."""
    taking_back.take_back(
        caller.store,
        caller.actor,
        _about(caller),
        _revision(revision),
        on=caller.on,
        at=caller.at,
    )
    return see(f"/services/{service_id}/what-if?notice=undone")


def _about(caller: Caller) -> AboutService:
    if not isinstance(caller.about, AboutService):
        raise NotThere(kind="services")
    return caller.about


def _revision(said: str) -> int:
    """Read the part of an address that says when something was written down."""
    if not re.fullmatch(r"\d{1,9}", said):
        raise NotThere(kind="pages")
    return int(said)


def _place(scenarios: Scenarios, which: str) -> int:
    place = PLACES.index(which) if which in PLACES else -1
    if place not in scenarios.used:
        raise NotThere(kind="pages")
    return place


def _asked(
    request: Request,
    caller: Caller,
    service_id: str,
    scenarios: Scenarios,
    which: str,
    *,
    form: Form | None = None,
    is_late: bool = False,
) -> Response:
    place = _place(scenarios, which)
    try:
        proposal = making_so.propose(
            caller.store, service_id, scenarios.at(place), on=caller.on
        )
    except UnreadableScenario:
        # Their own page says what cannot be any more, and why.
        return see(scenarios.address(service_id))
    named = {f"{NAME}{at}": name for at, name in enumerate(proposal.newcomers)}
    page = what_if_so_page(
        service_id,
        scenarios,
        place,
        proposal,
        which=which,
        form=filled(named) if form is None else form,
        meanwhile=MEANWHILE if is_late else "",
    )
    status = HTTPStatus.CONFLICT if is_late else HTTPStatus.OK
    frame = frame_of(request, caller.actor, caller.at)
    return shown(page, frame, 422 if page.form.wrong else status)
