"""Who somebody is to the services: the roles an account has, and what it may be."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from cti.access.permissions import Permission


class Role(StrEnum):
    """What somebody does in a service; an administrator is in none."""

    WORKER = "worker"
    LEADER = "team leader"
    SUPPORT_OFFICER = "casework support officer"
    PARTNER = "view-only partner"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """What an account is in one service.

    Attributes
    ----------
    team
        The team it is about; empty for every team of the service.
    worker_id
        The worker whose account it is, by their random id; None for nobody's.
    """

    service_id: str
    role: Role
    team: str = ""
    worker_id: str | None = None

    def __post_init__(self) -> None:
        """Refuse an administrator inside a service."""
        if self.role is Role.ADMINISTRATOR:
            msg = "an administrator is in no service"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Whoever asks.

    Attributes
    ----------
    memberships
        At most one in each service.
    is_administrator
        Looks after accounts, and is then in no service: accounts or people, never both.
    is_active
        False for an account that has ended; it may do nothing.
    scopes
        What a token was issued for; None for somebody who signed in.
    """

    account_id: str
    memberships: tuple[Membership, ...] = ()
    is_administrator: bool = False
    is_active: bool = True
    scopes: frozenset[Permission] | None = None
    _by_service: Mapping[str, Membership] = field(
        init=False, repr=False, compare=False, hash=False
    )

    def __post_init__(self) -> None:
        """Refuse two roles in one service, and accounts together with people."""
        by_service = {each.service_id: each for each in self.memberships}
        if len(by_service) < len(self.memberships):
            msg = "one role in each service"
            raise ValueError(msg)
        if self.is_administrator and self.memberships:
            msg = "an administrator is in no service"
            raise ValueError(msg)
        object.__setattr__(self, "_by_service", by_service)

    def membership_in(self, service_id: str) -> Membership | None:
        """Return what the account is in a service; None if it is nothing there."""
        return self._by_service.get(service_id)
