"""What came of a question asked of a plan, in one sentence."""

from collections.abc import Callable, Mapping

from cti.plans.answers import Answer, Over, spared
from cti.plans.compare import Change, ChangeKind
from cti.plans.facts import PlanFacts
from cti.plans.questions import QuestionKind
from cti.plans.ways import WayKind
from cti.plans.words import counted, listed, sce_weeks, sentence
from cti.units import Points, format_points

MOST_NAMED = 3
"""So many changes for others are named; the rest are counted."""


def in_one_sentence(facts: PlanFacts, found: Answer, *, where: str = "") -> str:
    """Say what would become of somebody, of the ceilings, the price, and who else.

    Parameters
    ----------
    where
        A clause that says where that holds, if it is not the question alone.
    """
    turn = _turn(facts, found)
    begins = ", ".join(filter(None, (where or _lead(facts, found), turn)))
    price = _price(found, is_better=not where)
    turns = listed(filter(None, (_over_turn(facts, found), price)))
    apart = "; " if turn else ", "
    others = listed(_for_others(facts, found))
    return sentence(f"{begins}{apart}{turns}{f', with {others}' if others else ''}")


def keeping(facts: PlanFacts, found: Answer) -> str:
    """Say what it costs the team that somebody keeps the worker they have.

    Parameters
    ----------
    found
        The answer to what would be with somebody else.

    Returns
    -------
    Empty where the plan does not have them stay.
    """
    way = facts.ways[found.question.person_id]
    asked_for_else = found.question.kind is QuestionKind.SOMEBODY_ELSE
    if way.kind is not WayKind.STAYS or not asked_for_else:
        return ""
    less = spared(facts, found)
    told = f"keeping {facts.words.worker(way.worker_id)} {_kept_at(less)}"
    if found.difference < 0:
        return sentence(f"{told}, but a better plan without was found")
    judged = "as good" if found.difference == 0 else "worse"
    costs = less.sce_weeks > 0 or less.weeks > 0
    return sentence(told + costs * f"; a change of worker was judged {judged}")


def _kept_at(less: Over) -> str:
    """Say what keeping costs or saves, in SCE-weeks and in weeks over."""
    if not less.sce_weeks and not less.weeks:
        return "costs the team nothing over the ceiling"
    mondays = f"on {_more(less.weeks, 'Monday')}"
    if not less.sce_weeks:
        return f"means as many SCE-weeks over the ceiling, {mondays}"
    verb = "costs" if less.sce_weeks > 0 else "saves"
    amount = sce_weeks(abs(less.sce_weeks))
    but = ", but" if less.sce_weeks * less.weeks < 0 else ","
    return f"{verb} the team {amount} over the ceiling{but} {mondays}"


def _more(number: int, thing: str) -> str:
    """Say how many more or fewer.

    >>> _more(1, "Monday"), _more(-2, "Monday"), _more(0, "Monday")
    ('1 more Monday', '2 fewer Mondays', 'as many Mondays')
    """
    if not number:
        return f"as many {thing}s"
    return counted(abs(number), f"{'more' if number > 0 else 'fewer'} {thing}")


def _lead(facts: PlanFacts, found: Answer) -> str:
    question, words = found.question, facts.words
    if question.kind is QuestionKind.SOONER:
        return "sooner"
    if question.kind is QuestionKind.PLACED:
        return "if not left waiting"
    if question.kind is QuestionKind.THIS_WORKER:
        return f"with {words.worker(question.worker_id)} instead"
    if question.worker_id is None:
        return "with somebody instead of nobody"
    return f"without {words.worker(question.worker_id)}"


def _turn(facts: PlanFacts, found: Answer) -> str:
    """Say what would become of the person; empty if the question says it all."""
    question, words = found.question, facts.words
    now, then = (each.ways[question.person_id] for each in (facts, found.instead))
    person, worker = words.person(question.person_id), words.worker(then.worker_id)
    if then.worker_id is None:
        return f"{person} would have {_NOTHING[then.kind]}"
    day = words.day(facts.horizon.mondays[then.from_week])
    on = "" if then.from_week == now.from_week else f" on {day}"
    if question.kind is QuestionKind.THIS_WORKER:
        return f"{person} would {_DO[then.kind]}{on}" if on else ""
    return f"{person} would {_DO[then.kind]} {_TO[then.kind]} {worker}{on}"


def _over_turn(facts: PlanFacts, found: Answer) -> str:
    more = -spared(facts, found).sce_weeks
    if not more:
        return ""
    turn = "more" if more > 0 else "fewer"
    return f"the team would be {sce_weeks(abs(more), turn)} over the ceiling"


def _price(found: Answer, *, is_better: bool) -> str:
    """Say the price, and how far it is proven.

    Parameters
    ----------
    is_better
        Whether a plan that costs less is a better one by the same rules.
    """
    points, plan = found.difference, "the plan would cost"
    if points < 0:
        better = " (a better plan than this one)" if is_better else ""
        at_least = "" if found.is_proven else "at least "
        return f"{plan} {at_least}{_points(-points)} less{better}"
    if points == 0:
        return f"{plan} {'the same' if found.is_proven else 'no more'}"
    if found.is_proven:
        return f"{plan} {_points(points)} more (proven)"
    least = found.at_least
    proven = f" (proven: at least {format_points(least)})" if least > 0 else ""
    return f"{plan} at most {_points(points)} more{proven}"


def _points(points: Points) -> str:
    return f"{format_points(points)} {'point' if points == 1 else 'points'}"


def _for_others(facts: PlanFacts, found: Answer) -> list[str]:
    changes = found.for_others
    named = changes if len(changes) <= MOST_NAMED + 1 else changes[:MOST_NAMED]
    said = [_CHANGING[change.kind](facts, change) for change in named]
    more = len(changes) - len(named)
    return [*said, f"{more} more changes"] if more else said


def _other_worker(facts: PlanFacts, change: Change) -> str:
    words = facts.words
    person, worker = words.person(change.person_id), words.worker(change.to_worker)
    had = facts.caseload.person[change.person_id].worker_id
    if change.to_worker == had:
        return f"{person} staying with {worker}"
    on = "" if change.on == facts.horizon.start else f" on {words.day(change.on)}"
    if change.from_worker in {had, None}:
        return f"{person} moving to {worker}{on}"
    instead = words.worker(change.from_worker)
    return f"{person} moving to {worker}{on} instead of {instead}"


def _nobody(facts: PlanFacts, change: Change) -> str:
    day = facts.words.day(change.on)
    return f"{facts.words.person(change.person_id)} having nobody from {day}"


def _starting(facts: PlanFacts, change: Change) -> str:
    words = facts.words
    person = words.person(change.person_id)
    same_worker = change.from_worker == change.to_worker
    who = "" if same_worker else f" with {words.worker(change.to_worker)}"
    on = "" if change.on == change.before_on else f" on {words.day(change.on)}"
    return f"{person} starting{who}{on}"


def _not_starting(facts: PlanFacts, change: Change) -> str:
    return f"{facts.words.person(change.person_id)} not starting in this plan"


_DO: Mapping[WayKind, str] = {
    WayKind.STAYS: "stay",
    WayKind.MOVES: "move",
    WayKind.HANDED_OVER: "move",
    WayKind.STARTS: "start",
}
_TO: Mapping[WayKind, str] = {
    WayKind.STAYS: "with",
    WayKind.MOVES: "to",
    WayKind.HANDED_OVER: "to",
    WayKind.STARTS: "with",
}
_NOTHING: Mapping[WayKind, str] = {
    WayKind.WAITS: "no start in this plan",
    WayKind.UNCOVERED: "nobody",
}
"""What becomes of somebody, in words."""

_CHANGING: Mapping[ChangeKind, Callable[[PlanFacts, Change], str]] = {
    ChangeKind.OTHER_WORKER: _other_worker,
    ChangeKind.NOBODY: _nobody,
    ChangeKind.STARTS: _starting,
    ChangeKind.STARTS_OTHERWISE: _starting,
    ChangeKind.STARTS_NO_LONGER: _not_starting,
}
