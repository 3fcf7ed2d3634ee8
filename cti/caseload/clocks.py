"""The phase clock of everybody in a caseload, from what their row says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from cti.calendar import Horizon, add_months
from cti.caseload.caseload import Caseload
from cti.caseload.people import Person, Referral, Status
from cti.phases import (
    Pause,
    PhaseClock,
    Programme,
    TransitionBasis,
    TransitionDate,
    programme,
    transition_date,
)
from cti.units import PersonId, Sce

MOST_WEIGHED = 8000
"""Clocks, of which many people share one."""


def person_transition(person: Person, horizon: Horizon) -> TransitionDate:
    """Say when somebody's clock starts, and how that is known."""
    return transition_date(
        happened_on=person.transition_on,
        expected_on=person.transition_expected_on,
        started_on=person.started_on,
        horizon=horizon,
        programme=programme(person.programme),
    )


def person_clock(person: Person, horizon: Horizon) -> PhaseClock:
    """Return somebody's phase clock as the plan date sees it."""
    return _person_weighed(person, horizon).clock


def referral_transition(referral: Referral, start_on: date) -> TransitionDate:
    """Say when the clock of a referral that starts on ``start_on`` begins."""
    if referral.transition_expected_on is not None:
        return TransitionDate(referral.transition_expected_on, TransitionBasis.EXPECTED)
    months = programme(referral.programme).pre_cti_months
    return TransitionDate(add_months(start_on, months), TransitionBasis.ASSUMED)


def referral_clock(referral: Referral, start_on: date) -> PhaseClock:
    """Return the phase clock of a referral whose support starts on ``start_on``."""
    return PhaseClock(
        transition_on=referral_transition(referral, start_on).on,
        programme=programme(referral.programme),
    )


@dataclass(frozen=True, slots=True)
class OpenPerson:
    """Somebody a plan must provide for, with what they weigh.

    Attributes
    ----------
    weights
        Shape ``(horizon.weeks,)``, SCE.
    """

    person: Person
    clock: PhaseClock
    weights: tuple[Sce, ...]


def open_people(caseload: Caseload, horizon: Horizon) -> Mapping[PersonId, OpenPerson]:
    """Return everybody open or paused who weighs something on some planning Monday."""
    found = {}
    for person in caseload.people:
        if person.status is Status.CLOSED:
            continue
        weighed = _person_weighed(person, horizon)
        if any(weighed.weights):
            found[person.person_id] = OpenPerson(person, weighed.clock, weighed.weights)
    return found


def _person_weighed(person: Person, horizon: Horizon) -> "_Weighed":
    return _weighed(
        person_transition(person, horizon).on,
        programme(person.programme),
        _pause(person, horizon),
        horizon,
    )


@dataclass(frozen=True, slots=True)
class _Weighed:
    clock: PhaseClock
    weights: tuple[Sce, ...]


@lru_cache(MOST_WEIGHED)
def _weighed(
    transition_on: date, programme: Programme, pause: Pause | None, horizon: Horizon
) -> _Weighed:
    """Return a clock and what it weighs: page after page asks for the same ones."""
    clock = PhaseClock(transition_on=transition_on, programme=programme, pause=pause)
    return _Weighed(clock, clock.weights(horizon))


def _pause(person: Person, horizon: Horizon) -> Pause | None:
    if person.status is not Status.PAUSED:
        return None
    assumed = horizon.start + timedelta(days=programme(person.programme).paused_days)
    return Pause(person.paused_from, person.paused_review_on or assumed)
