"""Plan a caseload: from its spreadsheet to a plan with everything said about it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import monotonic

import cti
from cti.calendar import Horizon
from cti.exchange.caseload_file import CaseloadFile
from cti.exchange.caseload_in import read_caseload
from cti.exchange.plan_out import write_plan
from cti.plans.document import Effort, PlanDocument
from cti.plans.facts import PlanFacts
from cti.plans.flags import flags
from cti.plans.policy import BALANCED, Policy
from cti.plans.score import score
from cti.plans.score_contacts import score_contacts
from cti.plans.verify import verify
from cti.plans.verify_contacts import verify_contacts
from cti.plans.why import why
from cti.solver.assignment.solve import AssignmentResult, solve_assignment
from cti.solver.contacts.solve import ContactResult, plan_contacts
from cti.solver.limits import Asked, SolveLimits, Tell, never
from cti.solver.limits import Progress as Searched
from cti.usecases.choosing import own_prices
from cti.usecases.opening import facts_of
from cti.usecases.progress import Progress, Stage, Watch, unwatched

SHARE_FOR_WORKERS = 0.7
"""Where seconds are limited, the share of them for choosing workers."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A plan, and the caseload it was made from."""

    document: PlanDocument
    file: CaseloadFile


class PlanIsWrong(AssertionError):
    """A plan that breaks a rule, or costs other than was said: a fault of ours."""


def plan_caseload(
    path: Path,
    *,
    on: date,
    policy: Policy = BALANCED,
    search: Search | None = None,
    watch: Watch = unwatched,
    stop: Asked = never,
) -> Planned:
    """Read a caseload and plan it.

    Parameters
    ----------
    on
        The plan date.
    policy
        The prices.
    watch
        Told how far it is.
    stop
        Asked now and then; the best plan so far is taken when it says so.

    Raises
    ------
    UnreadableCaseload
        With everything that must be mended, by sheet, row and column.
    PlanIsWrong
        If the plan does not pass the rules and prices, which know nothing of how it
        was made.
    """
    began = monotonic()
    search = search or Search()
    watch(Progress(stage=Stage.READING))
    file = read_caseload(path, on=on)
    horizon = Horizon(on, file.caseload.service.horizon_weeks)
    workers = solve_assignment(
        file.caseload,
        horizon,
        policy=policy,
        limits=_limits(search, began, SHARE_FOR_WORKERS),
        progress=_telling(watch, Stage.WORKERS),
        stop=stop,
    )
    contacts = plan_contacts(
        file.caseload,
        horizon,
        workers.plan,
        prices=policy.contacts,
        limits=_limits(search, began, 1),
        progress=_telling(watch, Stage.CONTACTS),
        stop=stop,
    )
    watch(Progress(stage=Stage.CHECKING))
    facts = facts_of(file, horizon, workers.plan, policy=policy)
    _check(facts, workers, contacts)
    watch(Progress(stage=Stage.REASONS))
    document = _document(
        file, facts, workers, contacts, search=search, seconds=monotonic() - began
    )
    return Planned(document=document, file=file)


def write_planned(planned: Planned, out: Path, *, review_html: str) -> None:
    """Write every file of a plan, or none.

    Raises
    ------
    CannotWrite
        With the reason, in words; nothing has changed then.
    """
    write_plan(planned.document, planned.file.caseload, out, review_html=review_html)


def _limits(search: Search, began: float, share: float) -> SolveLimits:
    left = None
    if search.seconds is not None:
        left = max(share * (search.seconds - (monotonic() - began)), 0.0)
    return SolveLimits(effort=search.effort, seed=search.seed, seconds=left)


def _telling(watch: Watch, stage: Stage) -> Tell:
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


def _check(
    facts: PlanFacts, workers: AssignmentResult, contacts: ContactResult
) -> None:
    """Let the rules and the prices judge the plan, as they would anybody's."""
    caseload, horizon, policy = facts.caseload, facts.horizon, facts.policy
    broken = [
        *verify(caseload, horizon, workers.plan, policy),
        *verify_contacts(caseload, horizon, workers.plan, contacts.plan),
    ]
    if broken:
        msg = f"the plan breaks {len(broken)} rules, first: {broken[0]}"
        raise PlanIsWrong(msg)
    cost = score(caseload, horizon, workers.plan, policy)
    scored = score_contacts(
        caseload, horizon, workers.plan, contacts.plan, policy.contacts
    )
    if cost != workers.cost or scored.cost != contacts.cost:
        msg = f"the planner says {workers.cost}, {contacts.cost}, not {cost}, {scored}"
        raise PlanIsWrong(msg)


def _document(
    file: CaseloadFile,
    facts: PlanFacts,
    workers: AssignmentResult,
    contacts: ContactResult,
    *,
    search: Search,
    seconds: float,
) -> PlanDocument:
    return PlanDocument(
        on=facts.horizon.on,
        weeks=facts.horizon.weeks,
        service_name=file.caseload.service.name,
        policy=facts.policy.key,
        prices=own_prices(facts.policy),
        engine_version=cti.__version__,
        input_hash=file.digest,
        effort=Effort(
            seed=search.seed,
            effort=search.effort,
            repeatable=workers.repeatable and contacts.repeatable,
        ),
        assignment=workers.plan,
        contacts=contacts.plan,
        cost=workers.cost,
        lower_bound=workers.lower_bound,
        contact_cost=contacts.cost,
        contact_lower_bound=contacts.lower_bound,
        late_days=contacts.late_days,
        why=why(facts),
        loads=facts.loads,
        flags=flags(facts, contacts.plan),
        seconds=round(seconds, 1),
    )
