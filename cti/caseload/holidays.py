"""The public holidays of the service's country."""

from datetime import date
from functools import cache

from cti.caseload.caseload import Country

_REGION = {
    Country.ENGLAND: "ENG",
    Country.SCOTLAND: "SCT",
    Country.WALES: "WLS",
    Country.NORTHERN_IRELAND: "NIR",
}


@cache
def bank_holidays(country: Country, year: int) -> frozenset[date]:
    """Return the public holidays of one country and year, substitute days included."""
    from holidays import country_holidays  # noqa: PLC0415, half a second to import

    days = country_holidays("GB", subdiv=_REGION[country], years=year)
    return frozenset(day for day in days if day.year == year)


def is_bank_holiday(country: Country, day: date) -> bool:
    """Whether ``day`` is a public holiday in ``country``."""
    return day in bank_holidays(country, day.year)
