"""What a contact plan costs, recomputed from the plan and the caseload alone.

Nothing here knows how the plan was found. It has an answer about any plan; a contact of
nobody known, or outside the days of support, counts for nothing.

How a late day is counted: a gap is late from the day the rhythm and its tolerance of
the phase on its earlier date allow, to its later date. Days before the plan date, and
days of a pause, are left out. The last gap runs to the end of the contact plan, or of
support if that comes first. The row of a worker who comes along to a handover costs its
way and nothing else. A meeting of the plan in force is kept by a row with the same
person and worker at the same moment, however long it is now and whatever it is called.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise

from cti.calendar import Horizon
from cti.caseload.caseload import Appointment, Caseload
from cti.caseload.hours import MINUTES_PER_HOUR, minute_of
from cti.plans.assignment import AssignmentPlan
from cti.plans.contact_day import contact_day
from cti.plans.contact_need import ContactNeed, FirstContactDue
from cti.plans.contact_needs import contact_needs
from cti.plans.contact_score import (
    ContactScore,
    LateFirstContact,
    LateGap,
    MissedMeeting,
)
from cti.plans.contacts import ContactPlan, PlannedContact
from cti.plans.cost import ContactCost
from cti.plans.policy import ContactPrices
from cti.units import PersonId, WorkerId

NEAR_MINUTES = MINUTES_PER_HOUR
"""How far from the usual time is still the usual time."""


def score_contacts(
    caseload: Caseload,
    horizon: Horizon,
    assignment: AssignmentPlan,
    plan: ContactPlan,
    prices: ContactPrices,
) -> ContactScore:
    """Return the cost of a contact plan, exact, and the facts behind it."""
    needs = contact_needs(caseload, horizon, assignment)
    rows = _rows(caseload, needs, plan)
    late = [gap for need in needs.values() for gap in _late_gaps(need, rows)]
    firsts = [each for need in needs.values() for each in _late_firsts(need, rows)]
    missed = [each for need in needs.values() for each in _missed(need, rows)]
    moved = [each for need in needs.values() for each in _moved(need, rows)]
    met = {person_id: _met(need, rows) for person_id, need in needs.items()}
    covers = [
        contact.worker_id in needs[person_id].familiar
        for person_id, contacts in met.items()
        for contact in contacts
        if contact.worker_id != needs[person_id].holder_on(contact.on)
    ]
    weekdays = sum(_off_weekday(needs[each], met[each]) for each in needs)
    times = sum(_off_time(needs[each], met[each]) for each in needs)
    travel = _travel_minutes(caseload, rows)
    first_days = sum(each.days for each in firsts)
    strangers = len(covers) - sum(covers)
    cost = ContactCost(
        late=sum(
            (prices.late_day[gap.phase] * gap.days for gap in late), start=Fraction(0)
        ),
        first_contact=prices.first_contact_day * first_days,
        meetings=prices.meeting_missed * len(missed),
        cover=prices.cover * strangers + prices.familiar_cover * sum(covers),
        regularity=prices.other_weekday * weekdays + prices.other_time * times,
        travel=prices.travel_minute * travel,
        moved=prices.moved * len(moved),
    )
    return ContactScore(
        cost=cost,
        late=tuple(late),
        late_first_contacts=tuple(firsts),
        missed_meetings=tuple(missed),
        contacts=sum(len(contacts) for contacts in met.values()),
        cover=len(covers),
        familiar_cover=sum(covers),
        other_weekday=weekdays,
        other_time=times,
        travel_minutes=travel,
        lapsed=tuple(each for need in needs.values() for each in need.lapsed),
        moved=tuple(moved),
    )


Rows = Mapping[PersonId, Sequence[PlannedContact]]


def _rows(
    caseload: Caseload, needs: Mapping[PersonId, ContactNeed], plan: ContactPlan
) -> Rows:
    """Keep the rows that mean something, by person, in order of time."""
    found: dict[PersonId, list[PlannedContact]] = {each: [] for each in needs}
    for contact in plan.contacts:
        need = needs.get(contact.person_id)
        known = need is not None and need.is_supported_on(contact.on)
        if known and contact.worker_id in caseload.worker:
            found[contact.person_id].append(contact)
    return found


def _met(need: ContactNeed, rows: Rows) -> list[PlannedContact]:
    """Return somebody's contacts, without the rows of workers who come along."""
    own = rows[need.person_id]
    return [contact for contact in own if not need.is_along(contact, own)]


def _late_gaps(need: ContactNeed, rows: Rows) -> Iterator[LateGap]:
    days = sorted({contact.on for contact in rows[need.person_id]})
    for earlier, later in pairwise([need.since_on, *days, need.until_on]):
        latest = need.latest_on(earlier)
        if latest is None:
            continue
        late = need.unpaused_days(max(latest, need.from_on), later)
        if late:
            yield LateGap(
                person_id=need.person_id,
                from_on=earlier,
                latest_on=latest,
                to_on=later,
                phase=need.clock.phase_on(earlier),
                days=late,
                ends_with_contact=later in days,
            )


def _late_firsts(need: ContactNeed, rows: Rows) -> Iterator[LateFirstContact]:
    for due in need.first_contacts:
        on = next(_first_contacts(due, rows[need.person_id]), None)
        until = min(due.to_on, need.until_on) if on is None else on
        late = need.unpaused_days(max(due.due_on, need.from_on), until)
        if late:
            yield LateFirstContact(person_id=need.person_id, due=due, on=on, days=late)


def _first_contacts(
    due: FirstContactDue, rows: Sequence[PlannedContact]
) -> Iterator[date]:
    """Yield the days on which the new worker meets the person as they should."""
    along = {row.at for row in rows if row.worker_id == due.with_worker_id}
    for row in rows:
        met = row.worker_id == due.worker_id and due.from_on <= row.on < due.to_on
        if met and (due.with_worker_id is None or row.at in along):
            yield row.on


def _missed(need: ContactNeed, rows: Rows) -> Iterator[MissedMeeting]:
    for due in need.meetings:
        held = any(
            row.kind is due.kind and due.first_on <= row.on <= due.last_on
            for row in rows[need.person_id]
        )
        if not held:
            yield MissedMeeting(person_id=need.person_id, due=due)


def _moved(need: ContactNeed, rows: Rows) -> Iterator[Appointment]:
    planned = {(row.worker_id, row.at) for row in rows[need.person_id]}
    for each in need.expected:
        if (each.worker_id, each.at) not in planned:
            yield each


def _off_weekday(need: ContactNeed, met: Sequence[PlannedContact]) -> int:
    weekdays = [contact.at.weekday() for contact in met]
    usual = need.usual_weekday
    if usual is None:
        usual = _commonest(weekdays)
    return sum(weekday != usual for weekday in weekdays)


def _off_time(need: ContactNeed, met: Sequence[PlannedContact]) -> int:
    minutes = [minute_of(contact.at.time()) for contact in met]
    usual = need.usual_minute
    if usual is None:
        usual = _commonest(minutes)
    return sum(abs(minute - usual) > NEAR_MINUTES for minute in minutes)


def _commonest(values: Sequence[int]) -> int:
    """Return the commonest value; of several, the one that comes first."""
    ranked = Counter(values).most_common(1)
    return ranked[0][0] if ranked else 0


def _travel_minutes(caseload: Caseload, rows: Rows) -> int:
    days: dict[tuple[WorkerId, date], list[PlannedContact]] = {}
    for contacts in rows.values():
        for contact in contacts:
            days.setdefault((contact.worker_id, contact.on), []).append(contact)
    return sum(
        contact_day(caseload, caseload.worker[worker_id], on, contacts).travel_minutes()
        for (worker_id, on), contacts in days.items()
    )
