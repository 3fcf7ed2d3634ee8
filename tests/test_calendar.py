"""Days, Mondays and months."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from cti.calendar import Horizon, add_months, first_monday

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize("days_before", range(7))
def test_the_first_monday_is_the_day_itself_or_within_the_week(
    days_before: int,
) -> None:
    day = MONDAY - timedelta(days=days_before)

    assert first_monday(day) == MONDAY


def test_the_day_after_a_monday_waits_for_the_next() -> None:
    assert first_monday(MONDAY + timedelta(days=1)) == MONDAY + timedelta(weeks=1)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        pytest.param(date(2026, 1, 31), 1, date(2026, 2, 28), id="a short month"),
        pytest.param(date(2024, 1, 31), 1, date(2024, 2, 29), id="a leap February"),
        pytest.param(date(2026, 9, 30), 3, date(2026, 12, 30), id="into December"),
        pytest.param(date(2026, 10, 31), 3, date(2027, 1, 31), id="into January"),
        pytest.param(date(2026, 11, 23), 0, date(2026, 11, 23), id="none"),
        pytest.param(date(2026, 11, 23), 12, date(2027, 11, 23), id="a year"),
        pytest.param(date(2026, 3, 31), -1, date(2026, 2, 28), id="a month back"),
        pytest.param(date(2026, 1, 15), -1, date(2025, 12, 15), id="a year back"),
    ],
)
def test_adding_months(day: date, months: int, later: date) -> None:
    assert add_months(day, months) == later


class TestHorizon:
    """The planning Mondays."""

    def test_forty_of_them_unless_told(self) -> None:
        horizon = Horizon(on=MONDAY)

        assert len(horizon.mondays) == horizon.weeks == 40
        assert horizon.mondays[0] == horizon.start == MONDAY
        assert horizon.mondays[39] == date(2027, 8, 23)

    def test_each_is_a_week_after_the_last(self) -> None:
        mondays = Horizon(on=date(2026, 11, 25), weeks=60).mondays

        assert mondays[0] == date(2026, 11, 30)
        for earlier, later in pairwise(mondays):
            assert later - earlier == timedelta(weeks=1)
            assert later.weekday() == 0

    def test_it_ends_a_week_after_its_last_monday(self) -> None:
        assert Horizon(on=MONDAY, weeks=1).end == MONDAY + timedelta(days=7)
        assert Horizon(on=MONDAY).end == date(2027, 8, 30)

    @pytest.mark.parametrize("weeks", [0, -1])
    def test_there_is_at_least_one(self, weeks: int) -> None:
        with pytest.raises(ValueError, match=f"not {weeks}"):
            Horizon(on=MONDAY, weeks=weeks)

    def test_one_is_enough(self) -> None:
        assert Horizon(on=MONDAY, weeks=1).mondays == (MONDAY,)

    @pytest.mark.parametrize(
        ("day", "week"),
        [
            pytest.param(date(2020, 1, 1), 0, id="long before"),
            pytest.param(MONDAY, 0, id="the first Monday"),
            pytest.param(MONDAY + timedelta(days=1), 1, id="the day after"),
            pytest.param(MONDAY + timedelta(days=7), 1, id="the second Monday"),
            pytest.param(date(2027, 8, 17), 39, id="up to the last Monday"),
            pytest.param(date(2027, 8, 23), 39, id="the last Monday"),
            pytest.param(date(2027, 8, 24), 40, id="after the last Monday"),
            pytest.param(date(2030, 1, 1), 40, id="long after"),
        ],
    )
    def test_the_first_planning_monday_on_or_after_a_day(
        self, day: date, week: int
    ) -> None:
        assert Horizon(on=MONDAY).week_from(day) == week
