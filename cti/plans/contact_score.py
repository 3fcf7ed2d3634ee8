"""What a contact plan costs, and the facts behind each part of it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cti.caseload.caseload import Appointment
from cti.phases import Phase
from cti.plans.contact_need import FirstContactDue, MeetingDue
from cti.plans.cost import ContactCost
from cti.units import PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class LateGap:
    """A gap between two contacts that is longer than it should be.

    Attributes
    ----------
    from_on, to_on
        The contact before and the contact after, or the end of the plan or support.
    latest_on
        The last day that would not have been late.
    phase
        The phase on ``from_on``, whose rhythm applies.
    days
        Late days in the plan, without a pause.
    ends_with_contact
        Whether there is a contact on ``to_on``.
    """

    person_id: PersonId
    from_on: date
    latest_on: date
    to_on: date
    phase: Phase
    days: int
    ends_with_contact: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LateFirstContact:
    """A first contact later than it should be, or not in the plan at all.

    Attributes
    ----------
    on
        None if it is not in the plan.
    days
        Late days in the plan, without a pause.
    """

    person_id: PersonId
    due: FirstContactDue
    on: date | None
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedMeeting:
    """A phase-end meeting that is not in the plan."""

    person_id: PersonId
    due: MeetingDue


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactScore:
    """The cost of a contact plan, with the facts behind it.

    Attributes
    ----------
    late
        Late gaps, in order of person and date.
    contacts
        How many, a handover with two workers counted once.
    cover, familiar_cover
        Contacts by somebody else; and those of them by somebody the person knows.
    other_weekday, other_time
        Contacts off somebody's usual weekday; more than an hour off their usual time.
    travel_minutes
        All minutes on the way.
    lapsed
        Agreed appointments that cannot be kept.
    moved
        Meetings of the plan in force that people expect and this plan does not have.
    """

    cost: ContactCost
    late: tuple[LateGap, ...]
    late_first_contacts: tuple[LateFirstContact, ...]
    missed_meetings: tuple[MissedMeeting, ...]
    contacts: int
    cover: int
    familiar_cover: int
    other_weekday: int
    other_time: int
    travel_minutes: int
    lapsed: tuple[Appointment, ...]
    moved: tuple[Appointment, ...] = ()

    @property
    def late_days(self) -> int:
        """Late days of all gaps; those of first contacts are counted apart."""
        return sum(gap.days for gap in self.late)

    @property
    def late_days_of(self) -> Mapping[PersonId, int]:
        """Late days of everybody who has any."""
        days: Counter[PersonId] = Counter()
        for gap in self.late:
            days[gap.person_id] += gap.days
        return days
