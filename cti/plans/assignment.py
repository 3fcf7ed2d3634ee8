"""An assignment plan: who works with whom, from when to when, by which rules."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from cti.units import PersonId, WorkerId


class Rule(StrEnum):
    """The rules of an assignment plan; never broken, whatever it costs.

    Each has a constraint in ``cti.solver.assignment`` and a check in
    ``cti.plans.verify``, written apart and compared by the tests.
    """

    EVERYBODY_ONCE = "everybody_once"
    KNOWN_NAMES = "known_names"
    ALLOWED_DATES = "allowed_dates"
    PINS_HOLD = "pins_hold"
    STARTS_PROMISED = "starts_promised"
    NOT_WORKERS = "not_workers"
    SAME_TEAM = "same_team"
    ACCEPTS_NEW = "accepts_new"
    MUSTS_MET = "musts_met"
    HERE_THROUGHOUT = "here_throughout"
    NOT_ON_FULL_REDUCTION = "not_on_full_reduction"
    COVERED_WHERE_POSSIBLE = "covered_where_possible"


@dataclass(frozen=True, slots=True, order=True)
class Stay:
    """One person with one worker for a time.

    Attributes
    ----------
    worker_id
        None while nobody can be found: the person is uncovered.
    from_on
        A planning Monday.
    to_on
        The Monday from which it is over, exclusive; None for onwards.
    """

    person_id: PersonId
    from_on: date
    worker_id: WorkerId | None
    to_on: date | None = None

    def covers(self, day: date) -> bool:
        """Whether ``day`` lies in the stay."""
        return self.from_on <= day and (self.to_on is None or day < self.to_on)


@dataclass(frozen=True)
class AssignmentPlan:
    """Who works with whom.

    Attributes
    ----------
    stays
        In order of person and date. A referral without a stay is not placed.
    """

    stays: tuple[Stay, ...]

    def __post_init__(self) -> None:
        in_order = tuple(sorted(self.stays, key=lambda s: (s.person_id, s.from_on)))
        object.__setattr__(self, "stays", in_order)

    @cached_property
    def of(self) -> Mapping[PersonId, tuple[Stay, ...]]:
        """The stays of each person, in order of date."""
        found: dict[PersonId, list[Stay]] = {}
        for stay in self.stays:
            found.setdefault(stay.person_id, []).append(stay)
        return {person_id: tuple(stays) for person_id, stays in found.items()}

    def worker_on(self, person_id: PersonId, day: date) -> WorkerId | None:
        """Return who works with a person on ``day``; None for nobody."""
        for stay in self.of.get(person_id, ()):
            if stay.covers(day):
                return stay.worker_id
        return None
