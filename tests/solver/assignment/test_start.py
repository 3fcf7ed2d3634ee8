"""A plan that is known already is begun with, and never lost for a worse one."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import pytest

from cti.plans.policy import BALANCED
from cti.solver.assignment.arrays import arrays
from cti.solver.assignment.problem import NOBODY, AssignmentProblem, Option
from cti.solver.assignment.solve import choose
from cti.solver.limits import SolveLimits
from cti.units import PersonId, WorkerId
from tests.builders import profile
from tests.solver.assignment.drawn import SHORT

TWO = profile(*[2] * SHORT.weeks)


def held(price: int, worker: int) -> Option:
    """To be with a worker from the first Monday on, at twice the weight of one."""
    return Option(
        price=Fraction(price), worker=worker, before=NOBODY, from_week=0, weights=TWO
    )


CROSSED = AssignmentProblem(
    horizon=SHORT,
    policy=BALANCED,
    people=(PersonId("sam"), PersonId("kim")),
    workers=(WorkerId("alex"), WorkerId("ben")),
    options=((held(0, 0), held(1, 1)), (held(0, 0), held(30, 1))),
    ceiling=(profile(*["2.3"] * SHORT.weeks),) * 2,
)
"""Each worker has room for one; both people would rather have the first, Kim more."""

BEST, FIRST = (1, 0), (0, 1)


def cost(choice: Sequence[int]) -> float:
    laid_out = arrays(CROSSED)
    return laid_out.cost(laid_out.first[:-1] + np.array(choice))


def at_once(start: Sequence[int] | None) -> float:
    """What the choice costs that there is before anything is searched."""
    limits = SolveLimits(in_children=False)
    return cost(choose(CROSSED, limits=limits, start=start, stop=lambda: True).options)


def test_without_a_start_the_first_plan_is_not_the_best() -> None:
    assert at_once(None) == cost(FIRST)
    assert cost(BEST) < cost(FIRST)


def test_a_start_that_is_better_is_kept() -> None:
    assert at_once(BEST) == cost(BEST)


@pytest.mark.parametrize("start", [(0, 0), (1, 1), FIRST], ids=str)
def test_a_start_that_is_worse_does_no_harm(start: Sequence[int]) -> None:
    assert at_once(start) <= cost(FIRST)


def test_a_start_is_no_end() -> None:
    choice = choose(CROSSED, limits=SolveLimits(in_children=False), start=FIRST)

    assert choice.options == BEST
    assert choice.lower_bound == cost(BEST)
