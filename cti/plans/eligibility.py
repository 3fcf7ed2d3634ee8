"""Who may take somebody new, rule by rule."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from cti.calendar import Horizon
from cti.caseload.caseload import Caseload
from cti.caseload.ledger import reduction_on
from cti.caseload.people import Need, Wishes
from cti.caseload.workers import FULL_REDUCTION, Worker
from cti.plans.assignment import Rule
from cti.plans.wishes import unmet_needs


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """Somebody a worker might take on, from a day on.

    Attributes
    ----------
    from_on
        The Monday they would come.
    finished_on
        The first day after their support; exclusive.
    """

    team: str
    wishes: Wishes
    from_on: date
    finished_on: date


def may_take(
    caseload: Caseload, horizon: Horizon, worker: Worker, newcomer: Newcomer
) -> bool:
    """Whether no rule refuses."""
    return next(refusing(caseload, horizon, worker, newcomer), None) is None


def refusing(
    caseload: Caseload, horizon: Horizon, worker: Worker, newcomer: Newcomer
) -> Iterator[Rule]:
    """Yield the rules by which a worker may not take somebody, in the rules' order."""
    for rule, refuses in REFUSES.items():
        if refuses(caseload, horizon, worker, newcomer):
            yield rule


def _not_workers(_: Caseload, __: Horizon, worker: Worker, newcomer: Newcomer) -> bool:
    return worker.worker_id in newcomer.wishes.not_workers


def _same_team(_: Caseload, __: Horizon, worker: Worker, newcomer: Newcomer) -> bool:
    return worker.team != newcomer.team


def _accepts_new(_: Caseload, __: Horizon, worker: Worker, ___: Newcomer) -> bool:
    return not worker.accepts_new


def _musts_met(_: Caseload, __: Horizon, worker: Worker, newcomer: Newcomer) -> bool:
    return any(unmet_needs(newcomer.wishes, worker, Need.MUST))


def _here_throughout(
    _: Caseload, horizon: Horizon, worker: Worker, newcomer: Newcomer
) -> bool:
    if worker.starts_on is not None and worker.starts_on > newcomer.from_on:
        return True
    needed_until = min(newcomer.finished_on, horizon.end)
    return worker.leaves_on is not None and worker.leaves_on < needed_until


def _not_on_full_reduction(
    caseload: Caseload, _: Horizon, worker: Worker, newcomer: Newcomer
) -> bool:
    return reduction_on(caseload, worker, newcomer.from_on) == FULL_REDUCTION


Refuses = Callable[[Caseload, Horizon, Worker, Newcomer], bool]

REFUSES: Mapping[Rule, Refuses] = {
    Rule.NOT_WORKERS: _not_workers,
    Rule.SAME_TEAM: _same_team,
    Rule.ACCEPTS_NEW: _accepts_new,
    Rule.MUSTS_MET: _musts_met,
    Rule.HERE_THROUGHOUT: _here_throughout,
    Rule.NOT_ON_FULL_REDUCTION: _not_on_full_reduction,
}
