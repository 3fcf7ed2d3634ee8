"""The phase clock on every transition date of a whole cycle of the calendar.

The Gregorian calendar repeats after 400 years, so what holds for each of these 146,097
dates holds for all. The month arithmetic here shares nothing with the product's: it
counts along a list of real months, laid out one day at a time.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache

import pytest

from cti.calendar import add_months
from cti.phases import SUPPORTED, TIMED, Phase, PhaseClock, programme, programme_keys

FIRST = date(2000, 1, 1)
LAST = date(2399, 12, 31)
DAYS_IN_THE_CYCLE = 146_097
ENDS_AFTER_MONTHS = {
    Phase.TRANSITION: 3,
    Phase.TRY_OUT: 6,
    Phase.TRANSFER_OF_CARE: 9,
}
ONE_DAY = timedelta(days=1)


@cache
def months() -> Sequence[Sequence[date]]:
    """Every month of the cycle and of the year after it, as its days in order."""
    laid_out: list[list[date]] = []
    day = FIRST
    while day.year <= LAST.year + 1:
        if day.day == 1:
            laid_out.append([])
        laid_out[-1].append(day)
        day += ONE_DAY
    return laid_out


def starts_and_ends() -> Iterator[tuple[date, list[date]]]:
    """Each transition date with the first day after three, six and nine months."""
    for index, month in enumerate(months()[: 400 * 12]):
        later = [months()[index + ahead] for ahead in ENDS_AFTER_MONTHS.values()]
        for place, start in enumerate(month):
            yield start, [days[min(place, len(days) - 1)] for days in later]


def test_the_cycle_is_whole() -> None:
    starts = [start for start, _ in starts_and_ends()]

    assert starts[0] == FIRST
    assert starts[-1] == LAST
    assert len(starts) == DAYS_IN_THE_CYCLE
    assert (LAST + ONE_DAY - FIRST).days % 7 == 0


@pytest.mark.parametrize("key", programme_keys())
def test_every_boundary_is_counted_from_the_transition_date(key: str) -> None:
    clock_programme = programme(key)

    for start, ends in starts_and_ends():
        clock = PhaseClock(transition_on=start, programme=clock_programme)
        assert [clock.ends_on(phase) for phase in TIMED] == ends, start
        assert clock.finished_on == ends[-1], start


@pytest.mark.slow
def test_the_phase_changes_on_the_day_and_neither_sooner_nor_later() -> None:
    cti = programme("cti")

    for start, ends in starts_and_ends():
        clock = PhaseClock(transition_on=start, programme=cti)
        days = (start, *ends)
        phases = zip(days, SUPPORTED, (*TIMED, Phase.FINISHED), strict=True)
        for boundary, before, after in phases:
            around = [
                clock.phase_on(boundary - ONE_DAY),
                clock.phase_on(boundary),
                clock.phase_on(boundary + ONE_DAY),
            ]
            assert around == [before, after, after], (start, boundary)


def test_months_added_to_a_late_day_end_with_the_month_and_are_never_chained() -> None:
    clamped = [
        start
        for start, ends in starts_and_ends()
        if any(end.day != start.day for end in ends)
    ]

    assert {start.day for start in clamped} == {29, 30, 31}
    for start in clamped:
        by_way_of_six = add_months(add_months(start, 6), 3)
        assert by_way_of_six <= add_months(start, 9), start
    assert add_months(add_months(date(2025, 8, 31), 6), 3) == date(2026, 5, 28)
    assert add_months(date(2025, 8, 31), 9) == date(2026, 5, 31)
