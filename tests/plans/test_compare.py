"""What changes between two plans, as facts and in sentences."""

from datetime import date
from fractions import Fraction

from hypothesis import given

from cti.caseload.people import Keep, Person
from cti.caseload.workers import Worker
from cti.plans.assignment import Stay
from cti.plans.changes import in_sentences, summary
from cti.plans.compare import Change, ChangeKind, LoadChange, compare, nothing_decided
from cti.plans.facts import PlanFacts
from cti.plans.policy import BALANCED
from cti.plans.score import score
from tests.builders import (
    HORIZON,
    a_caseload,
    a_person,
    a_plan,
    a_referral,
    a_stay,
    a_worker,
    monday,
)
from tests.plans.drawn import SHORT, Planned, a_few, planned
from tests.plans.said import facts_of


def force(person: Person, *workers: Worker) -> tuple[Stay, ...]:
    return nothing_decided(a_caseload(workers=workers, people=[person]), HORIZON).stays


def against_force(facts: PlanFacts) -> tuple[str, ...]:
    return in_sentences(facts, compare(facts, nothing_decided(facts.caseload, HORIZON)))


def test_with_nothing_decided_is_the_worker_they_have() -> None:
    assert force(a_person(), a_worker()) == (a_stay(),)


def test_with_nothing_decided_a_leaver_leaves_nobody() -> None:
    leaver = a_worker(leaves_on=date(2027, 1, 12))

    assert force(a_person(), leaver) == (
        a_stay(to_on=monday(8)),
        a_stay(worker=None, from_on=monday(8)),
    )


def test_with_nothing_decided_a_leaver_after_the_support_stays() -> None:
    assert force(a_person(), a_worker(leaves_on=monday(36))) == (a_stay(),)


def test_with_nothing_decided_nobody_stands_for_a_worker_who_is_not_there() -> None:
    gone = a_worker(leaves_on=monday(0))

    assert force(a_person(), gone) == (a_stay(worker=None),)
    assert force(a_person(worker="W99"), a_worker()) == (a_stay(worker=None),)
    assert force(a_person(worker=None), a_worker()) == (a_stay(worker=None),)


def test_a_move_is_said_with_its_because() -> None:
    caseload = a_caseload(
        workers=[a_worker(ceiling=0), a_worker("ben")],
        people=[a_person(), a_person("kim", worker="ben")],
    )

    assert against_force(
        facts_of(caseload, a_stay(worker="ben"), a_stay("kim", worker="ben"))
    ) == (
        "1 of 2 people changes worker.",
        "The team is 0 SCE-weeks over the ceiling instead of 40.5 (360 points instead "
        "of 1,620).",
        "Sam moves from Alex to Ben on 23 November, because with Alex the team would "
        "be 40.5 more SCE-weeks over the ceiling.",
    )


def test_several_changes_of_a_team() -> None:
    caseload = a_caseload(
        workers=[a_worker(leaves_on=date(2027, 1, 12)), a_worker("ben")],
        people=[a_person(keep_worker=Keep.CHANGE), a_person("kim")],
        referrals=[a_referral()],
    )
    facts = facts_of(
        caseload,
        a_stay(worker="ben"),
        a_stay("kim", to_on=monday(8)),
        a_stay("kim", worker="ben", from_on=monday(8)),
        a_stay("robin", worker="ben", from_on=monday(2)),
    )

    assert against_force(facts)[2:] == (
        "Sam moves from Alex to Ben on 23 November, because Alex leaves on 12 January.",
        "Kim moves from Alex to Ben on 18 January, because Alex leaves on 12 January.",
        "Robin starts with Ben on 7 December.",
    )
    assert against_force(facts)[0] == "2 of 2 people change worker."


def test_somebody_without_a_worker_comes_to_one() -> None:
    caseload = a_caseload(people=[a_person(worker=None)])

    assert against_force(facts_of(caseload, a_stay()))[2] == (
        "Sam is with Alex from 23 November, because Sam has no worker."
    )


def test_a_worker_who_is_not_there_is_left() -> None:
    caseload = a_caseload(people=[a_person(worker="W99")])

    assert against_force(facts_of(caseload, a_stay()))[2] == (
        "Sam moves from W99 to Alex on 23 November, because W99 is not among the "
        "workers."
    )


TWO = a_caseload(
    workers=[a_worker(), a_worker("ben"), a_worker("caro")],
    people=[a_person()],
    referrals=[a_referral()],
)


def test_between_two_plans_another_worker_is_another_worker() -> None:
    facts = facts_of(TWO, a_stay(worker="caro"))

    found = compare(facts, a_plan(a_stay(worker="ben")))

    assert found.changes == (
        Change(
            kind=ChangeKind.OTHER_WORKER,
            person_id=a_person().person_id,
            from_worker=a_worker("ben").worker_id,
            to_worker=a_worker("caro").worker_id,
            on=monday(0),
        ),
    )
    assert in_sentences(facts, found)[2].startswith(
        "Sam is with Caro instead of Ben from 23 November"
    )


def test_the_worker_left_is_the_one_they_were_to_have_that_day() -> None:
    before = a_plan(a_stay(to_on=monday(8)), a_stay(worker="caro", from_on=monday(8)))

    (change,) = compare(facts_of(TWO, a_stay(worker="ben")), before).changes

    assert (change.from_worker, change.on) == ("alex", monday(0))


def test_a_move_that_is_taken_back_is_a_stay() -> None:
    facts = facts_of(TWO, a_stay())

    found = compare(facts, a_plan(a_stay(worker="ben")))

    assert (
        in_sentences(facts, found)[2] == "Sam stays with Alex and does not move to Ben."
    )


def test_only_the_last_turn_of_a_person_has_the_because() -> None:
    caseload = a_caseload(
        workers=[a_worker(leaves_on=monday(8)), a_worker("ben"), a_worker("caro")],
        people=[a_person()],
    )
    facts = facts_of(
        caseload, a_stay(to_on=monday(8)), a_stay(worker="caro", from_on=monday(8))
    )

    found = compare(facts, a_plan(a_stay(worker="ben")))

    assert in_sentences(facts, found)[2:] == (
        "Sam stays with Alex and does not move to Ben.",
        "Sam is with Caro instead of Ben from 18 January, because Alex leaves on 18 "
        "January.",
    )


def test_a_start_may_change_its_day_its_worker_or_both() -> None:
    before = a_plan(a_stay(), a_stay("robin"))

    def said(*stays: Stay) -> str:
        facts = facts_of(TWO, a_stay(), *stays)
        return in_sentences(facts, compare(facts, before))[2]

    assert said(a_stay("robin", from_on=monday(1))) == (
        "Robin starts with Alex on 30 November instead of on 23 November."
    )
    assert said(a_stay("robin", worker="ben")) == (
        "Robin starts with Ben on 23 November instead of with Alex."
    )
    assert said(a_stay("robin", worker="ben", from_on=monday(1))) == (
        "Robin starts with Ben on 30 November instead of with Alex on 23 November."
    )
    assert said() == "Robin no longer starts with Alex on 23 November."


def test_nobody_changes_worker_where_only_starts_differ() -> None:
    facts = facts_of(TWO, a_stay(), a_stay("robin"))

    assert summary(compare(facts, a_plan(a_stay())))[0] == "Nobody changes worker."


def test_being_left_with_nobody_is_a_change() -> None:
    caseload = a_caseload(people=[a_person()])
    facts = facts_of(
        caseload, a_stay(to_on=monday(8)), a_stay(worker=None, from_on=monday(8))
    )

    found = compare(facts, a_plan(a_stay()))

    said = in_sentences(facts, found)
    assert said[:2] == ("Nobody changes worker.", "1 person has nobody instead.")
    assert said[3] == "Sam has nobody from 18 January."
    assert (found.people_who_change_worker, found.people_with_nobody) == (0, 1)


def test_loads_and_costs_are_set_side_by_side() -> None:
    caseload = a_caseload(
        workers=[a_worker(ceiling=1), a_worker("ben")], people=[a_person()]
    )
    facts = facts_of(caseload, a_stay(worker="ben"))

    found = compare(facts, a_plan(a_stay()))

    assert found.loads == (
        LoadChange(
            worker_id=a_worker().worker_id,
            over_before=Fraction(11),
            over_after=Fraction(0),
            peak_before=Fraction(2),
            peak_after=Fraction(0),
        ),
        LoadChange(
            worker_id=a_worker("ben").worker_id,
            over_before=Fraction(0),
            over_after=Fraction(0),
            peak_before=Fraction(0),
            peak_after=Fraction(2),
        ),
    )
    assert found.cost_before == score(caseload, HORIZON, a_plan(a_stay()), BALANCED)
    assert found.cost_after == score(caseload, HORIZON, facts.plan, BALANCED)


def test_a_stay_after_the_support_has_ended_is_no_change() -> None:
    facts = facts_of(a_caseload(people=[a_person()]), a_stay())

    assert compare(facts, a_plan(a_stay(to_on=monday(36)))).changes == ()


@a_few
@given(planned())
def test_an_unchanged_plan_changes_nothing(drawn: Planned) -> None:
    caseload, plan = drawn
    facts = PlanFacts(caseload=caseload, horizon=SHORT, plan=plan, policy=BALANCED)

    found = compare(facts, plan)

    assert found.changes == ()
    assert found.cost_before == found.cost_after
    assert in_sentences(facts, found) == (
        "Nothing changes in who works with whom, or in when people start.",
    )


@a_few
@given(planned())
def test_against_nothing_decided_those_change_who_do_not_keep_their_worker(
    drawn: Planned,
) -> None:
    caseload, plan = drawn
    facts = PlanFacts(caseload=caseload, horizon=SHORT, plan=plan, policy=BALANCED)
    before = nothing_decided(caseload, SHORT)

    found = compare(facts, before)

    assert {change.person_id for change in found.changes} == {
        person_id
        for person_id in (*facts.open, *caseload.referral)
        if plan.of.get(person_id, ()) != before.of.get(person_id, ())
    }
    assert all(said.endswith(".") for said in in_sentences(facts, found))
