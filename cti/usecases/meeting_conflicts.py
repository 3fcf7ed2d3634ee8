"""Tell somebody who came a moment later who was there before them."""

from collections.abc import Collection

from cti.store import last_changed as kept
from cti.store.last_changed import LastChanged
from cti.store.tables import (
    DECLINED_WORKERS,
    FOCUS_AREAS,
    NETWORK_GUESTS,
    NETWORK_MEETINGS,
    NETWORK_MEMBERS,
    PAUSES,
    PEOPLE,
    PHONES,
    PORTRAITS,
    REFERRALS,
    SAFETY_PLANS,
    SERVICES,
    TRANSITIONS,
    WISHES,
    WORKERS,
    WORKING_PATTERNS,
)
from cti.store.unit import Store

__all__ = [
    "FOCUS",
    "MEETINGS",
    "NETWORK",
    "PHONE",
    "PLANNED_FROM",
    "PORTRAIT",
    "SAFETY",
    "SERVICE",
    "WORKER",
    "LastChanged",
    "who_was_first",
]

PLANNED_FROM = frozenset(
    table.name
    for table in (PEOPLE, WISHES, DECLINED_WORKERS, TRANSITIONS, PAUSES, REFERRALS)
)
NETWORK = frozenset({NETWORK_MEMBERS.name})
MEETINGS = frozenset({NETWORK_MEETINGS.name, NETWORK_GUESTS.name})
FOCUS = frozenset({FOCUS_AREAS.name})
PHONE = frozenset({PHONES.name})
PORTRAIT = frozenset({PORTRAITS.name})
SAFETY = frozenset({SAFETY_PLANS.name})
SERVICE = frozenset({SERVICES.name})
WORKER = frozenset({WORKERS.name, WORKING_PATTERNS.name})
"""What somebody may have changed a moment ago."""


def who_was_first(
    store: Store, service_id: str, row_id: str, about: Collection[str]
) -> LastChanged | None:
    """Return who changed a row of a service last, or what is about that person."""
    with store.reading() as connection:
        return kept.last_changed(connection, service_id, row_id, about)
