"""Every contact plan there is, for caseloads small enough to write them all down."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from itertools import combinations, pairwise, product

from cti.caseload.caseload import Caseload
from cti.caseload.workers import Worker
from cti.plans.assignment import AssignmentPlan
from cti.plans.contact_need import ContactNeed, planned_place
from cti.plans.contact_needs import contact_needs
from cti.plans.contacts import ContactKind, ContactPlan, PlannedContact
from cti.plans.free_time import free_parts
from cti.plans.verify_contacts import verify_contacts
from cti.units import PersonId
from tests.builders import HORIZON

Rows = tuple[PlannedContact, ...]


def every_plan(caseload: Caseload, assignment: AssignmentPlan) -> Iterator[ContactPlan]:
    """Every contact plan that keeps the rules.

    Each person's contacts are found first, alone, and then put together in every way.
    """
    needs = contact_needs(caseload, HORIZON, assignment)
    agreed: Rows = tuple(row for need in needs.values() for row in need.agreed)

    def keeps(rows: Rows) -> bool:
        plan = ContactPlan((*agreed, *rows))
        return not verify_contacts(caseload, HORIZON, assignment, plan)

    alone: Mapping[PersonId, list[Rows]] = {
        person_id: [
            rows
            for rows in _together(need, _by_day(caseload, need, keeps))
            if keeps(rows)
        ]
        for person_id, need in needs.items()
    }
    for chosen in product(*alone.values()):
        rows = tuple(row for each in chosen for row in each)
        if not _clash(rows) and keeps(rows):
            yield ContactPlan((*agreed, *rows))


def _by_day(
    caseload: Caseload, need: ContactNeed, keeps: Callable[[Rows], bool]
) -> Iterator[list[Rows]]:
    for number in range((need.until_on - need.from_on).days):
        on = need.from_on + timedelta(days=number)
        midnight = datetime.combine(on, time())
        rows = [
            row
            for worker in caseload.workers
            for row in _contacts(caseload, need, worker, midnight)
        ]
        handovers = [
            (row, other)
            for row, other in product(rows, rows)
            if row.at == other.at
            and row.kind == other.kind
            and row.worker_id == need.holder_on(on)
            and need.comes_along(other.worker_id, on)
        ]
        options: list[Rows] = [(row,) for row in rows]
        for row, other in handovers:
            along = PlannedContact(
                at=row.at,
                person_id=row.person_id,
                worker_id=other.worker_id,
                minutes=row.minutes,
                kind=row.kind,
                place=row.place,
                locality=row.locality,
            )
            options.append((row, along))
        kept = [each for each in options if keeps(each)]
        if kept:
            yield kept


def _contacts(
    caseload: Caseload, need: ContactNeed, worker: Worker, midnight: datetime
) -> Iterator[PlannedContact]:
    """Every contact with one worker on one day, whether or not it keeps the rules."""
    on = midnight.date()
    programme = need.clock.programme
    cadence = programme.cadence[need.clock.phase_on(on)]
    kinds = [(ContactKind(cadence.how.value), cadence.minutes)]
    kinds += [(due.kind, programme.meeting_minutes) for due in need.meetings]
    place, locality = planned_place(need.wishes, worker)
    for kind, minutes in kinds:
        for start, end in free_parts(caseload, worker, on):
            for minute in range(start + -start % 15, end - minutes + 1, 15):
                yield PlannedContact(
                    at=midnight + timedelta(minutes=minute),
                    person_id=need.person_id,
                    worker_id=worker.worker_id,
                    minutes=minutes,
                    kind=kind,
                    place=place,
                    locality=locality,
                    cover=worker.worker_id != need.holder_on(on),
                )


def _together(need: ContactNeed, days: Iterator[list[Rows]]) -> Iterator[Rows]:
    """Every choice of days far enough apart, and of an option on each."""
    possible = list(days)
    apart = need.clock.programme.contact_apart_days
    for number in range(len(possible) + 1):
        for chosen in combinations(possible, number):
            dates = [options[0][0].on for options in chosen]
            if any((later - one).days < apart for one, later in pairwise(dates)):
                continue
            for options in product(*chosen):
                yield tuple(row for option in options for row in option)


def _clash(rows: Sequence[PlannedContact]) -> bool:
    return any(
        one.worker_id == other.worker_id
        and one.at < other.ends_at
        and other.at < one.ends_at
        for one, other in combinations(rows, 2)
    )
