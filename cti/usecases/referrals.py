"""Referrals: who waits for support; somebody new, other days, a withdrawal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cti.access import Actor
from cti.errors import NotThere
from cti.store import people_changing as changing
from cti.store import referrals as told
from cti.store.referrals import ReferralSeen, WhichReferrals
from cti.store.services import Place
from cti.store.tables import REFERRALS, SERVICES
from cti.store.unit import Store, new_id

__all__ = [
    "ReferralAt",
    "ReferralSeen",
    "WhichReferrals",
    "add_referral",
    "change_referral",
    "one_referral",
    "some_referrals",
    "withdraw",
]

OWN_ID = 12
"""Letters of the id somebody gets in their service if nobody brings one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralAt:
    """Somebody who was referred, and the version of them."""

    seen: ReferralSeen
    version: int


def some_referrals(
    store: Store,
    actor: Actor,
    which: WhichReferrals,
    *,
    on: date,
    after: Place | None,
    limit: int,
) -> Sequence[ReferralSeen]:
    """Return those who wait and whose planning this account may see, by name."""
    with store.reading() as connection:
        return told.referrals_seen(
            connection, actor, which, on=on, after=after, limit=limit
        )


def one_referral(store: Store, actor: Actor, person_id: str, *, on: date) -> ReferralAt:
    """Return how somebody was referred.

    Raises
    ------
    NotThere
        If they were not, or this account may not know of it.
    """
    with store.reading() as connection:
        return ReferralAt(
            seen=told.referral_seen(connection, actor, person_id, on=on),
            version=changing.version_of(connection, person_id),
        )


def add_referral(
    store: Store,
    actor: Actor,
    service_id: str,
    *,
    external_id: str | None,
    person: Mapping[str, Any],
    referral: Mapping[str, Any],
    wishes: Mapping[str, Any],
    not_workers: frozenset[str] | None,
    expected_on: date | None,
    at: datetime,
) -> str:
    """Let somebody new wait for support, and return their id.

    Parameters
    ----------
    external_id
        As their service knows them; None for a random one.
    person
        What is said of them, by the names of columns; the programme of the service
        unless another is said.

    Raises
    ------
    IdTaken
        If somebody else in the service has that id.
    NotThere
        If they name a worker who is not of the service.
    """
    with store.unit(author_id=actor.account_id, at=at) as unit:
        usual = {"programme": unit.row(SERVICES, service_id)["programme"]}
        return changing.add_referral(
            unit,
            service_id,
            external_id=external_id or new_id()[:OWN_ID],
            person={**usual, **person},
            referral=referral,
            wishes=wishes,
            not_workers=not_workers,
            expected_on=expected_on,
        )


def change_referral(
    store: Store,
    actor: Actor,
    person_id: str,
    said: Mapping[str, Any],
    *,
    seen: int,
    on: date,
    at: datetime,
) -> None:
    """Let other days or another priority hold.

    Raises
    ------
    NotThere
        If they were not referred.
    ChangedMeanwhile
        If somebody else changed them since.
    """
    with store.unit(author_id=actor.account_id, at=at) as unit:
        changing.held_as_seen(unit, person_id, seen, on=on)
        there = changing.of_person(unit, REFERRALS, person_id)
        if not there:
            raise NotThere(REFERRALS.name)
        changing.become(unit, REFERRALS, there[0], said)


def withdraw(
    store: Store, actor: Actor, person_id: str, *, seen: int, on: date, at: datetime
) -> None:
    """Let a referral come to nothing.

    Raises
    ------
    ChangedMeanwhile
        If somebody else changed them since.
    NotNow
        If their support has started, or ended.
    """
    with store.unit(author_id=actor.account_id, at=at) as unit:
        person = changing.held_as_seen(unit, person_id, seen, on=on)
        changing.withdraw(unit, person, on=on)
