"""A worker's week: whom they meet, a calendar for their phone, how the work feels."""

from datetime import date
from typing import Annotated

from fastapi import Depends, Query, Request
from starlette.responses import Response

from cti.access import Permission
from cti.api.callers import Caller, of, own
from cti.api.shapes import PathId
from cti.caseload.casework.felt_weights import Feels
from cti.usecases import my_calendars
from cti.usecases.feeling import say_felt
from dashboards.pages.feels import FeelsPage
from dashboards.pages.my_calendar import calendar_page
from dashboards.pages.my_week import week_page
from dashboards.site.forms import Form, Posted, chosen
from dashboards.site.frame import frame_of
from dashboards.site.routing import pages, see
from dashboards.site.showing import shown

my_week = pages("/my-week")

ReadsMine = Annotated[Caller, Depends(own(Permission.ME_READ))]
Mine = Annotated[Caller, Depends(own(Permission.CALENDAR_READ))]
SaysOfOne = Annotated[
    Caller, Depends(of(Permission.CONTACT_WRITE, "people", "person_id"))
]
SaysOfAll = Annotated[
    Caller, Depends(of(Permission.REVIEW_WRITE, "services", "service_id"))
]

ADay = Annotated[
    date | None, Query(alias="week", ge=date(2000, 1, 1), le=date(2100, 1, 1))
]


Kept = Annotated[str, Query(max_length=3)]
"""Whether something was said just before."""

OF_ONE = "/people/{person_id}/feels"
OF_ALL = "/services/{service_id}/feels"


@my_week.get("")
def show(caller: ReadsMine, request: Request, week: ADay = None) -> Response:
    """Show the week of a day; the plain address is this week, which a phone keeps."""
    page = week_page(caller.store, caller.actor, week, at=caller.at)
    return shown(page, frame_of(request, caller.actor, caller.at))


@my_week.get("/calendar")
def calendar(caller: Mine, request: Request) -> Response:
    """Show which calendars a phone may fetch."""
    return _calendar(caller, request, Form())


@my_week.post("/calendar")
def open_calendar(caller: Mine, request: Request, form: Posted) -> Response:
    """Open a calendar, and show its address this once."""
    services = {each.service_id for each in caller.actor.memberships if each.worker_id}
    service_id = next(iter(services), None)
    if len(services) > 1:
        needed = "Choose the service the calendar is to be of"
        service_id = form.one_of("service", chosen(services), needed=needed)
    if form.wrong:
        return _calendar(caller, request, form, status=422)
    opened = my_calendars.open_mine(
        caller.store,
        caller.actor,
        service_id=service_id,
        with_names="yes" in form.values("names"),
        at=caller.at,
    )
    address = f"{caller.house.address}/api/calendars/{opened.secret}.ics"
    return _calendar(caller, request, Form(), address=address)


@my_week.post("/calendar/{feed_id}/end")
def end_calendar(caller: Mine, feed_id: PathId) -> Response:
    """End a calendar at once."""
    my_calendars.revoke_mine(caller.store, caller.actor, feed_id, at=caller.at)
    return see("/my-week/calendar")


@my_week.get(OF_ONE)
def ask_of_one(
    caller: SaysOfOne, request: Request, person_id: PathId, said: Kept = ""
) -> Response:
    """Ask how the work with somebody feels."""
    return _feels(caller, request, Form(), person_id, is_said=bool(said))


@my_week.post(OF_ONE)
def say_of_one(
    caller: SaysOfOne, request: Request, person_id: PathId, form: Posted
) -> Response:
    """Keep how the work with somebody feels."""
    return _say(caller, request, form, person_id)


@my_week.get(OF_ALL)
def ask_of_all(caller: SaysOfAll, request: Request, said: Kept = "") -> Response:
    """Ask how a whole caseload feels."""
    return _feels(caller, request, Form(), None, is_said=bool(said))


@my_week.post(OF_ALL)
def say_of_all(caller: SaysOfAll, request: Request, form: Posted) -> Response:
    """Keep how a whole caseload feels."""
    return _say(caller, request, form, None)


def _calendar(
    caller: Caller,
    request: Request,
    form: Form,
    *,
    address: str = "",
    status: int = 200,
) -> Response:
    page = calendar_page(
        caller.store, caller.actor, form, address=address, at=caller.at
    )
    return shown(page, frame_of(request, caller.actor, caller.at), status)


def _feels(
    caller: Caller,
    request: Request,
    form: Form,
    person_id: str | None,
    *,
    is_said: bool = False,
) -> Response:
    page = FeelsPage.about(
        caller.store, caller.actor, person_id, form, is_said=is_said, on=caller.on
    )
    frame = frame_of(request, caller.actor, caller.at)
    return shown(page, frame, 422 if form.wrong else 200)


def _say(
    caller: Caller, request: Request, form: Form, person_id: str | None
) -> Response:
    needed = "Choose whether it feels heavier or lighter"
    feels = form.one_of("feels", {each.value: each for each in Feels}, needed=needed)
    words = form.text("words")
    if feels is None or form.wrong:
        return _feels(caller, request, form, person_id)
    say_felt(
        caller.store,
        caller.actor,
        caller.service_id,
        person_id=person_id,
        feels=feels,
        words=words,
        on=caller.on,
        at=caller.at,
    )
    return see(f"{request.url.path}?said=yes")
