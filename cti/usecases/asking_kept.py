"""Ask a kept plan: who should take somebody, why it is so, and what else would do."""

from dataclasses import dataclass, replace

from cti.calendar import Horizon
from cti.errors import NotNow, NotThere
from cti.exchange.plan_kept import told_before
from cti.plans.facts import PlanFacts
from cti.plans.life import PlanState
from cti.store.pages import plans_page
from cti.store.plain import Values
from cti.store.plans import Ids, assignment_of, document_of, parts_of, plan_row
from cti.store.plans import plan_in_force as row_in_force
from cti.store.reading import read_caseload
from cti.store.runs import revision_of
from cti.store.tables import PEOPLE, PLAN_OVERLOADS, PLANS, WORKERS
from cti.store.unit import Store
from cti.units import PersonId, WorkerId
from cti.usecases.asking import Asking
from cti.usecases.assigning import Search
from cti.usecases.choosing import kept_policy
from cti.usecases.explaining import (
    Explanation,
    OverloadExplained,
    PlannedAnew,
    explain_overloads,
    explain_whom,
    explain_whom_anew,
)
from cti.usecases.recommending import Advice, advise_for, advise_to
from cti.usecases.taking_turns import a_turn
from cti.usecases.worked_out import SHELF, WorkedOut


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedPlan:
    """A kept plan beside the caseload as it is now.

    Attributes
    ----------
    ids
        The rows of everybody, by the ids their service knows them by.
    is_stale
        Whether anything the plan is made from was changed since.
    worked_out
        The same without contacts, as far as it was worked out before.
    """

    plan_id: str
    facts: PlanFacts
    ids: Ids
    is_stale: bool
    worked_out: WorkedOut


@dataclass(frozen=True, slots=True, kw_only=True)
class Advised:
    """What is recommended, and beside which plan."""

    plan: AskedPlan
    advice: Advice


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """What a plan has to say about what it was asked.

    Attributes
    ----------
    explanation, anew
        About a person: why it is so, and what planning anew finds; None where nobody
        was asked about, or planning anew was not asked for.
    overloads
        About a worker over the ceiling.
    """

    plan: AskedPlan
    explanation: Explanation | None = None
    anew: PlannedAnew | None = None
    overloads: tuple[OverloadExplained, ...] = ()


def recommend_for_person(
    store: Store,
    service_id: str,
    person_id: str,
    *,
    plan_id: str | None = None,
    every_start: bool = False,
    most: int | None = None,
) -> Advised:
    """Rank the workers who could take somebody referred, or supported already.

    Parameters
    ----------
    plan_id
        The plan it is asked of; None for the one in force, else the newest draft.
    every_start
        Whether to offer each start Monday with each worker, not only the best.
    most
        How many to offer; None for all.

    Raises
    ------
    NotThere
        If there is no such person, or no such plan in their service.
    NotNow
        If the service has no plan.
    """
    plan = plan_to_ask(store, service_id, plan_id, with_contacts=False)
    advice = advise_for(
        plan.facts, _person(plan, person_id), every_start=every_start, most=most
    )
    return Advised(plan=plan, advice=advice)


def recommend_to_worker(
    store: Store,
    service_id: str,
    worker_id: str,
    *,
    plan_id: str | None = None,
    most: int | None = None,
) -> Advised:
    """Rank the people whom a worker could take next.

    Parameters
    ----------
    plan_id
        The plan it is asked of; None for the one in force, else the newest draft.
    most
        How many to offer; None for all.

    Raises
    ------
    NotThere
        If there is no such worker at work, or no such plan in their service.
    NotNow
        If the service has no plan.
    """
    plan = plan_to_ask(store, service_id, plan_id, with_contacts=False)
    advice = advise_to(plan.facts, _worker(plan, worker_id), most=most)
    return Advised(plan=plan, advice=advice)


def explain_person(
    store: Store,
    plan_id: str,
    person_id: str,
    *,
    worker_id: str | None = None,
    seconds: float,
) -> Explained:
    """Explain where a plan has somebody, and plan anew for what else would do.

    Parameters
    ----------
    worker_id
        The only worker asked about; None for every other.
    seconds
        How long planning anew may take in all; 0 for not at all.

    Raises
    ------
    NotThere
        If there is no such plan, or no such person or worker in its service.
    NotNow
        If others are planning for questions of theirs.
    """
    plan = open_kept(store, plan_id)
    whom = _person(plan, person_id)
    asked = None if worker_id is None else _worker(plan, worker_id)
    anew = None
    if seconds:
        with a_turn(seconds) as is_over:
            search = Search(effort=1, seconds=seconds)
            asking = Asking(plan.facts, search=search, stop=is_over)
            anew = explain_whom_anew(asking, whom, asked)
    return Explained(
        plan=plan, explanation=explain_whom(plan.facts, whom, asked), anew=anew
    )


def explain_worker(store: Store, plan_id: str, worker_id: str) -> Explained:
    """Explain each overload a plan has for a worker, and what would clear it.

    Raises
    ------
    NotThere
        If there is no such plan, or no such worker in its service.
    """
    plan = open_kept(store, plan_id, with_contacts=False)
    known = _worker(plan, worker_id)
    found = plan.worked_out.once(
        f"overloads of {known}", lambda facts: tuple(explain_overloads(facts, known))
    )
    return Explained(plan=plan, overloads=found)


def explain_overload(store: Store, plan_id: str, overload_id: str) -> Explained:
    """Explain one overload of a plan; nothing is found where it is no more.

    Raises
    ------
    NotThere
        If there is no such plan, or no such overload in it.
    """
    with store.reading() as connection:
        parts = parts_of(connection, PLAN_OVERLOADS, plan_id)
    over = next((each for each in parts if each["id"] == overload_id), None)
    if over is None:
        raise NotThere(PLAN_OVERLOADS.name)
    found = explain_worker(store, plan_id, over["worker_id"])
    those = (each for each in found.overloads if each.from_on == over["from_on"])
    return replace(found, overloads=tuple(those))


def plan_to_ask(
    store: Store, service_id: str, plan_id: str | None, *, with_contacts: bool = True
) -> AskedPlan:
    """Open a plan of a service; the one in force, or the newest draft, if none is said.

    Parameters
    ----------
    with_contacts
        Whether anything is asked of who was met, and who will be.

    Raises
    ------
    NotThere
        If the service has no such plan.
    NotNow
        If it has none at all.
    """
    with store.reading() as connection:
        if plan_id is not None:
            plan: Values | None = plan_row(connection, plan_id)
        else:
            drafts = plans_page(
                connection, service_id, state=PlanState.DRAFT, behind=None, most=1
            )
            plan = row_in_force(connection, service_id) or next(iter(drafts), None)
    if plan is None:
        message = "This service has no plan yet."
        raise NotNow(message, hint="Ask for a planning run; its draft is enough.")
    if plan["service_id"] != service_id:
        raise NotThere(PLANS.name)
    return open_kept(store, plan["id"], with_contacts=with_contacts)


def open_kept(store: Store, plan_id: str, *, with_contacts: bool = True) -> AskedPlan:
    """Open a kept plan beside the caseload as it is now.

    Parameters
    ----------
    with_contacts
        Whether anything is asked of who was met, and who will be. Without them it is
        as far worked out as when the very same was asked about before.

    Raises
    ------
    NotThere
        If there is no such plan.
    UnknownPolicy
        If it names prices that nobody has any more.
    """
    with store.reading() as connection:
        row = plan_row(connection, plan_id)
        service_id = row["service_id"]
        caseload = read_caseload(
            connection, service_id, on=row["plan_on"], with_contacts=with_contacts
        )
        plan = assignment_of(connection, row)
        ids = Ids.of(connection, service_id)
        text = document_of(connection, plan_id)
        revision = revision_of(connection, service_id)
    followed = 0 if row["state"] is PlanState.DRAFT else 1
    facts = PlanFacts(
        caseload=replace(caseload, in_force=told_before(text)),
        horizon=Horizon(row["plan_on"], row["weeks"]),
        plan=plan,
        policy=kept_policy(row["policy"], row["prices"]),
    )
    worked_out = SHELF.equal(facts, under=f"plan {plan_id}")
    return AskedPlan(
        plan_id=plan_id,
        facts=facts if with_contacts else worked_out.facts,
        ids=ids,
        is_stale=row["revision"] + followed != revision,
        worked_out=worked_out,
    )


def _person(plan: AskedPlan, row_id: str) -> PersonId:
    known = PersonId(plan.ids.turned().person.get(row_id, ""))
    caseload = plan.facts.caseload
    if known not in caseload.person and known not in caseload.referral:
        raise NotThere(PEOPLE.name)
    return known


def _worker(plan: AskedPlan, row_id: str) -> WorkerId:
    known = WorkerId(plan.ids.turned().worker.get(row_id, ""))
    if known not in plan.facts.caseload.worker:
        raise NotThere(WORKERS.name)
    return known
