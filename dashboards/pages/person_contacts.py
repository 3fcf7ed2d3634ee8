"""Contacts as pages of one person list them: each meeting once, whoever is there."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from cti.phases import Phase
from cti.plans.contacts import ContactKind
from cti.usecases.contacts import ContactSeen
from cti.usecases.knowing import Known
from dashboards.pages.person_parts import clock_of
from dashboards.pages.person_words import (
    became_words,
    contact_words,
    moment_words,
)
from dashboards.pages.words import away

MOST_BEEN = 12
"""Contacts that have been: a page is read, not searched."""

MEETINGS = {ContactKind.NETWORK_MEETING.value, ContactKind.FINAL_MEETING.value}


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRow:
    """A contact.

    Attributes
    ----------
    became
        What became of it, or that it is planned.
    """

    id: str
    when: str
    away: str
    what: str
    became: str


def to_come_and_been(
    known: Known, now: datetime
) -> tuple[tuple[ContactRow, ...], tuple[ContactRow, ...]]:
    """Lay out contacts: those to come from now on, those that have been, back.

    What a plan has called off to put something in its place is not to come.
    """
    ahead = [
        each
        for each in known.contacts
        if each.at >= now and (each.is_settled or not each.is_cancelled)
    ]
    behind = [each for each in known.contacts if each.at < now]
    return (
        _rows(ahead, known, now),
        _rows(behind[::-1], known, now)[:MOST_BEEN],
    )


def next_contacts(known: Known, now: datetime, *, most: int) -> tuple[ContactRow, ...]:
    """Lay out the contacts that are to come and stand, so many at most."""
    return _rows((c for c in known.contacts if stands(c, now)), known, now)[:most]


def stands(contact: ContactSeen, now: datetime) -> bool:
    """Whether a contact is to come, and nothing is said of it yet."""
    return contact.at >= now and not contact.is_cancelled and not contact.is_settled


def each_once(contacts: Iterable[ContactSeen]) -> Iterator[ContactSeen]:
    """Yield contacts in their order, one at which two workers are there once."""
    meetings: dict[object, list[ContactSeen]] = {}
    for each in contacts:
        which = (each.at, each.kind, each.is_settled, each.outcome, each.is_cancelled)
        meetings.setdefault(which, []).append(each)
    for of_one in meetings.values():
        first, *others = sorted(of_one, key=lambda each: each.worker or "")
        names = [each.worker for each in (first, *others) if each.worker]
        yield replace(
            first,
            worker=" and ".join(names) or None,
            cover=first.cover and not others,
        )


def _rows(
    contacts: Iterable[ContactSeen], known: Known, now: datetime
) -> tuple[ContactRow, ...]:
    agreed = _agreed(known)
    return tuple(_row(each, known, agreed, now) for each in each_once(contacts))


def _row(
    contact: ContactSeen, known: Known, agreed: Mapping[Phase, datetime], now: datetime
) -> ContactRow:
    at, what = contact.at, contact_words(contact)
    instead = _instead(contact, known, agreed) if stands(contact, now) else None
    if instead is not None and instead != at:
        what = f"{what}, as agreed with the network; the plan had {moment_words(at)}"
        at = instead
    return ContactRow(
        id=contact.id,
        when=moment_words(at),
        away=away(at.date(), seen_from=now.date()),
        what=what,
        became=became_words(contact, now=now),
    )


def _agreed(known: Known) -> Mapping[Phase, datetime]:
    """Return when the network is to come together, by the phase that ends with it."""
    if known.casework is None:
        return {}
    meetings = [each.meeting.what for each in known.casework.meetings]
    return {
        each.phase: each.planned_at
        for each in meetings
        if each.planned_at is not None and each.held_on is None
    }


def _instead(
    contact: ContactSeen, known: Known, agreed: Mapping[Phase, datetime]
) -> datetime | None:
    """Return for when the network agreed what a plan has as its meeting."""
    clock = clock_of(known)
    if clock is None or contact.kind not in MEETINGS:
        return None
    return agreed.get(clock.phase_on(contact.at.date()))
