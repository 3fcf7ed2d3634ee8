"""How quickly it is answered who should take somebody, once a plan is open."""

import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Protocol

from benchmarks.caseloads import SEEDS, generated, opened
from cti.plans.facts import PlanFacts
from cti.plans.policy import BALANCED
from cti.usecases.assigning import Search, assign
from cti.usecases.recommending import recommend_for, recommend_to

SIZE = "24x340"
"""A team of 24 workers: the size that is promised an answer within 200 ms."""

MOST_SHOWN = 8
"""So many answers are put into sentences, as the command line does."""


class Ask(Protocol):
    """One of the two questions, asked by name."""

    def __call__(self, facts: PlanFacts, name: str, /, *, most: int | None) -> object:
        """Answer it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """How long answers took, in seconds.

    Attributes
    ----------
    first
        The first question after the plan was opened: names, loads and prices are laid
        out with it.
    usual, worst
        The median and the longest of the questions after it.
    questions
        How many those were.
    """

    first: float
    usual: float
    worst: float
    questions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommended:
    """Answers about one caseload.

    Attributes
    ----------
    who
        Who could take somebody, asked for every referral: every worker and start
        ranked, every refusal, and the sentences for the eight best workers.
    whom
        Whom a worker could take next, asked for every worker, with as many sentences.
    """

    workers: int
    people: int
    referrals: int
    who: Answers
    whom: Answers


def recommend(size: str = SIZE, seed: int = SEEDS[0]) -> Recommended:
    """Measure both questions on a caseload with a quick plan in force."""
    with tempfile.TemporaryDirectory() as folder:
        here = opened(generated(size, seed, Path(folder)))
    found = assign(here.caseload, here.horizon, search=Search(effort=0))

    def open_plan() -> PlanFacts:
        return PlanFacts(
            caseload=here.caseload,
            horizon=here.horizon,
            plan=found.plan,
            policy=BALANCED,
        )

    return Recommended(
        workers=len(here.caseload.workers),
        people=len(here.caseload.people),
        referrals=len(here.caseload.referrals),
        who=_answers(recommend_for, open_plan(), here.caseload.referral),
        whom=_answers(recommend_to, open_plan(), here.caseload.worker),
    )


def _answers(ask: Ask, facts: PlanFacts, names: Iterable[str]) -> Answers:
    first, *others = (_seconds(ask, facts, name) for name in names)
    return Answers(
        first=first, usual=median(others), worst=max(others), questions=len(others)
    )


def _seconds(ask: Ask, facts: PlanFacts, name: str) -> float:
    began = time.perf_counter()
    ask(facts, name, most=MOST_SHOWN)
    return time.perf_counter() - began


if __name__ == "__main__":
    print(recommend())
