"""Everything a plan is made from, as one value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from cti.caseload.people import Person, Referral
from cti.caseload.workers import Absence, TeamEvent, Worker
from cti.units import PersonId, Sce, WorkerId


class Country(StrEnum):
    """Whose bank holidays are kept."""

    ENGLAND = "England"
    SCOTLAND = "Scotland"
    WALES = "Wales"
    NORTHERN_IRELAND = "Northern Ireland"


class Outcome(StrEnum):
    """How a contact went. Only an achieved one counts as contact."""

    ACHIEVED = "achieved"
    ATTEMPTED = "attempted"
    DECLINED = "declined"
    CANCELLED_BY_US = "cancelled by us"
    COLLATERAL = "collateral"


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """The service, and what holds for all of it.

    Attributes
    ----------
    ceiling
        SCE for one full-time worker.
    horizon_weeks
        How many planning Mondays.
    programme
        The programme of people whose own is blank.
    """

    name: str = ""
    ceiling: Sce = Fraction(20)
    country: Country = Country.ENGLAND
    horizon_weeks: int = 40
    programme: str = "cti"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactRecord:
    """A contact that was made, tried or called off.

    Attributes
    ----------
    at
        Local date and time.
    """

    person_id: PersonId
    worker_id: WorkerId | None
    at: datetime
    kind: str
    outcome: Outcome
    minutes: int | None
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """Somebody's word that this person works with this worker."""

    person_id: PersonId
    worker_id: WorkerId
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """A contact already agreed with the person; it stays where it is.

    Attributes
    ----------
    at
        Local date and time.
    """

    person_id: PersonId
    worker_id: WorkerId
    at: datetime
    minutes: int
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What somebody was told by the plan in force: whom they will work with.

    Attributes
    ----------
    worker_id
        Who holds them at the end of that plan.
    from_on
        The Monday from which; for a referral, the Monday they start.
    """

    person_id: PersonId
    worker_id: WorkerId
    from_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanInForce:
    """What people were told, and expect until they are told otherwise.

    It says nothing of who works with whom today; that is `Person.worker_id`.

    Attributes
    ----------
    on
        The plan date of that plan.
    promises
        At most one for each person and each referral; nobody who has nobody.
    contacts
        The meetings that plan has from the new plan date on. They hold where they can,
        where an `Appointment` of the caseload always does.
    """

    on: date
    promises: tuple[Promise, ...] = ()
    contacts: tuple[Appointment, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Caseload:
    """Everything a plan is made from.

    Nothing here refers to anything that is missing: reading refuses such input. The
    one exception is `Person.worker_id`, which may name a worker who has left.

    Attributes
    ----------
    travel
        Minutes from one locality to another; pairs not named take the default.
    in_force
        The plan that people were told of; None while there is none. It is not part of
        what is read from a spreadsheet.
    """

    service: Service
    workers: tuple[Worker, ...]
    people: tuple[Person, ...]
    referrals: tuple[Referral, ...] = ()
    absences: tuple[Absence, ...] = ()
    contacts: tuple[ContactRecord, ...] = ()
    pins: tuple[Pin, ...] = ()
    events: tuple[TeamEvent, ...] = ()
    appointments: tuple[Appointment, ...] = ()
    travel: Mapping[tuple[str, str], int] = field(default_factory=dict)
    in_force: PlanInForce | None = None

    @cached_property
    def worker(self) -> Mapping[WorkerId, Worker]:
        """Workers by id."""
        return {worker.worker_id: worker for worker in self.workers}

    @cached_property
    def person(self) -> Mapping[PersonId, Person]:
        """People by id."""
        return {person.person_id: person for person in self.people}

    @cached_property
    def referral(self) -> Mapping[PersonId, Referral]:
        """Referrals by id."""
        return {referral.referral_id: referral for referral in self.referrals}

    @cached_property
    def absences_of(self) -> Mapping[WorkerId, tuple[Absence, ...]]:
        """Absences by worker; every worker has an entry."""
        found: dict[WorkerId, list[Absence]] = {w.worker_id: [] for w in self.workers}
        for absence in self.absences:
            found[absence.worker_id].append(absence)
        return {worker_id: tuple(absences) for worker_id, absences in found.items()}

    @cached_property
    def pin_of(self) -> Mapping[PersonId, WorkerId]:
        """The worker each pinned person is pinned to."""
        return {pin.person_id: pin.worker_id for pin in self.pins}

    @cached_property
    def promise_of(self) -> Mapping[PersonId, Promise]:
        """What the plan in force promised, by person; empty while there is none."""
        promises = () if self.in_force is None else self.in_force.promises
        return {promise.person_id: promise for promise in promises}

    def known_as(self, person_id: PersonId) -> str:
        """Return what somebody, supported or referred, is known as."""
        if person_id in self.person:
            return self.person[person_id].known_as
        return self.referral[person_id].known_as
