"""The flags about contact: what is overdue, and the meetings that close a phase."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from fractions import Fraction

from cti.caseload.caseload import Outcome
from cti.caseload.contact_clock import ContactDue
from cti.phases import TIMED, Phase
from cti.plans.contacts import CONTACT_DAYS, ContactKind, ContactPlan
from cti.plans.document import Flag, FlagKind
from cti.plans.facts import PlanFacts, supported
from cti.plans.words import sentence, short
from cti.units import PersonId


def contact_overdue(
    facts: PlanFacts, contact_plan: ContactPlan | None = None
) -> Iterator[Flag]:
    """Flag everybody whose next contact is late on the plan date."""
    for person_id, due in facts.contacts_due.items():
        if due.overdue_days:
            yield Flag(
                kind=FlagKind.CONTACT_OVERDUE,
                worker_id=facts.holder_on(person_id),
                person_id=person_id,
                from_on=due.latest_on + timedelta(days=1),
                to_on=facts.horizon.on,
                amount=Fraction(due.overdue_days),
                message=_overdue_message(facts, person_id, due),
                suggestion=next_planned(facts, contact_plan, person_id)
                or "Agree a day with them this week.",
            )


def meeting_due(
    facts: PlanFacts, contact_plan: ContactPlan | None = None
) -> Iterator[Flag]:
    """Flag each meeting at the end of a phase that ends in the coming four weeks."""
    on = facts.horizon.on
    for person_id, clock, since in supported(facts):
        for phase in TIMED:
            first, last = clock.meeting_window(phase)
            due = since <= last < on + timedelta(days=CONTACT_DAYS)
            if not due or clock.is_paused_on(last):
                continue
            kind = closing_meeting(phase)
            if not _is_held(facts, person_id, first, kind):
                planned = next_planned(facts, contact_plan, person_id, (kind,))
                yield Flag(
                    kind=FlagKind.MEETING_DUE,
                    worker_id=facts.holder_on(person_id, last),
                    person_id=person_id,
                    from_on=first,
                    to_on=last,
                    message=_meeting_message(facts, person_id, phase, (first, last)),
                    suggestion=planned
                    or "Agree a day with them and the people who matter to them.",
                )


def closing_meeting(phase: Phase) -> ContactKind:
    """Return the kind of meeting that closes a phase."""
    is_last = phase is TIMED[-1]
    return ContactKind.FINAL_MEETING if is_last else ContactKind.NETWORK_MEETING


def next_planned(
    facts: PlanFacts,
    contact_plan: ContactPlan | None,
    person_id: PersonId,
    kinds: Collection[ContactKind] = tuple(ContactKind),
) -> str:
    """Say when somebody is met next in a contact plan; empty if that is not planned."""
    planned = contact_plan.of.get(person_id, ()) if contact_plan is not None else ()
    found = min(
        (contact for contact in planned if contact.kind in kinds),
        # At a warm handover two come at the same moment: who goes on is named.
        key=lambda each: (
            each.at,
            each.worker_id != facts.holder_on(person_id, each.on),
        ),
        default=None,
    )
    if found is None:
        return ""
    worker = facts.words.worker(found.worker_id)
    return f"{worker} meets them on {facts.words.day(found.on)} at {found.at:%H:%M}."


def _overdue_message(facts: PlanFacts, person_id: PersonId, due: ContactDue) -> str:
    words, person = facts.words, facts.words.person(person_id)
    since = words.day(due.since_on)
    by = f"the next contact was due by {words.day(due.latest_on)}"
    tried = _tried_on(facts, person_id, due.since_on)
    also = f", with a try on {words.day(tried)}" if tried is not None else ""
    if due.ever_met:
        return f"{person} was last met on {since}{also}; {by}."
    began = f"no contact with {person} is recorded since support started on {since}"
    return sentence(f"{began}{also}; {by}")


def _tried_on(facts: PlanFacts, person_id: PersonId, since_on: date) -> date | None:
    """Return the last day somebody tried to meet the person, since they last did."""
    tried = (
        record.at.date()
        for record in facts.contacts_of.get(person_id, ())
        if record.outcome is Outcome.ATTEMPTED
    )
    days = [day for day in tried if since_on < day <= facts.horizon.on]
    return max(days, default=None)


def _is_held(
    facts: PlanFacts, person_id: PersonId, first: date, kind: ContactKind
) -> bool:
    """Whether the meeting was held already, from the first day of its window."""
    return any(
        record.kind.strip().lower() == kind
        and record.outcome is Outcome.ACHIEVED
        and first <= record.at.date() <= facts.horizon.on
        for record in facts.contacts_of.get(person_id, ())
    )


def _meeting_message(
    facts: PlanFacts, person_id: PersonId, phase: Phase, window: tuple[date, date]
) -> str:
    words, persons = facts.words, facts.words.persons(person_id)
    first, last = (words.day(day) for day in window)
    if closing_meeting(phase) is ContactKind.FINAL_MEETING:
        meeting = f"The final meeting of {persons} support"
    else:
        meeting = f"The network meeting at the end of {persons} {short(phase)}"
    return f"{meeting} is due from {first} to {last}."
