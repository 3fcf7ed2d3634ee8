"""One contact: say what became of it with a tap, correct it, take it back, be late."""

from datetime import date, datetime
from typing import Annotated

from fastapi import Depends, Query, Request
from starlette.responses import Response

from cti.access import Permission
from cti.api.callers import Caller, of
from cti.api.shapes import PathId
from cti.calendar import on_the_wall
from cti.caseload.caseload import Outcome
from cti.caseload.casework.notes import MOST_LETTERS
from cti.errors import BreaksARule, ChangedMeanwhile
from cti.usecases import contacts as usecases
from cti.usecases import correcting
from cti.usecases.notes import write_note
from cti.usecases.people import one_person
from dashboards.pages.contact import SPOKEN, UnplannedPage, contact_page
from dashboards.site.forms import Form, Posted, Wrong, filled
from dashboards.site.frame import frame_of
from dashboards.site.once import once
from dashboards.site.routing import pages, see
from dashboards.site.showing import shown

contacts = pages()

Reads = Annotated[
    Caller, Depends(of(Permission.PLANNING_READ, "contacts", "contact_id"))
]
Writes = Annotated[
    Caller, Depends(of(Permission.CONTACT_WRITE, "contacts", "contact_id"))
]
WritesNotes = Annotated[
    Caller, Depends(of(Permission.NOTES_WRITE, "contacts", "contact_id"))
]
WritesOf = Annotated[
    Caller, Depends(of(Permission.CONTACT_WRITE, "people", "person_id"))
]

Kept = Annotated[str, Query(max_length=3)]
"""Whether words were kept just before."""

CONTACT = "/contacts/{contact_id}"
UNPLANNED = "/my-week/people/{person_id}/contact"
WEEK = "/my-week"

OUTCOMES = {each.value: each for each in Outcome}
OF_A_PLAN = {name: each for name, each in OUTCOMES.items() if name != "collateral"}
LATER = {"10": 10, "20": 20, "30": 30}
"""By how many minutes somebody may be late with one tap."""

SAY_HOW = "Choose how it went"


@contacts.get(CONTACT)
def show(
    caller: Reads, request: Request, contact_id: PathId, kept: Kept = ""
) -> Response:
    """Show a contact, and what can be said of it."""
    return _contact(caller, request, contact_id, is_kept=bool(kept))


@contacts.post(f"{CONTACT}/outcome")
def say(caller: Writes, request: Request, contact_id: PathId, form: Posted) -> Response:
    """Say what became of a contact, with a tap or with all there is to say."""
    outcome = form.one_of("outcome", OF_A_PLAN, needed=SAY_HOW)
    words = form.text("words", most=MOST_LETTERS)
    held_at, minutes, place = _as_held(form)
    if outcome is None or form.wrong:
        return _contact(caller, request, contact_id, form)

    def settle() -> str:
        usecases.settle(
            caller.store,
            caller.actor,
            caller.person,
            contact_id,
            outcome=outcome,
            held_at=held_at,
            minutes=minutes,
            place=place,
            worker_id=None,
            words=words,
            at=caller.at,
        )
        return f"/contacts/{contact_id}" if "day" in form.said else WEEK

    try:
        return once(caller, request.url.path, form, settle)
    except BreaksARule as error:
        form.refuse("outcome", f"{error.message} {error.hint}")
        return _contact(caller, request, contact_id, form)
    except ChangedMeanwhile:
        return _quicker(caller, request, contact_id, form)


@contacts.post(f"{CONTACT}/correction")
def correct(
    caller: Writes, request: Request, contact_id: PathId, form: Posted
) -> Response:
    """Correct what was said of a contact."""
    outcome = form.one_of("outcome", OUTCOMES, needed=SAY_HOW)
    held_at, minutes, place = _as_held(form)
    seen = form.number("version", least=1, most=10**9, needed="Open the page again")
    if held_at is None and not form.problem("time"):
        form.refuse("day", "Enter the day and the time it was")
    if outcome is None or held_at is None or seen is None or form.wrong:
        return _contact(caller, request, contact_id, form)
    try:
        correcting.correct(
            caller.store,
            caller.actor,
            caller.person,
            contact_id,
            seen=seen,
            outcome=outcome,
            held_at=held_at,
            minutes=minutes,
            place=place or "",
            on=caller.on,
            at=caller.at,
        )
    except BreaksARule as error:
        form.refuse("outcome", f"{error.message} {error.hint}")
        return _contact(caller, request, contact_id, form)
    except ChangedMeanwhile:
        return _quicker(caller, request, contact_id, form)
    return see(f"/contacts/{contact_id}")


@contacts.post(f"{CONTACT}/words")
def write(
    caller: WritesNotes, request: Request, contact_id: PathId, form: Posted
) -> Response:
    """Write about a contact of which it is said what became of it."""
    words = form.text("words", most=MOST_LETTERS)
    found, record = correcting.what_became(
        caller.store, caller.actor, caller.person, contact_id, on=caller.on
    )
    if not words or record is None:
        unsaid = Form(wrong=[Wrong(field="words", words="Write something first")])
        return _contact(caller, request, contact_id, unsaid)
    write_note(
        caller.store, caller.actor, caller.person, record.id, words, at=caller.at
    )
    return see(f"/contacts/{found.id}?kept=yes")


@contacts.post(f"{CONTACT}/taking-back")
def take_back(caller: Writes, contact_id: PathId) -> Response:
    """Let nothing have been said of a contact; what nobody had planned is gone."""
    correcting.take_back(
        caller.store,
        caller.actor,
        caller.person,
        contact_id,
        on=caller.on,
        at=caller.at,
    )
    return see(WEEK)


@contacts.post(f"{CONTACT}/lateness")
def be_late(
    caller: Writes, request: Request, contact_id: PathId, form: Posted
) -> Response:
    """Let a contact of today begin later, in calendars too."""
    minutes = form.one_of("minutes", LATER, needed="Choose by how many minutes")
    seen = _moment(form.value("seen"))
    if seen is None:
        form.refuse("minutes", "Open the page again")
    if minutes is None or seen is None:
        return _contact(caller, request, contact_id, form)
    correcting.begin_later(
        caller.store,
        caller.actor,
        caller.person,
        contact_id,
        minutes,
        seen=seen,
        on=caller.on,
        at=caller.at,
    )
    return see(WEEK)


@contacts.get(UNPLANNED)
def ask(caller: WritesOf, request: Request, person_id: PathId) -> Response:
    """Ask about a contact that nobody had planned."""
    now = on_the_wall(caller.at)
    values = {
        "day": f"{now.day}/{now.month}/{now.year}",
        "time": f"{now:%H:%M}",
        "kind": "visit",
    }
    return _unplanned(caller, request, person_id, filled(values))


@contacts.post(UNPLANNED)
def record(
    caller: WritesOf, request: Request, person_id: PathId, form: Posted
) -> Response:
    """Record a contact that nobody had planned."""
    outcome = form.one_of("outcome", OUTCOMES, needed=SAY_HOW)
    kind = form.line("kind", needed="Choose what it was")
    words = form.text("words", most=MOST_LETTERS)
    held_at, minutes, place = _as_held(form)
    if held_at is None and not form.problem("time"):
        form.refuse("day", "Enter the day and the time it was")
    if outcome is None or held_at is None or form.wrong:
        return _unplanned(caller, request, person_id, form)
    at = held_at

    def keep() -> str:
        usecases.record(
            caller.store,
            caller.actor,
            caller.person,
            held_at=at,
            kind=kind,
            outcome=outcome,
            minutes=minutes,
            place=place or "",
            worker_id=None,
            words=words,
            at=caller.at,
        )
        return WEEK

    try:
        return once(caller, request.url.path, form, keep)
    except BreaksARule as error:
        form.refuse("day", f"{error.message} {error.hint}")
        return _unplanned(caller, request, person_id, form)


def _contact(
    caller: Caller,
    request: Request,
    contact_id: str,
    form: Form | None = None,
    *,
    is_kept: bool = False,
) -> Response:
    page = contact_page(
        caller.store,
        caller.actor,
        caller.person,
        contact_id,
        form=form,
        is_kept=is_kept,
        at=caller.at,
    )
    status = 422 if form is not None and form.wrong else 200
    return shown(page, frame_of(request, caller.actor, caller.at), status)


def _quicker(caller: Caller, request: Request, contact_id: str, form: Form) -> Response:
    """Show what somebody said meanwhile; the same again is done already."""
    found, record = correcting.what_became(
        caller.store, caller.actor, caller.person, contact_id, on=caller.on
    )
    same = record is not None and record.outcome.value == form.value("outcome")
    if same and not form.value("words").strip() and "version" not in form.said:
        return see(WEEK)
    said = SPOKEN[found.outcome] if found.outcome else "It is said already"
    page = contact_page(
        caller.store,
        caller.actor,
        caller.person,
        contact_id,
        form=form,
        others_word=said,
        at=caller.at,
    )
    return shown(page, frame_of(request, caller.actor, caller.at), 409)


def _unplanned(
    caller: Caller, request: Request, person_id: str, form: Form
) -> Response:
    seen = one_person(caller.store, caller.actor, person_id, on=caller.on).seen
    page = UnplannedPage(
        form=form,
        person_id=person_id,
        known_as=seen.known_as,
        choices=tuple((each.value, words) for each, words in SPOKEN.items()),
    )
    frame = frame_of(request, caller.actor, caller.at)
    return shown(page, frame, 422 if form.wrong else 200)


def _as_held(form: Form) -> tuple[datetime | None, int | None, str | None]:
    """Read when and where it was and how long; None for what was not asked."""
    minutes = form.number("minutes", least=1, most=24 * 60)
    place = form.line("place") if "place" in form.said else None
    day = form.day("day")
    if day is None:
        return None, minutes, place
    return _at(form, day), minutes, place


def _at(form: Form, day: date) -> datetime | None:
    said = form.time("time")
    if said is None:
        form.refuse("time", "Enter the time it was, such as 14:30")
        return None
    if not date(2000, 1, 1) <= day <= date(2100, 1, 1):
        form.refuse("day", "This day is too far away")
        return None
    return datetime.combine(day, said)


def _moment(said: str) -> datetime | None:
    try:
        seen = datetime.fromisoformat(said)
    except ValueError:
        return None
    return None if seen.tzinfo else seen
