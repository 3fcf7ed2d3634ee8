"""One planner, one question, one answer that others have judged.

The cost is by `cti.plans.score.score`, which knows nothing of any planner, and broken
rules are counted by `cti.plans.verify`.
"""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from benchmarks.caseloads import Opened
from benchmarks.peers.cp_sat import cp_sat
from benchmarks.peers.found import Found, Question
from benchmarks.peers.ours import ours
from benchmarks.peers.rules import key_worker, residual_capacity
from benchmarks.peers.timefold.planner import timefold
from benchmarks.peers.whole_model import highs, scip
from cti.caseload.ledger import ceilings
from cti.plans.assignment import AssignmentPlan
from cti.plans.policy import BALANCED
from cti.plans.score import loads, score
from cti.plans.verify import verify
from cti.solver.assignment.problem import NOBODY, assignment_problem, read_plan

PLANNERS: Mapping[str, Callable[[Question], Found]] = {
    "ours": ours,
    "residual capacity": residual_capacity,
    "key worker": key_worker,
    "CP-SAT": cp_sat,
    "SCIP": scip,
    "HiGHS": highs,
    "Timefold": timefold,
}
RULES = ("residual capacity", "key worker")
"""Those that do not search."""


def question(about: Opened, seconds: float) -> Question:
    """Put the question every planner is asked."""
    problem = assignment_problem(about.caseload, about.horizon, BALANCED)
    index = {worker_id: w for w, worker_id in enumerate(problem.workers)}
    known_as = {
        **{p.person_id: p.known_as for p in about.caseload.people},
        **{r.referral_id: r.known_as for r in about.caseload.referrals},
    }
    works_with = {p.person_id: p.worker_id for p in about.caseload.people}
    current = [works_with.get(person_id) for person_id in problem.people]
    return Question(
        problem=problem,
        seconds=seconds,
        current=[NOBODY if w is None else index.get(w, NOBODY) for w in current],
        surnames=_places([known_as[person_id] or "" for person_id in problem.people]),
        worker_surnames=_places([w.name or "" for w in about.caseload.workers]),
    )


def judged(about: Opened, asked: Question, found: Found) -> dict[str, object]:
    """Return what there is to say of a plan, by hands that did not make it."""
    said: dict[str, object] = {
        "seconds": round(found.seconds, 2),
        "bound": found.bound,
        "steps": [(round(at, 3), round(cost, 3)) for at, cost in found.steps],
    }
    if found.chosen is None:
        return said
    plan = read_plan(asked.problem, found.chosen)
    cost = float(score(about.caseload, about.horizon, plan, BALANCED).total)
    broken = verify(about.caseload, about.horizon, plan, BALANCED)
    if not found.steps:
        said["steps"] = [(round(found.seconds, 3), cost)]
    return said | {
        "cost": cost,
        "broken": len(broken),
        "over": float(_sce_weeks_over(about, plan)),
        "moves": _moves(about, plan),
    }


def _places(names: Sequence[str]) -> list[int]:
    """Return the place of each name in the order of surnames."""
    in_order = sorted(range(len(names)), key=lambda n: (names[n].split()[-1:], n))
    place = {number: at for at, number in enumerate(in_order)}
    return [place[number] for number in range(len(names))]


def _sce_weeks_over(about: Opened, plan: AssignmentPlan) -> Fraction:
    agreed = ceilings(about.caseload, about.horizon)
    return sum(
        (
            max(load - ceiling, Fraction(0))
            for worker_id, held in loads(about.caseload, about.horizon, plan).items()
            for load, ceiling in zip(held, agreed[worker_id], strict=True)
        ),
        Fraction(0),
    )


def _moves(about: Opened, plan: AssignmentPlan) -> int:
    """Return how many people do not keep their worker, for whatever reason."""
    return sum(
        any(stay.worker_id != person.worker_id for stay in plan.of[person.person_id])
        for person in about.caseload.people
        if person.person_id in plan.of
    )
