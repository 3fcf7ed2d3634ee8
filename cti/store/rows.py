"""The rows a caseload stands for, in every table, before they have ids of their own.

A row names people and workers by the ids their service knows them by; `putting` turns
those into the ids of rows.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import Table

from cti.caseload.caseload import Caseload
from cti.caseload.people import Person, Referral
from cti.store.tables import (
    ABSENCES,
    APPOINTMENTS,
    CONTACT_RECORDS,
    DECLINED_WORKERS,
    PAUSES,
    PEOPLE,
    PINS,
    REFERRALS,
    TEAM_EVENTS,
    TRANSITIONS,
    TRAVEL_TIMES,
    WISHES,
    WORKERS,
)

Key = tuple[Any, ...]
Values = Mapping[str, Any]

KEYS: Mapping[str, Sequence[str]] = {
    WORKERS.name: ("external_id",),
    PEOPLE.name: ("external_id",),
    WISHES.name: ("person_id",),
    DECLINED_WORKERS.name: ("person_id", "worker_id"),
    REFERRALS.name: ("person_id",),
    TRANSITIONS.name: ("person_id",),
    PAUSES.name: ("person_id",),
    PINS.name: ("person_id",),
    ABSENCES.name: ("worker_id", "from_on", "to_on", "kind"),
    TEAM_EVENTS.name: ("team", "title", "weekday", "start"),
    TRAVEL_TIMES.name: ("from_locality", "to_locality"),
    CONTACT_RECORDS.name: ("person_id", "worker_id", "at", "kind"),
    APPOINTMENTS.name: ("person_id", "at"),
}
"""By what a row of each table is known again. Where several have the same key, they are
known by their order too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The rows a table is to have.

    Attributes
    ----------
    only_new
        Whether a row that is there already stays as it is.
    """

    table: Table
    rows: Sequence[Values]
    only_new: bool = False


def rows_of(caseload: Caseload) -> Iterator[Wanted]:
    """Yield every table's rows, those first that others name."""
    everybody: Sequence[Person | Referral] = (*caseload.people, *caseload.referrals)
    yield Wanted(table=WORKERS, rows=[*_workers(caseload)])
    yield Wanted(table=WORKERS, rows=[*_unlisted(caseload)], only_new=True)
    yield Wanted(table=PEOPLE, rows=[*map(_whom, everybody)])
    yield Wanted(table=WISHES, rows=[*map(_wishes, everybody)])
    yield Wanted(
        table=DECLINED_WORKERS,
        rows=[
            {"person_id": _id_of(each), "worker_id": worker_id}
            for each in everybody
            for worker_id in sorted(each.wishes.not_workers)
        ],
    )
    yield Wanted(table=REFERRALS, rows=[*map(_referral, caseload.referrals)])
    yield Wanted(table=TRANSITIONS, rows=[*_transitions(everybody)])
    yield Wanted(table=PAUSES, rows=[*_pauses(caseload.people)])
    for table, things in (
        (ABSENCES, caseload.absences),
        (CONTACT_RECORDS, caseload.contacts),
        (PINS, caseload.pins),
        (TEAM_EVENTS, caseload.events),
        (APPOINTMENTS, caseload.appointments),
    ):
        yield Wanted(table=table, rows=[columns_of(table, each) for each in things])
    yield Wanted(
        table=TRAVEL_TIMES,
        rows=[
            {"from_locality": start, "to_locality": end, "minutes": minutes}
            for (start, end), minutes in caseload.travel.items()
        ],
    )


def keyed(table: Table, rows: Iterable[Values]) -> Mapping[Key, Values]:
    """Return rows by what each is known by again."""
    seen: Counter[Key] = Counter()
    found: dict[Key, Values] = {}
    for row in rows:
        key = tuple(row[name] for name in KEYS[table.name])
        found[(*key, seen[key])] = row
        seen[key] += 1
    return found


def columns_of(table: Table, thing: Any) -> dict[str, Any]:  # noqa: ANN401, any dataclass
    """Return what something says of itself in columns of the same names."""
    names = [each.name for each in fields(thing) if each.name in table.c]
    return {name: getattr(thing, name) for name in names}


def _workers(caseload: Caseload) -> Iterator[Values]:
    for worker in caseload.workers:
        own = columns_of(WORKERS, worker)
        yield {**own, "external_id": worker.worker_id, "is_listed": True}


def _unlisted(caseload: Caseload) -> Iterator[Values]:
    """Yield those whom people still name as theirs, and who are on no list."""
    named = {person.worker_id for person in caseload.people} - {None}
    for worker_id in sorted(named - set(caseload.worker), key=str):
        yield {
            "external_id": worker_id,
            "name": worker_id,
            "team": "",
            "fte": 0,
            "languages": frozenset(),
            "specialisms": frozenset(),
            "accepts_new": False,
            "is_listed": False,
            **dict.fromkeys(_UNKNOWN),
        }


def _whom(each: Person | Referral) -> Values:
    supported = {"status": None, "started_on": None, "keep_worker": None}
    return {**supported, **columns_of(PEOPLE, each), "external_id": _id_of(each)}


def _wishes(each: Person | Referral) -> Values:
    return {**columns_of(WISHES, each.wishes), "person_id": _id_of(each)}


def _referral(referral: Referral) -> Values:
    return {**columns_of(REFERRALS, referral), "person_id": referral.referral_id}


def _transitions(everybody: Iterable[Person | Referral]) -> Iterator[Values]:
    for each in everybody:
        happened_on = each.transition_on if isinstance(each, Person) else None
        expected_on = each.transition_expected_on
        if happened_on or expected_on:
            yield {
                "person_id": _id_of(each),
                "happened_on": happened_on,
                "expected_on": expected_on,
            }


def _pauses(people: Iterable[Person]) -> Iterator[Values]:
    for person in people:
        if person.paused_from or person.paused_review_on:
            yield {
                "person_id": person.person_id,
                "from_on": person.paused_from,
                "review_on": person.paused_review_on,
            }


def _id_of(each: Person | Referral) -> str:
    return each.person_id if isinstance(each, Person) else each.referral_id


_UNKNOWN = ("ceiling", "starts_on", "leaves_on", "gender", "locality")
"""What nobody says of somebody who is on no list."""
