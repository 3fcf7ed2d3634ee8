"""When a new worker should first meet somebody, and who comes along."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from cti.caseload.caseload import Appointment, Caseload
from cti.caseload.hours import MINUTES_PER_DAY
from cti.caseload.people import Person
from cti.caseload.workers import Worker
from cti.plans.contact_need import ContactNeed, FirstContactDue, Holding
from cti.plans.free_time import common, free_parts, holds, parts_of
from cti.units import WorkerId


def recent_start(need: ContactNeed, person: Person) -> Iterator[FirstContactDue]:
    """Yield the first contact of somebody who started shortly before the plan date.

    Due while the days allowed for it are not over and nobody has met them since; later
    than that the rhythm of the phase speaks for itself.
    """
    holding, started = need.holdings[0], person.started_on
    if started is None or started > need.from_on:
        return
    met = need.ever_met and need.since_on >= started
    due_on = _due_on(need, started)
    if (
        holding.worker_id is not None
        and holding.worker_id == person.worker_id
        and not met
        and due_on >= need.from_on
    ):
        yield FirstContactDue(
            worker_id=holding.worker_id,
            with_worker_id=None,
            from_on=started,
            due_on=due_on,
            to_on=holding.to_on,
        )


def told_handover(
    caseload: Caseload,
    need: ContactNeed,
    person: Person,
    expected: Sequence[Appointment],
) -> Iterator[FirstContactDue]:
    """Yield the first contact of a handover whose day has come, if people expect it.

    Who worked with somebody before shows in nothing else any more than in the meeting
    with both that they were told of. Its days count from where the plan in force begins
    with the new worker; it is not late on the day people expect it.

    Parameters
    ----------
    expected
        The meetings of the plan in force that they still expect.
    """
    holding = need.holdings[0]
    if holding.worker_id is None or holding.worker_id != person.worker_id:
        return
    theirs = {each.at for each in expected if each.worker_id == holding.worker_id}
    for told in expected:
        day = told.at.date()
        is_with_both = told.worker_id != holding.worker_id and told.at in theirs
        if not is_with_both or day >= holding.to_on:
            continue
        promise = caseload.promise_of.get(need.person_id)
        from_on = min(promise.from_on, need.from_on) if promise else need.from_on
        due_on = max(_due_on(need, from_on), day)
        days = _days(holding, due_on)
        both = (told.worker_id, holding.worker_id)
        along = _can_all_meet(caseload, need, days, both)
        yield FirstContactDue(
            worker_id=holding.worker_id,
            with_worker_id=told.worker_id if along else None,
            from_on=from_on,
            due_on=due_on,
            to_on=holding.to_on,
        )
        return


def new_workers(
    caseload: Caseload, need: ContactNeed, before: WorkerId | None
) -> Iterator[FirstContactDue]:
    """Yield a first contact for each worker who takes over from another, or from none.

    Parameters
    ----------
    before
        Who held the person before the first of their holdings.
    """
    for holding in need.holdings:
        if holding.worker_id is not None and holding.worker_id != before:
            due_on = _due_on(need, holding.from_on)
            days = _days(holding, due_on)
            along = _can_all_meet(caseload, need, days, (before, holding.worker_id))
            yield FirstContactDue(
                worker_id=holding.worker_id,
                with_worker_id=before if along else None,
                from_on=holding.from_on,
                due_on=due_on,
                to_on=holding.to_on,
            )
        before = holding.worker_id


def _due_on(need: ContactNeed, from_on: date) -> date:
    pause = need.clock.pause
    if pause is not None and pause.covers(from_on):
        from_on = pause.until_on
    return from_on + timedelta(days=need.clock.programme.first_contact_days)


def _days(holding: Holding, due_on: date) -> list[date]:
    number = (min(holding.to_on, due_on + timedelta(days=1)) - holding.from_on).days
    return [holding.from_on + timedelta(days=each) for each in range(number)]


def _can_all_meet(
    caseload: Caseload,
    need: ContactNeed,
    days: Sequence[date],
    worker_ids: tuple[WorkerId | None, WorkerId],
) -> bool:
    """Whether the person and both workers are free together on one of the days."""
    before, _ = worker_ids
    if before in need.wishes.not_workers:
        return False
    workers = [each for each in caseload.workers if each.worker_id in worker_ids]
    return len(workers) == len(worker_ids) and any(
        _can_meet_on(caseload, need, day, workers)
        for day in days
        if need.is_open_on(day)
    )


def _can_meet_on(
    caseload: Caseload, need: ContactNeed, day: date, workers: Sequence[Worker]
) -> bool:
    free = [(0, MINUTES_PER_DAY)]
    if need.wishes.available is not None:
        free = parts_of(need.wishes.available, day)
    for worker in workers:
        free = common(free, free_parts(caseload, worker, day))
    phase = need.clock.phase_on(day)
    return holds(free, need.clock.programme.cadence[phase].minutes)
