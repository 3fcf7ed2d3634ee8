"""Which day the clock starts on, when that is known, expected or neither."""

from datetime import date

import pytest

from cti.calendar import Horizon
from cti.phases import TransitionBasis, TransitionDate, programme, transition_date

WEDNESDAY = Horizon(on=date(2026, 11, 25))
"""A plan date in mid-week: the first planning Monday is 30 November."""

YESTERDAY = date(2026, 11, 24)
TODAY = date(2026, 11, 25)
TOMORROW = date(2026, 11, 26)
SOONEST_ASSUMED = date(2026, 12, 28)
"""Twenty-eight days after the first planning Monday."""


def known(
    *,
    happened_on: date | None = None,
    expected_on: date | None = None,
    started_on: date | None = None,
) -> TransitionDate:
    return transition_date(
        happened_on=happened_on,
        expected_on=expected_on,
        started_on=started_on,
        horizon=WEDNESDAY,
        programme=programme("cti"),
    )


@pytest.mark.parametrize("day", [date(2024, 2, 29), YESTERDAY, TODAY])
def test_a_transition_that_happened_is_taken_whatever_was_expected(day: date) -> None:
    expected = date(2026, 12, 14)

    assert known(happened_on=day, expected_on=expected) == TransitionDate(
        day, TransitionBasis.HAPPENED
    )


@pytest.mark.parametrize("day", [TODAY, TOMORROW, date(2027, 6, 1)])
def test_else_one_expected_today_or_later(day: date) -> None:
    assert known(expected_on=day, started_on=date(2026, 1, 5)) == TransitionDate(
        day, TransitionBasis.EXPECTED
    )


def test_one_written_down_for_tomorrow_has_not_happened() -> None:
    assert known(happened_on=TOMORROW).basis is TransitionBasis.ASSUMED
    assert known(happened_on=TOMORROW, expected_on=date(2026, 12, 1)) == (
        TransitionDate(date(2026, 12, 1), TransitionBasis.EXPECTED)
    )


@pytest.mark.parametrize("expected_on", [None, YESTERDAY, date(2026, 3, 1)])
def test_blank_or_overdue_it_is_assumed_and_said_to_be(
    expected_on: date | None,
) -> None:
    assert known(expected_on=expected_on) == TransitionDate(
        SOONEST_ASSUMED, TransitionBasis.ASSUMED
    )


@pytest.mark.parametrize(
    ("started_on", "assumed"),
    [
        pytest.param(None, SOONEST_ASSUMED, id="start unknown"),
        pytest.param(date(2026, 1, 5), SOONEST_ASSUMED, id="long ago"),
        pytest.param(date(2026, 9, 27), SOONEST_ASSUMED, id="three months are sooner"),
        pytest.param(date(2026, 9, 28), SOONEST_ASSUMED, id="the same day"),
        pytest.param(
            date(2026, 9, 29), date(2026, 12, 29), id="three months are a day later"
        ),
        pytest.param(
            date(2026, 11, 30), date(2027, 2, 28), id="three months end with February"
        ),
    ],
)
def test_the_later_of_three_months_from_the_start_and_four_weeks_from_now(
    started_on: date | None, assumed: date
) -> None:
    assert known(started_on=started_on).on == assumed
