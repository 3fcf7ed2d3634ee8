"""Every plan there is, for caseloads small enough to list them."""

from collections.abc import Iterator
from itertools import product

from cti.calendar import Horizon
from cti.caseload.caseload import Caseload
from cti.caseload.clocks import open_people
from cti.plans.assignment import AssignmentPlan, Stay
from cti.plans.policy import Policy
from cti.plans.score import score
from cti.plans.verify import verify
from cti.units import PersonId, Points

Stays = tuple[Stay, ...]


def best_cost(caseload: Caseload, horizon: Horizon, policy: Policy) -> Points:
    """What the best of all plans costs that break no rule."""
    return min(
        score(caseload, horizon, plan, policy).total
        for plan in every_plan(caseload, horizon, policy)
    )


def every_plan(
    caseload: Caseload, horizon: Horizon, policy: Policy
) -> Iterator[AssignmentPlan]:
    """List every plan that breaks no rule.

    No rule ties one person to another, so each person's ways are tried alone.
    """
    people = open_people(caseload, horizon)
    tried = {
        **{p: _ways_of_person(caseload, horizon, p) for p in people},
        **{r: _ways_of_referral(caseload, horizon, r) for r in caseload.referral},
    }
    ways = [
        [stays for stays in found if _holds(caseload, horizon, policy, who, stays)]
        for who, found in tried.items()
    ]
    for chosen in product(*ways):
        yield AssignmentPlan(tuple(stay for stays in chosen for stay in stays))


def _ways_of_person(
    caseload: Caseload, horizon: Horizon, person_id: PersonId
) -> Iterator[Stays]:
    """One worker or nobody throughout, or one and then another from any Monday."""
    anybody = [*caseload.worker, None]
    for first in anybody:
        yield (Stay(person_id, horizon.start, first),)
        for monday, second in product(horizon.mondays[1:], anybody):
            yield (
                Stay(person_id, horizon.start, first, monday),
                Stay(person_id, monday, second),
            )


def _ways_of_referral(
    caseload: Caseload, horizon: Horizon, referral_id: PersonId
) -> Iterator[Stays]:
    yield ()
    for monday, worker_id in product(horizon.mondays, caseload.worker):
        yield (Stay(referral_id, monday, worker_id),)


def _holds(
    caseload: Caseload,
    horizon: Horizon,
    policy: Policy,
    who: PersonId,
    stays: Stays,
) -> bool:
    """Whether nothing is found about this person."""
    named = f"{caseload.known_as(who)} ({who})"
    findings = verify(caseload, horizon, AssignmentPlan(stays), policy)
    return not any(named in violation.finding for violation in findings)
