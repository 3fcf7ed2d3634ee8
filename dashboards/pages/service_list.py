"""The services an account is in, and where each of them begins."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from cti.access import Actor, Membership, Role
from cti.usecases.installing import Store
from cti.usecases.services import one_service
from dashboards.site.frame import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLine:
    """A service.

    Attributes
    ----------
    role
        What the account is in it, in words.
    links
        Where to go in it.
    """

    name: str
    role: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicesPage:
    """The services an account is in."""

    template: ClassVar[str] = "site/services.html"
    title: ClassVar[str] = "Services"

    services: tuple[ServiceLine, ...]


def services_page(store: Store, actor: Actor, *, on: date) -> ServicesPage:
    """Lay out the services of an account."""
    lines = [_line(store, actor, each, on) for each in actor.memberships]
    return ServicesPage(services=tuple(sorted(lines, key=lambda each: each.name)))


def _line(store: Store, actor: Actor, ours: Membership, on: date) -> ServiceLine:
    name = one_service(store, actor, ours.service_id, on=on).name
    team = f", {ours.team}" if ours.team else ""
    return ServiceLine(
        name=name,
        role=f"{ours.role.value.capitalize()}{team}",
        links=_links(ours),
    )


def _links(ours: Membership) -> tuple[Link, ...]:
    of = f"/services/{ours.service_id}"
    if ours.role is Role.PARTNER:
        return (Link(address="/people", words="People"),)
    found = [
        Link(address=f"{of}/review", words="Case review"),
        Link(address=f"{of}/phases", words="Phases"),
        Link(address=f"{of}/caseloads", words="Caseloads"),
    ]
    if ours.worker_id:
        found.insert(0, Link(address="/my-week", words="My week"))
    return tuple(found)
