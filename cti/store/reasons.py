"""Reasons that were given to see notes of somebody one does not work with."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, insert, select

from cti.access import AboutPerson, Actor, ReasonGiven
from cti.calendar import on_the_wall
from cti.plans.life import Addressee, MessageKind
from cti.store.keyset import Part, Place, part_of
from cti.store.messages import tell
from cti.store.tables import ACCOUNTS, PEOPLE, REASONS
from cti.store.unit import Unit, new_id
from cti.store.visibility import visible

COUNTS_FOR = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A reason somebody gave, for the leaders to look at.

    Attributes
    ----------
    account_id, given_by
        Who gave it, and what they are called.
    known_as
        What the person is called.
    """

    reason_id: str
    account_id: str
    given_by: str
    person_id: str
    known_as: str
    given_at: datetime
    words: str


def keep_reason(unit: Unit, about: AboutPerson, words: str) -> ReasonGiven:
    """Keep why somebody wants to see notes, before they see any; leaders are told."""
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
    told = {
        "kind": MessageKind.NOTES_OPENED,
        "addressee": Addressee.LEADER,
        "worker_id": None,
        "person_id": about.person_id,
        "from_on": on_the_wall(unit.at).date(),
    }
    tell(unit, about.service_id, [told], teams={about.person_id: about.team})
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
    connection: Connection,
    actor: Actor,
    service_id: str,
    *,
    on: date,
    after: Place,
    limit: int,
) -> Part[Given]:
    """Return the reasons given about a service's people, the newest first.

    A leader of some teams sees those about the people of their teams.
    """
    theirs = visible(
        select(PEOPLE.c.id, PEOPLE.c.known_as).where(PEOPLE.c.service_id == service_id),
        actor,
        on=on,
    )
    ours = actor.membership_in(service_id)
    if ours is not None and ours.team:
        theirs = theirs.where(PEOPLE.c.team == ours.team)
    known = theirs.subquery()
    rows = (
        select(REASONS, known.c.known_as, ACCOUNTS.c.name)
        .join(known, known.c.id == REASONS.c.person_id)
        .join(ACCOUNTS, ACCOUNTS.c.id == REASONS.c.account_id)
        .where(REASONS.c.service_id == service_id)
    )
    found = part_of(
        connection,
        rows,
        REASONS.c.given_at,
        REASONS.c.id,
        after=after,
        limit=limit,
        newest_first=True,
    )
    return found.each(
        lambda row: Given(
            reason_id=row.id,
            account_id=row.account_id,
            given_by=row.name,
            person_id=row.person_id,
            known_as=row.known_as,
            given_at=row.given_at,
            words=row.words,
        )
    )
