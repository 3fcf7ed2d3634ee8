"""Checks of whom somebody comes to: one for each rule about who may take whom.

The worker somebody has may keep them without meeting these rules; only `not_workers`
ends that.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from cti.caseload.people import Need, Wishes
from cti.caseload.workers import FULL_REDUCTION, Worker
from cti.plans.assignment import AssignmentPlan, Stay
from cti.plans.judged import Judged
from cti.units import PersonId


def not_workers(judged: Judged) -> Iterator[str]:
    """Nobody is with a worker they must never have, not even the one they have."""
    for stay in judged.plan.stays:
        known = (
            stay.person_id in judged.people
            or stay.person_id in judged.caseload.referral
        )
        if known and stay.worker_id in judged.wishes(stay.person_id).not_workers:
            named = judged.called(stay.person_id)
            yield f"{named} is never to be with {stay.worker_id}."


def same_team(judged: Judged) -> Iterator[str]:
    """Somebody new comes to a worker of their team."""
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


def accepts_new(judged: Judged) -> Iterator[str]:
    """Nobody new comes to a worker who takes on nobody."""
    for stay, worker in judged.arrivals():
        if not worker.accepts_new:
            named = judged.called(stay.person_id)
            yield f"{worker.name} takes on nobody new, so not {named}."


def musts_met(judged: Judged) -> Iterator[str]:
    """Somebody new comes to a worker who meets every need marked must."""
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


def here_throughout(judged: Judged) -> Iterator[str]:
    """Somebody new comes to a worker who is here from then until they finish."""
    for stay, worker in judged.arrivals():
        named = judged.called(stay.person_id)
        needed_until = min(judged.finished_on(stay.person_id), judged.horizon.end)
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


def not_on_full_reduction(judged: Judged) -> Iterator[str]:
    """Nobody new comes on a Monday on which nobody is held."""
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


Check = Callable[[Judged], Iterator[str]]

ARRIVAL_CHECKS: tuple[Check, ...] = (
    not_workers,
    same_team,
    accepts_new,
    musts_met,
    here_throughout,
    not_on_full_reduction,
)


def allowed(judged: Judged, person_id: PersonId, worker: Worker, monday: date) -> bool:
    """Whether a plan that moves only this person to this worker breaks nothing."""
    tried = AssignmentPlan((Stay(person_id, monday, worker.worker_id),))
    alone = replace(judged, plan=tried)
    return not any(finding for check in ARRIVAL_CHECKS for finding in check(alone))
