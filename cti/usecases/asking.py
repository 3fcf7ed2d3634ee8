"""Ask a plan what else would do: each answer is a plan made anew for that question."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from time import monotonic

from cti.caseload.caseload import Caseload
from cti.plans.alternatives import changed
from cti.plans.answers import Answer, answer
from cti.plans.assignment import AssignmentPlan, Rule
from cti.plans.facts import PlanFacts
from cti.plans.giving_way import GivingWay, minimal_sets
from cti.plans.questions import Question, QuestionKind, questions, single_changes
from cti.plans.relaxing import Concession, relaxed
from cti.plans.undoing import without_idle_changes
from cti.plans.verify import verify
from cti.solver.assignment.asking import chosen_in, only, options_of, with_options
from cti.solver.assignment.problem import (
    AssignmentProblem,
    assignment_problem,
    read_plan,
)
from cti.solver.assignment.solve import Choice, choose
from cti.solver.limits import Asked, SolveLimits, never
from cti.units import PersonId
from cti.usecases.assigning import PlanIsWrong, Search, telling
from cti.usecases.progress import Progress, Stage, Watch, unwatched

ONE_QUESTION = Search(effort=1)
"""How far to search for one answer, unless somebody says."""


MOST_CHECKED = 3
"""So many ways of letting rules give way are tried, the smallest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What comes of letting rules give way for somebody whom nobody may take.

    Attributes
    ----------
    answer
        The best plan found in which they have somebody.
    is_taken_up
        Whether the planner would do so; else leaving them to wait costs less.
    """

    giving_way: GivingWay
    answer: Answer
    is_taken_up: bool


class Asking:
    """A plan that is asked one question after another; laid out for it once.

    Parameters
    ----------
    limits
        How far to search for each answer; seconds are for each, too.
    watch
        Told how far the search is.
    stop
        Asked now and then; the best plan so far is taken when it says so.
    """

    def __init__(
        self,
        facts: PlanFacts,
        *,
        search: Search = ONE_QUESTION,
        watch: Watch = unwatched,
        stop: Asked = never,
        in_children: bool = True,
    ) -> None:
        self.facts = facts
        self._search, self._in_children = search, in_children
        self._watch, self._stop = watch, stop
        self._done, self._of = 0, 1
        self.problem = assignment_problem(facts.caseload, facts.horizon, facts.policy)

    def ask(self, question: Question) -> Answer | None:
        """Plan everybody anew so that things are as asked, from the plan onwards.

        Returns
        -------
        None if no rule lets it be so.

        Raises
        ------
        PlanIsWrong
            If the plan found does not pass the rules, which know nothing of how it was
            made.
        """
        others = single_changes(self.facts, question)
        if not others:
            return None
        nearest = others[0].way
        begin = changed(
            self.facts.plan, question.person_id, nearest.stays(self.facts.horizon)
        )
        asked = only(self.problem, question.person_id, question.allows)
        return self._answer(question, asked, self.facts.caseload, begin=begin)

    def ask_each(self, person_id: PersonId) -> Iterator[Answer]:
        """Ask everything that is worth asking about somebody."""
        for question in questions(self.facts, person_id):
            found = self.ask(question)
            if found is not None:
                yield found

    def give_way(self, person_id: PersonId) -> Given | None:
        """Find the fewest rules that must give way for somebody whom nobody may take.

        Each set is checked by planning everybody anew with its rules relaxed for this
        person. The first that is taken up is returned, else the first.

        Returns
        -------
        None where a rule stands in the way that is not for giving way.
        """
        first = None
        for giving_way in minimal_sets(self.facts, person_id)[:MOST_CHECKED]:
            found = self.relax(giving_way)
            if found.is_taken_up:
                return found
            first = first or found
        return first

    def relax(self, giving_way: GivingWay) -> Given:
        """Plan everybody anew with rules relaxed for one person.

        Raises
        ------
        PlanIsWrong
            If the plan breaks any rule but those.
        """
        caseload, asked = self.with_rules_relaxed(
            giving_way.person_id, giving_way.concessions
        )
        question = Question(kind=QuestionKind.PLACED, person_id=giving_way.person_id)
        found = self._answer(question, asked, caseload, given_way=giving_way.rules)
        taken_up = found.instead.ways[giving_way.person_id].worker_id is not None
        if not taken_up:
            placed = only(asked, giving_way.person_id, question.allows)
            found = self._answer(question, placed, caseload, given_way=giving_way.rules)
        return Given(giving_way=giving_way, answer=found, is_taken_up=taken_up)

    def with_rules_relaxed(
        self, person_id: PersonId, concessions: Iterable[Concession]
    ) -> tuple[Caseload, AssignmentProblem]:
        """Return a caseload with rules relaxed, and what can be decided then.

        The others keep the options they have.
        """
        caseload = relaxed(self.facts.caseload, person_id, concessions)
        problem = assignment_problem(caseload, self.facts.horizon, self.facts.policy)
        options = options_of(problem, person_id)
        return caseload, with_options(self.problem, person_id, options)

    def _answer(
        self,
        question: Question,
        asked: AssignmentProblem,
        caseload: Caseload,
        *,
        begin: AssignmentPlan | None = None,
        given_way: frozenset[Rule] = frozenset(),
    ) -> Answer:
        facts = self.facts
        plan, choice = self.solve(asked, begin or facts.plan)
        found = replace(facts, caseload=caseload, plan=plan)
        found = without_idle_changes(facts, found, but=question.person_id)
        check(facts, found.plan, given_way=given_way)
        return answer(
            facts,
            question,
            found,
            lower_bound=choice.lower_bound,
            repeatable=choice.repeatable,
        )

    def solve(
        self, asked: AssignmentProblem, begin: AssignmentPlan
    ) -> tuple[AssignmentPlan, Choice]:
        """Return the best plan found for a problem, no worse than the one given."""
        limits = self._search.limits(monotonic())
        choice = choose(
            asked,
            limits=SolveLimits(
                effort=limits.effort,
                seed=limits.seed,
                seconds=limits.seconds,
                in_children=self._in_children,
            ),
            progress=telling(self._tell, Stage.ASKING),
            stop=self._stop,
            start=chosen_in(asked, begin),
        )
        return read_plan(asked, choice.options), choice

    def is_at(self, done: int, of: int) -> None:
        """Say how many people have been asked about, of how many in all."""
        self._done, self._of = done, of

    def _tell(self, step: Progress) -> None:
        share = (self._done + (step.share or 0.0)) / self._of
        self._watch(replace(step, share=share))


def check(
    facts: PlanFacts, plan: AssignmentPlan, *, given_way: frozenset[Rule] = frozenset()
) -> None:
    """Let the rules judge a plan that was found, as they would anybody's.

    Parameters
    ----------
    facts
        The plan it was asked of.
    given_way
        Rules that may be broken, as agreed.

    Raises
    ------
    PlanIsWrong
        If it breaks another.
    """
    broken = [
        each
        for each in verify(facts.caseload, facts.horizon, plan, facts.policy)
        if each.rule not in given_way
    ]
    if broken:
        msg = f"the plan breaks {len(broken)} rules, first: {broken[0]}"
        raise PlanIsWrong(msg)
