"""Who presents at the weekly case review: a fair rota, from what is recorded.

A presentation is a contact of the kind "case review" or "case presentation" that was
achieved. The next to be presented is whoever has waited longest since then; somebody
never presented has waited since their support started, and comes before everybody if
that is not known. Of several, the one whose worker has not presented for longest is
first, then the order of the ids decides, so that nobody's turn depends on chance.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from cti.calendar import DAYS_PER_WEEK
from cti.caseload.caseload import ContactRecord, Outcome
from cti.caseload.contact_clock import CASE_REVIEWS, is_case_review
from cti.caseload.holidays import is_bank_holiday
from cti.caseload.hours import minute_of
from cti.caseload.workers import TeamEvent, Worker
from cti.plans.facts import PlanFacts
from cti.units import PersonId, WorkerId

MARK = min(CASE_REVIEWS).partition(" ")[0]
"""The word that marks a team event at which people are presented, whatever the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Presentation:
    """One person presented by their worker.

    Attributes
    ----------
    at
        The meeting; None for a team that has none written down.
    title
        What the meeting is called; empty where there is none.
    last_on
        When the person was presented last; None for never.
    since_on
        From when they have waited: that day, or the start of their support.
    """

    team: str
    title: str
    at: datetime | None
    person_id: PersonId
    worker_id: WorkerId
    last_on: date | None
    since_on: date | None


def presentations(facts: PlanFacts) -> tuple[Presentation, ...]:
    """Return who presents in the coming week: one person for each weekly meeting.

    Returns
    -------
    By time, then team. A team event is such a meeting if its title has the word that
    marks a case review; a team without one gets a name without a time. Nobody is
    presented twice, nor anybody whose support is paused or whose worker cannot be
    there. A meeting that falls on a public holiday is the one a week later.
    """
    last, worker_last = _last_by_person(facts), _last_by_worker(facts)
    found: dict[PersonId, Presentation] = {}
    for meeting in _meetings(facts):
        waiting = [
            each
            for each in _could_present(facts, meeting, last)
            if each.person_id not in found
        ]
        if waiting:
            turn = min(
                waiting,
                key=lambda each: (
                    each.since_on or date.min,
                    worker_last.get(each.worker_id, date.min),
                    each.person_id,
                ),
            )
            found[turn.person_id] = turn
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class _Meeting:
    team: str
    title: str
    at: datetime | None


def _meetings(facts: PlanFacts) -> tuple[_Meeting, ...]:
    """Return the coming week's meetings in order of time; those without one last."""
    caseload = facts.caseload
    found = [
        _Meeting(event.team, event.title, _next(facts, event))
        for event in caseload.events
        if MARK in event.title.lower().split()
    ]
    met = {meeting.team for meeting in found}
    teams = dict.fromkeys(worker.team for worker in caseload.workers)
    found += [_Meeting(team, "", None) for team in teams if team not in met]
    return tuple(
        sorted(found, key=lambda each: (each.at is None, str(each.at), each.team))
    )


def _next(facts: PlanFacts, event: TeamEvent) -> datetime:
    on = facts.horizon.on
    day = on + timedelta(days=(event.weekday - on.weekday()) % DAYS_PER_WEEK)
    while is_bank_holiday(facts.caseload.service.country, day):
        day += timedelta(days=DAYS_PER_WEEK)
    return datetime.combine(day, event.start)


def _could_present(
    facts: PlanFacts, meeting: _Meeting, last: Mapping[PersonId, date]
) -> Iterator[Presentation]:
    day = facts.horizon.on if meeting.at is None else meeting.at.date()
    for person_id, open_person in facts.open.items():
        person, clock = open_person.person, open_person.clock
        if person.team != meeting.team or clock.is_paused_on(day):
            continue
        held_by = facts.holder_on(person_id, day)
        worker = facts.caseload.worker.get(held_by) if held_by is not None else None
        if worker is not None and _can_be_there(facts, worker, meeting.at):
            yield Presentation(
                team=meeting.team,
                title=meeting.title,
                at=meeting.at,
                person_id=person_id,
                worker_id=worker.worker_id,
                last_on=last.get(person_id),
                since_on=last.get(person_id, person.started_on),
            )


def _can_be_there(facts: PlanFacts, worker: Worker, at: datetime | None) -> bool:
    if at is None:
        return True
    day, minute = at.date(), minute_of(at.time())
    absences = facts.caseload.absences_of[worker.worker_id]
    away = any(each.is_away and each.covers(day) for each in absences)
    begun = worker.starts_on is None or worker.starts_on <= day
    here = begun and (worker.leaves_on is None or day < worker.leaves_on)
    return (
        here
        and not away
        and any(s.from_minute <= minute < s.to_minute for s in worker.works.on(day))
    )


def _last_by_person(facts: PlanFacts) -> Mapping[PersonId, date]:
    found: dict[PersonId, date] = {}
    for record in _presented(facts):
        day = record.at.date()
        found[record.person_id] = max(day, found.get(record.person_id, day))
    return found


def _last_by_worker(facts: PlanFacts) -> Mapping[WorkerId, date]:
    found: dict[WorkerId, date] = {}
    for record in _presented(facts):
        if record.worker_id is not None:
            day = record.at.date()
            found[record.worker_id] = max(day, found.get(record.worker_id, day))
    return found


def _presented(facts: PlanFacts) -> Iterator[ContactRecord]:
    for record in facts.caseload.contacts:
        achieved = record.outcome is Outcome.ACHIEVED
        past = record.at.date() <= facts.horizon.on
        if is_case_review(record) and achieved and past:
            yield record
