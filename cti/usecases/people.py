"""People: who there is, in as much as one may see; and what is changed of one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cti.access import Actor
from cti.caseload.people import Status
from cti.errors import BreaksARule, NotNow
from cti.store import people_changing as changing
from cti.store import people_told as told
from cti.store.history import Said, said_of
from cti.store.people_told import PersonSeen, Planning, Whom
from cti.store.services import Place
from cti.store.starting import as_on
from cti.store.tables import PEOPLE, TRANSITIONS
from cti.store.unit import Store, Unit
from cti.usecases.days_said import check_begun, check_not_over

__all__ = [
    "PersonAt",
    "PersonSeen",
    "Planning",
    "Said",
    "Whom",
    "change_person",
    "end_pause",
    "one_person",
    "put_pause",
    "put_transition",
    "some_people",
    "transitions_said",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonAt:
    """Somebody as an account may see them, and the version of it."""

    seen: PersonSeen
    version: int


def some_people(
    store: Store, actor: Actor, whom: Whom, *, on: date, after: Place | None, limit: int
) -> Sequence[PersonSeen]:
    """Return people this account may know of, by name."""
    with store.reading() as connection:
        return told.people_seen(
            connection, actor, whom, on=on, after=after, limit=limit
        )


def one_person(store: Store, actor: Actor, person_id: str, *, on: date) -> PersonAt:
    """Return somebody, in as much as this account may see.

    Raises
    ------
    NotThere
        If there is no such person, or none this account may know of.
    """
    with store.reading() as connection:
        return PersonAt(
            seen=told.person_seen(connection, actor, person_id, on=on),
            version=changing.version_of(connection, person_id),
        )


def change_person(
    store: Store,
    actor: Actor,
    person_id: str,
    *,
    seen: int,
    said: Mapping[str, Any],
    wishes: Mapping[str, Any],
    not_workers: frozenset[str] | None,
    on: date,
    at: datetime,
) -> None:
    """Let something else be so of somebody.

    Parameters
    ----------
    seen
        The version that was seen.
    said, wishes
        What is different, by the names of columns.
    not_workers
        All those who must never be theirs; None to leave that as it is.

    Raises
    ------
    ChangedMeanwhile
        If somebody else changed them since.
    NotThere
        If they name a worker who is not of their service.
    NotNow, BreaksARule
        If that cannot be so, as things are or ever.
    """
    with store.unit(author_id=actor.account_id, at=at) as unit:
        person = changing.held_as_seen(unit, person_id, seen, on=on)
        _check_supported(person, said)
        plainly = {name: each for name, each in said.items() if name != "status"}
        changing.become(unit, PEOPLE, person, plainly)
        if wishes or not_workers is not None:
            changing.wish(unit, person, wishes, not_workers)
        if "status" in said:
            _let_stand(unit, person_id, said["status"], on)


def put_transition(
    store: Store,
    actor: Actor,
    person_id: str,
    *,
    seen: int,
    happened_on: date | None,
    expected_on: date | None,
    on: date,
    at: datetime,
) -> None:
    """Say when somebody moved into the community, or is expected to.

    Raises
    ------
    ChangedMeanwhile
        If somebody else changed them since.
    BreaksARule
        If it is said to have happened on a day to come; or so long ago that support, if
        it goes on, would be over.
    """
    if happened_on is not None and happened_on > on:
        msg = "A transition on a day to come has not happened yet."
        raise BreaksARule(msg, hint="Say it as the day that is expected.")
    dates = {"happened_on": happened_on, "expected_on": expected_on}
    with store.unit(author_id=actor.account_id, at=at) as unit:
        person = changing.held_as_seen(unit, person_id, seen, on=on)
        if person["status"] is None and happened_on is not None:
            msg = "Their support has not started."
            raise NotNow(msg, hint="Say the day that is expected.")
        if happened_on is not None and person["status"] is not Status.CLOSED:
            check_not_over(person, happened_on, on)
        changing.put_one(unit, TRANSITIONS, person, dates)


def put_pause(
    store: Store,
    actor: Actor,
    person_id: str,
    *,
    seen: int,
    from_on: date,
    review_on: date | None,
    on: date,
    at: datetime,
) -> None:
    """Let somebody's support wait, or wait otherwise.

    Raises
    ------
    ChangedMeanwhile
        If somebody else changed them since.
    NotNow
        If they are not supported.
    BreaksARule
        If it is reviewed before it begins, or begins before support did.
    """
    if review_on is not None and review_on <= from_on:
        msg = "A pause is reviewed after it has begun."
        raise BreaksARule(msg, hint="Choose a later day, or none.")
    with store.unit(author_id=actor.account_id, at=at) as unit:
        person = changing.held_as_seen(unit, person_id, seen, on=on)
        check_begun(person, from_on)
        changing.pause(unit, person, from_on=from_on, review_on=review_on)


def end_pause(
    store: Store, actor: Actor, person_id: str, *, seen: int, on: date, at: datetime
) -> None:
    """Let somebody's support go on.

    Raises
    ------
    ChangedMeanwhile
        If somebody else changed them since.
    NotNow
        If it does not wait.
    """
    with store.unit(author_id=actor.account_id, at=at) as unit:
        changing.go_on(unit, changing.held_as_seen(unit, person_id, seen, on=on))


def transitions_said(
    store: Store, service_id: str, person_id: str, *, after: Place | None, limit: int
) -> Sequence[Said]:
    """Return what was said of somebody's transition date, newest first.

    Raises
    ------
    UnknownCursor
        If nothing of the kind was said at that place.
    """
    with store.reading() as connection:
        return said_of(
            connection,
            service_id,
            person_id,
            TRANSITIONS.name,
            after=after,
            limit=limit,
        )


def _check_supported(person: Mapping[str, Any], said: Mapping[str, Any]) -> None:
    if person["status"] is None and {"status", "keep_worker"} & set(said):
        msg = "Their support has not started."
        raise NotNow(msg, hint="Give them a worker first, or withdraw the referral.")


def _let_stand(unit: Unit, person_id: str, status: Status, on: date) -> None:
    person = as_on(unit.row(PEOPLE, person_id), on)
    if status is Status.CLOSED:
        changing.close(unit, person, on=on)
    elif person["status"] is Status.PAUSED:
        changing.go_on(unit, person)
    else:
        since = person["started_on"] or on
        now = {"status": status, "started_on": since}
        changing.become(unit, PEOPLE, person, now)
