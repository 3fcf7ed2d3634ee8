"""A plan that people were told of: what it promises, and how it goes on by itself."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from cti.calendar import Horizon, first_monday
from cti.caseload.caseload import Caseload, PlanInForce, Promise
from cti.caseload.clocks import open_people
from cti.plans.agreed import agreed_contacts
from cti.plans.assignment import AssignmentPlan, Stay
from cti.plans.compare import nothing_decided
from cti.plans.contacts import ContactPlan
from cti.units import PersonId


def plan_in_force(
    caseload: Caseload,
    plan: AssignmentPlan,
    contacts: ContactPlan | None,
    *,
    made_on: date,
    on: date,
) -> PlanInForce:
    """Return what a plan told people that still means something on a later day.

    Everybody still in the caseload was told of the worker who holds them last. Who is
    still referred was told of a start; one that is past by now, and of which nobody
    has written that it happened, is due on the next Monday.

    Parameters
    ----------
    made_on
        The plan date of that plan.
    on
        The plan date of the plan to come.
    """
    return PlanInForce(
        on=made_on,
        promises=tuple(_promises(caseload, plan, on)),
        contacts=agreed_contacts(contacts, on) if contacts is not None else (),
    )


def carried_on(
    caseload: Caseload, horizon: Horizon, plan: AssignmentPlan
) -> AssignmentPlan:
    """Return what an earlier plan has for everybody, seen from a later plan date.

    Whom it does not know keeps the worker they have; somebody new who is referred
    waits. A start that should have been before the horizon stands as it was.
    """
    today = nothing_decided(caseload, horizon)
    people = (
        stay
        for person_id in open_people(caseload, horizon)
        for stay in _from_the_start(horizon, plan, today, person_id)
    )
    referrals = (
        stay for person_id in caseload.referral for stay in plan.of.get(person_id, ())
    )
    return AssignmentPlan((*people, *referrals))


def _promises(caseload: Caseload, plan: AssignmentPlan, on: date) -> Iterator[Promise]:
    for person_id, stays in plan.of.items():
        last = stays[-1]
        if last.worker_id is None:
            continue
        if person_id in caseload.person:
            yield Promise(
                person_id=person_id, worker_id=last.worker_id, from_on=last.from_on
            )
        elif person_id in caseload.referral:
            due_on = max(last.from_on, first_monday(on))
            yield Promise(person_id=person_id, worker_id=last.worker_id, from_on=due_on)


def _from_the_start(
    horizon: Horizon, plan: AssignmentPlan, today: AssignmentPlan, person_id: PersonId
) -> Iterator[Stay]:
    """Yield somebody's stays from the first Monday on, without a gap before them."""
    start = horizon.start
    planned = [
        replace(stay, from_on=max(stay.from_on, start))
        for stay in plan.of.get(person_id, ())
        if stay.to_on is None or stay.to_on > start
    ]
    begins_on = planned[0].from_on if planned else None
    for stay in today.of.get(person_id, ()):
        if begins_on is None:
            yield stay
        elif stay.from_on < begins_on:
            ends_on = min(stay.to_on or begins_on, begins_on)
            yield replace(stay, to_on=ends_on)
    yield from planned
