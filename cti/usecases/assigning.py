"""Choose workers for a caseload, and let the rules and prices judge what was found."""

from dataclasses import dataclass
from time import monotonic

from cti.calendar import Horizon
from cti.caseload.caseload import Caseload
from cti.plans.policy import BALANCED, Policy
from cti.plans.score import score
from cti.plans.verify import verify
from cti.solver.assignment.solve import AssignmentResult, solve_assignment
from cti.solver.limits import Asked, SolveLimits, Tell, never
from cti.solver.limits import Progress as Searched
from cti.usecases.progress import Progress, Stage, Watch, unwatched


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """How far to search for a plan.

    Attributes
    ----------
    seed, effort
        The same caseload, seed and effort give the same plan. A higher effort searches
        longer; 0 takes the first good plan.
    seconds
        After so long the best plan so far is taken; None for no limit.
    """

    seed: int = 0
    effort: int = 2
    seconds: float | None = None

    def limits(self, began: float, share: float = 1) -> SolveLimits:
        """Return how far the planner may go.

        Parameters
        ----------
        began
            When the search began, by the stopwatch.
        share
            How much of the seconds that are left it may take.
        """
        left = None
        if self.seconds is not None:
            left = max(share * (self.seconds - (monotonic() - began)), 0.0)
        return SolveLimits(effort=self.effort, seed=self.seed, seconds=left)


class PlanIsWrong(AssertionError):
    """A plan that breaks a rule, or costs other than was said: a fault of ours."""


def assign(
    caseload: Caseload,
    horizon: Horizon,
    *,
    policy: Policy = BALANCED,
    search: Search | None = None,
    watch: Watch = unwatched,
    stop: Asked = never,
) -> AssignmentResult:
    """Choose workers, without planning any contact.

    Parameters
    ----------
    watch
        Told how far it is.
    stop
        Asked now and then; the best plan so far is taken when it says so.

    Raises
    ------
    PlanIsWrong
        If the plan does not pass the rules and prices, which know nothing of how it
        was made.
    """
    found = solve_assignment(
        caseload,
        horizon,
        policy=policy,
        limits=(search or Search()).limits(monotonic()),
        progress=telling(watch, Stage.WORKERS),
        stop=stop,
    )
    check_workers(caseload, horizon, policy, found)
    return found


def check_workers(
    caseload: Caseload, horizon: Horizon, policy: Policy, found: AssignmentResult
) -> None:
    """Let the rules and the prices judge a plan, as they would anybody's.

    Raises
    ------
    PlanIsWrong
        If it breaks a rule, or costs other than the planner says.
    """
    broken = verify(caseload, horizon, found.plan, policy)
    if broken:
        msg = f"the plan breaks {len(broken)} rules, first: {broken[0]}"
        raise PlanIsWrong(msg)
    cost = score(caseload, horizon, found.plan, policy)
    if cost != found.cost:
        msg = f"the planner says {found.cost}, not {cost}"
        raise PlanIsWrong(msg)


def telling(watch: Watch, stage: Stage) -> Tell:
    """Return what tells a watch how far the planner is."""

    def tell(searched: Searched) -> None:
        watch(
            Progress(
                stage=stage,
                share=searched.share_done,
                cost=searched.cost,
                lower_bound=searched.bound,
            )
        )

    return tell
