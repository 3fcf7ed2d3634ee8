"""Why each person is where the plan has them, in words, and why not with another."""

from collections.abc import Iterator, Mapping

from cti.plans.alternatives import Alternative
from cti.plans.blocked import refused
from cti.plans.effects import Effect, EffectKind, better, effects, in_words, worse
from cti.plans.facts import PlanFacts
from cti.plans.reasons import Beside, Cause, Reason, Role, reason, reasons
from cti.plans.statements import cause, statement
from cti.plans.ways import Way, WayKind
from cti.plans.wishes import WishKind
from cti.plans.words import sentence
from cti.units import PersonId, WorkerId, format_points


def why(facts: PlanFacts) -> Mapping[PersonId, str]:
    """Say why for everybody open and everybody referred."""
    return {
        person_id: in_sentences(facts, each)
        for person_id, each in reasons(facts).items()
    }


def in_sentences(facts: PlanFacts, found: Reason) -> str:
    """Say a reason: what the plan does, and what the alternatives would mean."""
    said = (sentence(statement(facts, found)), *compared(facts, found))
    return " ".join(said)


def compared(facts: PlanFacts, found: Reason) -> tuple[str, ...]:
    """Say what each alternative would mean, or what refuses it."""
    weighed = (_weighed(facts, found.way, each) for each in found.beside)
    return (*weighed, *_nobody_else(facts, found), *_refused(facts, found))


def because(facts: PlanFacts, found: Reason) -> str:
    """Say what makes somebody move, as a clause after "because"; empty if unsaid."""
    words, way = facts.words, found.way
    person = facts.caseload.person.get(way.person_id)
    if person is None or way.kind not in {WayKind.MOVES, WayKind.HANDED_OVER}:
        return ""
    if found.cause is Cause.WISHES_CHANGE:
        return "they would like a change of worker"
    if found.cause is Cause.PINNED:
        return f"of a pin ({cause(facts, found)})"
    if found.cause is not Cause.WEIGHED:
        return cause(facts, found)
    staying = (e.effects for e in found.beside if e.role is Role.STAYING)
    loss = in_words(words, way.person_id, worse(next(staying, ())))
    return loss and f"with {words.worker(person.worker_id)} {loss}"


def why_not(facts: PlanFacts, person_id: PersonId, worker_id: WorkerId) -> str:
    """Say why one worker does not hold somebody, or what it would mean if they did.

    The points it would cost follow in brackets.
    """
    words = facts.words
    person, worker = words.person(person_id), words.worker(worker_id)
    if person_id not in facts.ways:
        return f"{words.persons(person_id)} support is over, so nobody is planned."
    if worker_id == facts.ways[person_id].worker_id:
        return f"{worker} it is. {in_sentences(facts, reason(facts, person_id))}"
    for other in facts.alternatives[person_id]:
        if other.way.worker_id == worker_id:
            meant = _meant(facts, facts.ways[person_id], other)
            return f"{meant} ({format_points(other.points)} points.)"
    rules = (
        refusal.sentence
        for blocked in refused(facts, person_id)
        if blocked.worker_id == worker_id
        for refusal in blocked.refusals
    )
    return " ".join((f"{worker} may not take {person}.", *rules))


def why_not_each(facts: PlanFacts, person_id: PersonId) -> Mapping[WorkerId, str]:
    """Say of every other worker of the caseload why they do not hold somebody."""
    holder = facts.ways[person_id].worker_id if person_id in facts.ways else None
    return {
        worker_id: why_not(facts, person_id, worker_id)
        for worker_id in facts.caseload.worker
        if worker_id != holder
    }


def _meant(facts: PlanFacts, now: Way, other: Alternative) -> str:
    role = Role.STAYING if other.way.kind is WayKind.STAYS else Role.NEXT_BEST
    beside = Beside(role=role, alternative=other, effects=effects(facts, other))
    return _weighed(facts, now, beside, next_best=False)


def _weighed(
    facts: PlanFacts, now: Way, beside: Beside, *, next_best: bool = True
) -> str:
    """Say what an alternative would make worse, and what better."""
    other = beside.alternative
    told = _worth_telling(now, beside)
    loss = in_words(facts.words, other.way.person_id, worse(told))
    gain = in_words(facts.words, other.way.person_id, better(told))
    lead = _lead(facts, now, beside, next_best=next_best)
    if gain and loss:
        said = f"{lead}, {gain}, but {loss}"
    elif gain and now.kind is WayKind.STAYS and other.points > 0:
        said = f"{lead}, {gain}, which is too little for a change of worker"
    elif gain or loss:
        said = f"{lead}, {gain or loss}"
    else:
        said = f"{lead}, {_all_the_same(other)}"
    ending = " On the whole that would be better." if other.points < 0 else ""
    return sentence(said) + ending


def _all_the_same(other: Alternative) -> str:
    if other.points == 0:
        return "all would be as good"
    gained = other.points < 0
    return "nothing would speak against it" if gained else "nothing would be gained"


def _worth_telling(now: Way, beside: Beside) -> tuple[Effect, ...]:
    """Leave out what the sentence says already.

    A change of worker goes without saying, unless it is what outweighs a gain.
    """
    told = tuple(
        effect
        for effect in beside.effects
        if not (
            _is_the_one_asked_for(beside, effect)
            or (now.kind is WayKind.WAITS and effect.kind is EffectKind.NOT_PLACED)
            or (beside.role is Role.SOONER and effect.kind is EffectKind.WAITING)
        )
    )
    others = tuple(e for e in told if e.kind is not EffectKind.CHANGE_OF_WORKER)
    outweighs = bool(better(others)) and bool(worse(others))
    return told if outweighs else others


def _is_the_one_asked_for(beside: Beside, effect: Effect) -> bool:
    return (
        beside.role is Role.REQUESTED
        and effect.wish is not None
        and effect.wish.kind is WishKind.REQUESTED_WORKER
    )


def _lead(facts: PlanFacts, now: Way, beside: Beside, *, next_best: bool) -> str:
    words, way = facts.words, beside.alternative.way
    who = f"with {words.worker(way.worker_id)}"
    if beside.role is Role.REQUESTED:
        return f"{_when(facts, now, way, who)}, whom {_person(facts, way)} asked for"
    if beside.role is Role.AT_LEAVING:
        return f"moving only on {_day(facts, way)}"
    if beside.role is Role.SOONER:
        weeks = now.from_week - way.from_week
        when = f"{'a week' if weeks == 1 else f'{weeks} weeks'} sooner"
        with_whom = "" if way.worker_id == now.worker_id else f" {who}"
        return f"{when}, on {_day(facts, way)}{with_whom}"
    is_next = next_best and beside.role is Role.NEXT_BEST
    return f"{_when(facts, now, way, who)}{', the next best' if is_next else ''}"


def _when(facts: PlanFacts, now: Way, way: Way, who: str) -> str:
    if now.kind is WayKind.WAITS:
        return f"starting {who} on {_day(facts, way)}"
    return who if way.from_week == now.from_week else f"{who} from {_day(facts, way)}"


def _nobody_else(facts: PlanFacts, found: Reason) -> Iterator[str]:
    """Say so where there is no alternative to speak of."""
    way, person = found.way, _person(facts, found.way)
    if way.worker_id is None or found.cause in {Cause.PINNED, Cause.PROMISED}:
        return
    waits_for_it = way.kind is WayKind.STARTS and not found.soonest
    if waits_for_it and all(each.role is not Role.SOONER for each in found.beside):
        yield f"Nobody may take {person} sooner."
    elif not found.beside:
        yield f"Nobody else may take {person}."


def _refused(facts: PlanFacts, found: Reason) -> Iterator[str]:
    words = facts.words
    if not found.blocked:
        return
    first, *others = found.blocked
    name = words.worker(first.worker_id)
    if found.way.worker_id is None and not found.beside:
        also = f", as {_do(len(others))}" if others else ""
        rules = " ".join(refusal.sentence for refusal in first.refusals)
        yield f"{name} comes nearest{also}: {rules}"
    else:
        rule = first.refusals[0].sentence
        yield f"{_person(facts, found.way)} asked for {name}, but {rule}"


def _person(facts: PlanFacts, way: Way) -> str:
    return facts.words.person(way.person_id)


def _do(others: int) -> str:
    return "does 1 other" if others == 1 else f"do {others} others"


def _day(facts: PlanFacts, way: Way) -> str:
    return facts.words.day(facts.horizon.mondays[way.from_week])
