"""The flags about who has no worker, whose worker leaves, and who waits."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from cti.calendar import DAYS_PER_WEEK
from cti.caseload.people import Referral
from cti.plans.document import Flag, FlagKind
from cti.plans.facts import PlanFacts, leaves_person
from cti.plans.giving_way import minimal_sets, relaxing
from cti.plans.reasons import reason
from cti.plans.score import possible_starts
from cti.plans.ways import Way, WayKind
from cti.plans.why import compared, in_sentences
from cti.plans.words import counted
from cti.units import WorkerId

OUTSIDE = "Look for somebody outside the team."


def leaver_handover(facts: PlanFacts) -> Iterator[Flag]:
    """Flag each person handed over because their worker leaves."""
    for person_id, way in facts.ways.items():
        if way.worker_id is not None and leaves_person(facts, person_id):
            yield _handover(facts, way)


def nobody_allowed(facts: PlanFacts) -> Iterator[Flag]:
    """Flag everybody whom no worker may take, with the rules that stand between."""
    for person_id, way in facts.ways.items():
        if _nobody_may_take(facts, way):
            offers = (relaxing(facts, each) for each in minimal_sets(facts, person_id))
            uncovered = way.kind is WayKind.UNCOVERED
            yield Flag(
                kind=FlagKind.NOBODY_ALLOWED,
                worker_id=way.before,
                person_id=person_id,
                from_on=_monday(facts, way) if uncovered else facts.horizon.on,
                message=in_sentences(facts, reason(facts, person_id)),
                suggestion=next(offers, OUTSIDE),
            )


def referral_waiting(facts: PlanFacts) -> Iterator[Flag]:
    """Flag each referral that waits, is past its transition, or has no start at all."""
    for referral in facts.caseload.referrals:
        flag = _waiting(facts, referral, facts.ways[referral.referral_id])
        if flag is not None:
            yield flag


def _handover(facts: PlanFacts, way: Way) -> Flag:
    words, person_id = facts.words, way.person_id
    leaver_id = facts.caseload.person[person_id].worker_id
    leaver, taker = words.worker(leaver_id), words.worker(way.worker_id)
    person, monday = words.person(person_id), _monday(facts, way)
    becomes = f"{taker} becomes {words.persons(person_id)} worker"
    leaves_on = _leaves_on(facts, leaver_id)
    if leaves_on <= facts.horizon.on:
        turn = f"{leaver} has left"
        suggestion = f"Let {taker} be introduced by somebody {person} knows."
    else:
        turn = f"{leaver} leaves on {words.day(leaves_on)}"
        suggestion = (
            f"Plan a contact for {person} with {leaver} and {taker} while all are here."
        )
    return Flag(
        kind=FlagKind.LEAVER_HANDOVER,
        worker_id=leaver_id,
        person_id=person_id,
        from_on=min(facts.horizon.on, monday),
        to_on=monday,
        message=f"{turn}; {becomes} on {words.day(monday)}.",
        suggestion=suggestion,
    )


def _leaves_on(facts: PlanFacts, worker_id: WorkerId | None) -> date:
    leaves_on = facts.caseload.worker[worker_id].leaves_on if worker_id else None
    return leaves_on or facts.horizon.on


def _nobody_may_take(facts: PlanFacts, way: Way) -> bool:
    if way.kind is WayKind.UNCOVERED:
        return True
    whom = facts.whom(way.person_id)
    return (
        way.kind is WayKind.WAITS
        and isinstance(whom, Referral)
        and not facts.alternatives[way.person_id]
        and bool(possible_starts(whom, facts.horizon, facts.policy))
    )


def _waiting(facts: PlanFacts, referral: Referral, way: Way) -> Flag | None:
    possible = possible_starts(referral, facts.horizon, facts.policy)
    first = facts.horizon.mondays[possible[0]] if possible else None
    starts = _monday(facts, way) if way.kind is WayKind.STARTS else None
    seen = starts or facts.horizon.on
    expected = referral.transition_expected_on
    is_past = expected is not None and expected < seen
    at_once = starts is not None and starts == first
    if at_once and not is_past:
        return None
    help_with = (
        "Check the date: if the move has happened, the clock runs already."
        if at_once
        else " ".join(compared(facts, reason(facts, referral.referral_id)))
    )
    since = expected if is_past and expected is not None else first
    days = (starts - since).days if starts is not None and since is not None else None
    return Flag(
        kind=FlagKind.REFERRAL_WAITING,
        worker_id=way.worker_id,
        person_id=referral.referral_id,
        from_on=expected if at_once else first or referral.earliest_start_on,
        to_on=starts - timedelta(days=1) if starts is not None else None,
        amount=None if days is None else Fraction(days),
        message=_waiting_message(facts, referral, first, starts),
        suggestion=help_with,
    )


def _waiting_message(
    facts: PlanFacts, referral: Referral, first: date | None, starts: date | None
) -> str:
    words, expected = facts.words, referral.transition_expected_on
    person = words.person(referral.referral_id)
    said = f"{person} has no start in this plan"
    if starts is not None:
        worker = words.worker(facts.ways[referral.referral_id].worker_id)
        said = f"{person} starts with {worker} on {words.day(starts)}"
        if first is not None and starts > first:
            weeks = (starts - first).days // DAYS_PER_WEEK
            said += f", {counted(weeks, 'week')} after the first Monday possible"
    seen = starts or facts.horizon.on
    if expected is not None and expected < seen:
        said += f"; the transition was expected on {words.day(expected)}"
    return f"{said}."


def _monday(facts: PlanFacts, way: Way) -> date:
    return facts.horizon.mondays[way.from_week]
