"""Many caseloads side by side, on whatever runs them."""

from collections.abc import Callable, Iterator
from concurrent.futures import (
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
)
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

import pytest

from cti.exchange.caseload_in import read_caseload
from cti.exchange.caseload_out import write_caseload
from cti.plans.policy import BALANCED
from cti.solver.limits import SolveLimits
from cti.usecases import area
from cti.usecases.area import AreaResult, Source, plan_area, plan_one
from cti.usecases.sample import NAVIGATORS, SAMPLE_DATE, sample_caseload

T = TypeVar("T")
QUICK = SolveLimits(effort=0)
COST_OF_NAVIGATORS = 94


class Here(Executor):
    """Runs each task as it is handed in; some of them end it, with all it holds."""

    def __init__(self, *fatal: int) -> None:
        self.fatal = fatal
        self.handed_in: list[int] = []
        self.limits: list[SolveLimits] = []

    def submit(self, task: Callable[..., T], /, *_: object, **__: object) -> Future[T]:
        assert isinstance(task, partial)
        if set(self.fatal) & set(self.handed_in):
            msg = "the pool is broken"
            raise BrokenExecutor(msg)
        (number, _) = task.args
        self.handed_in.append(number)
        self.limits.append(task.keywords["limits"])
        future: Future[T] = Future()
        if number in self.fatal:
            future.set_exception(BrokenExecutor("ended from outside"))
        else:
            future.set_result(task())
        return future


@pytest.fixture
def navigators() -> Iterator[Path]:
    with sample_caseload(NAVIGATORS) as folder:
        yield folder


def in_order(caseloads: list[Source], executor: Executor | None) -> list[AreaResult]:
    results = plan_area(caseloads, on=SAMPLE_DATE, executor=executor, limits=QUICK)
    return sorted(results, key=lambda result: result.number)


def test_every_executor_gives_the_same_plans(navigators: Path, tmp_path: Path) -> None:
    workbook = tmp_path / "navigators.xlsx"
    write_caseload(read_caseload(navigators), workbook)
    caseloads: list[Source] = [navigators, workbook, workbook.read_bytes()]

    with ThreadPoolExecutor(1) as threads:
        by_thread = in_order(caseloads, threads)
    with ProcessPoolExecutor(1, mp_context=get_context("forkserver")) as processes:
        by_process = in_order(caseloads, processes)
    by_default = in_order(caseloads, None)
    here = in_order(caseloads, Here())

    plans = [[each.placement for each in rs] for rs in (here, by_thread)]
    plans += [[each.placement for each in rs] for rs in (by_process, by_default)]
    (first, *_), *_ = plans
    assert first is not None
    assert first.cost.total == COST_OF_NAVIGATORS
    assert first.people == 16
    assert all(placement == first for placements in plans for placement in placements)
    assert len(here) == len(by_default) == len(caseloads)


def test_the_largest_is_begun_first(navigators: Path, tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    (small / "workers.csv").write_text("", encoding="utf-8")
    here = Here()

    in_order([small, navigators, b"x"], here)

    assert here.handed_in == [1, 2, 0]


def test_no_task_starts_processes_of_its_own(navigators: Path) -> None:
    here = Here()

    in_order([navigators], here)

    assert [limits.in_children for limits in here.limits] == [False]


def test_a_caseload_that_cannot_be_read_is_a_result_with_what_to_mend(
    navigators: Path, tmp_path: Path
) -> None:
    nowhere = tmp_path / "nowhere"

    unread, garbled, planned = in_order([nowhere, b"no workbook", navigators], None)

    assert unread.placement is None
    assert any("nowhere" in problem for problem in unread.problems)
    assert garbled.placement is None
    assert len(garbled.problems) >= 2
    assert planned.placement is not None
    assert planned.problems == ()
    assert planned.seconds > 0


def test_a_fault_of_ours_is_a_result_too(
    navigators: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        msg = "no such option"
        raise IndexError(msg)

    monkeypatch.setattr(area, "solve_assignment", fail)

    result = plan_one(3, navigators, on=SAMPLE_DATE, policy=BALANCED, limits=QUICK)

    assert result.number == 3
    assert result.problems == ("a fault in the planner: IndexError: no such option",)


def test_what_an_executor_loses_is_told(navigators: Path) -> None:
    (lost,) = in_order([navigators], Here(0))

    assert lost.placement is None
    assert lost.problems == (
        "the process that planned it ended, perhaps for want of memory",
    )


def test_a_process_that_dies_takes_no_other_service_along(
    navigators: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(area, "_pool", lambda _: Here(1))

    results = in_order([navigators] * 3, None)

    assert [result.placement is None for result in results] == [False, True, False]
