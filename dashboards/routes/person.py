"""Somebody's page, and the pages that are read or printed with them."""

from typing import Annotated

from fastapi import Depends, Query, Request
from starlette.responses import Response

from cti.access import Permission
from cti.api.callers import Caller, of
from cti.calendar import on_the_wall
from cti.usecases.knowing import all_known
from dashboards.pages.person_page import person_page
from dashboards.pages.person_shared import handover_page, sheet_page, together_page
from dashboards.site.frame import frame_of
from dashboards.site.routing import pages
from dashboards.site.showing import shown

person = pages("/people/{person_id}")

Reads = Annotated[Caller, Depends(of(Permission.PERSON_READ, "people", "person_id"))]
Shares = Annotated[Caller, Depends(of(Permission.VIEW_SHARE, "people", "person_id"))]
Supports = Annotated[
    Caller, Depends(of(Permission.SUPPORT_READ, "people", "person_id"))
]

NOTICES = {"saved": "Saved.", "note": "Your note is kept."}


@person.get("")
def one(
    request: Request,
    caller: Reads,
    notice: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """Show somebody, in as much as this account may see."""
    known = all_known(caller.store, caller.actor, caller.person, on=caller.on)
    now = on_the_wall(caller.at)
    page = person_page(known, now=now, notice=NOTICES.get(notice, ""))
    return shown(page, frame_of(request, caller.actor, caller.at))


@person.get("/together")
def together(
    request: Request,
    caller: Shares,
) -> Response:
    """Show somebody what is theirs, to be looked at side by side."""
    known = all_known(caller.store, caller.actor, caller.person, on=caller.on)
    now = on_the_wall(caller.at)
    page = together_page(known, now=now)
    return shown(page, frame_of(request, caller.actor, caller.at))


@person.get("/sheet")
def sheet(
    request: Request,
    caller: Shares,
) -> Response:
    """Show a sheet that somebody takes home."""
    known = all_known(caller.store, caller.actor, caller.person, on=caller.on)
    now = on_the_wall(caller.at)
    page = sheet_page(known, now=now)
    return shown(page, frame_of(request, caller.actor, caller.at))


@person.get("/handover")
def handover(
    request: Request,
    caller: Supports,
) -> Response:
    """Show what two workers need to hand somebody over well."""
    known = all_known(caller.store, caller.actor, caller.person, on=caller.on)
    now = on_the_wall(caller.at)
    page = handover_page(known, now=now)
    return shown(page, frame_of(request, caller.actor, caller.at))
