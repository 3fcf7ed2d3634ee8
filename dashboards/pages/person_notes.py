"""The notes on somebody, for those who may open them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from cti.calendar import on_the_wall
from cti.usecases.notes import NoteRead
from dashboards.pages.person_edit import Choices
from dashboards.pages.person_words import moment_words
from dashboards.site.forms import Form


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteView:
    """A note.

    Attributes
    ----------
    about
        The contact it is about, in words.
    written
        By whom and when.
    is_correction
        Whether it stands in the place of another.
    """

    id: str
    about: str
    words: str
    written: str
    is_correction: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NotesPage:
    """The notes on somebody, and a place to write one.

    Attributes
    ----------
    contacts
        What may be written about: each contact that was recorded, the newest first.
    may_write
        Whether this account writes notes on them.
    """

    template: ClassVar[str] = "site/person_notes.html"
    title: ClassVar[str] = "Notes"

    known_as: str
    person_id: str
    form: Form
    notes: tuple[NoteView, ...]
    contacts: Choices
    may_write: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonPage:
    """Somebody is asked why they open notes of whom they do not work with."""

    template: ClassVar[str] = "site/person_reason.html"
    title: ClassVar[str] = "Why do you open these notes?"

    known_as: str
    person_id: str
    form: Form


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectPage:
    """What a note should have said.

    Attributes
    ----------
    before
        The note in whose place it is to stand.
    was_quicker
        Whether somebody else corrected it meanwhile: `before` is then theirs.
    """

    template: ClassVar[str] = "site/person_note.html"
    title: ClassVar[str] = "Correct a note"

    known_as: str
    person_id: str
    form: Form
    before: NoteView
    was_quicker: bool


def note_views(notes: Iterable[NoteRead]) -> tuple[NoteView, ...]:
    """Lay out notes."""
    return tuple(
        NoteView(
            id=each.id,
            about=f"{each.contact_kind.capitalize()}, {moment_words(each.contact_at)}",
            words=each.words,
            written=f"{each.author}, {moment_words(on_the_wall(each.written_at))}",
            is_correction=each.corrects_id is not None,
        )
        for each in notes
    )
