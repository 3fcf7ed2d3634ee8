"""Case reviews: hold one, decide something, carry it until it is done."""

from dataclasses import replace
from datetime import date, datetime

from cti.access import Actor, Permission
from cti.caseload.casework.case_reviews import CaseReview, ReviewDecision
from cti.errors import NotThere
from cti.store import casework as kept
from cti.store import reviews
from cti.store.casework import Kept
from cti.store.keyset import Part, Place
from cti.store.people_seen import about_person
from cti.store.reviews import DecisionSeen
from cti.store.unit import Store, Unit
from cti.usecases.allowing import allowed

__all__ = ["DecisionSeen"]


def reviews_of(
    store: Store, service_id: str, *, team: str | None, after: Place, limit: int
) -> Part[Kept[CaseReview]]:
    """Return the case reviews of a service, the newest first."""
    with store.reading() as connection:
        return reviews.reviews_of(
            connection, service_id, team=team, after=after, limit=limit
        )


def review_of(store: Store, service_id: str, review_id: str) -> Kept[CaseReview]:
    """Return one case review.

    Raises
    ------
    NotThere
        If there is no such case review in the service.
    """
    with store.reading() as connection:
        found = kept.kept_of(
            connection, CaseReview, id=review_id, service_id=service_id
        )
    return _only(found)


def hold_review(
    store: Store, actor: Actor, service_id: str, *, team: str, on: date, at: datetime
) -> Kept[CaseReview]:
    """Say that a team held its case review on a day.

    Raises
    ------
    ChangedMeanwhile
        If it is said already.
    """
    with store.unit(author_id=actor.account_id, at=at) as unit:
        review_id = kept.add(unit, service_id, CaseReview(team=team, on=on))
        return kept.kept_one(unit.connection, CaseReview, review_id)


def decide(
    store: Store,
    actor: Actor,
    service_id: str,
    review_id: str,
    *,
    person_id: str | None,
    words: str,
    owner_id: str,
    due_on: date,
    on: date,
    at: datetime,
) -> DecisionSeen:
    """Keep what a case review decided.

    Parameters
    ----------
    person_id
        Whom it is about; None if it is about the team.

    Raises
    ------
    NotThere
        If the case review, the person or the owner is not of this service.
    NotAllowed
        If it is about somebody whom this account does not plan with.
    """
    with store.unit(author_id=actor.account_id, at=at) as unit:
        _only(
            kept.kept_of(
                unit.connection, CaseReview, id=review_id, service_id=service_id
            )
        )
        if person_id is not None:
            _check_person(unit, actor, service_id, person_id, on)
        decision = ReviewDecision(
            case_review_id=review_id,
            person_id=person_id,
            words=words,
            owner_id=owner_id,
            due_on=due_on,
        )
        decision_id = kept.add(unit, service_id, decision)
        return reviews.decision_of(
            unit.connection, actor, service_id, decision_id, on=on
        )


def see_to(
    store: Store,
    actor: Actor,
    service_id: str,
    decision_id: str,
    *,
    owner_id: str,
    due_on: date,
    done_on: date | None,
    version: int,
    on: date,
    at: datetime,
) -> DecisionSeen:
    """Let another see to a decision, or until another day, or say that it is done.

    What was decided stays.

    Raises
    ------
    NotThere
        If there is no such decision for this account, or no such worker.
    ChangedMeanwhile
        If somebody else changed it since.
    """
    with store.unit(author_id=actor.account_id, at=at) as unit:
        # Whoever may not know of it is told that it is not there.
        reviews.decision_of(unit.connection, actor, service_id, decision_id, on=on)
        before = kept.kept_one(unit.connection, ReviewDecision, decision_id).what
        after = replace(before, owner_id=owner_id, due_on=due_on, done_on=done_on)
        kept.change(unit, decision_id, after, version=version)
        return reviews.decision_of(
            unit.connection, actor, service_id, decision_id, on=on
        )


def decisions_of(
    store: Store,
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
        ``owner_id``, ``person_id`` or ``case_review_id``; None for whatever it is.
    """
    with store.reading() as connection:
        return reviews.decisions_of(
            connection,
            actor,
            service_id,
            is_done=is_done,
            team=team,
            on=on,
            after=after,
            limit=limit,
            **having,
        )


def decision_of(
    store: Store, actor: Actor, service_id: str, decision_id: str, *, on: date
) -> DecisionSeen:
    """Return what a case review decided.

    Raises
    ------
    NotThere
        If there is no such decision in the service, or none for this account.
    """
    with store.reading() as connection:
        return reviews.decision_of(connection, actor, service_id, decision_id, on=on)


def _only(found: tuple[Kept[CaseReview], ...]) -> Kept[CaseReview]:
    if not found:
        raise NotThere(kept.TABLE_OF[CaseReview].name)
    return found[0]


def _check_person(
    unit: Unit, actor: Actor, service_id: str, person_id: str, on: date
) -> None:
    about = about_person(unit.connection, person_id, on=on)
    if about is None or about.service_id != service_id:
        raise NotThere(kind="people")
    allowed(actor, Permission.PLANNING_READ, about)
