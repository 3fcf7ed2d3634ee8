"""What became of a planned contact, and what was written about it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from cti.errors import BreaksARule

MOST_LETTERS = 20_000
"""Long enough for any story; a note that does not end is a mistake."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledContact:
    """A planned contact, and the record of what became of it.

    Attributes
    ----------
    planned_contact_id
        The contact people were told of.
    contact_record_id
        What became of it: achieved, attempted, declined, cancelled by us or collateral.
    """

    planned_contact_id: str
    contact_record_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactNote:
    """What somebody wrote about a contact.

    A note is for those who work with the person. It is never changed: another one
    corrects it.

    Attributes
    ----------
    written_by
        The account of who wrote it.
    corrects_id
        The note in whose place it stands; None for one of its own.
    """

    contact_record_id: str
    words: str
    written_by: str
    written_at: datetime
    corrects_id: str | None = None

    def __post_init__(self) -> None:
        if not self.words.strip():
            msg = "A note needs words."
            raise BreaksARule(msg, hint="Write something first.")
        if len(self.words) > MOST_LETTERS:
            msg = f"A note has {MOST_LETTERS:,} letters at most."
            raise BreaksARule(
                msg,
                hint="Write it in two notes.",
            )


def standing(notes: Mapping[str, ContactNote]) -> Iterable[str]:
    """Yield the ids of the notes that no other one corrects."""
    corrected = {note.corrects_id for note in notes.values()}
    return (note_id for note_id in notes if note_id not in corrected)
