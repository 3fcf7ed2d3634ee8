"""What is agreed with people, as appointments and as contacts of a plan."""

from collections.abc import Iterator, Sequence
from datetime import date

from cti.caseload.caseload import Appointment, Caseload
from cti.plans.contact_need import ContactNeed, planned_place
from cti.plans.contacts import ContactKind, ContactPlan, PlannedContact
from cti.plans.free_time import is_here


def agreed_contacts(plan: ContactPlan, on: date) -> tuple[Appointment, ...]:
    """Return what a contact plan that people were told of agrees with them.

    A handover with two workers is two of them, as it is two rows of the plan.

    Parameters
    ----------
    on
        The first day that counts; what lies before it is past.
    """
    return tuple(
        Appointment(
            person_id=contact.person_id,
            worker_id=contact.worker_id,
            at=contact.at,
            minutes=contact.minutes,
            kind=contact.kind.value,
        )
        for contact in plan.contacts
        if contact.on >= on
    )


def stands(caseload: Caseload, need: ContactNeed, agreed: Appointment) -> bool:
    """Whether an appointment can be kept: the person is met then, the worker here."""
    day = agreed.at.date()
    worker = caseload.worker[agreed.worker_id]
    return need.is_open_on(day) and is_here(caseload, worker, day)


def as_planned(
    caseload: Caseload, need: ContactNeed, stand: Sequence[Appointment]
) -> Iterator[PlannedContact]:
    """Yield the contacts that somebody's appointments are in the plan.

    Parameters
    ----------
    need
        With its first contacts: they say who may come along.
    stand
        The appointments that stand.
    """
    agreed = {(each.at, each.worker_id) for each in stand}
    for each in stand:
        holder = need.holder_on(each.at.date())
        along = (
            holder is not None
            and (each.at, holder) in agreed
            and need.comes_along(each.worker_id, each.at.date())
        )
        host = holder if along and holder is not None else each.worker_id
        place, locality = planned_place(need.wishes, caseload.worker[host])
        yield PlannedContact(
            at=each.at,
            person_id=each.person_id,
            worker_id=each.worker_id,
            minutes=each.minutes,
            kind=_kind(need, each),
            place=place,
            locality=locality,
            cover=each.worker_id != holder and not along,
        )


def _kind(need: ContactNeed, agreed: Appointment) -> ContactKind:
    said = agreed.kind.strip().lower()
    if said in set(ContactKind):
        return ContactKind(said)
    phase = need.clock.phase_on(agreed.at.date())
    return ContactKind(need.clock.programme.cadence[phase].how.value)
