"""How quickly it is answered who should take somebody, once a plan is open."""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from statistics import median

from benchmarks.caseloads import Opened
from cti.plans.facts import PlanFacts
from cti.plans.policy import BALANCED
from cti.usecases.assigning import Search, assign
from cti.usecases.recommending import recommend_for, recommend_to
from dashboards.memory import looked_through_seldom

MOST_SHOWN = 8
"""So many answers are put into sentences, as the command line does."""

Ask = Callable[[PlanFacts, str], object]

WHO: Mapping[str, Ask] = {
    "who could take somebody": partial(recommend_for, most=MOST_SHOWN),
    "every worker and start": partial(recommend_for, every_start=True),
}
"""Asked of everybody referred: the eight best workers, or every way, in sentences.

Either way every worker and start is ranked, and every refusal is told."""

WHOM: Mapping[str, Ask] = {
    "whom a worker could take": partial(recommend_to, most=MOST_SHOWN),
}
"""Asked of every worker."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """How long answers to one question took, in milliseconds.

    Attributes
    ----------
    first
        The first question after the plan was opened: names, loads and prices are laid
        out with it.
    usual, worst
        The median and the longest of the questions after it; of none, the first.
    questions
        How many were asked, the first among them.
    """

    first: float
    usual: float
    worst: float
    questions: int


def answers(about: Opened) -> Mapping[str, Answers]:
    """Ask each question on a caseload with a quick plan in force."""
    found = assign(about.caseload, about.horizon, search=Search(effort=0))

    def asked(questions: Mapping[str, Ask], names: Iterable[str]) -> dict[str, Answers]:
        listed = list(names)
        return {
            said: _answers(
                ask,
                PlanFacts(
                    caseload=about.caseload,
                    horizon=about.horizon,
                    plan=found.plan,
                    policy=BALANCED,
                ),
                listed,
            )
            for said, ask in questions.items()
        }

    return {
        **asked(WHO, about.caseload.referral),
        **asked(WHOM, about.caseload.worker),
    }


def _answers(ask: Ask, facts: PlanFacts, names: Iterable[str]) -> Answers:
    with looked_through_seldom():
        first, *others = (_milliseconds(ask, facts, name) for name in names)
    return Answers(
        first=round(first, 1),
        usual=round(median(others or [first]), 1),
        worst=round(max(others, default=first), 1),
        questions=1 + len(others),
    )


def _milliseconds(ask: Ask, facts: PlanFacts, name: str) -> float:
    began = time.perf_counter()
    ask(facts, name)
    return 1000 * (time.perf_counter() - began)
