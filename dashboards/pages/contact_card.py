"""One contact as a phone shows it: when, whom, where, and what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import MappingProxyType

from cti.caseload.caseload import Outcome
from cti.plans.words import listed
from cti.usecases.contacts import ContactSeen
from dashboards.pages.words import away

SAID: Mapping[Outcome, str] = {
    Outcome.ACHIEVED: "Achieved",
    Outcome.ATTEMPTED: "Attempted",
    Outcome.DECLINED: "Declined",
    Outcome.CANCELLED_BY_US: "Called off by us",
    Outcome.COLLATERAL: "With others",
}
"""What became of a contact, in a word or two."""

PLACES = {"home": "at home", "community": "in the community", "office": "at the office"}

NOBODY: Mapping[str, str] = MappingProxyType({})
NO_OTHERS: Mapping[str, Sequence[str]] = MappingProxyType({})

HELD = (Outcome.ACHIEVED, Outcome.ATTEMPTED)
"""What can only be said when its day has come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactCard:
    """A contact on a list.

    Attributes
    ----------
    iso, seen
        Its moment for machines; and as it was shown, to be sent back.
    time
        From when until when.
    day
        Its day, short, with its weekday.
    where
        The place, in words; empty if nobody said.
    instead_of
        Whose place the worker takes; empty if it is their own person.
    along
        Who else comes; empty for nobody.
    said
        What became of it; empty while that is to be said.
    may_be_said
        Whether its day has come and nothing is said: it can be said with one tap.
    may_be_late
        Whether it is to come today, so that it may begin later.
    """

    id: str
    person_id: str
    known_as: str
    iso: str
    seen: str
    time: str
    day: str
    away: str
    kind: str
    where: str
    instead_of: str
    along: str
    said: str
    is_called_off: bool
    may_be_said: bool
    may_be_late: bool


def card_of(
    contact: ContactSeen,
    now: datetime,
    instead_of: Mapping[str, str] = NOBODY,
    along: Mapping[str, Sequence[str]] = NO_OTHERS,
) -> ContactCard:
    """Lay out one contact.

    Parameters
    ----------
    now
        On the wall.
    instead_of
        Who works with the people somebody covers, by contact.
    along
        Who else comes, by contact.
    """
    is_open = not (contact.is_settled or contact.is_cancelled)
    covered = instead_of.get(contact.id, "their worker")
    return ContactCard(
        id=contact.id,
        person_id=contact.person_id,
        known_as=contact.known_as,
        iso=contact.at.isoformat(),
        seen=contact.at.isoformat(),
        time=_span(contact),
        day=short(contact.at.date()),
        away=away(contact.at.date(), seen_from=now.date()),
        kind=contact.kind.capitalize(),
        where=PLACES.get(contact.place, contact.place),
        instead_of=covered if contact.cover else "",
        along=listed(along.get(contact.id, ())),
        said=_said(contact),
        is_called_off=contact.is_cancelled,
        may_be_said=is_open and contact.at.date() <= now.date(),
        may_be_late=is_open and contact.at.date() == now.date(),
    )


def is_to_come(contact: ContactSeen, now: datetime) -> bool:
    """Whether a contact is still to be held, or being held just now."""
    ends = contact.at + timedelta(minutes=contact.minutes or 0)
    return not (contact.is_settled or contact.is_cancelled) and ends > now


def short(day: date) -> str:
    """Write a day with its weekday: ``Mon 23 Nov``."""
    return f"{day:%a} {day.day} {day:%b}"


def clock(at: datetime) -> str:
    """Write a moment: ``Mon 23 Nov, 09:15``."""
    return f"{short(at.date())}, {at:%H:%M}"


def _span(contact: ContactSeen) -> str:
    begins = f"{contact.at:%H:%M}"
    if not (contact.minutes and contact.is_planned):
        return begins
    return f"{begins} to {contact.at + timedelta(minutes=contact.minutes):%H:%M}"


def _said(contact: ContactSeen) -> str:
    if contact.outcome is not None:
        return SAID[contact.outcome]
    if contact.is_cancelled:
        return "Called off"
    return "Said already" if contact.is_settled else ""
