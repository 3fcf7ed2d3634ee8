"""Who waits for a contact longer than agreed, why, and how much of it is necessary."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from cti.plans.words import Words, counted
from cti.units import PersonId


class LateCause(StrEnum):
    """Why somebody is met late."""

    NOBODY_CAN = "nobody_can"
    """Nobody who may meet them can do so earlier, whatever else is planned."""

    COVER_COSTS_MORE = "cover_costs_more"
    """Their own worker cannot do so earlier, and cover costs more than the days."""

    NO_ROOM = "no_room"
    """Their worker's days are needed for people for whom waiting costs as much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """Late days of one person in a contact plan.

    Attributes
    ----------
    days
        All of them.
    necessary
        Those that no plan can spare the person, whoever covers; proven.
    """

    person_id: PersonId
    days: int
    necessary: int
    cause: LateCause


def late_in_all(days: int, late: Sequence[Late]) -> str:
    """Say how many late days a plan has, and how many of them are necessary.

    Parameters
    ----------
    days
        All late days of the plan.
    late
        What is known about them.
    """
    if not days:
        return "No contact is late."
    said = f"Contacts are {counted(days, 'day')} late in all"
    necessary = sum(each.necessary for each in late)
    if not necessary:
        return f"{said}."
    if necessary >= days:
        return f"{said}, which cannot be avoided, whoever covers."
    return f"{said}; at least {necessary} of them cannot be avoided, whoever covers."


def late_words(late: Late, words: Words) -> str:
    """Say how long somebody waits, and why, in one sentence or two."""
    waits = counted(late.days, "day")
    said = (
        f"{words.person(late.person_id)} waits {waits} longer than agreed: "
        f"{_BECAUSE[late.cause]}."
    )
    if 0 < late.necessary < late.days:
        return f"{said} Nobody could spare them {late.necessary} of these days."
    return said


_BECAUSE: Mapping[LateCause, str] = {
    LateCause.NOBODY_CAN: (
        "nobody who may meet them can come sooner, whatever else is planned"
    ),
    LateCause.COVER_COSTS_MORE: (
        "only a teammate could come sooner, and that weighs more than the wait"
    ),
    LateCause.NO_ROOM: (
        "the days of their worker go to others, for whom a wait weighs as much"
    ),
}
