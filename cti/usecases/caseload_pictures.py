"""What pictures of caseloads show: loads, phases, contacts, as far as one may see."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from cti.access import Actor, Permission
from cti.calendar import DAYS_PER_WEEK
from cti.caseload.caseload import Outcome
from cti.caseload.contact_clock import is_kind_of_review
from cti.phases import SUPPORTED, Phase, PhaseClock
from cti.plans.facts import supported
from cti.store.contacts_made import Became, what_became
from cti.store.people_seen import people_allowed
from cti.store.plans import told_between
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
        ours = people_allowed(
            connection, actor, Permission.PLANNING_READ, service_id, on=on
        )
        told = told_between(
            connection, service_id, since=midnight - SPAN, until=midnight + SPAN
        )
        became = what_became(
            connection, service_id, since=midnight - SPAN, until=midnight
        )
    return CaseloadsSeen(
        plan=plan,
        people=frozenset(
            PersonId(known) for known, row in plan.ids.person.items() if row in ours
        ),
        contacts=tuple(_contacts(plan, told, became, on)),
    )


def _contacts(
    plan: AskedPlan,
    told: Iterable[tuple[str, datetime]],
    became: Iterable[Became],
    on: date,
) -> Iterable[PhaseContacts]:
    clocks = {
        plan.ids.person[person_id]: clock
        for person_id, clock, _ in supported(plan.facts)
    }
    past: Counter[Phase | None] = Counter()
    ahead: Counter[Phase | None] = Counter()
    for row_id, at in told:
        day = at.date()
        (past if day < on else ahead)[_phase(clocks, row_id, day)] += 1
    outcomes = Counter(
        (_phase(clocks, each.person_id, each.at.date()), each.outcome)
        for each in became
        if not is_kind_of_review(each.kind)
    )
    for phase in SUPPORTED:
        yield PhaseContacts(
            phase=phase,
            told=past[phase],
            achieved=outcomes[phase, Outcome.ACHIEVED],
            attempted=outcomes[phase, Outcome.ATTEMPTED],
            declined=outcomes[phase, Outcome.DECLINED],
            to_come=ahead[phase],
        )


def _phase(clocks: Mapping[str, PhaseClock], row_id: str, day: date) -> Phase | None:
    clock = clocks.get(row_id)
    return None if clock is None else clock.phase_on(day)
