"""The price of every single change to a plan, against scoring the changed plan."""

from dataclasses import fields
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from cti.calendar import Horizon
from cti.caseload.caseload import Caseload
from cti.caseload.people import Keep
from cti.plans.alternatives import Alternative, alternatives, changed
from cti.plans.assignment import AssignmentPlan
from cti.plans.cost import Cost
from cti.plans.loads import load_rows
from cti.plans.policy import BALANCED, Band, Policy
from cti.plans.score import score
from cti.plans.ways import WayKind, ways
from cti.units import PersonId, Sce
from tests.builders import (
    HORIZON,
    a_caseload,
    a_person,
    a_plan,
    a_referral,
    a_stay,
    a_worker,
    monday,
)
from tests.plans.drawn import SHORT, Planned, a_few, nonsense, planned

ODD = Policy(
    key="odd",
    bands=(Band(Fraction(2, 3), Fraction(1, 7)), Band(Fraction(1), Fraction(5, 3))),
    handover=Fraction(7),
)
"""Prices that share no denominator, and one for what the shipped policy has free."""

SAM, ROBIN = PersonId("sam"), PersonId("robin")


def over(caseload: Caseload, horizon: Horizon, plan: AssignmentPlan) -> Sce:
    rows = load_rows(caseload, horizon, plan)
    return sum((row.over for row in rows), Fraction(0))


def minus(one: Cost, other: Cost) -> Cost:
    return Cost(
        **{
            part.name: getattr(one, part.name) - getattr(other, part.name)
            for part in fields(Cost)
        }
    )


@settings(a_few, max_examples=100)
@given(planned() | nonsense(), st.sampled_from((BALANCED, ODD)))
def test_a_difference_is_what_the_score_says_of_the_changed_plan(
    drawn: Planned, policy: Policy
) -> None:
    caseload, plan = drawn
    cost, sce = score(caseload, SHORT, plan, policy), over(caseload, SHORT, plan)

    for person_id, others in alternatives(caseload, SHORT, plan, policy).items():
        for other in others:
            new = changed(plan, person_id, other.way.stays(SHORT))
            assert other.difference == minus(score(caseload, SHORT, new, policy), cost)
            assert other.points == other.difference.total
            assert other.sce_weeks_over == over(caseload, SHORT, new) - sce


@a_few
@given(planned())
def test_they_are_all_other_ways_and_not_the_plan_itself(drawn: Planned) -> None:
    caseload, plan = drawn

    found = alternatives(caseload, SHORT, plan, BALANCED)

    for person_id, open_to in ways(caseload, SHORT, BALANCED).items():
        present = plan.of.get(person_id, ())
        others = {way for way in open_to if way.stays(SHORT) != present}
        assert {other.way for other in found[person_id]} == others


@a_few
@given(planned())
def test_the_cheapest_comes_first(drawn: Planned) -> None:
    caseload, plan = drawn

    for others in alternatives(caseload, SHORT, plan, BALANCED).values():
        points = [other.points for other in others]
        assert points == sorted(points)


def one(caseload: Caseload, plan: AssignmentPlan, who: PersonId) -> Alternative:
    (other,) = alternatives(caseload, HORIZON, plan, BALANCED)[who]
    return other


def test_moving_somebody_in_phase_one_who_wants_to_keep_their_worker() -> None:
    caseload = a_caseload(workers=[a_worker(), a_worker("ben")], people=[a_person()])

    other = one(caseload, a_plan(a_stay()), SAM)

    assert other.way.worker_id == "ben"
    assert other.difference == Cost(moving=Fraction(360))


def test_moving_somebody_who_would_like_a_change_spares_the_wish() -> None:
    caseload = a_caseload(
        workers=[a_worker(), a_worker("ben")],
        people=[a_person(keep_worker=Keep.CHANGE)],
    )

    assert one(caseload, a_plan(a_stay()), SAM).points == -120


def test_a_leavers_people_may_move_now_or_at_the_leaving() -> None:
    caseload = a_caseload(
        workers=[a_worker(leaves_on=monday(6)), a_worker("ben"), a_worker("caro")],
        people=[a_person()],
    )
    plan = a_plan(a_stay(to_on=monday(6)), a_stay(worker="ben", from_on=monday(6)))

    found = alternatives(caseload, HORIZON, plan, BALANCED)[SAM]

    assert [(o.way.kind, o.way.worker_id, o.way.from_week) for o in found] == [
        (WayKind.MOVES, "ben", 0),
        (WayKind.MOVES, "caro", 0),
        (WayKind.HANDED_OVER, "caro", 6),
    ]


def test_a_referral_may_start_on_thirteen_mondays_or_wait() -> None:
    caseload = a_caseload(referrals=[a_referral()])

    found = alternatives(caseload, HORIZON, a_plan(a_stay("robin")), BALANCED)[ROBIN]

    assert [o.way.from_week for o in found] == [*range(1, 13), HORIZON.weeks]
    assert [o.points for o in found] == [*range(10, 130, 10), 330]


def test_a_stay_written_with_an_end_after_the_support_is_the_plan_itself() -> None:
    # Sam's support ends on 2 August, M36 is the first Monday after it.
    plan = a_plan(a_stay(to_on=monday(36)))

    caseload = a_caseload(people=[a_person()])

    assert alternatives(caseload, HORIZON, plan, BALANCED)[SAM] == ()
