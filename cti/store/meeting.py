"""Let the meetings people expect become those of a plan.

A meeting that only moves stays the same meeting, with a higher version: a calendar can
tell that it moved. One that is planned no longer stays too, as cancelled.
"""

from collections.abc import Callable, Hashable, Sequence
from datetime import datetime

from cti.plans.life import MeetingState
from cti.store.plain import Values
from cti.store.plans import standing
from cti.store.tables import PLANNED_CONTACTS
from cti.store.unit import Unit

SAID = ("at", "worker_id", "minutes", "kind", "place", "locality", "cover")
"""What a plan says of a meeting."""

Key = Callable[[Values], Hashable]


def meet(
    unit: Unit,
    service_id: str,
    contacts: Sequence[Values],
    *,
    plan_id: str,
    since: datetime,
) -> None:
    """Let the meetings from a moment on be as a plan's contacts say.

    Parameters
    ----------
    since
        What was before it has been, and stays as it is.
    """
    there = [*standing(unit.connection, service_id, since=since)]
    wanted = [each for each in contacts if each["at"] >= since]
    for key in (_same, _moved):
        for row, contact in _pairs(there, wanted, key):
            there.remove(row)
            wanted.remove(contact)
            _become(unit, row, contact, plan_id)
    for row in there:
        cancelled = {"state": MeetingState.CANCELLED, "plan_id": plan_id}
        unit.change(
            PLANNED_CONTACTS, row["id"], version=row["version"], values=cancelled
        )
    unit.add(
        PLANNED_CONTACTS,
        service_id,
        [
            {
                **{name: contact[name] for name in SAID},
                "person_id": contact["person_id"],
                "plan_id": plan_id,
                "state": MeetingState.PLANNED,
            }
            for contact in wanted
        ],
    )


def _same(meeting: Values) -> Hashable:
    return meeting["person_id"], meeting["worker_id"], meeting["at"]


def _moved(meeting: Values) -> Hashable:
    return meeting["person_id"], meeting["worker_id"], meeting["kind"]


def _pairs(
    there: Sequence[Values], wanted: Sequence[Values], key: Key
) -> list[tuple[Values, Values]]:
    """Pair what is alike; of several alike the first in time with the first."""
    free: dict[Hashable, list[Values]] = {}
    for row in there:
        free.setdefault(key(row), []).append(row)
    return [
        (free[key(each)].pop(0), each)
        for each in sorted(wanted, key=lambda each: each["at"])
        if free.get(key(each))
    ]


def _become(unit: Unit, row: Values, contact: Values, plan_id: str) -> None:
    differing = {name: contact[name] for name in SAID if row[name] != contact[name]}
    if differing:
        unit.change(
            PLANNED_CONTACTS,
            row["id"],
            version=row["version"],
            values={**differing, "plan_id": plan_id},
        )
