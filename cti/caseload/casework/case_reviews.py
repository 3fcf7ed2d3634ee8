"""The team's weekly look at its people: what was decided, and what is still to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cti.errors import BreaksARule


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReview:
    """A case review that was held."""

    team: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewDecision:
    """Something a case review decided; carried from week to week until it is done.

    Attributes
    ----------
    person_id
        Whom it is about; None if it is about the team.
    owner_id
        The worker who sees to it.
    due_on
        The day by which it is to be done.
    done_on
        The day it was done; None while it is not.
    """

    case_review_id: str
    person_id: str | None
    words: str
    owner_id: str
    due_on: date
    done_on: date | None = None

    def __post_init__(self) -> None:
        if not self.words.strip():
            msg = "A decision needs words."
            raise BreaksARule(msg, hint="Write what is to be done.")

    def is_late_on(self, day: date) -> bool:
        """Whether it should have been done before a day."""
        return self.done_on is None and self.due_on < day


def carried(decisions: Iterable[ReviewDecision]) -> tuple[ReviewDecision, ...]:
    """Return what is still to do, what is due first in front."""
    left = (decision for decision in decisions if decision.done_on is None)
    return tuple(sorted(left, key=lambda each: (each.due_on, each.words)))
