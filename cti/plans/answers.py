"""What came of a question asked of a plan: another plan, and its price."""

from dataclasses import dataclass
from fractions import Fraction

from cti.plans.compare import Change, compare
from cti.plans.facts import PlanFacts
from cti.plans.questions import Question
from cti.plans.score import score
from cti.units import Points, Sce


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The best plan found in which things are as was asked.

    Attributes
    ----------
    instead
        That plan, with the prices of the plan asked about and the same caseload; or
        with one in which rules give way.
    difference
        What it costs more than the plan asked about, exact; less than nothing where a
        better plan was found.
    at_least
        Proven: no plan in which things are as was asked costs less than so much more.
    repeatable
        False where the clock or somebody cut the search short.
    """

    question: Question
    instead: PlanFacts
    difference: Points
    at_least: Points
    changes: tuple[Change, ...]
    repeatable: bool = True

    @property
    def is_proven(self) -> bool:
        """Whether no plan that does what was asked can cost less."""
        return self.at_least == self.difference

    @property
    def for_others(self) -> tuple[Change, ...]:
        """What changes for anybody but the person asked about."""
        asked = self.question.person_id
        return tuple(each for each in self.changes if each.person_id != asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class Over:
    """How far a team is over its ceilings, all workers and Mondays together.

    Attributes
    ----------
    sce_weeks
        SCE above the ceilings, added up.
    weeks
        On how many Mondays a worker is over, each worker's counted.
    """

    sce_weeks: Sce
    weeks: int


def answer(
    facts: PlanFacts,
    question: Question,
    instead: PlanFacts,
    *,
    lower_bound: Points,
    repeatable: bool = True,
) -> Answer:
    """Put the plan found for a question beside the plan it was asked of.

    Parameters
    ----------
    lower_bound
        Proven: no plan in which things are as was asked costs less, in points.
    """
    now, then = (_cost(each) for each in (facts, instead))
    return Answer(
        question=question,
        instead=instead,
        difference=then - now,
        at_least=min(lower_bound, then) - now,
        changes=compare(instead, facts.plan).changes,
        repeatable=repeatable,
    )


def over(facts: PlanFacts) -> Over:
    """Add up how far a plan goes over the ceilings."""
    rows = [row for row in facts.loads if row.over]
    return Over(sce_weeks=sum((row.over for row in rows), Fraction(0)), weeks=len(rows))


def spared(facts: PlanFacts, found: Answer) -> Over:
    """Return how much less the team would be over in the plan found for a question.

    What is less than nothing would be more.
    """
    now, then = over(facts), over(found.instead)
    return Over(sce_weeks=now.sce_weeks - then.sce_weeks, weeks=now.weeks - then.weeks)


def _cost(facts: PlanFacts) -> Points:
    return score(facts.caseload, facts.horizon, facts.plan, facts.policy).total
