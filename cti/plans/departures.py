"""What a plan changes against the plan in force: why, and what not to would cost.

Each change is weighed alone: everything else as planned, this one person as the plan in
force has them.
"""

from collections.abc import Sequence
from datetime import date

from cti.caseload.people import Person, Referral
from cti.plans.alternatives import Alternative
from cti.plans.assignment import AssignmentPlan, Stay
from cti.plans.changes import what_changes
from cti.plans.compare import Change, compare
from cti.plans.document import Departure
from cti.plans.effects import effects, in_words, worse
from cti.plans.facts import PlanFacts, leaves_person
from cti.plans.fit import refusals
from cti.plans.reasons import Cause, Reason, reason
from cti.plans.recommend import price
from cti.plans.score import possible_starts
from cti.plans.statements import cause
from cti.plans.ways import WayKind
from cti.plans.words import counted, sentence
from cti.units import PersonId


def departures(facts: PlanFacts, before: AssignmentPlan) -> tuple[Departure, ...]:
    """Return everybody for whom a plan has something else than the plan in force.

    Parameters
    ----------
    before
        The plan in force, carried on from the first Monday of this one.

    Returns
    -------
    One for each person: those who were told something else first, in order of id.
    """
    found: dict[PersonId, Change] = {}
    for change in compare(facts, before).changes:
        found.setdefault(change.person_id, change)
    all_of_them = [_departure(facts, before, change) for change in found.values()]
    return tuple(sorted(all_of_them, key=lambda each: not each.was_told))


def how_many(found: Sequence[Departure]) -> str:
    """Say for how many people there is something else, in one sentence."""
    if not found:
        return "Nothing changes."
    told = sum(each.was_told for each in found)
    new = len(found) - told
    said = ["everybody who was told of a worker has what they were told"]
    if told:
        have = "has" if told == 1 else "have"
        people = counted(told, "person", "people")
        said = [f"{people} {have} something else than they were told"]
    if new:
        were = "was" if new == 1 else "were"
        said.append(f"{counted(new, 'person', 'people')} {were} told nothing before")
    return sentence("; ".join(said))


def _departure(facts: PlanFacts, before: AssignmentPlan, change: Change) -> Departure:
    person_id = change.person_id
    stays = before.of.get(person_id, ())
    keeping = _keeping(facts, before, person_id)
    return Departure(
        person_id=person_id,
        from_worker=stays[-1].worker_id if stays else None,
        to_worker=facts.ways[person_id].worker_id,
        on=change.on,
        was_told=_was_told(facts, person_id, stays),
        keeping_costs=None if keeping is None else keeping.points,
        said=sentence(
            _what(facts, stays, change) + _why(facts, stays, person_id, keeping)
        ),
    )


def _was_told(facts: PlanFacts, person_id: PersonId, stays: Sequence[Stay]) -> bool:
    had_a_start = person_id in facts.caseload.referral and bool(stays)
    return person_id in facts.caseload.promise_of or had_a_start


def _keeping(
    facts: PlanFacts, before: AssignmentPlan, person_id: PersonId
) -> Alternative | None:
    """Return the way that is what the plan in force has, where a rule allows it."""
    for other in facts.alternatives[person_id]:
        tried = AssignmentPlan(other.way.stays(facts.horizon))
        if _are_alike(facts, person_id, tried, before):
            return other
    return None


def _are_alike(
    facts: PlanFacts, person_id: PersonId, one: AssignmentPlan, other: AssignmentPlan
) -> bool:
    """Whether two plans have the same for somebody, wherever they weigh anything."""
    if person_id in facts.caseload.referral:
        starts = (plan.of.get(person_id, ())[:1] for plan in (one, other))
        first, second = ([(s.from_on, s.worker_id) for s in each] for each in starts)
        return first == second
    weights = zip(facts.horizon.mondays, facts.open[person_id].weights, strict=True)
    return all(
        one.worker_on(person_id, monday) == other.worker_on(person_id, monday)
        for monday, weight in weights
        if weight
    )


def _what(facts: PlanFacts, stays: Sequence[Stay], change: Change) -> str:
    """Say what somebody has now, and what they had instead."""
    person = facts.caseload.person.get(change.person_id)
    if person is None:
        return what_changes(facts, change)
    return f"{_now(facts, person)} instead of {_then(facts, person, stays[-1])}"


def _now(facts: PlanFacts, person: Person) -> str:
    words, way = facts.words, facts.ways[person.person_id]
    named, day = words.person(person.person_id), _day(facts, way.from_week)
    if way.kind is WayKind.UNCOVERED:
        return f"{named} has nobody from {day}"
    if way.kind is WayKind.STAYS:
        return f"{named} stays with {words.worker(way.worker_id)}"
    return f"{named} moves to {words.worker(way.worker_id)} on {day}"


def _then(facts: PlanFacts, person: Person, last: Stay) -> str:
    words, way = facts.words, facts.ways[person.person_id]
    day = words.day(last.from_on)
    if last.worker_id is None:
        return f"having nobody from {day}"
    if last.worker_id == person.worker_id:
        return f"staying with {words.worker(last.worker_id)}"
    if last.worker_id == way.worker_id:
        return f"on {day}"
    named = words.worker(last.worker_id)
    told = facts.caseload.promise_of.get(person.person_id)
    if told is not None and told.from_on < facts.horizon.start:
        return f"being with {named}"
    if way.kind in {WayKind.STAYS, WayKind.UNCOVERED}:
        return f"moving to {named} on {day}"
    is_same_day = last.from_on == facts.horizon.mondays[way.from_week]
    return f"to {named}" if is_same_day else f"to {named} on {day}"


def _why(
    facts: PlanFacts,
    stays: Sequence[Stay],
    person_id: PersonId,
    keeping: Alternative | None,
) -> str:
    """Say why, as what comes after what changes."""
    if keeping is None:
        return f"; it has to be, because {_must(facts, stays, person_id)}"
    if keeping.way.kind is WayKind.WAITS:
        return f"; waiting would cost {price(keeping)}"
    loss = in_words(facts.words, person_id, worse(effects(facts, keeping)))
    told = _was_told(facts, person_id, stays)
    kept = "keeping to what was agreed" if told else "leaving it as it was"
    because = f", because otherwise {loss}" if loss else ""
    return f"{because}; {kept} would cost {price(keeping)}"


def _must(facts: PlanFacts, stays: Sequence[Stay], person_id: PersonId) -> str:
    """Say what no longer allows what the plan in force has."""
    whom, words = facts.whom(person_id), facts.words
    had, from_on = (stays[-1].worker_id, stays[-1].from_on) if stays else (None, None)
    if had is None or from_on is None:
        return f"{words.person(person_id)} need not be without a worker"
    worker = facts.caseload.worker.get(had)
    if worker is None:
        return f"{had} is not among the workers any more"
    if isinstance(whom, Referral) and (late := _cannot_start(facts, whom, from_on)):
        return late
    decided = _decided(facts, person_id)
    if isinstance(whom, Person) and whom.worker_id == had and decided:
        return decided
    week = facts.horizon.week_from(from_on)
    refused = refusals(
        facts.caseload,
        facts.horizon,
        worker,
        whom,
        week,
        words=words,
        policy=facts.policy,
    )
    sentences = [refused[0].sentence.rstrip(".")] if refused else []
    return next(filter(None, [*sentences, decided]), "no rule allows it any more")


def _decided(facts: PlanFacts, person_id: PersonId) -> str:
    """Say what decided, as a clause; empty where the alternatives did."""
    found = reason(facts, person_id)
    if found.cause is Cause.PINNED:
        return f"of a pin ({cause(facts, found)})"
    if leaves_person(facts, person_id):
        found = Reason(way=found.way, cause=Cause.LEAVES)
    return cause(facts, found)


def _cannot_start(facts: PlanFacts, referral: Referral, from_on: date) -> str:
    """Say why somebody cannot start on a Monday at all; empty where they can."""
    starts = possible_starts(referral, facts.horizon, facts.policy)
    if from_on < facts.horizon.start:
        return f"{facts.words.day(from_on)} has passed"
    if from_on in {facts.horizon.mondays[week] for week in starts}:
        return ""
    earliest = referral.earliest_start_on
    if earliest is not None and from_on < earliest:
        person = facts.words.person(referral.referral_id)
        return f"{person} can start from {facts.words.day(earliest)} at the earliest"
    return "that is after the last start of this plan"


def _day(facts: PlanFacts, week: int) -> str:
    return facts.words.day(facts.horizon.mondays[week])
