"""What holds of every cost, whatever the caseload and the plan."""

from dataclasses import fields, replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings

from cti.caseload.clocks import open_people
from cti.caseload.ledger import ceilings
from cti.plans.assignment import AssignmentPlan
from cti.plans.cost import Cost
from cti.plans.policy import BALANCED
from cti.plans.score import load_price, loads, score
from cti.units import Points
from tests.builders import a_caseload, a_plan, a_referral, a_stay
from tests.plans.any_plan import any_plan
from tests.plans.drawn import SHORT, Planned, a_few, planned

pytestmark = pytest.mark.slow


def parts(cost: Cost) -> list[Points]:
    return [getattr(cost, part.name) for part in fields(cost)]


@settings(a_few, max_examples=100)
@given(any_plan())
def test_there_is_a_price_for_any_plan(drawn: Planned) -> None:
    caseload, plan = drawn

    cost = score(caseload, SHORT, plan, BALANCED)

    assert cost.total == sum(parts(cost)) == sum(cost.parts.values())
    assert all(type(part) is Fraction and part >= 0 for part in parts(cost))


@pytest.mark.parametrize(
    ("start_on", "wait"),
    [pytest.param(date.min, 0, id="first"), pytest.param(date.max, 60, id="last")],
)
def test_the_first_and_the_last_day_of_all_are_days(start_on: date, wait: int) -> None:
    caseload = a_caseload(referrals=[a_referral()])
    plan = a_plan(a_stay("robin", None, from_on=start_on))

    assert score(caseload, SHORT, plan, BALANCED) == Cost(wait=Points(wait))


@a_few
@given(planned())
def test_everybody_adds_a_price_of_their_own_except_for_load(drawn: Planned) -> None:
    caseload, plan = drawn
    seen = AssignmentPlan(())
    before = nothing = score(caseload, SHORT, seen, BALANCED)

    for stays in plan.of.values():
        seen = AssignmentPlan((*seen.stays, *stays))
        after = score(caseload, SHORT, seen, BALANCED)
        alone = score(caseload, SHORT, AssignmentPlan(stays), BALANCED)
        gained = [x - y for x, y in zip(parts(after), parts(before), strict=True)]
        own = [x - y for x, y in zip(parts(alone), parts(nothing), strict=True)]
        assert gained[1:] == own[1:]
        before = after

    assert before == score(caseload, SHORT, plan, BALANCED)


@a_few
@given(planned())
def test_load_is_the_sum_of_what_everybody_weighs_where_they_are(
    drawn: Planned,
) -> None:
    caseload, plan = drawn
    agreed = ceilings(caseload, SHORT)
    held = {worker: [Fraction(0)] * SHORT.weeks for worker in caseload.worker}
    for stays in plan.of.values():
        for worker, profile in loads(caseload, SHORT, AssignmentPlan(stays)).items():
            held[worker] = [a + b for a, b in zip(held[worker], profile, strict=True)]

    assert {w: tuple(held[w]) for w in held} == loads(caseload, SHORT, plan)
    assert score(caseload, SHORT, plan, BALANCED).load == sum(
        load_price(load, agreed[worker][week], BALANCED.bands)
        for worker, profile in held.items()
        for week, load in enumerate(profile)
    )


@a_few
@given(planned())
def test_each_open_person_weighs_once_on_every_monday(drawn: Planned) -> None:
    caseload, plan = drawn
    people = open_people(caseload, SHORT)

    for person_id in people:
        stays = AssignmentPlan(plan.of[person_id])
        for week, monday in enumerate(SHORT.mondays):
            held = sum(p[week] for p in loads(caseload, SHORT, stays).values())
            alone = plan.worker_on(person_id, monday) is None
            assert held == (0 if alone else people[person_id].weights[week])


@a_few
@given(planned())
def test_the_order_of_rows_changes_no_price(drawn: Planned) -> None:
    caseload, plan = drawn
    turned = replace(
        caseload,
        people=caseload.people[::-1],
        workers=caseload.workers[::-1],
        referrals=caseload.referrals[::-1],
    )

    assert score(turned, SHORT, AssignmentPlan(plan.stays[::-1]), BALANCED) == (
        score(caseload, SHORT, plan, BALANCED)
    )
