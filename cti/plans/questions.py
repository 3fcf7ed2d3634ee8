"""What can be asked of a plan about one person: anybody else, that worker, sooner."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from cti.plans.alternatives import Alternative
from cti.plans.facts import PlanFacts
from cti.plans.ways import Way, WayKind
from cti.units import PersonId, WorkerId


class QuestionKind(StrEnum):
    """What should be otherwise."""

    SOMEBODY_ELSE = "somebody else"
    THIS_WORKER = "this worker"
    SOONER = "sooner"
    PLACED = "placed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One thing that should be otherwise for one person.

    Attributes
    ----------
    worker_id
        The worker who is not to hold them, or who is; None where it does not matter.
    before_week
        The Monday before which they are to start, where that is asked.
    """

    kind: QuestionKind
    person_id: PersonId
    worker_id: WorkerId | None = None
    before_week: int | None = None

    def allows(self, worker_id: WorkerId | None, from_week: int) -> bool:
        """Whether a way is one that was asked for.

        Parameters
        ----------
        worker_id
            Who would hold them in the end; None for nobody.
        from_week
            Index of the Monday from which they would.
        """
        if self.kind is QuestionKind.SOMEBODY_ELSE:
            return worker_id != self.worker_id
        if self.kind is QuestionKind.THIS_WORKER:
            return worker_id == self.worker_id
        is_soon = self.before_week is None or from_week < self.before_week
        return worker_id is not None and is_soon


def questions(facts: PlanFacts, person_id: PersonId) -> Iterator[Question]:
    """Yield what is worth asking about somebody: each has an answer.

    Whoever is held could be held by somebody else; whoever starts late could start
    sooner; whoever waits could start at all.
    """
    way = facts.ways[person_id]
    for question in _worth_asking(way):
        if single_changes(facts, question):
            yield question


def with_worker(person_id: PersonId, worker_id: WorkerId) -> Question:
    """Return the question what it would mean if that worker held somebody."""
    return Question(
        kind=QuestionKind.THIS_WORKER, person_id=person_id, worker_id=worker_id
    )


def single_changes(facts: PlanFacts, question: Question) -> tuple[Alternative, ...]:
    """Return the single changes that are what was asked for, cheapest first.

    Empty if no rule lets it be so, and if the plan has it so.
    """
    return tuple(
        other
        for other in other_ways(facts, question.person_id)
        if question.allows(other.way.worker_id, other.way.from_week)
    )


def other_ways(facts: PlanFacts, person_id: PersonId) -> tuple[Alternative, ...]:
    """Return every single change for one person, cheapest first."""
    if person_id in facts.open:
        return facts.board.for_person(facts.open[person_id])
    return facts.board.for_referral(facts.caseload.referral[person_id])


def _worth_asking(way: Way) -> Iterator[Question]:
    if way.kind is WayKind.WAITS:
        yield Question(kind=QuestionKind.PLACED, person_id=way.person_id)
        return
    yield Question(
        kind=QuestionKind.SOMEBODY_ELSE,
        person_id=way.person_id,
        worker_id=way.worker_id,
    )
    if way.kind is WayKind.STARTS:
        yield Question(
            kind=QuestionKind.SOONER,
            person_id=way.person_id,
            before_week=way.from_week,
        )
