"""What a plan comes to, in the figures by which two futures are compared."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from cti.caseload.caseload import Caseload
from cti.caseload.people import Referral
from cti.plans.document import LoadRow
from cti.plans.facts import PlanFacts, leaves_person
from cti.plans.score import is_broken, possible_starts
from cti.plans.ways import WayKind, current_worker
from cti.plans.wishes import unmet_wishes
from cti.units import PersonId, Sce, WorkerId

CHANGES_WORKER = frozenset({WayKind.MOVES, WayKind.HANDED_OVER})


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerOutcome:
    """What a plan comes to for one worker.

    Attributes
    ----------
    fullest
        The Monday with the most above the ceiling, or the least below it, among those
        on which somebody is held; None for a worker who holds nobody.
    mondays_over
        How many Mondays are over the ceiling.
    come, go
        People who come from another worker or from none, and people of theirs today
        who change worker.
    start
        Referrals that start with them.
    unmet_wishes
        What they do not bring that the people they hold last would prefer.
    """

    worker_id: WorkerId
    fullest: LoadRow | None
    mondays_over: int
    sce_weeks_over: Sce
    come: int
    go: int
    start: int
    unmet_wishes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a plan comes to.

    Attributes
    ----------
    sce_weeks_over
        SCE above the ceilings, all workers and Mondays together.
    people, referrals
        How many are open, and how many are referred.
    change_worker, must_change
        People with another worker than today's; and those of them whose worker leaves,
        or who must have another one.
    alone
        People who have nobody for some time.
    weeks_waited
        Possible start Mondays that pass before referrals start, or with no start.
    not_placed
        Referrals without a start.
    unmet_wishes
        What workers do not bring that those they hold last would prefer.
    told_otherwise
        People for whom it comes otherwise than the plan in force told them; None where
        no plan is in force.
    """

    sce_weeks_over: Sce
    people: int
    change_worker: int
    must_change: int
    alone: int
    referrals: int
    weeks_waited: int
    not_placed: int
    unmet_wishes: int
    workers: tuple[WorkerOutcome, ...]
    told_otherwise: int | None = None

    @property
    def mondays_over(self) -> int:
        """Mondays on which a worker is over the ceiling, of all workers together."""
        return sum(each.mondays_over for each in self.workers)


def outcome(
    facts: PlanFacts, *, wanted: Mapping[PersonId, Referral] | None = None
) -> Outcome:
    """Work out what a plan comes to.

    Parameters
    ----------
    wanted
        The referrals as they were made, whose earliest starts waiting is counted from;
        None for those of the plan's own caseload.
    """
    asked = facts.caseload.referral if wanted is None else wanted
    changing = [
        person_id
        for person_id in facts.open
        if facts.ways[person_id].kind in CHANGES_WORKER
    ]
    referrals = facts.caseload.referrals
    unmet = _unmet(facts)
    workers = tuple(_of_workers(facts, changing, unmet))
    return Outcome(
        sce_weeks_over=sum((each.sce_weeks_over for each in workers), Fraction(0)),
        people=len(facts.open),
        change_worker=len(changing),
        must_change=sum(_must_change(facts, person_id) for person_id in changing),
        alone=sum(
            facts.ways[person_id].kind is WayKind.UNCOVERED for person_id in facts.open
        ),
        referrals=len(referrals),
        weeks_waited=sum(
            _weeks_waited(facts, asked[each.referral_id]) for each in referrals
        ),
        not_placed=sum(
            facts.ways[each.referral_id].kind is WayKind.WAITS for each in referrals
        ),
        unmet_wishes=unmet.total(),
        told_otherwise=_told_otherwise(facts),
        workers=workers,
    )


def _of_workers(
    facts: PlanFacts, changing: Iterable[PersonId], unmet: Mapping[WorkerId, int]
) -> Iterator[WorkerOutcome]:
    changing = list(changing)
    come = Counter(facts.ways[each].worker_id for each in changing)
    go = Counter(facts.caseload.person[each].worker_id for each in changing)
    start = Counter(
        facts.ways[each.referral_id].worker_id for each in facts.caseload.referrals
    )
    for worker_id, rows in facts.loads_of.items():
        holding = [row for row in rows if row.people]
        yield WorkerOutcome(
            worker_id=worker_id,
            fullest=max(holding, key=lambda row: row.sce - row.ceiling, default=None),
            mondays_over=sum(row.over > 0 for row in rows),
            sce_weeks_over=sum((row.over for row in rows), Fraction(0)),
            come=come[worker_id],
            go=go[worker_id],
            start=start[worker_id],
            unmet_wishes=unmet.get(worker_id, 0),
        )


def _must_change(facts: PlanFacts, person_id: PersonId) -> bool:
    person = facts.caseload.person[person_id]
    current = current_worker(facts.caseload, person)
    return current is None or leaves_person(facts, person_id)


def _told_otherwise(facts: PlanFacts) -> int | None:
    if facts.caseload.in_force is None:
        return None
    stays = facts.plan.of
    return sum(
        is_broken(facts.caseload, each, stays.get(each, ())) for each in facts.ways
    )


def _weeks_waited(facts: PlanFacts, referral: Referral) -> int:
    way = facts.ways[referral.referral_id]
    possible = possible_starts(referral, facts.horizon, facts.policy)
    return sum(week < way.from_week for week in possible)


def _unmet(facts: PlanFacts) -> Counter[WorkerId]:
    """Count the wishes that go unmet, by who holds the people last."""
    found: Counter[WorkerId] = Counter()
    known = facts.caseload.worker
    for person_id, way in facts.ways.items():
        holder = _known(facts.caseload, way.worker_id)
        holder = holder or _known(facts.caseload, way.before)
        if holder is not None:
            wishes = facts.whom(person_id).wishes
            found[holder] += len(unmet_wishes(wishes, known[holder]))
    return found


def _known(caseload: Caseload, worker_id: WorkerId | None) -> WorkerId | None:
    return worker_id if worker_id in caseload.worker else None
