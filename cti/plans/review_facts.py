"""What the weekly case review goes through: turns, phases, contacts and referrals."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cti.caseload.clocks import referral_clock
from cti.caseload.contact_clock import ContactDue
from cti.caseload.people import Priority, Referral
from cti.plans.coming import ComingChange, coming_changes
from cti.plans.facts import PlanFacts
from cti.plans.presentations import Presentation, presentations
from cti.plans.score import fit_price, possible_starts
from cti.plans.ways import Way, WayKind, referral_ways
from cti.units import PersonId, WorkerId


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdue:
    """Somebody whose next contact is late on the plan date."""

    person_id: PersonId
    worker_id: WorkerId | None
    due: ContactDue


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralStart:
    """When a referral can start, when it fits, and when the plan has it start.

    Attributes
    ----------
    possible_on
        The first Monday on which it may start; None if that is after the last one.
    fits_on
        The first Monday on which somebody could take them with nobody over the ceiling
        for it, all else as planned; None if there is none.
    fits_with
        Who could take them then; the cheapest, if several could.
    starts_on, worker_id
        What the plan does; None if they wait.
    """

    referral_id: PersonId
    priority: Priority
    possible_on: date | None
    fits_on: date | None
    fits_with: WorkerId | None
    starts_on: date | None
    worker_id: WorkerId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFacts:
    """What the weekly case review goes through, each in the order it is spoken of."""

    presentations: tuple[Presentation, ...]
    phase_changes: tuple[ComingChange, ...]
    overdue: tuple[Overdue, ...]
    referrals: tuple[ReferralStart, ...]


def review_facts(facts: PlanFacts) -> ReviewFacts:
    """Work out what the weekly case review goes through.

    Returns
    -------
    Phase changes of the next 14 days by date; contacts by days overdue, the longest
    first; referrals by priority and by the day they could start.
    """
    overdue = [
        Overdue(
            person_id=person_id,
            worker_id=facts.holder_on(person_id),
            due=due,
        )
        for person_id, due in facts.contacts_due.items()
        if due.overdue_days
    ]
    starts = [_referral_start(facts, each) for each in facts.caseload.referrals]
    return ReviewFacts(
        presentations=presentations(facts),
        phase_changes=coming_changes(facts),
        overdue=tuple(
            sorted(overdue, key=lambda each: (-each.due.overdue_days, each.person_id))
        ),
        referrals=tuple(
            sorted(
                starts,
                key=lambda each: (
                    each.priority,
                    each.possible_on or date.max,
                    each.referral_id,
                ),
            )
        ),
    )


def _referral_start(facts: PlanFacts, referral: Referral) -> ReferralStart:
    possible = possible_starts(referral, facts.horizon, facts.policy)
    mondays = facts.horizon.mondays
    fits = next(_fitting(facts, referral), None)
    way = facts.ways[referral.referral_id]
    starts = way.kind is WayKind.STARTS
    return ReferralStart(
        referral_id=referral.referral_id,
        priority=referral.priority,
        possible_on=mondays[possible[0]] if possible else None,
        fits_on=mondays[fits.from_week] if fits is not None else None,
        fits_with=fits.worker_id if fits is not None else None,
        starts_on=mondays[way.from_week] if starts else None,
        worker_id=way.worker_id,
    )


def _fitting(facts: PlanFacts, referral: Referral) -> Iterator[Way]:
    """Yield the starts that put nobody over, the soonest first, then the best fit."""
    price = {
        worker.worker_id: fit_price(referral.wishes, worker, facts.policy)
        for worker in facts.caseload.workers
    }
    found = referral_ways(facts.caseload, facts.horizon, facts.policy, referral)
    starts = [
        (way.from_week, price[way.worker_id], way)
        for way in found
        if way.worker_id is not None
    ]
    for _, _, way in sorted(starts, key=lambda each: each[:2]):
        if _has_room(facts, referral, way):
            yield way


def _has_room(facts: PlanFacts, referral: Referral, way: Way) -> bool:
    """Whether a worker stays within the ceiling with them, all else as planned."""
    start = way.from_week
    clock = referral_clock(referral, facts.horizon.mondays[start])
    weights = clock.weights(facts.horizon)
    there = [
        held.weights
        for held in facts.held_of.get(way.person_id, ())
        if held.worker_id == way.worker_id
    ]
    rows = facts.loads_of[way.worker_id] if way.worker_id is not None else ()
    return all(
        row.sce - sum(held[week] for held in there) + weights[week] <= row.ceiling
        for week, row in enumerate(rows)
        if week >= start and weights[week]
    )
