"""What an assignment plan costs, recomputed from the plan and the caseload alone.

Nothing here knows how the plan was found. It has an answer about any plan, also one
that breaks rules; `cti.plans.verify` says which.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from cti.calendar import Horizon
from cti.caseload.caseload import Caseload
from cti.caseload.clocks import OpenPerson, open_people, referral_clock
from cti.caseload.ledger import ceilings, total
from cti.caseload.people import Keep, Need, Referral, Wishes
from cti.caseload.workers import Worker
from cti.plans.assignment import AssignmentPlan, Stay
from cti.plans.cost import Cost
from cti.plans.policy import Band, Policy
from cti.plans.wishes import unmet_needs
from cti.units import PersonId, Points, Sce, WorkerId

NOTHING = Fraction(0)


def score(
    caseload: Caseload, horizon: Horizon, plan: AssignmentPlan, policy: Policy
) -> Cost:
    """Return the cost of a plan, part by part, exact."""
    people = open_people(caseload, horizon)
    return Cost(
        load=_load(caseload, horizon, plan, policy, people),
        handover=_handover(caseload, horizon, plan, policy, people),
        moving=_moving(caseload, horizon, plan, policy, people),
        fit=_fit(caseload, plan, policy, people),
        wait=_wait(caseload, horizon, plan, policy),
        placing=_placing(caseload, plan, policy),
        uncovered=_uncovered(horizon, plan, policy, people),
        promises=_promises(caseload, plan, policy, people),
    )


def loads(
    caseload: Caseload, horizon: Horizon, plan: AssignmentPlan
) -> Mapping[WorkerId, tuple[Sce, ...]]:
    """Return what every worker holds on every planning Monday.

    Returns
    -------
    Shape ``(horizon.weeks,)`` for each worker of the caseload, SCE.
    """
    return _loads(caseload, horizon, plan, open_people(caseload, horizon))


def _loads(
    caseload: Caseload,
    horizon: Horizon,
    plan: AssignmentPlan,
    people: Mapping[PersonId, OpenPerson],
) -> Mapping[WorkerId, tuple[Sce, ...]]:
    held: dict[WorkerId, list[Sequence[Sce]]] = {
        w.worker_id: [] for w in caseload.workers
    }
    weights = _weights(caseload, horizon, plan, people)
    for stay in plan.stays:
        if stay.worker_id in held and stay.person_id in weights:
            profile = zip(horizon.mondays, weights[stay.person_id], strict=True)
            held[stay.worker_id].append(
                tuple(w if stay.covers(monday) else NOTHING for monday, w in profile)
            )
    return {worker: total(profiles, horizon.weeks) for worker, profiles in held.items()}


def load_price(load: Sce, ceiling: Sce, bands: Sequence[Band]) -> Points:
    """Return the price of one worker's load on one Monday."""
    return sum(
        (band.price * max(load - band.above * ceiling, NOTHING) for band in bands),
        NOTHING,
    )


def fit_price(wishes: Wishes, worker: Worker, policy: Policy) -> Points:
    """Return the price of what a worker does not bring that somebody would prefer."""
    preferences = list(unmet_needs(wishes, worker, Need.PREFER))
    price = policy.unmet_preference * len(preferences)
    asked = wishes.requested_worker
    if asked is not None and asked != worker.worker_id:
        price += policy.not_the_requested
    if wishes.locality and worker.locality and wishes.locality != worker.locality:
        price += policy.other_locality
    return price


def wait_price(
    referral: Referral, start: int | None, horizon: Horizon, policy: Policy
) -> Points:
    """Return the price of a referral's waiting.

    Parameters
    ----------
    start
        Index of the Monday they start on; None if not placed.
    """
    factor = policy.wait_factor[referral.priority]
    passed = [
        week
        for week in possible_starts(referral, horizon, policy)
        if start is None or week < start
    ]
    expected = referral.transition_expected_on
    late = [w for w in passed if expected is not None and horizon.mondays[w] > expected]
    price = policy.wait_week * len(passed) + policy.wait_past_transition_week * len(
        late
    )
    return factor * (price if start is not None else price + policy.not_placed)


def possible_starts(
    referral: Referral, horizon: Horizon, policy: Policy
) -> tuple[int, ...]:
    """Return the indices of the Mondays on which a referral may start, in order."""
    earliest = referral.earliest_start_on or horizon.on
    last = min(policy.last_start_week, horizon.weeks - 1)
    return tuple(w for w in range(last + 1) if horizon.mondays[w] >= earliest)


def _weights(
    caseload: Caseload,
    horizon: Horizon,
    plan: AssignmentPlan,
    people: Mapping[PersonId, OpenPerson],
) -> Mapping[PersonId, Sequence[Sce]]:
    found: dict[PersonId, Sequence[Sce]] = {
        person_id: person.weights for person_id, person in people.items()
    }
    for person_id, stays in plan.of.items():
        if person_id in caseload.referral:
            # Whenever after the last Monday it is, they weigh nothing until then.
            start_on = min(stays[0].from_on, horizon.end)
            clock = referral_clock(caseload.referral[person_id], start_on)
            found[person_id] = clock.weights(horizon)
    return found


def _load(
    caseload: Caseload,
    horizon: Horizon,
    plan: AssignmentPlan,
    policy: Policy,
    people: Mapping[PersonId, OpenPerson],
) -> Points:
    agreed = ceilings(caseload, horizon)
    return sum(
        (
            load_price(load, ceiling, policy.bands)
            for worker, held in _loads(caseload, horizon, plan, people).items()
            for load, ceiling in zip(held, agreed[worker], strict=True)
        ),
        NOTHING,
    )


def _handover(
    caseload: Caseload,
    horizon: Horizon,
    plan: AssignmentPlan,
    policy: Policy,
    people: Mapping[PersonId, OpenPerson],
) -> Points:
    moved = sum(
        _changes_worker(person, plan) and not _could_go_on(caseload, horizon, person)
        for person in people.values()
    )
    return policy.handover * moved


def _moving(
    caseload: Caseload,
    horizon: Horizon,
    plan: AssignmentPlan,
    policy: Policy,
    people: Mapping[PersonId, OpenPerson],
) -> Points:
    cost = NOTHING
    for open_person in people.values():
        person = open_person.person
        if not _could_go_on(caseload, horizon, open_person):
            continue
        if _changes_worker(open_person, plan):
            phase = open_person.clock.phase_on(horizon.start)
            cost += policy.moving[phase] * policy.keep_factor[person.keep_worker]
        elif person.keep_worker is Keep.CHANGE:
            cost += policy.staying_despite_wish
    return cost


def _changes_worker(open_person: OpenPerson, plan: AssignmentPlan) -> bool:
    person = open_person.person
    stays = plan.of.get(person.person_id, ())
    return any(stay.worker_id != person.worker_id for stay in stays)


def _could_go_on(caseload: Caseload, horizon: Horizon, open_person: OpenPerson) -> bool:
    person = open_person.person
    if person.worker_id is None or person.worker_id in person.wishes.not_workers:
        return False
    worker = caseload.worker.get(person.worker_id)
    return worker is not None and not any(
        worker.leaves_on is not None and monday >= worker.leaves_on and weight
        for monday, weight in zip(horizon.mondays, open_person.weights, strict=True)
    )


def _fit(
    caseload: Caseload,
    plan: AssignmentPlan,
    policy: Policy,
    people: Mapping[PersonId, OpenPerson],
) -> Points:
    return sum(
        (
            fit_price(person.person.wishes, worker, policy)
            for person_id, person in people.items()
            if (worker := _holds_last(caseload, plan, person_id)) is not None
        ),
        NOTHING,
    )


def _placing(caseload: Caseload, plan: AssignmentPlan, policy: Policy) -> Points:
    return sum(
        (
            fit_price(referral.wishes, worker, policy)
            for person_id, referral in caseload.referral.items()
            if (worker := _holds_last(caseload, plan, person_id)) is not None
        ),
        NOTHING,
    )


def _holds_last(
    caseload: Caseload, plan: AssignmentPlan, person_id: PersonId
) -> Worker | None:
    held_by = [stay.worker_id for stay in plan.of.get(person_id, ()) if stay.worker_id]
    return caseload.worker.get(held_by[-1]) if held_by else None


def _wait(
    caseload: Caseload, horizon: Horizon, plan: AssignmentPlan, policy: Policy
) -> Points:
    cost = NOTHING
    for referral in caseload.referrals:
        stays = plan.of.get(referral.referral_id, ())
        start = horizon.week_from(stays[0].from_on) if stays else None
        cost += wait_price(referral, start, horizon, policy)
    return cost


def _uncovered(
    horizon: Horizon,
    plan: AssignmentPlan,
    policy: Policy,
    people: Mapping[PersonId, OpenPerson],
) -> Points:
    alone = sum(
        weight > 0 and plan.worker_on(person_id, monday) is None
        for person_id, person in people.items()
        for monday, weight in zip(horizon.mondays, person.weights, strict=True)
    )
    return policy.uncovered_week * alone


def _promises(
    caseload: Caseload,
    plan: AssignmentPlan,
    policy: Policy,
    people: Mapping[PersonId, OpenPerson],
) -> Points:
    provided_for = (*people, *caseload.referral)
    broken = (
        is_broken(caseload, person_id, plan.of.get(person_id, ()))
        for person_id in provided_for
    )
    return policy.broken_promise * sum(broken)


def is_broken(caseload: Caseload, person_id: PersonId, stays: Sequence[Stay]) -> bool:
    """Whether somebody's stays are other than the plan in force told them.

    Who is open counts on the worker who holds them last; who is referred also on a
    start no later than they were told.
    """
    told = caseload.promise_of.get(person_id)
    if told is None:
        return False
    if not stays or stays[-1].worker_id != told.worker_id:
        return True
    return person_id in caseload.referral and stays[0].from_on > told.from_on
