"""Notes on the contacts with somebody: for those who work with them; others say why."""

from typing import Annotated

from fastapi import Depends, Query, Response
from pydantic import BeforeValidator, Field

from cti.access import Permission
from cti.api.callers import Caller, Needs, of
from cti.api.paging import USUAL_PAGE, After, Limit, next_of, read_cursor
from cti.api.shapes import (
    Line,
    Moment,
    Page,
    PathId,
    RowId,
    Sent,
    Told,
    WallClock,
    no_nul,
)
from cti.api.subject import subject
from cti.api.versions import tag
from cti.caseload.casework.notes import MOST_LETTERS
from cti.usecases.notes import correct_note, read_notes, write_note
from cti.usecases.opening_notes import give_reason, reasons_to_look_at

notes = subject("notes")

Opens = Annotated[
    Caller,
    Depends(Needs(Permission.NOTES_READ, "people", "person_id", reason_follows=True)),
]
Writes = Annotated[Caller, Depends(of(Permission.NOTES_WRITE, "people", "person_id"))]
Looks = Annotated[Caller, Depends(of(Permission.GLASS_READ, "services", "service_id"))]

NOTES = "/people/{person_id}/notes"

Story = Annotated[
    str,
    BeforeValidator(no_nul),
    Field(min_length=1, max_length=MOST_LETTERS, examples=["She cooked for us."]),
]


class Note(Told):
    """What somebody wrote about a contact; it stays as it was written."""

    id: RowId
    contact_record_id: RowId
    contact_at: WallClock
    contact_kind: Annotated[str, Field(examples=["visit"])]
    words: Annotated[str, Field(examples=["She cooked for us."])]
    written_by: Annotated[RowId, Field(description="The account of who wrote it.")]
    author: Annotated[str, Field(examples=["Alex"])]
    written_at: Moment
    corrects_id: Annotated[
        RowId | None, Field(description="The note in whose place it stands.")
    ]
    corrected_by: Annotated[
        RowId | None, Field(description="The note that stands in its place.")
    ]


class NewNote(Sent):
    """Something about a contact that was recorded."""

    contact_record_id: RowId
    words: Story


class Correction(Sent):
    """What a note should have said; all of it."""

    words: Story


class Reason(Sent):
    """Why somebody opens notes of a person they do not work with."""

    words: Annotated[
        Line, Field(examples=["She rang the duty phone and I was on duty."])
    ]


class ReasonKept(Told):
    """That a reason was kept; it counts for a day."""

    id: RowId


class GivenReason(Told):
    """A reason somebody gave to open notes."""

    id: Annotated[RowId, Field(validation_alias="reason_id")]
    account_id: RowId
    given_by: Annotated[str, Field(examples=["Bo"])]
    person_id: RowId
    known_as: Annotated[str, Field(examples=["Sam"])]
    given_at: Moment
    words: Annotated[str, Field(examples=["She rang the duty phone."])]


@notes.get(NOTES, summary="Open the notes on somebody")
def all_notes(
    caller: Opens,
    person_id: PathId,
    limit: Limit = USUAL_PAGE,
    after: After = None,
    *,
    with_corrected: Annotated[
        bool, Query(description="Tell those too in whose place another stands.")
    ] = False,
) -> Page[Note]:
    """Open the notes on somebody, the newest first; the audit says who did.

    Who does not work with them gives a reason first, and is refused without one.
    """
    part = read_notes(
        caller.store,
        caller.actor,
        person_id,
        with_corrected=with_corrected,
        after=read_cursor(after),
        limit=limit,
        on=caller.on,
        at=caller.at,
    )
    items = [Note.model_validate(each) for each in part.items]
    return Page(items=items, next=next_of(part.ends))


@notes.post(NOTES, status_code=201, summary="Write a note")
def write(caller: Writes, person_id: PathId, said: NewNote, response: Response) -> Note:
    """Write about a contact with somebody."""
    note = write_note(
        caller.store,
        caller.actor,
        caller.person,
        said.contact_record_id,
        said.words,
        at=caller.at,
    )
    return _made(response, person_id, Note.model_validate(note), note.version)


@notes.post(
    f"{NOTES}/{{note_id}}/corrections", status_code=201, summary="Correct a note"
)
def correct(
    caller: Writes,
    person_id: PathId,
    note_id: PathId,
    said: Correction,
    response: Response,
) -> Note:
    """Write a note in whose place another stood; that one is kept as it was.

    Of two who correct the same note, the second is told that somebody was quicker.
    """
    note = correct_note(
        caller.store, caller.actor, caller.person, note_id, said.words, at=caller.at
    )
    return _made(response, person_id, Note.model_validate(note), note.version)


@notes.post(
    "/people/{person_id}/reasons",
    status_code=201,
    summary="Say why I open somebody's notes",
)
def say_why(caller: Opens, person_id: PathId, said: Reason) -> ReasonKept:
    """Keep a reason; it counts for a day, and leaders of the person's team see it."""
    given = give_reason(
        caller.store,
        caller.actor,
        person_id,
        said.words,
        on=caller.on,
        at=caller.at,
    )
    return ReasonKept(id=given.reason_id)


@notes.get(
    "/services/{service_id}/reasons", summary="Who opened notes with a reason, and why"
)
def reasons(
    caller: Looks,
    service_id: PathId,
    limit: Limit = USUAL_PAGE,
    after: After = None,
) -> Page[GivenReason]:
    """Return the reasons given about the people of one's teams, the newest first."""
    part = reasons_to_look_at(
        caller.store,
        caller.actor,
        service_id,
        on=caller.on,
        after=read_cursor(after),
        limit=limit,
    )
    items = [GivenReason.model_validate(each) for each in part.items]
    return Page(items=items, next=next_of(part.ends))


def _made(response: Response, person_id: str, note: Note, version: int) -> Note:
    response.headers["Location"] = f"/api/people/{person_id}/notes"
    tag(response, version)
    return note
