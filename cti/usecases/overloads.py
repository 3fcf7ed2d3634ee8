"""Look at the overloads of the plan in force, and answer them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cti.access import Actor
from cti.caseload.casework.overloads import (
    AnswerKind,
    Overload,
    OverloadAnswer,
    OverloadTask,
    answers_to,
    is_owed,
)
from cti.errors import NotThere
from cti.store import overload_tasks
from cti.store.overload_tasks import TaskSeen
from cti.store.overloads import (
    FIRST,
    answers_in,
    give_answer,
    next_numbers,
    overloads_of,
    service_of,
)
from cti.store.plans import plan_in_force
from cti.store.unit import Store

__all__ = ["TaskSeen"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OverloadSeen:
    """An overload of the plan in force, and what was said of it.

    Attributes
    ----------
    overload
        Its worker goes by their row.
    version
        Which its reader saw; who answers it says so.
    is_owed
        Whether somebody has to answer it, or to answer it again.
    answers
        Those that are for it, in the order in which they were given; the last one
        counts. Some may have been given to an overload of an earlier plan, in some of
        the same weeks and at least as great.
    """

    overload: Overload
    version: int
    is_owed: bool
    answers: tuple[OverloadAnswer, ...]


def overloads_in(
    store: Store, service_id: str, *, on: date
) -> tuple[OverloadSeen, ...]:
    """Return the overloads of a service's plan in force, in order of time.

    Parameters
    ----------
    on
        The local day: an overload is accepted until a day.
    """
    with store.reading() as connection:
        plan = plan_in_force(connection, service_id)
        if plan is None:
            return ()
        answers = answers_in(connection, service_id)
        number = next_numbers(connection, plan["id"])
        return tuple(
            OverloadSeen(
                overload=overload,
                version=number.get(overload.overload_id, FIRST),
                is_owed=is_owed(overload, answers, on=on),
                answers=answers_to(overload, answers),
            )
            for overload in overloads_of(connection, plan["id"])
        )


def answers_owed_in(
    store: Store, service_id: str, *, on: date
) -> tuple[OverloadSeen, ...]:
    """Return the overloads that somebody in a service has to answer on a day."""
    return tuple(
        each for each in overloads_in(store, service_id, on=on) if each.is_owed
    )


def answer_overload(
    store: Store,
    overload_id: str,
    *,
    kind: AnswerKind,
    until_on: date | None = None,
    words: str = "",
    author_id: str,
    at: datetime,
    version: int,
    task: OverloadTask | None = None,
) -> str:
    """Answer an overload, and return the answer's id.

    It stays as it was said; a new one supersedes it.

    Parameters
    ----------
    until_on
        The first day on which an accepted overload needs another answer.
    words
        Anything to be said of it.
    version
        The one its author saw.
    task
        Who sees to it and by when; None for nobody in particular.

    Raises
    ------
    NotThere
        If no published plan has such an overload, or its owner is neither a worker nor
        a leader of the service.
    BreaksARule
        If it is accepted without a day or until one that is not to come, or another
        answer has one.
    ChangedMeanwhile
        If somebody else has answered it since, or published another plan.
    """
    with store.unit(author_id=author_id, at=at) as unit:
        answer_id = give_answer(
            unit,
            overload_id,
            kind=kind,
            until_on=until_on,
            words=words,
            version=version,
        )
        if task is not None:
            service_id = service_of(unit.connection, overload_id) or ""
            overload_tasks.add_task(unit, service_id, answer_id, task)
        return answer_id


def answer_in(
    store: Store,
    actor: Actor,
    service_id: str,
    overload_id: str,
    *,
    kind: AnswerKind,
    until_on: date | None,
    words: str,
    version: int,
    at: datetime,
    task: OverloadTask | None = None,
) -> str:
    """Answer an overload of a service, and return the answer's id.

    Raises
    ------
    NotThere
        If no published plan of the service has such an overload.
    BreaksARule, ChangedMeanwhile
        As for `answer_overload`.
    """
    with store.reading() as connection:
        if service_of(connection, overload_id) != service_id:
            raise NotThere(kind="overloads")
    return answer_overload(
        store,
        overload_id,
        kind=kind,
        until_on=until_on,
        words=words,
        author_id=actor.account_id,
        at=at,
        version=version,
        task=task,
    )


def tasks_to_do(store: Store, service_id: str) -> Sequence[TaskSeen]:
    """Return who still sees to which overload, what is due first in front."""
    with store.reading() as connection:
        return overload_tasks.tasks_to_do(connection, service_id)


def leaders_of(store: Store, service_id: str) -> Sequence[tuple[str, str]]:
    """Return the leaders of a service who are no workers: account and name."""
    with store.reading() as connection:
        return overload_tasks.leaders_of(connection, service_id)


def finish_task(
    store: Store,
    actor: Actor,
    service_id: str,
    task_id: str,
    *,
    version: int,
    on: date,
    at: datetime,
) -> None:
    """Say that what was answered to an overload is done.

    Raises
    ------
    NotThere
        If there is no such task in the service.
    ChangedMeanwhile
        If somebody else has said so already.
    """
    with store.unit(author_id=actor.account_id, at=at) as unit:
        overload_tasks.finish(unit, service_id, task_id, version=version, done_on=on)
