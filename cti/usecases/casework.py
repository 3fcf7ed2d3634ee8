"""What is kept of a person: look at it, add to it, change it."""

from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from cti.access import AboutPerson, Actor
from cti.caseload.casework.focus_areas import FocusArea
from cti.caseload.casework.network import NetworkMeeting, NetworkMember
from cti.caseload.casework.portraits import Portrait
from cti.errors import NotThere
from cti.store import casework as kept
from cti.store.casework import TABLE_OF, Kept
from cti.store.keyset import Part, Place
from cti.store.unit import Store

__all__ = ["Kept"]

Thing = TypeVar("Thing", FocusArea, NetworkMember, NetworkMeeting, Portrait)
"""What is kept of a person, each by itself."""


def all_of(
    store: Store, kind: type[Thing], person: AboutPerson, *, after: Place, limit: int
) -> Part[Kept[Thing]]:
    """Return what is kept of a person, of one kind, what began first in front."""
    with store.reading() as connection:
        return kept.kept_part(
            connection, kind, after=after, limit=limit, person_id=person.person_id
        )


def one_of(
    store: Store, kind: type[Thing], person: AboutPerson, row_id: str
) -> Kept[Thing]:
    """Return one thing that is kept of a person.

    Raises
    ------
    NotThere
        If there is none, or it is of somebody else.
    """
    with store.reading() as connection:
        found = kept.kept_one(connection, kind, row_id)
    return theirs(found, person)


def keep(
    store: Store, actor: Actor, person: AboutPerson, thing: Thing, *, at: datetime
) -> Kept[Thing]:
    """Keep something of a person.

    Raises
    ------
    NotThere
        If it names somebody or something that is not theirs.
    BreaksARule
        If it is a fourth focus area of a phase.
    ChangedMeanwhile
        If there can be one only, and there is one.
    """
    with store.unit(author_id=actor.account_id, at=at) as unit:
        row_id = kept.add(unit, person.service_id, thing)
        return kept.kept_one(unit.connection, type(thing), row_id)


def become(
    store: Store,
    actor: Actor,
    person: AboutPerson,
    kind: type[Thing],
    row_id: str,
    *,
    version: int,
    at: datetime,
    **values: object,
) -> Kept[Thing]:
    """Let something that is kept of a person be as it is said now.

    Parameters
    ----------
    version
        The one its reader saw.
    values
        What is said of it now; all else stays as it is.

    Raises
    ------
    NotThere
        If there is no such thing of theirs, or it names what is not theirs.
    BreaksARule
        If it may not be so.
    ChangedMeanwhile
        If somebody else changed it since.
    """
    with store.unit(author_id=actor.account_id, at=at) as unit:
        before = theirs(kept.kept_one(unit.connection, kind, row_id), person)
        after = replace(before.what, **values)  # type: ignore[arg-type]  # its fields
        kept.change(unit, row_id, after, version=version)
        return kept.kept_one(unit.connection, kind, row_id)


def theirs(found: Kept[Thing], person: AboutPerson) -> Kept[Thing]:
    """Return what is of a person; what is of another is not there."""
    if found.what.person_id != person.person_id:
        raise NotThere(TABLE_OF[type(found.what)].name)
    return found
