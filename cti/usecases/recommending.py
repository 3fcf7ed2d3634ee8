"""Who should take somebody next, and whom could a worker take: asked of one plan."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from cti.plans.alternatives import Alternative
from cti.plans.assignment import Rule
from cti.plans.blocked import Blocked
from cti.plans.facts import PlanFacts
from cti.plans.reasons import Cause, Reason
from cti.plans.recommend import (
    impact,
    is_planned,
    meaning,
    price,
    who_could_take,
    whom_could_take,
)
from cti.plans.statements import statement
from cti.plans.words import listed, sentence
from cti.units import PersonId, Points, Sce, WorkerId
from cti.usecases.naming import person_meant, worker_meant


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One worker and start for one person, with what it would do.

    Attributes
    ----------
    on
        The Monday they would come.
    points
        What it adds to the cost of the plan, exact; less than nothing where it saves.
    sce_weeks_over
        What it adds to the SCE above the ceilings.
    price, impact, meaning
        The points in words; what it does to the worker's caseload over time; and what
        it means beside the plan, where it means anything more.
    is_planned
        Whether the plan has it so already.
    """

    person_id: PersonId
    person: str
    worker_id: WorkerId
    worker: str
    on: date
    points: Points
    sce_weeks_over: Sce
    price: str
    impact: str
    meaning: str
    is_planned: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What is recommended, and who is refused.

    Attributes
    ----------
    about
        What everybody asked about is called.
    offers
        The best first.
    more
        How many there are besides, which nobody asked to see.
    refused
        One sentence for each worker or person whom a rule refuses.
    nothing
        Why there is no offer; empty where there is one.
    blocked
        Who is refused whom, and by which rules.
    """

    about: str
    offers: tuple[Offer, ...]
    more: int
    refused: tuple[str, ...]
    nothing: str
    blocked: tuple[tuple[PersonId, Blocked], ...] = ()


def recommend_for(
    facts: PlanFacts,
    person: str,
    *,
    every_start: bool = False,
    most: int | None = None,
) -> Advice:
    """Rank the workers who could take somebody.

    Parameters
    ----------
    person
        Name or id of somebody referred, or supported already.
    every_start
        Whether to offer each start Monday with each worker, not only the best.
    most
        How many to offer; None for all.

    Raises
    ------
    UnknownName
        If the caseload has nobody of that name, or more than one.
    """
    person_id = person_meant(facts.caseload, person)
    return advise_for(facts, person_id, every_start=every_start, most=most)


def advise_for(
    facts: PlanFacts,
    person_id: PersonId,
    *,
    every_start: bool = False,
    most: int | None = None,
) -> Advice:
    """Rank the workers who could take somebody of the caseload.

    Parameters
    ----------
    every_start
        Whether to offer each start Monday with each worker, not only the best.
    most
        How many to offer; None for all.
    """
    name = facts.words.person(person_id)
    if person_id not in facts.ways:
        over = f"{facts.words.persons(person_id)} support is over, so nobody is needed."
        return Advice(about=name, offers=(), more=0, refused=(), nothing=over)
    found = who_could_take(facts, person_id)
    ways = found.ways if every_start else found.best_of_each
    return Advice(
        about=name,
        offers=tuple(_offers(facts, ways[:most])),
        more=len(ways) - len(ways[:most]),
        refused=tuple(_refusals(facts, found.refused)),
        nothing="" if ways else _why_nobody(facts, person_id),
        blocked=tuple((person_id, each) for each in found.refused),
    )


def recommend_to(facts: PlanFacts, worker: str, *, most: int | None = None) -> Advice:
    """Rank the people whom a worker could take next.

    Parameters
    ----------
    most
        How many to offer; None for all.

    Raises
    ------
    UnknownName
        If the caseload has no worker of that name, or more than one.
    """
    return advise_to(facts, worker_meant(facts.caseload, worker), most=most)


def advise_to(
    facts: PlanFacts, worker_id: WorkerId, *, most: int | None = None
) -> Advice:
    """Rank the people whom a worker of the caseload could take next.

    Parameters
    ----------
    most
        How many to offer; None for all.
    """
    found = whom_could_take(facts, worker_id)
    name = facts.words.worker(worker_id)
    nothing = f"Nobody in {facts.words.workers_own(worker_id)} team is looking"
    if found.refused:
        nothing = f"{name} may take none of the people who are looking"
    return Advice(
        about=name,
        offers=tuple(_offers(facts, found.offers[:most])),
        more=len(found.offers) - len(found.offers[:most]),
        refused=tuple(
            f"{facts.words.person(person_id)}: {_rules(blocked)}"
            for person_id, blocked in found.refused
        ),
        nothing="" if found.offers else sentence(nothing),
        blocked=found.refused,
    )


def _offers(facts: PlanFacts, found: Iterable[Alternative]) -> Iterator[Offer]:
    words = facts.words
    for each in found:
        way = each.way
        if way.worker_id is not None:
            yield Offer(
                person_id=way.person_id,
                person=words.person(way.person_id),
                worker_id=way.worker_id,
                worker=words.worker(way.worker_id),
                on=facts.horizon.mondays[way.from_week],
                points=each.points,
                sce_weeks_over=each.sce_weeks_over,
                price=price(each),
                impact=impact(facts, each),
                meaning=meaning(facts, each),
                is_planned=is_planned(facts, each),
            )


def _refusals(facts: PlanFacts, found: Sequence[Blocked]) -> Iterator[str]:
    """Yield who may not take somebody, those of other teams in one sentence."""
    elsewhere = [each for each in found if Rule.SAME_TEAM in each.rules]
    for blocked in found:
        if blocked not in elsewhere:
            yield _about(facts.words.worker(blocked.worker_id), _rules(blocked))
    if elsewhere:
        names = listed(facts.words.worker(each.worker_id) for each in elsewhere)
        alone = len(elsewhere) == 1
        are = "is in another team" if alone else "are in other teams"
        yield f"{names} {are}."


def _about(worker: str, said: str) -> str:
    """Return what is said of a worker, whose name stands first, once."""
    return said if said.startswith(f"{worker} ") else f"{worker}: {said}"


def _rules(blocked: Blocked) -> str:
    return " ".join(refusal.sentence for refusal in blocked.refusals)


def _why_nobody(facts: PlanFacts, person_id: PersonId) -> str:
    way = facts.ways[person_id]
    if way.worker_id is not None:
        return f"Nobody may take {facts.words.person(person_id)}."
    return sentence(statement(facts, Reason(way=way, cause=Cause.WEIGHED)))
