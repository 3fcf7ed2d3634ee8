"""The part of the review that shows contacts: overdue, this week, the weeks after."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import groupby

from cti.calendar import DAYS_PER_WEEK
from cti.plans.contacts import CONTACT_DAYS, PlannedContact
from cti.plans.document import FlagKind
from cti.plans.lateness import late_words
from cti.plans.words import counted, listed
from cti.units import PersonId
from dashboards.pages.review import (
    Day,
    Meeting,
    MeetingDue,
    Overdue,
    Week,
    WorkerContacts,
)
from dashboards.pages.view import View

NOT_PLANNED = "Not in these four weeks"


def overdue(view: View) -> tuple[Overdue, ...]:
    """Lay out who has waited longer than agreed, the longest first."""
    late = view.flags(FlagKind.CONTACT_OVERDUE)
    longest_first = sorted(late, key=lambda flag: -(flag.amount or 0))
    return tuple(
        Overdue(
            person=view.names.person(flag.person_id),
            worker=view.names.worker(flag.worker_id),
            days="" if flag.amount is None else counted(int(flag.amount), "day"),
            message=flag.message,
            planned=_next_planned(view, flag.person_id),
        )
        for flag in longest_first
        if flag.person_id is not None
    )


def late(view: View) -> tuple[str, ...]:
    """Say who waits longer than agreed in these four weeks, the longest first."""
    longest_first = sorted(view.document.late, key=lambda each: -each.days)
    return tuple(late_words(each, view.names) for each in longest_first)


def meetings_due(view: View) -> tuple[MeetingDue, ...]:
    """Lay out the meetings at the end of a phase, in order of date."""
    return tuple(
        MeetingDue(
            person=view.names.person(flag.person_id),
            worker=view.names.worker(flag.worker_id),
            message=flag.message,
            suggestion=flag.suggestion,
        )
        for flag in view.flags(FlagKind.MEETING_DUE)
        if flag.person_id is not None
    )


def this_week(view: View) -> tuple[WorkerContacts, ...]:
    """Lay out the contacts of the first seven days, worker by worker."""
    return _by_worker(view, range(1))


def weeks_after(view: View) -> tuple[WorkerContacts, ...]:
    """Lay out the contacts after the first seven days, worker by worker."""
    return _by_worker(view, range(1, CONTACT_DAYS // DAYS_PER_WEEK))


def how_many_this_week(view: View) -> int:
    """Return how many contacts there are; a warm handover is one of them."""
    contacts = view.document.contacts.contacts
    return len({(c.person_id, c.at) for c in contacts if view.week_of(c.on) == 0})


def _by_worker(view: View, weeks: range) -> tuple[WorkerContacts, ...]:
    laid_out = []
    for worker in view.caseload.workers:
        planned = view.document.contacts.by.get(worker.worker_id, ())
        contacts = [each for each in planned if view.week_of(each.on) in weeks]
        if not contacts:
            continue
        number = counted(len(contacts), "contact")
        days = counted(len({contact.on for contact in contacts}), "day")
        laid_out.append(
            WorkerContacts(
                worker=view.names.worker(worker.worker_id),
                summary=f"{number} on {days}",
                weeks=tuple(
                    _week(view, week, list(met))
                    for week, met in groupby(contacts, key=lambda c: view.week_of(c.on))
                ),
            )
        )
    return tuple(laid_out)


def _week(view: View, week: int, contacts: Sequence[PlannedContact]) -> Week:
    first = view.document.on + timedelta(weeks=week)
    return Week(
        title=view.span(first, first + timedelta(days=DAYS_PER_WEEK - 1)),
        days=tuple(
            Day(day=view.day(on), meetings=tuple(_meeting(view, each) for each in met))
            for on, met in groupby(contacts, key=lambda each: each.on)
        ),
    )


def _meeting(view: View, contact: PlannedContact) -> Meeting:
    what = [contact.kind.value, contact.place, contact.locality]
    return Meeting(
        iso=contact.at.isoformat(timespec="minutes"),
        time=f"{contact.at:%H:%M} to {contact.ends_at:%H:%M}",
        person=view.names.person(contact.person_id),
        what=", ".join(part for part in what if part),
        note=_note(view, contact),
    )


def _note(view: View, contact: PlannedContact) -> str:
    together = [
        view.names.worker(other.worker_id)
        for other in view.document.contacts.of[contact.person_id]
        if other.at == contact.at and other.worker_id != contact.worker_id
    ]
    if together:
        return f"with {listed(together)}"
    if contact.cover:
        holder = view.document.assignment.worker_on(contact.person_id, contact.on)
        return f"for {view.names.worker(holder)}" if holder else "cover"
    return ""


def _next_planned(view: View, person_id: PersonId) -> str:
    contacts = view.document.contacts.of.get(person_id, ())
    if not contacts:
        return NOT_PLANNED
    first = contacts[0]
    return f"{view.day(first.on)} at {first.at:%H:%M}"
