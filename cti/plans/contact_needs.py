"""What each person is owed in the coming weeks: by whom, since when, and by when.

This reads the question out of the caseload and the assignment plan; it knows no contact
plan. The terms it settles:

- **Who holds somebody on a day.** Before the first planning Monday an open person is
  with the worker they have, unless that worker is unknown or one they refuse. From then
  on it is the worker of their stay. A referral is held from the Monday of its first
  stay; before that it has no contacts. Nobody is held once their support has finished.
- **Since when a gap runs.** From the last achieved contact up to the plan date, by
  whoever; a case review is not one. If there is none, from the day support started, and
  from the plan date if that is unknown or still to come. A referral: from its start.
- **First contacts** are due after a referral's start, after each change of worker, and
  after a start in the days before the plan date that nobody has followed up yet. So is
  that of a handover whose day has come, as long as people expect to meet both workers.
  If the person is paused, the days count from the end of the pause. At a handover the
  worker before comes along if on one of the days allowed all three could meet.
- **Meetings** are due at the end of each timed phase that ends after the plan date and
  no later than the end of the contact plan, unless one was held in the window already
  or the person is paused for the rest of it. Pre-CTI ends with the transition, not
  with a meeting.
- **Agreed appointments** stand unless the person is not supported or is paused on that
  day, or the worker has not started, has left or is away. Those lapse and the contact
  is planned anew.
- **Expected meetings** are those of the plan in force that `cti.plans.expected` lets
  stand.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import TypeVar

from cti.calendar import Horizon
from cti.caseload.caseload import Appointment, Caseload, ContactRecord, Outcome
from cti.caseload.clocks import person_clock, referral_clock
from cti.caseload.contact_clock import is_case_review
from cti.caseload.hours import minute_of
from cti.caseload.people import Person, Referral, Status
from cti.plans.agreed import as_planned, stands
from cti.plans.assignment import AssignmentPlan
from cti.plans.contact_need import (
    ContactNeed,
    FirstContactDue,
    Holding,
)
from cti.plans.contacts import CONTACT_DAYS
from cti.plans.expected import still_expected
from cti.plans.first_contacts import new_workers, recent_start, told_handover
from cti.plans.meetings import meetings_due
from cti.units import PersonId, WorkerId

USUAL_CONTACTS = 8
"""How many of the last achieved contacts say what somebody is used to."""

T = TypeVar("T", ContactRecord, Appointment)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sources:
    """Where needs are read from.

    Attributes
    ----------
    achieved
        Each person's achieved contacts up to the plan date, in order of time.
    appointments, told
        Each person's appointments in the days of the contact plan, likewise; and the
        meetings they were told of by the plan in force.
    """

    caseload: Caseload
    horizon: Horizon
    assignment: AssignmentPlan
    achieved: Mapping[PersonId, Sequence[ContactRecord]]
    appointments: Mapping[PersonId, Sequence[Appointment]]
    told: Mapping[PersonId, Sequence[Appointment]]

    @property
    def on(self) -> date:
        """The plan date."""
        return self.horizon.on

    @property
    def until(self) -> date:
        """The first day after the contact plan; exclusive."""
        return contact_end(self.horizon)


def contact_end(horizon: Horizon) -> date:
    """Return the first day after the contact plan; exclusive."""
    return horizon.on + timedelta(days=CONTACT_DAYS)


def contact_needs(
    caseload: Caseload, horizon: Horizon, assignment: AssignmentPlan
) -> Mapping[PersonId, ContactNeed]:
    """Return what everybody held in the coming weeks is owed; referrals come last."""
    told = () if caseload.in_force is None else caseload.in_force.contacts
    sources = _Sources(
        caseload=caseload,
        horizon=horizon,
        assignment=assignment,
        achieved=_by_person(_achieved(caseload, horizon.on)),
        appointments=_by_person(_in_the_plan(caseload.appointments, horizon)),
        told=_by_person(_in_the_plan(dict.fromkeys(told), horizon)),
    )
    needs = [_person_need(sources, person) for person in caseload.people]
    needs += [_referral_need(sources, referral) for referral in caseload.referrals]
    return {need.person_id: need for need in needs if need is not None}


def _achieved(caseload: Caseload, on: date) -> Iterator[ContactRecord]:
    for record in caseload.contacts:
        achieved = record.outcome is Outcome.ACHIEVED and not is_case_review(record)
        if achieved and record.at.date() <= on:
            yield record


def _in_the_plan(
    dated: Iterable[Appointment], horizon: Horizon
) -> Iterator[Appointment]:
    for each in dated:
        if horizon.on <= each.at.date() < contact_end(horizon):
            yield each


def _by_person(dated: Iterable[T]) -> Mapping[PersonId, Sequence[T]]:
    found: dict[PersonId, list[T]] = {}
    for each in sorted(dated, key=attrgetter("at")):
        found.setdefault(each.person_id, []).append(each)
    return found


def _person_need(sources: _Sources, person: Person) -> ContactNeed | None:
    clock = person_clock(person, sources.horizon)
    until = min(sources.until, clock.finished_on)
    if person.status is Status.CLOSED or until <= sources.on:
        return None
    known = sources.achieved.get(person.person_id, ())
    began = min(person.started_on or sources.on, sources.on)
    need = ContactNeed(
        person_id=person.person_id,
        team=person.team,
        wishes=person.wishes,
        clock=clock,
        from_on=sources.on,
        until_on=until,
        since_on=known[-1].at.date() if known else began,
        ever_met=bool(known),
        holdings=_person_holdings(sources, person, until),
    )
    need = _expecting(sources, need)
    begun = [
        *told_handover(sources.caseload, need, person, need.expected),
        *recent_start(need, person),
    ]
    firsts = [*begun[:1], *new_workers(sources.caseload, need, person.worker_id)]
    return _completed(sources, need, firsts)


def _referral_need(sources: _Sources, referral: Referral) -> ContactNeed | None:
    stays = sources.assignment.of.get(referral.referral_id, ())
    if not stays:
        return None
    start = max(stays[0].from_on, sources.on)
    clock = referral_clock(referral, stays[0].from_on)
    until = min(sources.until, clock.finished_on)
    if until <= start:
        return None
    need = ContactNeed(
        person_id=referral.referral_id,
        team=referral.team,
        wishes=referral.wishes,
        clock=clock,
        from_on=start,
        until_on=until,
        since_on=start,
        ever_met=False,
        holdings=_grouped(
            (day, _stay_worker(sources, referral.referral_id, day))
            for day in _days(start, until)
        ),
    )
    need = _expecting(sources, need)
    return _completed(sources, need, list(new_workers(sources.caseload, need, None)))


def _expecting(sources: _Sources, need: ContactNeed) -> ContactNeed:
    told = sources.told.get(need.person_id, ())
    return replace(need, expected=tuple(still_expected(sources.caseload, need, told)))


def _completed(
    sources: _Sources, need: ContactNeed, firsts: Sequence[FirstContactDue]
) -> ContactNeed:
    known = sources.achieved.get(need.person_id, ())
    booked = sources.appointments.get(need.person_id, ())
    stand = [each for each in booked if stands(sources.caseload, need, each)]
    lately = sources.on - timedelta(days=need.clock.programme.familiar_days)
    need = replace(
        need,
        meetings=tuple(meetings_due(need, known, sources.on, sources.until)),
        first_contacts=tuple(firsts),
        usual_weekday=_usual([record.at.weekday() for record in known]),
        usual_minute=_usual([minute_of(record.at.time()) for record in known]),
        familiar=frozenset(
            record.worker_id
            for record in known
            if record.worker_id is not None and record.at.date() >= lately
        ),
        lapsed=tuple(each for each in booked if each not in stand),
    )
    return replace(need, agreed=tuple(as_planned(sources.caseload, need, stand)))


def _person_holdings(
    sources: _Sources, person: Person, until: date
) -> tuple[Holding, ...]:
    current = person.worker_id
    if current not in sources.caseload.worker or current in person.wishes.not_workers:
        current = None
    start = sources.horizon.start
    return _grouped(
        (
            day,
            current if day < start else _stay_worker(sources, person.person_id, day),
        )
        for day in _days(sources.on, until)
    )


def _stay_worker(sources: _Sources, person_id: PersonId, day: date) -> WorkerId | None:
    worker_id = sources.assignment.worker_on(person_id, day)
    return worker_id if worker_id in sources.caseload.worker else None


def _grouped(held: Iterable[tuple[date, WorkerId | None]]) -> tuple[Holding, ...]:
    found = []
    for worker_id, group in groupby(held, key=itemgetter(1)):
        days = [day for day, _ in group]
        to_on = days[-1] + timedelta(days=1)
        found.append(Holding(worker_id=worker_id, from_on=days[0], to_on=to_on))
    return tuple(found)


def _usual(values: Sequence[int]) -> int | None:
    """Return the commonest of the last few; of several, the most recent."""
    last = values[-USUAL_CONTACTS:]
    times = Counter(last)
    most = max(times.values(), default=0)
    return next((value for value in reversed(last) if times[value] == most), None)


def _days(from_on: date, to_on: date) -> Iterator[date]:
    for number in range((to_on - from_on).days):
        yield from_on + timedelta(days=number)
