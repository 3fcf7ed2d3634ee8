"""A contact plan laid out so that rule after rule can be looked at."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from cti.calendar import Horizon
from cti.caseload.caseload import Caseload
from cti.caseload.workers import Worker
from cti.plans.contact_day import ContactDay, contact_day
from cti.plans.contact_need import ContactNeed
from cti.plans.contacts import ContactPlan, PlannedContact
from cti.plans.words import Words
from cti.units import PersonId, WorkerId

FixedAs = tuple[PersonId, WorkerId, datetime, int]
"""Person, worker, moment and minutes: what an appointment fixes."""


def fixed_as(contact: PlannedContact) -> FixedAs:
    """Return what an appointment for this contact would fix."""
    return contact.person_id, contact.worker_id, contact.at, contact.minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """Where a rule is broken, before the rule's name is put to it."""

    sentence: str
    person_id: PersonId | None
    worker_id: WorkerId | None
    on: date


@dataclass(frozen=True)
class JudgedContacts:
    """A plan and everything needed to judge it."""

    caseload: Caseload
    horizon: Horizon
    needs: Mapping[PersonId, ContactNeed]
    plan: ContactPlan
    words: Words

    @cached_property
    def fixed(self) -> frozenset[FixedAs]:
        """Person, worker, moment and length of every appointment that stands."""
        return frozenset(
            fixed_as(each) for need in self.needs.values() for each in need.agreed
        )

    def is_agreed(self, contact: PlannedContact) -> bool:
        """Whether a planned contact is an appointment that stands."""
        return fixed_as(contact) in self.fixed

    @cached_property
    def added(self) -> tuple[PlannedContact, ...]:
        """What the plan adds to the appointments, among people and workers known."""
        return tuple(
            contact
            for contact in self.plan.contacts
            if self.is_known(contact) and not self.is_agreed(contact)
        )

    def is_known(self, contact: PlannedContact) -> bool:
        """Whether person and worker are known and the day is one of support."""
        need = self.needs.get(contact.person_id)
        return (
            need is not None
            and contact.worker_id in self.caseload.worker
            and need.is_supported_on(contact.on)
        )

    def is_along(self, contact: PlannedContact) -> bool:
        """Whether a worker comes along to hand over, beside the person's new worker."""
        others = self.plan.of[contact.person_id]
        return self.needs[contact.person_id].is_along(contact, others)

    def worker(self, contact: PlannedContact) -> Worker:
        """Return who makes a contact; known."""
        return self.caseload.worker[contact.worker_id]

    @cached_property
    def days(self) -> tuple[ContactDay, ...]:
        """Every worker's days with contacts."""
        found: dict[tuple[WorkerId, date], list[PlannedContact]] = {}
        for contact in self.plan.contacts:
            if self.is_known(contact):
                found.setdefault((contact.worker_id, contact.on), []).append(contact)
        return tuple(
            contact_day(self.caseload, self.caseload.worker[worker_id], on, contacts)
            for (worker_id, on), contacts in found.items()
        )

    def adds_to(self, day: ContactDay) -> bool:
        """Whether the plan adds anything to a day's appointments."""
        return not all(self.is_agreed(contact) for contact in day.contacts)

    def about(self, contact: PlannedContact, what: str) -> Broken:
        """Say something of one contact: "Alex meets Sam on …, <what>"."""
        names = (
            f"{self.words.worker(contact.worker_id)} meets "
            f"{self.words.person(contact.person_id)}"
        )
        return Broken(
            sentence=f"{names} on {self.moment(contact)}, {what}.",
            person_id=contact.person_id,
            worker_id=contact.worker_id,
            on=contact.on,
        )

    def moment(self, contact: PlannedContact) -> str:
        """Say when a contact is."""
        return f"{contact.at:%A} {self.words.day(contact.on)} at {contact.at:%H:%M}"
