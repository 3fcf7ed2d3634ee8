"""A plan with everything that is said about it: what the files and the review show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cti.caseload.caseload import PlanInForce
from cti.plans.assignment import AssignmentPlan
from cti.plans.contacts import ContactPlan
from cti.plans.cost import ContactCost, Cost
from cti.plans.lateness import Late
from cti.plans.moved_meetings import MovedMeeting
from cti.plans.policy import Policy
from cti.units import PersonId, Points, Sce, WorkerId


class FlagKind(StrEnum):
    """What deserves somebody's attention."""

    OVER_CEILING = "over_ceiling"
    OVER_110_FOR_4_WEEKS = "over_110_for_4_weeks"
    TRANSITION_DATE_NEEDED = "transition_date_needed"
    PRE_CTI_LONG = "pre_cti_long"
    LEAVER_HANDOVER = "leaver_handover"
    NOBODY_ALLOWED = "nobody_allowed"
    REFERRAL_WAITING = "referral_waiting"
    CONTACT_OVERDUE = "contact_overdue"
    PHASE_CHANGE = "phase_change"
    MEETING_DUE = "meeting_due"
    MISSING_DATA = "missing_data"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """One thing that deserves attention, with what would help.

    Attributes
    ----------
    from_on, to_on
        First and last day it holds, both included; None where there is none.
    amount
        SCE over for an overload, days for something late; None where there is none.
    message
        What is so, in one sentence.
    suggestion
        What would help, in one sentence; empty where nothing is needed.
    """

    kind: FlagKind
    worker_id: WorkerId | None = None
    person_id: PersonId | None = None
    from_on: date | None = None
    to_on: date | None = None
    amount: Sce | None = None
    message: str
    suggestion: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadRow:
    """What one worker holds on one planning Monday.

    Attributes
    ----------
    people
        Heads with a weight; paused people count, in the phase their clock is in.
    pre, one, two, three
        Heads by phase.
    sce, ceiling, over
        Load held, load agreed, and what is held above it (never below nothing).
    """

    worker_id: WorkerId
    week: date
    people: int
    pre: int
    one: int
    two: int
    three: int
    sce: Sce
    ceiling: Sce
    over: Sce


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How the plan was found.

    Attributes
    ----------
    seed, effort
        What makes the run repeatable: the same input, seed and effort give the same
        plan. Effort is in search steps of the planner, not in seconds.
    repeatable
        False when a limit in seconds cut the search short, or somebody stopped it.
    """

    seed: int
    effort: int
    repeatable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """Somebody for whom a plan has something else than the plan in force.

    Attributes
    ----------
    from_worker, to_worker
        Who holds them last by the plan in force, and by this one; None for nobody.
    on
        The Monday from which it differs; for a start no longer planned, that start.
    was_told
        Whether the plan in force told them of a worker or a start at all.
    keeping_costs
        Points that this plan would cost more if this one person were as the plan in
        force has them; None where no rule allows that any more.
    said
        What changes, why, and what keeping it would cost, in one sentence.
    """

    person_id: PersonId
    from_worker: WorkerId | None
    to_worker: WorkerId | None
    on: date
    was_told: bool
    keeping_costs: Points | None
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDocument:
    """A plan and everything said about it.

    Attributes
    ----------
    on
        The plan date.
    policy, prices
        What the prices are called; and the prices themselves, where they do not come
        with the program.
    input_hash
        SHA-256 of the caseload as read, in hexadecimal.
    cost, lower_bound
        What the plan costs, and a proven bound below which no plan can cost.
    contact_cost, contact_lower_bound
        The same for the contacts.
    late
        Everybody with late days: how many, why, and how many no plan can avoid.
    why
        One sentence for each person placed, moved or left waiting.
    in_force, departures, moved_meetings
        The plan that people were told of, which the cost depends on, and what changes
        against it; None and nothing where there was none.
    seconds
        How long the whole of it took; not part of what is compared between runs.
    """

    on: date
    weeks: int
    service_name: str
    policy: str
    engine_version: str
    input_hash: str
    effort: Effort
    assignment: AssignmentPlan
    contacts: ContactPlan
    cost: Cost
    lower_bound: Points
    contact_cost: ContactCost
    contact_lower_bound: Points
    late_days: int
    why: Mapping[PersonId, str]
    loads: tuple[LoadRow, ...]
    flags: tuple[Flag, ...]
    seconds: float
    prices: Policy | None = None
    late: tuple[Late, ...] = ()
    in_force: PlanInForce | None = None
    departures: tuple[Departure, ...] = ()
    moved_meetings: tuple[MovedMeeting, ...] = ()

    @property
    def gap(self) -> float | None:
        """How far the cost may be from the best, as a share of the cost; 0 is proven.

        None when the plan costs nothing and the bound does not reach it.
        """
        return _gap(self.cost.total, self.lower_bound)

    @property
    def contact_gap(self) -> float | None:
        """The same for the contacts."""
        return _gap(self.contact_cost.total, self.contact_lower_bound)


def _gap(cost: Points, bound: Points) -> float | None:
    if cost <= bound:
        return 0.0
    return float((cost - bound) / cost) if cost else None
