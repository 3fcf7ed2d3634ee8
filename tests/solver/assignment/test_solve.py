"""The whole search: never without a plan, always told how good, ended when asked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

import pytest

from cti.calendar import Horizon
from cti.caseload.caseload import Caseload
from cti.caseload.people import Status
from cti.plans.policy import BALANCED
from cti.plans.score import score
from cti.plans.verify import verify
from cti.solver.assignment import search as searching
from cti.solver.assignment.greedy import greedy
from cti.solver.assignment.solve import AssignmentResult, solve_assignment
from cti.solver.limits import Progress, SolveLimits, never
from tests.builders import (
    HORIZON,
    PLAN_DATE,
    a_caseload,
    a_person,
    a_plan,
    a_referral,
    a_stay,
    a_worker,
    monday,
)
from tests.solver.assignment.broken import (
    Broken,
    asks_for_too_much,
    dies,
    hangs,
    raises,
)
from tests.solver.assignment.crowded import QUARTER, a_crowded_team

TEAM = a_crowded_team(people=14, referrals=3)
HERE = SolveLimits(effort=1, in_children=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A search and everything it told."""

    result: AssignmentResult
    told: Sequence[Progress]

    @property
    def costs(self) -> list[float]:
        return [float(each.cost) for each in self.told]


def watched(
    limits: SolveLimits = HERE,
    *,
    caseload: Caseload = TEAM,
    horizon: Horizon = QUARTER,
    stop: Callable[[Sequence[Progress]], bool] = lambda _: False,
) -> Watched:
    """Plan a team that has too little room, and see that the plan holds."""
    told: list[Progress] = []
    result = solve_assignment(
        caseload,
        horizon,
        limits=limits,
        progress=told.append,
        stop=lambda: stop(told),
    )
    assert verify(caseload, horizon, result.plan) == ()
    assert result.cost == score(caseload, horizon, result.plan, BALANCED)
    assert result.lower_bound <= result.cost.total
    return Watched(result=result, told=told)


@pytest.mark.parametrize("seed", [0, 1])
def test_the_plan_is_proven_best_and_better_than_the_first(seed: int) -> None:
    search = watched(SolveLimits(effort=1, seed=seed, in_children=False))

    assert search.result.is_best
    assert search.result.repeatable
    assert search.result.cost.total < search.told[0].cost
    assert search.told[-1].cost == search.result.cost.total
    assert search.told[-1].bound == search.result.lower_bound


@pytest.mark.parametrize(
    "exact_options",
    [
        pytest.param(1500, id="all that could be better"),
        pytest.param(0, id="the options that add least", marks=pytest.mark.slow),
    ],
)
def test_what_is_told_only_gets_better(
    monkeypatch: pytest.MonkeyPatch, exact_options: int
) -> None:
    monkeypatch.setattr(searching, "EXACT_OPTIONS", exact_options)

    told = watched(SolveLimits(effort=2, in_children=False)).told

    costs = [each.cost for each in told]
    bounds = [each.bound for each in told]
    shares = [each.share_done for each in told]
    assert costs == sorted(costs, reverse=True)
    assert bounds == sorted(bounds)
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert 0 < shares[-1] <= 1
    assert all(each.bound <= each.cost for each in told)
    assert all(each.doing for each in told)


@pytest.mark.slow
@pytest.mark.parametrize("bound_options", [0, 16_000])
def test_where_not_all_can_be_searched_what_adds_least_is(
    monkeypatch: pytest.MonkeyPatch, bound_options: int
) -> None:
    best = watched().result.cost.total
    monkeypatch.setattr(searching, "MANY_OPTIONS", 0)
    monkeypatch.setattr(searching, "EXACT_OPTIONS", 0)
    monkeypatch.setattr(searching, "BOUND_OPTIONS", bound_options)

    search = watched()

    doing = {each.doing for each in search.told}
    assert "the options that add least" in doing
    assert "whether a better plan is possible" not in doing
    assert search.result.cost.total == best
    relaxed = watched(SolveLimits(effort=0, in_children=False)).result.lower_bound
    assert (search.result.lower_bound > relaxed) == (bound_options > 0)
    assert search.told[-1].share_done == 1


def test_no_effort_is_a_plan_and_a_bound_without_search() -> None:
    search = watched(SolveLimits(effort=0, in_children=False))

    assert 0 < search.result.lower_bound < search.result.cost.total
    assert search.result.cost.total < search.told[0].cost
    assert search.result.repeatable
    assert search.told[-1].share_done == 1


@pytest.mark.parametrize("in_children", [True, False])
def test_no_seconds_are_the_first_plan(in_children: bool) -> None:
    search = watched(SolveLimits(seconds=0, in_children=in_children))

    assert search.result.cost.total == search.told[0].cost
    assert search.result.lower_bound == 0
    assert not search.result.repeatable


@pytest.mark.parametrize("in_children", [True, False])
def test_stopping_after_the_first_word_leaves_the_first_plan(in_children: bool) -> None:
    search = watched(SolveLimits(in_children=in_children), stop=bool)

    assert search.result.cost.total == search.told[0].cost
    assert not search.result.repeatable


@pytest.mark.parametrize("in_children", [True, False])
def test_stopping_later_leaves_the_best_so_far(in_children: bool) -> None:
    search = watched(
        SolveLimits(in_children=in_children),
        stop=lambda told: told[-1].bound > 0,
    )

    assert search.result.cost.total == search.told[-1].cost
    assert 0 < search.result.lower_bound < search.result.cost.total
    assert not search.result.repeatable


def test_nothing_is_begun_that_would_not_be_heard_before_time_is_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # The time is not over, and yet there is none left for another errand.
    monkeypatch.setattr("cti.solver.child.Deadline.left", lambda _: 0.0)

    search = watched()

    assert search.result.lower_bound > 0
    assert search.result.cost.total < search.told[0].cost
    assert {each.doing for each in search.told} == {
        "a first plan",
        "how good a plan can be",
    }
    assert not search.result.repeatable


def test_a_search_is_not_repeatable_if_its_time_ended_with_its_last_task() -> None:
    asked: list[bool] = []

    def stop(_: Sequence[Progress]) -> bool:
        asked.append(True)
        return len(asked) == last

    last = 0
    watched(SolveLimits(effort=0, in_children=False), stop=stop)
    last = len(asked)
    asked.clear()
    search = watched(SolveLimits(effort=0, in_children=False), stop=stop)

    assert search.result.lower_bound > 0
    assert not search.result.repeatable


FAILURES = [raises, dies, asks_for_too_much]


@pytest.mark.parametrize("how", FAILURES)
def test_a_relaxation_that_fails_leaves_what_was_known_without_an_engine(
    monkeypatch: pytest.MonkeyPatch, how: Callable[[], None]
) -> None:
    relaxed = watched(SolveLimits(effort=0, in_children=False)).result.lower_bound
    monkeypatch.setattr(searching, "Relax", lambda *_: Broken(how))

    search = watched(SolveLimits(effort=0, memory_mb=2000))

    assert search.result.cost.total == search.told[-1].cost
    assert 0 < search.result.lower_bound <= relaxed
    assert not search.result.repeatable


@pytest.mark.parametrize("how", FAILURES)
def test_a_walk_that_fails_leaves_the_engine_at_work(
    monkeypatch: pytest.MonkeyPatch, how: Callable[[], None]
) -> None:
    monkeypatch.setattr(searching, "Seek", lambda *_: Broken(how))

    search = watched(SolveLimits(memory_mb=2000))

    assert search.result.is_best


@pytest.mark.parametrize("how", FAILURES)
def test_an_engine_that_fails_leaves_the_walk_at_work(
    monkeypatch: pytest.MonkeyPatch, how: Callable[[], None]
) -> None:
    monkeypatch.setattr(searching, "settle", lambda arrays, _: greedy(arrays))
    monkeypatch.setattr(searching, "Optimise", lambda *_: Broken(how))

    search = watched(
        SolveLimits(memory_mb=2000), stop=lambda told: told[-1].share_done > 0.5
    )

    assert search.result.cost.total < search.told[0].cost
    assert not search.result.is_best
    assert not search.result.repeatable


def test_children_that_hang_are_ended_when_somebody_says_stop(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(searching, "Seek", lambda *_: Broken(hangs))
    monkeypatch.setattr(searching, "Optimise", lambda *_: Broken(hangs))

    search = watched(SolveLimits(), stop=lambda told: told[-1].bound > 0)

    assert search.result.cost.total == search.told[-1].cost
    assert not search.result.repeatable


def test_a_child_that_hangs_is_ended_when_the_time_is_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(searching, "Relax", lambda *_: Broken(hangs))

    search = watched(SolveLimits(seconds=0.5))

    assert search.result.cost.total == search.told[-1].cost
    assert not search.result.repeatable


ONE = [a_person()]
GONE_AT_ONCE = a_worker(leaves_on=PLAN_DATE)

EDGES = [
    pytest.param(a_caseload(workers=[]), HORIZON, id="nobody at all"),
    pytest.param(a_caseload(), HORIZON, id="a worker and nobody to support"),
    pytest.param(a_caseload(workers=[], people=ONE), HORIZON, id="no workers"),
    pytest.param(
        a_caseload(workers=[], referrals=[a_referral()]),
        HORIZON,
        id="a referral and no workers",
    ),
    pytest.param(
        a_caseload(people=[a_person(status=Status.CLOSED)]),
        HORIZON,
        id="everybody closed",
    ),
    pytest.param(
        a_caseload(workers=[a_worker(ceiling=0)], people=ONE, referrals=[a_referral()]),
        HORIZON,
        id="a ceiling of nothing",
    ),
    pytest.param(
        a_caseload(workers=[GONE_AT_ONCE], people=ONE, referrals=[a_referral()]),
        HORIZON,
        id="everybody leaves on the first Monday",
    ),
    pytest.param(
        a_caseload(people=ONE, referrals=[a_referral()]),
        Horizon(PLAN_DATE, 1),
        id="one week",
    ),
    pytest.param(
        a_caseload(referrals=[a_referral(earliest_start_on=monday(12))]),
        HORIZON,
        id="a referral that could start on the last Monday",
    ),
    pytest.param(
        a_caseload(
            referrals=[a_referral(earliest_start_on=monday(12) + timedelta(days=1))]
        ),
        HORIZON,
        id="a referral that could start after it",
    ),
]


@pytest.mark.parametrize("effort", [0, 1])
@pytest.mark.parametrize(("caseload", "horizon"), EDGES)
def test_there_is_a_best_plan_for_hardly_anybody(
    caseload: Caseload, horizon: Horizon, effort: int
) -> None:
    limits = SolveLimits(effort=effort, in_children=False)

    result = watched(limits, caseload=caseload, horizon=horizon).result

    assert result.is_best
    assert result.repeatable


def test_nobody_to_plan_for_is_an_empty_plan() -> None:
    result = solve_assignment(a_caseload(), HORIZON)

    assert result.plan == a_plan()
    assert result.cost.total == result.lower_bound == 0


def test_without_limits_there_are_the_usual_ones() -> None:
    caseload = a_caseload(people=ONE)

    assert solve_assignment(caseload, HORIZON, stop=never).plan == a_plan(a_stay())
