"""Help in plain words, for everybody who may sign in."""

from typing import Annotated

from fastapi import Depends
from starlette.responses import Response

from cti.access import Permission
from cti.api.callers import Caller, own
from dashboards.pages.help import help_page
from dashboards.routes.around import Around
from dashboards.site.routing import pages
from dashboards.site.showing import shown

helping = pages("/help")

Reads = Annotated[Caller, Depends(own(Permission.ME_READ))]


@helping.get("")
def show(caller: Reads, frame: Around) -> Response:
    """Show what the planner does, and what each page is for."""
    return shown(help_page(caller.actor), frame)
