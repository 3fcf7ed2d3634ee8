"""Explain by planning anew: one person, everybody, and what would clear an overload."""

from datetime import timedelta

import pytest

from cti.caseload.people import Need, Wishes
from cti.errors import UnknownName
from cti.plans.facts import PlanFacts
from cti.usecases.asking import MOST_CHECKED, Asking
from cti.usecases.explaining import (
    NO_RULE_WOULD_DO,
    PlannedAnew,
    explain_anew,
    explain_everybody,
    explain_overloads,
)
from cti.usecases.progress import Progress, Stage
from tests.builders import (
    PLAN_DATE,
    a_caseload,
    a_person,
    a_referral,
    a_stay,
    a_worker,
)
from tests.plans.said import facts_of

POLISH = Wishes(language="Polish", language_need=Need.MUST)


def two_of_two() -> PlanFacts:
    """Sam with Alex, Kim with Ben, and both full with one."""
    caseload = a_caseload(
        workers=[a_worker(ceiling=2), a_worker("ben", ceiling=2)],
        people=[a_person(), a_person("kim", worker="ben")],
    )
    return facts_of(caseload, a_stay(), a_stay("kim", "ben"))


def anew(facts: PlanFacts, person: str, *, worker: str | None = None) -> PlannedAnew:
    return explain_anew(Asking(facts, in_children=False), person, worker=worker)


def test_the_best_without_a_worker_is_told_with_what_keeping_costs() -> None:
    found = anew(two_of_two(), "Sam")

    assert found.person == "Sam"
    assert found.sentences == (
        "Without Alex, Sam would move to Ben; the plan would cost 720 points more "
        "(proven), with Kim moving to Alex.",
        "Keeping Alex costs the team nothing over the ceiling.",
    )
    assert [each.difference for each in found.answers] == [720]


def test_the_best_with_a_worker_is_told() -> None:
    found = anew(two_of_two(), "sam", worker="Ben")

    assert found.sentences == (
        "With Ben instead, the plan would cost 720 points more (proven), with Kim "
        "moving to Alex.",
    )


def test_of_the_worker_they_have_there_is_nothing_to_plan_anew() -> None:
    assert anew(two_of_two(), "sam", worker="alex").sentences == ()


def test_of_a_worker_who_may_not_there_is_nothing_to_plan_anew() -> None:
    caseload = a_caseload(
        workers=[a_worker(), a_worker("ben", accepts_new=False)], people=[a_person()]
    )

    assert anew(facts_of(caseload, a_stay()), "sam", worker="ben").sentences == ()


def test_a_name_nobody_has_is_told() -> None:
    with pytest.raises(UnknownName):
        anew(two_of_two(), "Nobody")
    with pytest.raises(UnknownName):
        anew(two_of_two(), "sam", worker="Nobody")


@pytest.mark.parametrize("worker", [None, "alex"])
def test_of_somebody_whose_support_is_over_there_is_nothing(worker: str | None) -> None:
    over = a_person(transition_on=PLAN_DATE - timedelta(days=400))
    facts = facts_of(a_caseload(people=[over]))

    found = anew(facts, "sam", worker=worker)

    assert (found.sentences, found.gives_way) == ((), ())


def test_the_rules_that_would_have_to_give_way_are_told_with_the_price() -> None:
    caseload = a_caseload(
        workers=[a_worker("ben"), a_worker("caro", accepts_new=False)],
        referrals=[a_referral(wishes=POLISH)],
    )

    found = anew(facts_of(caseload), "Robin")

    assert found.sentences == ()
    assert found.gives_way == (
        "If a worker who speaks Polish were a preference, not a must, Robin would "
        "start with Ben on 23 November; the plan would cost 300 points less.",
    )
    assert found.given_way is not None


def test_a_start_that_would_cost_more_than_waiting_is_told_as_that() -> None:
    ben = a_worker("ben", ceiling=0, accepts_new=False)
    caseload = a_caseload(workers=[ben], referrals=[a_referral()])

    (said,) = anew(facts_of(caseload), "Robin").gives_way

    assert said.startswith("If Ben took on somebody new, Robin would start with Ben")
    assert said.endswith("(proven). Even so, it would cost less to let Robin wait.")


def test_other_rules_that_would_do_are_named_but_only_a_few() -> None:
    workers = [a_worker(f"w{n}", accepts_new=False) for n in range(MOST_CHECKED + 3)]
    caseload = a_caseload(workers=workers, referrals=[a_referral()])

    first, *others = anew(facts_of(caseload), "Robin").gives_way

    assert first.startswith("If W0 took on somebody new, Robin would start with W0")
    assert others == [
        f"If W{n} took on somebody new, W{n} could take Robin."
        for n in range(1, MOST_CHECKED + 1)
    ]


def test_where_no_rule_may_give_way_that_is_said() -> None:
    caseload = a_caseload(
        workers=[a_worker("ben", leaves_on=PLAN_DATE)], referrals=[a_referral()]
    )

    assert anew(facts_of(caseload), "Robin").gives_way == (NO_RULE_WOULD_DO,)


def test_everybody_is_asked_about_with_the_progress_of_all() -> None:
    steps: list[Progress] = []
    asking = Asking(two_of_two(), watch=steps.append, in_children=False)

    found = list(explain_everybody(asking))

    assert [each.person for each in found] == ["Sam", "Kim"]
    shares = [step.share or 0 for step in steps]
    assert {step.stage for step in steps} == {Stage.ASKING}
    assert shares == sorted(shares)
    assert min(shares) < 0.5 <= max(shares) <= 1


def test_somebody_of_whom_there_is_nothing_to_say_is_left_out() -> None:
    facts = facts_of(a_caseload(people=[a_person()]), a_stay())

    assert list(explain_everybody(Asking(facts, in_children=False))) == []


def test_each_overload_is_told_with_what_would_clear_it() -> None:
    caseload = a_caseload(
        workers=[a_worker(ceiling=2), a_worker("ben")],
        people=[a_person(), a_person("kim")],
    )

    (found,) = explain_overloads(facts_of(caseload, a_stay(), a_stay("kim")))

    assert found.what.startswith("Alex is over the ceiling already")
    assert found.remedies == (
        "Left alone, it clears by itself on 8 February.",
        "Moving Kim to Ben clears it; the plan would cost 480.8 points less.",
        "Alex working about 40 more hours a week, or cover for 2 SCE at the peak, "
        "clears it too.",
    )
