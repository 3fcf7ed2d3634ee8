"""What has to be known of somebody to plan with them, and what each thing decides."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from cti.calendar import Horizon
from cti.caseload.clocks import OpenPerson, person_transition
from cti.caseload.people import Person, Place, Status, Wishes
from cti.phases import TransitionBasis


class Needed(StrEnum):
    """One thing that has to be known; what decides most comes first."""

    TRANSITION = "transition"
    WORKER = "worker"
    FIRST_CONTACT = "first-contact"
    START = "start"
    PAUSE_REVIEW = "pause-review"
    LOCALITY = "locality"
    HOW_MUCH = "how-much"

    @property
    def label(self) -> str:
        """What is to be known, in words."""
        return _LABELS[self]

    @property
    def decides(self) -> str:
        """What nobody can decide well without it, in words."""
        return _DECIDES[self]


_LABELS = {
    Needed.TRANSITION: "Transition date",
    Needed.WORKER: "Worker",
    Needed.FIRST_CONTACT: "First contact",
    Needed.START: "Start of support",
    Needed.PAUSE_REVIEW: "Day to review the pause",
    Needed.LOCALITY: "Where they are met",
    Needed.HOW_MUCH: "How much a wish matters",
}

_DECIDES = {
    Needed.TRANSITION: "when each phase begins, and so when there is room for others",
    Needed.WORKER: "who meets them",
    Needed.FIRST_CONTACT: "when the next contact is due",
    Needed.START: "how long Pre-CTI has lasted",
    Needed.PAUSE_REVIEW: "from when they count in full again",
    Needed.LOCALITY: "whom a worker can meet on one day",
    Needed.HOW_MUCH: "whether a worker must fit the wish, or had better",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Completeness:
    """What has to be known of somebody by a day, and what of it is not.

    Attributes
    ----------
    needed
        What has to be known by then: not everything is asked on the first day.
    missing
        What of it is not known.
    """

    needed: tuple[Needed, ...]
    missing: tuple[Needed, ...]


def is_dated(person: Person, on: date) -> bool:
    """Whether it is known when somebody moved, or when that is expected.

    A day to come that stands as one on which it happened is no knowledge, and neither
    is an expected one that has passed.
    """
    if person.transition_on is not None and person.transition_on > on:
        return False
    known = person_transition(person, Horizon(on))
    return known.basis is not TransitionBasis.ASSUMED


def completeness(open_person: OpenPerson, *, ever_met: bool, on: date) -> Completeness:
    """Say what has to be known of somebody supported, and what is not.

    Parameters
    ----------
    ever_met
        Whether a contact with them was achieved and noted.
    """
    asked = dict(_asked(open_person, ever_met=ever_met, on=on))
    return Completeness(
        needed=tuple(each for each in Needed if each in asked),
        missing=tuple(each for each in Needed if not asked.get(each, True)),
    )


def _asked(
    open_person: OpenPerson, *, ever_met: bool, on: date
) -> Iterator[tuple[Needed, bool]]:
    """Yield what has to be known, and whether it is."""
    person, wishes = open_person.person, open_person.person.wishes
    yield Needed.TRANSITION, is_dated(person, on)
    yield Needed.WORKER, person.worker_id is not None
    yield Needed.START, person.started_on is not None
    if ever_met or is_first_contact_late(open_person, on):
        yield Needed.FIRST_CONTACT, ever_met
    if person.status is Status.PAUSED:
        yield Needed.PAUSE_REVIEW, person.paused_review_on is not None
    if wishes.contact_place is not Place.OFFICE:
        yield Needed.LOCALITY, wishes.locality is not None
    if _wishes(wishes):
        yield Needed.HOW_MUCH, None not in _wishes(wishes).values()


def first_contact_by(open_person: OpenPerson) -> date | None:
    """Return the last day for a first contact; None if the start is not known."""
    started = open_person.person.started_on
    if started is None:
        return None
    return started + timedelta(days=open_person.clock.programme.first_contact_days)


def is_first_contact_late(open_person: OpenPerson, on: date) -> bool:
    """Whether somebody should have been met for the first time before a day.

    Nobody is late while support waits.
    """
    if open_person.clock.is_paused_on(on):
        return False
    by = first_contact_by(open_person)
    return by is None or by < on


def _wishes(wishes: Wishes) -> dict[str, object]:
    """Return how much each thing matters that somebody wishes of a worker."""
    asked = (
        (wishes.language, wishes.language_need),
        (wishes.specialism, wishes.specialism_need),
        (wishes.worker_gender, wishes.worker_gender_need),
    )
    return {wish: need for wish, need in asked if wish is not None}
