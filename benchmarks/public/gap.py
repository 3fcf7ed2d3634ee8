"""Generalised assignment: each job to one worker, within capacities, at least cost.

It is our problem with one Monday, where a job weighs something else on each worker and
the ceiling is never to be passed: one single band, from the ceiling on, so steep that
no plan that passes it can cost less than one that does not.
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path

from benchmarks.public.words import Numbers
from cti.calendar import Horizon
from cti.plans.policy import BALANCED, Band
from cti.solver.assignment.problem import NOBODY, AssignmentProblem, Option
from cti.units import PersonId, WorkerId

A_MONDAY = date(2026, 11, 23)


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """One question of the set.

    Attributes
    ----------
    cost, load
        Shape ``(workers, jobs)``.
    capacity
        Shape ``(workers,)``.
    """

    cost: tuple[tuple[int, ...], ...]
    load: tuple[tuple[int, ...], ...]
    capacity: tuple[int, ...]

    @property
    def jobs(self) -> int:
        """How many jobs."""
        return len(self.cost[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a question.

    Attributes
    ----------
    bound, best
        No plan costs less; the best plan found by anybody costs so much.
    """

    bound: int
    best: int


def read(path: Path) -> Instance:
    """Read a question."""
    numbers = Numbers.of(path)
    workers, jobs = numbers.one(), numbers.one()
    cost = tuple(numbers.row(jobs) for _ in range(workers))
    load = tuple(numbers.row(jobs) for _ in range(workers))
    return Instance(cost=cost, load=load, capacity=numbers.row(workers))


def read_known(folder: Path) -> Mapping[str, Known]:
    """Read what is known of each question, by its path."""
    with (folder / "best_known.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["Path"]: Known(
                bound=int(row["Best known bound"]),
                best=int(row["Best known solution value"]),
            )
            for row in csv.DictReader(file)
        }


def evaluate(instance: Instance, worker_of: Sequence[int]) -> tuple[int, int]:
    """Judge a plan, straight from the definition.

    Parameters
    ----------
    worker_of
        Shape ``(jobs,)``: who does each job.

    Returns
    -------
    What it costs, and by how much it passes capacities.
    """
    left = list(instance.capacity)
    for job, worker in enumerate(worker_of):
        left[worker] -= instance.load[worker][job]
    cost = sum(instance.cost[worker][job] for job, worker in enumerate(worker_of))
    return cost, sum(-each for each in left if each < 0)


def problem(instance: Instance) -> AssignmentProblem:
    """Return the question as one of who works with whom."""
    dearest = [max(row[job] for row in instance.cost) for job in range(instance.jobs)]
    steep = Fraction(sum(dearest) + 1)
    # Equal weights are one tuple, and every number is made once.
    weights = {load: (Fraction(load),) for row in instance.load for load in row}
    prices = {cost: Fraction(cost) for row in instance.cost for cost in row}
    return AssignmentProblem(
        horizon=Horizon(A_MONDAY, weeks=1),
        policy=replace(BALANCED, key="gap", bands=(Band(Fraction(1), steep),)),
        people=tuple(PersonId(f"job {job}") for job in range(instance.jobs)),
        workers=tuple(WorkerId(f"worker {w}") for w in range(len(instance.capacity))),
        options=tuple(
            tuple(
                Option(
                    price=prices[costs[job]],
                    worker=w,
                    before=NOBODY,
                    from_week=0,
                    weights=weights[loads[job]],
                )
                for w, (costs, loads) in enumerate(
                    zip(instance.cost, instance.load, strict=True)
                )
            )
            for job in range(instance.jobs)
        ),
        ceiling=tuple((Fraction(capacity),) for capacity in instance.capacity),
    )
