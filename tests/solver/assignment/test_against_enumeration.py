"""The planner against every plan there is, on caseloads small enough to list them."""

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings

from cti.calendar import Horizon
from cti.caseload.caseload import Caseload
from cti.caseload.clocks import open_people
from cti.plans.assignment import AssignmentPlan, Stay
from cti.plans.policy import BALANCED
from cti.plans.score import score
from cti.plans.verify import verify
from cti.solver.assignment.solve import solve_assignment
from cti.solver.limits import SolveLimits
from cti.units import PersonId
from tests.builders import PLAN_DATE
from tests.strategies import WEEKS, caseloads

SHORT = Horizon(PLAN_DATE, WEEKS)
HERE = SolveLimits(effort=3, in_children=False)


@pytest.mark.slow
@given(caseloads(max_workers=3, max_people=3, max_referrals=1))
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_plan_holds_and_none_is_better(caseload: Caseload) -> None:
    result = solve_assignment(caseload, SHORT, limits=HERE)

    assert verify(caseload, SHORT, result.plan) == ()
    assert result.cost == score(caseload, SHORT, result.plan, BALANCED)
    best = min(
        score(caseload, SHORT, plan, BALANCED).total for plan in every_plan(caseload)
    )
    assert result.cost.total == best
    assert result.lower_bound == best


def every_plan(caseload: Caseload) -> Iterator[AssignmentPlan]:
    """List every plan that breaks no rule.

    No rule ties one person to another, so each person's ways are tried alone.
    """
    people = list(open_people(caseload, SHORT))
    ways = [
        [stays for stays in _ways_of_person(caseload, p) if _holds(caseload, p, stays)]
        for p in people
    ]
    ways += [
        [
            stays
            for stays in _ways_of_referral(caseload, r)
            if _holds(caseload, r, stays)
        ]
        for r in caseload.referral
    ]
    for chosen in product(*ways):
        yield AssignmentPlan(tuple(stay for stays in chosen for stay in stays))


def _ways_of_person(
    caseload: Caseload, person_id: PersonId
) -> Iterator[tuple[Stay, ...]]:
    anybody = [*caseload.worker, None]
    for first in anybody:
        yield (Stay(person_id, SHORT.start, first),)
        for monday, second in product(SHORT.mondays[1:], anybody):
            yield (
                Stay(person_id, SHORT.start, first, monday),
                Stay(person_id, monday, second),
            )


def _ways_of_referral(
    caseload: Caseload, referral_id: PersonId
) -> Iterator[tuple[Stay, ...]]:
    yield ()
    for monday, worker_id in product(SHORT.mondays, caseload.worker):
        yield (Stay(referral_id, monday, worker_id),)


def _holds(caseload: Caseload, person_id: PersonId, stays: tuple[Stay, ...]) -> bool:
    known = caseload.person.get(person_id) or caseload.referral[person_id]
    findings = verify(caseload, SHORT, AssignmentPlan(stays))
    named = f"{known.known_as} ({person_id})"
    return not any(named in violation.finding for violation in findings)
