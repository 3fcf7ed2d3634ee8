"""How near an account is to a person, and what it is that somebody asks about."""

from dataclasses import dataclass
from enum import IntEnum

from cti.access.roles import Actor, Membership


class Standing(IntEnum):
    """How near an account is to a person; the nearer, the smaller."""

    WORKS_WITH = 0
    COVERS = 1
    SAME_TEAM = 2
    SAME_SERVICE = 3
    OTHER_SERVICE = 4
    HIDDEN_SERVICE = 5
    NONE = 6

    @property
    def label(self) -> str:
        """How it is said."""
        return self.name.lower().replace("_", " ")


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutPerson:
    """A person somebody asks about.

    Attributes
    ----------
    team
        The team of their service that supports them.
    is_hidden
        Whether outsiders may know that their service exists.
    worker_ids
        Who works with them now.
    covering_ids
        Who meets them instead of their worker these days.
    """

    person_id: str
    service_id: str
    team: str
    is_hidden: bool
    worker_ids: frozenset[str] = frozenset()
    covering_ids: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutService:
    """A service somebody asks about."""

    service_id: str
    is_hidden: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutAccount:
    """An account somebody asks about, perhaps their own."""

    account_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutEverything:
    """What is in no service: all accounts, the whole audit."""


About = AboutPerson | AboutService | AboutAccount | AboutEverything
"""What somebody may ask about."""


def standing(actor: Actor, person: AboutPerson) -> Standing:
    """Return how near an account is to a person.

    Somebody in no service is near nobody; somebody in another service than a hidden one
    is as far as can be said without saying that it exists.
    """
    if not actor.is_active or not actor.memberships:
        return Standing.NONE
    ours = actor.membership_in(person.service_id)
    if ours is not None:
        return _within(ours, person)
    return Standing.HIDDEN_SERVICE if person.is_hidden else Standing.OTHER_SERVICE


def _within(ours: Membership, person: AboutPerson) -> Standing:
    if ours.worker_id is not None and ours.worker_id in person.worker_ids:
        return Standing.WORKS_WITH
    if ours.worker_id is not None and ours.worker_id in person.covering_ids:
        return Standing.COVERS
    if ours.team in ("", person.team):
        return Standing.SAME_TEAM
    return Standing.SAME_SERVICE
