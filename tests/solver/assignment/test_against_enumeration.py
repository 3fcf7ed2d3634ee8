"""The planner against every plan there is, on caseloads small enough to list them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cti.caseload import clocks
from cti.caseload.caseload import Caseload
from cti.phases import Phase, Programme, programme
from cti.plans.policy import BALANCED, Policy
from cti.plans.score import score
from cti.plans.verify import verify
from cti.solver.assignment import search as searching
from cti.solver.assignment.solve import AssignmentResult, solve_assignment
from cti.solver.limits import SolveLimits
from tests.solver.assignment.drawn import SHORT, policies, some
from tests.solver.assignment.enumerated import best_cost
from tests.strategies import caseloads, told

pytestmark = pytest.mark.slow

HERE = SolveLimits(effort=3, in_children=False)


def small() -> st.SearchStrategy[Caseload]:
    return told(caseloads(max_workers=3, max_people=3, max_referrals=1))


def planned(
    caseload: Caseload, policy: Policy = BALANCED, limits: SolveLimits = HERE
) -> AssignmentResult:
    """A plan that holds and costs what is said."""
    result = solve_assignment(caseload, SHORT, policy=policy, limits=limits)
    assert verify(caseload, SHORT, result.plan, policy) == ()
    assert result.cost == score(caseload, SHORT, result.plan, policy)
    assert result.repeatable
    return result


@settings(some, max_examples=150)
@given(small())
def test_the_plan_holds_and_none_is_better(caseload: Caseload) -> None:
    result = planned(caseload)

    best = best_cost(caseload, SHORT, BALANCED)
    assert result.cost.total == result.lower_bound == best


@settings(some, max_examples=75)
@given(small(), policies())
def test_so_it_is_by_any_prices(caseload: Caseload, policy: Policy) -> None:
    result = planned(caseload, policy)

    best = best_cost(caseload, SHORT, policy)
    assert result.cost.total == result.lower_bound == best


@contextmanager
def other_weights() -> Iterator[None]:
    """Let people weigh what is no multiple of one half."""

    def weighed(key: str) -> Programme:
        known = programme(key)
        weight = {phase: 7 * sce / 10 for phase, sce in known.weight.items()}
        weight[Phase.TRY_OUT] = Fraction(1, 3)
        return replace(known, weight=weight, paused_weight=Fraction(1, 4))

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(clocks, "programme", weighed)
        yield


@settings(some, max_examples=75)
@given(small(), policies(), st.sampled_from(("0.35", "0.37", "1/3")))
def test_so_it_is_with_weights_and_hours_that_are_no_halves(
    caseload: Caseload, policy: Policy, fte: str
) -> None:
    part_time = tuple(replace(worker, fte=Fraction(fte)) for worker in caseload.workers)
    caseload = replace(caseload, workers=part_time)

    with other_weights():
        result = planned(caseload, policy)
        best = best_cost(caseload, SHORT, policy)

    # Costs may lie closer together than an engine's floating point is trusted.
    assert best <= result.cost.total <= best + 2 * Fraction(searching.SLACK)
    assert best - 2 * Fraction(searching.SLACK) <= result.lower_bound <= best


@settings(some, max_examples=40)
@given(small(), policies(), st.sampled_from((0, 4000)))
def test_without_searching_everything_the_bound_is_still_a_bound(
    caseload: Caseload, policy: Policy, many_options: int
) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(searching, "EXACT_OPTIONS", 0)
        patched.setattr(searching, "MANY_OPTIONS", many_options)
        result = planned(caseload, policy, SolveLimits(effort=1, in_children=False))

    best = best_cost(caseload, SHORT, policy)
    assert result.lower_bound <= best <= result.cost.total


@settings(some, max_examples=40)
@given(small())
def test_the_order_of_rows_does_not_matter(caseload: Caseload) -> None:
    turned = replace(
        caseload,
        workers=caseload.workers[::-1],
        people=caseload.people[::-1],
        referrals=caseload.referrals[::-1],
        pins=caseload.pins[::-1],
        absences=caseload.absences[::-1],
    )

    assert planned(turned).cost.total == planned(caseload).cost.total
