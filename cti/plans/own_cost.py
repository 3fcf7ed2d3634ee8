"""What somebody's stays cost beside the load: moving, fit, waiting, being uncovered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from cti.calendar import Horizon
from cti.caseload.caseload import Caseload
from cti.caseload.clocks import OpenPerson
from cti.caseload.people import Keep, Referral, Wishes
from cti.plans.assignment import AssignmentPlan, Stay
from cti.plans.cost import Cost
from cti.plans.policy import Policy
from cti.plans.score import fit_price, is_broken, wait_price
from cti.plans.ways import current_worker, leaving_week
from cti.units import PersonId, Points, WorkerId

NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPrices:
    """What an open person's stays cost, whatever the others do.

    Attributes
    ----------
    moved, kept
        For any change of worker, as a move and as a handover; and for none.
    fit
        By the worker who holds them last.
    broken
        By the stays: the price of not getting what they were told.
    """

    open_person: OpenPerson
    moved: Cost
    kept: Cost
    fit: Callable[[WorkerId | None], Points]
    uncovered_week: Points
    broken: Callable[[Sequence[Stay]], Points]

    @classmethod
    def of(
        cls,
        caseload: Caseload,
        horizon: Horizon,
        policy: Policy,
        open_person: OpenPerson,
    ) -> "PersonPrices":
        """Work out what depends on the person alone."""
        person = open_person.person
        could_go_on = (
            current_worker(caseload, person) is not None
            and leaving_week(caseload, horizon, open_person) is None
        )
        moved, kept = Cost(handover=policy.handover), Cost()
        if could_go_on:
            phase = open_person.clock.phase_on(horizon.start)
            price = policy.moving[phase] * policy.keep_factor[person.keep_worker]
            moved = Cost(moving=price)
            if person.keep_worker is Keep.CHANGE:
                kept = Cost(moving=policy.staying_despite_wish)
        return cls(
            open_person=open_person,
            moved=moved,
            kept=kept,
            fit=_fit_prices(caseload, policy, person.wishes),
            uncovered_week=policy.uncovered_week,
            broken=_broken_price(caseload, policy, person.person_id),
        )

    def cost(self, stays: Sequence[Stay], alone_weeks: int) -> Cost:
        """Return what some stays cost, without the price of anybody's load.

        Parameters
        ----------
        alone_weeks
            Mondays on which the person has nobody.
        """
        person = self.open_person.person
        changes = any(stay.worker_id != person.worker_id for stay in stays)
        turn = self.moved if changes else self.kept
        return Cost(
            handover=turn.handover,
            moving=turn.moving,
            fit=self.fit(_holds_last(stays)),
            uncovered=self.uncovered_week * alone_weeks,
            promises=self.broken(stays),
        )

    def alone_weeks(self, horizon: Horizon, plan: AssignmentPlan) -> int:
        """Count the Mondays on which the person has nobody in a plan."""
        person_id = self.open_person.person.person_id
        weights = zip(horizon.mondays, self.open_person.weights, strict=True)
        return sum(
            weight > 0 and plan.worker_on(person_id, monday) is None
            for monday, weight in weights
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralPrices:
    """What a referral's start costs, whatever the others do.

    Attributes
    ----------
    wait
        By the index of the Monday they start on; None for not placed.
    placing
        By the worker who takes them.
    broken
        By the stays: the price of not getting what they were told.
    """

    horizon: Horizon
    wait: Callable[[int | None], Points]
    placing: Callable[[WorkerId | None], Points]
    broken: Callable[[Sequence[Stay]], Points]

    @classmethod
    def of(
        cls, caseload: Caseload, horizon: Horizon, policy: Policy, referral: Referral
    ) -> "ReferralPrices":
        """Work out what depends on the referral alone."""

        @cache
        def wait(start: int | None) -> Points:
            return wait_price(referral, start, horizon, policy)

        return cls(
            horizon=horizon,
            wait=wait,
            placing=_fit_prices(caseload, policy, referral.wishes),
            broken=_broken_price(caseload, policy, referral.referral_id),
        )

    def cost(self, stays: Sequence[Stay]) -> Cost:
        """Return what a start costs, without the price of anybody's load."""
        start = self.horizon.week_from(stays[0].from_on) if stays else None
        return Cost(
            wait=self.wait(start),
            placing=self.placing(_holds_last(stays)),
            promises=self.broken(stays),
        )


def _fit_prices(
    caseload: Caseload, policy: Policy, wishes: Wishes
) -> Callable[[WorkerId | None], Points]:
    """Return the price of fit by worker, worked out once for each that is asked for."""

    @cache
    def price(worker_id: WorkerId | None) -> Points:
        worker = None if worker_id is None else caseload.worker.get(worker_id)
        return NOTHING if worker is None else fit_price(wishes, worker, policy)

    return price


def _broken_price(
    caseload: Caseload, policy: Policy, person_id: PersonId
) -> Callable[[Sequence[Stay]], Points]:
    """Return the price of other stays than somebody was told of."""

    def price(stays: Sequence[Stay]) -> Points:
        broken = is_broken(caseload, person_id, stays)
        return policy.broken_promise if broken else NOTHING

    return price


def _holds_last(stays: Sequence[Stay]) -> WorkerId | None:
    held_by = [stay.worker_id for stay in stays if stay.worker_id]
    return held_by[-1] if held_by else None
