"""Reasons that were given to see notes of somebody one does not work with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, insert, select

from cti.access import AboutPerson, Actor, ReasonGiven
from cti.store.tables import PEOPLE, REASONS
from cti.store.unit import Unit, new_id
from cti.store.visibility import visible

COUNTS_FOR = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A reason somebody gave, for the leaders to look at.

    Attributes
    ----------
    account_id
        Who gave it.
    """

    reason_id: str
    account_id: str
    person_id: str
    given_at: datetime
    words: str


def keep_reason(unit: Unit, about: AboutPerson, words: str) -> ReasonGiven:
    """Keep why somebody wants to see notes, before they see any."""
    reason_id = new_id()
    unit.connection.execute(
        insert(REASONS).values(
            id=reason_id,
            account_id=unit.author_id,
            person_id=about.person_id,
            service_id=about.service_id,
            given_at=unit.at,
            words=words,
        )
    )
    unit.audit("reasons:give", PEOPLE.name, about.person_id, reason_id=reason_id)
    return ReasonGiven(
        reason_id=reason_id, account_id=unit.author_id, person_id=about.person_id
    )


def reason_in_force(
    connection: Connection, account_id: str, person_id: str, *, at: datetime
) -> ReasonGiven | None:
    """Return the last reason an account gave about a person in the last day, if any."""
    reason_id = connection.execute(
        select(REASONS.c.id)
        .where(REASONS.c.account_id == account_id, REASONS.c.person_id == person_id)
        .where(REASONS.c.given_at > at - COUNTS_FOR, REASONS.c.given_at <= at)
        .order_by(REASONS.c.given_at.desc(), REASONS.c.id)
        .limit(1)
    ).scalar_one_or_none()
    if reason_id is None:
        return None
    return ReasonGiven(reason_id=reason_id, account_id=account_id, person_id=person_id)


def reasons_given(
    connection: Connection, actor: Actor, service_id: str, *, on: date
) -> Sequence[Given]:
    """Return the reasons given about a service's people, the newest first.

    A leader of some teams sees those about the people of their teams.
    """
    theirs = visible(
        select(PEOPLE.c.id).where(PEOPLE.c.service_id == service_id), actor, on=on
    )
    ours = actor.membership_in(service_id)
    if ours is not None and ours.team:
        theirs = theirs.where(PEOPLE.c.team == ours.team)
    rows = connection.execute(
        select(REASONS)
        .where(REASONS.c.service_id == service_id, REASONS.c.person_id.in_(theirs))
        .order_by(REASONS.c.given_at.desc(), REASONS.c.id)
    )
    return [
        Given(
            reason_id=row.id,
            account_id=row.account_id,
            person_id=row.person_id,
            given_at=row.given_at,
            words=row.words,
        )
        for row in rows
    ]
