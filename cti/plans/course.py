"""What taking somebody on does to a worker's load over time: numbers, then words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from cti.caseload.clocks import referral_clock
from cti.plans.facts import PlanFacts
from cti.plans.ways import Way
from cti.plans.words import counted, sentence
from cti.units import PersonId, Sce, WorkerId, format_load


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A worker's load from the Monday on which somebody comes.

    Attributes
    ----------
    from_week
        Index of the Monday they come.
    unit
        How many of the whole numbers below make one SCE.
    without, load, ceiling
        Shape ``(weeks - from_week,)``, scaled: what the worker would hold but for
        them, what they hold with them, and what is agreed.
    """

    worker_id: WorkerId
    person_id: PersonId
    from_week: int
    unit: int
    without: tuple[int, ...]
    load: tuple[int, ...]
    ceiling: tuple[int, ...]

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
        first, before = self.from_week, self.without[0]
        for week in after:
            if self.load[week - first] <= before:
                return week
        return min(after, key=lambda week: self.load[week - first], default=None)

    @property
    def before(self) -> Sce:
        """What the worker would hold but for the person, when they come."""
        return Fraction(self.without[0], self.unit)

    def on(self, week: int) -> Sce:
        """Return what is held on a Monday, from the first of the course on."""
        return Fraction(self.load[week - self.from_week], self.unit)

    def agreed(self, weeks: Iterable[int]) -> set[Sce]:
        """Return the ceilings of some Mondays, each once."""
        found = {self.ceiling[week - self.from_week] for week in weeks}
        return {Fraction(each, self.unit) for each in found}

    @property
    def _last_peak_week(self) -> int:
        from_the_end = self.load[::-1].index(max(self.load))
        return self.from_week + len(self.load) - 1 - from_the_end

    def _over(self, load: Sequence[int]) -> Iterator[int]:
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
    prices = facts.board.prices
    weights = prices.whole(_weights(facts, way)[first:])
    return Course(
        worker_id=way.worker_id,
        person_id=way.person_id,
        from_week=first,
        unit=prices.sce,
        without=without,
        load=tuple(a + b for a, b in zip(without, weights, strict=True)),
        ceiling=facts.board.ceiling[way.worker_id][first:],
    )


def in_words(facts: PlanFacts, found: Course) -> str:
    """Say it: "Jo goes from 18 to 20 now, and back to 17.5 on 3 March."."""
    worker = facts.words.worker(found.worker_id)
    start = found.from_week
    first = (
        f"{worker} goes from {format_load(found.before)} to "
        f"{format_load(found.on(start))} {_when(facts, start)}"
    )
    said = ", ".join((first, *_higher(facts, found), *_over(found)))
    return sentence(f"{said}, and {_ending(facts, found)}")


def _higher(facts: PlanFacts, found: Course) -> Iterator[str]:
    peak = found.peak_week
    if peak > found.from_week:
        yield f"up to {format_load(found.on(peak))} {_when(facts, peak)}"


def _over(found: Course) -> Iterator[str]:
    weeks, anyway = found.over_weeks, len(found.over_anyway_weeks)
    if not weeks:
        return
    agreed = found.agreed(weeks)
    ceiling = f" of {format_load(agreed.pop())}" if len(agreed) == 1 else ""
    said = f"over the ceiling{ceiling} on {counted(len(weeks), 'Monday')}"
    if anyway:
        some = "all" if anyway == len(weeks) else f"{anyway}"
        said += f" ({some} of them anyway)" if len(weeks) > 1 else " (anyway)"
    yield said


def _ending(facts: PlanFacts, found: Course) -> str:
    settles = found.settles_week
    if settles is None:
        return "stays there to the end of the plan"
    turn = "back" if found.on(settles) <= found.before else "down"
    return f"{turn} to {format_load(found.on(settles))} {_when(facts, settles)}"


def _when(facts: PlanFacts, week: int) -> str:
    return "now" if week == 0 else f"on {facts.words.day(facts.horizon.mondays[week])}"


def _load_without(
    facts: PlanFacts, worker_id: WorkerId, person_id: PersonId
) -> tuple[int, ...]:
    board = facts.board
    load = board.load[worker_id]
    for held in board.held_of.get(person_id, ()):
        if held.worker_id == worker_id:
            taken = board.prices.whole(held.weights)
            load = tuple(a - b for a, b in zip(load, taken, strict=True))
    return load


def _weights(facts: PlanFacts, way: Way) -> tuple[Sce, ...]:
    if way.person_id in facts.open:
        return facts.open[way.person_id].weights
    start_on = facts.horizon.mondays[way.from_week]
    referral = facts.caseload.referral[way.person_id]
    return referral_clock(referral, start_on).weights(facts.horizon)
