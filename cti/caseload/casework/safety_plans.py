"""What keeps somebody safe, and those who visit them; agreed with the person."""

from dataclasses import dataclass
from datetime import date, datetime

from cti.errors import BreaksARule

MOST_LETTERS = 10_000
"""Two pages: it is read before a visit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyPlan:
    """What is agreed, for those who support the person.

    It is never changed: a new one takes its place, and the one before is kept.

    Attributes
    ----------
    review_on
        The day by which it is talked about again; None where that is open.
    written_by
        The account of who wrote it.
    replaces_id
        The one in whose place it stands; None for the first.
    """

    person_id: str
    words: str
    review_on: date | None
    written_by: str
    written_at: datetime
    replaces_id: str | None = None

    def __post_init__(self) -> None:
        if not self.words.strip():
            msg = "A safety plan needs words."
            raise BreaksARule(msg, hint="Write what was agreed.")
        if len(self.words) > MOST_LETTERS:
            msg = f"A safety plan has {MOST_LETTERS:,} letters at most."
            raise BreaksARule(msg, hint="Keep what somebody reads before a visit.")
