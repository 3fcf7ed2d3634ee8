"""Walking from plan to better plan, a few workers at a time."""

import numpy as np
import pytest

from cti.caseload.people import Priority, Wishes
from cti.plans.policy import BALANCED
from cti.solver.assignment.arrays import Arrays, Ints, arrays
from cti.solver.assignment.greedy import settle
from cti.solver.assignment.neighbourhoods import Better, Walk, improve
from cti.solver.assignment.problem import NOBODY, assignment_problem
from cti.units import WorkerId
from tests.builders import (
    a_caseload,
    a_person,
    a_referral,
    a_worker,
)
from tests.solver.assignment.drawn import SHORT


def two_to_swap() -> tuple[Arrays, Ints]:
    """A plan that two people could make better together and neither alone.

    Each asked for the worker the other has, and each worker has room for one.
    """
    caseload = a_caseload(
        workers=[a_worker(ceiling="2.3"), a_worker("ben", ceiling="2.3")],
        people=[
            a_person("sam", worker=None, wishes=asks_for("ben")),
            a_person("kim", worker=None, wishes=asks_for("alex")),
        ],
    )
    laid_out = arrays(assignment_problem(caseload, SHORT, BALANCED))
    return laid_out, np.array([0, 3])


def a_team() -> tuple[Arrays, Ints]:
    """Five workers with too little room for eight people and two referrals."""
    ids = ["alex", "ben", "cleo", "dan", "eve"]
    caseload = a_caseload(
        workers=[a_worker(each, ceiling=3 + n % 2) for n, each in enumerate(ids)],
        people=[
            a_person(f"p{n}", worker=ids[n % 3], wishes=asks_for(ids[(n * 3 + 1) % 5]))
            for n in range(8)
        ],
        referrals=[
            a_referral(f"r{n}", priority=priority)
            for n, priority in enumerate((Priority.URGENT, Priority.SOON))
        ],
    )
    laid_out = arrays(assignment_problem(caseload, SHORT, BALANCED))
    return laid_out, laid_out.first[:-1].copy()


def asks_for(worker: str) -> Wishes:
    return Wishes(requested_worker=WorkerId(worker))


def walked(laid_out: Arrays, chosen: Ints, walk: Walk) -> list[Ints]:
    found: list[Better] = []
    near = np.ones(len(laid_out.options), dtype=bool)
    improve(laid_out, chosen, near, walk, found.append)
    return [better.chosen for better in found]


def test_two_people_swap_where_neither_would_move_alone() -> None:
    laid_out, begun = two_to_swap()
    assert settle(laid_out, begun).tolist() == begun.tolist()

    *_, last = walked(laid_out, begun, Walk(rounds=1, size=2, seed=0))

    assert last.tolist() == [1, 2]


def test_each_plan_reported_is_better_than_the_last() -> None:
    laid_out, begun = a_team()

    plans = walked(laid_out, begun, Walk(rounds=10, size=3, seed=0))

    costs = [laid_out.cost(plan) for plan in (begun, *plans)]
    assert len(plans) > 1
    assert costs == sorted(costs, reverse=True)
    assert len(set(costs)) == len(costs)
    for plan in plans:
        assert laid_out.options.person[plan].tolist() == list(range(10))


@pytest.mark.parametrize("size", [1, 2, 3])
def test_only_the_people_of_the_workers_freed_are_placed_anew(size: int) -> None:
    laid_out, begun = a_team()
    workers = laid_out.options.worker

    plans = walked(laid_out, begun, Walk(rounds=8, size=size, seed=1))

    assert plans
    for before, after in zip([begun, *plans], plans, strict=False):
        moved = before != after
        touched = {*workers[before[moved]], *workers[after[moved]]} - {NOBODY}
        assert 0 < len(touched) <= size


def test_what_is_far_is_not_tried() -> None:
    laid_out, begun = two_to_swap()
    near = np.zeros(len(laid_out.options), dtype=bool)
    found: list[Better] = []

    improve(laid_out, begun, near, Walk(rounds=3, size=2, seed=0), found.append)

    assert found == []


def test_the_same_seed_is_the_same_walk() -> None:
    laid_out, begun = a_team()

    def walk(seed: int) -> list[list[int]]:
        plans = walked(laid_out, begun, Walk(rounds=4, size=2, seed=seed))
        return [plan.tolist() for plan in plans]

    assert walk(0) == walk(0)
    assert walk(0) != walk(1)


@pytest.mark.parametrize(
    "walk",
    [
        pytest.param(Walk(rounds=0, size=2, seed=0), id="no rounds"),
        pytest.param(Walk(rounds=3, size=2, seed=0, seconds=0.0), id="no time"),
    ],
)
def test_a_walk_that_may_not_begin_ends(walk: Walk) -> None:
    assert walked(*two_to_swap(), walk) == []
