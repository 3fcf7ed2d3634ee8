"""Why the plan has each person where they are: the facts behind the sentence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from cti.caseload.people import Keep, Person, Referral
from cti.plans.alternatives import Alternative
from cti.plans.blocked import Blocked, nearest, refused
from cti.plans.effects import Effect, effects
from cti.plans.facts import PlanFacts, leaves_person
from cti.plans.fit import promised_start
from cti.plans.score import possible_starts
from cti.plans.ways import Way, WayKind
from cti.units import PersonId, WorkerId


class Cause(StrEnum):
    """What decides, where it is not what the alternatives would cost."""

    WEIGHED = "weighed"
    PINNED = "pinned"
    PROMISED = "promised"
    LEAVES = "leaves"
    WISHES_CHANGE = "wishes a change"
    HAD_NOBODY = "had nobody"
    WORKER_UNKNOWN = "worker unknown"
    NOT_TOGETHER = "not together"


class Role(StrEnum):
    """Why an alternative is spoken of."""

    NEXT_BEST = "next best"
    STAYING = "staying"
    AT_LEAVING = "at leaving"
    SOONER = "sooner"
    REQUESTED = "requested"


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """An alternative worth a word, and what it would mean."""

    role: Role
    alternative: Alternative
    effects: tuple[Effect, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why one person is where the plan has them.

    Attributes
    ----------
    way
        What the plan has them do.
    beside
        The alternatives it is weighed against, the most telling first.
    blocked
        Where it matters that somebody may not take them: the worker they asked for,
        or, when nobody may, those who come nearest.
    soonest
        Whether a referral starts on the first Monday possible.
    """

    way: Way
    cause: Cause
    beside: tuple[Beside, ...] = ()
    blocked: tuple[Blocked, ...] = ()
    soonest: bool = False


def reasons(facts: PlanFacts) -> Mapping[PersonId, Reason]:
    """Return the reason for everybody open and everybody referred."""
    return {person_id: reason(facts, person_id) for person_id in facts.ways}


def reason(facts: PlanFacts, person_id: PersonId) -> Reason:
    """Return why one person is where the plan has them."""
    whom, way = facts.whom(person_id), facts.ways[person_id]
    if way.worker_id is None and not facts.alternatives[person_id]:
        return Reason(way=way, cause=Cause.WEIGHED, blocked=nearest(facts, person_id))
    if isinstance(whom, Referral):
        return _referral_reason(facts, whom, way)
    cause = _cause(facts, whom, way)
    roles = {
        Cause.WEIGHED: (Role.STAYING, Role.NEXT_BEST),
        Cause.LEAVES: (Role.AT_LEAVING, Role.NEXT_BEST),
    }.get(cause, (Role.NEXT_BEST,))
    asked = () if way.kind is WayKind.STAYS else (Role.REQUESTED,)
    beside = _besides(facts, way, (*roles, *asked))
    if cause is Cause.WISHES_CHANGE and not beside:
        # Nobody else may take them, and the worker they have still could.
        beside = _besides(facts, way, (Role.STAYING,))
    return Reason(
        way=way,
        cause=cause,
        beside=beside,
        blocked=_requested_but_refused(facts, way),
    )


def _referral_reason(facts: PlanFacts, referral: Referral, way: Way) -> Reason:
    possible = possible_starts(referral, facts.horizon, facts.policy)
    soonest = way.from_week <= possible[0] if possible else False
    weighed = Role.NEXT_BEST if soonest or way.worker_id is None else Role.SOONER
    return Reason(
        way=way,
        cause=_pinned_or(_promised_or_weighed(facts, referral, way), facts, way),
        beside=_besides(facts, way, (weighed, Role.REQUESTED)),
        blocked=_requested_but_refused(facts, way),
        soonest=soonest,
    )


def _cause(facts: PlanFacts, person: Person, way: Way) -> Cause:
    if way.kind is WayKind.STAYS:
        return _pinned_or(Cause.WEIGHED, facts, way)
    if person.worker_id is None:
        return Cause.HAD_NOBODY
    if person.worker_id in person.wishes.not_workers:
        return Cause.NOT_TOGETHER
    if person.worker_id not in facts.caseload.worker:
        return Cause.WORKER_UNKNOWN
    if leaves_person(facts, person.person_id):
        return Cause.LEAVES
    wishes = person.keep_worker is Keep.CHANGE
    return _pinned_or(Cause.WISHES_CHANGE if wishes else Cause.WEIGHED, facts, way)


def _pinned_or(cause: Cause, facts: PlanFacts, way: Way) -> Cause:
    pinned = facts.caseload.pin_of.get(way.person_id) == way.worker_id
    return Cause.PINNED if pinned and way.worker_id is not None else cause


def _promised_or_weighed(facts: PlanFacts, referral: Referral, way: Way) -> Cause:
    told = promised_start(facts.caseload, facts.horizon, facts.policy, referral)
    if told is None or way.kind is not WayKind.STARTS:
        return Cause.WEIGHED
    starts = way.worker_id, facts.horizon.mondays[way.from_week]
    promised = starts == (told.worker_id, told.from_on)
    return Cause.PROMISED if promised else Cause.WEIGHED


def _besides(facts: PlanFacts, way: Way, roles: Sequence[Role]) -> tuple[Beside, ...]:
    """Return the cheapest alternative in each role, where there is one; none twice."""
    found: dict[Way, Beside] = {}
    for role in roles:
        in_role = (
            other
            for other in facts.alternatives[way.person_id]
            if _plays(facts, role, way, other.way)
        )
        other = next(in_role, None)
        if other is not None and other.way not in found:
            found[other.way] = Beside(
                role=role, alternative=other, effects=effects(facts, other)
            )
    return tuple(found.values())


def _plays(facts: PlanFacts, role: Role, now: Way, other: Way) -> bool:
    if role is Role.STAYING:
        return other.kind is WayKind.STAYS
    if role is Role.AT_LEAVING:
        same_worker = other.worker_id == now.worker_id
        return same_worker and other.kind is WayKind.HANDED_OVER
    if role is Role.SOONER:
        return other.kind is WayKind.STARTS and other.from_week < now.from_week
    if role is Role.REQUESTED:
        return _requested(facts, now) == other.worker_id is not None
    is_other = other.worker_id not in {None, now.worker_id}
    return is_other and other.kind is not WayKind.STAYS


def _requested(facts: PlanFacts, way: Way) -> WorkerId | None:
    """Return the worker somebody asked for, where it is neither theirs nor was."""
    asked = facts.whom(way.person_id).wishes.requested_worker
    person = facts.caseload.person.get(way.person_id)
    had = person.worker_id if person is not None else None
    return asked if asked not in {way.worker_id, had} else None


def _requested_but_refused(facts: PlanFacts, way: Way) -> tuple[Blocked, ...]:
    asked = _requested(facts, way)
    if asked is None or way.kind is WayKind.STAYS:
        return ()
    return tuple(
        blocked
        for blocked in refused(facts, way.person_id)
        if blocked.worker_id == asked
    )
