"""Every table, by subject. Importing this room makes them known to `METADATA`."""

from cti.store.tables.base import METADATA
from cti.store.tables.contacts import APPOINTMENTS, CONTACT_RECORDS, PINS
from cti.store.tables.facts import FACTS
from cti.store.tables.in_force import ANSWERS_OWED, MESSAGES, PLANNED_CONTACTS
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
from cti.store.tables.runs import RUNS
from cti.store.tables.service import SERVICES, TRAVEL_TIMES
from cti.store.tables.workers import ABSENCES, TEAM_EVENTS, WORKERS, WORKING_PATTERNS

__all__ = [
    "ABSENCES",
    "ANSWERS_OWED",
    "APPOINTMENTS",
    "ASSIGNMENTS",
    "CONTACT_RECORDS",
    "DECLINED_WORKERS",
    "FACTS",
    "MESSAGES",
    "METADATA",
    "PAUSES",
    "PEOPLE",
    "PINS",
    "PLANNED_CONTACTS",
    "PLANS",
    "PLAN_CONTACTS",
    "PLAN_DOCUMENTS",
    "PLAN_OVERLOADS",
    "PLAN_STAYS",
    "REFERRALS",
    "RUNS",
    "SERVICES",
    "TEAM_EVENTS",
    "TRANSITIONS",
    "TRAVEL_TIMES",
    "WISHES",
    "WORKERS",
    "WORKING_PATTERNS",
]
