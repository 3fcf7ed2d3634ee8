"""The overloads of the plan in force, and the answers given to overloads.

Nothing is kept of what is owed: it follows from the plan and the answers. So an answer
holds when the next plan has the same overload or a smaller one, and does not when it
has a greater one.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, func, select

from cti.calendar import on_the_wall
from cti.caseload.casework.overloads import (
    AnswerKind,
    Overload,
    OverloadAnswer,
    answers_owed,
)
from cti.errors import ChangedMeanwhile, NotThere
from cti.plans.life import PlanState
from cti.store.plain import Values
from cti.store.tables import OVERLOAD_ANSWERS, PLAN_OVERLOADS, PLANS
from cti.store.unit import Unit

FIRST = 1
"""The number of the first answer to an overload."""


def overloads_of(connection: Connection, plan_id: str) -> Sequence[Overload]:
    """Return the overloads a plan has, in order of time."""
    own = (
        select(PLAN_OVERLOADS)
        .where(PLAN_OVERLOADS.c.plan_id == plan_id)
        .order_by(PLAN_OVERLOADS.c.from_on, PLAN_OVERLOADS.c.worker_id)
    )
    return [_overload(row) for row in connection.execute(own)]


def answers_in(connection: Connection, service_id: str) -> Sequence[OverloadAnswer]:
    """Return every answer in a service, in the order in which they were given."""
    given = (
        select(
            OVERLOAD_ANSWERS.c.kind,
            OVERLOAD_ANSWERS.c.until_on,
            OVERLOAD_ANSWERS.c.words,
            OVERLOAD_ANSWERS.c.answered_by,
            OVERLOAD_ANSWERS.c.answered_at,
            *PLAN_OVERLOADS.c,
        )
        .join(
            PLAN_OVERLOADS, PLAN_OVERLOADS.c.id == OVERLOAD_ANSWERS.c.plan_overload_id
        )
        .where(OVERLOAD_ANSWERS.c.service_id == service_id)
        .order_by(
            OVERLOAD_ANSWERS.c.answered_at,
            OVERLOAD_ANSWERS.c.number,
            OVERLOAD_ANSWERS.c.id,
        )
    )
    return [
        OverloadAnswer(
            given_to=_overload(row),
            kind=row.kind,
            until_on=row.until_on,
            words=row.words,
            answered_by=row.answered_by,
            answered_at=row.answered_at,
        )
        for row in connection.execute(given)
    ]


def newly_owed(unit: Unit, plan: Values) -> Sequence[Overload]:
    """Return what a plan owes an answer to that the plan before it did not."""
    connection, today = unit.connection, on_the_wall(unit.at).date()
    answers = answers_in(connection, plan["service_id"])
    before = connection.execute(
        select(PLANS.c.id).where(PLANS.c.superseded_by == plan["id"])
    ).scalar_one_or_none()
    known = answers_owed(overloads_of(connection, before or ""), answers, on=today)
    owed = answers_owed(overloads_of(connection, plan["id"]), answers, on=today)
    return [each for each in owed if not any(each.meets(other) for other in known)]


def give_answer(
    unit: Unit,
    overload_id: str,
    *,
    kind: AnswerKind,
    until_on: date | None,
    words: str,
    version: int,
) -> str:
    """Answer an overload of the plan in force, and return the answer's id.

    Parameters
    ----------
    until_on
        The first day on which an accepted overload needs another answer.
    version
        The number the answer is to have: one more than there were when its author
        looked.

    Raises
    ------
    NotThere
        If no published plan has such an overload.
    BreaksARule
        If it is accepted without a day or until one that is not to come, or another
        answer has one.
    ChangedMeanwhile
        If somebody else has answered it since, or published another plan.
    """
    plan, overload = _to_answer(unit, overload_id)
    answer = OverloadAnswer(
        given_to=overload,
        kind=kind,
        until_on=until_on,
        words=words,
        answered_by=unit.author_id,
        answered_at=unit.at,
    )
    is_in_force = plan.state is PlanState.PUBLISHED
    if not is_in_force or version != next_number(unit.connection, overload_id):
        raise ChangedMeanwhile(OVERLOAD_ANSWERS.name)
    row = {
        "plan_overload_id": overload_id,
        "number": version,
        "kind": answer.kind,
        "until_on": answer.until_on,
        "words": answer.words,
        "answered_by": answer.answered_by,
        "answered_at": answer.answered_at,
    }
    return unit.add(OVERLOAD_ANSWERS, plan.service_id, [row])[0]


def service_of(connection: Connection, overload_id: str) -> str | None:
    """Return the service whose plan has an overload; None if there is no such one."""
    theirs = (
        select(PLANS.c.service_id)
        .join(PLAN_OVERLOADS, PLAN_OVERLOADS.c.plan_id == PLANS.c.id)
        .where(PLAN_OVERLOADS.c.id == overload_id)
    )
    return connection.execute(theirs).scalar_one_or_none()


def next_number(connection: Connection, overload_id: str) -> int:
    """Return the number that the next answer to an overload will have."""
    given = select(func.count()).where(
        OVERLOAD_ANSWERS.c.plan_overload_id == overload_id
    )
    return FIRST + connection.execute(given).scalar_one()


def next_numbers(connection: Connection, plan_id: str) -> Mapping[str, int]:
    """Return the same for every overload of a plan that has an answer already."""
    given = (
        select(OVERLOAD_ANSWERS.c.plan_overload_id, func.count())
        .join(
            PLAN_OVERLOADS, PLAN_OVERLOADS.c.id == OVERLOAD_ANSWERS.c.plan_overload_id
        )
        .where(PLAN_OVERLOADS.c.plan_id == plan_id)
        .group_by(OVERLOAD_ANSWERS.c.plan_overload_id)
    )
    return {row_id: FIRST + many for row_id, many in connection.execute(given)}


def _to_answer(unit: Unit, overload_id: str) -> tuple[Row[Any], Overload]:
    """Return a plan and its overload, and hold the plan as it is until the end."""
    found = unit.connection.execute(
        select(PLANS.c.state, PLANS.c.service_id, *PLAN_OVERLOADS.c)
        .join(PLAN_OVERLOADS, PLAN_OVERLOADS.c.plan_id == PLANS.c.id)
        .where(PLAN_OVERLOADS.c.id == overload_id)
        .with_for_update(of=PLANS)
    ).first()
    if found is None or found.state is PlanState.DRAFT:
        raise NotThere(PLAN_OVERLOADS.name)
    return found, _overload(found)


def _overload(row: Row[Any]) -> Overload:
    return Overload(
        overload_id=row.id,
        worker_id=row.worker_id,
        from_on=row.from_on,
        to_on=row.to_on,
        over=row.over,
    )
