"""Decide about the changes of a draft one by one; the next plan holds to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from cti.access import Actor
from cti.errors import BreaksARule, NotThere
from cti.exchange.plan_kept import changes_of
from cti.plans.document import Departure
from cti.plans.life import PlanState
from cti.store import pinning
from cti.store.pinning import PinSeen
from cti.store.plans import Ids, document_of, plan_row
from cti.store.starting import as_on
from cti.store.tables import PEOPLE, PLANS
from cti.store.unit import Store, Unit
from cti.usecases.publishing import NameOf, Published, by_id, publish, why_stale

__all__ = ["Choice", "PinSeen", "decide", "may_be_kept", "pins_in", "unpin"]


class Choice(StrEnum):
    """What is decided about one change of a draft."""

    ACCEPT = "accept"
    KEEP = "keep"
    PIN = "pin"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pinned:
    """To whom a decision pins somebody."""

    person_id: str
    worker_id: str


def may_be_kept(departure: Departure) -> bool:
    """Whether somebody could be left with whom they are, as the rules are."""
    return departure.from_worker is not None and departure.keeping_costs is not None


def kept_of(choices: Mapping[str, Choice]) -> tuple[str, ...]:
    """Return the rows of those who are to be left as they are."""
    return tuple(each for each, said in choices.items() if said is Choice.KEEP)


def decide(
    store: Store,
    actor: Actor,
    plan_id: str,
    choices: Mapping[str, Choice],
    *,
    reason: str,
    seen_revision: int,
    on: date,
    at: datetime,
    name_of: NameOf = by_id,
) -> int:
    """Decide about changes of a draft, all of them or none.

    What is kept as it is pins somebody to the worker they were told of; what is pinned,
    to the worker the draft has. Accepting writes nothing: publishing does.

    Parameters
    ----------
    choices
        By the row of the person.
    reason
        What is kept with each pin.
    seen_revision
        The service's revision as the draft was read at.
    name_of
        What the author of an edit is called.

    Returns
    -------
    How many people were pinned. The draft is one of what is no longer so if any were.

    Raises
    ------
    NotThere
        If there is no such plan, or it changes nothing for one of the people.
    StalePlan
        If it is no draft any more, or anything in the service changed since.
    BreaksARule
        If nobody can be kept or pinned so.
    NotNow
        If support of one of them has ended.
    """
    service_id, pins = _pins(store, plan_id, choices)
    with store.unit(author_id=actor.account_id, at=at) as unit:
        unit.hold(service_id)
        is_as_seen = unit.revision(service_id) == seen_revision
        is_draft = plan_row(unit.connection, plan_id)["state"] is PlanState.DRAFT
        if is_as_seen and is_draft:
            for each in pins:
                _put(unit, each, reason=reason, on=on)
            return len(pins)
    raise why_stale(store, plan_id, seen_revision=seen_revision, at=at, name_of=name_of)


def publish_with(
    store: Store,
    actor: Actor,
    plan_id: str,
    choices: Mapping[str, Choice],
    *,
    reason: str,
    seen_revision: int,
    on: date,
    at: datetime,
    name_of: NameOf = by_id,
) -> Published:
    """Publish a draft with all its changes, and pin whom it was said to pin.

    Parameters
    ----------
    choices
        By the row of the person; nobody is kept as they are, for the draft moves them.
    reason, seen_revision, name_of
        As `decide` has them.

    Raises
    ------
    NotThere, StalePlan, BreaksARule, NotNow
        As with `decide`. Nothing is changed then.
    ValueError
        If somebody is to be kept as they are.
    """
    if Choice.KEEP in choices.values():
        msg = "a draft is published with all its changes"
        raise ValueError(msg)
    _, pins = _pins(store, plan_id, choices)

    def pin_them(unit: Unit) -> None:
        for each in pins:
            _put(unit, each, reason=reason, on=on)

    return publish(
        store,
        plan_id,
        author_id=actor.account_id,
        at=at,
        seen_revision=seen_revision,
        name_of=name_of,
        then=pin_them,
    )


def pins_in(store: Store, service_id: str) -> Sequence[PinSeen]:
    """Return everybody in a service who is pinned to a worker, by name."""
    with store.reading() as connection:
        return pinning.pins_of(connection, service_id)


def unpin(
    store: Store,
    actor: Actor,
    service_id: str,
    pin_id: str,
    *,
    version: int,
    at: datetime,
) -> None:
    """Take a pin away: the next plan is free to choose.

    Raises
    ------
    NotThere
        If the service has no such pin.
    ChangedMeanwhile
        If somebody else changed it since.
    """
    with store.unit(author_id=actor.account_id, at=at) as unit:
        pinning.unpin(unit, service_id, pin_id, version=version)


def _pins(
    store: Store, plan_id: str, choices: Mapping[str, Choice]
) -> tuple[str, Sequence[_Pinned]]:
    """Return the service of a draft, and whom it is decided to pin to whom."""
    with store.reading() as connection:
        row = plan_row(connection, plan_id)
        ids = Ids.of(connection, row["service_id"])
        changes = {
            ids.person.get(each.person_id, ""): each
            for each in changes_of(document_of(connection, plan_id))
        }
    return str(row["service_id"]), [
        _pin(ids, person_id, changes.get(person_id), choice)
        for person_id, choice in choices.items()
        if choice is not Choice.ACCEPT
    ]


def _pin(ids: Ids, person_id: str, change: Departure | None, choice: Choice) -> _Pinned:
    if change is None:
        raise NotThere(PLANS.name)
    if choice is Choice.KEEP and not may_be_kept(change):
        msg = "This cannot be left as it was."
        raise BreaksARule(msg, hint="Accept it, or decide who is to work with them.")
    worker = change.from_worker if choice is Choice.KEEP else change.to_worker
    if worker is None:
        msg = "Nobody can be pinned to nobody."
        raise BreaksARule(msg, hint="Accept it, or decide who is to work with them.")
    return _Pinned(person_id=person_id, worker_id=ids.worker.get(worker, ""))


def _put(unit: Unit, decided: _Pinned, *, reason: str, on: date) -> None:
    person = as_on(unit.row(PEOPLE, decided.person_id), on)
    pinning.pin(unit, person, decided.worker_id, reason=reason)
