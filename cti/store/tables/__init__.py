"""Every table, by subject. Importing this room makes them known to `METADATA`."""

from cti.store.tables.accounts import (
    ACCOUNTS,
    IDENTITIES,
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
from cti.store.tables.calendars import CALENDAR_FEEDS
from cti.store.tables.casework import (
    FOCUS_AREAS,
    FOCUS_STEPS,
    NETWORK_GUESTS,
    NETWORK_MEETINGS,
    NETWORK_MEMBERS,
    PHONES,
    PORTRAITS,
    SAFETY_PLANS,
)
from cti.store.tables.contacts import APPOINTMENTS, CONTACT_RECORDS, PINS
from cti.store.tables.erasures import ERASURES
from cti.store.tables.facts import FACTS
from cti.store.tables.imports import IMPORTS
from cti.store.tables.in_force import (
    OVERLOAD_ANSWERS,
    OVERLOAD_TASKS,
    PLANNED_CONTACTS,
)
from cti.store.tables.messages import LETTERS, MESSAGE_READS, MESSAGES
from cti.store.tables.notes import (
    CONTACT_NOTES,
    SETTLED_CONTACTS,
)
from cti.store.tables.people import (
    ASSIGNMENTS,
    DECLINED_WORKERS,
    PAUSES,
    PEOPLE,
    REFERRALS,
    TRANSITIONS,
    WISHES,
)
from cti.store.tables.plans import (
    PLAN_CONTACTS,
    PLAN_DOCUMENTS,
    PLAN_OVERLOADS,
    PLAN_STAYS,
    PLANS,
)
from cti.store.tables.requests import REQUESTS
from cti.store.tables.reviews import (
    CASE_REVIEWS,
    FELT_WEIGHTS,
    REVIEW_DECISIONS,
)
from cti.store.tables.runs import RUNS
from cti.store.tables.service import SERVICES, TRAVEL_TIMES
from cti.store.tables.workers import ABSENCES, TEAM_EVENTS, WORKERS, WORKING_PATTERNS

__all__ = [
    "ABSENCES",
    "ACCOUNTS",
    "APPOINTMENTS",
    "ASSIGNMENTS",
    "AUDIT",
    "AUDIT_ANCHOR",
    "CALENDAR_FEEDS",
    "CASE_REVIEWS",
    "CONTACT_NOTES",
    "CONTACT_RECORDS",
    "DECLINED_WORKERS",
    "ERASURES",
    "FACTS",
    "FELT_WEIGHTS",
    "FOCUS_AREAS",
    "FOCUS_STEPS",
    "IDENTITIES",
    "IMPORTS",
    "LETTERS",
    "LINKS",
    "MEMBERSHIPS",
    "MESSAGES",
    "MESSAGE_READS",
    "METADATA",
    "NETWORK_GUESTS",
    "NETWORK_MEETINGS",
    "NETWORK_MEMBERS",
    "OVERLOAD_ANSWERS",
    "OVERLOAD_TASKS",
    "PAUSES",
    "PEOPLE",
    "PHONES",
    "PINS",
    "PLANNED_CONTACTS",
    "PLANS",
    "PLAN_CONTACTS",
    "PLAN_DOCUMENTS",
    "PLAN_OVERLOADS",
    "PLAN_STAYS",
    "PORTRAITS",
    "REASONS",
    "RECOVERY_CODES",
    "REFERRALS",
    "REQUESTS",
    "REVIEW_DECISIONS",
    "RUNS",
    "SAFETY_PLANS",
    "SERVICES",
    "SESSIONS",
    "SETTLED_CONTACTS",
    "TEAM_EVENTS",
    "TOKENS",
    "TRANSITIONS",
    "TRAVEL_TIMES",
    "TRIES",
    "WISHES",
    "WORKERS",
    "WORKING_PATTERNS",
]
