"""The best plans known for the samples: what they cost, and that they hold."""

import pytest

from cti.plans.policy import BALANCED
from cti.plans.score import score
from cti.plans.verify import verify
from tests.golden.golden import BEST_KNOWN, golden


@pytest.mark.parametrize("name", BEST_KNOWN)
def test_the_best_plan_known_costs_what_is_known_part_by_part(name: str) -> None:
    known = golden(name)

    cost = score(known.caseload, known.horizon, known.plan, BALANCED)

    assert dict(cost.parts) == known.parts
    assert cost.total == known.cost


@pytest.mark.parametrize("name", BEST_KNOWN)
def test_the_best_plan_known_breaks_no_rule(name: str) -> None:
    known = golden(name)

    assert verify(known.caseload, known.horizon, known.plan) == ()
