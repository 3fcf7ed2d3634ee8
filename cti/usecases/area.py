"""Plan every service of an area: many caseloads, side by side.

Caseloads are independent, so each is one task: a function of values alone, which may be
sent anywhere and run twice. Whatever has the interface of `concurrent.futures.Executor`
can run them: a pool of processes on this machine, or a cluster's own executor.
"""

import multiprocessing
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import (
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    as_completed,
)
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from multiprocessing.context import BaseContext
from pathlib import Path
from time import perf_counter

from cti.calendar import Horizon
from cti.caseload.caseload import Caseload
from cti.caseload.clocks import open_people
from cti.errors import CtiError, UnreadableCaseload
from cti.exchange.caseload_in import read_caseload
from cti.plans.assignment import AssignmentPlan
from cti.plans.cost import Cost
from cti.plans.policy import BALANCED, Policy
from cti.solver.assignment.solve import solve_assignment
from cti.solver.limits import SolveLimits
from cti.units import Points

Source = Path | bytes
"""A caseload: a folder of CSV files or a workbook, or a workbook's bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Who works with whom in one service, and how good that is at least.

    Attributes
    ----------
    people
        How many are decided about, referrals included.
    lower_bound
        Proven: no plan for this caseload and policy costs less, in points.
    repeatable
        False when the clock cut the search short.
    """

    plan: AssignmentPlan
    people: int
    cost: Cost
    lower_bound: Points
    repeatable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaResult:
    """What became of one caseload.

    Attributes
    ----------
    number
        Its place among those handed in, from 0.
    placement
        None if it could not be planned.
    problems
        Why not, in words; empty if it was planned.
    seconds
        What it took.
    """

    number: int
    placement: Placement | None
    problems: tuple[str, ...] = ()
    seconds: float = 0.0


def plan_area(
    caseloads: Sequence[Source],
    *,
    on: date,
    executor: Executor | None = None,
    policy: Policy = BALANCED,
    limits: SolveLimits | None = None,
) -> Iterator[AreaResult]:
    """Choose workers in every service of an area.

    Each caseload is planned in one process, without children of its own, so the same
    input, seed and effort give the same plan whoever runs it.

    Parameters
    ----------
    on
        The plan date.
    executor
        What runs the tasks; it is left open. None for a pool of processes, as many as
        there are processors, which is closed at the end.
    limits
        How far to search in each.

    Yields
    ------
    One result for each caseload, as soon as it is there; the largest are begun first.
    A caseload that cannot be read, or whose process dies, is a result with problems.
    """
    task = partial(
        plan_one,
        on=on,
        policy=policy,
        limits=replace(limits or SolveLimits(), in_children=False),
    )
    by_size = sorted(range(len(caseloads)), key=lambda n: (-_size(caseloads[n]), n))
    tasks = {number: partial(task, number, caseloads[number]) for number in by_size}
    if executor is not None:
        for number, result in _run(executor, tasks):
            yield result or _died(number)
        return
    lost = []
    with _pool(os.cpu_count() or 1) as pool:
        for number, result in _run(pool, tasks):
            if result is None:
                lost.append(number)
            else:
                yield result
    # A process that dies takes its whole pool along; only one of these was at fault.
    for number in lost:
        with _pool(1) as pool:
            for _, result in _run(pool, {number: tasks[number]}):
                yield result or _died(number)


def plan_one(
    number: int, caseload: Source, *, on: date, policy: Policy, limits: SolveLimits
) -> AreaResult:
    """Choose workers in one service; whatever goes wrong is part of the result."""
    began = perf_counter()
    placement: Placement | None = None
    problems: tuple[str, ...] = ()
    try:
        placement = _placed(_read(caseload), on=on, policy=policy, limits=limits)
    except UnreadableCaseload as error:
        problems = (error.message, *map(str, error.findings))
    except CtiError as error:
        problems = (error.message, error.hint)
    except Exception as error:  # one service must not end the planning of the others
        problems = (f"a fault in the planner: {type(error).__name__}: {error}",)
    return AreaResult(
        number=number,
        placement=placement,
        problems=problems,
        seconds=perf_counter() - began,
    )


def _placed(
    caseload: Caseload, *, on: date, policy: Policy, limits: SolveLimits
) -> Placement:
    horizon = Horizon(on, caseload.service.horizon_weeks)
    found = solve_assignment(caseload, horizon, policy=policy, limits=limits)
    return Placement(
        plan=found.plan,
        people=len(open_people(caseload, horizon)) + len(caseload.referrals),
        cost=found.cost,
        lower_bound=found.lower_bound,
        repeatable=found.repeatable,
    )


def _read(caseload: Source) -> Caseload:
    if isinstance(caseload, Path):
        return read_caseload(caseload).caseload
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "caseload.xlsx"
        path.write_bytes(caseload)
        return read_caseload(path).caseload


def _size(caseload: Source) -> int:
    """Return how much there is to read, in bytes; more takes longer to plan."""
    if isinstance(caseload, bytes):
        return len(caseload)
    if caseload.is_dir():
        return sum(file.stat().st_size for file in caseload.glob("*.csv"))
    return caseload.stat().st_size if caseload.exists() else 0


def _run(
    executor: Executor, tasks: Mapping[int, Callable[[], AreaResult]]
) -> Iterator[tuple[int, AreaResult | None]]:
    """Yield what each task gives; None where its process died."""
    numbers: dict[Future[AreaResult], int] = {}
    for number, task in tasks.items():
        try:
            numbers[executor.submit(task)] = number
        except BrokenExecutor:
            yield number, None
    for future in as_completed(numbers):
        try:
            yield numbers[future], future.result()
        except BrokenExecutor:
            yield numbers[future], None


def _died(number: int) -> AreaResult:
    problem = "the process that planned it ended, perhaps for want of memory"
    return AreaResult(number=number, placement=None, problems=(problem,))


def _pool(processes: int) -> ProcessPoolExecutor:
    context: BaseContext
    if sys.platform == "win32":
        context = multiprocessing.get_context("spawn")
    else:
        # Forked from a server that has imported the planner: children start at once.
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([__name__])
    return ProcessPoolExecutor(processes, mp_context=context)
