"""One contact: what it was to be, what became of it, and what can be said of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from cti.access import AboutPerson, Actor, Permission, can
from cti.calendar import on_the_wall
from cti.caseload.caseload import Outcome
from cti.usecases.contacts import ContactSeen
from cti.usecases.correcting import RecordSeen, what_became
from cti.usecases.installing import Store
from cti.usecases.my_week import who_comes_along
from dashboards.pages.contact_card import (
    HELD,
    ContactCard,
    card_of,
    short,
)
from dashboards.site.forms import Form, filled

SPOKEN = {
    Outcome.ACHIEVED: "Achieved: we met or spoke",
    Outcome.ATTEMPTED: "Attempted: it was tried, and we did not meet",
    Outcome.DECLINED: "Declined: they would rather not",
    Outcome.CANCELLED_BY_US: "Called off by us",
    Outcome.COLLATERAL: "With others, about them",
}
"""What can be said of a contact, in full."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactPage:
    """A contact, and what can be said of it.

    Attributes
    ----------
    on
        Its day, in words.
    worker
        Who makes it; empty for nobody named.
    held
        When it was held, tried or called off; empty while nothing is said.
    may_write
        Whether this account may say what became of it.
    may_note
        Whether it may write words about it.
    may_correct
        Whether it sees what was said, and may correct it.
    version
        Of what was said.
    choices
        What can be said of it by now.
    others_word
        What somebody else said meanwhile; empty unless that came to light just now.
    is_kept
        Whether words were kept just before.
    """

    template: ClassVar[str] = "site/contact.html"

    form: Form
    card: ContactCard
    on: str
    worker: str
    held: str
    may_write: bool
    may_note: bool
    may_correct: bool
    version: int
    choices: tuple[tuple[str, str], ...]
    others_word: str = ""
    is_kept: bool = False

    @property
    def title(self) -> str:
        """What the page is called."""
        return f"{self.card.kind} with {self.card.known_as}"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnplannedPage:
    """A contact that nobody had planned, to be recorded.

    Attributes
    ----------
    choices, kinds
        What can be said of it, and what it was.
    """

    template: ClassVar[str] = "site/unplanned_contact.html"

    form: Form
    person_id: str
    known_as: str
    choices: tuple[tuple[str, str], ...]
    kinds: tuple[tuple[str, str], ...] = (
        ("visit", "Visit"),
        ("phone call", "Phone call"),
        ("message", "Message"),
    )

    @property
    def title(self) -> str:
        """What the page is called."""
        return f"Record a contact with {self.known_as}"


def contact_page(
    store: Store,
    actor: Actor,
    person: AboutPerson,
    contact_id: str,
    *,
    at: datetime,
    form: Form | None = None,
    others_word: str = "",
    is_kept: bool = False,
) -> ContactPage:
    """Lay out a contact.

    Parameters
    ----------
    form
        What was filled in; None for what is kept.

    Raises
    ------
    NotThere
        If there is no such contact, or none for this account.
    """
    now = on_the_wall(at)
    found, record = what_became(store, actor, person, contact_id, on=now.date())
    along = who_comes_along(store, actor, {contact_id}, on=now.date())
    may_write = can(actor, Permission.CONTACT_WRITE, person).allowed
    return ContactPage(
        form=_with_what_is_kept(form, _filled(found, record, now)),
        card=card_of(found, now, along=along),
        on=short(found.at.date()),
        worker=found.worker or "",
        held=f"{short(record.at.date())}, {record.at:%H:%M}" if record else "",
        may_write=may_write,
        may_note=can(actor, Permission.NOTES_WRITE, person).allowed,
        may_correct=may_write and record is not None,
        version=record.version if record else 0,
        choices=choices_of(found, now),
        others_word=others_word,
        is_kept=is_kept,
    )


def choices_of(contact: ContactSeen, now: datetime) -> tuple[tuple[str, str], ...]:
    """Return what can be said of a contact by now."""
    is_to_come = contact.at.date() > now.date()
    return tuple(
        (each.value, words)
        for each, words in SPOKEN.items()
        if not (is_to_come and each in HELD)
        and not (contact.is_planned and each is Outcome.COLLATERAL)
    )


def _with_what_is_kept(form: Form | None, kept: Form) -> Form:
    """Return what was filled in, with what is kept in all that was not asked."""
    if form is None:
        return kept
    return Form({**kept.said, **form.said}, form.files, form.wrong)


def _filled(contact: ContactSeen, record: RecordSeen | None, now: datetime) -> Form:
    at = record.at if record else min(contact.at, now)
    minutes = record.minutes if record else contact.minutes
    return filled(
        {
            "outcome": record.outcome.value if record else "",
            "day": f"{at.day}/{at.month}/{at.year}",
            "time": f"{at:%H:%M}",
            "minutes": str(minutes) if minutes else "",
            "place": record.place if record else contact.place,
        }
    )
