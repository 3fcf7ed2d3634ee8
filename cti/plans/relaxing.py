"""A caseload in which rules give way for one person, and what was meant by that."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from cti.caseload.caseload import Caseload
from cti.caseload.people import Need, Wishes
from cti.caseload.workers import Worker
from cti.plans.assignment import Rule
from cti.plans.wishes import Wish, WishKind
from cti.units import PersonId, WorkerId

MAY_GIVE_WAY = frozenset(
    {Rule.PINS_HOLD, Rule.SAME_TEAM, Rule.ACCEPTS_NEW, Rule.MUSTS_MET}
)
"""The rules a leader can relax. No other one is for giving way: nobody's no to a
worker, and no worker who is not there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concession:
    """One rule that gives way for one person.

    Attributes
    ----------
    worker_id
        The worker whose team or whose no to new people it is; None where it is about
        the person alone.
    need
        The need that becomes a preference, for `Rule.MUSTS_MET`.
    """

    rule: Rule
    worker_id: WorkerId | None = None
    need: Wish | None = None


def relaxed(
    caseload: Caseload, person_id: PersonId, concessions: Iterable[Concession]
) -> Caseload:
    """Return the caseload with some rules relaxed for one person.

    Only this person's part of it means anything: others may not make use of a worker
    who takes on nobody new but them, or helps in their team alone.
    """
    for each in concessions:
        caseload = _without(caseload, person_id, each)
    return caseload


def _without(caseload: Caseload, person_id: PersonId, what: Concession) -> Caseload:
    if what.rule is Rule.PINS_HOLD:
        pins = tuple(each for each in caseload.pins if each.person_id != person_id)
        return replace(caseload, pins=pins)
    if what.need is not None:
        return _with_preference(caseload, person_id, what.need.kind)
    # The worker joins the person's team, and not the other way round: that would let
    # in everybody else of the other team.
    team = _team(caseload, person_id)
    return replace(
        caseload,
        workers=tuple(
            _helping(worker, what.rule, team)
            if worker.worker_id == what.worker_id
            else worker
            for worker in caseload.workers
        ),
    )


def _helping(worker: Worker, rule: Rule, team: str) -> Worker:
    if rule is Rule.SAME_TEAM:
        return replace(worker, team=team)
    return replace(worker, accepts_new=True)


def _team(caseload: Caseload, person_id: PersonId) -> str:
    if person_id in caseload.person:
        return caseload.person[person_id].team
    return caseload.referral[person_id].team


def _with_preference(
    caseload: Caseload, person_id: PersonId, need: WishKind
) -> Caseload:
    """Return the caseload in which one need of one person is a preference."""
    return replace(
        caseload,
        people=tuple(
            replace(each, wishes=_preferring(each.wishes, need))
            if each.person_id == person_id
            else each
            for each in caseload.people
        ),
        referrals=tuple(
            replace(each, wishes=_preferring(each.wishes, need))
            if each.referral_id == person_id
            else each
            for each in caseload.referrals
        ),
    )


def _preferring(wishes: Wishes, need: WishKind) -> Wishes:
    if need is WishKind.LANGUAGE:
        return replace(wishes, language_need=Need.PREFER)
    if need is WishKind.SPECIALISM:
        return replace(wishes, specialism_need=Need.PREFER)
    return replace(wishes, worker_gender_need=Need.PREFER)
