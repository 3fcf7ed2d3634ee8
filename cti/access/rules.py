"""Who may do what: the tables that every decision is read from.

What is in no table is refused.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from cti.access.permissions import Permission
from cti.access.roles import Role
from cti.access.standing import Standing


class Level(IntEnum):
    """How much of a person somebody may see; each level holds those below it."""

    NOTHING = 0
    CARD = 1
    PLANNING = 2
    SUPPORT = 3
    NOTES = 4


PERMISSION_OF: Mapping[Level, Permission] = {
    Level.CARD: Permission.PERSON_READ,
    Level.PLANNING: Permission.PLANNING_READ,
    Level.SUPPORT: Permission.SUPPORT_READ,
    Level.NOTES: Permission.NOTES_READ,
}
"""What it takes to see each level."""

SHOWS: Mapping[Level, str] = {
    Level.NOTHING: "not even that they exist",
    Level.CARD: "name, worker",
    Level.PLANNING: "phase, weight, when they are met, wishes",
    Level.SUPPORT: "telephone number, focus areas, contacts, safety plan",
    Level.NOTES: "notes",
}
"""What each level shows of a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How far from a person a role may still do something.

    Attributes
    ----------
    free
        The farthest standing without more ado; None for nowhere.
    with_reason
        The farthest standing for somebody who gives a reason; None for nowhere.
    """

    free: Standing | None = None
    with_reason: Standing | None = None


_W, _L, _S, _V = Role.WORKER, Role.LEADER, Role.SUPPORT_OFFICER, Role.PARTNER
_COVERS, _TEAM = Reach(free=Standing.COVERS), Reach(free=Standing.SAME_TEAM)
_ANYWHERE = Reach(free=Standing.OTHER_SERVICE)
_GLASS = Reach(free=Standing.COVERS, with_reason=Standing.OTHER_SERVICE)

OF_A_PERSON: Mapping[Permission, Mapping[Role, Reach]] = {
    Permission.PERSON_READ: {
        _W: _ANYWHERE,
        _L: _ANYWHERE,
        _S: _ANYWHERE,
        _V: _ANYWHERE,
    },
    Permission.PLANNING_READ: {_W: _TEAM, _L: _TEAM, _S: _TEAM},
    Permission.SUPPORT_READ: {_W: _COVERS, _L: _TEAM, _S: _COVERS},
    Permission.NOTES_READ: {_W: _GLASS, _L: _GLASS, _S: _GLASS},
    Permission.VIEW_SHARE: {_W: _COVERS, _L: _COVERS, _S: _COVERS},
    Permission.PERSON_CHANGE: {_W: _COVERS, _L: _TEAM, _S: _TEAM},
    Permission.CONTACT_WRITE: {_W: _COVERS, _L: _TEAM, _S: _TEAM},
    Permission.NOTES_WRITE: {_W: _COVERS, _L: _COVERS, _S: _COVERS},
}
"""How far from a person each role may do each thing."""

OF_A_SERVICE: Mapping[Permission, frozenset[Role]] = {
    Permission.SERVICE_READ: frozenset({_W, _L, _S, _V}),
    Permission.CASELOAD_READ: frozenset({_W, _L, _S}),
    Permission.CASELOAD_IMPORT: frozenset({_L, _S}),
    Permission.CASELOAD_EXPORT: frozenset({_L}),
    Permission.REFERRAL_ADD: frozenset({_W, _L, _S}),
    Permission.PLAN_READ: frozenset({_W, _L, _S}),
    Permission.PLAN_MAKE: frozenset({_L, _S}),
    Permission.PLAN_PUBLISH: frozenset({_L}),
    Permission.OVERLOAD_ANSWER: frozenset({_L}),
    Permission.REVIEW_WRITE: frozenset({_W, _L, _S}),
    Permission.WORKER_CHANGE: frozenset({_L, _S}),
    Permission.SERVICE_CHANGE: frozenset({_L}),
    Permission.GLASS_READ: frozenset({_L}),
}
"""Which roles may do each thing in their own service."""

FROM_OUTSIDE = frozenset({Permission.SERVICE_READ})
"""What anybody in a service may do in another that is not hidden."""

LISTED = frozenset(
    {Permission.SERVICE_READ, Permission.PERSON_READ, Permission.PLANNING_READ}
)
"""What somebody may ask a list of; on it stands what they may know of, and no more."""

OF_THE_HOUSE = frozenset(
    {
        Permission.SERVICE_FOUND,
        Permission.ACCOUNT_READ,
        Permission.ACCOUNT_INVITE,
        Permission.ACCOUNT_APPROVE,
        Permission.ACCOUNT_CHANGE,
        Permission.ACCOUNT_END,
        Permission.AUDIT_READ,
        Permission.AUDIT_VERIFY,
    }
)
"""What administrators do, and nobody else."""

NEVER_ONESELF = frozenset(
    {Permission.ACCOUNT_APPROVE, Permission.ACCOUNT_CHANGE, Permission.ACCOUNT_END}
)
"""What nobody does to their own account."""

OF_ONESELF = frozenset(
    {
        Permission.ME_READ,
        Permission.PASSWORD_CHANGE,
        Permission.SESSION_END,
        Permission.TOKEN_ISSUE,
        Permission.CALENDAR_READ,
    }
)
"""What everybody does with their own account, and nobody with another's."""
