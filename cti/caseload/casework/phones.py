"""How somebody is reached: the number of their phone, and how they like it."""

import re
from dataclasses import dataclass

from cti.errors import BreaksARule

MOST_DIGITS = 15
LEAST_DIGITS = 3
"""What a telephone number has anywhere in the world; three for a switchboard."""

_WRITTEN = re.compile(r"\+?[0-9 ()./\-–]+")
_NOT_DIALLED = re.compile(r"[^0-9]")
_FROM_INSIDE = "(0)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """How somebody is reached, for those who support them.

    Attributes
    ----------
    number
        As people write it; empty where they have none, or it was taken away.
    reached_by
        How they like to be reached: a text first, not at work; empty for no matter.
    """

    person_id: str
    number: str
    reached_by: str

    def __post_init__(self) -> None:
        if not self.number:
            return
        digits = len(_NOT_DIALLED.sub("", self.number))
        is_one = _WRITTEN.fullmatch(self.number) is not None
        if not (is_one and LEAST_DIGITS <= digits <= MOST_DIGITS):
            msg = "This is not a telephone number."
            raise BreaksARule(
                msg, hint="Write digits, such as 07700 900123 or +44 7700 900123."
            )

    @property
    def dialled(self) -> str:
        """What a phone dials: digits, with a plus in front of a country's code."""
        if not self.number.startswith("+"):
            return _NOT_DIALLED.sub("", self.number)
        # Within the country a 0 is dialled instead of its code, never both.
        return "+" + _NOT_DIALLED.sub("", self.number.replace(_FROM_INSIDE, ""))
