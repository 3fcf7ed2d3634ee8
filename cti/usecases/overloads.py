"""Look at the overloads of the plan in force, and answer them."""

from dataclasses import dataclass
from datetime import date, datetime

from cti.access import Actor
from cti.caseload.casework.overloads import (
    AnswerKind,
    Overload,
    OverloadAnswer,
    answers_to,
    is_owed,
)
from cti.errors import NotThere
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
    with store.unit(author_id=author_id, at=at) as unit:
        return give_answer(
            unit,
            overload_id,
            kind=kind,
            until_on=until_on,
            words=words,
            version=version,
        )


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
    )
