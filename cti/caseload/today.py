"""Where somebody is on their way today: the phase, its day, and what comes next."""

from dataclasses import dataclass
from datetime import date

from cti.calendar import Horizon
from cti.caseload.clocks import person_clock, person_transition
from cti.caseload.people import Person, Status
from cti.phases import Phase, PhaseClock, TransitionBasis
from cti.units import Sce


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseToday:
    """Where somebody supported is on one day.

    Attributes
    ----------
    transition_on, basis
        Day 0, and how it is known.
    day, days
        Which day of the phase it is, from 1, and how many the phase has. In Pre-CTI,
        which has no set length, the day counts from the start of support; None where
        nobody knows, and once support has ended.
    next_phase, next_on
        What begins next, and when; None once support has ended.
    weight
        What they count for, SCE.
    """

    phase: Phase
    transition_on: date
    basis: TransitionBasis
    day: int | None
    days: int | None
    next_phase: Phase | None
    next_on: date | None
    is_paused: bool
    weight: Sce


def phase_today(person: Person, on: date) -> PhaseToday | None:
    """Return where somebody is; None for somebody whose support was closed."""
    if person.status is Status.CLOSED:
        return None
    horizon = Horizon(on)
    known = person_transition(person, horizon)
    clock = person_clock(person, horizon)
    phase = clock.phase_on(on)
    next_on, next_phase = next(
        clock.changes(after=on, until=clock.finished_on), (None, None)
    )
    day, days = _day(clock, phase, person.started_on, on)
    return PhaseToday(
        phase=phase,
        transition_on=known.on,
        basis=known.basis,
        day=day,
        days=days,
        next_phase=next_phase,
        next_on=next_on,
        is_paused=phase is not Phase.FINISHED and clock.is_paused_on(on),
        weight=clock.weight_on(on),
    )


def _day(
    clock: PhaseClock, phase: Phase, started_on: date | None, on: date
) -> tuple[int | None, int | None]:
    if phase is Phase.FINISHED:
        return None, None
    begun = clock.begins_on(phase)
    if begun is None:
        has_begun = started_on is not None and started_on <= on
        return (on - started_on).days + 1 if started_on and has_begun else None, None
    return (on - begun).days + 1, (clock.ends_on(phase) - begun).days
