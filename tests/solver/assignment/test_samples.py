"""The samples, planned: as good as the best plan known, and proven."""

import pytest

from cti.plans.policy import BALANCED
from cti.plans.score import score
from cti.plans.verify import verify
from cti.solver.assignment.solve import solve_assignment
from cti.solver.limits import SolveLimits
from tests.golden.golden import golden


@pytest.mark.parametrize(
    ("name", "effort"),
    [
        pytest.param("navigators", 1),
        pytest.param("riverside", 1),
        pytest.param("harbour", 2, marks=pytest.mark.slow),
    ],
)
def test_a_sample_is_planned_best_and_proven(name: str, effort: int) -> None:
    known = golden(name)

    result = solve_assignment(
        known.caseload,
        known.horizon,
        limits=SolveLimits(effort=effort, in_children=False),
    )

    assert result.cost.total == result.lower_bound == known.cost
    assert result.cost == score(known.caseload, known.horizon, result.plan, BALANCED)
    assert verify(known.caseload, known.horizon, result.plan) == ()
    assert result.is_best
    assert result.repeatable
