"""Open a caseload and a plan for it, to look at them together."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cti.calendar import Horizon
from cti.errors import UnknownPolicy
from cti.exchange.caseload_file import CaseloadFile
from cti.exchange.caseload_in import read_caseload
from cti.exchange.plan_in import PlanAbout, PlanFiles, read_plan
from cti.plans.assignment import AssignmentPlan
from cti.plans.facts import PlanFacts
from cti.plans.policies import POLICIES, shipped_policy
from cti.plans.policy import BALANCED, Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedPlan:
    """A plan beside the caseload it is judged against.

    Attributes
    ----------
    facts
        The plan as the rules, prices and reasons see it.
    is_of_this_caseload
        Whether it was made from the caseload as it is now; None where it does not say.
    """

    file: CaseloadFile
    plan: PlanFiles
    facts: PlanFacts

    @property
    def is_of_this_caseload(self) -> bool | None:
        """Whether the plan was made from the caseload as it is now."""
        if self.plan.about is None:
            return None
        return self.plan.about.input_hash == self.file.digest


def open_plan(
    caseload: Path,
    plan: Path,
    *,
    on: date | None,
    today: date,
    policy: Policy | None = None,
) -> OpenedPlan:
    """Read a caseload and a plan for it.

    Parameters
    ----------
    on
        The plan date to judge it by; None for the plan's own.
    today
        The plan date of a plan that does not say its own.
    policy
        The prices to judge it by; None for the plan's own, and the balanced ones for
        a plan that does not say its own.

    Raises
    ------
    UnreadableCaseload, UnreadablePlan
        With everything that must be mended.
    UnknownPolicy
        If the plan names prices that nobody has, and does not carry them.
    """
    file = read_caseload(caseload)
    read = read_plan(plan, file.caseload)
    about = read.about
    horizon = Horizon(
        on or (about.on if about else today),
        about.weeks if about else file.caseload.service.horizon_weeks,
    )
    prices = policy or _policy_of(about)
    return OpenedPlan(
        file=file,
        plan=read,
        facts=facts_of(file, horizon, read.assignment, policy=prices),
    )


def facts_of(
    file: CaseloadFile,
    horizon: Horizon,
    plan: AssignmentPlan,
    *,
    policy: Policy = BALANCED,
) -> PlanFacts:
    """Put a plan beside its caseload."""
    return PlanFacts(caseload=file.caseload, horizon=horizon, plan=plan, policy=policy)


def _policy_of(about: PlanAbout | None) -> Policy:
    if about is None:
        return BALANCED
    own = about.prices or shipped_policy(about.policy)
    if own is None:
        raise UnknownPolicy(about.policy, known=tuple(POLICIES))
    return own
