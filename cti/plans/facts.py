"""One plan, with what is worked out from it once and spoken of in many places."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from cti.calendar import Horizon
from cti.caseload.caseload import Caseload, ContactRecord
from cti.caseload.clocks import OpenPerson, open_people, referral_clock
from cti.caseload.contact_clock import ContactDue, contacts_due
from cti.caseload.people import Person, Referral
from cti.phases import PhaseClock
from cti.plans.alternatives import Alternative, Board
from cti.plans.assignment import AssignmentPlan
from cti.plans.document import LoadRow
from cti.plans.loads import (
    Held,
    Overload,
    holdings,
    load_rows,
    loads_by_worker,
    overloads,
)
from cti.plans.policy import Policy
from cti.plans.ways import Way, WayKind, current_worker, leaving_week
from cti.plans.words import Words
from cti.units import PersonId, WorkerId


@dataclass(frozen=True, kw_only=True)
class PlanFacts:
    """A plan and the caseload it is for; the rest is worked out when it is asked for.

    Attributes
    ----------
    horizon
        Its plan date is the day everything is seen from.
    """

    caseload: Caseload
    horizon: Horizon
    plan: AssignmentPlan
    policy: Policy

    @cached_property
    def words(self) -> Words:
        """What everybody is called."""
        return Words.of(self.caseload, self.horizon)

    @cached_property
    def open(self) -> Mapping[PersonId, OpenPerson]:
        """Everybody a plan must provide for."""
        return open_people(self.caseload, self.horizon)

    @cached_property
    def held(self) -> Mapping[WorkerId, tuple[Held, ...]]:
        """Whom each worker holds."""
        return holdings(self.caseload, self.horizon, self.plan)

    @cached_property
    def held_of(self) -> Mapping[PersonId, tuple[Held, ...]]:
        """With whom each person is held, and what they weigh there."""
        found: dict[PersonId, list[Held]] = {}
        for held in (each for people in self.held.values() for each in people):
            found.setdefault(held.person_id, []).append(held)
        return {person_id: tuple(held) for person_id, held in found.items()}

    @cached_property
    def loads(self) -> tuple[LoadRow, ...]:
        """What every worker holds on every Monday."""
        return load_rows(self.caseload, self.horizon, self.plan)

    @cached_property
    def loads_of(self) -> Mapping[WorkerId, tuple[LoadRow, ...]]:
        """The same by worker, in order of Monday."""
        return loads_by_worker(self.loads)

    @cached_property
    def overloads(self) -> tuple[Overload, ...]:
        """Every unbroken run of Mondays over a ceiling."""
        return overloads(self.loads)

    @cached_property
    def board(self) -> Board:
        """The plan laid out to ask what one change would add."""
        return Board(self.caseload, self.horizon, self.plan, self.policy)

    @cached_property
    def alternatives(self) -> Mapping[PersonId, tuple[Alternative, ...]]:
        """Every single change to the plan and what it would add, cheapest first."""
        return self.board.for_everybody()

    @cached_property
    def contacts_due(self) -> Mapping[PersonId, ContactDue]:
        """Where everybody stands in the rhythm of contact on the plan date."""
        return contacts_due(self.caseload, self.horizon)

    @cached_property
    def contacts_of(self) -> Mapping[PersonId, tuple[ContactRecord, ...]]:
        """Every record of each person, as the caseload lists them."""
        found: dict[PersonId, list[ContactRecord]] = {}
        for record in self.caseload.contacts:
            found.setdefault(record.person_id, []).append(record)
        return {person_id: tuple(records) for person_id, records in found.items()}

    @cached_property
    def ways(self) -> Mapping[PersonId, Way]:
        """What the plan has everybody open and everybody referred do."""
        found = {
            person_id: _person_way(self, each) for person_id, each in self.open.items()
        }
        for referral in self.caseload.referrals:
            found[referral.referral_id] = _referral_way(self, referral)
        return found

    def holder_on(
        self, person_id: PersonId, day: date | None = None
    ) -> WorkerId | None:
        """Return who works with somebody on a day, the plan date unless it is given.

        A plan begins on its first Monday; before that, who holds them then is meant.
        """
        start = self.horizon.start
        return self.plan.worker_on(person_id, max(day or start, start))

    def whom(self, person_id: PersonId) -> Person | Referral:
        """Return somebody's row, whether they are supported or referred."""
        if person_id in self.caseload.person:
            return self.caseload.person[person_id]
        return self.caseload.referral[person_id]


def supported(facts: PlanFacts) -> Iterator[tuple[PersonId, PhaseClock, date]]:
    """Yield everybody supported in a plan, with their clock, and the day it begins.

    Yields
    ------
    Open people from the plan date; referrals from their start.
    """
    for person_id, open_person in facts.open.items():
        yield person_id, open_person.clock, facts.horizon.on
    for referral in facts.caseload.referrals:
        way = facts.ways[referral.referral_id]
        if way.kind is WayKind.STARTS:
            start_on = facts.horizon.mondays[way.from_week]
            yield referral.referral_id, referral_clock(referral, start_on), start_on


def _person_way(facts: PlanFacts, open_person: OpenPerson) -> Way:
    person = open_person.person
    stays = facts.plan.of.get(person.person_id, ())
    *earlier, last = stays or (None,)
    if last is None:
        return Way(kind=WayKind.UNCOVERED, person_id=person.person_id, worker_id=None)
    current = current_worker(facts.caseload, person)
    kind = WayKind.MOVES
    if last.worker_id is None:
        kind = WayKind.UNCOVERED
    elif earlier:
        kind = WayKind.HANDED_OVER
    elif current is not None and last.worker_id == current.worker_id:
        kind = WayKind.STAYS
    before = earlier[-1] if earlier else None
    return Way(
        kind=kind,
        person_id=person.person_id,
        worker_id=last.worker_id,
        from_week=facts.horizon.week_from(last.from_on),
        before=before.worker_id if before is not None else None,
    )


def _referral_way(facts: PlanFacts, referral: Referral) -> Way:
    stays = facts.plan.of.get(referral.referral_id, ())
    starts = bool(stays)
    return Way(
        kind=WayKind.STARTS if starts else WayKind.WAITS,
        person_id=referral.referral_id,
        worker_id=stays[-1].worker_id if starts else None,
        from_week=(
            facts.horizon.week_from(stays[0].from_on) if starts else facts.horizon.weeks
        ),
    )


def leaves_person(facts: PlanFacts, person_id: PersonId) -> bool:
    """Whether somebody's worker leaves them while they are still open."""
    open_person = facts.open.get(person_id)
    if open_person is None:
        return False
    return leaving_week(facts.caseload, facts.horizon, open_person) is not None
