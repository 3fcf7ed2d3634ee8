"""What workers say of how heavy their work feels, beside what is counted."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Feels(StrEnum):
    """How the work feels beside its number."""

    HEAVIER = "heavier"
    LIGHTER = "lighter"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeltWeight:
    """A worker's word that their work feels heavier, or lighter, than it counts.

    It is about the work and changes no number: it is something to talk about.

    Attributes
    ----------
    person_id
        With whom; None if it is the whole caseload.
    talked_on
        The day it was talked about; None while that is owed.
    """

    worker_id: str
    person_id: str | None
    feels: Feels
    words: str
    said_on: date
    talked_on: date | None = None
