"""Asks Timefold: writes the question as whole numbers, reads the answer."""

import subprocess
import tempfile
from collections.abc import Iterator
from fractions import Fraction
from itertools import chain
from math import lcm
from pathlib import Path

from benchmarks.peers.found import Found, Question
from benchmarks.peers.timefold.set_up import command
from cti.solver.assignment.problem import NOBODY, AssignmentProblem, Option

START_SECONDS = 60
"""What the Java machine may take on top, to start and to read."""


def timefold(question: Question) -> Found:
    """Ask Timefold, with its default search; the start of Java is not counted.

    Raises
    ------
    Missing
        Where it is not set up.
    """
    scale = Scale(question.problem)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "question.txt"
        path.write_text("\n".join(_lines(question, scale)), encoding="utf-8")
        done = subprocess.run(
            [*command(), str(question.seconds), str(path)],
            capture_output=True,
            text=True,
            check=True,
            timeout=question.seconds + START_SECONDS,
        )
    *told, last = done.stdout.splitlines()
    steps = []
    for line in told:
        milliseconds, cost = line.split()
        steps.append((int(milliseconds) / 1000, int(cost) / scale.cost))
    return Found(
        chosen=[int(word) for word in last.split()[1:]],
        seconds=question.seconds,
        steps=steps,
    )


class Scale:
    """What makes every load, price and cost a whole number.

    Attributes
    ----------
    load, price, cost
        How many of the smallest unit make one SCE, one point each SCE, one point.
    """

    def __init__(self, problem: AssignmentProblem) -> None:
        options = list(chain.from_iterable(problem.options))
        bands = problem.policy.bands
        loads = set(chain.from_iterable({option.weights for option in options}))
        loads |= {
            band.above * ceiling
            for band in bands
            for ceiling in chain.from_iterable(problem.ceiling)
        }
        prices = {band.price for band in bands} | {option.price for option in options}
        self.load = lcm(*(each.denominator for each in loads))
        self.price = lcm(*(each.denominator for each in prices))
        self.cost = self.load * self.price


def _lines(question: Question, scale: Scale) -> Iterator[str]:
    problem = question.problem
    bands = problem.policy.bands
    yield _numbers(len(problem.workers), problem.horizon.weeks, len(bands))
    yield _numbers(*(band.price * scale.price for band in bands))
    for ceiling in chain.from_iterable(problem.ceiling):
        yield _numbers(*(band.above * ceiling * scale.load for band in bands))
    profiles: dict[tuple[Fraction, ...], int] = {}
    for option in chain.from_iterable(problem.options):
        profiles.setdefault(option.weights, len(profiles))
    yield str(len(profiles))
    for profile in profiles:
        yield _numbers(*(weight * scale.load for weight in profile))
    yield str(len(problem.people))
    for options, current in zip(problem.options, question.current, strict=True):
        yield _numbers(len(options), _first(options, current))
        for option in options:
            yield _numbers(
                *(option.worker, option.before, option.from_week),
                profiles[option.weights],
                option.price * scale.cost,
            )


def _first(options: tuple[Option, ...], current: int) -> int:
    """Return the option with which somebody begins: to stay; -1 for none."""
    stay = (NOBODY, current, 0)
    for o, option in enumerate(options):
        if (
            (option.before, option.worker, option.from_week)
            == stay
            != (NOBODY, NOBODY, 0)
        ):
            return o
    return -1


def _numbers(*numbers: Fraction | int) -> str:
    return " ".join(str(int(number)) for number in numbers)
