"""The phase board of a service, and a transition date put right on it."""

from dataclasses import replace
from datetime import date, timedelta
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Query, Request
from starlette.responses import Response

from cti.access import Permission
from cti.api.callers import Caller, of
from cti.calendar import on_the_wall
from cti.errors import BreaksARule, ChangedMeanwhile, NotNow, NotThere
from cti.usecases.board_people import BoardPerson
from cti.usecases.finding import find
from cti.usecases.people import one_person, put_transition
from cti.usecases.phase_board import PhaseBoard
from cti.usecases.watching import last_said, phase_board
from dashboards.pages.phase_board import Show
from dashboards.pages.phase_page import Asked, lay_out
from dashboards.pages.phase_tabs import Days, as_undated, stands
from dashboards.site.forms import Form, Posted, chosen
from dashboards.site.frame import frame_of
from dashboards.site.routing import pages, see
from dashboards.site.showing import shown

phases = pages("/services/{service_id}/phases")

Reads = Annotated[
    Caller, Depends(of(Permission.CASELOAD_READ, "services", "service_id"))
]
Changes = Annotated[
    Caller, Depends(of(Permission.PERSON_CHANGE, "people", "person_id"))
]
Narrow = Annotated[str, Query(max_length=200)]

YEARS = timedelta(days=3660)
"""A move is neither longer ago nor farther off than this."""

HAPPENED, EXPECTED = "happened", "expected"
LARGEST = 10**9


@phases.get("")
def board(
    caller: Reads,
    request: Request,
    service_id: str,
    show: Annotated[Show, Query()] = Show.EVERYBODY,
    worker: Narrow = "",
    team: Narrow = "",
    saved: Narrow = "",
) -> Response:
    """Show a part of the board."""
    asked = Asked(service_id=service_id, show=show, worker=worker, team=team)
    page = lay_out(_board(caller, service_id), asked, saved=saved)
    return shown(page, frame_of(request, caller.actor, caller.at))


@phases.post("/{person_id}/transition")
def put_date(
    caller: Changes, request: Request, service_id: str, person_id: str, form: Posted
) -> Response:
    """Say when somebody moved or is expected to, and come back to where one was."""
    _check_board(caller, service_id)
    asked = Asked(
        service_id=service_id,
        show=Show.DATES,
        worker=form.line("worker"),
        team=form.line("team"),
    )
    how = form.one_of(
        "how",
        chosen((HAPPENED, EXPECTED)),
        needed="Say whether they have moved, or are expected to",
    )
    day = form.day("day", needed="Enter the day")
    version = form.number("version", least=0, most=LARGEST)
    _check_day(form, how, day, caller.on)
    if form.wrong or day is None:
        return _again(caller, request, asked, person_id, form)
    now = one_person(caller.store, caller.actor, person_id, on=caller.on)
    planning = now.seen.planning
    before = planning.person.transition_expected_on if planning else None
    try:
        put_transition(
            caller.store,
            caller.actor,
            person_id,
            seen=version or 0,
            happened_on=day if how == HAPPENED else None,
            expected_on=before if how == HAPPENED else day,
            on=caller.on,
            at=caller.at,
        )
    except ChangedMeanwhile:
        return _again(caller, request, asked, person_id, form, is_conflict=True)
    except (NotNow, BreaksARule) as error:
        form.refuse("day", f"{error.message} {error.hint}")
        return _again(caller, request, asked, person_id, form)
    return see(asked.address(saved=person_id))


def _board(caller: Caller, service_id: str) -> PhaseBoard:
    return phase_board(caller.store, caller.actor, service_id, on=caller.on)


def _check_board(caller: Caller, service_id: str) -> None:
    """Go on with somebody of the service whose board may be read.

    Raises
    ------
    NotThere
        If they are of another service.
    """
    if caller.service_id != service_id:
        raise NotThere(kind="people")
    find(
        caller.store,
        caller.actor,
        Permission.CASELOAD_READ,
        "services",
        service_id,
        on=caller.on,
    )


def _check_day(form: Form, how: str | None, day: date | None, on: date) -> None:
    if day is None:
        return
    if abs(day - on) > YEARS:
        form.refuse("day", "This is more than ten years away: look at the year")
    elif how == HAPPENED and day > on:
        form.refuse("day", "This day is still to come: say that they are expected to")
    elif how == EXPECTED and day < on:
        form.refuse("day", "This day has passed: say that they moved, or a later day")


def _again(
    caller: Caller,
    request: Request,
    asked: Asked,
    person_id: str,
    form: Form,
    *,
    is_conflict: bool = False,
) -> Response:
    """Show what was filled in once more, beside what is wrong or has changed."""
    now = _board(caller, asked.service_id)
    each = next((each for each in now.people if each.person_id == person_id), None)
    if each is None:
        raise NotThere(kind="people")
    seen = form.number("version", least=0, most=LARGEST) or 0
    newest = one_person(caller.store, caller.actor, person_id, on=now.on).version
    tried = replace(
        as_undated(each, Days(now.on)),
        is_tried=True,
        conflict=_conflict(caller, each, Days(now.on)) if is_conflict else "",
        # Only who was told what has changed may go over it.
        version=newest if is_conflict else seen,
    )
    page = lay_out(now, asked, form=form, tried=tried)
    status = HTTPStatus.CONFLICT if is_conflict else HTTPStatus.UNPROCESSABLE_ENTITY
    return shown(page, frame_of(request, caller.actor, caller.at), status)


def _conflict(caller: Caller, each: BoardPerson, days: Days) -> str:
    """Say what stands there now, who said it and when."""
    now = f"{each.known_as}: {stands(each, days)}"
    said = last_said(caller.store, caller.service_id, each.person_id)
    if said is None:
        return f"{now}."
    by = said.by or "somebody whose account has ended"
    return f"{now}, as {by} said on {days.moment(on_the_wall(said.at))}."
