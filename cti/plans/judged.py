"""A plan beside its caseload, and what every check of it looks up."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from cti.calendar import Horizon
from cti.caseload.caseload import Caseload
from cti.caseload.clocks import OpenPerson, referral_clock
from cti.caseload.people import Wishes
from cti.caseload.workers import Worker
from cti.plans.assignment import AssignmentPlan, Stay
from cti.plans.policy import Policy
from cti.units import PersonId, WorkerId


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A plan beside its caseload, with what several checks look up.

    Attributes
    ----------
    people
        Everybody a plan must provide for.
    """

    caseload: Caseload
    horizon: Horizon
    policy: Policy
    people: Mapping[PersonId, OpenPerson]
    plan: AssignmentPlan

    def called(self, person_id: PersonId) -> str:
        """Return how a finding names somebody."""
        if person_id in self.caseload.person or person_id in self.caseload.referral:
            return f"{self.caseload.known_as(person_id)} ({person_id})"
        return str(person_id)

    def wishes(self, person_id: PersonId) -> Wishes:
        """Return what somebody in the caseload wishes."""
        if person_id in self.caseload.person:
            return self.caseload.person[person_id].wishes
        return self.caseload.referral[person_id].wishes

    def finished_on(self, person_id: PersonId) -> date:
        """Return the first day after somebody's support."""
        if person_id in self.people:
            return self.people[person_id].clock.finished_on
        referral = self.caseload.referral[person_id]
        start_on = min(self.plan.of[person_id][0].from_on, self.horizon.end)
        return referral_clock(referral, start_on).finished_on

    def arrivals(self) -> Iterator[tuple[Stay, Worker]]:
        """Yield each stay by which a worker takes on somebody new to them."""
        for person_id, stays in self.plan.of.items():
            if person_id not in self.people and person_id not in self.caseload.referral:
                continue
            person = self.caseload.person.get(person_id)
            had = person.worker_id if person is not None else None
            for stay in stays:
                worker = self.caseload.worker.get(stay.worker_id or WorkerId(""))
                if worker is not None and stay.worker_id != had:
                    yield stay, worker
                had = stay.worker_id

    def going_on(self, person_id: PersonId) -> Worker | None:
        """Return the worker somebody has and may keep for now."""
        person = self.caseload.person[person_id]
        if person.worker_id is None or person.worker_id in person.wishes.not_workers:
            return None
        return self.caseload.worker.get(person.worker_id)

    def gone_from(self, person_id: PersonId) -> date | None:
        """Return the first Monday somebody open no longer has the worker they had."""
        worker = self.going_on(person_id)
        if worker is None or worker.leaves_on is None:
            return None
        week = self.horizon.week_from(worker.leaves_on)
        still_open = any(self.people[person_id].weights[week:])
        return self.horizon.mondays[week] if still_open else None

    def is_pinned_to_own(self, person_id: PersonId) -> bool:
        """Whether somebody is pinned to the worker they have."""
        worker_id = self.caseload.person[person_id].worker_id
        pinned = self.caseload.pin_of.get(person_id)
        return pinned is not None and pinned == worker_id
