"""Who may take whom, and why not, in sentences."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from cti.calendar import Horizon
from cti.caseload.caseload import Caseload, Promise
from cti.caseload.clocks import person_clock, referral_clock
from cti.caseload.people import Need, Person, Referral
from cti.caseload.workers import Worker
from cti.plans.assignment import Rule
from cti.plans.eligibility import Newcomer, may_take, refusing
from cti.plans.policy import BALANCED, Policy
from cti.plans.score import possible_starts
from cti.plans.wishes import WishKind, unmet_needs
from cti.plans.words import Words
from cti.units import PersonId, WorkerId

MOST_NEWCOMERS = 4096
"""So many are remembered: each is asked about for one worker after another."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason why a worker may not take somebody new."""

    rule: Rule
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """The question, as every sentence needs it."""

    worker: Worker
    person_id: PersonId
    newcomer: Newcomer
    ends_on: date
    words: Words


def id_of(whom: Person | Referral) -> PersonId:
    """Return the id somebody goes by in every file of a plan."""
    return whom.person_id if isinstance(whom, Person) else whom.referral_id


@lru_cache(maxsize=MOST_NEWCOMERS)
def newcomer(horizon: Horizon, whom: Person | Referral, from_week: int) -> Newcomer:
    """Return what the rules ask about somebody who would come on a Monday."""
    from_on = horizon.mondays[from_week]
    clock = (
        person_clock(whom, horizon)
        if isinstance(whom, Person)
        else referral_clock(whom, from_on)
    )
    return Newcomer(
        team=whom.team,
        wishes=whom.wishes,
        from_on=from_on,
        finished_on=clock.finished_on,
    )


def refusals(
    caseload: Caseload,
    horizon: Horizon,
    worker: Worker,
    whom: Person | Referral,
    from_week: int,
    *,
    words: Words | None = None,
    policy: Policy = BALANCED,
) -> tuple[Refusal, ...]:
    """Say by which rules a worker may not take somebody on a Monday, and why.

    Parameters
    ----------
    from_week
        Index of the Monday they would come.
    words
        What people are called; made from the caseload if not given.
    policy
        Which Mondays a promised start may be on.

    Returns
    -------
    Empty if no rule refuses. One entry for each rule, and for each need that must be
    met and is not. A pin to somebody else is among them while that worker is here, for
    a referral while they may take it; so is another start that was promised and holds.
    """
    asked = _Asked(
        worker=worker,
        person_id=id_of(whom),
        newcomer=newcomer(horizon, whom, from_week),
        ends_on=horizon.end,
        words=words or Words.of(caseload, horizon),
    )
    found = [
        Refusal(rule, sentence)
        for rule in refusing(caseload, horizon, worker, asked.newcomer)
        for sentence in _SENTENCES[rule](asked)
    ]
    if isinstance(whom, Person):
        return (*_pinned(caseload, asked), *found)
    told = promised_start(caseload, horizon, policy, whom)
    pinned = caseload.pin_of.get(whom.referral_id)
    holds = pinned and _starts_with(caseload, horizon, policy, whom, pinned)
    pins = _pinned(caseload, asked) if holds else ()
    return (*pins, *_promised(asked, told), *found)


def promised_start(
    caseload: Caseload, horizon: Horizon, policy: Policy, referral: Referral
) -> Promise | None:
    """Return the start somebody was promised, where no other rule refuses it."""
    told = caseload.promise_of.get(referral.referral_id)
    if told is None or told.worker_id not in caseload.worker:
        return None
    pinned = caseload.pin_of.get(referral.referral_id, told.worker_id)
    if pinned != told.worker_id and _starts_with(
        caseload, horizon, policy, referral, pinned
    ):
        return None
    starts = _starts_with(caseload, horizon, policy, referral, told.worker_id)
    return told if told.from_on in starts else None


def _starts_with(
    caseload: Caseload,
    horizon: Horizon,
    policy: Policy,
    referral: Referral,
    worker_id: WorkerId,
) -> tuple[date, ...]:
    """Return the Mondays on which a worker may take a referral."""
    worker = caseload.worker[worker_id]
    return tuple(
        horizon.mondays[week]
        for week in possible_starts(referral, horizon, policy)
        if may_take(caseload, horizon, worker, newcomer(horizon, referral, week))
    )


def _pinned(caseload: Caseload, asked: _Asked) -> Iterator[Refusal]:
    for pin in caseload.pins:
        holder = caseload.worker[pin.worker_id]
        gone = (
            holder.leaves_on is not None and holder.leaves_on <= asked.newcomer.from_on
        )
        if (
            pin.person_id == asked.person_id
            and pin.worker_id != asked.worker.worker_id
            and not gone
        ):
            reason = f" ({pin.reason})" if pin.reason else ""
            yield Refusal(
                Rule.PINS_HOLD,
                f"{asked.words.person(pin.person_id)} is pinned to "
                f"{asked.words.worker(pin.worker_id)}{reason}.",
            )


def _promised(asked: _Asked, told: Promise | None) -> Iterator[Refusal]:
    if told is None:
        return
    comes = asked.worker.worker_id, asked.newcomer.from_on
    if comes != (told.worker_id, told.from_on):
        yield Refusal(
            Rule.STARTS_PROMISED,
            f"{_person(asked)} was promised a start with "
            f"{asked.words.worker(told.worker_id)} on {asked.words.day(told.from_on)}.",
        )


def _not_workers(asked: _Asked) -> Iterator[str]:
    yield f"{_person(asked)} and {_worker(asked)} are not to work together."


def _same_team(asked: _Asked) -> Iterator[str]:
    yield f"{_worker(asked)} is in another team, {asked.worker.team}."


def _accepts_new(asked: _Asked) -> Iterator[str]:
    yield f"{_worker(asked)} is not taking on new people at present."


def _musts_met(asked: _Asked) -> Iterator[str]:
    name, person = _worker(asked), _person(asked)
    for wish in unmet_needs(asked.newcomer.wishes, asked.worker, Need.MUST):
        if wish.kind is WishKind.LANGUAGE:
            yield f"{name} does not speak {wish.what}, which {person} must have."
        elif wish.kind is WishKind.SPECIALISM:
            yield (
                f"{name} does not have the specialism {wish.what}, "
                f"which {person} must have."
            )
        else:
            yield (
                f"{name} is not recorded as a {wish.what}, "
                f"as {asked.words.persons(asked.person_id)} worker must be."
            )


def _here_throughout(asked: _Asked) -> Iterator[str]:
    starts, leaves = asked.worker.starts_on, asked.worker.leaves_on
    day = asked.words.day
    if starts is not None and starts > asked.newcomer.from_on:
        yield f"{_worker(asked)} starts on {day(starts)}, which is too late."
    if leaves is not None and leaves < min(asked.newcomer.finished_on, asked.ends_on):
        yield (
            f"{_worker(asked)} leaves on {day(leaves)}, before "
            f"{asked.words.persons(asked.person_id)} support ends."
        )


def _not_on_full_reduction(asked: _Asked) -> Iterator[str]:
    # The kind of absence may say something about health and is left out.
    day = asked.words.day(asked.newcomer.from_on)
    yield f"{_worker(asked)} is away, with no caseload, on {day}."


def _worker(asked: _Asked) -> str:
    return asked.words.worker(asked.worker.worker_id)


def _person(asked: _Asked) -> str:
    return asked.words.person(asked.person_id)


_SENTENCES: Mapping[Rule, Callable[[_Asked], Iterator[str]]] = {
    Rule.NOT_WORKERS: _not_workers,
    Rule.SAME_TEAM: _same_team,
    Rule.ACCEPTS_NEW: _accepts_new,
    Rule.MUSTS_MET: _musts_met,
    Rule.HERE_THROUGHOUT: _here_throughout,
    Rule.NOT_ON_FULL_REDUCTION: _not_on_full_reduction,
}
"""How each rule that can refuse says so."""
