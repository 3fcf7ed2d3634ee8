"""Read a change to try, as somebody types it: "Jo:2027-01-11", "like Jo from …"."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from cti.exchange.cells.dates import read_date
from cti.exchange.cells.words import NotReadable, shown
from cti.phases import SUPPORTED
from cti.plans.scenario import Change
from cti.plans.scenario_referrals import IntakePaused, MoreReferrals
from cti.plans.scenario_service import PhaseWeighs, TeamsMerge
from cti.plans.scenario_workers import HasCeiling, Joins, Leaves, WorksHours
from cti.plans.words import short
from cti.units import WorkerId

WorkerOf = Callable[[str], WorkerId]

_JOINS = re.compile(r"(?:like )?(.+?)(?: from |:)(.+?)(?: as (.+))?", re.IGNORECASE)
_NUMBER = re.compile(r"-?\d{1,4}(\.\d{1,3})?")
_WHOLE = re.compile(r"-?\d{1,4}")
_PHASES = {
    word: phase
    for phase in SUPPORTED
    for word in (phase.value, short(phase).casefold())
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a change needs to know.

    Attributes
    ----------
    worker_of
        Whom somebody means by a name or an id; raises `UnknownName`.
    seed
        By which referrals are drawn.
    """

    worker_of: WorkerOf
    seed: int


def _leaves(reading: Reading, said: str) -> Change:
    worker, day = _two(said, " on ", "Write WORKER:DATE, as in Jo:2027-01-11")
    return Leaves(worker_id=reading.worker_of(worker), on=read_date(day))


def _joins(reading: Reading, said: str) -> Change:
    parts = _JOINS.fullmatch(said)
    if parts is None:
        raise NotReadable(
            problem=f"{shown(said)} does not say like whom and from when",
            remedy="Write like WORKER from DATE, as in like Jo from 2027-02-01",
        )
    like, day, name = parts.groups()
    return Joins(
        like=reading.worker_of(like), from_on=read_date(day), name=(name or "").strip()
    )


def _hours(reading: Reading, said: str) -> Change:
    worker, fte = _two(said, " at ", "Write WORKER:SHARE, as in Jo:0.6")
    return WorksHours(worker_id=reading.worker_of(worker), fte=_number(fte, "0.6"))


def _ceiling(reading: Reading, said: str) -> Change:
    if ":" not in said:
        return HasCeiling(ceiling=_number(said, "18"))
    worker, ceiling = _two(said, ":", "Write WORKER:CEILING, as in Jo:12")
    return HasCeiling(
        worker_id=reading.worker_of(worker), ceiling=_number(ceiling, "12")
    )


def _weight(_: Reading, said: str) -> Change:
    word, weight = _two(said, " at ", "Write PHASE:WEIGHT, as in pre:1.25")
    phase = _PHASES.get(word.casefold())
    if phase is None:
        raise NotReadable(
            problem=f"{shown(word)} is no phase that counts",
            remedy=f"Write one of: {', '.join(each.value for each in SUPPORTED)}",
        )
    return PhaseWeighs(phase=phase, weight=_number(weight, "1.25"))


def _merge(_: Reading, said: str) -> Change:
    teams = [team.strip() for team in re.split("[,;]", said)]
    return TeamsMerge(teams=tuple(team for team in teams if team))


def _referrals(reading: Reading, said: str) -> Change:
    if not _WHOLE.fullmatch(said):
        raise NotReadable(
            problem=f"{shown(said)} is no number of referrals", remedy="Write 5, say"
        )
    return MoreReferrals(number=int(said), seed=reading.seed)


def _pause(_: Reading, said: str) -> Change:
    team, _colon, day = said.rpartition(":")
    return IntakePaused(until=read_date(day.strip()), team=team.strip() or None)


Reader = Callable[[Reading, str], Change]

READERS: Mapping[str, Reader] = {
    WorksHours.option: _hours,
    HasCeiling.option: _ceiling,
    Leaves.option: _leaves,
    Joins.option: _joins,
    PhaseWeighs.option: _weight,
    TeamsMerge.option: _merge,
    MoreReferrals.option: _referrals,
    IntakePaused.option: _pause,
}
"""How each change is read, in the order in which changes are made."""


def _two(said: str, joiner: str, remedy: str) -> tuple[str, str]:
    """Part "Jo:2027-01-11", or "Jo on 2027-01-11", at the last place possible."""
    for mark in (":", joiner):
        before, found, after = said.rpartition(mark)
        if found and before.strip() and after.strip():
            return before.strip(), after.strip()
    raise NotReadable(problem=f"{shown(said)} does not say both", remedy=remedy)


def _number(said: str, such_as: str) -> Fraction:
    if not _NUMBER.fullmatch(said):
        raise NotReadable(
            problem=f"{shown(said)} is not a plain number",
            remedy=f"Write a number such as {such_as}",
        )
    return Fraction(said)
