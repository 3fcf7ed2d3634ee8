"""Which rules would have to give way so that somebody whom nobody may take is taken.

A set of rules is *minimal* when any one of them, left standing, is enough to leave the
person with nobody. Whether a set is enough is found out by planning with it relaxed.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from cti.caseload.people import Need, Person, Referral
from cti.caseload.workers import Worker
from cti.plans.assignment import Rule
from cti.plans.eligibility import refusing
from cti.plans.facts import PlanFacts
from cti.plans.fit import newcomer
from cti.plans.relaxing import MAY_GIVE_WAY, Concession
from cti.plans.score import possible_starts
from cti.plans.ways import WayKind, current_worker, leaving_week
from cti.plans.wishes import said, unmet_needs
from cti.plans.words import listed, sentence
from cti.units import PersonId, WorkerId


@dataclass(frozen=True, slots=True, kw_only=True)
class GivingWay:
    """Rules that together are enough, and of which none can be left standing.

    Attributes
    ----------
    worker_id, from_week
        The first worker and Monday they make room for; there may be others.
    """

    person_id: PersonId
    concessions: tuple[Concession, ...]
    worker_id: WorkerId
    from_week: int

    @property
    def rules(self) -> frozenset[Rule]:
        """The rules that give way."""
        return frozenset(each.rule for each in self.concessions)


def nobody_may_take(facts: PlanFacts, person_id: PersonId) -> bool:
    """Whether somebody has nobody, or no start, because every worker is refused."""
    way = facts.ways[person_id]
    if way.kind not in {WayKind.UNCOVERED, WayKind.WAITS}:
        return False
    return not facts.alternatives[person_id] and bool(list(_mondays(facts, person_id)))


def minimal_sets(facts: PlanFacts, person_id: PersonId) -> tuple[GivingWay, ...]:
    """Return every minimal set of rules that would have to give way for somebody.

    Returns
    -------
    The smallest first, then as the caseload lists the workers; empty if one stands in
    the way everywhere that is not for giving way.
    """
    enough: dict[frozenset[Concession], GivingWay] = {}
    for found in _enough(facts, person_id):
        enough.setdefault(frozenset(found.concessions), found)
    minimal = [
        found for one, found in enough.items() if not any(two < one for two in enough)
    ]
    return tuple(sorted(minimal, key=lambda each: len(each.concessions)))


def conditions(facts: PlanFacts, found: GivingWay) -> str:
    """Say what would have to be so, as a clause after "if"."""
    name = facts.words.worker(found.worker_id)
    needs = [
        said(each.need, facts.words)
        for each in found.concessions
        if each.need is not None
    ]
    preferred = (
        "preferences, not musts" if len(needs) > 1 else "a preference, not a must"
    )
    clauses = {
        Rule.PINS_HOLD: "the pin were lifted",
        Rule.SAME_TEAM: f"{name} could help another team",
        Rule.ACCEPTS_NEW: f"{name} took on somebody new",
        Rule.MUSTS_MET: f"{listed(needs)} were {preferred}",
    }
    return listed(clause for rule, clause in clauses.items() if rule in found.rules)


def relaxing(facts: PlanFacts, found: GivingWay) -> str:
    """Say what would let a worker take somebody, in one sentence."""
    name, person = facts.words.worker(found.worker_id), found.person_id
    could = f"{name} could take {facts.words.person(person)}"
    where = f"if {conditions(facts, found)}, " if found.concessions else ""
    return sentence(f"{where}{could}")


def _enough(facts: PlanFacts, person_id: PersonId) -> Iterator[GivingWay]:
    """Yield what stands between somebody and each worker on each Monday."""
    for worker in facts.caseload.workers:
        for week, pinned in _mondays(facts, person_id):
            found = _between(facts, person_id, worker, week)
            if found is not None:
                yield GivingWay(
                    person_id=person_id,
                    concessions=(*([_PIN] if pinned else []), *found),
                    worker_id=worker.worker_id,
                    from_week=week,
                )


def _between(
    facts: PlanFacts, person_id: PersonId, worker: Worker, week: int
) -> tuple[Concession, ...] | None:
    """Return what would have to give way; None where one of the rules may not."""
    whom = facts.whom(person_id)
    asked = newcomer(facts.horizon, whom, week)
    rules = list(refusing(facts.caseload, facts.horizon, worker, asked))
    if not set(rules) <= MAY_GIVE_WAY or _is_own(facts, whom, worker):
        return None
    found = [
        Concession(rule=rule, worker_id=worker.worker_id)
        for rule in rules
        if rule is not Rule.MUSTS_MET
    ]
    found += [
        Concession(rule=Rule.MUSTS_MET, need=wish)
        for wish in unmet_needs(whom.wishes, worker, Need.MUST)
    ]
    return tuple(found)


def _is_own(facts: PlanFacts, whom: Person | Referral, worker: Worker) -> bool:
    """Whether it is the worker somebody has, to whom nobody moves."""
    return isinstance(whom, Person) and current_worker(facts.caseload, whom) is worker


def _mondays(facts: PlanFacts, person_id: PersonId) -> Iterator[tuple[int, bool]]:
    """Yield the Mondays on which somebody could come, and whether a pin forbids it."""
    whom = facts.whom(person_id)
    if isinstance(whom, Referral):
        for week in possible_starts(whom, facts.horizon, facts.policy):
            yield week, False
        return
    leaves = leaving_week(facts.caseload, facts.horizon, facts.open[person_id])
    own = current_worker(facts.caseload, whom)
    is_pinned = own is not None and facts.caseload.pin_of.get(person_id) == (
        own.worker_id
    )
    if leaves:
        yield leaves, False
    yield 0, is_pinned and leaves != 0


_PIN = Concession(rule=Rule.PINS_HOLD)
