"""How full caseloads are, as pictures and numbers."""

from typing import Annotated

from fastapi import Depends, Request
from starlette.responses import Response

from cti.access import Permission
from cti.api.callers import Caller, of
from cti.api.shapes import PathId
from cti.errors import NotNow
from cti.usecases.caseload_pictures import caseloads_seen
from dashboards.pages.caseloads import NoCaseloadsPage, caseloads_page
from dashboards.site.frame import frame_of
from dashboards.site.routing import pages
from dashboards.site.showing import shown

caseloads = pages("/services/{service_id}/caseloads")

Reads = Annotated[Caller, Depends(of(Permission.PLAN_READ, "services", "service_id"))]


@caseloads.get("")
def show(request: Request, caller: Reads, service_id: PathId) -> Response:
    """Show load against ceiling, phases and contacts of a service."""
    frame = frame_of(request, caller.actor, caller.at)
    try:
        seen = caseloads_seen(caller.store, caller.actor, service_id, on=caller.on)
    except NotNow as error:
        return shown(NoCaseloadsPage(words=error.message, hint=error.hint), frame)
    return shown(caseloads_page(seen), frame)
