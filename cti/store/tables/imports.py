"""Caseloads brought by somebody, waiting to be looked at, applied or undone."""

from enum import StrEnum

from sqlalchemy import JSON, Column, Date, Integer, String

from cti.store.tables.base import WORDS_APART, kept
from cti.store.types import Id, Instant, OneOf, Words


class ImportState(StrEnum):
    """What has become of a caseload somebody brought."""

    STAGED = "staged"
    APPLIED = "applied"
    UNDONE = "undone"
    DROPPED = "dropped"


IMPORTS = kept(
    "imports",
    Column("state", OneOf(ImportState), nullable=False),
    Column("called", Words, nullable=False),
    Column("on", Date, nullable=False),
    Column("digest", String(64), nullable=False),
    # The caseload as text, which nobody has put into the store yet.
    Column("caseload", Words, nullable=False, info={WORDS_APART: True}),
    # What must be mended in rows that were left out; and who is the same as whom.
    Column("to_mend", JSON, nullable=False),
    Column("decisions", JSON, nullable=False),
    Column("staged_at", Instant, nullable=False),
    Column("staged_by", Id, nullable=False),
    Column("applied_at", Instant),
    Column("applied_revision", Integer),
    is_planned_from=False,
)
