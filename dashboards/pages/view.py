"""What every part of the review is laid out from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property

from cti.calendar import DAYS_PER_WEEK, Horizon
from cti.caseload.caseload import Caseload
from cti.caseload.clocks import OpenPerson
from cti.caseload.people import Referral
from cti.phases import Phase
from cti.plans.compare import Comparison, compare, nothing_decided
from cti.plans.document import Flag, FlagKind, LoadRow, PlanDocument
from cti.plans.facts import PlanFacts
from cti.plans.loads import loads_by_worker
from cti.plans.policies import shipped_policy
from cti.plans.policy import BALANCED, Policy
from cti.plans.words import Words
from cti.units import PersonId, WorkerId
from dashboards.pages.review import When
from dashboards.pages.words import away


@dataclass(frozen=True)
class View:
    """A plan, the caseload it is for, and how to speak of them.

    Attributes
    ----------
    known
        The same as the rules, prices and reasons see it, where somebody has it already.
    hidden
        Those of whom whoever looks may know what the plan has for them, and no more.
    agreed
        When networks agreed to come together, by the person and the phase that ends.
    """

    document: PlanDocument
    caseload: Caseload
    known: PlanFacts | None = None
    hidden: frozenset[PersonId] = frozenset()
    agreed: Mapping[tuple[PersonId, Phase], datetime] = field(default_factory=dict)

    @cached_property
    def facts(self) -> PlanFacts:
        """The plan as the rules, prices and reasons see it."""
        return self.known or PlanFacts(
            caseload=self.caseload,
            horizon=Horizon(self.document.on, self.document.weeks),
            plan=self.document.assignment,
            policy=self.policy,
        )

    @property
    def policy(self) -> Policy:
        """The prices the plan was made with."""
        shipped = shipped_policy(self.document.policy)
        return self.document.prices or shipped or BALANCED

    @property
    def names(self) -> Words:
        """What people and workers are called."""
        return self.facts.words

    @property
    def horizon(self) -> Horizon:
        """The planning Mondays."""
        return self.facts.horizon

    @cached_property
    def open(self) -> Mapping[PersonId, OpenPerson]:
        """Everybody the plan provides for who may be spoken of, with their clocks."""
        return {
            person_id: known
            for person_id, known in self.facts.open.items()
            if person_id not in self.hidden
        }

    @property
    def referrals(self) -> tuple[Referral, ...]:
        """Everybody who waits and may be spoken of."""
        return tuple(
            each
            for each in self.caseload.referrals
            if each.referral_id not in self.hidden
        )

    @cached_property
    def changes(self) -> Comparison:
        """What the plan changes, against nothing being decided."""
        return compare(self.facts, nothing_decided(self.caseload, self.horizon))

    @cached_property
    def loads(self) -> Mapping[WorkerId, tuple[LoadRow, ...]]:
        """The Mondays of each worker who holds or may hold anybody, in order."""
        return {
            worker_id: rows
            for worker_id, rows in loads_by_worker(self.document.loads).items()
            if any(row.sce or row.ceiling for row in rows)
        }

    @property
    def week_end(self) -> date:
        """The last day of this week: the seventh from the plan date."""
        return self.document.on + timedelta(days=DAYS_PER_WEEK - 1)

    def week_of(self, day: date) -> int:
        """Return how many whole weeks a day lies after the plan date."""
        return (day - self.document.on).days // DAYS_PER_WEEK

    def flags(self, *kinds: FlagKind) -> tuple[Flag, ...]:
        """Return the flags of some kinds, in order of date."""
        found = [flag for flag in self.document.flags if flag.kind in kinds]
        return tuple(sorted(found, key=lambda flag: flag.from_on or self.document.on))

    def day(self, day: date) -> str:
        """Write a day with its weekday, and its year where that is in doubt."""
        return f"{day:%a} {self.names.day(day)}"

    def span(self, first: date, last: date) -> str:
        """Write two days, both included."""
        if (first.year, first.month) == (last.year, last.month):
            return f"{first:%a} {first.day} to {self.day(last)}"
        return f"{self.day(first)} to {self.day(last)}"

    def when(self, day: date) -> When:
        """Write a day and how far it is from the plan date."""
        return When(
            iso=day.isoformat(),
            day=self.day(day),
            away=away(day, seen_from=self.document.on),
        )
