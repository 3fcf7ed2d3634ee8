"""Take back or correct what was said of a contact, and let one begin later."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from cti.access import Actor
from cti.calendar import on_the_wall
from cti.caseload.caseload import Outcome
from cti.errors import BreaksARule, ChangedMeanwhile, NotThere
from cti.store.casework import CALLED_OFF
from cti.store.coming_along import made_at_once
from cti.store.plain import Values
from cti.store.tables import (
    CONTACT_NOTES,
    CONTACT_RECORDS,
    PLANNED_CONTACTS,
    SETTLED_CONTACTS,
)
from cti.store.unit import Unit, as_values
from cti.store.visibility import visible


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordSeen:
    """What became of a contact, in all that can be corrected.

    Attributes
    ----------
    at
        When it was held, tried or called off, on the wall.
    """

    id: str
    version: int
    at: datetime
    kind: str
    outcome: Outcome
    minutes: int | None
    place: str


def record_seen(
    connection: Connection, actor: Actor, record_id: str, *, on: date
) -> RecordSeen:
    """Return what became of a contact.

    Raises
    ------
    NotThere
        If there is no such record, or none for this account.
    """
    one = visible(
        select(CONTACT_RECORDS).where(CONTACT_RECORDS.c.id == record_id), actor, on=on
    )
    row = connection.execute(one).first()
    if row is None:
        raise NotThere(CONTACT_RECORDS.name)
    return RecordSeen(
        id=row.id,
        version=row.version,
        at=row.at,
        kind=row.kind,
        outcome=row.outcome,
        minutes=row.minutes,
        place=row.place,
    )


def take_back(unit: Unit, contact_id: str) -> None:
    """Let it not have been said what became of a contact; the facts of it stay.

    A contact that nobody had planned is gone with it.

    Raises
    ------
    NotThere
        If nothing was said of such a contact.
    BreaksARule
        If words were written about it: they stay as they were written.
    """
    link = _link(unit, contact_id)
    record = unit.row(CONTACT_RECORDS, _record_id(link, contact_id))
    about = CONTACT_NOTES.c.contact_record_id == record["id"]
    if unit.connection.execute(select(CONTACT_NOTES.c.id).where(about)).first():
        msg = "Words were written about this contact, and they stay."
        raise BreaksARule(msg, hint="Correct what became of it instead.")
    if link:
        unit.remove(SETTLED_CONTACTS, link["id"], version=link["version"])
        planned = unit.row(PLANNED_CONTACTS, contact_id)
        if record["outcome"] in CALLED_OFF:
            _show(unit, planned, is_cancelled=False)
    unit.remove(CONTACT_RECORDS, record["id"], version=record["version"])


def correct(
    unit: Unit, contact_id: str, said: Mapping[str, Any], *, version: int
) -> None:
    """Let something else have become of a contact than was said.

    Parameters
    ----------
    said
        What is to stand there, by the columns of contact records.
    version
        The one of the record that was seen.

    Raises
    ------
    NotThere
        If nothing was said of such a contact.
    ChangedMeanwhile
        If somebody else corrected it since.
    """
    link = _link(unit, contact_id)
    record = unit.row(CONTACT_RECORDS, _record_id(link, contact_id))
    unit.change(CONTACT_RECORDS, record["id"], version=version, values=said)
    was_off, is_off = record["outcome"] in CALLED_OFF, said["outcome"] in CALLED_OFF
    if link and was_off != is_off:
        planned = unit.row(PLANNED_CONTACTS, contact_id)
        is_to_come = planned["at"] >= on_the_wall(unit.at)
        _show(unit, planned, is_cancelled=is_off and is_to_come)


def begin_later(unit: Unit, contact_id: str, minutes: int, *, seen: datetime) -> None:
    """Let a contact people were told of begin later than they were told.

    Everybody who looks is shown the later time, and so is every calendar. Who was to
    come along at the same moment comes later too.

    Parameters
    ----------
    seen
        The time whoever says so saw.

    Raises
    ------
    NotThere
        If people were told of no such contact.
    ChangedMeanwhile
        If it was said meanwhile what became of it, or it is at another time by now.
    """
    planned = unit.row(PLANNED_CONTACTS, contact_id)
    if planned["is_cancelled"] or planned["at"] != seen or _link(unit, contact_id):
        raise ChangedMeanwhile(PLANNED_CONTACTS.name)
    later = {"at": seen + timedelta(minutes=minutes), "said_at": unit.at}
    for row in made_at_once(unit, planned):
        if _link(unit, row.id) is None:
            unit.change(PLANNED_CONTACTS, row.id, version=row.version, values=later)


def _show(unit: Unit, planned: Values, *, is_cancelled: bool) -> None:
    """Let calendars show a contact as called off, or not."""
    if planned["is_cancelled"] != is_cancelled:
        unit.change(
            PLANNED_CONTACTS,
            planned["id"],
            version=planned["version"],
            values={"is_cancelled": is_cancelled, "said_at": unit.at},
        )


def _link(unit: Unit, contact_id: str) -> Values | None:
    """Return what binds a contact people were told of to what became of it."""
    of = SETTLED_CONTACTS.c.planned_contact_id == contact_id
    row = unit.connection.execute(select(SETTLED_CONTACTS).where(of)).first()
    return None if row is None else as_values(row)


def _record_id(link: Values | None, contact_id: str) -> str:
    return contact_id if link is None else str(link["contact_record_id"])
