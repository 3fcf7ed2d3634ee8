"""Notes on the contacts with one person, once it was decided who may open them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from cti.errors import NotThere
from cti.store.keyset import Part, Place, part_of
from cti.store.tables import ACCOUNTS, CONTACT_NOTES, CONTACT_RECORDS

_CORRECTING = CONTACT_NOTES.alias("correcting")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRead:
    """A note, and the contact it is about.

    Attributes
    ----------
    author
        What the account of who wrote it is called.
    corrects_id, corrected_by
        The note in whose place it stands, and the one that stands in its place.
    """

    id: str
    version: int
    contact_record_id: str
    contact_at: datetime
    contact_kind: str
    words: str
    written_by: str
    author: str
    written_at: datetime
    corrects_id: str | None
    corrected_by: str | None


def notes_of(
    connection: Connection,
    person_id: str,
    *,
    with_corrected: bool,
    after: Place,
    limit: int,
) -> Part[NoteRead]:
    """Return what was written about somebody, the newest first.

    Parameters
    ----------
    with_corrected
        Whether those are told too in whose place another stands.

    Raises
    ------
    UnknownCursor
        If nobody gave that place.
    """
    query = _notes(person_id)
    if not with_corrected:
        query = query.where(_CORRECTING.c.id.is_(None))
    found = part_of(
        connection,
        query,
        CONTACT_NOTES.c.written_at,
        CONTACT_NOTES.c.id,
        after=after,
        limit=limit,
        newest_first=True,
    )
    return found.each(_note)


def note_of(connection: Connection, person_id: str, note_id: str) -> NoteRead:
    """Return one note on somebody.

    Raises
    ------
    NotThere
        If there is no such note on them.
    """
    query = _notes(person_id).where(CONTACT_NOTES.c.id == note_id)
    row = connection.execute(query).first()
    if row is None:
        raise NotThere(CONTACT_NOTES.name)
    return _note(row)


def check_contact_of(connection: Connection, person_id: str, record_id: str) -> None:
    """Go on if a contact was one with somebody.

    Raises
    ------
    NotThere
        If it was not, or there is no such contact.
    """
    with_them = select(CONTACT_RECORDS.c.id).where(
        CONTACT_RECORDS.c.id == record_id, CONTACT_RECORDS.c.person_id == person_id
    )
    if connection.execute(with_them).first() is None:
        raise NotThere(CONTACT_RECORDS.name)


def _notes(person_id: str) -> Select[Any]:
    note = CONTACT_NOTES
    return (
        select(
            note,
            CONTACT_RECORDS.c.at,
            CONTACT_RECORDS.c.kind,
            ACCOUNTS.c.name,
            _CORRECTING.c.id.label("corrected_by"),
        )
        .join(CONTACT_RECORDS, CONTACT_RECORDS.c.id == note.c.contact_record_id)
        .outerjoin(ACCOUNTS, ACCOUNTS.c.id == note.c.written_by)
        .outerjoin(_CORRECTING, _CORRECTING.c.corrects_id == note.c.id)
        .where(CONTACT_RECORDS.c.person_id == person_id)
    )


def _note(row: Row[Any]) -> NoteRead:
    return NoteRead(
        id=row.id,
        version=row.version,
        contact_record_id=row.contact_record_id,
        contact_at=row.at,
        contact_kind=row.kind,
        words=row.words,
        written_by=row.written_by,
        author=row.name or "",
        written_at=row.written_at,
        corrects_id=row.corrects_id,
        corrected_by=row.corrected_by,
    )
