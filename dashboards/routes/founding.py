"""Found a service, and give its first leader their role."""

from typing import Annotated

from fastapi import Depends
from starlette.responses import Response

from cti.access import Membership, Permission, Role
from cti.api.callers import Caller, Needs
from cti.api.shapes import PathId
from cti.usecases import accounts, services
from cti.usecases.accounts_told import accounts_told
from dashboards.pages.founding import (
    USUAL,
    founding_page,
    leader_field,
    service_read,
)
from dashboards.routes.around import Around
from dashboards.site.forms import Form, Posted
from dashboards.site.frame import Frame
from dashboards.site.routing import pages, see
from dashboards.site.showing import shown

founding = pages("/services")

Founds = Annotated[Caller, Depends(Needs(Permission.SERVICE_FOUND))]

MANY = 1000
NOTICES = {
    "founded": "The service is founded. Next: say below who leads it.",
    "led": "They lead it now. They sign in and set the service up from a spreadsheet.",
}


@founding.post("")
def found(caller: Founds, frame: Around, form: Posted) -> Response:
    """Found a service that has nobody yet."""
    service = service_read(form)
    names = services.service_names(caller.store, after=None, limit=MANY)
    if service and service.name.casefold() in {each.name.casefold() for each in names}:
        form.refuse("name", "There is a service of this name already")
    if service is None or form.wrong:
        return founding_shown(caller, frame, form)
    services.found(
        caller.store,
        caller.actor,
        service,
        is_hidden="yes" in form.values("is_hidden"),
        at=caller.at,
    )
    return see("/services?notice=founded")


@founding.post("/{service_id}/leader")
def lead(caller: Founds, frame: Around, service_id: PathId, form: Posted) -> Response:
    """Let somebody lead a service."""
    field = leader_field(service_id)
    known = {
        each.id: each.id
        for each in accounts_told(caller.store, caller.actor).items
        if each.is_active and not each.is_administrator
    }
    account_id = form.one_of(field, known, needed="Choose who leads it")
    if account_id is None:
        return founding_shown(caller, frame, form)
    role = Membership(service_id=service_id, role=Role.LEADER)
    accounts.grant(caller.store, caller.actor, account_id, role, at=caller.at)
    return see("/services?notice=led")


def founding_shown(
    caller: Caller, frame: Frame, form: Form | None = None, *, notice: str = ""
) -> Response:
    """Show the services there are, and the form that founds one."""
    said = form or Form(USUAL)
    for name, usual in USUAL.items():
        # The form of a leader has none of what founds a service.
        if name not in said.said:
            said = Form({**said.said, name: usual}, said.files, said.wrong)
    page = founding_page(
        services.service_names(caller.store, after=None, limit=MANY),
        accounts_told(caller.store, caller.actor).items,
        form=said,
        notice=NOTICES.get(notice, ""),
    )
    return shown(page, frame, 422 if said.wrong else 200)
