"""Let the overloads that somebody has to answer become those of a plan.

An answer holds for the overload it was given to. A greater one owes an answer of its
own; one that is planned no longer owes none, unless it has been answered: that stays.
"""

from collections.abc import Sequence

from sqlalchemy import select

from cti.store.plain import Values
from cti.store.tables import ANSWERS_OWED
from cti.store.unit import Unit, as_values

SAID = ("from_on", "to_on", "over")
"""What a plan says of an overload."""


def owe(
    unit: Unit, service_id: str, overloads: Sequence[Values], *, plan_id: str
) -> Sequence[Values]:
    """Let what is owed be as a plan's overloads say.

    Returns
    -------
    The overloads nobody owed an answer to before.
    """
    table = ANSWERS_OWED
    ours = select(table).where(table.c.service_id == service_id)
    there = [as_values(row) for row in unit.connection.execute(ours)]
    answered = [row for row in there if row["answer"] is not None]
    owing = [row for row in there if row["answer"] is None]
    new = []
    for overload in overloads:
        if any(_is_of(row, overload) and _is_enough(row, overload) for row in answered):
            continue
        row = next((row for row in owing if _is_of(row, overload)), None)
        if row is None:
            new.append(overload)
        else:
            owing.remove(row)
            _become(unit, row, overload, plan_id)
    for row in owing:
        unit.remove(table, row["id"], version=row["version"])
    unit.add(
        table,
        service_id,
        [
            {
                **{name: overload[name] for name in SAID},
                "worker_id": overload["worker_id"],
                "plan_id": plan_id,
                "words": "",
            }
            for overload in new
        ],
    )
    return new


def _is_of(row: Values, overload: Values) -> bool:
    return bool(
        row["worker_id"] == overload["worker_id"]
        and row["from_on"] <= overload["to_on"]
        and overload["from_on"] <= row["to_on"]
    )


def _is_enough(row: Values, overload: Values) -> bool:
    return bool(row["over"] >= overload["over"])


def _become(unit: Unit, row: Values, overload: Values, plan_id: str) -> None:
    differing = {name: overload[name] for name in SAID if row[name] != overload[name]}
    if differing:
        values = {**differing, "plan_id": plan_id}
        unit.change(ANSWERS_OWED, row["id"], version=row["version"], values=values)
