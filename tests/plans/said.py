"""A plan with everything that can be said about it, for tests."""

from cti.calendar import Horizon
from cti.caseload.caseload import Caseload
from cti.plans.assignment import Stay
from cti.plans.facts import PlanFacts
from cti.plans.policy import BALANCED
from tests.builders import HORIZON, a_plan


def facts_of(caseload: Caseload, *stays: Stay, horizon: Horizon = HORIZON) -> PlanFacts:
    """The facts of a plan with these stays."""
    return PlanFacts(
        caseload=caseload, horizon=horizon, plan=a_plan(*stays), policy=BALANCED
    )
