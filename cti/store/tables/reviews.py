"""Case reviews, and what workers say of their load."""

from sqlalchemy import CheckConstraint, Column, Date, UniqueConstraint

from cti.caseload.casework.felt_weights import Feels
from cti.store.tables.base import kept, of
from cti.store.types import OneOf, Words

CASE_REVIEWS = kept(
    "case_reviews",
    Column("team", Words, nullable=False),
    Column("on", Date, nullable=False),
    UniqueConstraint("service_id", "team", "on"),
    is_planned_from=False,
)

REVIEW_DECISIONS = kept(
    "review_decisions",
    of("case_reviews", index=True),
    of("people", "person_id", optional=True, index=True),
    Column("words", Words, nullable=False),
    of("workers", "owner_id", index=True),
    Column("due_on", Date, nullable=False),
    Column("done_on", Date),
    CheckConstraint("trim(words) <> ''", name="worded"),
    is_planned_from=False,
)

FELT_WEIGHTS = kept(
    "felt_weights",
    of("workers", index=True),
    of("people", "person_id", optional=True),
    Column("feels", OneOf(Feels), nullable=False),
    Column("words", Words, nullable=False),
    Column("said_on", Date, nullable=False),
    Column("talked_on", Date),
    is_planned_from=False,
)
