"""What a pause in new starts with one worker would do to an overload, and its price."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from cti.caseload.clocks import referral_clock
from cti.plans.document import LoadRow
from cti.plans.facts import PlanFacts
from cti.plans.loads import Overload
from cti.plans.own_cost import ReferralPrices
from cti.plans.score import load_price
from cti.plans.ways import Way, WayKind, referral_ways
from cti.units import Points, Sce, WorkerId


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakePause:
    """Nobody new starts with a worker for a time.

    Attributes
    ----------
    until_on
        The first Monday on which somebody may start again; None where nobody does in
        this plan.
    ways
        What becomes of each planned start that falls into the pause: the next Monday
        with the same worker, or no start in this plan.
    points
        What it adds to the cost of the plan, everything else as it is.
    """

    worker_id: WorkerId
    until_on: date | None
    ways: tuple[Way, ...]
    points: Points


def pauses(facts: PlanFacts, worker_id: WorkerId) -> Iterator[IntakePause]:
    """Yield every pause that would delay a start with a worker, the shortest first.

    Nobody's start is delayed that was promised and can be kept: a pause that would have
    to is not among them.
    """
    starts = [
        way
        for way in facts.ways.values()
        if way.kind is WayKind.STARTS and way.worker_id == worker_id
    ]
    if not starts:
        return
    first = min(way.from_week for way in starts)
    last = min(facts.policy.last_start_week, facts.horizon.weeks - 1)
    for week in range(first + 1, last + 2):
        delayed = [_from(facts, way, week) for way in starts if way.from_week < week]
        found = tuple(way for way in delayed if way is not None)
        if len(found) == len(delayed):
            yield IntakePause(
                worker_id=worker_id,
                until_on=facts.horizon.mondays[week] if week <= last else None,
                ways=found,
                points=_points(facts, worker_id, found),
            )


def load_after(facts: PlanFacts, pause: IntakePause) -> tuple[Sce, ...]:
    """Return what the worker would hold on each Monday.

    Returns
    -------
    Shape ``(weeks,)``, SCE.
    """
    return _load(facts, pause.worker_id, pause.ways)


def clears(rows: Sequence[LoadRow], load: Sequence[Sce], overload: Overload) -> bool:
    """Whether a worker with another load is rid of an overload, and nowhere worse.

    Parameters
    ----------
    rows
        What the plan has them hold, in order of Monday.
    load
        Shape ``(weeks,)``, SCE.
    """
    return all(
        max(held - row.ceiling, Fraction(0))
        <= (0 if overload.from_week <= week < overload.to_week else row.over)
        for week, (row, held) in enumerate(zip(rows, load, strict=True))
    )


def _from(facts: PlanFacts, way: Way, week: int) -> Way | None:
    """Return a start put off to a Monday or later; None where it may not be."""
    referral = facts.caseload.referral[way.person_id]
    open_to = referral_ways(
        facts.caseload,
        facts.horizon,
        facts.policy,
        referral,
        worker_id=way.worker_id,
    )
    later = (each for each in open_to if each.from_week >= week)
    return min(later, key=lambda each: each.from_week, default=None)


def _points(facts: PlanFacts, worker_id: WorkerId, delayed: Sequence[Way]) -> Points:
    rows, bands = facts.loads_of[worker_id], facts.policy.bands
    after = _load(facts, worker_id, delayed)
    points = sum(
        (
            load_price(held, row.ceiling, bands)
            - load_price(row.sce, row.ceiling, bands)
            for row, held in zip(rows, after, strict=True)
        ),
        Fraction(0),
    )
    for way in delayed:
        referral = facts.caseload.referral[way.person_id]
        prices = ReferralPrices.of(
            facts.caseload, facts.horizon, facts.policy, referral
        )
        now, then = facts.ways[way.person_id], way
        points += prices.cost(then.stays(facts.horizon)).total
        points -= prices.cost(now.stays(facts.horizon)).total
    return points


def _load(
    facts: PlanFacts, worker_id: WorkerId, delayed: Sequence[Way]
) -> tuple[Sce, ...]:
    load = [row.sce for row in facts.loads_of[worker_id]]
    lifted = {way.person_id for way in delayed}
    for held in facts.held[worker_id]:
        if held.person_id in lifted:
            load = [a - b for a, b in zip(load, held.weights, strict=True)]
    for way in delayed:
        if way.kind is WayKind.STARTS:
            referral = facts.caseload.referral[way.person_id]
            clock = referral_clock(referral, facts.horizon.mondays[way.from_week])
            weights = clock.weights(facts.horizon)[way.from_week :]
            for week, weight in enumerate(weights, start=way.from_week):
                load[week] += weight
    return tuple(load)
