"""The phase clock: its edges by name, pauses, weights, changes and meetings."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cti.calendar import Horizon
from cti.phases import (
    SUPPORTED,
    TIMED,
    Pause,
    Phase,
    PhaseClock,
    Programme,
    programme,
)

CTI = programme("cti")
CLOCK = PhaseClock(transition_on=date(2026, 1, 31), programme=CTI)
ONE_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "phase", "weight"),
    [
        pytest.param(date(2020, 1, 1), Phase.PRE_CTI, "1.5", id="years before"),
        pytest.param(date(2026, 1, 30), Phase.PRE_CTI, "1.5", id="the day before"),
        pytest.param(date(2026, 1, 31), Phase.TRANSITION, "2", id="the transition"),
        pytest.param(date(2026, 4, 29), Phase.TRANSITION, "2", id="last day of One"),
        pytest.param(date(2026, 4, 30), Phase.TRY_OUT, "1", id="first day of Two"),
        pytest.param(date(2026, 7, 30), Phase.TRY_OUT, "1", id="last day of Two"),
        pytest.param(
            date(2026, 7, 31), Phase.TRANSFER_OF_CARE, "0.5", id="first day of Three"
        ),
        pytest.param(
            date(2026, 10, 30), Phase.TRANSFER_OF_CARE, "0.5", id="last day of Three"
        ),
        pytest.param(date(2026, 10, 31), Phase.FINISHED, "0", id="the day it is over"),
        pytest.param(date(2036, 1, 1), Phase.FINISHED, "0", id="years after"),
    ],
)
def test_a_person_is_in_one_phase_and_weighs_what_it_says(
    day: date, phase: Phase, weight: str
) -> None:
    assert CLOCK.phase_on(day) is phase
    assert CLOCK.weight_on(day) == Fraction(weight)
    assert isinstance(CLOCK.weight_on(day), Fraction)


@pytest.mark.parametrize(
    ("start", "ends"),
    [
        pytest.param(
            date(2026, 1, 31),
            [date(2026, 4, 30), date(2026, 7, 31), date(2026, 10, 31)],
            id="end of January",
        ),
        pytest.param(
            date(2025, 11, 30),
            [date(2026, 2, 28), date(2026, 5, 30), date(2026, 8, 30)],
            id="end of November, by a short February",
        ),
        pytest.param(
            date(2027, 11, 30),
            [date(2028, 2, 29), date(2028, 5, 30), date(2028, 8, 30)],
            id="end of November, by a leap February",
        ),
        pytest.param(
            date(2024, 2, 29),
            [date(2024, 5, 29), date(2024, 8, 29), date(2024, 11, 29)],
            id="a leap day",
        ),
        pytest.param(
            date(2025, 5, 31),
            [date(2025, 8, 31), date(2025, 11, 30), date(2026, 2, 28)],
            id="end of May, over the year's end",
        ),
    ],
)
def test_boundaries_are_calendar_months_from_the_transition_itself(
    start: date, ends: list[date]
) -> None:
    clock = PhaseClock(transition_on=start, programme=CTI)

    assert [clock.ends_on(phase) for phase in SUPPORTED] == [start, *ends]


def test_three_months_are_neither_ninety_days_nor_thirteen_weeks() -> None:
    start = date(2026, 1, 31)

    assert start + timedelta(days=90) == date(2026, 5, 1)
    assert start + timedelta(weeks=13) == date(2026, 5, 2)
    assert CLOCK.ends_on(Phase.TRANSITION) == date(2026, 4, 30)


def test_a_phase_begins_when_the_one_before_it_ends() -> None:
    assert CLOCK.begins_on(Phase.PRE_CTI) is None
    assert CLOCK.begins_on(Phase.TRANSITION) == date(2026, 1, 31)
    assert CLOCK.begins_on(Phase.TRY_OUT) == date(2026, 4, 30)
    assert CLOCK.begins_on(Phase.TRANSFER_OF_CARE) == date(2026, 7, 31)
    assert CLOCK.begins_on(Phase.FINISHED) == CLOCK.finished_on == date(2026, 10, 31)


def test_being_finished_does_not_end() -> None:
    with pytest.raises(ValueError, match="not a phase that ends"):
        CLOCK.ends_on(Phase.FINISHED)


def test_on_each_change_the_load_changes_by_the_difference_of_two_weights() -> None:
    days = [CLOCK.ends_on(phase) for phase in SUPPORTED]

    changes = [CLOCK.weight_on(day) - CLOCK.weight_on(day - ONE_DAY) for day in days]

    assert changes == [Fraction(1, 2), -1, Fraction(-1, 2), Fraction(-1, 2)]


def test_weights_are_those_of_the_planning_mondays() -> None:
    horizon = Horizon(on=date(2026, 4, 22), weeks=3)

    assert horizon.mondays[0] == date(2026, 4, 27)
    assert list(CLOCK.weights(horizon)) == [2, 1, 1]


near = st.dates(date(2025, 12, 1), date(2026, 12, 31))
pauses = st.builds(
    Pause, st.one_of(st.none(), near), st.dates(date(2026, 6, 1), date(2026, 12, 31))
)


@settings(deadline=None)
@given(near, near, st.one_of(st.none(), pauses))
def test_the_weights_of_all_mondays_are_those_of_each(
    transition_on: date, on: date, pause: Pause | None
) -> None:
    clock = PhaseClock(transition_on=transition_on, programme=CTI, pause=pause)
    horizon = Horizon(on=on, weeks=25)

    each = tuple(clock.weight_on(monday) for monday in horizon.mondays)

    assert clock.weights(horizon) == each


@pytest.mark.parametrize(
    "pause",
    [
        pytest.param(None, id="no pause"),
        pytest.param(Pause(None, date(2026, 11, 30)), id="a pause up to a Monday"),
        pytest.param(Pause(date(2026, 12, 1), date(2027, 2, 3)), id="a pause in it"),
        pytest.param(Pause(date(2027, 1, 4), date(2030, 1, 1)), id="one to the end"),
        pytest.param(Pause(date(2027, 1, 4), date(2027, 1, 4)), id="one of no days"),
    ],
)
@pytest.mark.parametrize("weeks", [1, 40])
@pytest.mark.parametrize(
    "followed",
    [
        pytest.param(CTI, id="phases of three months"),
        pytest.param(
            replace(CTI, ends_after_months=dict(zip(TIMED, (3, 3, 9), strict=True))),
            id="a phase of no days",
        ),
        pytest.param(
            replace(CTI, ends_after_months=dict(zip(TIMED, (6, 3, 9), strict=True))),
            id="a phase that ends before it begins",
        ),
    ],
)
def test_the_weights_of_the_mondays_are_those_of_each_day(
    followed: Programme, pause: Pause | None, weeks: int
) -> None:
    horizon = Horizon(on=date(2026, 11, 25), weeks=weeks)
    first = date(2026, 2, 20)

    for days in range(0, 600, 3):
        start = first + timedelta(days=days)
        clock = PhaseClock(transition_on=start, programme=followed, pause=pause)
        each = tuple(clock.weight_on(monday) for monday in horizon.mondays)
        assert clock.weights(horizon) == each, start


class TestPause:
    """A pause holds from its first day up to, and not on, the day it is reviewed."""

    PAUSED = PhaseClock(
        transition_on=date(2026, 1, 31),
        programme=CTI,
        pause=Pause(date(2026, 3, 2), date(2026, 3, 16)),
    )

    @pytest.mark.parametrize(
        ("day", "weight"),
        [
            pytest.param(date(2026, 3, 1), "2", id="the day before"),
            pytest.param(date(2026, 3, 2), "0.5", id="its first day"),
            pytest.param(date(2026, 3, 15), "0.5", id="its last day"),
            pytest.param(date(2026, 3, 16), "2", id="the day of the review"),
        ],
    )
    def test_somebody_paused_counts_a_flat_half(self, day: date, weight: str) -> None:
        assert self.PAUSED.weight_on(day) == Fraction(weight)
        assert self.PAUSED.is_paused_on(day) is (weight == "0.5")

    def test_the_clock_keeps_running(self) -> None:
        spanning = PhaseClock(
            transition_on=date(2026, 1, 31),
            programme=CTI,
            pause=Pause(date(2026, 4, 1), date(2026, 8, 17)),
        )

        assert spanning.phase_on(date(2026, 4, 30)) is Phase.TRY_OUT
        assert spanning.phase_on(date(2026, 8, 17)) is Phase.TRANSFER_OF_CARE
        assert spanning.finished_on == CLOCK.finished_on

    def test_a_pause_nobody_dated_has_always_held(self) -> None:
        clock = PhaseClock(
            transition_on=date(2026, 1, 31),
            programme=CTI,
            pause=Pause(None, date(2026, 3, 16)),
        )

        assert clock.weight_on(date(2020, 1, 1)) == Fraction(1, 2)
        assert clock.weight_on(date(2026, 3, 15)) == Fraction(1, 2)
        assert clock.weight_on(date(2026, 3, 16)) == 2

    def test_a_pause_reviewed_before_it_begins_covers_no_day(self) -> None:
        never = Pause(date(2026, 3, 16), date(2026, 3, 16))

        assert not never.covers(date(2026, 3, 15))
        assert not never.covers(date(2026, 3, 16))

    def test_somebody_finished_weighs_nothing_however_long_the_pause(self) -> None:
        clock = PhaseClock(
            transition_on=date(2026, 1, 31),
            programme=CTI,
            pause=Pause(date(2026, 3, 2), date(2027, 3, 1)),
        )

        assert clock.weight_on(date(2026, 10, 30)) == Fraction(1, 2)
        assert clock.weight_on(date(2026, 10, 31)) == 0

    def test_without_a_pause_nobody_is_paused(self) -> None:
        assert not CLOCK.is_paused_on(date(2026, 3, 2))


class TestSecondTransition:
    """A second transition starts the clock again from its own day."""

    def test_the_clock_starts_again(self) -> None:
        again = CLOCK.restarted(date(2026, 6, 15))

        assert again.phase_on(date(2026, 6, 14)) is Phase.PRE_CTI
        assert again.phase_on(date(2026, 6, 15)) is Phase.TRANSITION
        assert again.finished_on == date(2027, 3, 15)

    def test_the_programme_and_the_pause_stay(self) -> None:
        pause = Pause(date(2026, 3, 2), date(2026, 8, 3))
        clock = PhaseClock(
            transition_on=date(2026, 1, 31),
            programme=programme("cti-published"),
            pause=pause,
        )

        again = clock.restarted(date(2026, 6, 15))

        assert again.programme is clock.programme
        assert again.pause is pause

    def test_the_first_clock_is_left_as_it_was(self) -> None:
        CLOCK.restarted(date(2026, 6, 15))

        assert CLOCK.transition_on == date(2026, 1, 31)


class TestChanges:
    """The phase changes of a time: after its first day, up to and on its last."""

    def test_all_of_them_in_order(self) -> None:
        found = list(CLOCK.changes(after=date(2025, 1, 1), until=date(2027, 1, 1)))

        assert found == [
            (date(2026, 1, 31), Phase.TRANSITION),
            (date(2026, 4, 30), Phase.TRY_OUT),
            (date(2026, 7, 31), Phase.TRANSFER_OF_CARE),
            (date(2026, 10, 31), Phase.FINISHED),
        ]

    @pytest.mark.parametrize(
        ("after", "until", "changes"),
        [
            pytest.param(date(2026, 4, 29), date(2026, 4, 30), 1, id="on the last day"),
            pytest.param(date(2026, 4, 30), date(2026, 7, 30), 0, id="none between"),
            pytest.param(date(2026, 4, 30), date(2026, 7, 31), 1, id="first left out"),
            pytest.param(date(2026, 4, 28), date(2026, 4, 29), 0, id="a day too soon"),
        ],
    )
    def test_its_edges(self, after: date, until: date, changes: int) -> None:
        assert len(list(CLOCK.changes(after=after, until=until))) == changes


@pytest.mark.parametrize(
    ("phase", "first", "last"),
    [
        pytest.param(
            Phase.TRANSITION, date(2026, 4, 16), date(2026, 4, 29), id="Phase One"
        ),
        pytest.param(
            Phase.TRY_OUT, date(2026, 7, 17), date(2026, 7, 30), id="Phase Two"
        ),
        pytest.param(
            Phase.TRANSFER_OF_CARE,
            date(2026, 10, 17),
            date(2026, 10, 30),
            id="Phase Three",
        ),
    ],
)
def test_the_network_meets_in_the_last_fourteen_days_of_a_phase(
    phase: Phase, first: date, last: date
) -> None:
    assert CLOCK.meeting_window(phase) == (first, last)
    assert (last - first).days + 1 == 14
    assert CLOCK.phase_on(first) is CLOCK.phase_on(last) is phase
    assert CLOCK.phase_on(last + ONE_DAY) is not phase
