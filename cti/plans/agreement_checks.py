"""Checks of what was agreed about somebody: pins, and starts that were promised."""

from collections.abc import Iterator
from datetime import date

from cti.caseload.caseload import Promise
from cti.caseload.people import Referral
from cti.caseload.workers import Worker
from cti.plans.arrival_checks import allowed
from cti.plans.assignment import Stay
from cti.plans.judged import Judged


def pins_hold(judged: Judged) -> Iterator[str]:
    """Who is pinned is with that worker, where that worker may have them."""
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
    gone = judged.gone_from(person_id)
    if pinned is judged.going_on(person_id):
        # Held until they leave; a pin ends with the leaving.
        return gone == judged.horizon.start or (
            gone is not None and stays[0].worker_id == pinned.worker_id
        )
    moves = {judged.horizon.start, gone or judged.horizon.start}
    return not any(allowed(judged, person_id, pinned, monday) for monday in moves)


def _pinned_referral_holds(
    judged: Judged, pinned: Worker, stays: tuple[Stay, ...]
) -> bool:
    referral = judged.caseload.referral[stays[0].person_id]
    return stays[0].worker_id == pinned.worker_id or not _may_start_with(
        judged, referral, pinned
    )


def _may_start_with(judged: Judged, referral: Referral, worker: Worker) -> bool:
    return any(
        allowed(judged, referral.referral_id, worker, monday)
        for monday in _starts(judged, referral)
    )


def _starts(judged: Judged, referral: Referral) -> Iterator[date]:
    earliest = referral.earliest_start_on or judged.horizon.on
    for monday in judged.horizon.mondays[: judged.policy.last_start_week + 1]:
        if monday >= earliest:
            yield monday


def starts_promised(judged: Judged) -> Iterator[str]:
    """Who was promised a start has it, where the rules allow it still."""
    for told in judged.caseload.promise_of.values():
        referral = judged.caseload.referral.get(told.person_id)
        worker = judged.caseload.worker.get(told.worker_id)
        if referral is None or worker is None:
            continue
        stays = judged.plan.of.get(told.person_id, ())
        starts = [(stay.worker_id, stay.from_on) for stay in stays[:1]]
        if starts != [(told.worker_id, told.from_on)] and _can_be_kept(
            judged, referral, worker, told
        ):
            yield (
                f"{judged.called(told.person_id)} was promised a start with "
                f"{worker.name} on {told.from_on:%d %B %Y}."
            )


def _can_be_kept(
    judged: Judged, referral: Referral, worker: Worker, told: Promise
) -> bool:
    possible = told.from_on in _starts(judged, referral)
    if not possible or not allowed(judged, told.person_id, worker, told.from_on):
        return False
    # Whoever pins somebody to another worker takes the promise back.
    pinned_to = judged.caseload.pin_of.get(told.person_id, worker.worker_id)
    pinned = judged.caseload.worker.get(pinned_to)
    return pinned in {None, worker} or not _may_start_with(judged, referral, pinned)
