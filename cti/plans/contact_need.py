"""What one person is owed in the coming weeks: by whom, since when, and by when.

`cti.plans.contact_needs` reads this out of the caseload and the assignment plan.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from cti.caseload.caseload import Appointment
from cti.caseload.people import Place, Wishes
from cti.caseload.workers import Worker
from cti.phases import Phase, PhaseClock
from cti.plans.contacts import ContactKind, PlannedContact
from cti.units import PersonId, WorkerId


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """A time in which one worker, or nobody, holds a person.

    Attributes
    ----------
    to_on
        Exclusive.
    """

    worker_id: WorkerId | None
    from_on: date
    to_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingDue:
    """A meeting at the end of a phase.

    Attributes
    ----------
    first_on, last_on
        The days on which it can still be held; both included.
    """

    phase: Phase
    kind: ContactKind
    first_on: date
    last_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstContactDue:
    """A first contact by a new worker.

    Attributes
    ----------
    worker_id
        The new worker.
    with_worker_id
        Who hands over and comes along; None where nobody does.
    from_on
        The day of the start or the handover.
    due_on
        The last day that is not late.
    to_on
        The day from which the new worker holds the person no longer; exclusive.
    """

    worker_id: WorkerId
    with_worker_id: WorkerId | None
    from_on: date
    due_on: date
    to_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactNeed:
    """What one person is owed between the plan date and the end of the contact plan.

    Attributes
    ----------
    from_on, until_on
        The days of support in the plan; ``until_on`` is exclusive.
    since_on
        The day the current gap began.
    ever_met
        Whether ``since_on`` is an achieved contact.
    holdings
        In order of date, from ``from_on`` to ``until_on``.
    usual_weekday, usual_minute
        What they are used to; None where no contact says so.
    familiar
        Workers they have met lately.
    agreed
        Appointments that stand.
    lapsed
        Appointments that cannot be kept.
    expected
        Meetings of the plan in force that the person still expects.
    """

    person_id: PersonId
    team: str
    wishes: Wishes
    clock: PhaseClock
    from_on: date
    until_on: date
    since_on: date
    ever_met: bool
    holdings: tuple[Holding, ...]
    meetings: tuple[MeetingDue, ...] = ()
    first_contacts: tuple[FirstContactDue, ...] = ()
    usual_weekday: int | None = None
    usual_minute: int | None = None
    familiar: frozenset[WorkerId] = frozenset()
    agreed: tuple[PlannedContact, ...] = ()
    lapsed: tuple[Appointment, ...] = ()
    expected: tuple[Appointment, ...] = ()

    def is_supported_on(self, day: date) -> bool:
        """Whether ``day`` is one of support, paused or not."""
        return self.from_on <= day < self.until_on

    def is_open_on(self, day: date) -> bool:
        """Whether a contact may be planned on ``day``."""
        return self.is_supported_on(day) and not self.clock.is_paused_on(day)

    def holder_on(self, day: date) -> WorkerId | None:
        """Return who holds the person on ``day``; None for nobody."""
        for holding in self.holdings:
            if holding.from_on <= day < holding.to_on:
                return holding.worker_id
        return None

    def comes_along(self, worker_id: WorkerId, day: date) -> bool:
        """Whether a worker may join the person's new worker to hand over."""
        return any(
            due.with_worker_id == worker_id and due.from_on <= day < due.to_on
            for due in self.first_contacts
        )

    def is_along(
        self, contact: PlannedContact, others: Iterable[PlannedContact]
    ) -> bool:
        """Whether a row says that a worker comes along to hand over.

        They meet the person at the same moment as the person's new worker.
        """
        holder = self.holder_on(contact.on)
        return self.comes_along(contact.worker_id, contact.on) and any(
            other.at == contact.at and other.worker_id == holder for other in others
        )

    def latest_on(self, earlier: date) -> date | None:
        """Return the last day on which a contact after ``earlier`` is not late.

        None if support was over on ``earlier``.
        """
        phase = self.clock.phase_on(earlier)
        if phase is Phase.FINISHED:
            return None
        cadence = self.clock.programme.cadence[phase]
        return earlier + timedelta(days=cadence.latest_days)

    def unpaused_days(self, from_on: date, to_on: date) -> int:
        """Count the days without a pause from ``from_on`` to before ``to_on``."""
        number = max((to_on - from_on).days, 0)
        days = (from_on + timedelta(days=n) for n in range(number))
        return sum(not self.clock.is_paused_on(day) for day in days)


def planned_place(wishes: Wishes, worker: Worker) -> tuple[str, str | None]:
    """Return where a worker meets somebody: the kind of place and its locality."""
    place = wishes.contact_place
    at_office = place is Place.OFFICE
    return place.value, worker.locality if at_office else wishes.locality
