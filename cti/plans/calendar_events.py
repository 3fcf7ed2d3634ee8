"""What calendars were told of contacts: what is new, has moved or is called off.

A calendar on somebody's phone knows an event again by its id, and believes the highest
sequence number it has seen. So nothing that was told is forgotten at once: a contact
that moves keeps its id, and one that is dropped stays, called off, for some weeks.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TypeVar

from cti.plans.contacts import PlannedContact
from cti.units import PersonId, WorkerId

MOVES_WITHIN = timedelta(days=7)
"""A contact that is further away from the one it would replace is another contact."""

KEPT_FOR = timedelta(weeks=4)
"""How long after its day an event stays in calendars, held or called off."""

Pair = tuple[PersonId, WorkerId]

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEvent:
    """A contact as calendars were told of it.

    Attributes
    ----------
    event_id
        Stays the same when the contact moves.
    contact
        As it is now; as it was, if it is called off.
    sequence
        How often it has been told anew, 0 at first.
    is_cancelled
        Whether it is called off.
    said_at
        When it was last told anew.
    """

    event_id: str
    contact: PlannedContact
    sequence: int
    is_cancelled: bool
    said_at: datetime


def first_told(
    contact: PlannedContact, *, event_id: str, said_at: datetime
) -> CalendarEvent:
    """Return the event of a contact nobody has been told of."""
    return CalendarEvent(
        event_id=event_id,
        contact=contact,
        sequence=0,
        is_cancelled=False,
        said_at=said_at,
    )


def told(
    before: Iterable[CalendarEvent],
    contacts: Iterable[PlannedContact],
    *,
    since: datetime,
    said_at: datetime,
    new_id: Callable[[], str],
) -> tuple[CalendarEvent, ...]:
    """Return every event, after a new plan of contacts.

    A contact is known again if it is between the same two, at the same time, or else of
    the same kind and at most a week away, the nearest first. What was to be before
    ``since`` has been or not; it stays as it was told.

    Parameters
    ----------
    before
        The events so far.
    contacts
        Every contact from ``since`` on; earlier ones are left out of account.
    since
        Local date and time.
    said_at
        The moment this is told, with a zone.
    new_id
        Makes the id of an event.

    Returns
    -------
    Those of before in their order, changed where something changed, then new ones.
    """
    before = tuple(before)
    ahead = [event for event in before if event.contact.at >= since]
    coming = [contact for contact in contacts if contact.at >= since]
    now: dict[str, CalendarEvent] = {}
    new: list[PlannedContact] = []
    planned = _by_pair(coming, lambda each: each)
    known = _by_pair(ahead, lambda each: each.contact)
    for pair in sorted({*planned, *known}):
        matched, unmatched = _matched(known.get(pair, []), planned.get(pair, []))
        new += unmatched
        for event in known.get(pair, ()):
            now[event.event_id] = _after(event, matched.get(event.event_id), said_at)
    return (
        *(now.get(event.event_id, event) for event in before),
        *(
            first_told(contact, event_id=new_id(), said_at=said_at)
            for contact in sorted(new, key=lambda each: (each.at, each.person_id))
        ),
    )


def still_shown(
    events: Iterable[CalendarEvent], *, on: date
) -> tuple[CalendarEvent, ...]:
    """Return the events that are in calendars on a day, in order of time."""
    shown = (event for event in events if event.contact.on + KEPT_FOR >= on)
    return tuple(sorted(shown, key=lambda each: (each.contact.at, each.event_id)))


def _after(
    event: CalendarEvent, contact: PlannedContact | None, said_at: datetime
) -> CalendarEvent:
    """Return an event as it is now; the same one if there is nothing to tell."""
    cancelled = contact is None
    if cancelled == event.is_cancelled and contact in (None, event.contact):
        return event
    return replace(
        event,
        contact=contact or event.contact,
        sequence=event.sequence + 1,
        is_cancelled=cancelled,
        said_at=said_at,
    )


def _matched(
    events: Sequence[CalendarEvent], contacts: Sequence[PlannedContact]
) -> tuple[Mapping[str, PlannedContact], list[PlannedContact]]:
    """Return which contact each event of two people is now, and contacts left over."""
    matched: dict[str, PlannedContact] = {}
    left = list(contacts)
    for event, contact in _likely(events, contacts):
        if event.event_id not in matched and contact in left:
            matched[event.event_id] = contact
            left.remove(contact)
    return matched, left


def _likely(
    events: Sequence[CalendarEvent], contacts: Sequence[PlannedContact]
) -> Iterator[tuple[CalendarEvent, PlannedContact]]:
    """Yield what could be the same, the likeliest first."""
    pairs = [
        (_unlike(event, contact), event.event_id, number, event, contact)
        for event in events
        for number, contact in enumerate(contacts)
        if _could_be(event, contact)
    ]
    for *_, event, contact in sorted(pairs, key=lambda each: each[:3]):
        yield event, contact


def _could_be(event: CalendarEvent, contact: PlannedContact) -> bool:
    was = event.contact
    if was.at == contact.at:
        return True
    near = abs(was.at - contact.at) <= MOVES_WITHIN
    return near and was.kind is contact.kind and not event.is_cancelled


def _unlike(
    event: CalendarEvent, contact: PlannedContact
) -> tuple[timedelta, bool, bool]:
    was = event.contact
    return abs(was.at - contact.at), was.kind is not contact.kind, event.is_cancelled


def _by_pair(
    things: Iterable[Thing], contact_of: Callable[[Thing], PlannedContact]
) -> dict[Pair, list[Thing]]:
    found: dict[Pair, list[Thing]] = defaultdict(list)
    for thing in things:
        contact = contact_of(thing)
        found[contact.person_id, contact.worker_id].append(thing)
    return found
