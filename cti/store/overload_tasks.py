"""Who sees to what was answered to an overload, and until when; carried until done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, and_, func, select

from cti.access import Role
from cti.caseload.casework.overloads import AnswerKind, OverloadTask
from cti.errors import NotThere
from cti.store.tables import (
    ACCOUNTS,
    MEMBERSHIPS,
    OVERLOAD_ANSWERS,
    OVERLOAD_TASKS,
    PLAN_OVERLOADS,
    WORKERS,
)
from cti.store.unit import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskSeen:
    """Something somebody sees to, because a worker is over the ceiling.

    Attributes
    ----------
    worker_id
        Who is over.
    from_on, to_on
        From when to when.
    kind, until_on, words
        What was answered.
    """

    id: str
    version: int
    task: OverloadTask
    worker_id: str
    from_on: date
    to_on: date
    kind: AnswerKind
    until_on: date | None
    words: str


def add_task(unit: Unit, service_id: str, answer_id: str, task: OverloadTask) -> str:
    """Let somebody see to an answer, and return the id of that.

    Raises
    ------
    NotThere
        If the owner is neither a worker nor a leader of the service.
    """
    _check_owner(unit.connection, service_id, task)
    row = {
        "overload_answer_id": answer_id,
        "owner_id": task.owner_id,
        "account_id": task.account_id,
        "due_on": task.due_on,
        "done_on": task.done_on,
    }
    return unit.add(OVERLOAD_TASKS, service_id, [row])[0]


def tasks_to_do(connection: Connection, service_id: str) -> Sequence[TaskSeen]:
    """Return what is still to do in a service, what is due first in front.

    What was answered anew, to the same overload, takes the place of what was before.
    """
    other = OVERLOAD_ANSWERS.alias()
    last = (
        select(func.max(other.c.number))
        .where(other.c.plan_overload_id == OVERLOAD_ANSWERS.c.plan_overload_id)
        .scalar_subquery()
    )
    query = (
        select(
            OVERLOAD_TASKS,
            OVERLOAD_ANSWERS.c.kind,
            OVERLOAD_ANSWERS.c.until_on,
            OVERLOAD_ANSWERS.c.words,
            PLAN_OVERLOADS.c.worker_id,
            PLAN_OVERLOADS.c.from_on,
            PLAN_OVERLOADS.c.to_on,
        )
        .join(
            OVERLOAD_ANSWERS,
            OVERLOAD_ANSWERS.c.id == OVERLOAD_TASKS.c.overload_answer_id,
        )
        .join(
            PLAN_OVERLOADS, PLAN_OVERLOADS.c.id == OVERLOAD_ANSWERS.c.plan_overload_id
        )
        .where(
            OVERLOAD_TASKS.c.service_id == service_id,
            OVERLOAD_TASKS.c.done_on.is_(None),
            OVERLOAD_ANSWERS.c.number == last,
        )
        .order_by(OVERLOAD_TASKS.c.due_on, OVERLOAD_TASKS.c.id)
    )
    return [
        TaskSeen(
            id=row.id,
            version=row.version,
            task=OverloadTask(
                owner_id=row.owner_id,
                account_id=row.account_id,
                due_on=row.due_on,
                done_on=row.done_on,
            ),
            worker_id=row.worker_id,
            from_on=row.from_on,
            to_on=row.to_on,
            kind=row.kind,
            until_on=row.until_on,
            words=row.words,
        )
        for row in connection.execute(query)
    ]


def finish(
    unit: Unit, service_id: str, task_id: str, *, version: int, done_on: date
) -> None:
    """Say that it is done.

    Raises
    ------
    NotThere
        If there is no such task in the service.
    ChangedMeanwhile
        If somebody else has said so already.
    """
    if unit.row(OVERLOAD_TASKS, task_id)["service_id"] != service_id:
        raise NotThere(OVERLOAD_TASKS.name)
    unit.change(OVERLOAD_TASKS, task_id, version=version, values={"done_on": done_on})


def leaders_of(connection: Connection, service_id: str) -> Sequence[tuple[str, str]]:
    """Return the leaders of a service who are no workers: account and name."""
    found = connection.execute(
        select(ACCOUNTS.c.id, ACCOUNTS.c.name)
        .join(MEMBERSHIPS, MEMBERSHIPS.c.account_id == ACCOUNTS.c.id)
        .where(_leads(service_id), MEMBERSHIPS.c.worker_id.is_(None))
        .order_by(ACCOUNTS.c.name, ACCOUNTS.c.id)
    )
    return [(row.id, row.name) for row in found]


def _leads(service_id: str) -> ColumnElement[bool]:
    return and_(
        MEMBERSHIPS.c.service_id == service_id,
        MEMBERSHIPS.c.role == Role.LEADER,
        ACCOUNTS.c.is_active,
    )


def _check_owner(connection: Connection, service_id: str, task: OverloadTask) -> None:
    if task.owner_id is not None:
        whose = select(WORKERS.c.id).where(
            WORKERS.c.id == task.owner_id,
            WORKERS.c.service_id == service_id,
            WORKERS.c.is_listed,
        )
    else:
        whose = (
            select(ACCOUNTS.c.id)
            .join(MEMBERSHIPS, MEMBERSHIPS.c.account_id == ACCOUNTS.c.id)
            .where(_leads(service_id), ACCOUNTS.c.id == task.account_id)
        )
    if connection.execute(whose).first() is None:
        raise NotThere(WORKERS.name)
