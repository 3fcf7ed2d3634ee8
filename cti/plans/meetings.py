"""Which meetings at the end of a phase are due, and when they can be held."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from cti.caseload.caseload import ContactRecord
from cti.phases import TIMED
from cti.plans.contact_need import ContactNeed, MeetingDue
from cti.plans.contacts import ContactKind


def meetings_due(
    need: ContactNeed, known: Sequence[ContactRecord], on: date, until: date
) -> Iterator[MeetingDue]:
    """Yield the meetings that can and should still be held.

    Parameters
    ----------
    known
        The person's achieved contacts.
    on, until
        The plan date, and the first day after the contact plan.
    """
    for phase in TIMED:
        if not on < need.clock.ends_on(phase) <= until:
            continue
        final = phase is TIMED[-1]
        kind = ContactKind.FINAL_MEETING if final else ContactKind.NETWORK_MEETING
        opens_on, last_on = need.clock.meeting_window(phase)
        held = any(
            record.kind.strip().lower() == kind and record.at.date() >= opens_on
            for record in known
        )
        first_on = max(opens_on, need.from_on)
        number = (last_on - first_on).days + 1
        left = (first_on + timedelta(days=each) for each in range(number))
        if not held and any(need.is_open_on(day) for day in left):
            yield MeetingDue(phase=phase, kind=kind, first_on=first_on, last_on=last_on)
