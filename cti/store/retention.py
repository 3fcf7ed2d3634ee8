"""Whose term is over: closed for so long that nothing of them need be kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, select

from cti.calendar import on_the_wall
from cti.caseload.people import Status
from cti.store.tables import CONTACT_RECORDS, FACTS, PEOPLE, SERVICES


@dataclass(frozen=True, slots=True, kw_only=True)
class PastTerm:
    """Somebody whose term is over.

    Attributes
    ----------
    since
        The day their support was closed, or of the last contact, whichever is later.
    """

    person_id: str
    known_as: str
    service: str
    since: date


def past_term(connection: Connection, *, until: date) -> Sequence[PastTerm]:
    """Return everybody who has been closed, and not been met, since a day or longer.

    Somebody of whom it is not known since when is never among them.

    Parameters
    ----------
    until
        The last day on which they may have been closed or met.
    """
    closed = connection.execute(
        select(
            PEOPLE.c.id,
            PEOPLE.c.known_as,
            SERVICES.c.name,
            func.max(CONTACT_RECORDS.c.at).label("met_at"),
        )
        .join(SERVICES, SERVICES.c.id == PEOPLE.c.service_id)
        .outerjoin(CONTACT_RECORDS, CONTACT_RECORDS.c.person_id == PEOPLE.c.id)
        .where(PEOPLE.c.status == Status.CLOSED)
        .group_by(PEOPLE.c.id, PEOPLE.c.known_as, SERVICES.c.name)
        .order_by(SERVICES.c.name, PEOPLE.c.known_as, PEOPLE.c.id)
    )
    found = []
    for row in closed.all():
        closed_on = _closed_on(connection, row.id)
        if closed_on is None:
            continue
        since = max(closed_on, row.met_at.date()) if row.met_at else closed_on
        if since <= until:
            found.append(
                PastTerm(
                    person_id=row.id,
                    known_as=row.known_as,
                    service=row.name,
                    since=since,
                )
            )
    return found


def _closed_on(connection: Connection, person_id: str) -> date | None:
    """Return the local day on which somebody's support was closed last."""
    told = (
        select(FACTS)
        .where(FACTS.c.about == PEOPLE.name, FACTS.c.row_id == person_id)
        .order_by(FACTS.c.version)
    )
    found = None
    for fact in connection.execute(told):
        before, after = fact.before or {}, fact.after or {}
        is_closed = after.get("status") == Status.CLOSED.value
        if is_closed and before.get("status") != Status.CLOSED.value:
            found = on_the_wall(fact.at).date()
    return found
