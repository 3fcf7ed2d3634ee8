"""Two processes search side by side: which of them speaks first makes no difference."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import permutations
from math import inf

import numpy as np
import pytest

from cti.plans.policy import BALANCED
from cti.solver.assignment import search as searching
from cti.solver.assignment.arrays import Ints, arrays
from cti.solver.assignment.model import Answer, Relaxation
from cti.solver.assignment.neighbourhoods import Better
from cti.solver.assignment.problem import NOBODY, AssignmentProblem, Option
from cti.solver.assignment.solve import Choice, choose
from cti.solver.assignment.tasks import Relax
from cti.solver.child import Failed, Task
from cti.solver.limits import SolveLimits
from cti.units import PersonId
from tests.builders import profile
from tests.solver.assignment.drawn import SHORT


def costing(*prices: int) -> tuple[Option, ...]:
    """Options of one person that put no load on anybody."""
    return tuple(
        Option(
            price=Fraction(price),
            worker=NOBODY,
            before=NOBODY,
            from_week=0,
            weights=profile(*[0] * SHORT.weeks),
        )
        for price in prices
    )


PROBLEM = AssignmentProblem(
    horizon=SHORT,
    policy=BALANCED,
    people=(PersonId("sam"), PersonId("kim")),
    workers=(),
    options=(costing(5, 5, 15), costing(5, 15)),
    ceiling=(),
)
FIRST_PLAN = (2, 1)
WORSE = (2, 0)
BEST, AS_GOOD = (0, 0), (1, 0)


def told(monkeypatch: pytest.MonkeyPatch, *events: object) -> Choice:
    """The choice made if the two processes say this, in this order.

    The search begins with the first plan, at 30 points, and knows that nothing costs
    less than 5; the best plans cost 10.
    """
    laid_out = arrays(PROBLEM)
    count = len(laid_out.options)
    known = Relaxation(bound=5.0, share=np.zeros(count), penalty=np.zeros(count))

    def scripted(tasks: Sequence[Task], **_: object) -> Iterator[tuple[int, object]]:
        begins = isinstance(tasks[0], Relax)
        yield from enumerate([known] if begins else events)

    monkeypatch.setattr(searching, "run", scripted)
    monkeypatch.setattr(searching, "ascend", lambda *_: known)
    for finds_at_once in ("greedy", "settle"):
        monkeypatch.setattr(searching, finds_at_once, lambda *_: entries(FIRST_PLAN))
    return choose(PROBLEM, limits=SolveLimits(effort=1))


def entries(options: tuple[int, ...]) -> Ints:
    return np.array([options[0], 3 + options[1]])


PROVEN = Answer(taken=entries(AS_GOOD), bound=10.0)
CUT_OFF = Answer(taken=entries(WORSE), bound=10.0)
EMPTY_HANDED = Answer(taken=None, bound=10.0)
UNPROVEN = Answer(taken=entries(AS_GOOD), bound=5.0)
WALKED = Better(entries(BEST))


def in_any_order(*events: object) -> list[tuple[object, ...]]:
    return list(permutations(events))


@pytest.mark.parametrize("events", in_any_order(PROVEN, WALKED))
def test_the_engines_plan_is_taken_where_it_is_as_good(
    monkeypatch: pytest.MonkeyPatch, events: tuple[object, ...]
) -> None:
    choice = told(monkeypatch, *events)

    assert choice.options == AS_GOOD
    assert choice.lower_bound == 10


@pytest.mark.parametrize("events", in_any_order(CUT_OFF, WALKED))
def test_a_worse_plan_of_the_engines_never_replaces_the_walks(
    monkeypatch: pytest.MonkeyPatch, events: tuple[object, ...]
) -> None:
    choice = told(monkeypatch, *events)

    assert choice.options == BEST
    assert choice.lower_bound == 10


@pytest.mark.parametrize("events", in_any_order(EMPTY_HANDED, WALKED))
def test_an_engine_without_a_plan_still_has_a_bound(
    monkeypatch: pytest.MonkeyPatch, events: tuple[object, ...]
) -> None:
    choice = told(monkeypatch, *events)

    assert choice.options == BEST
    assert choice.lower_bound == 10


@pytest.mark.parametrize("events", in_any_order(UNPROVEN, WALKED))
def test_of_plans_that_cost_the_same_it_is_always_the_same_one(
    monkeypatch: pytest.MonkeyPatch, events: tuple[object, ...]
) -> None:
    choice = told(monkeypatch, *events)

    assert choice.options == BEST
    assert choice.lower_bound == 5


@pytest.mark.parametrize("events", in_any_order(Failed("why"), UNPROVEN, WALKED))
def test_what_others_say_counts_although_one_fails(
    monkeypatch: pytest.MonkeyPatch, events: tuple[object, ...]
) -> None:
    choice = told(monkeypatch, *events)

    assert choice.options == BEST
    assert not choice.repeatable


def test_where_all_fail_what_there_was_remains(monkeypatch: pytest.MonkeyPatch) -> None:
    choice = told(monkeypatch, Failed("why"), Failed("why"))

    assert choice.options == FIRST_PLAN
    assert choice.lower_bound == 5
    assert not choice.repeatable


def test_a_bound_is_raised_to_the_next_cost_there_can_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert arrays(PROBLEM).step == 1

    assert told(monkeypatch, Answer(taken=None, bound=6.2)).lower_bound == 7
    assert told(monkeypatch, Answer(taken=None, bound=7.00001)).lower_bound == 7


def test_an_engine_that_knows_no_bound_takes_none_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert told(monkeypatch, Answer(taken=None, bound=-inf)).lower_bound == 5


def test_a_bound_never_falls(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(monkeypatch, Answer(taken=None, bound=3.0)).lower_bound == 5
