"""A new plan begins with what people were told by the plan in force."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given

from cti.caseload.caseload import Caseload, Promise
from cti.caseload.people import Wishes
from cti.plans.in_force import plan_in_force
from cti.plans.policy import BALANCED
from cti.plans.score import score
from cti.solver.assignment.problem import assignment_problem
from cti.solver.assignment.promised import UNKNOWN, as_promised
from cti.solver.assignment.solve import solve_assignment
from cti.solver.limits import SolveLimits
from cti.units import PersonId, Points, WorkerId
from tests.builders import (
    HORIZON,
    PLAN_DATE,
    a_caseload,
    a_person,
    a_plan_in_force,
    a_promise,
    a_referral,
    a_worker,
    monday,
)
from tests.plans.drawn import SHORT, Planned, planned
from tests.solver.assignment.drawn import some

TEAM = [a_worker(leaves_on=monday(6)), a_worker("ben"), a_worker("cleo")]
Begins = Mapping[PersonId, tuple[str, int] | None]


def begins(*promises: Promise) -> Begins:
    """With whom and when Sam, whose worker leaves, and Robin, a referral, begin."""
    caseload = a_caseload(
        workers=TEAM,
        people=[a_person()],
        referrals=[a_referral()],
        in_force=a_plan_in_force(*promises),
    )
    problem = assignment_problem(caseload, HORIZON, BALANCED)
    found: dict[PersonId, tuple[str, int] | None] = {}
    for p, option in enumerate(as_promised(problem, caseload.promise_of)):
        found[problem.people[p]] = None
        if option != UNKNOWN:
            taken = problem.options[p][option]
            worker_id = problem.workers[taken.worker]
            found[problem.people[p]] = worker_id, taken.from_week
    return found


def test_who_was_told_nothing_chooses() -> None:
    assert begins() == {"sam": None, "robin": None}


@pytest.mark.parametrize("week", [0, 6])
def test_a_leavers_person_begins_with_the_handover_they_were_told_of(week: int) -> None:
    told = a_promise(worker="cleo", from_on=monday(week))

    assert begins(told)[PersonId("sam")] == ("cleo", week)


def test_on_another_monday_the_worker_is_kept() -> None:
    found = begins(a_promise(worker="cleo", from_on=monday(3)))[PersonId("sam")]

    assert found is not None
    assert found[0] == "cleo"


def test_a_promised_start_is_begun_with() -> None:
    told = a_promise("robin", "ben", from_on=monday(4))

    assert begins(told)[PersonId("robin")] == ("ben", 4)


@pytest.mark.parametrize("worker", ["alex", "gone"])
def test_who_was_told_of_somebody_who_cannot_be_chooses(worker: str) -> None:
    assert begins(a_promise(worker=worker))[PersonId("sam")] is None


def at_once(caseload: Caseload) -> Points:
    """What the plan costs that there is before anything is searched."""
    return solve_assignment(
        caseload,
        HORIZON,
        policy=replace(BALANCED, broken_promise=Points(0)),
        limits=SolveLimits(effort=0, in_children=False),
        stop=lambda: True,
    ).cost.total


def test_a_plan_begins_with_it_even_where_nothing_is_paid_for_it() -> None:
    # Each worker has room for one. Both people would rather have Alex, Kim much rather;
    # Sam chooses first, and then only a swap finds what they had been told.
    east = Wishes(locality="East")
    caseload = a_caseload(
        workers=[
            a_worker(ceiling="2.3", locality="East"),
            a_worker("ben", ceiling="2.3", locality="West"),
        ],
        people=[
            a_person(worker=None, wishes=east),
            a_person(
                "kim",
                worker=None,
                wishes=replace(east, requested_worker=WorkerId("alex")),
            ),
        ],
    )
    told = a_plan_in_force(a_promise(worker="ben"), a_promise("kim", "alex"))

    assert at_once(caseload) == 70
    assert at_once(replace(caseload, in_force=told)) == 10


@pytest.mark.slow
@some
@given(planned())
def test_what_is_found_at_once_is_no_worse_than_keeping_everything(
    drawn: Planned,
) -> None:
    caseload, plan = drawn
    told = plan_in_force(caseload, plan, None, made_on=PLAN_DATE, on=PLAN_DATE)
    caseload = replace(caseload, in_force=told)
    at_once = SolveLimits(effort=0, in_children=False)

    found = solve_assignment(caseload, SHORT, limits=at_once, stop=lambda: True)

    kept = score(caseload, SHORT, plan, BALANCED)
    assert kept.promises == 0
    assert found.cost.total <= kept.total


@pytest.mark.slow
@some
@given(planned())
def test_who_is_told_the_best_plan_is_told_the_same_again(drawn: Planned) -> None:
    caseload, _ = drawn
    caseload = replace(caseload, in_force=None)
    limits = SolveLimits(in_children=False)
    first = solve_assignment(caseload, SHORT, limits=limits)
    told = plan_in_force(caseload, first.plan, None, made_on=PLAN_DATE, on=PLAN_DATE)

    again = solve_assignment(replace(caseload, in_force=told), SHORT, limits=limits)

    assert again.cost == first.cost
    assert again.cost.promises == 0
