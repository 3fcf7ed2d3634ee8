"""Explain a plan: why this worker, and why not that one."""

from collections.abc import Mapping
from dataclasses import dataclass

from cti.plans.facts import PlanFacts
from cti.plans.reasons import reason
from cti.plans.why import in_sentences, why_not, why_not_each
from cti.units import PersonId, WorkerId
from cti.usecases.naming import person_meant, worker_meant


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


def explain(facts: PlanFacts, person: str, *, worker: str | None = None) -> Explanation:
    """Explain where a plan has somebody.

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
