"""Open the case review of a service: what people were told, seen from today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from fractions import Fraction

import cti
from cti.access import Actor, Permission
from cti.calendar import Horizon
from cti.caseload.caseload import Caseload
from cti.caseload.casework.network import NetworkMeeting
from cti.exchange.plan_kept import whys_of
from cti.phases import Phase
from cti.plans.assignment import AssignmentPlan
from cti.plans.compare import nothing_decided
from cti.plans.contacts import ContactPlan, PlannedContact
from cti.plans.cost import ContactCost, Cost
from cti.plans.document import Effort, PlanDocument
from cti.plans.facts import PlanFacts
from cti.plans.flags import flags
from cti.plans.in_force import carried_on
from cti.plans.policy import BALANCED
from cti.store.casework import Kept, kept_of
from cti.store.people_seen import people_allowed
from cti.store.plain import Values
from cti.store.plans import (
    Ids,
    assignment_of,
    document_of,
    plan_in_force,
    standing,
    told_by,
)
from cti.store.reading import read_caseload
from cti.store.runs import revision_of
from cti.store.unit import Store
from cti.units import PersonId, WorkerId
from cti.usecases.choosing import kept_policy, own_prices
from cti.usecases.worked_out import SHELF, WorkedOut

NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedReview:
    """A service as it is today, beside what people were told.

    Attributes
    ----------
    plan_id
        The plan in force; None where there is none.
    plan_on
        The day it was made for.
    document
        That plan carried on from today with today's caseload; where there is none, that
        nothing is decided. It says nothing of what it costs.
    facts
        The same as the rules, prices and reasons see it.
    ids
        The rows of everybody, by the ids their service knows them by.
    revision
        The service's revision that all this is of.
    agreed
        When networks agreed to come together at the end of a phase, and have not yet.
    """

    plan_id: str | None
    plan_on: date | None
    document: PlanDocument
    caseload: Caseload
    facts: PlanFacts
    ids: Ids
    revision: int
    agreed: Mapping[tuple[PersonId, Phase], datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    plan: AssignmentPlan
    contacts: ContactPlan
    why: Mapping[PersonId, str]


def open_review(
    store: Store, service_id: str, *, on: date, is_judged: bool = True
) -> OpenedReview:
    """Open the case review of a service on a day.

    Parameters
    ----------
    is_judged
        Whether the document has its flags, with what would help. Otherwise nothing is
        read of whom anybody has met, and whom they will.

    Raises
    ------
    NotThere
        If there is no such service.
    """
    with store.reading() as connection:
        caseload = read_caseload(connection, service_id, on=on, with_contacts=is_judged)
        horizon = Horizon(on, caseload.service.horizon_weeks)
        ids = Ids.of(connection, service_id)
        row = plan_in_force(connection, service_id)
        told = None
        if row is not None:
            known = ids.turned()
            stays = assignment_of(connection, row, known=known)
            expected: Sequence[Values] = ()
            if is_judged:
                midnight = datetime.combine(on, time())
                expected = standing(connection, service_id, since=midnight)
            caseload = replace(caseload, in_force=told_by(row, stays, expected, known))
            told = _Told(
                plan=carried_on(caseload, horizon, stays),
                contacts=ContactPlan(tuple(_contact(known, e) for e in expected)),
                why=whys_of(document_of(connection, row["id"])),
            )
        revision = revision_of(connection, service_id)
        meetings: Sequence[Kept[NetworkMeeting]] = ()
        if is_judged:
            meetings = kept_of(connection, NetworkMeeting, service_id=service_id)
    facts = PlanFacts(
        caseload=caseload,
        horizon=horizon,
        plan=told.plan if told else nothing_decided(caseload, horizon),
        policy=kept_policy(row["policy"], row["prices"]) if row else BALANCED,
    )
    worked_out = SHELF.equal(facts, under=f"review {service_id}")
    return OpenedReview(
        plan_id=row["id"] if row else None,
        plan_on=row["plan_on"] if row else None,
        document=_document(facts, told, worked_out, is_judged=is_judged),
        caseload=caseload,
        facts=facts,
        ids=ids,
        revision=revision,
        agreed=_agreed(meetings, ids),
    )


def planned_with(
    store: Store, actor: Actor, service_id: str, *, on: date
) -> frozenset[str]:
    """Return the rows of a service's people whose planning an account may see.

    The plan is the service's own: who works with whom, and what each worker holds, may
    be seen by whoever reads it. When somebody changes phase or is met is not.
    """
    with store.reading() as connection:
        needed = Permission.PLANNING_READ
        return people_allowed(connection, actor, needed, service_id, on=on)


def _document(
    facts: PlanFacts, told: _Told | None, worked_out: WorkedOut, *, is_judged: bool
) -> PlanDocument:
    caseload, contacts = facts.caseload, told.contacts if told else ContactPlan(())
    found = flags(facts, contacts, besides=worked_out.flags) if is_judged else ()
    return PlanDocument(
        on=facts.horizon.on,
        weeks=facts.horizon.weeks,
        service_name=caseload.service.name,
        policy=facts.policy.key,
        prices=own_prices(facts.policy),
        engine_version=cti.__version__,
        input_hash="",
        effort=Effort(seed=0, effort=0, repeatable=True),
        assignment=facts.plan,
        contacts=contacts,
        cost=Cost(),
        lower_bound=NOTHING,
        contact_cost=ContactCost(),
        contact_lower_bound=NOTHING,
        late_days=0,
        why=told.why if told else {},
        loads=worked_out.facts.loads,
        flags=found,
        seconds=0.0,
        in_force=caseload.in_force,
    )


def _agreed(
    meetings: Sequence[Kept[NetworkMeeting]], ids: Ids
) -> Mapping[tuple[PersonId, Phase], datetime]:
    known = ids.turned().person
    return {
        (PersonId(known[each.what.person_id]), each.what.phase): each.what.planned_at
        for each in meetings
        if each.what.planned_at is not None and each.what.held_on is None
    }


def _contact(known: Ids, row: Values) -> PlannedContact:
    return PlannedContact(
        at=row["at"],
        person_id=PersonId(known.person[row["person_id"]]),
        worker_id=WorkerId(known.worker[row["worker_id"]]),
        minutes=row["minutes"],
        kind=row["kind"],
        place=row["place"],
        locality=row["locality"],
        cover=row["cover"],
    )
