"""What became of planned contacts, and notes: for those who work with the person."""

from sqlalchemy import CheckConstraint, Column

from cti.store.tables.base import WORDS_APART, kept, of
from cti.store.types import Id, Instant, Words

SETTLED_CONTACTS = kept(
    "settled_contacts",
    # What was planned, and what became of it; each once.
    of("planned_contacts", unique=True),
    of("contact_records", unique=True),
    is_planned_from=False,
)

CONTACT_NOTES = kept(
    "contact_notes",
    of("contact_records", index=True),
    # Kept here and nowhere else: no fact repeats them.
    Column("words", Words, nullable=False, info={WORDS_APART: True}),
    Column("written_by", Id, nullable=False),
    Column("written_at", Instant, nullable=False),
    # A note is corrected by one other at most.
    of("contact_notes", "corrects_id", optional=True, unique=True),
    CheckConstraint("trim(words) <> ''", name="worded"),
    is_planned_from=False,
)
