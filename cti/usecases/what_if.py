"""What if: plan a caseload as it is and as it could be, and put them side by side."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from cti.calendar import Horizon
from cti.caseload.caseload import Caseload
from cti.errors import Finding, UnreadableScenario
from cti.exchange.changes_in import WorkerOf
from cti.exchange.report import Report
from cti.exchange.scenario_in import Asked, scenario_of
from cti.plans.facts import PlanFacts
from cti.plans.outcome import Outcome, outcome
from cti.plans.outcome_words import beside
from cti.plans.policy import BALANCED, Policy
from cti.plans.scenario import Scenario, said, tried
from cti.plans.scenario_referrals import IntakePaused
from cti.plans.score import score
from cti.solver.limits import Asked as Stopped
from cti.solver.limits import never
from cti.units import Points
from cti.usecases.assigning import Search, assign
from cti.usecases.naming import worker_meant
from cti.usecases.progress import Watch, nearness, unwatched

AS_IT_IS = "as it is"
TOGETHER = "what if"
"""The place of a finding about all scenarios together."""

MOST_SCENARIOS = 3
"""So many futures can be looked at side by side."""


Begins = Callable[[str], None]
"""What is called before each plan, with the name of what it is of."""


def unnamed(_: str) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Future:
    """A caseload as it is or could be, planned.

    Attributes
    ----------
    name
        What the scenario is called.
    said
        What is otherwise, in one sentence.
    compared
        What it comes to beside the caseload as it is, in sentences; empty for that.
    lower_bound
        Proven: no plan of this future costs less, in points.
    quality
        How near the best its plan is proven to be, in words.
    """

    name: str
    said: str
    compared: tuple[str, ...]
    facts: PlanFacts
    outcome: Outcome
    lower_bound: Points
    quality: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """Futures side by side.

    Attributes
    ----------
    as_it_is
        The caseload as it is.
    futures
        As it could be, in the order asked for.
    """

    as_it_is: Future
    futures: tuple[Future, ...]


def meant(
    caseload: Caseload,
    horizon: Horizon,
    asked: Sequence[Asked],
    *,
    seed: int = 0,
    worker_of: WorkerOf | None = None,
) -> tuple[Scenario, ...]:
    """Return the scenarios somebody means, whose workers go by name or id.

    Parameters
    ----------
    seed
        By which referrals are drawn.
    worker_of
        Whom somebody means by a word; None for a name or an id of the caseload.

    Raises
    ------
    UnreadableScenario
        With everything at once: every change that cannot be read or tried, names that
        do not tell scenarios apart, and if there are none or too many.
    """
    report = Report()
    worker_of = worker_of or partial(worker_meant, caseload)
    scenarios = tuple(
        scenario_of(each, worker_of, seed=seed, report=report) for each in asked
    )
    wrong = [*_wrong(asked), *report.findings]
    try:
        _all_tried(caseload, horizon, scenarios)
    except UnreadableScenario as error:
        wrong += error.findings
    if wrong:
        raise UnreadableScenario(wrong)
    return scenarios


def what_if(
    caseload: Caseload,
    horizon: Horizon,
    scenarios: Sequence[Scenario],
    *,
    policy: Policy = BALANCED,
    search: Search | None = None,
    begins: Begins = unnamed,
    watch: Watch = unwatched,
    stop: Stopped = never,
) -> WhatIf:
    """Plan a caseload as it is and in each scenario, all with the same search.

    Nothing is written, and the caseload stays as it is.

    Parameters
    ----------
    begins
        Told before each plan what it is of.
    watch
        Told how far each plan is.
    stop
        Asked now and then; the best plans so far are taken when it says so.

    Raises
    ------
    UnreadableScenario
        With every change that cannot be made, before anything is planned.
    """
    caseloads = _all_tried(caseload, horizon, scenarios)

    def planned(changed: Caseload) -> tuple[PlanFacts, Points]:
        found = assign(
            changed, horizon, policy=policy, search=search, watch=watch, stop=stop
        )
        facts = PlanFacts(
            caseload=changed, horizon=horizon, plan=found.plan, policy=policy
        )
        return facts, found.lower_bound

    begins(AS_IT_IS)
    facts, bound = planned(caseload)
    as_it_is = Scenario(name=AS_IT_IS, changes=())
    now = _future(as_it_is, facts, bound, comes_to=outcome(facts))
    futures = []
    for scenario, changed in zip(scenarios, caseloads, strict=True):
        begins(scenario.name)
        facts, bound = planned(changed)
        wanted = tried(caseload, horizon, without_pause(scenario)).referral
        comes_to = outcome(facts, wanted=wanted)
        futures.append(
            _future(scenario, facts, bound, comes_to=comes_to, beside_this=now.outcome)
        )
    return WhatIf(as_it_is=now, futures=tuple(futures))


def without_pause(scenario: Scenario) -> Scenario:
    """Return a scenario in which intake goes on.

    Who waits for a pause to end is waiting, from the day they could have started.
    """
    others = (each for each in scenario.changes if not isinstance(each, IntakePaused))
    return replace(scenario, changes=tuple(others))


def _future(
    scenario: Scenario,
    facts: PlanFacts,
    lower_bound: Points,
    *,
    comes_to: Outcome,
    beside_this: Outcome | None = None,
) -> Future:
    cost = score(facts.caseload, facts.horizon, facts.plan, facts.policy).total
    return Future(
        name=scenario.name,
        said=said(facts.words, scenario),
        compared=()
        if beside_this is None
        else beside(facts.words, beside_this, comes_to),
        facts=facts,
        outcome=comes_to,
        lower_bound=lower_bound,
        quality=nearness(cost, lower_bound),
    )


def _wrong(asked: Sequence[Asked]) -> Iterator[Finding]:
    if len(asked) > MOST_SCENARIOS:
        problem = f"{len(asked)} scenarios do not fit side by side"
        remedy = f"Ask about {MOST_SCENARIOS} at most"
        yield Finding(TOGETHER, None, None, problem, remedy)
    if not asked:
        remedy = "Give a change, or a file of scenarios"
        yield Finding(TOGETHER, None, None, "there is nothing to try", remedy)
    names = Counter(each.name.casefold() for each in asked)
    for name in dict.fromkeys(each.name for each in asked):
        called = name.casefold()
        if names[called] > 1 or called in {"", AS_IT_IS}:
            problem = f"the name «{name}» does not tell it from the others"
            yield Finding(TOGETHER, None, None, problem, "Give it a name of its own")
    for each in asked:
        if not each.changes:
            remedy = "Write a change below it, such as referrals = 5"
            yield Finding(each.name, None, None, "nothing is otherwise in it", remedy)


def _all_tried(
    caseload: Caseload, horizon: Horizon, scenarios: Iterable[Scenario]
) -> list[Caseload]:
    found: list[Caseload] = []
    findings: list[Finding] = []
    for scenario in scenarios:
        try:
            found.append(tried(caseload, horizon, scenario))
        except UnreadableScenario as error:
            findings += error.findings
    if findings:
        raise UnreadableScenario(findings)
    return found
