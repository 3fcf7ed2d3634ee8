"""That somebody was erased: when, by whom and why, and how much went; nothing else."""

from enum import StrEnum

from sqlalchemy import JSON, Column

from cti.store.tables.base import kept
from cti.store.types import Id, Instant, OneOf


class Because(StrEnum):
    """Why somebody was erased."""

    ASKED = "asked"
    TERM_OVER = "term over"


ERASURES = kept(
    "erasures",
    # The row that is gone, which the audit may still name.
    Column("gone_id", Id, nullable=False, unique=True),
    Column("because", OneOf(Because), nullable=False),
    Column("erased_at", Instant, nullable=False),
    Column("erased_by", Id, nullable=False),
    # How many rows of each table went, so that totals can still be told.
    Column("counts", JSON, nullable=False),
)
