"""Whom a worker who leaves hands over: to whom, from when, and why."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cti.access import Actor, Permission, can
from cti.calendar import Horizon
from cti.caseload.caseload import Caseload
from cti.caseload.clocks import person_clock
from cti.caseload.people import Status
from cti.errors import NotThere
from cti.exchange.plan_kept import changes_of
from cti.plans.assignment import AssignmentPlan, Stay
from cti.plans.document import Departure
from cti.spelling import folded
from cti.store.moving import stays_of
from cti.store.people_seen import about_people
from cti.store.plans import Ids, assignment_of, document_of, plan_in_force
from cti.store.reading import read_caseload
from cti.store.tables import WORKERS
from cti.store.unit import Store
from cti.units import PersonId, WorkerId
from cti.usecases.weighing import weigh


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedOver:
    """Somebody whom a worker hands over.

    Attributes
    ----------
    agreed_to, agreed_on
        Who takes over as people were told, and from which day; empty and None while
        nobody was told.
    proposed_to, proposed_on
        The same by the proposed plan.
    why
        What the proposed plan says of it, else the plan in force, in a sentence.
    ends_on
        When their support ends before the worker leaves; None where it goes on.
    may_read
        Whether whoever asks may read their handover pack.
    """

    person_id: str
    known_as: str
    agreed_to: str
    agreed_on: date | None
    proposed_to: str
    proposed_on: date | None
    why: str
    ends_on: date | None
    may_read: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """A worker, and whom they hand over when they leave.

    Attributes
    ----------
    leaves_on
        The first day they are no longer here; None while nobody has said it.
    people
        Whom they work with or are to, by name.
    """

    name: str
    leaves_on: date | None
    people: Sequence[HandedOver]


def leaving(
    store: Store,
    actor: Actor,
    service_id: str,
    worker_id: str,
    *,
    draft_id: str | None,
    on: date,
) -> Leaving:
    """Return whom a worker works with, and who takes over each of them.

    Parameters
    ----------
    worker_id
        The worker's row.
    draft_id
        The plan that is proposed; None for none.

    Raises
    ------
    NotThere
        If there is no such worker on the list of the service.
    """
    proposed = _proposed(store, draft_id)
    with store.reading() as connection:
        caseload = read_caseload(connection, service_id, on=on, with_contacts=False)
        working = stays_of(connection, service_id)
        told = plan_in_force(connection, service_id)
        promised = assignment_of(connection, told).stays if told else ()
        said = changes_of(document_of(connection, told["id"])) if told else ()
        ids = Ids.of(connection, service_id)
    stays = _with_starts(working, promised)
    known = ids.turned().worker.get(worker_id)
    worker = next((w for w in caseload.workers if w.worker_id == known), None)
    if worker is None:
        raise NotThere(WORKERS.name)
    theirs = _held(caseload, stays, worker.worker_id, on)
    with store.reading() as connection:
        about = about_people(connection, [ids.person[each] for each in theirs], on=on)
    in_force = {each.person_id: each for each in said}
    names = {each.worker_id: each.name for each in caseload.workers}
    ends = _ending(caseload, theirs, worker.leaves_on, on)

    def handed(person_id: PersonId, known_as: str) -> HandedOver:
        row = ids.person[person_id]
        stay = theirs[person_id]
        then = _next(stays, stay)
        would = _from(proposed.get(person_id), worker.worker_id)
        because = would or _from(in_force.get(person_id), worker.worker_id)
        return HandedOver(
            person_id=row,
            known_as=known_as,
            agreed_to=names.get(then.worker_id, "") if then and then.worker_id else "",
            agreed_on=then.from_on if then else None,
            proposed_to=names.get(would.to_worker, "")
            if would and would.to_worker
            else "",
            proposed_on=would.on if would else None,
            why=because.said if because else "",
            ends_on=ends.get(person_id),
            may_read=can(actor, Permission.SUPPORT_READ, about.get(row)).allowed,
        )

    called = {each.person_id: each.known_as for each in caseload.people}
    called |= {each.referral_id: each.known_as for each in caseload.referrals}
    people = [handed(each, called[each]) for each in theirs if each in called]
    return Leaving(
        name=worker.name,
        leaves_on=worker.leaves_on,
        people=sorted(people, key=lambda each: (folded(each.known_as), each.person_id)),
    )


def _proposed(store: Store, draft_id: str | None) -> Mapping[PersonId, Departure]:
    if draft_id is None:
        return {}
    return {each.person_id: each for each in weigh(store, draft_id).departures}


def _from(departure: Departure | None, worker_id: WorkerId) -> Departure | None:
    """Return a change if it is one from a worker to somebody else."""
    if departure is None or departure.from_worker != worker_id:
        return None
    return departure


def _with_starts(working: AssignmentPlan, promised: Sequence[Stay]) -> AssignmentPlan:
    """Return who works with whom, and who is to start with whom as they were told."""
    to_start = (each for each in promised if each.person_id not in working.of)
    return AssignmentPlan((*working.stays, *to_start))


def _held(
    caseload: Caseload, stays: AssignmentPlan, worker_id: WorkerId, on: date
) -> Mapping[PersonId, Stay]:
    """Return whom a worker works with on a day or is to, with the stay that says so."""
    closed = {p.person_id for p in caseload.people if p.status is Status.CLOSED}
    return {
        stay.person_id: stay
        for stay in stays.stays
        if stay.worker_id == worker_id
        and (stay.to_on is None or stay.to_on > on)
        and stay.person_id not in closed
    }


def _ending(
    caseload: Caseload,
    people: Collection[PersonId],
    leaves_on: date | None,
    on: date,
) -> Mapping[PersonId, date]:
    """Return whose support ends before a worker leaves, and when."""
    if leaves_on is None:
        return {}
    ends = {
        each.person_id: person_clock(each, Horizon(on)).finished_on
        for each in caseload.people
        if each.person_id in people
    }
    return {each: day for each, day in ends.items() if day <= leaves_on}


def _next(stays: AssignmentPlan, stay: Stay) -> Stay | None:
    """Return the stay that follows one; None if nobody takes over."""
    later = (
        each
        for each in stays.of[stay.person_id]
        if each.from_on > stay.from_on and each.worker_id != stay.worker_id
    )
    return next(later, None)
