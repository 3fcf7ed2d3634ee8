"""Compare two plans of one caseload: who moves, in sentences."""

from cti.plans.changes import in_sentences
from cti.plans.compare import compare, nothing_decided
from cti.plans.facts import PlanFacts


def changes_against_today(facts: PlanFacts) -> tuple[str, ...]:
    """Say what a plan changes, against nothing being decided.

    Returns
    -------
    How much changes, then a sentence for each person.
    """
    return in_sentences(
        facts, compare(facts, nothing_decided(facts.caseload, facts.horizon))
    )


def changes_between(before: PlanFacts, after: PlanFacts) -> tuple[str, ...]:
    """Say what changes from one plan to another of the same caseload.

    Returns
    -------
    How much changes, then a sentence for each person.
    """
    return in_sentences(after, compare(after, before.plan))
