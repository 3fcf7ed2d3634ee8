"""Policies and choices for property tests of the planner."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from cti.calendar import Horizon
from cti.caseload.people import Keep, Priority
from cti.phases import Phase
from cti.plans.policy import BALANCED, Band, Policy
from cti.solver.assignment.problem import AssignmentProblem, Option
from cti.units import PersonId, WorkerId
from tests.builders import PLAN_DATE
from tests.strategies import WEEKS

SHORT = Horizon(PLAN_DATE, WEEKS)

some = settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
"""How often a property is tried; no clock decides whether it holds."""


def _bands(*steps: tuple[str, str]) -> tuple[Band, ...]:
    return tuple(Band(Fraction(above), Fraction(price)) for above, price in steps)


BANDS = (
    BALANCED.bands,
    (),
    _bands(("1", "5")),
    _bands(("0", "0.5"), ("0.75", "3"), ("1", "10"), ("1.3", "30")),
    _bands(("1/3", "2/3"), ("1.17", "7")),
)
"""Prices of load: the shipped ones, none, and steps that fall between weights."""


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """Other prices than the shipped ones; uncovered may be cheaper than anything."""

    def price(*numbers: int) -> Fraction:
        return Fraction(draw(st.sampled_from(numbers)))

    return Policy(
        key="drawn",
        bands=draw(st.sampled_from(BANDS)),
        handover=price(0, 7),
        moving={phase: price(0, 20, 160) for phase in Phase},
        keep_factor={keep: price(0, 1, 3) / 2 for keep in Keep},
        staying_despite_wish=price(0, 120),
        unmet_preference=price(0, 30),
        not_the_requested=price(0, 60),
        other_locality=price(0, 10),
        wait_factor={priority: price(1, 2, 4) for priority in Priority},
        wait_week=price(0, 10),
        wait_past_transition_week=price(0, 20),
        not_placed=price(0, 200),
        uncovered_week=price(0, 1, 100),
        broken_promise=price(0, 13, 60),
        last_start_week=draw(st.sampled_from((0, 2, 12))),
    )


@st.composite
def small_problems(draw: st.DrawFn) -> AssignmentProblem:
    """Problems with few enough plans to look at each, and weights of all kinds."""
    random = np.random.default_rng(draw(st.integers(0, 10**9)))
    workers, people = int(random.integers(1, 4)), int(random.integers(2, 6))
    bands = BANDS[random.integers(len(BANDS))]
    return AssignmentProblem(
        horizon=SHORT,
        policy=replace(BALANCED, bands=bands),
        people=tuple(PersonId(f"p{n}") for n in range(people)),
        workers=tuple(WorkerId(f"w{n}") for n in range(workers)),
        options=tuple(
            tuple(_an_option(random, workers) for _ in range(random.integers(1, 5)))
            for _ in range(people)
        ),
        ceiling=tuple(
            tuple(Fraction(int(random.integers(0, 12)), 2) for _ in range(WEEKS))
            for _ in range(workers)
        ),
    )


def _an_option(random: np.random.Generator, workers: int) -> Option:
    weights = [Fraction(int(random.integers(1, 5)), 2)] * WEEKS
    if random.random() < 0.5:
        parts = random.choice([2, 3, 4, 7], WEEKS)
        weights = [Fraction(int(random.integers(0, 9)), int(each)) for each in parts]
    return Option(
        price=Fraction(int(random.integers(0, 30))),
        worker=int(random.integers(-1, workers)),
        before=int(random.integers(-1, workers)),
        from_week=int(random.integers(0, WEEKS + 1)) if random.random() < 0.4 else 0,
        weights=tuple(weights),
    )


@st.composite
def choices(draw: st.DrawFn, problem: AssignmentProblem) -> list[int]:
    """Any option of each person."""
    return [draw(st.integers(0, len(each) - 1)) for each in problem.options]
