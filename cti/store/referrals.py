"""Referrals: who waits for support, as an account may see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select, tuple_

from cti.access import Actor
from cti.caseload.people import Priority
from cti.errors import NotThere
from cti.store.alike import like
from cti.store.people_told import PersonSeen, tell_people
from cti.store.plain import Values
from cti.store.services import Place
from cti.store.starting import waiting
from cti.store.tables import PEOPLE, REFERRALS
from cti.store.unit import as_values
from cti.store.visibility import visible


@dataclass(frozen=True, slots=True, kw_only=True)
class WhichReferrals:
    """Which of those who wait are asked for; None and empty for all.

    Attributes
    ----------
    name
        A part of what they are known as, whatever its capitals and accents.
    """

    name: str = ""
    service_id: str | None = None
    team: str | None = None
    priority: Priority | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralSeen:
    """Somebody who was referred, and how."""

    person: PersonSeen
    referred_on: date | None
    earliest_start_on: date | None
    priority: Priority


def referrals_seen(
    connection: Connection,
    actor: Actor,
    which: WhichReferrals,
    *,
    on: date,
    after: Place | None,
    limit: int,
) -> Sequence[ReferralSeen]:
    """Return those who wait and whose planning an account may see, by name.

    Parameters
    ----------
    after
        What the first is known as, and the id, that it comes behind.
    limit
        How many at most.
    """
    order = (PEOPLE.c.known_as, PEOPLE.c.id)
    found = visible(
        select(PEOPLE).join(REFERRALS, REFERRALS.c.person_id == PEOPLE.c.id),
        actor,
        on=on,
    ).where(waiting(on))
    if which.name:
        found = found.where(like(PEOPLE.c.known_as, which.name))
    for column, wanted in (
        (PEOPLE.c.service_id, which.service_id),
        (PEOPLE.c.team, which.team),
        (REFERRALS.c.priority, which.priority),
    ):
        if wanted is not None:
            found = found.where(column == wanted)
    if after is not None:
        found = found.where(tuple_(*order) > tuple_(*after))
    rows = connection.execute(found.order_by(*order).limit(limit))
    return _told(connection, actor, [as_values(row) for row in rows], on)


def referral_seen(
    connection: Connection, actor: Actor, person_id: str, *, on: date
) -> ReferralSeen:
    """Return how somebody was referred, whether they wait still or not.

    Raises
    ------
    NotThere
        If they were not, or this account may not know of it.
    """
    referred = visible(
        select(PEOPLE)
        .join(REFERRALS, REFERRALS.c.person_id == PEOPLE.c.id)
        .where(PEOPLE.c.id == person_id),
        actor,
        on=on,
    )
    rows = [as_values(row) for row in connection.execute(referred)]
    seen = _told(connection, actor, rows, on)
    if not seen:
        raise NotThere(REFERRALS.name)
    return seen[0]


def _told(
    connection: Connection, actor: Actor, rows: Sequence[Values], on: date
) -> Sequence[ReferralSeen]:
    referred = visible(
        select(REFERRALS).where(REFERRALS.c.person_id.in_([row["id"] for row in rows])),
        actor,
        on=on,
    )
    how = {row.person_id: row for row in connection.execute(referred)}
    return [
        ReferralSeen(
            person=person,
            referred_on=how[person.id].referred_on,
            earliest_start_on=how[person.id].earliest_start_on,
            priority=how[person.id].priority,
        )
        for person in tell_people(connection, actor, rows, on)
    ]
