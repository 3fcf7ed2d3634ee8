"""One plan under several policies: what it costs, and what each would rather have."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from cti.plans.alternatives import Alternative
from cti.plans.contacts import ContactPlan
from cti.plans.cost import ContactCost, Cost
from cti.plans.facts import PlanFacts
from cti.plans.policy import Policy
from cti.plans.remedies import doing
from cti.plans.score import score
from cti.plans.score_contacts import score_contacts
from cti.plans.words import counted
from cti.units import format_points


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderPolicy:
    """One plan under one policy.

    Attributes
    ----------
    contacts
        What its contacts cost; None for a plan without contacts.
    people
        For how many people another way would be cheaper, each taken alone.
    best
        The single change that would save most; None if none would save anything.
    """

    policy: Policy
    cost: Cost
    contacts: ContactCost | None
    people: int
    best: Alternative | None


def under_each(
    facts: PlanFacts, policies: Iterable[Policy], *, contacts: ContactPlan | None = None
) -> tuple[UnderPolicy, ...]:
    """Look at a plan, and at its contacts if any, under each of some policies."""
    return tuple(_under(replace(facts, policy=policy), contacts) for policy in policies)


def in_words(facts: PlanFacts, found: UnderPolicy) -> str:
    """Say what a policy would rather have: "Under protect workers, …"."""
    if found.best is None:
        return f"Under {found.policy.key}, no single change would be cheaper."
    people = counted(found.people, "person", "people")
    saved = format_points(-found.best.points)
    return (
        f"Under {found.policy.key}, a single change would be cheaper for {people}; "
        f"most is saved by {doing(facts, found.best.way)}: {saved} points."
    )


def _under(facts: PlanFacts, contacts: ContactPlan | None) -> UnderPolicy:
    cheapest = [
        others[0]
        for others in facts.alternatives.values()
        if others and others[0].points < 0
    ]
    return UnderPolicy(
        policy=facts.policy,
        cost=score(facts.caseload, facts.horizon, facts.plan, facts.policy),
        contacts=None if contacts is None else _of_contacts(facts, contacts),
        people=len(cheapest),
        best=min(cheapest, key=lambda other: other.points, default=None),
    )


def _of_contacts(facts: PlanFacts, contacts: ContactPlan) -> ContactCost:
    prices = facts.policy.contacts
    caseload, horizon, plan = facts.caseload, facts.horizon, facts.plan
    return score_contacts(caseload, horizon, plan, contacts, prices).cost
