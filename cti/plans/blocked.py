"""Where nobody may take somebody: who comes nearest, and which rules stand between."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from cti.caseload.people import Person, Referral
from cti.plans.assignment import Rule
from cti.plans.facts import PlanFacts
from cti.plans.fit import Refusal, refusals
from cti.plans.relaxing import MAY_GIVE_WAY
from cti.plans.score import possible_starts
from cti.plans.ways import WayKind
from cti.units import PersonId, WorkerId

OF_NEWCOMERS = frozenset({Rule.SAME_TEAM, Rule.ACCEPTS_NEW, Rule.MUSTS_MET})
"""What is asked of a worker to whom somebody comes, and not of the one they have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocked:
    """A worker who may not take somebody, and why.

    Attributes
    ----------
    from_week
        Index of the Monday with the fewest rules in the way.
    """

    worker_id: WorkerId
    from_week: int
    refusals: tuple[Refusal, ...]

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules in the way, each once."""
        return tuple(dict.fromkeys(each.rule for each in self.refusals))


def refused(
    facts: PlanFacts, person_id: PersonId, *, worker_id: WorkerId | None = None
) -> tuple[Blocked, ...]:
    """Return everybody who may not take somebody, and by which rules.

    Parameters
    ----------
    worker_id
        The only worker to ask about; None for all of them.

    Returns
    -------
    As the caseload lists the workers; each on the Monday with the fewest rules in the
    way. Somebody with a Monday that no rule refuses is not among them.
    """
    asked = facts.caseload.worker if worker_id is None else (worker_id,)
    found = (_blocked(facts, person_id, each) for each in asked)
    return tuple(blocked for blocked in found if blocked is not None)


def nearest(facts: PlanFacts, person_id: PersonId) -> tuple[Blocked, ...]:
    """Return the workers with the fewest rules in the way, best to relax first."""
    found = refused(facts, person_id)
    fewest = min((_distance(each) for each in found), default=None)
    return tuple(each for each in found if _distance(each) == fewest)


def _distance(blocked: Blocked) -> tuple[int, int]:
    fixed = sum(rule not in MAY_GIVE_WAY for rule in blocked.rules)
    return fixed, len(blocked.refusals)


def _blocked(
    facts: PlanFacts, person_id: PersonId, worker_id: WorkerId
) -> Blocked | None:
    worker = facts.caseload.worker[worker_id]
    whom = facts.whom(person_id)
    is_own = isinstance(whom, Person) and whom.worker_id == worker_id
    asks = partial(refusals, words=facts.words, policy=facts.policy)
    found = [
        Blocked(
            worker_id=worker_id,
            from_week=week,
            refusals=tuple(
                refusal
                for refusal in asks(facts.caseload, facts.horizon, worker, whom, week)
                if not (is_own and refusal.rule in OF_NEWCOMERS)
            ),
        )
        for week in _weeks(facts, person_id)
    ]
    least = min(found, key=_distance, default=None)
    return least if least is not None and least.refusals else None


def _weeks(facts: PlanFacts, person_id: PersonId) -> Iterator[int]:
    whom = facts.whom(person_id)
    if isinstance(whom, Referral):
        yield from possible_starts(whom, facts.horizon, facts.policy)
    else:
        way = facts.ways[person_id]
        late = way.kind in {WayKind.UNCOVERED, WayKind.HANDED_OVER}
        yield way.from_week if late else 0
