"""What each worker holds on each planning Monday, person by person, and what runs over.

The figures and the flags read the same ledger as the cost.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from cti.calendar import Horizon
from cti.caseload.caseload import Caseload
from cti.caseload.clocks import open_people, referral_clock
from cti.caseload.ledger import ceilings, total
from cti.phases import Phase, PhaseClock
from cti.plans.assignment import AssignmentPlan, Stay
from cti.plans.document import LoadRow
from cti.units import PersonId, Sce, WorkerId


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One person with one worker, and what they weigh there.

    Attributes
    ----------
    clock
        The person's phase clock; a referral's is the one of their start.
    weights
        Shape ``(horizon.weeks,)``, SCE; nothing on Mondays outside the stay.
    """

    person_id: PersonId
    worker_id: WorkerId
    clock: PhaseClock
    weights: tuple[Sce, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overload:
    """An unbroken run of Mondays on which a worker holds more than is agreed.

    Attributes
    ----------
    from_week, to_week
        Indices of the first Monday over and of the first one after the run;
        ``to_week`` is exclusive and may be the number of Mondays.
    peak
        The most held above the limit, SCE.
    peak_week
        The first Monday of the peak.
    sce_weeks
        Everything above the limit, added up over the run.
    """

    worker_id: WorkerId
    from_week: int
    to_week: int
    peak: Sce
    peak_week: int
    sce_weeks: Sce

    @property
    def weeks(self) -> int:
        """How many Mondays."""
        return self.to_week - self.from_week


def holdings(
    caseload: Caseload, horizon: Horizon, plan: AssignmentPlan
) -> Mapping[WorkerId, tuple[Held, ...]]:
    """Return whom each worker holds, for as long as they weigh something.

    Returns
    -------
    Every worker of the caseload has an entry. Stays that name nobody known, or
    somebody whose support is over, hold nothing.
    """
    clocks = {
        person_id: person.clock
        for person_id, person in open_people(caseload, horizon).items()
    }
    for person_id, stays in plan.of.items():
        if person_id in caseload.referral:
            referral = caseload.referral[person_id]
            clocks[person_id] = referral_clock(referral, stays[0].from_on)
    found: dict[WorkerId, list[Held]] = {w.worker_id: [] for w in caseload.workers}
    for stay in plan.stays:
        clock = clocks.get(stay.person_id)
        if stay.worker_id in found and clock is not None:
            weights = _while_held(stay, clock, horizon)
            if any(weights):
                found[stay.worker_id].append(
                    Held(
                        person_id=stay.person_id,
                        worker_id=stay.worker_id,
                        clock=clock,
                        weights=weights,
                    )
                )
    return {worker_id: tuple(held) for worker_id, held in found.items()}


def load_rows(
    caseload: Caseload, horizon: Horizon, plan: AssignmentPlan
) -> tuple[LoadRow, ...]:
    """Return what every worker holds on every planning Monday.

    Returns
    -------
    Shape ``(len(workers) * horizon.weeks,)``: worker by worker as the caseload lists
    them, each Monday in order.
    """
    agreed = ceilings(caseload, horizon)
    return tuple(
        row
        for worker_id, held in holdings(caseload, horizon, plan).items()
        for row in _rows(worker_id, held, agreed[worker_id], horizon)
    )


def loads_by_worker(
    rows: Sequence[LoadRow],
) -> Mapping[WorkerId, tuple[LoadRow, ...]]:
    """Return each worker's rows in order of Monday."""
    found: dict[WorkerId, list[LoadRow]] = {}
    for row in rows:
        found.setdefault(row.worker_id, []).append(row)
    return {
        worker_id: tuple(sorted(rows, key=lambda row: row.week))
        for worker_id, rows in found.items()
    }


def overloads(
    rows: Sequence[LoadRow], *, above: Fraction = Fraction(1)
) -> tuple[Overload, ...]:
    """Return every unbroken run of Mondays on which a worker is over.

    Parameters
    ----------
    above
        The share of the ceiling from which it counts; the excess is measured from
        there too. Exactly at it is not over.
    """
    return tuple(
        run
        for worker_id, weeks in loads_by_worker(rows).items()
        for run in _runs(worker_id, [row.sce - above * row.ceiling for row in weeks])
    )


def _while_held(stay: Stay, clock: PhaseClock, horizon: Horizon) -> tuple[Sce, ...]:
    if stay.to_on is None and stay.from_on <= horizon.start:
        return clock.weights(horizon)
    return tuple(
        weight if stay.covers(monday) else Fraction(0)
        for monday, weight in zip(horizon.mondays, clock.weights(horizon), strict=True)
    )


def _rows(
    worker_id: WorkerId, held: Sequence[Held], agreed: Sequence[Sce], horizon: Horizon
) -> Iterator[LoadRow]:
    loads = total((each.weights for each in held), horizon.weeks)
    heads_in = _heads(held, horizon)
    for week, monday in enumerate(horizon.mondays):
        heads = heads_in[week]
        yield LoadRow(
            worker_id=worker_id,
            week=monday,
            people=heads.total(),
            pre=heads[Phase.PRE_CTI],
            one=heads[Phase.TRANSITION],
            two=heads[Phase.TRY_OUT],
            three=heads[Phase.TRANSFER_OF_CARE],
            sce=loads[week],
            ceiling=agreed[week],
            over=max(loads[week] - agreed[week], Fraction(0)),
        )


def _heads(held: Sequence[Held], horizon: Horizon) -> Sequence[Counter[Phase]]:
    """Count those who weigh something on each Monday, by phase."""
    found: list[Counter[Phase]] = [Counter() for _ in horizon.mondays]
    for each in held:
        for phase, begun, ends in each.clock.weeks_in(horizon):
            for week in range(begun, ends):
                if each.weights[week]:
                    found[week][phase] += 1
    return found


def _runs(worker_id: WorkerId, excess: Sequence[Sce]) -> Iterator[Overload]:
    for is_over, weeks in groupby(
        range(len(excess)), key=lambda week: excess[week] > 0
    ):
        if is_over:
            run = list(weeks)
            peak_week = max(run, key=lambda week: (excess[week], -week))
            yield Overload(
                worker_id=worker_id,
                from_week=run[0],
                to_week=run[-1] + 1,
                peak=excess[peak_week],
                peak_week=peak_week,
                sce_weeks=sum((excess[week] for week in run), Fraction(0)),
            )
