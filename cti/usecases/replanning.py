"""Plan again while a plan is in force: what people were told of, and what changes."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cti.calendar import Horizon
from cti.errors import NotInForce
from cti.exchange.caseload_file import CaseloadFile
from cti.exchange.plan_in import PlanAbout, PlanFiles, read_plan
from cti.plans.contacts import ContactPlan
from cti.plans.departures import departures
from cti.plans.document import Departure
from cti.plans.facts import PlanFacts
from cti.plans.in_force import carried_on, plan_in_force
from cti.plans.policy import Policy
from cti.plans.verify import verify
from cti.plans.verify_contacts import verify_contacts
from cti.usecases.assigning import Search
from cti.usecases.opening import facts_of, prices_of, with_in_force


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """A plan that people were told of, beside the caseload as it is now.

    Attributes
    ----------
    made_on
        Its plan date; that of the plan to come where it does not say.
    """

    plan: PlanFiles
    made_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """A plan in force, nothing of which has to change.

    Attributes
    ----------
    file
        The caseload, with what people had been told when the plan was made.
    """

    file: CaseloadFile
    about: PlanAbout
    facts: PlanFacts
    contacts: ContactPlan


def read_in_force(path: Path, file: CaseloadFile, *, on: date) -> InForce:
    """Read the plan that people were told of.

    Parameters
    ----------
    on
        The plan date of the plan to come.

    Raises
    ------
    UnreadablePlan
        With everything that must be mended.
    NotInForce
        If it is of a later day, or knows nobody of this caseload.
    """
    plan = read_plan(path, file.caseload)
    made_on = on if plan.about is None else plan.about.on
    if made_on > on:
        raise NotInForce(
            str(path),
            why=f"it was made for {made_on:%d %B %Y}, and this plan is for "
            f"{on:%d %B %Y}",
        )
    known = {*file.caseload.person, *file.caseload.referral}
    if known and plan.assignment.stays and known.isdisjoint(plan.assignment.of):
        raise NotInForce(str(path), why="it knows nobody who is in this caseload")
    return InForce(plan=plan, made_on=made_on)


def told(file: CaseloadFile, in_force: InForce, *, on: date) -> CaseloadFile:
    """Return a caseload that knows what people were told."""
    promised = plan_in_force(
        file.caseload,
        in_force.plan.assignment,
        in_force.plan.contacts,
        made_on=in_force.made_on,
        on=on,
    )
    return with_in_force(file, promised)


def unchanged(
    file: CaseloadFile,
    in_force: InForce,
    *,
    on: date,
    policy: Policy,
    search: Search,
) -> Unchanged | None:
    """Return the plan in force, where nothing it was made from has changed.

    Returns
    -------
    None where the spreadsheet, the day, the prices or the search are others, or where
    it breaks a rule: then there is something to plan.
    """
    about, contacts = in_force.plan.about, in_force.plan.contacts
    if about is None or contacts is None:
        return None
    weeks = file.caseload.service.horizon_weeks
    was = about.input_hash, about.on, about.weeks
    how = about.effort.seed, about.effort.effort
    if was != (file.digest, on, weeks) or how != (search.seed, search.effort):
        return None
    if prices_of(about) != policy:
        return None
    file = with_in_force(file, about.in_force)
    horizon, plan = Horizon(on, weeks), in_force.plan.assignment
    facts = facts_of(file, horizon, plan, policy=policy)
    broken = verify(facts.caseload, facts.horizon, facts.plan, policy)
    broken_contacts = verify_contacts(
        facts.caseload, facts.horizon, facts.plan, contacts
    )
    if broken or broken_contacts:
        return None
    return Unchanged(file=file, about=about, facts=facts, contacts=contacts)


def against(facts: PlanFacts, in_force: InForce) -> tuple[Departure, ...]:
    """Return what a plan changes against the plan in force."""
    before = carried_on(facts.caseload, facts.horizon, in_force.plan.assignment)
    return departures(facts, before)
