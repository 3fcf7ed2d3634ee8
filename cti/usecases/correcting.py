"""Contacts otherwise than was said: take it back, correct it, begin later."""

from datetime import date, datetime, timedelta

from cti.access import AboutPerson, Actor
from cti.calendar import on_the_wall
from cti.caseload.caseload import Outcome
from cti.errors import BreaksARule
from cti.store import settling
from cti.store.contacts import ContactSeen, Wanted, contact
from cti.store.settling import RecordSeen
from cti.store.unit import Store, Unit
from cti.usecases.contacts import check_not_to_come

__all__ = ["RecordSeen"]


def what_became(
    store: Store, actor: Actor, person: AboutPerson, contact_id: str, *, on: date
) -> tuple[ContactSeen, RecordSeen | None]:
    """Return a contact with somebody, and what became of it in all it says.

    Returns
    -------
    None for the latter while nothing was said, and for who does not see the support.

    Raises
    ------
    NotThere
        If there is no such contact, or none for this account.
    """
    with store.reading() as connection:
        wanted = Wanted(person_id=person.person_id, contact_id=contact_id)
        found = contact(connection, actor, wanted, on=on)
        if found.record_id is None:
            return found, None
        return found, settling.record_seen(connection, actor, found.record_id, on=on)


def take_back(
    store: Store,
    actor: Actor,
    person: AboutPerson,
    contact_id: str,
    *,
    on: date,
    at: datetime,
) -> None:
    """Let it not have been said what became of a contact with somebody.

    Raises
    ------
    NotThere
        If there is no such contact with them, or nothing was said of it.
    BreaksARule
        If words were written about it.
    """
    with store.unit(author_id=actor.account_id, at=at) as unit:
        _with_them(unit, actor, person, contact_id, on=on)
        settling.take_back(unit, contact_id)


def correct(
    store: Store,
    actor: Actor,
    person: AboutPerson,
    contact_id: str,
    *,
    seen: int,
    outcome: Outcome,
    held_at: datetime,
    minutes: int | None,
    place: str,
    on: date,
    at: datetime,
) -> None:
    """Let something else have become of a contact than was said.

    Parameters
    ----------
    seen
        The version of what was said.

    Raises
    ------
    NotThere
        If there is no such contact with them, or nothing was said of it.
    BreaksARule
        If it is said of a time to come, or of others what was with the person.
    ChangedMeanwhile
        If somebody else corrected it since.
    """
    check_not_to_come(held_at, on_the_wall(at))
    said = {
        "outcome": outcome,
        "at": held_at,
        "minutes": minutes,
        "place": place,
    }
    with store.unit(author_id=actor.account_id, at=at) as unit:
        found = _with_them(unit, actor, person, contact_id, on=on)
        if found.is_planned and outcome is Outcome.COLLATERAL:
            msg = "A contact with others is recorded by itself."
            raise BreaksARule(msg, hint="Say what became of the one with the person.")
        settling.correct(unit, contact_id, said, version=seen)


def begin_later(
    store: Store,
    actor: Actor,
    person: AboutPerson,
    contact_id: str,
    minutes: int,
    *,
    seen: datetime,
    on: date,
    at: datetime,
) -> None:
    """Let a contact of today begin later, for whoever is running late.

    Parameters
    ----------
    minutes
        How much later; more than 0.
    seen
        The time whoever says so saw it at, on the wall.

    Raises
    ------
    NotThere
        If people were told of no such contact with them.
    BreaksARule
        If it is not today's, or would be on another day.
    ChangedMeanwhile
        If it is said already what became of it, or it is at another time by now.
    """
    if not seen.date() == (seen + timedelta(minutes=minutes)).date() == on:
        msg = "Only a contact of today can begin later today."
        raise BreaksARule(msg, hint="Agree another day with them.")
    with store.unit(author_id=actor.account_id, at=at) as unit:
        _with_them(unit, actor, person, contact_id, on=on)
        settling.begin_later(unit, contact_id, minutes, seen=seen)


def _with_them(
    unit: Unit, actor: Actor, person: AboutPerson, contact_id: str, *, on: date
) -> ContactSeen:
    """Return a contact, if it is one with that person."""
    wanted = Wanted(person_id=person.person_id, contact_id=contact_id)
    return contact(unit.connection, actor, wanted, on=on)
