"""The rules that a single planned contact keeps or breaks on its own."""

from collections.abc import Iterator

from cti.caseload.holidays import is_bank_holiday
from cti.caseload.hours import WeekHours, minute_of
from cti.caseload.people import Need, Place
from cti.caseload.workers import Worker
from cti.plans.contact_need import ContactNeed
from cti.plans.contacts import GRID_MINUTES, ContactKind, PlannedContact
from cti.plans.free_time import Part, common, events_on, is_here, parts_of
from cti.plans.judged_contacts import Broken, JudgedContacts
from cti.plans.wishes import unmet_needs
from cti.units import WorkerId

MEETINGS = frozenset({ContactKind.NETWORK_MEETING, ContactKind.FINAL_MEETING})


def known_and_held(judged: JudgedContacts) -> Iterator[Broken]:
    """Know person and worker, and meet people only while they are supported."""
    for contact in judged.plan.contacts:
        need = judged.needs.get(contact.person_id)
        if contact.worker_id not in judged.caseload.worker:
            yield judged.about(contact, "but there is no such worker")
        if need is None:
            yield judged.about(contact, "who has no support in these weeks")
        elif not need.is_supported_on(contact.on):
            first, end = judged.words.day(need.from_on), judged.words.day(need.until_on)
            what = f"which is not from {first} to before {end}, the days of support"
            yield judged.about(contact, what)


def not_while_paused(judged: JudgedContacts) -> Iterator[Broken]:
    """Plan nothing for people whose support is paused."""
    for contact in judged.added:
        if not judged.needs[contact.person_id].is_open_on(contact.on):
            yield judged.about(contact, "while support is paused")


def on_the_grid(judged: JudgedContacts) -> Iterator[Broken]:
    """Begin on the quarter hour."""
    for contact in judged.added:
        at = contact.at
        if at.minute % GRID_MINUTES or at.second or at.microsecond:
            yield judged.about(contact, "which is not on the quarter hour")


def not_away(judged: JudgedContacts) -> Iterator[Broken]:
    """Plan nothing for workers who are away, have left or have not started."""
    for contact in judged.added:
        if not is_here(judged.caseload, judged.worker(contact), contact.on):
            yield judged.about(contact, "when the worker is not here")


def not_on_bank_holidays(judged: JudgedContacts) -> Iterator[Broken]:
    """Plan nothing on public holidays of the service's country."""
    for contact in judged.added:
        if is_bank_holiday(judged.caseload.service.country, contact.on):
            yield judged.about(contact, "which is a bank holiday")


def within_hours(judged: JudgedContacts) -> Iterator[Broken]:
    """Stay inside the worker's working hours."""
    for contact in judged.added:
        if not _inside(judged.worker(contact).works, contact):
            yield judged.about(contact, "outside the worker's hours")


def within_availability(judged: JudgedContacts) -> Iterator[Broken]:
    """Meet people only when they can be met."""
    for contact in judged.added:
        available = judged.needs[contact.person_id].wishes.available
        if available is not None and not _inside(available, contact):
            yield judged.about(contact, "when the person cannot be met")


def not_in_team_events(judged: JudgedContacts) -> Iterator[Broken]:
    """Keep the times of team events free."""
    for contact in judged.added:
        worker = judged.worker(contact)
        for event, part in events_on(judged.caseload, worker, contact.on):
            if common([_part(contact)], [part]):
                yield judged.about(contact, f"during «{event.title}»")


def right_place(judged: JudgedContacts) -> Iterator[Broken]:
    """Meet at the worker's office, or where the person lives."""
    for contact in judged.added:
        need = judged.needs[contact.person_id]
        host = _host(judged, need, contact)
        asked = Place(contact.place) if contact.place in set(Place) else None
        if asked is None:
            yield judged.about(contact, f"at «{contact.place}», which is no place")
            continue
        locality = host.locality if asked is Place.OFFICE else need.wishes.locality
        if contact.locality != locality:
            here, there = contact.locality or "nowhere", locality or "nowhere"
            yield judged.about(contact, f"in {here} instead of {there}")


def right_kind(judged: JudgedContacts) -> Iterator[Broken]:
    """Give each contact the kind and the length of its phase, or of its meeting."""
    for contact in judged.added:
        need = judged.needs[contact.person_id]
        wrong = (
            _wrong_meeting(need, contact)
            if contact.kind in MEETINGS
            else _wrong_contact(need, contact)
        )
        if wrong:
            yield judged.about(contact, wrong)


def cover_fits(judged: JudgedContacts) -> Iterator[Broken]:
    """Let only fitting teammates cover, and call it cover."""
    for contact in judged.added:
        need = judged.needs[contact.person_id]
        own = contact.worker_id == need.holder_on(contact.on)
        if own or judged.is_along(contact):
            if contact.cover:
                yield judged.about(contact, "which is not cover though it says so")
            continue
        if not contact.cover:
            yield judged.about(contact, "which is cover and does not say so")
        for why in _unfit(need, judged.worker(contact)):
            yield judged.about(contact, why)


def _wrong_meeting(need: ContactNeed, contact: PlannedContact) -> str | None:
    due = [
        meeting
        for meeting in need.meetings
        if meeting.kind is contact.kind
        and meeting.first_on <= contact.on <= meeting.last_on
    ]
    if not due:
        return f"a {contact.kind} that is not due then"
    return _wrong_length(contact, need.clock.programme.meeting_minutes)


def _wrong_contact(need: ContactNeed, contact: PlannedContact) -> str | None:
    cadence = need.clock.programme.cadence[need.clock.phase_on(contact.on)]
    if contact.kind is ContactKind.FIRST_CONTACT:
        due = any(
            contact.worker_id in {first.worker_id, first.with_worker_id}
            and first.from_on <= contact.on < first.to_on
            for first in need.first_contacts
        )
        if not due:
            return "a first contact that is not due then"
    elif contact.kind.value != cadence.how.value:
        return f"a {contact.kind} where a {cadence.how} is due"
    return _wrong_length(contact, cadence.minutes)


def _wrong_length(contact: PlannedContact, minutes: int) -> str | None:
    if contact.minutes == minutes:
        return None
    return f"for {contact.minutes} minutes instead of {minutes}"


def _unfit(need: ContactNeed, worker: Worker) -> Iterator[str]:
    if worker.worker_id in need.wishes.not_workers:
        yield "but the two are not to work together"
    if worker.team != need.team:
        yield "who is in another team"
    if any(unmet_needs(need.wishes, worker, Need.MUST)):
        yield "but does not bring what the person must have"


def _host(judged: JudgedContacts, need: ContactNeed, contact: PlannedContact) -> Worker:
    holder = need.holder_on(contact.on)
    host: WorkerId = contact.worker_id
    if holder is not None and judged.is_along(contact):
        host = holder
    return judged.caseload.worker[host]


def _inside(hours: WeekHours, contact: PlannedContact) -> bool:
    start, end = _part(contact)
    return any(
        begins <= start and end <= ends for begins, ends in parts_of(hours, contact.on)
    )


def _part(contact: PlannedContact) -> Part:
    start = minute_of(contact.at.time())
    return start, start + contact.minutes
