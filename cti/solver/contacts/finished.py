"""A draft as the contact plan it stands for."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from cti.plans.contacts import ContactKind, ContactPlan, PlannedContact
from cti.solver.contacts.draft import Draft, Placed
from cti.solver.contacts.people import Someone
from cti.solver.contacts.stops import Stop
from cti.solver.contacts.times import best_times


def contact_plan(draft: Draft) -> ContactPlan:
    """Return a draft with the best times for each worker's day."""
    times: dict[Stop, int] = {}
    for route in draft.routes.values():
        if any(stop.prices is not None for stop in route.stops):
            times |= best_times(route)
    added = (
        contact
        for person, placed in zip(draft.problem.people, draft.placed, strict=True)
        for contact in _contacts(draft, person, placed, times)
    )
    return ContactPlan((*draft.problem.agreed, *added))


def _contacts(
    draft: Draft,
    person: Someone,
    placed: tuple[Placed, ...],
    times: dict[Stop, int],
) -> Iterator[PlannedContact]:
    problem, need = draft.problem, person.need
    begun = 0
    for day in person.fixed.values():
        begun |= day
    for option, stop, along in placed:
        workers = [problem.caseload.workers[option.worker]]
        if along is not None:
            workers.append(problem.caseload.workers[option.along])
        midnight = datetime.combine(problem.on + timedelta(days=option.day), time())
        first = option.gains & ~begun & person.first_contacts
        kind = option.kind
        if first and kind not in MEETINGS:
            kind = ContactKind.FIRST_CONTACT
        begun |= option.gains
        for worker in workers:
            yield PlannedContact(
                at=midnight + timedelta(minutes=times[stop]),
                person_id=need.person_id,
                worker_id=worker.worker_id,
                minutes=option.minutes,
                kind=kind,
                place=need.wishes.contact_place.value,
                locality=problem.places.names[option.place],
                cover=option.cover,
            )


MEETINGS = frozenset({ContactKind.NETWORK_MEETING, ContactKind.FINAL_MEETING})
