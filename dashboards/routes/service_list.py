"""The services an account is in, for who works in more than one."""

from typing import Annotated

from fastapi import Depends, Query, Request
from starlette.responses import Response

from cti.access import Permission
from cti.api.callers import Caller, own
from dashboards.pages.service_list import services_page
from dashboards.routes.founding import founding_shown
from dashboards.site.frame import frame_of
from dashboards.site.routing import pages
from dashboards.site.showing import shown

service_list = pages("/services")

Reads = Annotated[Caller, Depends(own(Permission.ME_READ))]


@service_list.get("")
def show(
    caller: Reads,
    request: Request,
    notice: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """List the services, each with the pages somebody in their role goes to.

    Who looks after accounts founds services there.
    """
    frame = frame_of(request, caller.actor, caller.at)
    if caller.actor.is_administrator:
        return founding_shown(caller, frame, notice=notice)
    page = services_page(caller.store, caller.actor, on=caller.on)
    return shown(page, frame)
