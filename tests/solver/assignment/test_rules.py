"""Each rule against a plan that would cost less without it.

For each there is a small caseload and a *tempting* plan: it breaks that rule and no
other, and costs less than the plan the planner makes. So no price keeps the rule; only
the planner does.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from cti.calendar import Horizon
from cti.caseload.caseload import Caseload
from cti.caseload.people import Keep, Need, Wishes
from cti.plans.assignment import AssignmentPlan, Rule
from cti.plans.eligibility import REFUSES
from cti.plans.policy import BALANCED
from cti.plans.score import score
from cti.plans.verify import verify
from cti.solver.assignment.solve import AssignmentResult, solve_assignment
from cti.solver.limits import SolveLimits
from cti.units import WorkerId
from tests.builders import (
    HORIZON,
    PLAN_DATE,
    a_caseload,
    a_person,
    a_pin,
    a_plan,
    a_plan_in_force,
    a_promise,
    a_referral,
    a_stay,
    a_worker,
    an_absence,
    monday,
)

OVER = a_worker(ceiling=0)
"""Alex, for whom everybody is too much."""

WITH_BEN = a_plan(a_stay(worker="ben"))
POLISH = Wishes(language="Polish", language_need=Need.MUST)
PICKY = Wishes(
    language="Polish",
    language_need=Need.PREFER,
    requested_worker=WorkerId("somebody else"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Temptation:
    """A caseload, and a plan for it that only a rule stands against."""

    caseload: Caseload
    plan: AssignmentPlan = WITH_BEN
    horizon: Horizon = HORIZON


TEMPTATIONS: Mapping[Rule, Temptation] = {
    # A referral that is let go after a week neither waits nor weighs.
    Rule.EVERYBODY_ONCE: Temptation(
        caseload=a_caseload(workers=[OVER], referrals=[a_referral()]),
        plan=a_plan(a_stay("robin", to_on=monday(1))),
    ),
    # A worker nobody knows has no ceiling.
    Rule.KNOWN_NAMES: Temptation(
        caseload=a_caseload(workers=[OVER], people=[a_person(worker=None)]),
        plan=a_plan(a_stay(worker="unheard of")),
    ),
    # After M12 Alex has room, and waiting past it costs no more.
    Rule.ALLOWED_DATES: Temptation(
        caseload=a_caseload(
            workers=[a_worker(ceiling=3)],
            referrals=[a_referral()],
            absences=[an_absence(to_on=monday(12), load_reduction=100)],
        ),
        plan=a_plan(a_stay("robin", from_on=monday(13))),
    ),
    Rule.PINS_HOLD: Temptation(
        caseload=a_caseload(
            workers=[OVER, a_worker("ben")], people=[a_person()], pins=[a_pin()]
        ),
    ),
    # Ben has room, and what Robin was told costs less than an overload.
    Rule.STARTS_PROMISED: Temptation(
        caseload=a_caseload(
            workers=[OVER, a_worker("ben")],
            referrals=[a_referral()],
            in_force=a_plan_in_force(a_promise("robin")),
        ),
        plan=a_plan(a_stay("robin", "ben")),
    ),
    Rule.NOT_WORKERS: Temptation(
        caseload=a_caseload(
            workers=[OVER, a_worker("ben")],
            people=[a_person(wishes=Wishes(not_workers=frozenset({WorkerId("ben")})))],
        ),
    ),
    Rule.SAME_TEAM: Temptation(
        caseload=a_caseload(
            workers=[OVER, a_worker("ben", team="south")], people=[a_person()]
        ),
    ),
    Rule.ACCEPTS_NEW: Temptation(
        caseload=a_caseload(
            workers=[OVER, a_worker("ben", accepts_new=False)], people=[a_person()]
        ),
    ),
    Rule.MUSTS_MET: Temptation(
        caseload=a_caseload(
            workers=[OVER, a_worker("ben")], people=[a_person(wishes=POLISH)]
        ),
    ),
    Rule.HERE_THROUGHOUT: Temptation(
        caseload=a_caseload(
            workers=[OVER, a_worker("ben", leaves_on=monday(35))],
            people=[a_person(keep_worker=Keep.CHANGE)],
        ),
    ),
    Rule.NOT_ON_FULL_REDUCTION: Temptation(
        caseload=a_caseload(
            workers=[OVER, a_worker("ben")],
            people=[a_person()],
            absences=[an_absence("ben", load_reduction=100)],
        ),
    ),
    # For one week, nobody costs less than somebody who suits them ill.
    Rule.COVERED_WHERE_POSSIBLE: Temptation(
        caseload=a_caseload(
            workers=[OVER], people=[a_person(worker=None, wishes=PICKY)]
        ),
        plan=a_plan(a_stay(worker=None)),
        horizon=Horizon(PLAN_DATE, 1),
    ),
}

REFUSED = [rule for rule in Rule if rule in REFUSES]


def planned(temptation: Temptation) -> AssignmentResult:
    return solve_assignment(
        temptation.caseload,
        temptation.horizon,
        limits=SolveLimits(in_children=False),
    )


def test_every_rule_has_its_temptation() -> None:
    assert set(TEMPTATIONS) == set(Rule)


@pytest.mark.parametrize("rule", Rule)
def test_the_tempting_plan_breaks_this_rule_and_costs_less(rule: Rule) -> None:
    tempting = TEMPTATIONS[rule]
    caseload, horizon, plan = tempting.caseload, tempting.horizon, tempting.plan

    broken = {found.rule for found in verify(caseload, horizon, plan)}
    cost = score(caseload, horizon, plan, BALANCED).total

    assert broken == {rule}
    assert cost < planned(tempting).cost.total


@pytest.mark.parametrize("rule", Rule)
def test_the_planner_is_not_tempted(rule: Rule) -> None:
    tempting = TEMPTATIONS[rule]

    result = planned(tempting)

    assert verify(tempting.caseload, tempting.horizon, result.plan) == ()
    assert result.is_best


@pytest.mark.parametrize("rule", REFUSED)
def test_without_the_rule_the_planner_would_be(
    monkeypatch: pytest.MonkeyPatch, rule: Rule
) -> None:
    monkeypatch.setitem(REFUSES, rule, lambda *_: False)

    assert planned(TEMPTATIONS[rule]).plan == TEMPTATIONS[rule].plan
