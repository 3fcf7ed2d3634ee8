"""How much each worker holds on each planning Monday, and how much is agreed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction

from cti.calendar import Horizon
from cti.caseload.caseload import Caseload
from cti.caseload.workers import Worker
from cti.units import Sce, WorkerId

PER_CENT = 100


def ceilings(
    caseload: Caseload, horizon: Horizon
) -> Mapping[WorkerId, tuple[Sce, ...]]:
    """Return every worker's ceiling on every planning Monday.

    Returns
    -------
    Shape ``(horizon.weeks,)`` for each worker, SCE, exact.
    """
    return {
        worker.worker_id: tuple(
            ceiling_on(caseload, worker, monday) for monday in horizon.mondays
        )
        for worker in caseload.workers
    }


def ceiling_on(caseload: Caseload, worker: Worker, day: date) -> Sce:
    """Return the SCE agreed with ``worker`` on ``day``.

    Nothing before they start and from the day they leave. Absences that overlap do not
    add up: the largest reduction counts. Ordinary leave takes nothing off.
    """
    if worker.starts_on is not None and day < worker.starts_on:
        return Fraction(0)
    if worker.leaves_on is not None and day >= worker.leaves_on:
        return Fraction(0)
    agreed = worker.ceiling
    if agreed is None:
        agreed = caseload.service.ceiling * worker.fte
    kept = PER_CENT - reduction_on(caseload, worker, day)
    return agreed * Fraction(kept, PER_CENT)


def reduction_on(caseload: Caseload, worker: Worker, day: date) -> int:
    """Return the per cent taken off a worker's ceiling on ``day``; 0 to 100."""
    return max(
        (
            absence.load_reduction
            for absence in caseload.absences_of[worker.worker_id]
            if absence.covers(day)
        ),
        default=0,
    )


def total(profiles: Iterable[Sequence[Sce]], weeks: int) -> tuple[Sce, ...]:
    """Add up what several people weigh, Monday by Monday.

    Parameters
    ----------
    profiles
        Each of shape ``(weeks,)``, SCE.

    Returns
    -------
    Shape ``(weeks,)``, SCE.
    """
    loads = [Fraction(0)] * weeks
    for profile in profiles:
        loads = [load + more for load, more in zip(loads, profile, strict=True)]
    return tuple(loads)
