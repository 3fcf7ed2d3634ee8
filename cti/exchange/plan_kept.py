"""What a kept ``plan.json`` says of the plan that was in force before it."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from fractions import Fraction
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from cti.caseload.caseload import Appointment, PlanInForce, Promise
from cti.plans.document import Departure
from cti.plans.moved_meetings import MovedMeeting
from cti.units import PersonId, WorkerId

PLANS = 8
"""So many plans are not read again where the very same text is asked about again."""


def in_force_of(said: Mapping[str, Any] | None) -> PlanInForce | None:
    """Return what people had been told when a plan was made, as its JSON says it."""
    if said is None:
        return None
    return PlanInForce(
        on=date.fromisoformat(said["plan_date"]),
        promises=tuple(
            Promise(**{**each, "from_on": date.fromisoformat(each["from_on"])})
            for each in said["promises"]
        ),
        contacts=tuple(
            Appointment(**{**each, "at": datetime.fromisoformat(each["at"])})
            for each in said["contacts"]
        ),
    )


@lru_cache(maxsize=PLANS)
def told_before(text: str) -> PlanInForce | None:
    """Return what people had been told when a plan was made; None for nothing."""
    return in_force_of(_read(text).get("in_force"))


@lru_cache(maxsize=PLANS)
def changes_of(text: str) -> tuple[Departure, ...]:
    """Return what a plan changes against the plan in force when it was made."""
    return tuple(_departure(each) for each in _read(text).get("changes", ()))


@lru_cache(maxsize=PLANS)
def moved_meetings_of(text: str) -> tuple[MovedMeeting, ...]:
    """Return which meetings people were told of a plan does not keep."""
    return tuple(_moved_meeting(each) for each in _read(text).get("moved_meetings", ()))


@lru_cache(maxsize=PLANS)
def whys_of(text: str) -> Mapping[PersonId, str]:
    """Return the sentence beside each person of a plan, where there is one."""
    said = _read(text)
    rows = (*said.get("assignments", ()), *said.get("waiting", ()))
    whys = {PersonId(each["person_id"]): each["why"] for each in rows if each["why"]}
    return MappingProxyType(whys)


def _read(text: str) -> Mapping[str, Any]:
    # A plan has thousands of numbers, of which few are asked for: those become exact.
    said: Mapping[str, Any] = json.loads(text, parse_float=str)
    return said


def _departure(said: Mapping[str, Any]) -> Departure:
    price = said["keeping_costs"]
    return Departure(
        person_id=PersonId(said["person_id"]),
        from_worker=_worker(said["from_worker"]),
        to_worker=_worker(said["to_worker"]),
        on=date.fromisoformat(said["on"]),
        was_told=said["was_told"],
        keeping_costs=None if price is None else Fraction(price),
        said=said["said"],
    )


def _moved_meeting(said: Mapping[str, Any]) -> MovedMeeting:
    instead = said["now_at"]
    return MovedMeeting(
        person_id=PersonId(said["person_id"]),
        worker_id=WorkerId(said["worker_id"]),
        at=datetime.fromisoformat(said["at"]),
        now_worker_id=_worker(said["now_worker_id"]),
        now_at=None if instead is None else datetime.fromisoformat(instead),
        said=said["said"],
    )


def _worker(said: str | None) -> WorkerId | None:
    return None if said is None else WorkerId(said)


def why_of(text: str, person_id: str) -> str:
    """Return why a plan has somebody where it has them; empty if it does not say.

    What it changes for them comes first, if it changes anything.

    Parameters
    ----------
    person_id
        As their service knows them.
    """
    said = _read(text)
    changed = (each.get("said", "") for each in _about(said, "changes", person_id))
    placed = (
        each.get("why", "")
        for table in ("assignments", "waiting")
        for each in _about(said, table, person_id)
    )
    return next(filter(None, (*changed, *placed)), "")


def _about(
    said: Mapping[str, Any], table: str, person_id: str
) -> Iterator[Mapping[str, Any]]:
    return (each for each in said.get(table, ()) if each["person_id"] == person_id)
