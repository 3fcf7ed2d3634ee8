"""Notes on the contacts with somebody: open them, write one, correct one."""

from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Request
from starlette.responses import Response

from cti.access import Permission, can
from cti.api.callers import Caller, Needs, of
from cti.api.shapes import PathId
from cti.caseload.casework.notes import MOST_LETTERS
from cti.errors import ChangedMeanwhile, InvalidInput, NotThere, ReasonNeeded
from cti.usecases.contacts import Wanted, contacts
from cti.usecases.knowing import LOOKED_BACK
from cti.usecases.notes import NoteRead, correct_note, read_notes, write_note
from cti.usecases.opening_notes import give_reason
from dashboards.pages.person_edit import Choices
from dashboards.pages.person_notes import CorrectPage, NotesPage, ReasonPage, note_views
from dashboards.pages.person_words import contact_words, moment_words
from dashboards.routes.person_editing import called
from dashboards.site.forms import Form, Posted, chosen, filled
from dashboards.site.frame import frame_of
from dashboards.site.routing import pages, see
from dashboards.site.showing import shown

person_notes = pages("/people/{person_id}")

Opens = Annotated[
    Caller,
    Depends(Needs(Permission.NOTES_READ, "people", "person_id", reason_follows=True)),
]
Writes = Annotated[Caller, Depends(of(Permission.NOTES_WRITE, "people", "person_id"))]

MOST = 100
"""Notes and contacts on one page."""


@person_notes.get("/notes")
def all_notes(
    request: Request,
    caller: Opens,
) -> Response:
    """Open the notes on somebody; who does not work with them is asked why first."""
    return _notes(request, caller, Form(), HTTPStatus.OK)


@person_notes.post("/reasons")
def say_why(
    request: Request, caller: Opens, person_id: PathId, form: Posted
) -> Response:
    """Keep why somebody opens notes, and open them."""
    words = form.line("words", needed="Say why you open these notes", most=400)
    if not form.wrong:
        try:
            give_reason(
                caller.store,
                caller.actor,
                person_id,
                words,
                on=caller.on,
                at=caller.at,
            )
        except ReasonNeeded as error:
            form.refuse("words", f"{error.message} {error.hint}")
        else:
            return see(f"/people/{person_id}/notes")
    return _ask_why(request, caller, form)


@person_notes.post("/notes")
def write(
    request: Request, caller: Writes, person_id: PathId, form: Posted
) -> Response:
    """Write about a contact."""
    about = form.one_of(
        "contact", chosen(value for value, _ in _contacts(caller)), needed="Choose one"
    )
    words = form.text("words", needed="Write something first", most=MOST_LETTERS)
    if form.wrong:
        return _notes(request, caller, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    write_note(
        caller.store, caller.actor, caller.person, about or "", words, at=caller.at
    )
    return see(f"/people/{person_id}/notes")


@person_notes.get("/notes/{note_id}")
def ask_correction(request: Request, caller: Writes, note_id: PathId) -> Response:
    """Ask what a note should have said; the audit says that it was opened."""
    note = _note(caller, note_id)
    form = filled({"words": note.words})
    return _correct(request, caller, note, form, HTTPStatus.OK)


@person_notes.post("/notes/{note_id}")
def correct(
    request: Request, caller: Writes, person_id: PathId, note_id: PathId, form: Posted
) -> Response:
    """Let a note stand in another's place; who comes second keeps their words."""
    words = form.text("words", needed="Write something first", most=MOST_LETTERS)
    if not form.wrong:
        try:
            correct_note(
                caller.store, caller.actor, caller.person, note_id, words, at=caller.at
            )
        except ChangedMeanwhile:
            note = _standing(caller, note_id)
            return _correct(request, caller, note, form, HTTPStatus.CONFLICT)
        except InvalidInput as error:
            form.refuse("words", f"{error.message} {error.hint}")
        else:
            return see(f"/people/{person_id}/notes")
    note = _note(caller, note_id)
    return _correct(request, caller, note, form, HTTPStatus.UNPROCESSABLE_ENTITY)


def _notes(request: Request, caller: Caller, form: Form, status: int) -> Response:
    try:
        found = _read(caller, with_corrected=False)
    except ReasonNeeded:
        return _ask_why(request, caller, form)
    may_write = can(caller.actor, Permission.NOTES_WRITE, caller.person).allowed
    page = NotesPage(
        known_as=called(caller),
        person_id=caller.person.person_id,
        form=form,
        notes=note_views(found),
        contacts=_contacts(caller) if may_write else (),
        may_write=may_write,
    )
    return shown(page, frame_of(request, caller.actor, caller.at), status)


def _ask_why(request: Request, caller: Caller, form: Form) -> Response:
    page = ReasonPage(
        known_as=called(caller), person_id=caller.person.person_id, form=form
    )
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.wrong else HTTPStatus.OK
    return shown(page, frame_of(request, caller.actor, caller.at), status)


def _correct(
    request: Request, caller: Caller, note: NoteRead, form: Form, status: HTTPStatus
) -> Response:
    (before,) = note_views([note])
    page = CorrectPage(
        known_as=called(caller),
        person_id=caller.person.person_id,
        form=form,
        before=before,
        was_quicker=status is HTTPStatus.CONFLICT,
    )
    return shown(page, frame_of(request, caller.actor, caller.at), status)


def _read(caller: Caller, *, with_corrected: bool) -> list[NoteRead]:
    found = read_notes(
        caller.store,
        caller.actor,
        caller.person.person_id,
        with_corrected=with_corrected,
        after=None,
        limit=MOST,
        on=caller.on,
        at=caller.at,
    )
    return list(found.items)


def _note(caller: Caller, note_id: str) -> NoteRead:
    for note in _read(caller, with_corrected=True):
        if note.id == note_id:
            return note
    raise NotThere(kind="contact_notes")


def _standing(caller: Caller, note_id: str) -> NoteRead:
    """Return the note that stands in another's place by now."""
    note = _note(caller, note_id)
    return _standing(caller, note.corrected_by) if note.corrected_by else note


def _contacts(caller: Caller) -> Choices:
    wanted = Wanted(
        person_id=caller.person.person_id,
        from_on=caller.on - LOOKED_BACK,
        to_on=caller.on,
    )
    found = contacts(
        caller.store, caller.actor, wanted, on=caller.on, after=None, limit=MOST
    )
    return tuple(
        (each.record_id, f"{moment_words(each.at)}: {contact_words(each)}")
        for each in reversed(found.items)
        if each.record_id
    )
