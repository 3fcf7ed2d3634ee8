"""Bank holidays in the four nations, as their governments publish them."""

from datetime import date

import pytest

from cti.caseload.caseload import Country
from cti.caseload.holidays import bank_holidays, is_bank_holiday

ENGLAND_2026 = {
    date(2026, 1, 1): "New Year",
    date(2026, 4, 3): "Good Friday",
    date(2026, 4, 6): "Easter Monday",
    date(2026, 5, 4): "early May",
    date(2026, 5, 25): "late May",
    date(2026, 8, 31): "summer",
    date(2026, 12, 25): "Christmas",
    date(2026, 12, 28): "for Boxing Day, a Saturday",
}


def working_days_off(country: Country, year: int) -> set[date]:
    return {day for day in bank_holidays(country, year) if day.weekday() < 5}


@pytest.mark.parametrize("country", [Country.ENGLAND, Country.WALES])
def test_england_and_wales(country: Country) -> None:
    assert working_days_off(country, 2026) == set(ENGLAND_2026)


@pytest.mark.parametrize(
    ("day", "scotland", "england"),
    [
        pytest.param(date(2026, 1, 2), True, False, id="second of January"),
        pytest.param(date(2026, 4, 6), False, True, id="Easter Monday"),
        pytest.param(date(2026, 8, 3), True, False, id="first Monday of August"),
        pytest.param(date(2026, 8, 31), False, True, id="last Monday of August"),
        pytest.param(date(2026, 11, 30), True, False, id="Saint Andrew"),
        pytest.param(date(2026, 12, 25), True, True, id="Christmas"),
        pytest.param(date(2027, 1, 4), True, False, id="for a Saturday 2 January"),
    ],
)
def test_scotland_keeps_days_of_its_own(
    day: date, scotland: bool, england: bool
) -> None:
    assert is_bank_holiday(Country.SCOTLAND, day) is scotland
    assert is_bank_holiday(Country.ENGLAND, day) is england


def test_northern_ireland_keeps_two_more() -> None:
    more = working_days_off(Country.NORTHERN_IRELAND, 2026) - set(ENGLAND_2026)

    assert more == {date(2026, 3, 17), date(2026, 7, 13)}


@pytest.mark.parametrize("country", Country)
def test_a_christmas_at_the_weekend_moves_to_the_days_after(country: Country) -> None:
    assert is_bank_holiday(country, date(2027, 12, 27))
    assert is_bank_holiday(country, date(2027, 12, 28))
    assert not is_bank_holiday(country, date(2027, 12, 29))


@pytest.mark.parametrize("country", Country)
@pytest.mark.parametrize("year", [2025, 2026, 2027, 2028])
def test_days_are_those_of_the_year_asked_for(country: Country, year: int) -> None:
    days = bank_holidays(country, year)

    assert len(days) >= 8
    assert {day.year for day in days} == {year}


def test_a_day_kept_in_another_year_belongs_to_that_year(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    kept = {date(2026, 12, 28): "Boxing Day", date(2027, 1, 1): "kept a year later"}
    monkeypatch.setattr("holidays.country_holidays", lambda *_, **__: kept)

    found = bank_holidays.__wrapped__(Country.ENGLAND, 2026)

    assert found == {date(2026, 12, 28)}


def test_an_ordinary_monday_is_a_working_day() -> None:
    assert not any(is_bank_holiday(country, date(2026, 11, 23)) for country in Country)
