"""Which rules an assignment plan breaks, found from the plan and the caseload alone.

Nothing here knows the solver, nor how it decides who may take whom. There is an answer
about any plan, even nonsense.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise

from cti.calendar import DAYS_PER_WEEK, Horizon
from cti.caseload.caseload import Caseload
from cti.caseload.clocks import OpenPerson, open_people, referral_clock
from cti.caseload.people import Need, Wishes
from cti.caseload.workers import FULL_REDUCTION, Worker
from cti.plans.assignment import AssignmentPlan, Rule, Stay
from cti.plans.policy import BALANCED, Policy
from cti.units import PersonId, WorkerId


@dataclass(frozen=True, slots=True)
class Violation:
    """One rule broken, in words."""

    rule: Rule
    finding: str


@dataclass(frozen=True)
class Judged:
    """A plan beside its caseload, with what several checks look up."""

    caseload: Caseload
    horizon: Horizon
    plan: AssignmentPlan
    policy: Policy

    @cached_property
    def people(self) -> Mapping[PersonId, OpenPerson]:
        """Everybody a plan must provide for."""
        return open_people(self.caseload, self.horizon)

    def called(self, person_id: PersonId) -> str:
        """Return how a finding names somebody."""
        if person_id in self.caseload.person or person_id in self.caseload.referral:
            return f"{self.caseload.known_as(person_id)} ({person_id})"
        return str(person_id)

    def wishes(self, person_id: PersonId) -> Wishes:
        """Return what somebody in the caseload wishes."""
        if person_id in self.caseload.person:
            return self.caseload.person[person_id].wishes
        return self.caseload.referral[person_id].wishes

    def finished_on(self, person_id: PersonId) -> date:
        """Return the first day after somebody's support."""
        if person_id in self.people:
            return self.people[person_id].clock.finished_on
        start_on = self.plan.of[person_id][0].from_on
        referral = self.caseload.referral[person_id]
        return referral_clock(referral, start_on).finished_on

    def arrivals(self) -> Iterator[tuple[Stay, Worker]]:
        """Yield each stay by which a worker takes on somebody new to them."""
        for person_id, stays in self.plan.of.items():
            if person_id not in self.people and person_id not in self.caseload.referral:
                continue
            person = self.caseload.person.get(person_id)
            had = person.worker_id if person is not None else None
            for stay in stays:
                worker = self.caseload.worker.get(stay.worker_id or WorkerId(""))
                if worker is not None and stay.worker_id != had:
                    yield stay, worker
                had = stay.worker_id


def verify(
    caseload: Caseload,
    horizon: Horizon,
    plan: AssignmentPlan,
    policy: Policy = BALANCED,
) -> tuple[Violation, ...]:
    """Return every broken rule; an empty tuple means the plan holds."""
    judged = Judged(caseload, horizon, plan, policy)
    return tuple(
        Violation(rule, finding)
        for rule, check in CHECKS.items()
        for finding in check(judged)
    )


def _known_names(judged: Judged) -> Iterator[str]:
    for stay in judged.plan.stays:
        known = (
            stay.person_id in judged.caseload.person
            or stay.person_id in judged.caseload.referral
        )
        if not known:
            yield f"{stay.person_id} is not in this caseload."
        elif stay.person_id in judged.caseload.person and (
            stay.person_id not in judged.people
        ):
            yield f"{judged.called(stay.person_id)} needs no worker in these weeks."
        if stay.worker_id is not None and stay.worker_id not in judged.caseload.worker:
            yield f"{stay.worker_id} is not a worker in this caseload."


def _everybody_once(judged: Judged) -> Iterator[str]:
    for person_id in judged.people:
        if not _covers_horizon(judged, judged.plan.of.get(person_id, ()), week=0):
            yield (
                f"{judged.called(person_id)} has no unbroken line of workers from the "
                "first Monday on."
            )
    for person_id in judged.caseload.referral:
        stays = judged.plan.of.get(person_id, ())
        if stays and (len(stays) > 1 or not _covers_horizon(judged, stays, week=None)):
            yield (
                f"{judged.called(person_id)} does not have one worker from their start "
                "onwards."
            )


def _covers_horizon(
    judged: Judged, stays: tuple[Stay, ...], *, week: int | None
) -> bool:
    """Whether stays follow one another from a Monday to beyond the last."""
    if not stays or (week == 0 and stays[0].from_on != judged.horizon.start):
        return False
    follows = all(before.to_on == after.from_on for before, after in pairwise(stays))
    ends_on = stays[-1].to_on
    return follows and (ends_on is None or ends_on > judged.horizon.mondays[-1])


def _allowed_dates(judged: Judged) -> Iterator[str]:
    mondays = set(judged.horizon.mondays)
    for stay in judged.plan.stays:
        if stay.from_on not in mondays:
            yield (
                f"{judged.called(stay.person_id)} would change on "
                f"{stay.from_on:%d %B %Y}, which is not a planning Monday."
            )
    for person_id in judged.people:
        yield from _changes_only_when_allowed(judged, person_id)
    for person_id, referral in judged.caseload.referral.items():
        for stay in judged.plan.of.get(person_id, ())[:1]:
            earliest = referral.earliest_start_on or judged.horizon.on
            last_week = min(judged.policy.last_start_week, judged.horizon.weeks - 1)
            latest = judged.horizon.mondays[last_week]
            if not max(earliest, judged.horizon.on) <= stay.from_on <= latest:
                yield (
                    f"{judged.called(person_id)} cannot start on "
                    f"{stay.from_on:%d %B %Y}."
                )


def _changes_only_when_allowed(judged: Judged, person_id: PersonId) -> Iterator[str]:
    """Stay throughout, move on the first Monday, or move when the worker has left."""
    stays = judged.plan.of.get(person_id, ())
    current = _going_on(judged, person_id)
    leaves_on = _gone_from(judged, person_id)
    holders = [stay.worker_id for stay in stays]
    named = judged.called(person_id)
    if current is None or not holders or holders[0] != current.worker_id:
        if len(holders) > 1:
            yield f"{named} would change worker again after the first Monday."
        return
    if leaves_on is None and len(holders) > 1:
        yield f"{named} would leave {current.name}, who stays, after the first Monday."
    if leaves_on is not None and (
        [stay.from_on for stay in stays[1:]] != [leaves_on]
        or holders[1] == current.worker_id
    ):
        yield (
            f"{named} must change worker once, on {leaves_on:%d %B %Y}, when "
            f"{current.name} has left."
        )


def _going_on(judged: Judged, person_id: PersonId) -> Worker | None:
    """Return the worker somebody has and may keep for now."""
    person = judged.caseload.person[person_id]
    if person.worker_id is None or person.worker_id in person.wishes.not_workers:
        return None
    return judged.caseload.worker.get(person.worker_id)


def _gone_from(judged: Judged, person_id: PersonId) -> date | None:
    """Return the first Monday somebody open no longer has the worker they had."""
    worker = _going_on(judged, person_id)
    if worker is None or worker.leaves_on is None:
        return None
    weights = zip(judged.horizon.mondays, judged.people[person_id].weights, strict=True)
    return next((m for m, weight in weights if weight and m >= worker.leaves_on), None)


def _pins_hold(judged: Judged) -> Iterator[str]:
    for pin in judged.caseload.pins:
        stays = judged.plan.of.get(pin.person_id, ())
        pinned = judged.caseload.worker.get(pin.worker_id)
        if not stays or pinned is None:
            continue
        if pin.person_id in judged.caseload.referral:
            holds = _pinned_referral_holds(judged, pinned, stays)
        else:
            holds = _pinned_person_holds(judged, pinned, stays)
        if not holds:
            yield f"{judged.called(pin.person_id)} is to be with {pinned.name}."


def _pinned_person_holds(
    judged: Judged, pinned: Worker, stays: tuple[Stay, ...]
) -> bool:
    person_id = stays[0].person_id
    if person_id not in judged.people or stays[-1].worker_id == pinned.worker_id:
        return True
    gone = _gone_from(judged, person_id)
    if pinned is _going_on(judged, person_id):
        # Held until they leave; a pin ends with the leaving.
        return gone == judged.horizon.start or (
            gone is not None and stays[0].worker_id == pinned.worker_id
        )
    moves = {judged.horizon.start, gone or judged.horizon.start}
    return not any(_allowed(judged, person_id, pinned, monday) for monday in moves)


def _pinned_referral_holds(
    judged: Judged, pinned: Worker, stays: tuple[Stay, ...]
) -> bool:
    referral = judged.caseload.referral[stays[0].person_id]
    earliest = referral.earliest_start_on or judged.horizon.on
    starts = judged.horizon.mondays[: judged.policy.last_start_week + 1]
    return stays[0].worker_id == pinned.worker_id or not any(
        _allowed(judged, referral.referral_id, pinned, monday)
        for monday in starts
        if monday >= earliest
    )


def _not_workers(judged: Judged) -> Iterator[str]:
    for stay in judged.plan.stays:
        known = (
            stay.person_id in judged.people
            or stay.person_id in judged.caseload.referral
        )
        if known and stay.worker_id in judged.wishes(stay.person_id).not_workers:
            named = judged.called(stay.person_id)
            yield f"{named} is never to be with {stay.worker_id}."


def _same_team(judged: Judged) -> Iterator[str]:
    for stay, worker in judged.arrivals():
        person = judged.caseload.person.get(stay.person_id)
        team = (
            person.team
            if person is not None
            else judged.caseload.referral[stay.person_id].team
        )
        if worker.team != team:
            yield (
                f"{worker.name} is in team {worker.team}; "
                f"{judged.called(stay.person_id)} is with team {team}."
            )


def _accepts_new(judged: Judged) -> Iterator[str]:
    for stay, worker in judged.arrivals():
        if not worker.accepts_new:
            named = judged.called(stay.person_id)
            yield f"{worker.name} takes on nobody new, so not {named}."


def _musts_met(judged: Judged) -> Iterator[str]:
    for stay, worker in judged.arrivals():
        named = judged.called(stay.person_id)
        for lacking in _lacking(judged.wishes(stay.person_id), worker):
            yield f"{worker.name} {lacking}, as {named} must have."


def _lacking(wishes: Wishes, worker: Worker) -> Iterator[str]:
    musts = (
        (wishes.language_need, wishes.language, "does not speak {}"),
        (wishes.specialism_need, wishes.specialism, "does not specialise in {}"),
        (wishes.worker_gender_need, wishes.worker_gender, "is not a {}"),
    )
    brought = (worker.languages, worker.specialisms, {worker.gender})
    for (need, wish, words), has in zip(musts, brought, strict=True):
        if need is Need.MUST and wish and wish not in has:
            yield words.format(wish)


def _here_throughout(judged: Judged) -> Iterator[str]:
    after_horizon = judged.horizon.mondays[-1] + timedelta(days=DAYS_PER_WEEK)
    for stay, worker in judged.arrivals():
        named = judged.called(stay.person_id)
        needed_until = min(judged.finished_on(stay.person_id), after_horizon)
        if worker.starts_on is not None and stay.from_on < worker.starts_on:
            yield (
                f"{worker.name} starts on {worker.starts_on:%d %B %Y}, after {named} "
                "would come to them."
            )
        if worker.leaves_on is not None and worker.leaves_on < needed_until:
            yield (
                f"{worker.name} leaves on {worker.leaves_on:%d %B %Y}, before support "
                f"for {named} ends."
            )


def _not_on_full_reduction(judged: Judged) -> Iterator[str]:
    for stay, worker in judged.arrivals():
        for absence in judged.caseload.absences:
            if (
                absence.worker_id == worker.worker_id
                and absence.load_reduction == FULL_REDUCTION
                and absence.from_on <= stay.from_on <= absence.to_on
            ):
                yield (
                    f"{worker.name} is away from the caseload on "
                    f"{stay.from_on:%d %B %Y}, when {judged.called(stay.person_id)} "
                    "would come to them."
                )


def _covered_where_possible(judged: Judged) -> Iterator[str]:
    for person_id in judged.people:
        stays = judged.plan.of.get(person_id, ())
        alone = [stay for stay in stays if stay.worker_id is None]
        if alone and (free := _somebody_allowed(judged, alone[0])) is not None:
            yield (
                f"{judged.called(person_id)} has nobody from "
                f"{alone[0].from_on:%d %B %Y}, although {free.name} may take them."
            )
    for stay in judged.plan.stays:
        if stay.worker_id is None and stay.person_id in judged.caseload.referral:
            yield f"{judged.called(stay.person_id)} would start with nobody."


def _somebody_allowed(judged: Judged, stay: Stay) -> Worker | None:
    """Return a worker who might hold somebody uncovered without breaking a rule."""
    had = _going_on(judged, stay.person_id)
    moves = {judged.horizon.start} if stay.from_on == judged.horizon.start else set()
    if had is not None and not _is_pinned(judged, stay.person_id):
        moves.add(judged.horizon.start)
    gone = _gone_from(judged, stay.person_id)
    if gone is not None:
        moves.add(gone)
    for worker in judged.caseload.workers:
        for monday in sorted(moves):
            if worker is not had and _allowed(judged, stay.person_id, worker, monday):
                return worker
    return had if had is not None and gone is None else None


def _is_pinned(judged: Judged, person_id: PersonId) -> bool:
    worker_id = judged.caseload.person[person_id].worker_id
    return any(
        pin.person_id == person_id and pin.worker_id == worker_id
        for pin in judged.caseload.pins
    )


def _allowed(judged: Judged, person_id: PersonId, worker: Worker, monday: date) -> bool:
    """Whether a plan that moves only this person to this worker breaks nothing."""
    tried = AssignmentPlan((Stay(person_id, monday, worker.worker_id),))
    alone = Judged(judged.caseload, judged.horizon, tried, judged.policy)
    return not any(finding for check in ARRIVAL_CHECKS for finding in check(alone))


Check = Callable[[Judged], Iterator[str]]

ARRIVAL_CHECKS: tuple[Check, ...] = (
    _not_workers,
    _same_team,
    _accepts_new,
    _musts_met,
    _here_throughout,
    _not_on_full_reduction,
)

CHECKS: Mapping[Rule, Check] = {
    Rule.EVERYBODY_ONCE: _everybody_once,
    Rule.KNOWN_NAMES: _known_names,
    Rule.ALLOWED_DATES: _allowed_dates,
    Rule.PINS_HOLD: _pins_hold,
    Rule.NOT_WORKERS: _not_workers,
    Rule.SAME_TEAM: _same_team,
    Rule.ACCEPTS_NEW: _accepts_new,
    Rule.MUSTS_MET: _musts_met,
    Rule.HERE_THROUGHOUT: _here_throughout,
    Rule.NOT_ON_FULL_REDUCTION: _not_on_full_reduction,
    Rule.COVERED_WHERE_POSSIBLE: _covered_where_possible,
}
