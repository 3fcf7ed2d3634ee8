"""Every worker's days, as what a route is built around."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from cti.caseload.caseload import Caseload
from cti.caseload.holidays import bank_holidays
from cti.caseload.hours import MINUTES_PER_HOUR
from cti.caseload.workers import Worker
from cti.plans.contacts import (
    CONTACT_DAYS,
    DEFAULT_TRAVEL_MINUTES,
    MAX_CONTACT_MINUTES_A_DAY,
    PlannedContact,
)
from cti.solver.contacts.route import Route
from cti.solver.contacts.stops import Stop, WorkDay
from cti.solver.contacts.timing import MINUTES, timing
from cti.units import PersonId, WorkerId

Hours = tuple[tuple[int, int], ...]
"""When somebody works on a day: from and to, in minutes after midnight."""


@dataclass(frozen=True, slots=True)
class Places:
    """Localities as indices, and the minutes between them.

    Attributes
    ----------
    names
        Localities by index; a blank one is a place of its own.
    index
        The index of each.
    ways
        Minutes from place to place, also within one.
    """

    names: tuple[str | None, ...]
    index: Mapping[str | None, int]
    ways: tuple[tuple[int, ...], ...]

    @classmethod
    def of(cls, caseload: Caseload) -> "Places":
        """Read every locality anybody or anything in a caseload names."""
        wishes = [person.wishes for person in caseload.people]
        wishes += [referral.wishes for referral in caseload.referrals]
        named = {worker.locality for worker in caseload.workers}
        named |= {each.locality for each in wishes}
        places = [None, *sorted(name for name in named if name is not None)]
        return cls(
            names=tuple(places),
            index={place: number for number, place in enumerate(places)},
            ways=tuple(
                tuple(_minutes(caseload.travel, one, other) for other in places)
                for one in places
            ),
        )


def working_hours(caseload: Caseload, on: date) -> Mapping[tuple[int, int], Hours]:
    """Return when each worker can meet people, by index of worker and day.

    Parameters
    ----------
    on
        The plan date, day 0. Days on which somebody cannot have no entry.
    """
    found = {
        (number, day): _hours_on(caseload, worker, on + timedelta(days=day))
        for number, worker in enumerate(caseload.workers)
        for day in range(CONTACT_DAYS)
    }
    return {key: hours for key, hours in found.items() if hours}


def work_days(
    caseload: Caseload,
    *,
    on: date,
    hours: Mapping[tuple[int, int], Hours],
    places: Places,
    people: Mapping[PersonId, int],
    agreed: Sequence[PlannedContact],
    way_price: int,
) -> Mapping[tuple[int, int], WorkDay]:
    """Return what each day of each worker is built around.

    Parameters
    ----------
    people
        Index of each person.
    agreed
        Appointments that stand.
    """
    by_day: dict[tuple[WorkerId, date], list[PlannedContact]] = {}
    for contact in agreed:
        by_day.setdefault((contact.worker_id, contact.on), []).append(contact)
    found = {}
    for (number, day), parts in hours.items():
        worker, date_ = caseload.workers[number], on + timedelta(days=day)
        contacts = by_day.get((worker.worker_id, date_), [])
        stops = [_agreed_stop(contact, places, people) for contact in contacts]
        stops += _event_stops(caseload, worker, date_, parts, places)
        base = places.index[worker.locality]
        found[number, day] = _work_day(
            worker=number,
            day=day,
            hours=parts,
            stops=stops,
            base=base,
            places=places,
            way_price=way_price,
        )
    return found


def _hours_on(
    caseload: Caseload, worker: Worker, day: date
) -> tuple[tuple[int, int], ...]:
    here = (worker.starts_on is None or worker.starts_on <= day) and (
        worker.leaves_on is None or day < worker.leaves_on
    )
    away = any(
        absence.from_on <= day <= absence.to_on and absence.is_away
        for absence in caseload.absences_of[worker.worker_id]
    )
    holiday = day in bank_holidays(caseload.service.country, day.year)
    if away or holiday or not here:
        return ()
    return tuple(
        (span.from_minute, span.to_minute)
        for span in worker.works.spans
        if span.weekday == day.weekday()
    )


def _work_day(
    *,
    worker: int,
    day: int,
    hours: tuple[tuple[int, int], ...],
    stops: Sequence[Stop],
    base: int,
    places: Places,
    way_price: int,
) -> WorkDay:
    fixed = sorted(stops, key=lambda stop: (stop.start, stop.end, stop.person))
    for before, stop in pairwise(fixed):
        if stop.end < before.end:  # they overlap: go on from the one that ends last
            stop.end, stop.place = before.end, before.place
    agreed = sum(stop.minutes for stop in fixed if stop.is_contact)
    work_day = WorkDay(
        worker=worker,
        day=day,
        timing=timing(hours),
        fixed=(
            Stop(person=-1, minutes=0, place=base),
            *fixed,
            Stop(person=-1, minutes=0, place=base, start=MINUTES),
        ),
        needs_break=True,
        minutes_left=MAX_CONTACT_MINUTES_A_DAY - agreed,
        ways=places.ways,
        way_price=way_price,
    )
    work_day.needs_break = Route(work_day, work_day.fixed).can_be_kept
    return work_day


def _agreed_stop(
    contact: PlannedContact, places: Places, people: Mapping[PersonId, int]
) -> Stop:
    return Stop(
        person=people[contact.person_id],
        minutes=contact.minutes,
        place=places.index[contact.locality],
        start=contact.at.hour * MINUTES_PER_HOUR + contact.at.minute,
    )


def _event_stops(
    caseload: Caseload,
    worker: Worker,
    day: date,
    hours: Sequence[tuple[int, int]],
    places: Places,
) -> Iterator[Stop]:
    for event in caseload.events:
        start = event.start.hour * MINUTES_PER_HOUR + event.start.minute
        end = start + event.minutes
        theirs = event.team in {worker.team, ""} and event.weekday == day.weekday()
        if theirs and any(begun < end and start < to for begun, to in hours):
            yield Stop(
                person=-1,
                minutes=event.minutes,
                place=places.index[worker.locality],
                start=start,
            )


def _minutes(
    travel: Mapping[tuple[str, str], int], one: str | None, other: str | None
) -> int:
    if one is None or other is None:
        return DEFAULT_TRAVEL_MINUTES
    return travel.get((one, other), DEFAULT_TRAVEL_MINUTES)
