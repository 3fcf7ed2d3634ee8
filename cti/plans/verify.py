"""Which rules an assignment plan breaks, found from the plan and the caseload alone.

Nothing here knows the solver, nor how it decides who may take whom. There is an answer
about any plan, even nonsense.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from cti.calendar import Horizon
from cti.caseload.caseload import Caseload
from cti.caseload.clocks import open_people
from cti.caseload.workers import Worker
from cti.plans.agreement_checks import pins_hold, starts_promised
from cti.plans.arrival_checks import (
    Check,
    accepts_new,
    allowed,
    here_throughout,
    musts_met,
    not_on_full_reduction,
    not_workers,
    same_team,
)
from cti.plans.assignment import AssignmentPlan, Rule, Stay
from cti.plans.judged import Judged
from cti.plans.policy import BALANCED, Policy
from cti.units import PersonId


@dataclass(frozen=True, slots=True)
class Violation:
    """One rule broken, in words."""

    rule: Rule
    finding: str


def verify(
    caseload: Caseload,
    horizon: Horizon,
    plan: AssignmentPlan,
    policy: Policy = BALANCED,
) -> tuple[Violation, ...]:
    """Return every broken rule; an empty tuple means the plan holds."""
    judged = Judged(
        caseload=caseload,
        horizon=horizon,
        policy=policy,
        people=open_people(caseload, horizon),
        plan=plan,
    )
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
        stays = judged.plan.of.get(person_id, ())
        begins_on = stays[0].from_on if stays else None
        if begins_on != judged.horizon.start or not _unbroken(judged, stays):
            yield (
                f"{judged.called(person_id)} has no unbroken line of workers from the "
                "first Monday on."
            )
    for person_id in judged.caseload.referral:
        stays = judged.plan.of.get(person_id, ())
        if len(stays) > 1 or not _unbroken(judged, stays):
            yield (
                f"{judged.called(person_id)} does not have one worker from their start "
                "onwards."
            )


def _unbroken(judged: Judged, stays: tuple[Stay, ...]) -> bool:
    """Whether stays, if there are any, follow one another to beyond the last Monday."""
    follow = all(
        before.from_on < after.from_on == before.to_on
        for before, after in pairwise(stays)
    )
    ends_on = stays[-1].to_on if stays else None
    return follow and (ends_on is None or ends_on > judged.horizon.mondays[-1])


def _allowed_dates(judged: Judged) -> Iterator[str]:
    mondays = set(judged.horizon.mondays)
    for stay in judged.plan.stays:
        if stay.from_on not in mondays:
            yield (
                f"{judged.called(stay.person_id)} would change on "
                f"{stay.from_on:%d %B %Y}, which is not a planning Monday."
            )
    for person_id in judged.people:
        yield from _changes_only_whenallowed(judged, person_id)
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


def _changes_only_whenallowed(judged: Judged, person_id: PersonId) -> Iterator[str]:
    """Stay throughout, move on the first Monday, or move when the worker has left."""
    stays = judged.plan.of.get(person_id, ())
    current = judged.going_on(person_id)
    leaves_on = judged.gone_from(person_id)
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


def _covered_where_possible(judged: Judged) -> Iterator[str]:
    for person_id in judged.people:
        stays = judged.plan.of.get(person_id, ())
        alone = [stay for stay in stays if stay.worker_id is None]
        if alone and (free := _somebodyallowed(judged, alone[0])) is not None:
            yield (
                f"{judged.called(person_id)} has nobody from "
                f"{alone[0].from_on:%d %B %Y}, although {free.name} may have them."
            )
    for stay in judged.plan.stays:
        if stay.worker_id is None and stay.person_id in judged.caseload.referral:
            yield f"{judged.called(stay.person_id)} would start with nobody."


def _somebodyallowed(judged: Judged, stay: Stay) -> Worker | None:
    """Return a worker who might hold somebody uncovered without breaking a rule."""
    had = judged.going_on(stay.person_id)
    gone = judged.gone_from(stay.person_id)
    if had is not None and (gone is None or stay.from_on < gone):
        return had
    moves = {gone or judged.horizon.start}
    if not judged.is_pinned_to_own(stay.person_id):
        moves.add(judged.horizon.start)
    return next(
        (
            worker
            for worker in judged.caseload.workers
            if worker is not had
            and any(allowed(judged, stay.person_id, worker, day) for day in moves)
        ),
        None,
    )


CHECKS: Mapping[Rule, Check] = {
    Rule.EVERYBODY_ONCE: _everybody_once,
    Rule.KNOWN_NAMES: _known_names,
    Rule.ALLOWED_DATES: _allowed_dates,
    Rule.PINS_HOLD: pins_hold,
    Rule.STARTS_PROMISED: starts_promised,
    Rule.NOT_WORKERS: not_workers,
    Rule.SAME_TEAM: same_team,
    Rule.ACCEPTS_NEW: accepts_new,
    Rule.MUSTS_MET: musts_met,
    Rule.HERE_THROUGHOUT: here_throughout,
    Rule.NOT_ON_FULL_REDUCTION: not_on_full_reduction,
    Rule.COVERED_WHERE_POSSIBLE: _covered_where_possible,
}
