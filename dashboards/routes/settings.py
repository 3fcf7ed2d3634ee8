"""What holds for a service, and who works in it."""

from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Query
from starlette.responses import Response

from cti.access import Permission, can
from cti.api.callers import Caller, of
from cti.api.shapes import PathId
from cti.caseload.caseload import Country
from cti.errors import ChangedMeanwhile
from cti.phases import programme_keys
from cti.usecases import services, workers
from cti.usecases.meeting_conflicts import SERVICE, who_was_first
from cti.usecases.workers import WhichWorkers
from dashboards.pages.conflict import VERSION, fields_differing, form_conflict
from dashboards.pages.numbers import decimal
from dashboards.pages.settings import SERVICE_LABELS, service_form, settings_page
from dashboards.routes.around import Around
from dashboards.site.forms import Form, Posted, chosen
from dashboards.site.frame import Frame
from dashboards.site.routing import pages, see
from dashboards.site.showing import shown

settings = pages("/services/{service_id}/settings")

Reads = Annotated[
    Caller, Depends(of(Permission.WORKER_CHANGE, "services", "service_id"))
]
Changes = Annotated[
    Caller, Depends(of(Permission.SERVICE_CHANGE, "services", "service_id"))
]

MANY = 1000
LONGEST = 104
NOTICES = {"saved": "Saved.", "added": "They are added."}


@settings.get("")
def one(
    caller: Reads,
    frame: Around,
    service_id: PathId,
    notice: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """Show what holds for a service, and who works in it."""
    return _shown(caller, frame, service_id, None, notice=NOTICES.get(notice, ""))


@settings.post("")
def change(
    caller: Changes, frame: Around, service_id: PathId, form: Posted
) -> Response:
    """Let other things hold for a service."""
    countries = {each.value: each for each in Country}
    said = {
        "name": form.line("name", needed="Enter the name of the service"),
        "ceiling": decimal(form, "ceiling", least=1, most="200", needed="Enter it"),
        "country": form.one_of("country", countries, needed="Choose a country"),
        "horizon_weeks": form.number(
            "horizon_weeks", least=1, most=LONGEST, needed="Enter how many weeks"
        ),
        "programme": form.one_of(
            "programme", chosen(programme_keys()), needed="Choose a programme"
        ),
    }
    seen = form.number("version", least=0, most=999_999_999) or 0
    if form.wrong:
        return _shown(caller, frame, service_id, form)
    try:
        services.change_service(
            caller.store, caller.actor, service_id, seen=seen, said=said, at=caller.at
        )
    except ChangedMeanwhile:
        return _conflict(caller, frame, service_id, form)
    return see(f"/services/{service_id}/settings?notice=saved")


def _conflict(caller: Caller, frame: Frame, service_id: str, form: Form) -> Response:
    now = service_form(
        services.one_service(caller.store, caller.actor, service_id, on=caller.on)
    )
    address = f"/services/{service_id}/settings"
    page = form_conflict(
        form,
        who_was_first(caller.store, service_id, service_id, SERVICE),
        fields_differing(form, now, SERVICE_LABELS),
        caption=now.value("name"),
        version=now.value(VERSION),
        address=address,
        back=address,
    )
    return shown(page, frame, HTTPStatus.CONFLICT)


def _shown(
    caller: Caller,
    frame: Frame,
    service_id: str,
    form: Form | None,
    *,
    notice: str = "",
) -> Response:
    store, actor, on = caller.store, caller.actor, caller.on
    seen = services.one_service(store, actor, service_id, on=on)
    here, left = (
        workers.some_workers(
            store,
            actor,
            WhichWorkers(service_id=service_id, is_listed=is_listed),
            on=on,
            after=None,
            limit=MANY,
        )
        for is_listed in (True, False)
    )
    page = settings_page(
        seen,
        here,
        left,
        form=service_form(seen) if form is None else form,
        may_change=can(actor, Permission.SERVICE_CHANGE, caller.about).allowed,
        notice=notice,
    )
    return shown(page, frame, 422 if page.form.wrong else 200)
