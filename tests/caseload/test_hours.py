"""Weeks of hours, absences and stays: what each covers."""

from datetime import date, time, timedelta

import pytest

from cti.caseload.hours import Span, WeekHours, minute_of
from tests.builders import PLAN_DATE, an_absence, hours, monday


def test_hours_are_put_in_order() -> None:
    week = WeekHours.of([Span(2, 780, 1020), Span(0, 900, 960), Span(0, 540, 720)])

    assert week.spans == (Span(0, 540, 720), Span(0, 900, 960), Span(2, 780, 1020))


@pytest.mark.parametrize(
    "later", [pytest.param(720, id="they touch"), pytest.param(700, id="they overlap")]
)
def test_hours_that_touch_or_overlap_are_joined(later: int) -> None:
    week = WeekHours.of([Span(0, later, 780), Span(0, 540, 720)])

    assert week.spans == (Span(0, 540, 780),)


def test_hours_with_a_gap_or_on_another_day_stay_apart() -> None:
    spans = [Span(0, 540, 720), Span(0, 721, 780), Span(1, 720, 780)]

    assert WeekHours.of(spans).spans == tuple(spans)


def test_hours_inside_others_change_nothing() -> None:
    assert WeekHours.of([Span(0, 540, 1020), Span(0, 600, 660)]).spans == (
        Span(0, 540, 1020),
    )


def test_a_day_has_the_hours_of_its_weekday() -> None:
    week = hours((0, 2), 9, 12)

    assert week.on(PLAN_DATE) == (Span(0, 540, 720),)
    assert week.on(PLAN_DATE + timedelta(days=1)) == ()


@pytest.mark.parametrize(
    ("weekday", "start", "end"),
    [
        pytest.param(7, 540, 600, id="an eighth day"),
        pytest.param(-1, 540, 600, id="a day before Monday"),
        pytest.param(0, 600, 600, id="no time at all"),
        pytest.param(0, 600, 540, id="back to front"),
        pytest.param(0, -1, 540, id="before midnight"),
        pytest.param(0, 540, 1441, id="past midnight"),
    ],
)
def test_what_is_not_part_of_a_weekday_is_refused(
    weekday: int, start: int, end: int
) -> None:
    with pytest.raises(ValueError, match="not a part of a weekday"):
        Span(weekday, start, end)


def test_a_whole_day_is_part_of_a_weekday() -> None:
    assert Span(6, 0, 1440).to_minute == 1440


def test_minutes_after_midnight() -> None:
    assert minute_of(time(13, 45)) == 825


def test_an_absence_includes_its_last_day() -> None:
    absence = an_absence(from_on=monday(1), to_on=monday(2))

    assert not absence.covers(monday(1) - timedelta(days=1))
    assert absence.covers(monday(1))
    assert absence.covers(monday(2))
    assert not absence.covers(monday(2) + timedelta(days=1))


def test_an_absence_of_one_day_covers_it() -> None:
    assert an_absence(from_on=PLAN_DATE, to_on=PLAN_DATE).covers(PLAN_DATE)
    assert not an_absence(from_on=PLAN_DATE, to_on=PLAN_DATE).covers(date(2026, 11, 24))


@pytest.mark.parametrize(
    ("reduction", "away"),
    [(0, True), (1, False), (50, False), (99, False), (100, True)],
)
def test_with_part_of_the_load_off_somebody_is_at_work(
    reduction: int, away: bool
) -> None:
    assert an_absence(load_reduction=reduction).is_away is away
