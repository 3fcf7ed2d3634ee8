"""How somebody is reached, with one tap."""

from dataclasses import dataclass

from cti.caseload.casework.phones import Phone
from cti.usecases.casework import Kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """How somebody is reached.

    Attributes
    ----------
    number
        As people write it; empty where they have none.
    dialled
        What a phone dials.
    reached_by
        How they like to be reached; empty where they have not said.
    """

    number: str
    dialled: str
    reached_by: str


def call_of(phone: Kept[Phone] | None) -> Call | None:
    """Lay out how somebody is reached; None while nobody has said it."""
    if phone is None or not (phone.what.number or phone.what.reached_by):
        return None
    said = phone.what
    return Call(number=said.number, dialled=said.dialled, reached_by=said.reached_by)
