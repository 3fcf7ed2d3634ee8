"""Contacts of a service that were made: each of them, or the newest of each kind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, case, func, select

from cti.caseload.caseload import ContactRecord, Outcome
from cti.store.plans import Ids
from cti.store.tables import CONTACT_RECORDS
from cti.units import PersonId, WorkerId


class Became(NamedTuple):
    """What became of one contact.

    Attributes
    ----------
    person_id
        The row of whom it was with.
    """

    person_id: str
    kind: str
    outcome: Outcome
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class NewestMet:
    """The contacts of one kind with one person that were achieved.

    Attributes
    ----------
    person_id
        Their row.
    on
        The day of the newest.
    until_on
        The day of the newest up to the day that was asked about; None for none.
    """

    person_id: str
    kind: str
    on: date
    until_on: date | None


def newest_met(
    connection: Connection, service_id: str, *, on: date
) -> Sequence[NewestMet]:
    """Return when everybody of a service was met last, by each kind of contact.

    Parameters
    ----------
    on
        The day that is asked about.
    """
    table = CONTACT_RECORDS
    after = datetime.combine(on + timedelta(days=1), time())
    newest = (
        select(
            table.c.person_id,
            table.c.kind,
            func.max(table.c.at),
            func.max(case((table.c.at < after, table.c.at))),
        )
        .where(table.c.service_id == service_id, table.c.outcome == Outcome.ACHIEVED)
        .group_by(table.c.person_id, table.c.kind)
    )
    return [
        NewestMet(
            person_id=person_id,
            kind=kind,
            on=at.date(),
            until_on=None if until is None else until.date(),
        )
        for person_id, kind, at, until in connection.execute(newest)
    ]


def what_became(
    connection: Connection, service_id: str, *, since: datetime, until: datetime
) -> Sequence[Became]:
    """Return what became of the contacts of a service in a time.

    Parameters
    ----------
    until
        Exclusive.
    """
    table = CONTACT_RECORDS
    theirs = select(*(table.c[name] for name in Became._fields)).where(
        table.c.service_id == service_id, table.c.at >= since, table.c.at < until
    )
    return [Became(*row) for row in connection.execute(theirs)]


def contacts_made(
    connection: Connection, service_id: str, *, known: Ids
) -> Sequence[ContactRecord]:
    """Return the contacts of a service in order of time.

    There are far more of them than of anything else, so no more is read of each than
    it says.

    Parameters
    ----------
    known
        The service's ids by those of rows.
    """
    table = CONTACT_RECORDS
    theirs = select(
        table.c.person_id,
        table.c.worker_id,
        table.c.at,
        table.c.kind,
        table.c.outcome,
        table.c.minutes,
        table.c.place,
    ).where(table.c.service_id == service_id)
    found = [
        ContactRecord(
            person_id=PersonId(known.person[person_id]),
            worker_id=worker_id and WorkerId(known.worker[worker_id]),
            at=at,
            kind=kind,
            outcome=outcome,
            minutes=minutes,
            place=place,
        )
        for person_id, worker_id, at, kind, outcome, minutes, place in (
            connection.execute(theirs)
        )
    ]
    return sorted(found, key=_time_and_all)


def _time_and_all(record: ContactRecord) -> tuple[datetime, str, str, str, str, str]:
    """Return what a contact has its place by: there is one order for the same ones."""
    return (
        record.at,
        record.person_id,
        record.worker_id or "",
        record.kind,
        record.outcome,
        f"{record.minutes} {record.place}",
    )
