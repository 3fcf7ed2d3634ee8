"""Who supports people, when they work, and when they are away."""

from dataclasses import dataclass
from datetime import date, time
from fractions import Fraction

from cti.caseload.hours import WeekHours
from cti.units import Sce, WorkerId

FULL_REDUCTION = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """Somebody who supports people.

    Attributes
    ----------
    fte
        Share of a full-time post, 0 to 1 and a little over; exact.
    ceiling
        SCE agreed with this worker, whatever their hours; None for the service's.
    starts_on
        First day at work; None if here already.
    leaves_on
        First day no longer here; None if staying.
    works
        Hours of the week.
    """

    worker_id: WorkerId
    name: str
    team: str
    fte: Fraction
    ceiling: Sce | None
    starts_on: date | None
    leaves_on: date | None
    languages: frozenset[str]
    specialisms: frozenset[str]
    gender: str | None
    locality: str | None
    accepts_new: bool
    works: WeekHours


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Time away, or time with a smaller caseload.

    Attributes
    ----------
    to_on
        The last day; inclusive, as people write it.
    load_reduction
        Per cent off the ceiling. 0 is ordinary leave: away, but the caseload stays.
        100 is away with nobody held; between, at work with a smaller caseload.
    """

    worker_id: WorkerId
    from_on: date
    to_on: date
    kind: str
    load_reduction: int

    def covers(self, day: date) -> bool:
        """Whether ``day`` is one of the absence's days."""
        return self.from_on <= day <= self.to_on

    @property
    def is_away(self) -> bool:
        """Whether the worker meets nobody in this time."""
        return self.load_reduction in {0, FULL_REDUCTION}


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamEvent:
    """Something a whole team does every week.

    Attributes
    ----------
    weekday
        0 for Monday to 6 for Sunday.
    start
        Local time.
    """

    team: str
    title: str
    weekday: int
    start: time
    minutes: int
