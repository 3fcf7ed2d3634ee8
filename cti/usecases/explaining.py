"""Explain a plan: why this worker, why not that one, and what it takes otherwise."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from cti.plans.answer_words import in_one_sentence, keeping
from cti.plans.answers import Answer
from cti.plans.facts import PlanFacts
from cti.plans.giving_way import (
    conditions,
    minimal_sets,
    nobody_may_take,
    relaxing,
)
from cti.plans.overload_flags import over_in_words
from cti.plans.questions import with_worker
from cti.plans.reasons import reason
from cti.plans.remedies import remedies
from cti.plans.repair import repair
from cti.plans.why import in_sentences, why_not, why_not_each
from cti.units import PersonId, WorkerId
from cti.usecases.asking import MOST_CHECKED, Asking, Given
from cti.usecases.naming import person_meant, worker_meant

NO_RULE_WOULD_DO = (
    "No rule that a team can relax would help: look for somebody outside the team."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why a plan has somebody where it does.

    Attributes
    ----------
    why
        What the plan does with them, and what the alternatives would mean.
    why_not
        What each of the other workers asked about would mean, by worker.
    """

    person_id: PersonId
    why: str
    why_not: Mapping[WorkerId, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedAnew:
    """What planning everybody anew says about one person.

    Attributes
    ----------
    person
        What they are called.
    sentences
        The best alternatives with their prices, and what keeping a worker costs.
    gives_way
        Where nobody may take them: which rules would have to give way.
    answers, given_way
        The plans behind the sentences.
    """

    person_id: PersonId
    person: str
    sentences: tuple[str, ...] = ()
    gives_way: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()
    given_way: Given | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OverloadExplained:
    """A worker over the ceiling, and all that would clear it, in sentences."""

    worker_id: WorkerId
    from_on: date
    what: str
    remedies: tuple[str, ...]


def explain(facts: PlanFacts, person: str, *, worker: str | None = None) -> Explanation:
    """Explain where a plan has somebody, with everything else as it is.

    Parameters
    ----------
    person
        Their name or id.
    worker
        Name or id of the worker asked about; None for every other worker.

    Raises
    ------
    UnknownName
        If the caseload has nobody of that name, or more than one.
    """
    person_id = person_meant(facts.caseload, person)
    asked = None if worker is None else worker_meant(facts.caseload, worker)
    return explain_whom(facts, person_id, asked)


def explain_whom(
    facts: PlanFacts, person_id: PersonId, asked: WorkerId | None = None
) -> Explanation:
    """Explain where a plan has somebody of the caseload, all else as it is.

    Parameters
    ----------
    asked
        The worker asked about; None for every other worker.
    """
    if person_id not in facts.ways:
        name = facts.words.persons(person_id)
        over = f"{name} support is over, so nobody is planned."
        return Explanation(person_id=person_id, why=over, why_not={})
    others = (
        why_not_each(facts, person_id)
        if asked is None
        else {asked: why_not(facts, person_id, asked)}
    )
    return Explanation(
        person_id=person_id,
        why=in_sentences(facts, reason(facts, person_id)),
        why_not=others,
    )


def explain_anew(
    asking: Asking, person: str, *, worker: str | None = None
) -> PlannedAnew:
    """Plan everybody anew to say what else would do for somebody, and its price.

    Parameters
    ----------
    person
        Their name or id.
    worker
        Name or id of the only worker asked about; None for whoever is best.

    Raises
    ------
    UnknownName
        If the caseload has nobody of that name, or more than one.
    """
    caseload = asking.facts.caseload
    person_id = person_meant(caseload, person)
    asked = None if worker is None else worker_meant(caseload, worker)
    return explain_whom_anew(asking, person_id, asked)


def explain_whom_anew(
    asking: Asking, person_id: PersonId, worker_id: WorkerId | None = None
) -> PlannedAnew:
    """Plan everybody anew to say what else would do for somebody of the caseload.

    Parameters
    ----------
    worker_id
        The only worker asked about; None for whoever is best.
    """
    facts = asking.facts
    if worker_id is None:
        return _anew(asking, person_id)
    found = None
    if person_id in facts.ways and facts.ways[person_id].worker_id != worker_id:
        found = asking.ask(with_worker(person_id, worker_id))
    answers = () if found is None else (found,)
    return PlannedAnew(
        person_id=person_id,
        person=facts.words.person(person_id),
        sentences=tuple(in_one_sentence(facts, each) for each in answers),
        answers=answers,
    )


def explain_everybody(asking: Asking) -> Iterator[PlannedAnew]:
    """Yield what else would do for everybody in turn, and its price.

    Yields
    ------
    As soon as it is known, each person open or referred of whom there is something to
    say.
    """
    everybody = tuple(asking.facts.ways)
    for done, person_id in enumerate(everybody):
        asking.is_at(done, len(everybody))
        found = _anew(asking, person_id)
        if found.sentences or found.gives_way:
            yield found


def explain_overloads(
    facts: PlanFacts, worker_id: WorkerId | None = None
) -> Iterator[OverloadExplained]:
    """Yield each overload of a plan, with all that would clear it.

    Parameters
    ----------
    worker_id
        The only worker asked about; None for all of them.
    """
    for run in facts.overloads:
        if worker_id in {None, run.worker_id}:
            yield OverloadExplained(
                worker_id=run.worker_id,
                from_on=facts.horizon.mondays[run.from_week],
                what=over_in_words(facts, run),
                remedies=tuple(remedies(facts, repair(facts, run))),
            )


def _anew(asking: Asking, person_id: PersonId) -> PlannedAnew:
    facts, person = asking.facts, asking.facts.words.person(person_id)
    if person_id not in facts.ways:
        return PlannedAnew(person_id=person_id, person=person)
    if nobody_may_take(facts, person_id):
        given_way = asking.give_way(person_id)
        return PlannedAnew(
            person_id=person_id,
            person=person,
            gives_way=tuple(_giving_way(facts, person_id, given_way)),
            given_way=given_way,
        )
    answers = tuple(asking.ask_each(person_id))
    sentences = [in_one_sentence(facts, each) for each in answers]
    sentences += [keeping(facts, each) for each in answers]
    return PlannedAnew(
        person_id=person_id,
        person=person,
        sentences=tuple(filter(None, sentences)),
        answers=answers,
    )


def _giving_way(
    facts: PlanFacts, person_id: PersonId, found: Given | None
) -> Iterator[str]:
    """Say which rules would have to give way, at what price, and which others could."""
    if found is None:
        yield NO_RULE_WOULD_DO
        return
    where = f"if {conditions(facts, found.giving_way)}"
    said = in_one_sentence(facts, found.answer, where=where)
    person = facts.words.person(person_id)
    waiting = f" Even so, it would cost less to let {person} wait."
    yield said if found.is_taken_up else said + waiting
    every = minimal_sets(facts, person_id)
    others = [each for each in every if each != found.giving_way]
    yield from (relaxing(facts, other) for other in others[:MOST_CHECKED])
