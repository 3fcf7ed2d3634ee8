"""Open a caseload and a plan for it, to look at them together."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from cti.calendar import Horizon
from cti.caseload.caseload import PlanInForce
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
    file
        The caseload, with what people had been told when the plan was made.
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
    if about is not None:
        file = with_in_force(file, about.in_force)
    horizon = Horizon(
        on or (about.on if about else today),
        about.weeks if about else file.caseload.service.horizon_weeks,
    )
    prices = policy or (prices_of(about) if about else BALANCED)
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


def with_in_force(file: CaseloadFile, told: PlanInForce | None) -> CaseloadFile:
    """Return a caseload with what people were told of; its digest stays the same."""
    return replace(file, caseload=replace(file.caseload, in_force=told))


def prices_of(about: PlanAbout) -> Policy:
    """Return the prices a plan was made with.

    Raises
    ------
    UnknownPolicy
        If the plan names prices that nobody has, and does not carry them.
    """
    own = about.prices or shipped_policy(about.policy)
    if own is None:
        raise UnknownPolicy(about.policy, known=tuple(POLICIES))
    return own
