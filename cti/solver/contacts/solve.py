"""When everybody is met in the coming weeks: from an assignment plan to a contact plan.

Meetings of a plan in force are put back first, wherever they still can be. A greedy
plan around them is there at once, and a bound from planning each person alone. Then
groups of people are planned anew, again and again, and the best plan is kept; at last
the bound is raised. Each plan is judged and priced by `cti.plans`, which know nothing
of the search, before it counts: one that breaks a rule, or costs no less than the best
so far, is let go. Steps are counted rather than seconds, so the same input, seed and
effort give the same plan.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from random import Random

from cti.calendar import Horizon
from cti.caseload.caseload import Caseload
from cti.plans.assignment import AssignmentPlan
from cti.plans.contact_score import ContactScore
from cti.plans.contacts import ContactPlan
from cti.plans.cost import ContactCost
from cti.plans.lateness import Late
from cti.plans.policy import BALANCED, ContactPrices
from cti.plans.score_contacts import score_contacts
from cti.plans.verify_contacts import verify_contacts
from cti.solver.child import Deadline
from cti.solver.contacts.alone import Alone
from cti.solver.contacts.draft import Draft
from cti.solver.contacts.finished import contact_plan
from cti.solver.contacts.greedy import greedy_draft
from cti.solver.contacts.kept import keep
from cti.solver.contacts.problem import ContactProblem
from cti.solver.contacts.search import first_draft, search, settle
from cti.solver.contacts.shares import Shares
from cti.solver.limits import (
    Asked,
    Progress,
    SolveLimits,
    Tell,
    never,
    nobody_listens,
)
from cti.units import Points

PASSES = 20
"""How often everybody is planned anew, on average, in one round of effort."""

ROUNDS = 30
"""How often the bound is sharpened in one round of effort."""

SHARE_FOR_SEARCH = 0.75
"""The share of the work that is search; the rest sharpens the bound."""

TOLD_EACH = 0.01
"""The share of the work after which progress is told again."""

LOOKS = 8
"""How often on the way the best draft is finished, judged and priced."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactResult:
    """A plan, what it costs, and how good it is at least.

    Attributes
    ----------
    score
        The cost, with the facts behind each part.
    lower_bound
        Proven: no plan for this caseload, assignment and prices costs less, in points.
    late
        Everybody with late days in the plan: why, and how many no plan can avoid.
    repeatable
        False when the clock or somebody cut the search short.
    """

    plan: ContactPlan
    score: ContactScore
    lower_bound: Points
    late: tuple[Late, ...]
    repeatable: bool

    @property
    def cost(self) -> ContactCost:
        """What the plan costs, part by part."""
        return self.score.cost

    @property
    def late_days(self) -> int:
        """Late days of all gaps in the plan."""
        return self.score.late_days

    @property
    def late_days_necessary(self) -> int:
        """Proven: late days that no plan can avoid, whoever covers."""
        return sum(each.necessary for each in self.late)


def plan_contacts(
    caseload: Caseload,
    horizon: Horizon,
    assignment: AssignmentPlan,
    *,
    prices: ContactPrices = BALANCED.contacts,
    limits: SolveLimits | None = None,
    progress: Tell = nobody_listens,
    stop: Asked = never,
) -> ContactResult:
    """Plan when everybody is met in the coming weeks.

    Parameters
    ----------
    limits
        With an effort of 0 the greedy plan is the answer.
    progress
        Told of the greedy plan first, then as the search goes on.
    stop
        Asked many times a second; the best plan so far is returned when it says so.
    """
    limits = limits or SolveLimits()
    planner = _Planner(caseload, horizon, assignment, prices, limits, progress, stop)
    planner.find_bound()
    planner.search()
    planner.sharpen_bound()
    return planner.result()


def plan_contacts_greedy(
    caseload: Caseload,
    horizon: Horizon,
    assignment: AssignmentPlan,
    *,
    prices: ContactPrices = BALANCED.contacts,
) -> ContactResult:
    """Plan whoever is due first into the first start of their own worker."""
    return plan_contacts(
        caseload, horizon, assignment, prices=prices, limits=SolveLimits(effort=0)
    )


class _Planner:
    """The best plan so far, the bound, and how far the search is."""

    def __init__(
        self,
        caseload: Caseload,
        horizon: Horizon,
        assignment: AssignmentPlan,
        prices: ContactPrices,
        limits: SolveLimits,
        tell: Tell,
        stop: Asked,
    ) -> None:
        self._question = (caseload, horizon, assignment)
        self._prices = prices
        self._limits = limits
        self._tell = tell
        self._stop = stop
        self._deadline = Deadline(limits.seconds)
        self._cut_short = False
        self._share = 0.0
        self._bound: Points = Fraction(0)
        self._problem = ContactProblem(caseload, horizon, assignment, prices)
        self._alone = Alone(self._problem)
        self.plan = ContactPlan(self._problem.agreed)
        self.score = self._scored(self.plan)
        self._begun = Draft(self._problem)
        if keep(self._begun):
            self._consider(self._begun)
        self._consider(greedy_draft(self._problem))

    def find_bound(self) -> None:
        """Plan each person alone; who is left out for want of time counts nothing."""
        price = self._alone.agreed_price(self._problem.work_days)
        for person in self._problem.people:
            if self._must_stop():
                break
            price += self._alone.least_price(person)
        self._bound = self._problem.scale.points(price)
        self._say()

    def search(self) -> None:
        """Plan groups of people anew until the effort is spent."""
        people = self._problem.people
        steps = PASSES * self._limits.effort * len(people)
        if not steps:
            return
        draft = self._begun.copy()
        random = Random(self._limits.seed)  # noqa: S311, a search keeps no secrets
        if first_draft(draft, random, stopped=self._must_stop):
            best = search(draft, random, steps, go_on=self._looking_on(steps))
            settle(best, random, stopped=self._must_stop)
            self._consider(best)

    def sharpen_bound(self) -> None:
        """Raise the bound, round after round."""
        rounds = ROUNDS * self._limits.effort
        scale = self._problem.scale
        cost = int(self.score.cost.total * scale.per_point)
        if not rounds or self._must_stop():
            return
        shares = Shares(self._problem, self._alone)
        for number, bound in enumerate(shares.rounds(rounds, cost=cost)):
            self._bound = max(self._bound, scale.points(bound))
            self._move_on(SHARE_FOR_SEARCH + (1 - SHARE_FOR_SEARCH) * number / rounds)
            if self._must_stop():
                return
        self._share = 1.0
        self._say()

    def result(self) -> ContactResult:
        """Return the best plan, with what is known about it."""
        people = {person.need.person_id: person for person in self._problem.people}
        return ContactResult(
            plan=self.plan,
            score=self.score,
            lower_bound=self._bound,
            late=tuple(
                self._alone.late(people[person_id], days)
                for person_id, days in self.score.late_days_of.items()
            ),
            repeatable=not self._cut_short,
        )

    def _looking_on(self, steps: int) -> Callable[[int, Draft], bool]:
        """Return what goes along with a search: looks, reports, and ends it."""
        looks = [steps * number // LOOKS for number in range(LOOKS, 0, -1)]

        def go_on(done: int, best: Draft) -> bool:
            if self._must_stop():
                return False
            if done >= looks[-1]:
                looks.pop()
                self._consider(best)
            self._move_on(SHARE_FOR_SEARCH * done / steps)
            return True

        return go_on

    def _consider(self, draft: Draft) -> None:
        """Keep a draft's plan if it keeps every rule and costs less than the best."""
        plan = contact_plan(draft)
        if verify_contacts(*self._question, plan):
            return
        score = self._scored(plan)
        if score.cost.total < self.score.cost.total:
            self.plan, self.score = plan, score
            self._say()

    def _scored(self, plan: ContactPlan) -> ContactScore:
        return score_contacts(*self._question, plan, self._prices)

    def _move_on(self, share: float) -> None:
        if share - self._share >= TOLD_EACH:
            self._share = share
            self._say()

    def _must_stop(self) -> bool:
        if self._deadline.passed() or self._stop():
            self._cut_short = True
        return self._cut_short

    def _say(self) -> None:
        self._tell(
            Progress(
                cost=self.score.cost.total,
                bound=self._bound,
                share_done=self._share,
                doing="when everybody is met",
            )
        )
