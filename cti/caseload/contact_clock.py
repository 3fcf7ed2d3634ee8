"""When somebody was last met, when they should be met next, and how late that is.

This is the one definition; whatever speaks of overdue contacts uses it. Only an
achieved contact counts: one that was tried, declined, called off or held with somebody
else does not, and neither does a case review, where the person is spoken of.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from cti.calendar import Horizon
from cti.caseload.caseload import Caseload, ContactRecord, Outcome
from cti.caseload.clocks import OpenPerson, open_people
from cti.phases import Phase
from cti.units import PersonId

CASE_REVIEWS = frozenset({"case review", "case presentation"})
"""Kinds of record that say a person was presented, not met; in lower case."""

MOST_KINDS = 500
"""Ways to write a kind of contact: more than a service has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactDue:
    """Where somebody stands in the rhythm of contact, on the plan date.

    Attributes
    ----------
    since_on
        The last achieved contact; if there is none, the day support started.
    ever_met
        Whether ``since_on`` is an achieved contact.
    phase
        The phase on ``since_on``, whose rhythm applies.
    due_on
        The day the rhythm asks for.
    latest_on
        The last day that is not late, tolerance included.
    overdue_days
        Days from ``latest_on`` to the plan date; 0 when nothing is late.
    """

    since_on: date
    ever_met: bool
    phase: Phase
    due_on: date
    latest_on: date
    overdue_days: int


def is_case_review(record: ContactRecord) -> bool:
    """Whether a record says that somebody was presented to the team."""
    return is_kind_of_review(record.kind)


@lru_cache(MOST_KINDS)
def is_kind_of_review(kind: str) -> bool:
    """Whether a record of a kind says so."""
    return kind.strip().lower() in CASE_REVIEWS


def last_achieved(caseload: Caseload, on: date) -> Mapping[PersonId, date]:
    """Return the day of each person's last achieved contact, up to and with ``on``.

    Returns
    -------
    Only people with such a contact have an entry.
    """
    found: dict[PersonId, date] = {}
    # There are many records, of few kinds.
    kinds = {record.kind for record in caseload.contacts}
    met = {kind for kind in kinds if not is_kind_of_review(kind)}
    for record in caseload.contacts:
        if record.outcome is Outcome.ACHIEVED and record.kind in met:
            day = record.at.date()
            if day <= on:
                found[record.person_id] = max(day, found.get(record.person_id, day))
    return found


def contact_due(
    open_person: OpenPerson, last_on: date | None, on: date
) -> ContactDue | None:
    """Say when somebody should be met next.

    Parameters
    ----------
    last_on
        Their last achieved contact; None if there is none.

    Returns
    -------
    None while support is paused or over, and when neither a contact nor the start of
    support is known.
    """
    clock = open_person.clock
    since = last_on or open_person.person.started_on
    if since is None or clock.is_paused_on(on):
        return None
    if clock.phase_on(max(since, on)) is Phase.FINISHED:
        return None
    phase = clock.phase_on(since)
    cadence = clock.programme.cadence[phase]
    latest = since + timedelta(days=cadence.latest_days)
    return ContactDue(
        since_on=since,
        ever_met=last_on is not None,
        phase=phase,
        due_on=since + timedelta(days=cadence.every_days),
        latest_on=latest,
        overdue_days=max((on - latest).days, 0),
    )


def contacts_due(caseload: Caseload, horizon: Horizon) -> Mapping[PersonId, ContactDue]:
    """Return where everybody open stands on the plan date, where that is known."""
    last = last_achieved(caseload, horizon.on)
    found = {}
    for person_id, open_person in open_people(caseload, horizon).items():
        due = contact_due(open_person, last.get(person_id), horizon.on)
        if due is not None:
            found[person_id] = due
    return found
