"""The assignment question, laid out: who could be with whom, at what price and load.

Everything that can be decided for one person is one *option*: stay, move now, move
when the worker leaves, start on a Monday with a worker, wait. An option has a price of
its own and puts the person's weight on one worker, or on one after another. What
couples people is only the price of each worker's load on each Monday, which is convex.
The rules are built into which options exist.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from cti.calendar import Horizon
from cti.caseload.caseload import Caseload
from cti.caseload.clocks import OpenPerson, open_people, referral_clock
from cti.caseload.ledger import ceilings
from cti.caseload.people import Keep, Need, Referral, Wishes
from cti.caseload.workers import Worker
from cti.plans.assignment import AssignmentPlan, Stay
from cti.plans.eligibility import Newcomer, may_take
from cti.plans.policy import Policy
from cti.units import PersonId, Points, Sce, WorkerId

NOBODY = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One thing that can be decided for one person.

    Attributes
    ----------
    price
        Points, exact, without the price of anybody's load.
    worker
        Index of the worker who holds them from ``from_week`` on; `NOBODY` for none.
    before
        Index of the worker who holds them until then; `NOBODY` for none.
    from_week
        Index of the Monday.
    weights
        Shape ``(weeks,)``, SCE: what the person weighs on each Monday.
    """

    price: Points
    worker: int
    before: int
    from_week: int
    weights: tuple[Sce, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentProblem:
    """Everybody's options, and what load costs.

    Attributes
    ----------
    people
        Who is decided about; index ``p`` below.
    workers
        Who could hold them; index ``w`` below.
    options
        The options of each person; never empty.
    ceiling
        Shape ``(workers, weeks)``, SCE, exact.
    """

    horizon: Horizon
    policy: Policy
    people: tuple[PersonId, ...]
    workers: tuple[WorkerId, ...]
    options: tuple[tuple[Option, ...], ...]
    ceiling: tuple[tuple[Sce, ...], ...]


def assignment_problem(
    caseload: Caseload, horizon: Horizon, policy: Policy
) -> AssignmentProblem:
    """Lay out everybody's options."""
    people: list[PersonId] = []
    options: list[tuple[Option, ...]] = []
    index = {worker.worker_id: w for w, worker in enumerate(caseload.workers)}
    context = _Context(caseload=caseload, horizon=horizon, policy=policy, index=index)
    for person_id, open_person in open_people(caseload, horizon).items():
        people.append(person_id)
        options.append(_person_options(context, open_person))
    for referral in caseload.referrals:
        people.append(referral.referral_id)
        options.append(_referral_options(context, referral))
    agreed = ceilings(caseload, horizon)
    return AssignmentProblem(
        horizon=horizon,
        policy=policy,
        people=tuple(people),
        workers=tuple(worker.worker_id for worker in caseload.workers),
        options=tuple(options),
        ceiling=tuple(agreed[worker.worker_id] for worker in caseload.workers),
    )


def read_plan(problem: AssignmentProblem, chosen: Sequence[int]) -> AssignmentPlan:
    """Return the plan in which each person takes the option chosen.

    Parameters
    ----------
    chosen
        Index of an option for each person.
    """
    stays = (
        stay
        for p, person_id in enumerate(problem.people)
        for stay in _stays(problem, person_id, problem.options[p][chosen[p]])
    )
    return AssignmentPlan(tuple(stays))


def _stays(
    problem: AssignmentProblem, person_id: PersonId, option: Option
) -> Iterator[Stay]:
    mondays = problem.horizon.mondays

    def worker_id(index: int) -> WorkerId | None:
        return None if index == NOBODY else problem.workers[index]

    if option.before != NOBODY:
        yield Stay(
            person_id, mondays[0], worker_id(option.before), mondays[option.from_week]
        )
    if option.from_week < len(mondays):
        yield Stay(person_id, mondays[option.from_week], worker_id(option.worker))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Context:
    caseload: Caseload
    horizon: Horizon
    policy: Policy
    index: dict[WorkerId, int]


def _person_options(context: _Context, open_person: OpenPerson) -> tuple[Option, ...]:
    person_id = open_person.person.person_id
    current = _current_worker(context, open_person)
    leaves = _leaving_week(context.horizon, open_person, current)
    found: list[Option] = []
    if current is not None and leaves is None:
        found.append(_stay(context, open_person, current))
    stays_pinned = (
        current is not None
        and leaves != 0
        and context.caseload.pin_of.get(person_id) == current.worker_id
    )
    if not stays_pinned:
        found += _moves(context, open_person, current, week=0, leaves=leaves)
    if leaves:
        found += _moves(context, open_person, current, week=leaves, leaves=leaves)
    if not found:
        found.append(_alone(context, open_person, current, leaves))
        return _told(context, person_id, found)
    return _told(context, person_id, _pinned(context, person_id, found))


def _current_worker(context: _Context, open_person: OpenPerson) -> Worker | None:
    person = open_person.person
    if person.worker_id is None or person.worker_id in person.wishes.not_workers:
        return None
    return context.caseload.worker.get(person.worker_id)


def _leaving_week(
    horizon: Horizon, open_person: OpenPerson, worker: Worker | None
) -> int | None:
    """Return the first Monday a leaver is gone while the person is still open."""
    if worker is None or worker.leaves_on is None:
        return None
    week = horizon.week_from(worker.leaves_on)
    return week if any(open_person.weights[week:]) else None


def _stay(context: _Context, open_person: OpenPerson, worker: Worker) -> Option:
    person, policy = open_person.person, context.policy
    price = _fit(person.wishes, worker, policy)
    if person.keep_worker is Keep.CHANGE:
        price += policy.staying_despite_wish
    return Option(
        price=price,
        worker=context.index[worker.worker_id],
        before=NOBODY,
        from_week=0,
        weights=open_person.weights,
    )


def _moves(
    context: _Context,
    open_person: OpenPerson,
    current: Worker | None,
    *,
    week: int,
    leaves: int | None,
) -> list[Option]:
    person, policy = open_person.person, context.policy
    newcomer = Newcomer(
        team=person.team,
        wishes=person.wishes,
        from_on=context.horizon.mondays[week],
        finished_on=open_person.clock.finished_on,
    )
    price = policy.handover
    if current is not None and leaves is None:
        phase = open_person.clock.phase_on(context.horizon.start)
        price = policy.moving[phase] * policy.keep_factor[person.keep_worker]
    before = NOBODY
    if week > 0 and current is not None:
        before = context.index[current.worker_id]
    return [
        Option(
            price=price + _fit(person.wishes, worker, policy),
            worker=context.index[worker.worker_id],
            before=before,
            from_week=week,
            weights=open_person.weights,
        )
        for worker in context.caseload.workers
        if worker is not current
        and may_take(context.caseload, context.horizon, worker, newcomer)
    ]


def _pinned(
    context: _Context, person_id: PersonId, options: list[Option]
) -> tuple[Option, ...]:
    """Keep to the worker somebody is pinned to, where no rule refuses them."""
    pinned = context.caseload.pin_of.get(person_id)
    to = None if pinned is None else context.index.get(pinned)
    kept = tuple(option for option in options if option.worker == to)
    return kept or tuple(options)


def _told(
    context: _Context, person_id: PersonId, options: Sequence[Option]
) -> tuple[Option, ...]:
    """Let every option pay that is other than what somebody was told."""
    promise = context.caseload.promise_of.get(person_id)
    if promise is None:
        return tuple(options)
    mondays = context.horizon.mondays
    worker = context.index.get(promise.worker_id)
    starts = person_id in context.caseload.referral

    def is_kept(option: Option) -> bool:
        if option.worker != worker:
            return False
        return not starts or mondays[option.from_week] <= promise.from_on

    return tuple(
        option
        if is_kept(option)
        else replace(option, price=option.price + context.policy.broken_promise)
        for option in options
    )


def _promised_start(
    context: _Context, referral: Referral, options: Sequence[Option]
) -> tuple[Option, ...]:
    """Return the option of the start that was promised, where it is one of them."""
    promise = context.caseload.promise_of.get(referral.referral_id)
    if promise is None or promise.from_on not in context.horizon.mondays:
        return ()
    week = context.horizon.mondays.index(promise.from_on)
    worker = context.index.get(promise.worker_id)
    return tuple(
        option
        for option in options
        if (option.worker, option.from_week) == (worker, week)
    )


def _alone(
    context: _Context,
    open_person: OpenPerson,
    current: Worker | None,
    leaves: int | None,
) -> Option:
    """Nobody may take them: they stay while their worker does, then have nobody."""
    week = leaves or 0
    alone = sum(weight > 0 for weight in open_person.weights[week:])
    price = context.policy.uncovered_week * alone
    if open_person.person.worker_id is not None:
        price += context.policy.handover
    before = NOBODY
    if current is not None and week > 0:
        before = context.index[current.worker_id]
        price += _fit(open_person.person.wishes, current, context.policy)
    return Option(
        price=price,
        worker=NOBODY,
        before=before,
        from_week=week,
        weights=open_person.weights,
    )


def _referral_options(context: _Context, referral: Referral) -> tuple[Option, ...]:
    horizon, policy = context.horizon, context.policy
    possible = _possible_starts(context, referral)
    fit = [_fit(referral.wishes, w, policy) for w in context.caseload.workers]
    found: list[Option] = []
    for week in possible:
        newcomer, weights = _starting(horizon, referral, week)
        wait = _wait(context, referral, possible, week)
        found += [
            Option(
                price=wait + fit[w],
                worker=w,
                before=NOBODY,
                from_week=week,
                weights=weights,
            )
            for w, worker in enumerate(context.caseload.workers)
            if may_take(context.caseload, horizon, worker, newcomer)
        ]
    waiting = Option(
        price=_wait(context, referral, possible, horizon.weeks)
        + policy.not_placed * policy.wait_factor[referral.priority],
        worker=NOBODY,
        before=NOBODY,
        from_week=horizon.weeks,
        weights=(Fraction(0),) * horizon.weeks,
    )
    kept = _pinned(context, referral.referral_id, found)
    promised = _promised_start(context, referral, kept)
    return promised or _told(context, referral.referral_id, (*kept, waiting))


def _starting(
    horizon: Horizon, referral: Referral, week: int
) -> tuple[Newcomer, tuple[Sce, ...]]:
    start_on = horizon.mondays[week]
    clock = referral_clock(referral, start_on)
    weights = clock.weights(horizon)
    newcomer = Newcomer(
        team=referral.team,
        wishes=referral.wishes,
        from_on=start_on,
        finished_on=clock.finished_on,
    )
    return newcomer, (Fraction(0),) * week + weights[week:]


def _possible_starts(context: _Context, referral: Referral) -> list[int]:
    earliest = referral.earliest_start_on or context.horizon.on
    until = min(context.policy.last_start_week + 1, context.horizon.weeks)
    return list(range(context.horizon.week_from(earliest), until))


def _wait(
    context: _Context, referral: Referral, possible: Sequence[int], start: int
) -> Points:
    expected = referral.transition_expected_on
    mondays = context.horizon.mondays
    passed = [week for week in possible if week < start]
    price = context.policy.wait_week * len(passed)
    if expected is not None:
        late = sum(mondays[week] > expected for week in passed)
        price += context.policy.wait_past_transition_week * late
    return price * context.policy.wait_factor[referral.priority]


def _fit(wishes: Wishes, worker: Worker, policy: Policy) -> Points:
    price = Fraction(0)
    asked = (
        (wishes.language_need, wishes.language, worker.languages),
        (wishes.specialism_need, wishes.specialism, worker.specialisms),
        (wishes.worker_gender_need, wishes.worker_gender, {worker.gender}),
    )
    for need, wish, brought in asked:
        if need is Need.PREFER and wish is not None and wish not in brought:
            price += policy.unmet_preference
    if wishes.requested_worker not in {None, worker.worker_id}:
        price += policy.not_the_requested
    here, there = wishes.locality, worker.locality
    if here and there and here != there:
        price += policy.other_locality
    return price
