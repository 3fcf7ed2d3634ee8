"""Days that cannot be meant: most often it is the year that was mistyped."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from cti.errors import BreaksARule
from cti.phases import PhaseClock, programme


def check_not_over(person: Mapping[str, Any], happened_on: date, on: date) -> None:
    """Go on unless support that goes on would be over by the clock.

    Raises
    ------
    BreaksARule
        If it would.
    """
    clock = PhaseClock(
        transition_on=happened_on, programme=programme(person["programme"])
    )
    if clock.finished_on <= on:
        over = clock.finished_on.strftime("%d/%m/%Y")
        msg = f"With that day their support would have ended on {over}."
        hint = "Look at the year. If it has ended, say so first: close their support."
        raise BreaksARule(msg, hint=hint)


def check_begun(person: Mapping[str, Any], from_on: date) -> None:
    """Go on unless support would wait before it began.

    Raises
    ------
    BreaksARule
        If it would.
    """
    began = person["started_on"]
    if began is not None and from_on < began:
        msg = f"Support cannot wait before it began, on {began:%d/%m/%Y}."
        raise BreaksARule(msg, hint="Look at the day and the year.")
