"""Judge somebody's plan against a caseload: every rule, and what it costs."""

from dataclasses import dataclass

from cti.plans.cost import ContactCost, Cost
from cti.plans.score import score
from cti.plans.score_contacts import score_contacts
from cti.plans.verify import Violation, verify
from cti.plans.verify_contacts import ContactViolation, verify_contacts
from cti.usecases.opening import OpenedPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What is to be said of a plan.

    Attributes
    ----------
    violations, contact_violations
        Every broken rule, in words; empty where the plan holds.
    contact_cost, late_days
        None where the plan has no contacts to judge.
    """

    violations: tuple[Violation, ...]
    contact_violations: tuple[ContactViolation, ...]
    cost: Cost
    contact_cost: ContactCost | None
    late_days: int | None

    @property
    def holds(self) -> bool:
        """Whether the plan breaks no rule."""
        return not self.violations and not self.contact_violations


def judge(opened: OpenedPlan) -> Judgement:
    """Judge a plan by the rules and prices, without asking how it was made."""
    facts, contacts = opened.facts, opened.plan.contacts
    broken: tuple[ContactViolation, ...] = ()
    scored = None
    if contacts is not None:
        broken = verify_contacts(facts.caseload, facts.horizon, facts.plan, contacts)
        scored = score_contacts(
            facts.caseload, facts.horizon, facts.plan, contacts, facts.policy.contacts
        )
    return Judgement(
        violations=verify(facts.caseload, facts.horizon, facts.plan, facts.policy),
        contact_violations=broken,
        cost=score(facts.caseload, facts.horizon, facts.plan, facts.policy),
        contact_cost=scored.cost if scored else None,
        late_days=scored.late_days if scored else None,
    )
