"""The same caseload, seed and effort give the same plan, however busy the machine."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from cti.solver.assignment import search as searching
from cti.solver.assignment.solve import AssignmentResult, solve_assignment
from cti.solver.limits import SolveLimits
from tests.solver.assignment.crowded import QUARTER, a_crowded_team

pytestmark = pytest.mark.slow

TEAM = a_crowded_team(people=11, referrals=2)


@contextmanager
def a_busy_machine() -> Iterator[None]:
    """Keep one processor at work on something else."""
    busy = subprocess.Popen([sys.executable, "-c", "while True: pass"])
    try:
        yield
    finally:
        busy.kill()
        busy.wait()


def planned(seed: int = 0, *, in_children: bool = True) -> AssignmentResult:
    return solve_assignment(
        TEAM,
        QUARTER,
        limits=SolveLimits(effort=1, seed=seed, in_children=in_children),
    )


@pytest.mark.parametrize(
    ("exact_options", "many_options"),
    [
        pytest.param(1500, 4000, id="all that could be better"),
        pytest.param(0, 4000, id="the options that add least"),
        pytest.param(0, 0, id="the options that add least by rates"),
    ],
)
def test_the_plan_is_the_same_in_children_on_a_busy_machine_and_alone(
    monkeypatch: pytest.MonkeyPatch, exact_options: int, many_options: int
) -> None:
    monkeypatch.setattr(searching, "EXACT_OPTIONS", exact_options)
    monkeypatch.setattr(searching, "MANY_OPTIONS", many_options)

    first = planned()
    with a_busy_machine():
        second = planned()
    alone = planned(in_children=False)

    assert first.repeatable
    assert first == second == alone
    assert repr(first) == repr(second) == repr(alone)


def test_another_seed_is_as_good() -> None:
    assert planned(seed=1).cost.total == planned(seed=2).cost.total
