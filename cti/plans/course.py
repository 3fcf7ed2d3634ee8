"""What taking somebody on does to a worker's load over time: numbers, then words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from cti.caseload.clocks import referral_clock
from cti.caseload.ledger import ceiling_on
from cti.plans.facts import PlanFacts
from cti.plans.ways import Way
from cti.plans.words import counted, sentence
from cti.units import PersonId, Sce, WorkerId, format_sce


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A worker's load from the Monday on which somebody comes.

    Attributes
    ----------
    from_week
        Index of the Monday they come.
    without, load, ceiling
        Shape ``(weeks - from_week,)``, SCE: what the worker would hold but for them,
        what they hold with them, and what is agreed.
    """

    worker_id: WorkerId
    person_id: PersonId
    from_week: int
    without: tuple[Sce, ...]
    load: tuple[Sce, ...]
    ceiling: tuple[Sce, ...]

    @property
    def peak_week(self) -> int:
        """The first Monday on which the most is held."""
        return self.from_week + self.load.index(max(self.load))

    @property
    def over_weeks(self) -> tuple[int, ...]:
        """The Mondays on which more is held than is agreed."""
        return tuple(self._over(self.load))

    @property
    def over_anyway_weeks(self) -> tuple[int, ...]:
        """Those of them that would be over without the person too."""
        return tuple(self._over(self.without))

    @property
    def settles_week(self) -> int | None:
        """The Monday after the last peak on which it is over with being fuller.

        The first one with no more than before the person came; where there is none,
        the first one with the least. None where the load stays at its peak.
        """
        after = range(self._last_peak_week + 1, self.from_week + len(self.load))
        back = next((week for week in after if self.on(week) <= self.without[0]), None)
        if back is not None:
            return back
        return min(after, key=self.on, default=None)

    def on(self, week: int) -> Sce:
        """Return what is held on a Monday, from the first of the course on."""
        return self.load[week - self.from_week]

    @property
    def _last_peak_week(self) -> int:
        from_the_end = self.load[::-1].index(max(self.load))
        return self.from_week + len(self.load) - 1 - from_the_end

    def _over(self, load: Sequence[Sce]) -> Iterator[int]:
        weeks = zip(load, self.ceiling, strict=True)
        for week, (held, agreed) in enumerate(weeks, start=self.from_week):
            if held > agreed:
                yield week


def course(facts: PlanFacts, way: Way) -> Course:
    """Return the load of the worker whom a way leads to, from that Monday on.

    Everybody else is where the plan has them.

    Raises
    ------
    ValueError
        For a way that leads to nobody.
    """
    if way.worker_id is None:
        msg = f"nobody's load changes when {way.person_id} has nobody"
        raise ValueError(msg)
    first = way.from_week
    without = _load_without(facts, way.worker_id, way.person_id)[first:]
    weights = _weights(facts, way)[first:]
    worker = facts.caseload.worker[way.worker_id]
    return Course(
        worker_id=way.worker_id,
        person_id=way.person_id,
        from_week=first,
        without=without,
        load=tuple(a + b for a, b in zip(without, weights, strict=True)),
        ceiling=tuple(
            ceiling_on(facts.caseload, worker, monday)
            for monday in facts.horizon.mondays[first:]
        ),
    )


def in_words(facts: PlanFacts, found: Course) -> str:
    """Say it: "Jo goes from 18 to 20 now, and back to 17.5 on 3 March."."""
    worker = facts.words.worker(found.worker_id)
    before, after = found.without[0], found.load[0]
    first = (
        f"{worker} goes from {format_sce(before)} to {format_sce(after)} "
        f"{_when(facts, found.from_week)}"
    )
    said = ", ".join((first, *_higher(facts, found), *_over(found)))
    return sentence(f"{said}, and {_ending(facts, found)}")


def _higher(facts: PlanFacts, found: Course) -> Iterator[str]:
    peak = found.peak_week
    if found.on(peak) > found.load[0]:
        yield f"up to {format_sce(found.on(peak))} {_when(facts, peak)}"


def _over(found: Course) -> Iterator[str]:
    weeks, anyway = found.over_weeks, len(found.over_anyway_weeks)
    if not weeks:
        return
    agreed = {found.ceiling[week - found.from_week] for week in weeks}
    ceiling = f" of {format_sce(agreed.pop())}" if len(agreed) == 1 else ""
    said = f"over the ceiling{ceiling} on {counted(len(weeks), 'Monday')}"
    if anyway:
        some = "all" if anyway == len(weeks) else f"{anyway}"
        said += f" ({some} of them anyway)" if len(weeks) > 1 else " (anyway)"
    yield said


def _ending(facts: PlanFacts, found: Course) -> str:
    settles = found.settles_week
    if settles is None:
        return "stays there to the end of the plan"
    turn = "back" if found.on(settles) <= found.without[0] else "down"
    return f"{turn} to {format_sce(found.on(settles))} {_when(facts, settles)}"


def _when(facts: PlanFacts, week: int) -> str:
    return "now" if week == 0 else f"on {facts.words.day(facts.horizon.mondays[week])}"


def _load_without(
    facts: PlanFacts, worker_id: WorkerId, person_id: PersonId
) -> tuple[Sce, ...]:
    board = facts.board
    load = board.load[worker_id]
    for held in board.held_of.get(person_id, ()):
        if held.worker_id == worker_id:
            taken = board.prices.whole(held.weights)
            load = tuple(a - b for a, b in zip(load, taken, strict=True))
    return tuple(Fraction(each, board.prices.sce) for each in load)


def _weights(facts: PlanFacts, way: Way) -> tuple[Sce, ...]:
    if way.person_id in facts.open:
        return facts.open[way.person_id].weights
    start_on = facts.horizon.mondays[way.from_week]
    referral = facts.caseload.referral[way.person_id]
    return referral_clock(referral, start_on).weights(facts.horizon)
