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
from cti.plans.contact_score import ContactScore
from cti.plans.contacts import ContactPlan
from cti.plans.cost import Cost
from cti.plans.document import Departure, Effort, PlanDocument
from cti.plans.facts import PlanFacts
from cti.plans.flags import flags
from cti.plans.lateness import Late
from cti.plans.moved_meetings import moved_meetings
from cti.plans.policy import BALANCED, Policy
from cti.plans.score import score
from cti.plans.score_contacts import score_contacts
from cti.plans.verify_contacts import verify_contacts
from cti.plans.why import why
from cti.solver.assignment.solve import AssignmentResult, solve_assignment
from cti.solver.contacts.solve import ContactResult, plan_contacts
from cti.solver.limits import Asked, never
from cti.units import Points
from cti.usecases.assigning import PlanIsWrong, Search, check_workers, telling
from cti.usecases.choosing import own_prices
from cti.usecases.opening import facts_of
from cti.usecases.progress import Progress, Stage, Watch, unwatched
from cti.usecases.replanning import (
    InForce,
    Unchanged,
    against,
    read_in_force,
    told,
    unchanged,
)

SHARE_FOR_WORKERS = 0.7
"""Where seconds are limited, the share of them for choosing workers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A plan, and the caseload it was made from."""

    document: PlanDocument
    file: CaseloadFile


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What is known of a plan beside who works with whom."""

    effort: Effort
    cost: Cost
    lower_bound: Points
    contacts: ContactPlan
    contact_score: ContactScore
    contact_lower_bound: Points
    late: tuple[Late, ...]
    departures: tuple[Departure, ...] = ()


def plan_caseload(
    path: Path,
    *,
    on: date,
    in_force: Path | None = None,
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
    in_force
        The plan that people were told of: what it promises is kept where that can be.
        Where nothing it was made from has changed, it is the plan.
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
    UnreadablePlan, NotInForce
        If what is given as the plan in force cannot be read, or cannot be that.
    PlanIsWrong
        If the plan does not pass the rules and prices, which know nothing of how it
        was made.
    """
    began = monotonic()
    watch(Progress(stage=Stage.READING))
    search = search or Search()
    file = read_caseload(path, on=on)
    before = None if in_force is None else read_in_force(in_force, file, on=on)
    if before is not None:
        same = unchanged(file, before, on=on, policy=policy, search=search)
        if same is not None:
            watch(Progress(stage=Stage.REASONS))
            return _as_it_is(same, began=began)
        file = told(file, before, on=on)
    return plan_read(
        file,
        before=before,
        on=on,
        policy=policy,
        search=search,
        watch=watch,
        stop=stop,
        began=began,
    )


def plan_read(
    file: CaseloadFile,
    *,
    on: date,
    before: InForce | None = None,
    policy: Policy = BALANCED,
    search: Search | None = None,
    watch: Watch = unwatched,
    stop: Asked = never,
    began: float | None = None,
) -> Planned:
    """Plan a caseload that has been read already.

    Parameters
    ----------
    on
        The plan date.
    before
        The plan in force that the caseload tells of; None where there is none.
    policy
        The prices.
    watch
        Told how far it is.
    stop
        Asked now and then; the best plan so far is taken when it says so.
    began
        When it all began, by the stopwatch; None for now.

    Raises
    ------
    PlanIsWrong
        If the plan does not pass the rules and prices, which know nothing of how it
        was made.
    """
    began = monotonic() if began is None else began
    search = search or Search()
    horizon = Horizon(on, file.caseload.service.horizon_weeks)
    workers = solve_assignment(
        file.caseload,
        horizon,
        policy=policy,
        limits=search.limits(began, SHARE_FOR_WORKERS),
        progress=telling(watch, Stage.WORKERS),
        stop=stop,
    )
    contacts = plan_contacts(
        file.caseload,
        horizon,
        workers.plan,
        prices=policy.contacts,
        limits=search.limits(began),
        progress=telling(watch, Stage.CONTACTS),
        stop=stop,
    )
    watch(Progress(stage=Stage.CHECKING))
    facts = facts_of(file, horizon, workers.plan, policy=policy)
    _check(facts, workers, contacts)
    watch(Progress(stage=Stage.REASONS))
    found = _Found(
        effort=Effort(
            seed=search.seed,
            effort=search.effort,
            repeatable=workers.repeatable and contacts.repeatable,
        ),
        cost=workers.cost,
        lower_bound=workers.lower_bound,
        contacts=contacts.plan,
        contact_score=contacts.score,
        contact_lower_bound=contacts.lower_bound,
        late=contacts.late,
        departures=() if before is None else against(facts, before),
    )
    document = _document(file, facts, found, seconds=monotonic() - began)
    return Planned(document=document, file=file)


def write_planned(planned: Planned, out: Path, *, review_html: str) -> None:
    """Write every file of a plan, or none.

    Raises
    ------
    CannotWrite
        With the reason, in words; nothing has changed then.
    """
    write_plan(planned.document, planned.file.caseload, out, review_html=review_html)


def _check(
    facts: PlanFacts, workers: AssignmentResult, contacts: ContactResult
) -> None:
    """Let the rules and the prices judge the plan, as they would anybody's."""
    caseload, horizon, policy = facts.caseload, facts.horizon, facts.policy
    check_workers(caseload, horizon, policy, workers)
    broken = verify_contacts(caseload, horizon, workers.plan, contacts.plan)
    if broken:
        msg = f"the contact plan breaks {len(broken)} rules, first: {broken[0]}"
        raise PlanIsWrong(msg)
    scored = score_contacts(
        caseload, horizon, workers.plan, contacts.plan, policy.contacts
    )
    if scored.cost != contacts.cost:
        msg = f"the planner says {contacts.cost}, not {scored}"
        raise PlanIsWrong(msg)


def _as_it_is(same: Unchanged, *, began: float) -> Planned:
    """Return the plan in force: nothing it was made from has changed."""
    facts = same.facts
    caseload, horizon, policy = facts.caseload, facts.horizon, facts.policy
    cost = score(caseload, horizon, facts.plan, policy)
    scored = score_contacts(
        caseload, horizon, facts.plan, same.contacts, policy.contacts
    )
    found = _Found(
        effort=same.about.effort,
        cost=cost,
        lower_bound=min(same.about.lower_bound, cost.total),
        contacts=same.contacts,
        contact_score=scored,
        contact_lower_bound=min(same.about.contact_lower_bound, scored.cost.total),
        late=same.about.late,
    )
    document = _document(same.file, facts, found, seconds=monotonic() - began)
    return Planned(document=document, file=same.file)


def _document(
    file: CaseloadFile, facts: PlanFacts, found: _Found, *, seconds: float
) -> PlanDocument:
    return PlanDocument(
        on=facts.horizon.on,
        weeks=facts.horizon.weeks,
        service_name=file.caseload.service.name,
        policy=facts.policy.key,
        prices=own_prices(facts.policy),
        engine_version=cti.__version__,
        input_hash=file.digest,
        effort=found.effort,
        assignment=facts.plan,
        contacts=found.contacts,
        cost=found.cost,
        lower_bound=found.lower_bound,
        contact_cost=found.contact_score.cost,
        contact_lower_bound=found.contact_lower_bound,
        late_days=found.contact_score.late_days,
        late=found.late,
        why=why(facts),
        loads=facts.loads,
        flags=flags(facts, found.contacts),
        seconds=round(seconds, 1),
        in_force=file.caseload.in_force,
        departures=found.departures,
        moved_meetings=moved_meetings(
            facts.caseload, facts.words, found.contacts, found.contact_score
        ),
    )
