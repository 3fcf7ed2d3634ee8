"""Hand somebody everything that is held about them, as data and to be read."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from cti.store.holdings import Holdings, holdings
from cti.store.tables import PEOPLE
from cti.store.unit import Store

FORMAT = "cti-person-1"
"""Stands in every export, so that software knows what it reads."""

OWN = frozenset(
    {
        "people",
        "wishes",
        "declined_workers",
        "referrals",
        "transitions",
        "pauses",
        "assignments",
        "appointments",
        "contact_records",
        "focus_areas",
        "focus_steps",
        "settled_contacts",
        "planned_contacts",
        "calendar_events",
        "calendar_feeds",
        "plan_stays",
        "plan_contacts",
        "messages",
        "phones",
        "portraits",
    }
)
"""Tables that say something of the person alone, and of who works with them."""

MAY_NAME_OTHERS = "May be about somebody else as well: read it before you hand it out."

OF_OTHERS: Mapping[str, str] = {
    "network_members": "About people around them. It is theirs too: ask before you "
    "hand it out.",
    "network_guests": "About people around them.",
    "contact_notes": "Written by a worker, who may tell what others said or did.",
    "safety_plans": "It may name somebody they are to be safe from, or who visits.",
    "felt_weights": "What a worker said of their own load.",
    "review_decisions": "Said in a case review, where others may have been named.",
    "reasons": "Why somebody opened notes, in their own words.",
}
"""Tables that hold what is about others, or comes from them, and what to know of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonHeld:
    """Everything that is held about somebody.

    Attributes
    ----------
    known_as
        What they are known as.
    third_parties
        For each table that may hold something of others: what to know of it.
    """

    known_as: str
    made_at: datetime
    made_by: str
    held: Holdings
    third_parties: Mapping[str, str]


def hand_out(
    store: Store, person_id: str, *, author_id: str, at: datetime
) -> PersonHeld:
    """Return everything that is held about somebody; the audit says that it was asked.

    Raises
    ------
    NotThere
        If there is no such person.
    """
    with store.unit(author_id=author_id, at=at) as unit:
        unit.row(PEOPLE, person_id)
        unit.audit("people:export", PEOPLE.name, person_id)
    with store.reading() as connection:
        held = holdings(connection, person_id)
    (person,) = held.rows[PEOPLE.name]
    return PersonHeld(
        known_as=person["known_as"],
        made_at=at,
        made_by=author_id,
        held=held,
        third_parties={
            name: OF_OTHERS.get(name, MAY_NAME_OTHERS)
            for name in held.rows
            if name not in OWN
        },
    )


def as_json(found: PersonHeld) -> str:
    """Return everything that is held about somebody as JSON text."""
    about = {
        "format": FORMAT,
        "known_as": found.known_as,
        "made_at": found.made_at.isoformat(),
        "made_by": found.made_by,
        "third_parties": dict(found.third_parties),
        **asdict(found.held),
    }
    return json.dumps(about, ensure_ascii=False, indent=2) + "\n"
