"""What somebody works on in a phase: one to three things, in their own words."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from cti.errors import BreaksARule
from cti.phases import SUPPORTED, Phase

MOST_IN_A_PHASE = 3
"""Few enough to be done, and to be known by heart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FocusArea:
    """One thing somebody works on in a phase.

    Attributes
    ----------
    words
        What it is, as the person says it.
    strengths
        What they bring to it. It comes first in every view, and is never blank.
    held_by
        Who in their network holds it with them, and will when support has ended; None
        while that is open.
    celebration
        How it will be celebrated.
    ended_on
        The first day it is no longer worked on; None while it is.
    """

    person_id: str
    phase: Phase
    words: str
    strengths: str
    held_by: str | None
    celebration: str
    began_on: date
    ended_on: date | None = None

    def __post_init__(self) -> None:
        if self.phase not in SUPPORTED:
            msg = "A focus area is for a phase in which somebody is supported."
            raise BreaksARule(
                msg,
                hint="Choose Pre-CTI or one of the three phases.",
            )
        if not self.words.strip():
            msg = "A focus area needs words."
            raise BreaksARule(msg, hint="Write it as the person says it.")
        if not self.strengths.strip():
            msg = "A focus area begins with strengths."
            raise BreaksARule(
                msg,
                hint="Write what the person brings to it.",
            )
        if self.ended_on is not None and self.ended_on < self.began_on:
            msg = "A focus area ends on the day it began, or later."
            raise BreaksARule(msg, hint="Look at its two days.")


@dataclass(frozen=True, slots=True, kw_only=True)
class FocusStep:
    """A small step in a focus area.

    Attributes
    ----------
    done_on
        The day it was done; None while it is ahead.
    """

    focus_area_id: str
    words: str
    done_on: date | None = None


def free_place(taken: Collection[int]) -> int:
    """Return the first free place among the focus areas of a phase, from 1.

    Raises
    ------
    BreaksARule
        If there are three already.
    """
    for place in range(1, MOST_IN_A_PHASE + 1):
        if place not in taken:
            return place
    msg = f"There are {MOST_IN_A_PHASE} focus areas in this phase already."
    raise BreaksARule(
        msg,
        hint="End one of them first: few things, done together.",
    )
