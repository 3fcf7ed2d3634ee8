"""Whether a contact plan keeps the rules, found out from the plan and the caseload.

Nothing here knows how the plan was made. It has an answer about any plan, also about
nonsense. Appointments agreed with people stay where they are, so a rule that they break
among themselves is not held against the plan; whatever the plan adds must keep it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from cti.calendar import Horizon
from cti.caseload.caseload import Caseload
from cti.plans import contact_checks, contact_day_checks
from cti.plans.assignment import AssignmentPlan
from cti.plans.contact_needs import contact_needs
from cti.plans.contacts import ContactPlan, ContactRule
from cti.plans.judged_contacts import Broken, JudgedContacts
from cti.plans.words import Words
from cti.units import PersonId, WorkerId

Check = Callable[[JudgedContacts], Iterator[Broken]]

CHECKS: Mapping[ContactRule, Check] = {
    ContactRule.KNOWN_AND_HELD: contact_checks.known_and_held,
    ContactRule.NOT_WHILE_PAUSED: contact_checks.not_while_paused,
    ContactRule.FIXED_APPOINTMENTS_STAY: contact_day_checks.fixed_appointments_stay,
    ContactRule.DAYS_APART: contact_day_checks.days_apart,
    ContactRule.RIGHT_KIND: contact_checks.right_kind,
    ContactRule.RIGHT_PLACE: contact_checks.right_place,
    ContactRule.COVER_FITS: contact_checks.cover_fits,
    ContactRule.ON_THE_GRID: contact_checks.on_the_grid,
    ContactRule.NOT_AWAY: contact_checks.not_away,
    ContactRule.NOT_ON_BANK_HOLIDAYS: contact_checks.not_on_bank_holidays,
    ContactRule.WITHIN_HOURS: contact_checks.within_hours,
    ContactRule.WITHIN_AVAILABILITY: contact_checks.within_availability,
    ContactRule.NOT_IN_TEAM_EVENTS: contact_checks.not_in_team_events,
    ContactRule.NO_OVERLAP_WITH_TRAVEL: contact_day_checks.no_overlap_with_travel,
    ContactRule.DAILY_MINUTES: contact_day_checks.daily_minutes,
    ContactRule.MIDDAY_BREAK: contact_day_checks.midday_break,
}
"""The check for each rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactViolation:
    """One broken rule.

    Attributes
    ----------
    finding
        What is wrong, in one sentence.
    person_id
        None where a worker's whole day is concerned.
    on
        The day.
    """

    rule: ContactRule
    finding: str
    person_id: PersonId | None
    worker_id: WorkerId | None
    on: date


def verify_contacts(
    caseload: Caseload,
    horizon: Horizon,
    assignment: AssignmentPlan,
    plan: ContactPlan,
) -> tuple[ContactViolation, ...]:
    """Return every broken rule; an empty tuple means the plan holds."""
    judged = JudgedContacts(
        caseload=caseload,
        horizon=horizon,
        needs=contact_needs(caseload, horizon, assignment),
        plan=plan,
        words=Words.of(caseload, horizon),
    )
    return tuple(
        ContactViolation(
            rule=rule,
            finding=found.sentence,
            person_id=found.person_id,
            worker_id=found.worker_id,
            on=found.on,
        )
        for rule, check in CHECKS.items()
        for found in check(judged)
    )
