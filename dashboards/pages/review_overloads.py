"""The overloads of a case review: what is so, what would help, what was answered."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from cti.calendar import DAYS_PER_WEEK, on_the_wall
from cti.caseload.casework.overloads import AnswerKind, OverloadAnswer
from cti.plans.document import Flag, FlagKind
from cti.plans.words import counted
from cti.units import WorkerId, format_load
from cti.usecases.opening_review import OpenedReview
from cti.usecases.overloads import OverloadSeen, TaskSeen
from cti.usecases.publishing import NameOf
from dashboards.pages.case_review import AnswerSaid, Choices, DecisionShown, Owed
from dashboards.pages.view import View
from dashboards.pages.words import full_day

KINDS: Choices = (
    (AnswerKind.MOVE.value, "Move somebody to another worker"),
    (AnswerKind.PAUSE_INTAKE.value, "Pause intake: nobody new for them"),
    (AnswerKind.ADD_COVER.value, "Add cover"),
    (AnswerKind.ACCEPT_UNTIL.value, "Accept it until a day"),
)
"""What may be answered, as it is offered."""

GONE = "As things are today, it no longer comes about."


def owed(
    view: View,
    opened: OpenedReview,
    seen: Sequence[OverloadSeen],
    *,
    tasks: Sequence[TaskSeen] = (),
    name_of: NameOf,
    address: str,
) -> tuple[Owed, ...]:
    """Lay out the overloads that are not over yet, those owed an answer first.

    Parameters
    ----------
    tasks
        Who still sees to which.
    """
    known = opened.ids.turned().worker
    found = [
        replace(
            _owed(
                view, each, WorkerId(known[each.overload.worker_id]), name_of, address
            ),
            seen_to=" ".join(
                _seen_to(view, opened, task, name_of)
                for task in tasks
                if _is_of(task, each)
            ),
        )
        for each in seen
        if each.overload.to_on >= view.document.on
    ]
    return tuple(sorted(found, key=lambda each: not each.is_owed))


def tasks_shown(
    view: View,
    opened: OpenedReview,
    tasks: Sequence[TaskSeen],
    seen: Sequence[OverloadSeen],
    *,
    name_of: NameOf,
    address: str,
) -> tuple[DecisionShown, ...]:
    """Lay out what was answered to overloads and is still to do, as decisions are.

    Parameters
    ----------
    seen
        The overloads of the plan in force: those can be answered anew.
    """
    return tuple(
        DecisionShown(
            address=f"{address}/overloads/tasks/{each.id}",
            change=next(
                (
                    f"{address}/overloads/{other.overload.overload_id}"
                    for other in seen
                    if _is_of(each, other)
                ),
                "",
            ),
            version=each.version,
            words=f"{_answered(each)}. {each.words}".strip(),
            about=f"{_worker(view, opened, each.worker_id)}, over the ceiling",
            owner=_owner(view, opened, each, name_of),
            due=view.when(each.task.due_on),
            is_late=each.task.is_late_on(view.document.on),
            decided=f"Over {view.span(each.from_on, each.to_on)}",
        )
        for each in tasks
    )


def unplanned(
    view: View, opened: OpenedReview, seen: Sequence[OverloadSeen]
) -> tuple[Owed, ...]:
    """Lay out the overloads that the plan in force does not have."""
    known = opened.ids.turned().worker
    planned = [
        (known[o.worker_id], o.from_on, o.to_on) for o in (s.overload for s in seen)
    ]
    return tuple(
        Owed(
            worker=view.names.worker(flag.worker_id),
            address="",
            when=view.span(*_days(view, flag)),
            much=_much(*_days(view, flag), format_load(flag.amount or Fraction(0))),
            message=flag.message,
            suggestion=flag.suggestion,
            is_owed=False,
            answers=(),
        )
        for flag in view.flags(FlagKind.OVER_CEILING)
        if not any(_meets(view, flag, *each) for each in planned)
    )


def said(answer: OverloadAnswer, name_of: NameOf) -> AnswerSaid:
    """Say what somebody answered."""
    wall = on_the_wall(answer.answered_at)
    return AnswerSaid(
        kind=_answered(answer),
        words=answer.words,
        by=f"{name_of(answer.answered_by)}, {full_day(wall.date())}",
    )


def _answered(what: OverloadAnswer | TaskSeen) -> str:
    if what.until_on is not None:
        return f"Accepted until {full_day(what.until_on)}"
    return dict(KINDS)[what.kind.value]


def _owed(
    view: View, seen: OverloadSeen, worker_id: WorkerId, name_of: NameOf, address: str
) -> Owed:
    over = seen.overload
    flags = [*_of(view, worker_id, over.from_on, over.to_on)]
    return Owed(
        worker=view.names.worker(worker_id),
        address=f"{address}/overloads/{over.overload_id}",
        when=view.span(over.from_on, over.to_on),
        much=_much(over.from_on, over.to_on, format_load(over.over)),
        message=flags[0].message if flags else GONE,
        suggestion=flags[0].suggestion if flags else "",
        is_owed=seen.is_owed,
        answers=tuple(said(each, name_of) for each in reversed(seen.answers)),
    )


def _is_of(task: TaskSeen, seen: OverloadSeen) -> bool:
    over = seen.overload
    same = task.worker_id == over.worker_id
    return same and task.from_on <= over.to_on and over.from_on <= task.to_on


def _seen_to(view: View, opened: OpenedReview, task: TaskSeen, name_of: NameOf) -> str:
    owner, due = _owner(view, opened, task, name_of), view.when(task.task.due_on)
    return f"{owner} sees to it by {due.day}."


def _owner(view: View, opened: OpenedReview, seen: TaskSeen, name_of: NameOf) -> str:
    task = seen.task
    if task.account_id is not None:
        return name_of(task.account_id)
    return _worker(view, opened, task.owner_id or "")


def _worker(view: View, opened: OpenedReview, row: str) -> str:
    return view.names.worker(WorkerId(opened.ids.turned().worker[row]))


def _of(view: View, worker_id: WorkerId, first: date, last: date) -> Iterator[Flag]:
    for flag in view.flags(FlagKind.OVER_CEILING):
        if _meets(view, flag, worker_id, first, last):
            yield flag


def _meets(view: View, flag: Flag, worker_id: str, first: date, last: date) -> bool:
    begins, ends = _days(view, flag)
    return flag.worker_id == worker_id and begins <= last and first <= ends


def _days(view: View, flag: Flag) -> tuple[date, date]:
    return flag.from_on or view.document.on, flag.to_on or view.horizon.end


def _much(first: date, last: date, over: str) -> str:
    weeks = counted((last - first).days // DAYS_PER_WEEK + 1, "week")
    return f"{weeks}, over by {over}"
