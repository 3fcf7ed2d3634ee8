"""What becomes of a scenario that is to be so: what can be written down."""

from collections.abc import Sequence
from typing import NamedTuple

from cti.caseload.caseload import Caseload
from cti.plans.scenario import Change
from cti.plans.scenario_referrals import IntakePaused, MoreReferrals
from cti.plans.scenario_service import PhaseWeighs, TeamsMerge
from cti.plans.scenario_workers import HasCeiling, Joins, Leaves, WorksHours
from cti.plans.words import Words, counted, listed

NOT_YET_REFERRED = (
    "Nobody can be written down who has not been referred. Refer each of them once "
    "they are known."
)
OF_THE_PROGRAMME = (
    "What a phase counts for belongs to the programme. Choose another programme in "
    "settings, if one counts so."
)
OF_EVERYBODY = (
    "Roles and case reviews hold for a team, so teams are not put together at one go. "
    "Give each worker the other team in settings, then each person theirs."
)


class Becomes(NamedTuple):
    """What becomes of one change.

    Attributes
    ----------
    fact
        What is written down, in a sentence; empty where that cannot be.
    instead
        What can be done where it cannot; else empty.
    """

    fact: str
    instead: str = ""


def becomes(change: Change, caseload: Caseload, words: Words) -> Becomes:
    """Say what becomes of a change, if it is to be so."""
    match change:
        case Leaves():
            return Becomes("It is written down as the first day no longer here.")
        case Joins():
            like = words.worker(change.like)
            return Becomes(
                f"A worker is added, with the team, hours and languages of {like}."
            )
        case WorksHours():
            return Becomes(
                "It holds from today. On which days they work stays as it is; change "
                "that in settings."
            )
        case HasCeiling():
            return Becomes("It holds from today.")
        case IntakePaused():
            return Becomes(_held_back(change, caseload))
        case _:
            return Becomes("", _INSTEAD[change.option])


def can_be_written(change: Change) -> bool:
    """Whether a service can keep a change as something that is so."""
    return change.option not in _INSTEAD


def newcomers(changes: Sequence[Change]) -> tuple[Joins, ...]:
    """Return those who join, in order."""
    return tuple(each for each in changes if isinstance(each, Joins))


def _held_back(change: IntakePaused, caseload: Caseload) -> str:
    held = [each for each in caseload.referrals if change.team in {None, each.team}]
    day = change.until
    who = [
        each.known_as
        for each in held
        if each.earliest_start_on is None or each.earliest_start_on < day
    ]
    waits = "who waits starts" if len(who) == 1 else "who wait start"
    return (
        f"{counted(len(who), 'person', 'people')} {waits} no sooner: {listed(who)}. "
        "Whoever is referred later is not held back."
    )


_INSTEAD = {
    MoreReferrals.option: NOT_YET_REFERRED,
    PhaseWeighs.option: OF_THE_PROGRAMME,
    TeamsMerge.option: OF_EVERYBODY,
}
"""What can be done about what cannot be written down."""
