"""Reach somebody: read their number, say it, take it away; for who supports them."""

from datetime import date, datetime

from cti.access import AboutPerson, Actor, Permission, can
from cti.caseload.casework.phones import Phone
from cti.errors import ChangedMeanwhile
from cti.store import casework as kept
from cti.store.casework import Kept
from cti.store.people_seen import about_person
from cti.store.tables import PHONES
from cti.store.unit import Store

NONE_YET = 0
"""The version of what nobody has said yet."""


def phone_of(store: Store, person: AboutPerson) -> Kept[Phone] | None:
    """Return how somebody is reached; None while nobody has said it.

    It is asked after it was decided who may.
    """
    with store.reading() as connection:
        found = kept.kept_of(connection, Phone, person_id=person.person_id)
    return next(iter(found), None)


def phone_for(
    store: Store, actor: Actor, person_id: str, *, on: date
) -> Kept[Phone] | None:
    """Return how somebody is reached, for an account that sees their support."""
    with store.reading() as connection:
        person = about_person(connection, person_id, on=on)
    if person is None or not can(actor, Permission.SUPPORT_READ, person).allowed:
        return None
    return phone_of(store, person)


def say_phone(
    store: Store,
    actor: Actor,
    person: AboutPerson,
    *,
    number: str,
    reached_by: str,
    version: int,
    at: datetime,
) -> Kept[Phone]:
    """Say how somebody is reached; with nothing in both, that it is known no more.

    The audit and the facts say that it was said, by whom and when, and never what.

    Parameters
    ----------
    version
        The one that was seen; `NONE_YET` where nobody had said anything.

    Raises
    ------
    BreaksARule
        If it is no telephone number.
    ChangedMeanwhile
        If somebody else said it since.
    """
    said = Phone(person_id=person.person_id, number=number, reached_by=reached_by)
    with store.unit(author_id=actor.account_id, at=at) as unit:
        there = kept.kept_of(unit.connection, Phone, person_id=person.person_id)
        if bool(there) is (version == NONE_YET):
            raise ChangedMeanwhile(PHONES.name)
        if there:
            row_id = there[0].row_id
            kept.change(unit, row_id, said, version=version)
        else:
            row_id = kept.add(unit, person.service_id, said)
        return kept.kept_one(unit.connection, Phone, row_id)
