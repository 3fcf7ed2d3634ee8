"""What a change to a plan would mean for people: facts first, then in words.

Points are for the planner. A leader reads SCE-weeks over the ceiling, weeks of waiting,
wishes met or not, and who would change worker.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from cti.plans.alternatives import Alternative
from cti.plans.facts import PlanFacts
from cti.plans.ways import Way, WayKind
from cti.plans.wishes import Wish, WishKind, said, unmet_wishes
from cti.plans.words import Words, counted, listed, sce_weeks
from cti.units import PersonId


class EffectKind(StrEnum):
    """What a change can do."""

    OVER = "over"
    ROOM = "room"
    CHANGE_OF_WORKER = "change of worker"
    WISH_FOR_CHANGE = "wish for a change"
    WISH = "wish"
    WAITING = "waiting"
    NOT_PLACED = "not placed"
    UNCOVERED = "uncovered"
    PROMISE = "promise"


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One thing a change would make worse or better.

    Attributes
    ----------
    amount
        More than nothing is worse, less is better: SCE-weeks over the ceiling, points
        of fuller caseloads, weeks of waiting or with nobody; 1 for what has no size.
    wish
        The wish that would go unmet, or be met.
    """

    kind: EffectKind
    amount: Fraction
    wish: Wish | None = None

    @property
    def is_worse(self) -> bool:
        """Whether the plan as it is spares somebody this."""
        return self.amount > 0


def effects(facts: PlanFacts, alternative: Alternative) -> tuple[Effect, ...]:
    """Return what another way would make worse or better."""
    return (
        *_of_load(alternative),
        *_of_moving(alternative),
        *_of_wishes(facts, alternative.way),
        *_of_waiting(facts, alternative.way),
        *_of_being_alone(facts, alternative),
        *_of_promises(alternative),
    )


def worse(found: Iterable[Effect]) -> tuple[Effect, ...]:
    """Return those that would be worse."""
    return tuple(effect for effect in found if effect.is_worse)


def better(found: Iterable[Effect]) -> tuple[Effect, ...]:
    """Return those that would be better."""
    return tuple(effect for effect in found if not effect.is_worse)


def in_words(words: Words, person_id: PersonId, found: Sequence[Effect]) -> str:
    """Say all of some effects as one clause: "Sam would wait 2 weeks longer and …".

    The person is named once; after that it is "they".
    """
    naming = _Naming(words, person_id)
    clauses = [
        _clause(naming, each) for each in found if each.kind is not EffectKind.WISH
    ]
    for met in (True, False):
        wishes = [e.wish for e in found if e.wish is not None and e.is_worse != met]
        clauses += _wish_clauses(naming, wishes, met=met)
    return listed(clauses)


class _Naming:
    """What to call the person: by name the first time, then "they"."""

    def __init__(self, words: Words, person_id: PersonId) -> None:
        self.words = words
        self._person_id = person_id
        self._is_named = False

    def they(self) -> str:
        return self._first(self.words.person(self._person_id), "they")

    def their(self) -> str:
        return self._first(self.words.persons(self._person_id), "their")

    def they_were(self) -> str:
        return self._first(f"{self.words.person(self._person_id)} was", "they were")

    def they_live(self) -> str:
        return self._first(f"{self.words.person(self._person_id)} lives", "they live")

    def _first(self, name: str, pronoun: str) -> str:
        called = pronoun if self._is_named else name
        self._is_named = True
        return called


def _of_load(alternative: Alternative) -> Iterator[Effect]:
    over, price = alternative.sce_weeks_over, alternative.difference.load
    if over * price > 0:
        yield Effect(kind=EffectKind.OVER, amount=over)
    elif price:
        yield Effect(kind=EffectKind.ROOM, amount=price)


def _of_moving(alternative: Alternative) -> Iterator[Effect]:
    price = alternative.difference.moving
    if price:
        stays, dearer = alternative.way.kind is WayKind.STAYS, price > 0
        wish = stays == dearer
        kind = EffectKind.WISH_FOR_CHANGE if wish else EffectKind.CHANGE_OF_WORKER
        yield Effect(kind=kind, amount=Fraction(1 if dearer else -1))


def _of_wishes(facts: PlanFacts, way: Way) -> Iterator[Effect]:
    now = _unmet(facts, facts.ways[way.person_id])
    then = _unmet(facts, way)
    for wish in then:
        if wish not in now:
            yield Effect(kind=EffectKind.WISH, amount=Fraction(1), wish=wish)
    for wish in now:
        if wish not in then:
            yield Effect(kind=EffectKind.WISH, amount=Fraction(-1), wish=wish)


def _unmet(facts: PlanFacts, way: Way) -> tuple[Wish, ...]:
    worker_id = way.worker_id or way.before
    if worker_id is None or worker_id not in facts.caseload.worker:
        return ()
    wishes = facts.whom(way.person_id).wishes
    return unmet_wishes(wishes, facts.caseload.worker[worker_id])


def _of_waiting(facts: PlanFacts, way: Way) -> Iterator[Effect]:
    now = facts.ways[way.person_id]
    waits, waited = way.kind is WayKind.WAITS, now.kind is WayKind.WAITS
    if waits != waited:
        yield Effect(kind=EffectKind.NOT_PLACED, amount=Fraction(1 if waits else -1))
    elif way.kind is WayKind.STARTS and way.from_week != now.from_week:
        weeks = Fraction(way.from_week - now.from_week)
        yield Effect(kind=EffectKind.WAITING, amount=weeks)


def _of_being_alone(facts: PlanFacts, alternative: Alternative) -> Iterator[Effect]:
    price = alternative.difference.uncovered
    if price:
        weeks = price / facts.policy.uncovered_week
        yield Effect(kind=EffectKind.UNCOVERED, amount=weeks)


def _of_promises(alternative: Alternative) -> Iterator[Effect]:
    price = alternative.difference.promises
    if price:
        amount = Fraction(1 if price > 0 else -1)
        yield Effect(kind=EffectKind.PROMISE, amount=amount)


def _clause(naming: _Naming, effect: Effect) -> str:
    amount = abs(effect.amount)
    worse, better = _SAID[effect.kind]
    said = worse if effect.is_worse else better
    return said.format(
        they=naming.they() if "{they}" in said else "",
        they_were=naming.they_were() if "{they_were}" in said else "",
        more=sce_weeks(amount, "more"),
        fewer=sce_weeks(amount, "fewer"),
        weeks=counted(int(amount), "week"),
    )


def _wish_clauses(
    naming: _Naming, found: Sequence[Wish], *, met: bool
) -> Iterator[str]:
    asked = [
        said(wish, naming.words) for wish in found if wish.kind is not WishKind.LOCALITY
    ]
    if asked:
        noun = "wish" if len(asked) == 1 else "wishes"
        turn = "would be met" if met else "would go unmet"
        yield f"{naming.their()} {noun} for {listed(asked)} {turn}"
    for wish in found:
        if wish.kind is WishKind.LOCALITY:
            based = "would be based" if met else "would not be based"
            yield f"the worker {based} in {wish.what}, where {naming.they_live()}"


_SAID: Mapping[EffectKind, tuple[str, str]] = {
    EffectKind.OVER: (
        "the team would be {more} over the ceiling",
        "the team would be {fewer} over the ceiling",
    ),
    EffectKind.ROOM: (
        "caseloads would be closer to their ceilings",
        "caseloads would have more room",
    ),
    EffectKind.CHANGE_OF_WORKER: (
        "{they} would change worker",
        "{they} would keep their worker",
    ),
    EffectKind.WISH_FOR_CHANGE: (
        "{they} would not have the change of worker they would like",
        "{they} would have the change of worker they would like",
    ),
    EffectKind.WAITING: (
        "{they} would wait {weeks} longer",
        "{they} would start {weeks} sooner",
    ),
    EffectKind.NOT_PLACED: (
        "{they} would not start in this plan",
        "{they} would start in this plan",
    ),
    EffectKind.UNCOVERED: (
        "{they} would have nobody for {weeks} more",
        "{they} would have somebody for {weeks} more",
    ),
    EffectKind.PROMISE: (
        "it would break what {they_were} told",
        "it would be what {they_were} told",
    ),
}
"""How each effect is said: where it is worse, and where it is better."""
