"""The newest of everybody's contacts, by kind: a rhythm of contact asks no more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import Connection, case, func, select

from cti.caseload.caseload import Outcome
from cti.store.tables import CONTACT_RECORDS


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
    of = CONTACT_RECORDS.c
    after = datetime.combine(on + timedelta(days=1), time())
    newest = (
        select(
            of.person_id,
            of.kind,
            func.max(of.at),
            func.max(case((of.at < after, of.at))),
        )
        .where(of.service_id == service_id, of.outcome == Outcome.ACHIEVED)
        .group_by(of.person_id, of.kind)
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
