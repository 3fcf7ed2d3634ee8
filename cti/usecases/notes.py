"""Notes on the contacts with somebody: read them, write one, correct one."""

from datetime import date, datetime

from cti.access import AboutPerson, Actor
from cti.caseload.casework.notes import ContactNote
from cti.store import notes as kept
from cti.store.casework import add
from cti.store.keyset import Part, Place
from cti.store.notes import NoteRead
from cti.store.unit import Store
from cti.usecases.opening_notes import opened

__all__ = ["NoteRead"]


def read_notes(
    store: Store,
    actor: Actor,
    person_id: str,
    *,
    with_corrected: bool,
    after: Place,
    limit: int,
    on: date,
    at: datetime,
) -> Part[NoteRead]:
    """Open the notes on somebody; the audit says so, or nobody reads them.

    Raises
    ------
    ReasonNeeded
        If this account has to give a reason first.
    NotAllowed
        If no reason would do.
    """
    with store.unit(author_id=actor.account_id, at=at) as unit:
        opened(unit, actor, person_id, on=on)
        return kept.notes_of(
            unit.connection,
            person_id,
            with_corrected=with_corrected,
            after=after,
            limit=limit,
        )


def write_note(
    store: Store,
    actor: Actor,
    person: AboutPerson,
    contact_record_id: str,
    words: str,
    *,
    at: datetime,
) -> NoteRead:
    """Write about a contact with somebody.

    Raises
    ------
    NotThere
        If it was no contact with them.
    """
    with store.unit(author_id=actor.account_id, at=at) as unit:
        kept.check_contact_of(unit.connection, person.person_id, contact_record_id)
        note = ContactNote(
            contact_record_id=contact_record_id,
            words=words,
            written_by=actor.account_id,
            written_at=at,
        )
        note_id = add(unit, person.service_id, note)
        return kept.note_of(unit.connection, person.person_id, note_id)


def correct_note(
    store: Store,
    actor: Actor,
    person: AboutPerson,
    note_id: str,
    words: str,
    *,
    at: datetime,
) -> NoteRead:
    """Write a note in whose place another stood, which is kept as it was.

    Raises
    ------
    NotThere
        If there is no such note on them.
    ChangedMeanwhile
        If another stands in its place already.
    """
    with store.unit(author_id=actor.account_id, at=at) as unit:
        before = kept.note_of(unit.connection, person.person_id, note_id)
        note = ContactNote(
            contact_record_id=before.contact_record_id,
            words=words,
            written_by=actor.account_id,
            written_at=at,
            corrects_id=note_id,
        )
        new_id = add(unit, person.service_id, note)
        return kept.note_of(unit.connection, person.person_id, new_id)
