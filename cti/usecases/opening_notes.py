"""Open notes: those who work with somebody do; others say why, and it is told."""

from datetime import date, datetime

from cti.access import AboutPerson, AboutService, Actor, Permission, ReasonGiven, can
from cti.errors import NotThere, ReasonNeeded
from cti.store.keyset import Part, Place
from cti.store.people_seen import about_person
from cti.store.reasons import Given, keep_reason, reason_in_force, reasons_given
from cti.store.unit import Store, Unit
from cti.usecases.allowing import allowed

FEWEST_LETTERS = 10
"""A reason that says something."""

AT_ONCE = 200
"""How many reasons are looked at together, at most."""


def give_reason(
    store: Store, actor: Actor, person_id: str, words: str, *, on: date, at: datetime
) -> ReasonGiven:
    """Keep why somebody wants to see notes; it counts for a day.

    Raises
    ------
    NotThere
        If there is no such person, or none this account may know of.
    NotAllowed
        If no reason would do.
    ReasonNeeded
        If the words say nothing.
    """
    with store.unit(author_id=actor.account_id, at=at) as unit:
        about = _known(unit, actor, person_id, on)
        if not can(actor, Permission.NOTES_READ, about).needs_reason:
            allowed(actor, Permission.NOTES_READ, about)
        if len(words.strip()) < FEWEST_LETTERS:
            raise ReasonNeeded(because="the reason says too little")
        return keep_reason(unit, about, words.strip())


def opened(unit: Unit, actor: Actor, person_id: str, *, on: date) -> AboutPerson:
    """Let the audit say that somebody's notes are opened, in a unit that reads them.

    Raises
    ------
    NotThere
        If there is no such person, or none this account may know of.
    ReasonNeeded
        If this account has to give a reason first.
    NotAllowed
        If no reason would do.
    """
    about = _known(unit, actor, person_id, on)
    reason: ReasonGiven | None = None
    if not can(actor, Permission.NOTES_READ, about).allowed:
        reason = reason_in_force(
            unit.connection, actor.account_id, person_id, at=unit.at
        )
    allowed(actor, Permission.NOTES_READ, about, reason)
    reason_id = reason.reason_id if reason else None
    unit.audit("notes:read", "people", person_id, reason_id=reason_id)
    return about


def reasons_to_look_at(
    store: Store,
    actor: Actor,
    service_id: str,
    *,
    on: date,
    after: Place = None,
    limit: int = AT_ONCE,
) -> Part[Given]:
    """Return who opened notes of a service's people and why, for its leaders.

    Raises
    ------
    NotAllowed
        If this account does not lead there.
    """
    about = AboutService(service_id=service_id, is_hidden=True)
    allowed(actor, Permission.GLASS_READ, about)
    with store.reading() as connection:
        return reasons_given(
            connection, actor, service_id, on=on, after=after, limit=limit
        )


def _known(unit: Unit, actor: Actor, person_id: str, on: date) -> AboutPerson:
    about = about_person(unit.connection, person_id, on=on)
    if about is None or not can(actor, Permission.PERSON_READ, about).allowed:
        raise NotThere(kind="people")
    return about
