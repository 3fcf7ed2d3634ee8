"""What pictures of caseloads show: loads, phases, contacts, as far as one may see."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from cti.access import Actor, Permission, can
from cti.calendar import DAYS_PER_WEEK
from cti.caseload.caseload import ContactRecord, Outcome
from cti.caseload.contact_clock import is_case_review
from cti.phases import SUPPORTED, Phase, PhaseClock
from cti.plans.facts import supported
from cti.store.contacts_made import contacts_made
from cti.store.people_seen import about_people
from cti.store.plain import Values
from cti.store.plans import Ids, told_between
from cti.store.unit import Store
from cti.units import PersonId
from cti.usecases.asking_kept import AskedPlan, plan_to_ask

WEEKS = 4
"""So many weeks back, and so many ahead, contacts are counted."""

SPAN = timedelta(days=WEEKS * DAYS_PER_WEEK)


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseContacts:
    """How contacts went with the people of one phase.

    Attributes
    ----------
    phase
        In which the people were on the day of the contact.
    told
        Contacts people were told of in the weeks past.
    achieved, attempted, declined
        What became of contacts in the weeks past, planned or not.
    to_come
        Contacts people are told of in the weeks ahead.
    """

    phase: Phase
    told: int
    achieved: int
    attempted: int
    declined: int
    to_come: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseloadsSeen:
    """A plan as its caseloads are shown to an account.

    Attributes
    ----------
    people
        Those whose phase the account may see.
    contacts
        By phase, all people of the service together.
    """

    plan: AskedPlan
    people: frozenset[PersonId]
    contacts: tuple[PhaseContacts, ...]


def caseloads_seen(
    store: Store, actor: Actor, service_id: str, *, on: date
) -> CaseloadsSeen:
    """Return what the pictures of a service's caseloads show.

    Parameters
    ----------
    on
        The local day from which weeks past and ahead are counted.

    Raises
    ------
    NotNow
        If the service has no plan.
    """
    plan = plan_to_ask(store, service_id, None, with_contacts=False)
    midnight = datetime.combine(on, time())
    with store.reading() as connection:
        about = about_people(connection, [*plan.ids.person.values()], on=on)
        told = told_between(
            connection, service_id, since=midnight - SPAN, until=midnight + SPAN
        )
        known = Ids.of(connection, service_id).turned()
        made = contacts_made(connection, service_id, known=known, since=on - SPAN)
    people = frozenset(
        known
        for known, row in plan.ids.person.items()
        if row in about and can(actor, Permission.PLANNING_READ, about[row]).allowed
    )
    return CaseloadsSeen(
        plan=plan,
        people=frozenset(PersonId(each) for each in people),
        contacts=tuple(_contacts(plan, told, made, on)),
    )


def _contacts(
    plan: AskedPlan, told: Iterable[Values], made: Iterable[ContactRecord], on: date
) -> Iterable[PhaseContacts]:
    known = plan.ids.turned().person
    clocks = {person_id: clock for person_id, clock, _ in supported(plan.facts)}
    past: Counter[Phase | None] = Counter()
    ahead: Counter[Phase | None] = Counter()
    for row in told:
        day = row["at"].date()
        phase = _phase(clocks, PersonId(known[row["person_id"]]), day)
        (past if day < on else ahead)[phase] += 1
    became = _became(made, clocks, on)
    for phase in SUPPORTED:
        yield PhaseContacts(
            phase=phase,
            told=past[phase],
            achieved=became[phase, Outcome.ACHIEVED],
            attempted=became[phase, Outcome.ATTEMPTED],
            declined=became[phase, Outcome.DECLINED],
            to_come=ahead[phase],
        )


def _became(
    made: Iterable[ContactRecord], clocks: Mapping[PersonId, PhaseClock], on: date
) -> Counter[tuple[Phase | None, Outcome]]:
    return Counter(
        (_phase(clocks, each.person_id, each.at.date()), each.outcome)
        for each in made
        if on - SPAN <= each.at.date() < on and not is_case_review(each)
    )


def _phase(
    clocks: Mapping[PersonId, PhaseClock], person_id: PersonId, day: date
) -> Phase | None:
    clock = clocks.get(person_id)
    return None if clock is None else clock.phase_on(day)
