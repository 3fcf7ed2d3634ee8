"""What stands in a calendar: as little as will do, on a phone that others may see."""

import unicodedata
from collections.abc import Callable
from datetime import datetime

from cti.exchange.calendars.time_zone import ZONE
from cti.plans.contacts import ContactKind, PlannedContact
from cti.plans.references import reference_of

Named = Callable[[PlannedContact], str]
"""What the other of the two is known as, or the id their reference is made of."""

PLAIN = "Visit"
"""Any contact, where nothing is to be told: a kind tells how far support has come."""

KINDS = {
    ContactKind.VISIT: "Visit",
    ContactKind.FIRST_CONTACT: "Visit",
    ContactKind.CHECK_IN: "Check-in",
    ContactKind.NETWORK_MEETING: "Network meeting",
    ContactKind.FINAL_MEETING: "Network meeting",
}
"""Where a name is told, the kind is too; which meeting is the last one is not."""

MOST_LETTERS = 200
"""A longer name is cut: some phones refuse what does not end."""

_UNSEEN = {"Cc", "Cs", "Zl", "Zp"}
"""Kinds of letters that break a line, or are half a letter."""

_TURNING = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
"""Letters that turn round the order of what stands after them."""


def calendar_name(as_at: datetime) -> str:
    """Return what a calendar is called: it says how old it is.

    Parameters
    ----------
    as_at
        The moment, with a zone.
    """
    local = as_at.astimezone(ZONE)
    return f"Visits as at {local.day} {local:%B %H:%M}"


def unnamed_title(contact: PlannedContact, *, other: Named) -> str:
    """Return the title of a contact that tells nobody who it is with."""
    return f"{PLAIN} · ref {reference_of(other(contact))}"


def named_title(contact: PlannedContact, *, other: Named) -> str:
    """Return the title of a contact for somebody who asked for names."""
    return f"{KINDS[contact.kind]} · {plain(other(contact))}"


def plain(text: str) -> str:
    """Return a text in one line, of letters that stay where they are."""
    kept = (
        " " if unicodedata.category(letter) in _UNSEEN else letter
        for letter in text
        if letter not in _TURNING
    )
    return " ".join("".join(kept).split())[:MOST_LETTERS]
