"""Answers to overloads: each week over the ceiling is owed one, from somebody."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cti.errors import BreaksARule


class AnswerKind(StrEnum):
    """What is done about a worker who holds more than was agreed."""

    MOVE = "move"
    PAUSE_INTAKE = "pause intake"
    ADD_COVER = "add cover"
    ACCEPT_UNTIL = "accept until"


@dataclass(frozen=True, slots=True, kw_only=True)
class OverloadPeriod:
    """Weeks in a row in which a worker holds more than was agreed.

    Attributes
    ----------
    to_on
        The last day, inclusive.
    """

    worker_id: str
    from_on: date
    to_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OverloadAnswer:
    """What somebody answered to an overload.

    Attributes
    ----------
    from_on, to_on
        The weeks it answers; the last day is included.
    until_on
        The first day on which an accepted overload needs another answer; None for an
        answer of another kind.
    words
        Anything to be said of it.
    answered_by
        The account of who answered.
    """

    worker_id: str
    from_on: date
    to_on: date
    kind: AnswerKind
    until_on: date | None
    words: str
    answered_by: str
    answered_on: date

    def __post_init__(self) -> None:
        if (self.kind is AnswerKind.ACCEPT_UNTIL) != (self.until_on is not None):
            msg = "An overload is accepted until a day; other answers have none."
            raise BreaksARule(
                msg,
                hint="Say until when, or choose another answer.",
            )
        if self.until_on is not None and self.until_on <= self.answered_on:
            msg = "An overload is accepted until a day to come."
            raise BreaksARule(
                msg,
                hint="Choose a later day.",
            )
        if self.to_on < self.from_on:
            msg = "An overload ends after it begins."
            raise BreaksARule(msg, hint="Look at its two days.")

    def answers(self, period: OverloadPeriod, *, on: date) -> bool:
        """Whether it is an answer to an overload, and still is on a day."""
        same = self.worker_id == period.worker_id
        meets = self.from_on <= period.to_on and period.from_on <= self.to_on
        return same and meets and (self.until_on is None or on < self.until_on)


def answers_owed(
    periods: Iterable[OverloadPeriod],
    answers: Iterable[OverloadAnswer],
    *,
    on: date,
) -> tuple[OverloadPeriod, ...]:
    """Return the overloads that nobody has answered, or whose answer has run out."""
    given = tuple(answers)
    return tuple(
        period
        for period in periods
        if not any(answer.answers(period, on=on) for answer in given)
    )
