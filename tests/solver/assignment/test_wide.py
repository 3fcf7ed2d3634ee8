"""Whatever the caseload, the plan holds and costs what is said."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cti.calendar import Horizon
from cti.caseload.caseload import Caseload
from cti.plans.policy import Policy
from cti.plans.score import score
from cti.plans.verify import verify
from cti.solver.assignment.solve import solve_assignment
from cti.solver.limits import SolveLimits
from tests.builders import HORIZON, PLAN_DATE
from tests.solver.assignment.drawn import SHORT, policies, some
from tests.strategies import caseloads

pytestmark = pytest.mark.slow

HORIZONS = [HORIZON, SHORT, Horizon(PLAN_DATE, 1)]


@settings(some, max_examples=40)
@given(
    caseloads(max_workers=5, max_people=8, max_referrals=4),
    policies(),
    st.sampled_from(HORIZONS),
    st.integers(0, 2),
)
def test_the_rules_and_the_prices_agree_with_the_planner(
    caseload: Caseload, policy: Policy, horizon: Horizon, effort: int
) -> None:
    limits = SolveLimits(effort=effort, in_children=False)

    result = solve_assignment(caseload, horizon, policy=policy, limits=limits)

    assert verify(caseload, horizon, result.plan, policy) == ()
    assert result.cost == score(caseload, horizon, result.plan, policy)
    assert 0 <= result.lower_bound <= result.cost.total
    assert result.repeatable
