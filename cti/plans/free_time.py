"""When a worker is at work, and when they could meet somebody on a day."""

from collections.abc import Iterator, Sequence
from datetime import date

from cti.caseload.caseload import Caseload
from cti.caseload.holidays import is_bank_holiday
from cti.caseload.hours import MINUTES_PER_DAY, WeekHours, minute_of
from cti.caseload.workers import TeamEvent, Worker
from cti.plans.contacts import GRID_MINUTES

Part = tuple[int, int]
"""A part of a day: from and to, in minutes after midnight; ``to`` is exclusive."""


def is_here(caseload: Caseload, worker: Worker, day: date) -> bool:
    """Whether a worker has started, has not left and is not away on ``day``."""
    if worker.starts_on is not None and day < worker.starts_on:
        return False
    if worker.leaves_on is not None and day >= worker.leaves_on:
        return False
    return not any(
        absence.is_away and absence.covers(day)
        for absence in caseload.absences_of[worker.worker_id]
    )


def events_on(
    caseload: Caseload, worker: Worker, day: date
) -> Iterator[tuple[TeamEvent, Part]]:
    """Yield what a worker's team does on ``day``, and when.

    An event without a team is every team's. One that lies outside the worker's hours
    is not theirs to attend.
    """
    hours = parts_of(worker.works, day)
    for event in caseload.events:
        if event.team not in {"", worker.team} or event.weekday != day.weekday():
            continue
        start = minute_of(event.start)
        part = (start, start + event.minutes)
        if common([part], hours):
            yield event, part


def free_parts(caseload: Caseload, worker: Worker, day: date) -> list[Part]:
    """Return when a worker could meet somebody on ``day``, travel left aside.

    Their hours without team events; nothing while they are away or on a bank holiday.
    """
    if not is_here(caseload, worker, day):
        return []
    if is_bank_holiday(caseload.service.country, day):
        return []
    free = parts_of(worker.works, day)
    for _, (start, end) in events_on(caseload, worker, day):
        free = common(free, [(0, start), (end, MINUTES_PER_DAY)])
    return free


def parts_of(hours: WeekHours, day: date) -> list[Part]:
    """Return the parts of ``day`` that lie in weekly hours, in order."""
    return [(span.from_minute, span.to_minute) for span in hours.on(day)]


def common(some: Sequence[Part], others: Sequence[Part]) -> list[Part]:
    """Return the parts that lie in both, in order."""
    met = (
        (max(one[0], other[0]), min(one[1], other[1]))
        for one in some
        for other in others
    )
    return sorted((start, end) for start, end in met if start < end)


def holds(parts: Sequence[Part], minutes: int) -> bool:
    """Whether a contact that begins on the grid fits into one of the parts."""
    return any(start + -start % GRID_MINUTES + minutes <= end for start, end in parts)
