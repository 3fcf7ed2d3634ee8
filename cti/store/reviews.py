"""Case reviews and what they decided, as much of it as somebody may see."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, case, or_, select

from cti.access import Actor, Permission
from cti.caseload.casework.case_reviews import CaseReview
from cti.errors import NotThere
from cti.store.casework import Kept, as_kept
from cti.store.keyset import Part, Place, part_of
from cti.store.tables import CASE_REVIEWS, REVIEW_DECISIONS
from cti.store.visibility import people_for


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionSeen:
    """What a case review decided.

    Attributes
    ----------
    reviewed_on
        The day of the case review.
    words
        None for who may know that there is something to be done for a person, and not
        what.
    """

    id: str
    version: int
    service_id: str
    case_review_id: str
    team: str
    reviewed_on: date
    person_id: str | None
    words: str | None
    owner_id: str
    due_on: date
    done_on: date | None

    def is_late_on(self, day: date) -> bool:
        """Whether it should have been done before a day."""
        return self.done_on is None and self.due_on < day


def reviews_of(
    connection: Connection,
    service_id: str,
    *,
    team: str | None,
    after: Place,
    limit: int,
) -> Part[Kept[CaseReview]]:
    """Return the case reviews of a service, the newest first.

    Parameters
    ----------
    team
        None for those of every team.
    """
    query = select(CASE_REVIEWS).where(CASE_REVIEWS.c.service_id == service_id)
    if team is not None:
        query = query.where(CASE_REVIEWS.c.team == team)
    found = part_of(
        connection,
        query,
        CASE_REVIEWS.c.on,
        CASE_REVIEWS.c.id,
        after=after,
        limit=limit,
        newest_first=True,
    )
    return found.each(lambda row: as_kept(CaseReview, row))


def decisions_of(
    connection: Connection,
    actor: Actor,
    service_id: str,
    *,
    is_done: bool,
    team: str | None,
    on: date,
    after: Place,
    limit: int,
    **having: str | None,
) -> Part[DecisionSeen]:
    """Return what case reviews decided, what is due first in front.

    Parameters
    ----------
    is_done
        Whether what is done is asked for, or what is still to do.
    having
        What they have in common, such as ``owner_id="…"``; None for whatever it is.
    """
    table = REVIEW_DECISIONS
    is_open = table.c.done_on.is_(None)
    query = _seen(actor, on).where(
        table.c.service_id == service_id, ~is_open if is_done else is_open
    )
    if team is not None:
        query = query.where(CASE_REVIEWS.c.team == team)
    said = {name: value for name, value in having.items() if value is not None}
    query = query.where(*(table.c[name] == value for name, value in said.items()))
    found = part_of(
        connection, query, table.c.due_on, table.c.id, after=after, limit=limit
    )
    return found.each(_decision)


def decision_of(
    connection: Connection,
    actor: Actor,
    service_id: str,
    decision_id: str,
    *,
    on: date,
) -> DecisionSeen:
    """Return what a case review decided.

    Raises
    ------
    NotThere
        If there is no such decision in the service, or none for this account.
    """
    query = _seen(actor, on).where(
        REVIEW_DECISIONS.c.id == decision_id,
        REVIEW_DECISIONS.c.service_id == service_id,
    )
    row = connection.execute(query).first()
    if row is None:
        raise NotThere(REVIEW_DECISIONS.name)
    return _decision(row)


def _seen(actor: Actor, on: date) -> Select[Any]:
    """Return a query for the decisions somebody may know of, each as far as they may.

    Who plans with somebody knows that there is something to do; what it is, who may
    see what the support is about.
    """
    decision = REVIEW_DECISIONS.c
    words = case(
        (_of_the_team_or(actor, Permission.SUPPORT_READ, on), decision.words),
        else_=None,
    )
    return (
        select(
            *(column for column in decision if column is not decision.words),
            words.label("words"),
            CASE_REVIEWS.c.team,
            CASE_REVIEWS.c.on.label("reviewed_on"),
        )
        .join(CASE_REVIEWS, CASE_REVIEWS.c.id == decision.case_review_id)
        .where(_of_the_team_or(actor, Permission.PLANNING_READ, on))
    )


def _of_the_team_or(actor: Actor, needed: Permission, on: date) -> ColumnElement[bool]:
    """Whether a decision is about the team, or somebody this account may do it with."""
    person_id = REVIEW_DECISIONS.c.person_id
    return or_(person_id.is_(None), person_id.in_(people_for(actor, needed, on=on)))


def _decision(row: Row[Any]) -> DecisionSeen:
    return DecisionSeen(**{name: getattr(row, name) for name in DecisionSeen.__slots__})
