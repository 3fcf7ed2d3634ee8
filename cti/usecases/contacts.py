"""Contacts: look at them, say what became of one, record one nobody had planned."""

from dataclasses import dataclass
from datetime import date, datetime

from cti.access import AboutPerson, Actor, Permission, can
from cti.calendar import on_the_wall
from cti.caseload.caseload import Outcome
from cti.caseload.casework.notes import ContactNote
from cti.errors import BreaksARule, NotAllowed, NotThere
from cti.store import contacts as seen
from cti.store.casework import add, record_contact, settle_contact
from cti.store.contacts import ContactSeen, Wanted
from cti.store.keyset import Part, Place
from cti.store.tables import PLANNED_CONTACTS
from cti.store.unit import Store, Unit

__all__ = ["ContactSeen", "Wanted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What became of a contact, kept.

    Attributes
    ----------
    contact_id
        The contact, as lists have it.
    """

    contact_id: str
    record_id: str


def contacts(
    store: Store, actor: Actor, wanted: Wanted, *, on: date, after: Place, limit: int
) -> Part[ContactSeen]:
    """Return contacts as far as an account may see them, in order of time.

    Raises
    ------
    UnknownCursor
        If nobody gave that place.
    """
    with store.reading() as connection:
        return seen.contacts(connection, actor, wanted, on=on, after=after, limit=limit)


def contact(
    store: Store, actor: Actor, person: AboutPerson, contact_id: str, *, on: date
) -> ContactSeen:
    """Return one contact with somebody.

    Raises
    ------
    NotThere
        If there is none, or none for this account.
    """
    wanted = Wanted(person_id=person.person_id, contact_id=contact_id)
    with store.reading() as connection:
        return seen.contact(connection, actor, wanted, on=on)


def settle(
    store: Store,
    actor: Actor,
    person: AboutPerson,
    contact_id: str,
    *,
    outcome: Outcome,
    held_at: datetime | None,
    minutes: int | None,
    place: str | None,
    worker_id: str | None,
    at: datetime,
    words: str = "",
) -> Settled:
    """Say what became of a contact people were told of; it is said once.

    Parameters
    ----------
    held_at
        When it was held, tried or called off, on the wall; the time people were told of
        unless it is said, or now if that is to come. What is to come on another day can
        only be called off.
    place
        Where people were told of unless it is said.
    worker_id
        Who made it; whoever was to make it unless it is said.
    words
        What there is to say about it, for those who work with the person.

    Raises
    ------
    NotThere
        If people were told of no such contact with them, or there is no such worker.
    NotAllowed
        If there are words, and the account may not write about contacts with them.
    BreaksARule
        If it is said of a time to come.
    ChangedMeanwhile
        If somebody else has said it already.
    """
    now = on_the_wall(at)
    with store.unit(author_id=actor.account_id, at=at) as unit:
        planned = unit.row(PLANNED_CONTACTS, contact_id)
        if planned["person_id"] != person.person_id:
            raise NotThere(PLANNED_CONTACTS.name)
        is_held = outcome in {Outcome.ACHIEVED, Outcome.ATTEMPTED}
        is_of_another_day = planned["at"].date() > now.date()
        told = (
            planned["at"]
            if is_held and is_of_another_day
            else min(planned["at"], _to_the_minute(now))
        )
        then = held_at or told
        check_not_to_come(then, now)
        record_id = settle_contact(
            unit,
            contact_id,
            outcome=outcome,
            at=then,
            minutes=minutes,
            place=planned["place"] if place is None else place,
            worker_id=worker_id,
        )
        _write(unit, actor, person, record_id, words)
    return Settled(contact_id=contact_id, record_id=record_id)


def record(
    store: Store,
    actor: Actor,
    person: AboutPerson,
    *,
    held_at: datetime,
    kind: str,
    outcome: Outcome,
    minutes: int | None,
    place: str,
    worker_id: str | None,
    at: datetime,
    words: str = "",
) -> Settled:
    """Record a contact that nobody had planned.

    Parameters
    ----------
    worker_id
        Who made it; whoever records it unless it is said.
    words
        What there is to say about it, for those who work with the person.

    Raises
    ------
    NotThere
        If there is no such worker.
    NotAllowed
        If there are words, and the account may not write about contacts with them.
    BreaksARule
        If it is of a time to come.
    """
    ours = actor.membership_in(person.service_id)
    mine = ours.worker_id if ours else None
    check_not_to_come(held_at, on_the_wall(at))
    with store.unit(author_id=actor.account_id, at=at) as unit:
        row = {
            "person_id": person.person_id,
            "worker_id": worker_id or mine,
            "at": held_at,
            "kind": kind,
            "outcome": outcome,
            "minutes": minutes,
            "place": place,
        }
        record_id = record_contact(unit, person.service_id, row)
        _write(unit, actor, person, record_id, words)
    return Settled(contact_id=record_id, record_id=record_id)


def _write(
    unit: Unit, actor: Actor, person: AboutPerson, record_id: str, words: str
) -> None:
    """Keep words about a contact with it, or nothing of either."""
    if not words:
        return
    decision = can(actor, Permission.NOTES_WRITE, person)
    if not decision.allowed:
        raise NotAllowed(because=decision.because)
    note = ContactNote(
        contact_record_id=record_id,
        words=words,
        written_by=actor.account_id,
        written_at=unit.at,
    )
    add(unit, person.service_id, note)


def check_not_to_come(then: datetime, now: datetime) -> None:
    """Go on unless it is said what became of a contact that is to come.

    Raises
    ------
    BreaksARule
        If its moment has not come.
    """
    if then > now:
        msg = "What became of a contact is said when it has been."
        raise BreaksARule(msg, hint="Look at its day and time, or wait until then.")


def _to_the_minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)
