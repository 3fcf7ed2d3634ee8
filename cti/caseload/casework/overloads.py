"""Answers to overloads: each is owed one, from somebody, that holds for what it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from cti.calendar import on_the_wall
from cti.errors import BreaksARule
from cti.units import Sce


class AnswerKind(StrEnum):
    """What is done about a worker who holds more than was agreed."""

    MOVE = "move"
    PAUSE_INTAKE = "pause intake"
    ADD_COVER = "add cover"
    ACCEPT_UNTIL = "accept until"


@dataclass(frozen=True, slots=True, kw_only=True)
class Overload:
    """Weeks in a row in which a worker holds more than was agreed.

    Attributes
    ----------
    to_on
        The last day, inclusive.
    over
        The most it is over.
    """

    overload_id: str
    worker_id: str
    from_on: date
    to_on: date
    over: Sce

    def meets(self, other: "Overload") -> bool:
        """Whether it is of the same worker, in some of the same weeks."""
        same = self.worker_id == other.worker_id
        return same and self.from_on <= other.to_on and other.from_on <= self.to_on


@dataclass(frozen=True, slots=True, kw_only=True)
class OverloadAnswer:
    """What somebody answered to an overload; it stays as it was said.

    Attributes
    ----------
    given_to
        The overload as it was then.
    until_on
        The first day on which an accepted overload needs another answer; None for an
        answer of another kind.
    words
        Anything to be said of it.
    answered_by
        The account of who answered.
    answered_at
        The moment, with a zone.
    """

    given_to: Overload
    kind: AnswerKind
    until_on: date | None
    words: str
    answered_by: str
    answered_at: datetime

    def __post_init__(self) -> None:
        if (self.kind is AnswerKind.ACCEPT_UNTIL) != (self.until_on is not None):
            msg = "An overload is accepted until a day; other answers have none."
            raise BreaksARule(
                msg,
                hint="Say until when, or choose another answer.",
            )
        today = on_the_wall(self.answered_at).date()
        if self.until_on is not None and self.until_on <= today:
            msg = "An overload is accepted until a day to come."
            raise BreaksARule(
                msg,
                hint="Choose a later day.",
            )

    def is_for(self, overload: Overload) -> bool:
        """Whether it was given to an overload, or to one at least as great there."""
        return self.given_to.meets(overload) and self.given_to.over >= overload.over

    def lasts_on(self, day: date) -> bool:
        """Whether it has not run out on a day."""
        return self.until_on is None or day < self.until_on


@dataclass(frozen=True, slots=True, kw_only=True)
class OverloadTask:
    """Who sees to an answer, and by when; carried until it is done.

    Attributes
    ----------
    owner_id
        The worker who sees to it; None if a leader does who is no worker.
    account_id
        The account of that leader; None if a worker does.
    done_on
        The day it was done; None while it is not.
    """

    owner_id: str | None = None
    account_id: str | None = None
    due_on: date
    done_on: date | None = None

    def __post_init__(self) -> None:
        if (self.owner_id is None) == (self.account_id is None):
            msg = "One person sees to it."
            raise BreaksARule(msg, hint="Choose a worker or a leader.")

    def is_late_on(self, day: date) -> bool:
        """Whether it should have been done before a day."""
        return self.done_on is None and self.due_on < day


def answers_to(
    overload: Overload, answers: Iterable[OverloadAnswer]
) -> tuple[OverloadAnswer, ...]:
    """Return the answers that are for an overload; each supersedes those before.

    Parameters
    ----------
    answers
        In the order in which they were given.
    """
    return tuple(answer for answer in answers if answer.is_for(overload))


def is_owed(overload: Overload, answers: Iterable[OverloadAnswer], *, on: date) -> bool:
    """Whether nobody has answered an overload, or the last answer has run out."""
    given = answers_to(overload, answers)
    return not given or not given[-1].lasts_on(on)


def answers_owed(
    overloads: Iterable[Overload], answers: Sequence[OverloadAnswer], *, on: date
) -> tuple[Overload, ...]:
    """Return the overloads that are owed an answer on a day."""
    return tuple(each for each in overloads if is_owed(each, answers, on=on))
