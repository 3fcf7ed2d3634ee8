"""What workers say of how heavy their work feels: say it, list it, talk about it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from cti.access import Actor, Permission
from cti.caseload.casework.felt_weights import Feels, FeltWeight
from cti.errors import NotAllowed, NotThere
from cti.store import casework as kept
from cti.store.casework import Kept
from cti.store.keyset import Part, Place
from cti.store.people_seen import people_allowed
from cti.store.unit import Store

__all__ = [
    "FeltWeight",
    "Kept",
    "felt_of",
    "say_felt",
    "talk_about",
    "to_talk_about",
    "was_talked_about",
]


def say_felt(
    store: Store,
    actor: Actor,
    service_id: str,
    *,
    person_id: str | None,
    feels: Feels,
    words: str,
    on: date,
    at: datetime,
) -> Kept[FeltWeight]:
    """Keep a worker's word on how heavy their work feels.

    Parameters
    ----------
    person_id
        With whom; None if it is the whole caseload.

    Raises
    ------
    NotAllowed
        If the account is no worker's: nobody says it for another.
    """
    ours = actor.membership_in(service_id)
    if ours is None or ours.worker_id is None:
        raise NotAllowed(because="a worker says themselves how their work feels")
    felt = FeltWeight(
        worker_id=ours.worker_id,
        person_id=person_id,
        feels=feels,
        words=words,
        said_on=on,
    )
    with store.unit(author_id=actor.account_id, at=at) as unit:
        row_id = kept.add(unit, service_id, felt)
        return kept.kept_one(unit.connection, FeltWeight, row_id)


def felt_of(
    store: Store,
    service_id: str,
    *,
    person_id: str | None,
    after: Place,
    limit: int,
) -> Part[Kept[FeltWeight]]:
    """Return what workers said of their work with somebody, the first in front.

    Parameters
    ----------
    person_id
        With whom; None for what they said of their whole caseloads.
    """
    with store.reading() as connection:
        return kept.kept_part(
            connection,
            FeltWeight,
            after=after,
            limit=limit,
            service_id=service_id,
            person_id=person_id,
        )


def talk_about(
    store: Store,
    actor: Actor,
    service_id: str,
    felt_id: str,
    *,
    person_id: str | None,
    on: date | None,
    version: int,
    at: datetime,
) -> Kept[FeltWeight]:
    """Say on which day a felt weight was talked about, or that it was not.

    Raises
    ------
    NotThere
        If nobody said so of their work with this person, or of their whole caseload.
    ChangedMeanwhile
        If somebody else changed it since.
    """
    with store.unit(author_id=actor.account_id, at=at) as unit:
        having = {"id": felt_id, "service_id": service_id, "person_id": person_id}
        found = kept.kept_of(unit.connection, FeltWeight, **having)
        if not found:
            raise NotThere(kept.TABLE_OF[FeltWeight].name)
        felt = replace(found[0].what, talked_on=on)
        kept.change(unit, felt_id, felt, version=version)
        return kept.kept_one(unit.connection, FeltWeight, felt_id)


def to_talk_about(
    store: Store, actor: Actor, service_id: str, *, on: date
) -> Sequence[Kept[FeltWeight]]:
    """Return what nobody talked about yet, the first in front.

    Of work with somebody, only what is about people whose support the account may see.
    """
    with store.reading() as connection:
        found = kept.kept_of(connection, FeltWeight, service_id=service_id)
        needed = Permission.SUPPORT_READ
        seen = people_allowed(connection, actor, needed, service_id, on=on)
    return [
        each
        for each in found
        if each.what.talked_on is None
        and (each.what.person_id is None or each.what.person_id in seen)
    ]


def was_talked_about(
    store: Store,
    actor: Actor,
    service_id: str,
    felt_id: str,
    *,
    version: int,
    on: date,
    at: datetime,
) -> None:
    """Say that something was talked about today.

    Raises
    ------
    NotThere
        If it is none of what `to_talk_about` returns.
    ChangedMeanwhile
        If somebody else changed it since.
    """
    for each in to_talk_about(store, actor, service_id, on=on):
        if each.row_id == felt_id:
            person_id = each.what.person_id
            talk_about(
                store,
                actor,
                service_id,
                felt_id,
                person_id=person_id,
                on=on,
                version=version,
                at=at,
            )
            return
    raise NotThere(kept.TABLE_OF[FeltWeight].name)
