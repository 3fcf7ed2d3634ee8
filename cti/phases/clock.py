"""When one person is in which phase, and what they weigh on a day."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property

from cti.calendar import Horizon, add_months
from cti.phases.phase import SUPPORTED, TIMED, Phase
from cti.phases.programme import Programme
from cti.units import Sce


class TransitionBasis(StrEnum):
    """How a transition date is known."""

    HAPPENED = "happened"
    EXPECTED = "expected"
    ASSUMED = "assumed"


@dataclass(frozen=True, slots=True)
class TransitionDate:
    """The day the clock starts, and how it is known.

    Attributes
    ----------
    on
        The transition date, day 0 of Phase One.
    basis
        Happened, expected, or assumed because nobody has written it down.
    """

    on: date
    basis: TransitionBasis


@dataclass(frozen=True, slots=True)
class Pause:
    """A time in which support waits, for example in prison or hospital.

    Attributes
    ----------
    from_on
        First day of the pause; None if it began before anybody noted it.
    until_on
        The day support is reviewed and goes on; exclusive.
    """

    from_on: date | None
    until_on: date

    def covers(self, day: date) -> bool:
        """Whether support is paused on ``day``."""
        return (self.from_on is None or self.from_on <= day) and day < self.until_on


@dataclass(frozen=True, kw_only=True)
class PhaseClock:
    """The days on which one person enters each phase.

    The clock starts on the transition date and is never chained: each boundary is
    counted in calendar months from that date itself. A second transition is a new
    clock (`restarted`). A pause makes a person lighter but does not stop the clock.

    Attributes
    ----------
    transition_on
        Day 0: the first day of Phase One.
    programme
        Whose months and weights apply.
    pause
        A pause, if there is one.

    References
    ----------
    .. [1] Herman, D., Conover, S., Gorroochurn, P., Hinterland, K., Hoepner, L. and
           Susser, E. (2011). A randomized trial of critical time intervention to
           prevent homelessness in persons with severe mental illness following
           institutional discharge. Psychiatric Services 62(7), 713-719.
    """

    transition_on: date
    programme: Programme
    pause: Pause | None = None

    def begins_on(self, phase: Phase) -> date | None:
        """Return the first day of ``phase``; None for Pre-CTI, which has none set."""
        if phase is Phase.PRE_CTI:
            return None
        if phase is Phase.FINISHED:
            return self.finished_on
        before = SUPPORTED[SUPPORTED.index(phase) - 1]
        return self.ends_on(before)

    def ends_on(self, phase: Phase) -> date:
        """Return the first day after ``phase``; exclusive.

        Raises
        ------
        ValueError
            For `Phase.FINISHED`, which does not end.
        """
        if phase is Phase.FINISHED:
            msg = "finished is not a phase that ends"
            raise ValueError(msg)
        return self._ends[phase]

    @cached_property
    def _ends(self) -> Mapping[Phase, date]:
        after = self.programme.ends_after_months
        timed = {phase: add_months(self.transition_on, after[phase]) for phase in TIMED}
        return {Phase.PRE_CTI: self.transition_on, **timed}

    @property
    def finished_on(self) -> date:
        """The first day after support has ended; exclusive."""
        return self.ends_on(TIMED[-1])

    def phase_on(self, day: date) -> Phase:
        """Return the phase in force on ``day``."""
        for phase, ends_on in self._ends.items():
            if day < ends_on:
                return phase
        return Phase.FINISHED

    def is_paused_on(self, day: date) -> bool:
        """Whether support waits on ``day``."""
        return self.pause is not None and self.pause.covers(day)

    def weight_on(self, day: date) -> Sce:
        """Return what the person counts for on ``day``, in SCE."""
        phase = self.phase_on(day)
        if phase is not Phase.FINISHED and self.is_paused_on(day):
            return self.programme.paused_weight
        return self.programme.weight_in(phase)

    def weights(self, horizon: Horizon) -> tuple[Sce, ...]:
        """Return the weight on each planning Monday.

        Returns
        -------
        Shape ``(horizon.weeks,)``, SCE.
        """
        found: list[Sce] = []
        for phase, begun, ends in self.weeks_in(horizon):
            found += self._weights_in(phase, horizon.mondays[begun:ends])
        return tuple(found)

    def weeks_in(self, horizon: Horizon) -> Iterator[tuple[Phase, int, int]]:
        """Yield every phase with the planning Mondays in it.

        Yields
        ------
        The indices of the first Monday and of the first after it; the same for none.
        """
        begun = 0
        for phase in (*SUPPORTED, Phase.FINISHED):
            ends = horizon.weeks
            if phase is not Phase.FINISHED:
                ends = max(horizon.week_from(self.ends_on(phase)), begun)
            yield phase, begun, ends
            begun = ends

    def _weights_in(self, phase: Phase, mondays: Sequence[date]) -> list[Sce]:
        weight = self.programme.weight_in(phase)
        if self.pause is None or phase is Phase.FINISHED:
            return [weight] * len(mondays)
        paused = self.programme.paused_weight
        return [paused if self.pause.covers(day) else weight for day in mondays]

    def changes(self, *, after: date, until: date) -> Iterator[tuple[date, Phase]]:
        """Yield the phase changes later than ``after`` and no later than ``until``.

        Yields
        ------
        The day and the phase that begins on it; `Phase.FINISHED` for the end.
        """
        for ended, begun in zip(SUPPORTED, (*TIMED, Phase.FINISHED), strict=True):
            day = self.ends_on(ended)
            if after < day <= until:
                yield day, begun

    def meeting_window(self, phase: Phase) -> tuple[date, date]:
        """Return the days in which the meeting at the end of ``phase`` is held.

        Returns
        -------
        First and last day, both included: the last days of the phase. The network
        meets at the end of each timed phase; for Phase Three it is the final meeting.
        """
        ends = self.ends_on(phase)
        window = timedelta(days=self.programme.meeting_window_days)
        return ends - window, ends - timedelta(days=1)

    def restarted(self, on: date) -> "PhaseClock":
        """Return the clock after a second transition on ``on``."""
        return PhaseClock(transition_on=on, programme=self.programme, pause=self.pause)


def transition_date(
    *,
    happened_on: date | None,
    expected_on: date | None,
    started_on: date | None,
    horizon: Horizon,
    programme: Programme,
) -> TransitionDate:
    """Say when the clock of somebody supported starts, and how that is known.

    A date that has happened is taken; else one expected on or after the plan date.
    Else the date is assumed, so that nobody is planned as if the work were over: some
    months after support started, and never sooner than a few weeks from now.
    """
    if happened_on is not None and happened_on <= horizon.on:
        return TransitionDate(happened_on, TransitionBasis.HAPPENED)
    if expected_on is not None and expected_on >= horizon.on:
        return TransitionDate(expected_on, TransitionBasis.EXPECTED)
    soonest = horizon.start + timedelta(days=programme.notice_days)
    begun = (
        horizon.start
        if started_on is None
        else add_months(started_on, programme.pre_cti_months)
    )
    return TransitionDate(max(begun, soonest), TransitionBasis.ASSUMED)
