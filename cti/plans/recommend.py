"""Who should take somebody, and whom a worker could take: every way, ranked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from cti.caseload.people import Keep, Person, Referral
from cti.plans.alternatives import Alternative
from cti.plans.blocked import Blocked, refused
from cti.plans.cost import Cost
from cti.plans.course import course
from cti.plans.course import in_words as course_in_words
from cti.plans.effects import EffectKind, effects
from cti.plans.effects import in_words as effects_in_words
from cti.plans.facts import PlanFacts, leaves_person
from cti.plans.fit import refusals
from cti.plans.ways import WayKind, current_worker
from cti.plans.words import sentence
from cti.units import PersonId, WorkerId, format_points


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """Everybody who could take somebody, and everybody who may not.

    Attributes
    ----------
    ways
        Every worker and start Monday, the best first; of equals the sooner, and then
        as the caseload lists the workers. What the plan has is among them and adds
        nothing to its cost.
    refused
        The workers who may take them on no Monday, and by which rules.
    """

    person_id: PersonId
    ways: tuple[Alternative, ...]
    refused: tuple[Blocked, ...]

    @property
    def best_of_each(self) -> tuple[Alternative, ...]:
        """The best start with each worker, the best worker first."""
        found: dict[WorkerId | None, Alternative] = {}
        for each in self.ways:
            found.setdefault(each.way.worker_id, each)
        return tuple(found.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class NextForWorker:
    """Whom one worker could take next.

    Attributes
    ----------
    offers
        The best way with this worker for each person who may come, the best first.
    refused
        The people who may not, and by which rules.
    """

    worker_id: WorkerId
    offers: tuple[Alternative, ...]
    refused: tuple[tuple[PersonId, Blocked], ...]


def who_could_take(facts: PlanFacts, person_id: PersonId) -> Recommendation:
    """Rank every way to give somebody a worker, all else as in the plan.

    Somebody referred is looked at on every possible start; somebody open on the first
    Monday and, where their worker leaves, on the Monday of the handover.

    Parameters
    ----------
    person_id
        Somebody the plan provides for: open, or referred.
    """
    ways = _ranked(facts, _with_somebody(facts, person_id))
    may = {each.way.worker_id for each in ways}
    return Recommendation(
        person_id=person_id,
        ways=ways,
        # Whoever somebody has may keep them, also where they could not take them now.
        refused=tuple(
            each for each in refused(facts, person_id) if each.worker_id not in may
        ),
    )


def whom_could_take(facts: PlanFacts, worker_id: WorkerId) -> NextForWorker:
    """Rank the people of a worker's team whom they could take, all else as planned.

    Asked about is everybody referred, and of those who are supported whoever has
    nobody, loses their worker, would like a change, or asks for this worker.
    """
    offers: list[Alternative] = []
    blocked: list[tuple[PersonId, Blocked]] = []
    for person_id in _looking(facts, worker_id):
        found = _with_somebody(facts, person_id, worker_id=worker_id)
        offers += _ranked(facts, found)[:1]
        blocked += [
            (person_id, each) for each in refused(facts, person_id, worker_id=worker_id)
        ]
    return NextForWorker(
        worker_id=worker_id,
        offers=_ranked(facts, offers),
        refused=tuple(blocked),
    )


def is_planned(facts: PlanFacts, found: Alternative) -> bool:
    """Whether it is what the plan has already."""
    return found.way == facts.ways[found.way.person_id]


def impact(facts: PlanFacts, found: Alternative) -> str:
    """Say what it does to the worker's caseload over time, in one sentence."""
    if found.way.kind is WayKind.STAYS:
        words = facts.words
        person = words.person(found.way.person_id)
        return f"{words.worker(found.way.worker_id)} goes on with {person}."
    return course_in_words(facts, course(facts, found.way))


def meaning(facts: PlanFacts, found: Alternative) -> str:
    """Say what it means beside the plan, in one sentence; empty if nothing else."""
    if is_planned(facts, found):
        return "This is what the plan has."
    waits = facts.ways[found.way.person_id].kind is WayKind.WAITS
    told = [
        effect
        for effect in effects(facts, found)
        if not (waits and effect.kind is EffectKind.NOT_PLACED)
    ]
    clause = effects_in_words(facts.words, found.way.person_id, told)
    return sentence(clause) if clause else ""


def price(found: Alternative) -> str:
    """Say what it adds to the cost of the plan: "12 points more", "310 points less"."""
    if not found.points:
        return "no points more or less"
    turn = "more" if found.points > 0 else "less"
    return f"{format_points(abs(found.points))} points {turn}"


def _with_somebody(
    facts: PlanFacts, person_id: PersonId, *, worker_id: WorkerId | None = None
) -> Iterator[Alternative]:
    """Yield every way that leads to a worker, what the plan has among them."""
    whom, board = facts.whom(person_id), facts.board
    others = (
        board.for_referral(whom, worker_id=worker_id)
        if isinstance(whom, Referral)
        else board.for_person(facts.open[person_id], worker_id=worker_id)
    )
    for other in (*_as_planned(facts, person_id), *others):
        leads_to = other.way.worker_id
        if leads_to is not None and worker_id in {None, leads_to}:
            yield other


def _as_planned(facts: PlanFacts, person_id: PersonId) -> Iterator[Alternative]:
    way = facts.ways[person_id]
    if way.worker_id is None or way.worker_id not in facts.caseload.worker:
        return
    worker, whom = facts.caseload.worker[way.worker_id], facts.whom(person_id)
    allowed = way.kind is WayKind.STAYS or not refusals(
        facts.caseload,
        facts.horizon,
        worker,
        whom,
        way.from_week,
        words=facts.words,
        policy=facts.policy,
    )
    if allowed:
        yield Alternative(
            way=way, difference=Cost(), sce_weeks_over=Fraction(0), points=Fraction(0)
        )


def _ranked(facts: PlanFacts, found: Iterable[Alternative]) -> tuple[Alternative, ...]:
    place = {worker_id: n for n, worker_id in enumerate(facts.caseload.worker)}

    def rank(each: Alternative) -> tuple[Fraction, int, int]:
        worker_id = each.way.worker_id
        last = place[worker_id] if worker_id is not None else len(place)
        return each.points, each.way.from_week, last

    return tuple(sorted(found, key=rank))


def _looking(facts: PlanFacts, worker_id: WorkerId) -> Iterator[PersonId]:
    """Yield everybody in a worker's team who is looking for one, or could be."""
    team = facts.caseload.worker[worker_id].team
    for referral in facts.caseload.referrals:
        if referral.team == team:
            yield referral.referral_id
    for person_id, open_person in facts.open.items():
        person = open_person.person
        if person.team == team and _may_come(facts, person, worker_id):
            yield person_id


def _may_come(facts: PlanFacts, person: Person, worker_id: WorkerId) -> bool:
    if person.worker_id == worker_id:
        return False
    return (
        facts.ways[person.person_id].worker_id is None
        or current_worker(facts.caseload, person) is None
        or leaves_person(facts, person.person_id)
        or person.keep_worker is Keep.CHANGE
        or person.wishes.requested_worker == worker_id
    )
