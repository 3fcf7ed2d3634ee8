"""Services, for who looks after accounts: found one, and say who leads it first."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

from cti.access import Role
from cti.caseload.caseload import Country, Service
from cti.phases import programme, programme_keys
from cti.usecases.accounts_told import AccountTold
from cti.usecases.services import ServiceName
from dashboards.pages.numbers import decimal
from dashboards.site.forms import Form, chosen

MOST_CEILING = "200"
MOST_WEEKS = 104

USUAL = {
    "ceiling": ("20",),
    "country": (Country.ENGLAND.value,),
    "horizon_weeks": ("40",),
    "programme": ("cti",),
}
"""What most services begin with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Founded:
    """A service there is.

    Attributes
    ----------
    leaders
        Who leads it, in words; empty for nobody yet.
    field
        The name of the field that says who is to.
    """

    service_id: str
    name: str
    leaders: str
    field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundingPage:
    """The services there are, and a form that founds one.

    Attributes
    ----------
    may_lead
        Who may be given the role of a leader: pairs of their account and their name.
    countries, programmes
        What there is to choose from.
    notice
        What has happened just before; empty for nothing.
    """

    template: ClassVar[str] = "site/founding.html"
    title: ClassVar[str] = "Services"

    form: Form
    services: tuple[Founded, ...]
    may_lead: tuple[tuple[str, str], ...]
    countries: tuple[tuple[str, str], ...]
    programmes: tuple[tuple[str, str], ...]
    notice: str


def founding_page(
    services: Sequence[ServiceName],
    accounts: Sequence[AccountTold],
    *,
    form: Form,
    notice: str = "",
) -> FoundingPage:
    """Lay out the services there are."""
    people = [each for each in accounts if each.is_active and not each.is_administrator]
    return FoundingPage(
        form=form,
        services=tuple(_founded(each, people) for each in services),
        may_lead=tuple((each.id, _called(each)) for each in people),
        countries=tuple((each.value, each.value) for each in Country),
        programmes=tuple(
            (key, f"{programme(key).name} ({key})") for key in programme_keys()
        ),
        notice=notice,
    )


def leader_field(service_id: str) -> str:
    """Return the name of the field that says who is to lead a service."""
    return f"leader-{service_id}"


def service_read(form: Form) -> Service | None:
    """Read what is to hold for a service; None where something has to be mended."""
    countries = {each.value: each for each in Country}
    name = form.line("name", needed="Enter the name of the service")
    ceiling = decimal(
        form, "ceiling", least=1, most=MOST_CEILING, needed="Enter the ceiling"
    )
    country = form.one_of("country", countries, needed="Choose a country")
    weeks = form.number(
        "horizon_weeks", least=1, most=MOST_WEEKS, needed="Enter how many weeks"
    )
    way = form.one_of(
        "programme", chosen(programme_keys()), needed="Choose a programme"
    )
    if form.wrong:
        return None
    return Service(
        name=name,
        ceiling=ceiling or Fraction(0),
        country=country or Country.ENGLAND,
        horizon_weeks=weeks or 1,
        programme=way or "",
    )


def _founded(service: ServiceName, accounts: Sequence[AccountTold]) -> Founded:
    leaders = [
        each.name
        for each in accounts
        for role in each.roles
        if role.service_id == service.id and role.role is Role.LEADER
    ]
    return Founded(
        service_id=service.id,
        name=service.name,
        leaders=" and ".join(leaders),
        field=leader_field(service.id),
    )


def _called(account: AccountTold) -> str:
    waits = "" if account.is_approved else " (still to be approved)"
    return f"{account.name}, {account.email}{waits}"
