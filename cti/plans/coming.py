"""The phases that begin soon, and the support that ends soon."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from cti.phases import Phase
from cti.plans.facts import PlanFacts, supported
from cti.units import PersonId, Sce, WorkerId

SOON_DAYS = 14
"""How far ahead a phase change is announced."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComingChange:
    """A phase that begins soon, or the end of support.

    Attributes
    ----------
    phase
        The one that begins; `Phase.FINISHED` for the end.
    weight_before, weight_after
        What the person counts for on the day before and on the day, SCE.
    """

    person_id: PersonId
    worker_id: WorkerId | None
    on: date
    phase: Phase
    weight_before: Sce
    weight_after: Sce


def coming_changes(facts: PlanFacts) -> tuple[ComingChange, ...]:
    """Return the changes of the 14 days after the plan date, by date and person.

    A referral's changes count from the day it starts.
    """
    return tuple(sorted(_changes(facts), key=lambda each: (each.on, each.person_id)))


def _changes(facts: PlanFacts) -> Iterator[ComingChange]:
    on = facts.horizon.on
    for person_id, clock, since in supported(facts):
        for day, phase in clock.changes(after=on, until=on + timedelta(days=SOON_DAYS)):
            if day >= since:
                yield ComingChange(
                    person_id=person_id,
                    worker_id=facts.holder_on(person_id, day),
                    on=day,
                    phase=phase,
                    weight_before=clock.weight_on(day - timedelta(days=1)),
                    weight_after=clock.weight_on(day),
                )
