"""Who may see and do what: roles, how near somebody is, and one decision."""

from cti.access.deciding import NOT_KNOWN, Decision, ReasonGiven, can, level
from cti.access.permissions import Permission
from cti.access.roles import Actor, Membership, Role
from cti.access.rules import Level
from cti.access.standing import (
    About,
    AboutAccount,
    AboutEverything,
    AboutPerson,
    AboutService,
    Standing,
    standing,
)

__all__ = [
    "NOT_KNOWN",
    "About",
    "AboutAccount",
    "AboutEverything",
    "AboutPerson",
    "AboutService",
    "Actor",
    "Decision",
    "Level",
    "Membership",
    "Permission",
    "ReasonGiven",
    "Role",
    "Standing",
    "can",
    "level",
    "standing",
]
