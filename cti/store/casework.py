"""Keep what the work with somebody is about: add it, change it by version, read it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, Row, Select, Table, select
from sqlalchemy.exc import IntegrityError

from cti.calendar import on_the_wall
from cti.caseload.caseload import Outcome
from cti.caseload.casework.case_reviews import CaseReview, ReviewDecision
from cti.caseload.casework.felt_weights import FeltWeight
from cti.caseload.casework.focus_areas import FocusArea, FocusStep, free_place
from cti.caseload.casework.network import (
    NetworkGuest,
    NetworkMeeting,
    NetworkMember,
)
from cti.caseload.casework.notes import ContactNote, SettledContact
from cti.caseload.casework.phones import Phone
from cti.caseload.casework.portraits import Portrait
from cti.caseload.casework.safety_plans import SafetyPlan
from cti.errors import BreaksARule, ChangedMeanwhile, NotThere
from cti.store.keyset import Part, Place, part_of
from cti.store.plain import Values
from cti.store.tables import (
    CASE_REVIEWS,
    CONTACT_NOTES,
    CONTACT_RECORDS,
    FELT_WEIGHTS,
    FOCUS_AREAS,
    FOCUS_STEPS,
    METADATA,
    NETWORK_GUESTS,
    NETWORK_MEETINGS,
    NETWORK_MEMBERS,
    PHONES,
    PLANNED_CONTACTS,
    PORTRAITS,
    REVIEW_DECISIONS,
    SAFETY_PLANS,
    SETTLED_CONTACTS,
)
from cti.store.unit import Unit, as_values

Thing = TypeVar("Thing")

TABLE_OF: Mapping[type, Table] = {
    CaseReview: CASE_REVIEWS,
    ContactNote: CONTACT_NOTES,
    FeltWeight: FELT_WEIGHTS,
    FocusArea: FOCUS_AREAS,
    FocusStep: FOCUS_STEPS,
    NetworkGuest: NETWORK_GUESTS,
    NetworkMeeting: NETWORK_MEETINGS,
    NetworkMember: NETWORK_MEMBERS,
    Phone: PHONES,
    Portrait: PORTRAITS,
    ReviewDecision: REVIEW_DECISIONS,
    SafetyPlan: SAFETY_PLANS,
    SettledContact: SETTLED_CONTACTS,
}
"""Where each kind of thing is kept, in columns that have the names of its fields."""

SUPERSEDED_ONLY = (ContactNote, SafetyPlan, SettledContact)
"""What stays as it was said; a new one takes its place."""

MAY_BECOME_ANOTHERS = frozenset({"held_by", "owner_id"})
"""Who holds or sees to something may change; what a thing is about may not."""

CALLED_OFF = frozenset({Outcome.DECLINED, Outcome.CANCELLED_BY_US})
"""What becomes of a contact that is not held, and may be said before its time."""

_ORDER: Mapping[Table, str] = {
    CASE_REVIEWS: "on",
    CONTACT_NOTES: "written_at",
    FELT_WEIGHTS: "said_on",
    FOCUS_AREAS: "began_on",
    NETWORK_MEMBERS: "known_as",
    REVIEW_DECISIONS: "due_on",
    SAFETY_PLANS: "written_at",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept(Generic[Thing]):
    """Something that is kept, and the version of it that was read."""

    row_id: str
    version: int
    what: Thing


def add(unit: Unit, service_id: str, thing: object) -> str:
    """Add something, and return its id.

    Raises
    ------
    NotThere
        If it is about somebody or something that is not of this service, or of two
        different people.
    BreaksARule
        If it is a fourth focus area of a phase, or corrects a note on something else.
    ChangedMeanwhile
        If there can be one only, and somebody else was quicker.
    """
    table, values = TABLE_OF[type(thing)], _columns(thing)
    _check_whose(unit, table, service_id, values)
    if isinstance(thing, FocusArea):
        values["place"] = free_place(_taken(unit, thing))
    if isinstance(thing, ContactNote):
        _check_corrects(unit, thing)
    with _first_come(table):
        return unit.add(table, service_id, [values])[0]


def change(unit: Unit, row_id: str, thing: object, *, version: int) -> int:
    """Let something be as it is said now; that includes its end.

    Parameters
    ----------
    thing
        All of it, as it should be.
    version
        The one its reader saw.

    Returns
    -------
    Its new version.

    Raises
    ------
    NotThere
        If there is no such thing.
    BreaksARule
        If it would be about somebody or something else, or is never changed, or would
        be a fourth focus area of a phase.
    ChangedMeanwhile
        If somebody else changed it since; nothing is changed then.
    """
    table, values = TABLE_OF[type(thing)], _columns(thing)
    before = unit.row(table, row_id)
    if isinstance(thing, SUPERSEDED_ONLY):
        msg = "What was said here stays as it was said."
        raise BreaksARule(
            msg,
            hint="Add another that takes its place.",
        )
    _check_about_the_same(table, before, values)
    _check_whose(unit, table, before["service_id"], values)
    if isinstance(thing, FocusArea) and before["ended_on"] and not thing.ended_on:
        values["place"] = free_place(_taken(unit, thing))
    differing = {name: value for name, value in values.items() if before[name] != value}
    with _first_come(table):
        return unit.change(table, row_id, version=version, values=differing)


def kept_of(
    connection: Connection, kind: type[Thing], **having: object
) -> tuple[Kept[Thing], ...]:
    """Return everything of a kind, what began or was said first in front.

    Parameters
    ----------
    having
        What they have in common, such as ``person_id="…"``; one of several if it is a
        tuple.
    """
    table = TABLE_OF[kind]
    found = connection.execute(
        _having(table, having).order_by(table.c[_ORDER.get(table, "id")], table.c.id)
    )
    return tuple(as_kept(kind, row) for row in found)


def kept_part(
    connection: Connection,
    kind: type[Thing],
    *,
    after: Place,
    limit: int,
    **having: object,
) -> Part[Kept[Thing]]:
    """Return a part of everything of a kind, in the same order.

    Raises
    ------
    UnknownCursor
        If nobody gave that place.
    """
    table = TABLE_OF[kind]
    by = table.c[_ORDER.get(table, "id")]
    found = part_of(
        connection, _having(table, having), by, table.c.id, after=after, limit=limit
    )
    return found.each(lambda row: as_kept(kind, row))


def kept_one(connection: Connection, kind: type[Thing], row_id: str) -> Kept[Thing]:
    """Return one thing of a kind.

    Raises
    ------
    NotThere
        If there is no such thing.
    """
    for found in kept_of(connection, kind, id=row_id):
        return found
    raise NotThere(TABLE_OF[kind].name)


def record_contact(unit: Unit, service_id: str, record: Values) -> str:
    """Record a contact, and return its id.

    Raises
    ------
    NotThere
        If the person or the worker is not of this service.
    """
    _check_whose(unit, CONTACT_RECORDS, service_id, record)
    return unit.add(CONTACT_RECORDS, service_id, [record])[0]


def settle_contact(
    unit: Unit,
    planned_contact_id: str,
    *,
    outcome: Outcome,
    at: datetime,
    minutes: int | None,
    place: str,
    worker_id: str | None = None,
) -> str:
    """Say what became of a planned contact, and return the id of its record.

    No plan moves it from now on. One that is called off before its time shows so in
    calendars.

    Parameters
    ----------
    at
        Local date and time at which it was held, tried or called off.
    worker_id
        The row of who made it; whoever was to make it unless it is said.

    Raises
    ------
    NotThere
        If there is no such planned contact, or the worker is not of its service.
    ChangedMeanwhile
        If somebody else has said it already.
    """
    planned = unit.row(PLANNED_CONTACTS, planned_contact_id)
    record = {
        "person_id": planned["person_id"],
        "worker_id": worker_id or planned["worker_id"],
        "at": at,
        "kind": planned["kind"].value,
        "outcome": outcome,
        "minutes": minutes,
        "place": place,
    }
    service_id = planned["service_id"]
    record_id = record_contact(unit, service_id, record)
    settled = SettledContact(
        planned_contact_id=planned_contact_id, contact_record_id=record_id
    )
    add(unit, service_id, settled)
    is_to_come = planned["at"] >= on_the_wall(unit.at) and not planned["is_cancelled"]
    if outcome in CALLED_OFF and is_to_come:
        unit.change(
            PLANNED_CONTACTS,
            planned_contact_id,
            version=planned["version"],
            values={"is_cancelled": True, "said_at": unit.at},
        )
    return record_id


def _columns(thing: Any) -> dict[str, Any]:  # noqa: ANN401, any dataclass
    return {each.name: getattr(thing, each.name) for each in fields(thing)}


def _having(table: Table, having: Mapping[str, object]) -> Select[Any]:
    """Return a query for what has some values; of several, any of them."""
    conditions = [
        table.c[name].in_(value) if isinstance(value, tuple) else table.c[name] == value
        for name, value in having.items()
    ]
    return select(table).where(*conditions)


def as_kept(kind: type[Thing], row: Row[Any]) -> Kept[Thing]:
    """Return a row as the thing it keeps."""
    return Kept(row_id=row.id, version=row.version, what=_thing(kind, row))


def _thing(kind: type[Thing], row: Row[Any]) -> Thing:
    values = as_values(row)
    names = [each.name for each in fields(kind)]  # type: ignore[arg-type]  # dataclasses
    return kind(**{name: values[name] for name in names})


def _check_whose(unit: Unit, table: Table, service_id: str, values: Values) -> None:
    """Refuse what names a row of another service, or of more than one person."""
    people = {values["person_id"]} if values.get("person_id") else set()
    for key in table.foreign_keys:
        row_id = values.get(key.parent.name)
        if row_id is None:
            continue
        other = unit.row(METADATA.tables[key.column.table.name], row_id)
        people |= {other["person_id"]} if other.get("person_id") else set()
        if other["service_id"] != service_id or len(people) > 1:
            raise NotThere(key.column.table.name)


def _check_about_the_same(table: Table, before: Values, after: Values) -> None:
    named = {key.parent.name for key in table.foreign_keys} - MAY_BECOME_ANOTHERS
    for name in named | {"phase"}:
        if name in after and after[name] != before[name]:
            msg = "What something is about stays as it is."
            raise BreaksARule(
                msg,
                hint="End it, and add another.",
            )


def _check_corrects(unit: Unit, note: ContactNote) -> None:
    if note.corrects_id is None:
        return
    other = unit.row(CONTACT_NOTES, note.corrects_id)
    if other["contact_record_id"] != note.contact_record_id:
        msg = "A note corrects one on the same contact."
        raise BreaksARule(
            msg,
            hint="Write it on the contact it is about.",
        )


def _taken(unit: Unit, area: FocusArea) -> set[int]:
    """Return the places among the focus areas of a phase that are not free."""
    taken = select(FOCUS_AREAS.c.place).where(
        FOCUS_AREAS.c.person_id == area.person_id,
        FOCUS_AREAS.c.phase == area.phase,
        FOCUS_AREAS.c.ended_on.is_(None),
    )
    return set(unit.connection.execute(taken).scalars())


@contextmanager
def _first_come(table: Table) -> Iterator[None]:
    """Say that somebody else was quicker where there can be one only."""
    try:
        yield
    except IntegrityError as error:
        if "unique" not in str(error.orig).lower():
            raise
        raise ChangedMeanwhile(table.name) from error
