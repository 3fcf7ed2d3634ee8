"""Every table, by subject. Importing this room makes them known to `METADATA`."""

from cti.store.tables.accounts import (
    ACCOUNTS,
    LINKS,
    MEMBERSHIPS,
    REASONS,
    RECOVERY_CODES,
    SESSIONS,
    TOKENS,
    TRIES,
)
from cti.store.tables.audit import AUDIT, AUDIT_ANCHOR
from cti.store.tables.base import METADATA
from cti.store.tables.contacts import APPOINTMENTS, CONTACT_RECORDS, PINS
from cti.store.tables.facts import FACTS
from cti.store.tables.people import (
    ASSIGNMENTS,
    DECLINED_WORKERS,
    PAUSES,
    PEOPLE,
    REFERRALS,
    TRANSITIONS,
    WISHES,
)
from cti.store.tables.service import SERVICES, TRAVEL_TIMES
from cti.store.tables.workers import ABSENCES, TEAM_EVENTS, WORKERS, WORKING_PATTERNS

__all__ = [
    "ABSENCES",
    "ACCOUNTS",
    "APPOINTMENTS",
    "ASSIGNMENTS",
    "AUDIT",
    "AUDIT_ANCHOR",
    "CONTACT_RECORDS",
    "DECLINED_WORKERS",
    "FACTS",
    "LINKS",
    "MEMBERSHIPS",
    "METADATA",
    "PAUSES",
    "PEOPLE",
    "PINS",
    "REASONS",
    "RECOVERY_CODES",
    "REFERRALS",
    "SERVICES",
    "SESSIONS",
    "TEAM_EVENTS",
    "TOKENS",
    "TRANSITIONS",
    "TRAVEL_TIMES",
    "TRIES",
    "WISHES",
    "WORKERS",
    "WORKING_PATTERNS",
]
