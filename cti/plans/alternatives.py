"""What every single change to a plan would cost, with everything else as it is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cti.calendar import Horizon
from cti.caseload.caseload import Caseload
from cti.caseload.clocks import OpenPerson, open_people, referral_clock
from cti.caseload.ledger import ceilings
from cti.caseload.people import Referral
from cti.phases import programme
from cti.plans.assignment import AssignmentPlan, Stay
from cti.plans.cost import Cost
from cti.plans.load_prices import Added, LoadPrices, LoadTable
from cti.plans.loads import Held, holdings
from cti.plans.own_cost import PersonPrices, ReferralPrices
from cti.plans.policy import Policy
from cti.plans.ways import Way, WayKind, person_ways, referral_ways
from cti.units import PersonId, Points, Sce, WorkerId


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """Another way for one person, and what it would change.

    Attributes
    ----------
    difference
        What it would add to each part of the plan's cost; less than nothing where it
        would save.
    sce_weeks_over
        What it would add to the SCE above the ceilings, all workers and Mondays
        together.
    points
        What it would add to the plan's cost, all in all.
    """

    way: Way
    difference: Cost
    sce_weeks_over: Sce
    points: Points


def alternatives(
    caseload: Caseload, horizon: Horizon, plan: AssignmentPlan, policy: Policy
) -> Mapping[PersonId, tuple[Alternative, ...]]:
    """Return every allowed single change to a plan, and what it would add.

    Returns
    -------
    An entry for everybody open and everybody referred: their other ways, the cheapest
    first; of equals, the sooner, and then as the caseload lists the workers. What the
    plan has them do already is not among them.
    """
    return Board(caseload, horizon, plan, policy).for_everybody()


def changed(
    plan: AssignmentPlan, person_id: PersonId, stays: Sequence[Stay]
) -> AssignmentPlan:
    """Return the plan with other stays for one person, and all else as it is."""
    others = (stay for stay in plan.stays if stay.person_id != person_id)
    return AssignmentPlan((*others, *stays))


class Board:
    """The plan as it is, laid out so that one person can be lifted off it.

    Laid out once, it answers for one person after another.
    """

    def __init__(
        self,
        caseload: Caseload,
        horizon: Horizon,
        plan: AssignmentPlan,
        policy: Policy,
    ) -> None:
        self.caseload, self.horizon = caseload, horizon
        self.plan, self.policy = plan, policy
        self.open = open_people(caseload, horizon)
        agreed = ceilings(caseload, horizon)
        self.prices = LoadPrices(agreed, policy.bands, _every_weight(caseload))
        self.ceiling = {who: self.prices.whole(each) for who, each in agreed.items()}
        self._known: dict[PersonId, ReferralPrices] = {}
        self._starting: dict[PersonId, dict[int, Sequence[int]]] = {}
        self.held_of: dict[PersonId, list[Held]] = {}
        self.load: dict[WorkerId, tuple[int, ...]] = {}
        self.table: dict[WorkerId, LoadTable] = {}
        for worker_id, people in holdings(caseload, horizon, plan).items():
            self.load[worker_id] = self._load(people)
            self.table[worker_id] = self.prices.table(worker_id, self.load[worker_id])
            for each in people:
                self.held_of.setdefault(each.person_id, []).append(each)

    def for_everybody(self) -> Mapping[PersonId, tuple[Alternative, ...]]:
        """Return the other ways of everybody open and everybody referred.

        Those of one person are worked out when they are asked for first.
        """
        return _OfEverybody(self)

    def for_person(
        self, open_person: OpenPerson, *, worker_id: WorkerId | None = None
    ) -> tuple[Alternative, ...]:
        """Return the other ways of somebody open, with one worker or with any.

        The cheapest come first.
        """
        person_id = open_person.person.person_id
        prices = PersonPrices.of(self.caseload, self.horizon, self.policy, open_person)
        stays = self.plan.of.get(person_id, ())
        now = prices.cost(stays, prices.alone_weeks(self.horizon, self.plan))
        weights = self.prices.whole(open_person.weights)
        lifted = _Lifted(self, person_id)

        def alternative(way: Way) -> Alternative:
            uncovered = weights[way.from_week :] if way.worker_id is None else ()
            alone = sum(map(bool, uncovered))
            own = prices.cost(way.stays(self.horizon), alone)
            return lifted.alternative(way, weights, _minus(own, now, _OF_PERSON))

        return _cheapest_first(
            alternative(way)
            for way in person_ways(self.caseload, self.horizon, open_person)
            if worker_id in {None, way.worker_id} and not lifted.is_so(way, weights)
        )

    def for_referral(
        self, referral: Referral, *, worker_id: WorkerId | None = None
    ) -> tuple[Alternative, ...]:
        """Return the other ways of somebody referred, with one worker or with any.

        The cheapest come first.
        """
        prices = self._prices_of(referral)
        now = prices.cost(self.plan.of.get(referral.referral_id, ()))
        lifted = _Lifted(self, referral.referral_id)
        weights = self._starting.setdefault(
            referral.referral_id, {self.horizon.weeks: ()}
        )
        found = []
        for way in referral_ways(
            self.caseload, self.horizon, self.policy, referral, worker_id=worker_id
        ):
            week = way.from_week
            if week not in weights:
                clock = referral_clock(referral, self.horizon.mondays[week])
                weights[week] = self.prices.whole(clock.weights(self.horizon))
            if not lifted.is_so(way, weights[week]):
                own = prices.cost(way.stays(self.horizon))
                difference = _minus(own, now, _OF_REFERRAL)
                found.append(lifted.alternative(way, weights[week], difference))
        return _cheapest_first(found)

    def _prices_of(self, referral: Referral) -> ReferralPrices:
        known = self._known.get(referral.referral_id)
        if known is None:
            known = ReferralPrices.of(
                self.caseload, self.horizon, self.policy, referral
            )
            self._known[referral.referral_id] = known
        return known

    def _load(self, people: Iterable[Held]) -> tuple[int, ...]:
        profiles = [self.prices.whole(each.weights) for each in people]
        return tuple(map(sum, zip(*profiles, strict=True))) or (0,) * self.horizon.weeks


class _OfEverybody(Mapping[PersonId, tuple[Alternative, ...]]):
    """The other ways of everybody: most who ask, ask about few."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._known: dict[PersonId, tuple[Alternative, ...]] = {}

    def __getitem__(self, person_id: PersonId) -> tuple[Alternative, ...]:
        if person_id not in self._known:
            board = self._board
            self._known[person_id] = (
                board.for_person(board.open[person_id])
                if person_id in board.open
                else board.for_referral(board.caseload.referral[person_id])
            )
        return self._known[person_id]

    def __iter__(self) -> Iterator[PersonId]:
        yield from self._board.open
        yield from self._board.caseload.referral

    def __len__(self) -> int:
        return len(self._board.open) + len(self._board.caseload.referral)


class _Lifted:
    """The board without one person, to set them down elsewhere."""

    def __init__(self, board: Board, person_id: PersonId) -> None:
        self._board = board
        self._stays = board.plan.of.get(person_id, ())
        self._now = [
            board.plan.worker_on(person_id, monday) for monday in board.horizon.mondays
        ]
        self._taken: dict[WorkerId, list[int]] = {}
        for held in board.held_of.get(person_id, ()):
            taken = self._taken.setdefault(held.worker_id, [0] * len(self._now))
            for week, weight in enumerate(board.prices.whole(held.weights)):
                taken[week] -= weight
        self._saved = [
            board.table[worker_id].adding(taken, 0, len(taken))
            for worker_id, taken in self._taken.items()
        ]
        self._table: dict[WorkerId, LoadTable] = {}

    def is_so(self, way: Way, weights: Sequence[int]) -> bool:
        """Whether the plan has it that way already, on every Monday that weighs."""
        if way.kind is WayKind.WAITS or not self._stays:
            return way.kind is WayKind.WAITS and not self._stays
        if way.kind is WayKind.STARTS:
            start = self._board.horizon.mondays[way.from_week]
            return start == self._stays[0].from_on and self._now[-1] == way.worker_id
        return all(
            self._now[week] == (way.before if week < way.from_week else way.worker_id)
            for week, weight in enumerate(weights)
            if weight
        )

    def alternative(
        self, way: Way, weights: Sequence[int], own: Mapping[str, Points]
    ) -> Alternative:
        """Set the person down another way.

        Parameters
        ----------
        weights
            Shape ``(weeks,)``, scaled: what they would weigh on each Monday.
        own
            The difference in all parts of the cost but the load.
        """
        added = [*self._saved]
        if way.before is not None:
            added.append(self._on(way.before).adding(weights, 0, way.from_week))
        if way.worker_id is not None:
            table = self._on(way.worker_id)
            added.append(table.adding(weights, way.from_week, len(weights)))
        price, over = self._board.prices.difference(
            Added(sum(each.price for each in added), sum(each.over for each in added))
        )
        return Alternative(
            way=way,
            difference=Cost(load=price, **own),
            sce_weeks_over=over,
            points=sum(own.values(), price),
        )

    def _on(self, worker_id: WorkerId) -> LoadTable:
        if worker_id not in self._taken:
            return self._board.table[worker_id]
        if worker_id not in self._table:
            load = self._board.load[worker_id]
            left = [a + b for a, b in zip(load, self._taken[worker_id], strict=True)]
            self._table[worker_id] = self._board.prices.table(worker_id, left)
        return self._table[worker_id]


def _every_weight(caseload: Caseload) -> Iterator[Sce]:
    keys = {person.programme for person in caseload.people}
    for key in keys | {referral.programme for referral in caseload.referrals}:
        yield from programme(key).weight.values()
        yield programme(key).paused_weight


def _minus(one: Cost, other: Cost, parts: Sequence[str]) -> Mapping[str, Points]:
    return {part: getattr(one, part) - getattr(other, part) for part in parts}


def _cheapest_first(found: Iterable[Alternative]) -> tuple[Alternative, ...]:
    return tuple(sorted(found, key=lambda each: each.points))


_OF_PERSON = ("handover", "moving", "fit", "uncovered", "promises")
_OF_REFERRAL = ("wait", "placing", "promises")
"""The parts of the cost, beside the load, that one of them can change."""
