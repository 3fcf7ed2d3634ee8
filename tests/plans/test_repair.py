"""What would clear a caseload over its ceiling."""

from datetime import date
from fractions import Fraction

from hypothesis import given

from cti.caseload.ledger import ceilings
from cti.caseload.people import Need, Wishes
from cti.plans.alternatives import changed
from cti.plans.assignment import AssignmentPlan
from cti.plans.facts import PlanFacts
from cti.plans.intake import pauses
from cti.plans.loads import Overload
from cti.plans.policy import BALANCED
from cti.plans.remedies import remedies, suggestion
from cti.plans.repair import NoChange, repair, with_hours
from cti.plans.score import loads, score
from cti.plans.verify import verify
from cti.plans.ways import Way, WayKind
from cti.units import Points
from tests.builders import (
    a_caseload,
    a_person,
    a_pin,
    a_referral,
    a_stay,
    a_worker,
    an_absence,
    hours,
    monday,
)
from tests.plans.drawn import SHORT, Planned, a_few, planned
from tests.plans.said import facts_of


def first(facts: PlanFacts) -> str:
    """What is suggested for the first overload."""
    return suggestion(facts, repair(facts, facts.overloads[0]))


# Sam and Kim are in Phase One until 2 February: 2 SCE each, then 1.


def two_with_alex(ceiling: str, *others: str) -> PlanFacts:
    workers = [a_worker(ceiling=ceiling), *(a_worker(other) for other in others)]
    people = [a_person(), a_person("kim")]
    return facts_of(a_caseload(workers=workers, people=people), a_stay(), a_stay("kim"))


def test_moving_one_person_clears_it() -> None:
    facts = two_with_alex("2", "ben")

    assert first(facts) == (
        "Moving Kim to Ben clears it; left alone, it clears by itself on 8 February."
    )


def test_the_cheapest_move_is_suggested() -> None:
    workers = [a_worker(ceiling=2), a_worker("ben", languages=["Polish"])]
    wishes = Wishes(language="Polish", language_need=Need.PREFER)
    people = [a_person(wishes=wishes), a_person("kim")]
    caseload = a_caseload(workers=workers, people=people)

    assert first(facts_of(caseload, a_stay(), a_stay("kim"))).startswith(
        "Moving Sam to Ben clears it;"
    )


def test_a_move_that_puts_somebody_else_over_is_not_suggested() -> None:
    workers = [a_worker(ceiling=2), a_worker("ben", ceiling="1.9")]
    people = [a_person(), a_person("kim")]
    facts = facts_of(
        a_caseload(workers=workers, people=people), a_stay(), a_stay("kim")
    )

    assert first(facts) == (
        "Any single change that clears it puts another worker over: it takes cover "
        "for 2 SCE, about 40 hours a week; left alone, it clears by itself on 8 "
        "February."
    )


def test_somebody_over_for_other_reasons_at_another_time_may_still_help() -> None:
    # Ben is away in the last two weeks, when Sam's and Kim's support has ended.
    away = an_absence(
        "ben", from_on=monday(38), to_on=date(2027, 9, 5), load_reduction=100
    )
    pat = a_person(
        "pat", worker="ben", transition_on=None, transition_expected_on=monday(20)
    )
    caseload = a_caseload(
        workers=[a_worker(ceiling=2), a_worker("ben")],
        people=[a_person(), a_person("kim"), pat],
        absences=[away],
    )
    facts = facts_of(caseload, a_stay(), a_stay("kim"), a_stay("pat", worker="ben"))

    assert [run.worker_id for run in facts.overloads] == ["alex", "ben"]
    assert first(facts).startswith("Moving Kim to Ben clears it;")


def test_a_move_to_somebody_exactly_full_afterwards_is_suggested() -> None:
    workers = [a_worker(ceiling=2), a_worker("ben", ceiling=2)]
    people = [a_person(), a_person("kim")]
    facts = facts_of(
        a_caseload(workers=workers, people=people), a_stay(), a_stay("kim")
    )

    assert repair(facts, facts.overloads[0]).change is not None


def test_one_move_that_is_not_enough_is_not_suggested() -> None:
    facts = two_with_alex("1.5", "ben")

    assert repair(facts, facts.overloads[0]).no_change is NoChange.ONE_IS_NOT_ENOUGH
    assert first(facts).startswith("No single change clears it: it takes cover for")


def test_nobody_may_take_over() -> None:
    caseload = a_caseload(
        workers=[a_worker(ceiling=2), a_worker("ben")],
        people=[a_person(), a_person("kim")],
        pins=[a_pin(), a_pin("kim")],
    )
    facts = facts_of(caseload, a_stay(), a_stay("kim"))

    assert first(facts) == (
        "Nobody else may take the people whose move would clear it: it takes cover for "
        "2 SCE, about 40 hours a week; left alone, it clears by itself on 8 February."
    )


def test_a_later_start_clears_it() -> None:
    # Sam's Phase One ends on 2 February, so from M11 there is room for Pre-CTI.
    caseload = a_caseload(
        workers=[a_worker(ceiling=3)],
        people=[a_person()],
        referrals=[a_referral(transition_expected_on=date(2027, 6, 1))],
    )
    facts = facts_of(caseload, a_stay(), a_stay("robin", from_on=monday(2)))

    assert first(facts) == (
        "Starting Robin on 8 February instead clears it; left alone, it clears by "
        "itself on 8 February."
    )


def test_a_short_overload_is_best_waited_out() -> None:
    # Kim's support ends on 12 December.
    kim = a_person("kim", transition_on=date(2026, 3, 12))
    workers = [a_worker(ceiling=2), a_worker("ben")]
    caseload = a_caseload(workers=workers, people=[a_person(), kim])
    facts = facts_of(caseload, a_stay(), a_stay("kim"))

    assert first(facts) == (
        "It clears by itself on 14 December; moving Kim to Ben would avoid it."
    )


def test_four_weeks_are_not_short() -> None:
    kim = a_person("kim", transition_on=date(2026, 3, 21))  # ends on 21 December
    workers = [a_worker(ceiling=2), a_worker("ben")]
    caseload = a_caseload(workers=workers, people=[a_person(), kim])

    assert first(facts_of(caseload, a_stay(), a_stay("kim"))) == (
        "Moving Kim to Ben clears it; left alone, it clears by itself on 21 December."
    )


def test_a_later_start_on_the_day_it_clears_is_not_said_twice() -> None:
    # Robin's Pre-CTI is 1.5; Sam's support ends on 12 December.
    sam = a_person(transition_on=date(2026, 3, 12))
    robin = a_referral(transition_expected_on=date(2027, 9, 1))
    caseload = a_caseload(
        workers=[a_worker(ceiling="1.5")], people=[sam], referrals=[robin]
    )
    facts = facts_of(caseload, a_stay(), a_stay("robin"))

    assert first(facts) == (
        "It clears by itself on 14 December; starting Robin on that day instead would "
        "avoid it."
    )


def test_a_short_overload_without_a_remedy_says_what_covers_it() -> None:
    kim = a_person("kim", transition_on=date(2026, 3, 12))
    caseload = a_caseload(workers=[a_worker(ceiling=2)], people=[a_person(), kim])

    assert first(facts_of(caseload, a_stay(), a_stay("kim"))) == (
        "It clears by itself on 14 December; until then it takes cover for 0.5 SCE, "
        "about 10 hours a week."
    )


def test_an_overload_to_the_end_is_said_to_last() -> None:
    caseload = a_caseload(
        workers=[a_worker(ceiling=1)],
        people=[a_person(transition_on=None, transition_expected_on=monday(38))],
    )

    assert first(facts_of(caseload, a_stay())).endswith(
        "left alone, it lasts to the end of the plan."
    )


def test_new_starts_may_have_to_be_held_back_together() -> None:
    referrals = [
        a_referral(name, transition_expected_on=date(2027, 6, 1))
        for name in ("robin", "pat")
    ]
    caseload = a_caseload(
        workers=[a_worker(ceiling=2)], people=[a_person()], referrals=referrals
    )
    facts = facts_of(
        caseload,
        a_stay(),
        a_stay("robin", from_on=monday(2)),
        a_stay("pat", from_on=monday(2)),
    )

    found = repair(facts, facts.overloads[0])

    assert found.pause is not None
    assert found.change is None
    assert [way.kind for way in found.pause.ways] == [WayKind.WAITS, WayKind.WAITS]
    assert first(facts).startswith(
        "Starting nobody new with Alex in this plan (2 referrals have no start) clears "
        "it;"
    )


def two_starts(*, ceiling: str) -> PlanFacts:
    """Sam with Alex, and two who start in the second week; Sam's support ends soon."""
    sam = a_person(transition_on=date(2026, 3, 12))  # 0.5 SCE, until 12 December
    later = date(2027, 9, 1)
    referrals = [
        a_referral(name, transition_expected_on=later) for name in ("pat", "robin")
    ]
    caseload = a_caseload(
        workers=[a_worker(ceiling=ceiling)], people=[sam], referrals=referrals
    )
    stays = [a_stay(name, from_on=monday(1)) for name in ("pat", "robin")]
    return facts_of(caseload, a_stay(), *stays)


def test_a_pause_in_new_starts_is_as_short_as_it_can_be() -> None:
    # 0.5 + 1.5 + 1.5 until 14 December, M3; from then on 3.
    facts = two_starts(ceiling="3")

    found = repair(facts, facts.overloads[0])

    assert found.pause is not None
    assert found.pause.until_on == monday(3)
    assert [way.from_week for way in found.pause.ways] == [3, 3]


def test_everything_that_would_clear_it_is_told_the_cheapest_first() -> None:
    facts = two_starts(ceiling="3")

    assert list(remedies(facts, repair(facts, facts.overloads[0]))) == [
        "Left alone, it clears by itself on 14 December.",
        # 14.6 points on each of two Mondays, and 10 for each Monday that passes.
        "Starting Pat on 14 December instead clears it; the plan would cost 9.2 points "
        "less.",
        "Starting nobody new with Alex before 14 December (2 starts put off) clears "
        "it; the plan would cost 10.8 points more.",
        "Alex working about 7 more hours a week, or cover for 0.5 SCE at the peak, "
        "clears it too.",
    ]


def test_where_nothing_else_clears_it_the_hours_are_told() -> None:
    facts = two_with_alex("1.5")

    assert list(remedies(facts, repair(facts, facts.overloads[0]))) == [
        "Left alone, it clears by itself on 3 May.",
        "No single change clears it.",
        "Alex working about 67 more hours a week, or cover for 2.5 SCE at the peak, "
        "clears it too.",
    ]


def test_no_hours_clear_what_is_held_by_somebody_who_is_not_here() -> None:
    away = an_absence(from_on=monday(2), to_on=monday(3), load_reduction=100)
    facts = facts_of(a_caseload(people=[a_person()], absences=[away]), a_stay())

    found = repair(facts, facts.overloads[0])

    assert found.hours_more is None
    assert list(remedies(facts, found))[-1] == (
        "No hours of Alex would clear it: it takes cover for 2 SCE."
    )


def test_of_equals_the_change_is_suggested_and_not_the_pause() -> None:
    robin = a_referral(transition_expected_on=date(2027, 6, 1))
    caseload = a_caseload(
        workers=[a_worker(ceiling=3)], people=[a_person()], referrals=[robin]
    )
    facts = facts_of(caseload, a_stay(), a_stay("robin", from_on=monday(2)))

    found = repair(facts, facts.overloads[0])

    assert found.change is not None
    assert found.pause is not None
    assert found.change.points == found.pause.points
    assert found.cheapest is found.change


def test_a_pause_that_is_the_one_later_start_is_not_told_twice() -> None:
    robin = a_referral(transition_expected_on=date(2027, 6, 1))
    caseload = a_caseload(
        workers=[a_worker(ceiling=3)], people=[a_person()], referrals=[robin]
    )
    facts = facts_of(caseload, a_stay(), a_stay("robin", from_on=monday(2)))

    told = list(remedies(facts, repair(facts, facts.overloads[0])))

    assert [each.partition(" clears it;")[0] for each in told[1:-1]] == [
        "Starting Robin on 8 February instead"
    ]


def test_somebody_moved_may_have_stayed() -> None:
    caseload = a_caseload(
        workers=[a_worker(), a_worker("ben", ceiling=1)], people=[a_person()]
    )

    assert first(facts_of(caseload, a_stay(worker="ben"))).startswith(
        "Leaving Sam with Alex clears it;"
    )


def test_somebody_handed_over_may_go_to_another_that_day() -> None:
    workers = [
        a_worker(leaves_on=monday(8)),
        a_worker("ben", ceiling=1),
        a_worker("caro", starts_on=monday(1)),
    ]
    stays = [a_stay(to_on=monday(8)), a_stay(worker="ben", from_on=monday(8))]
    facts = facts_of(a_caseload(workers=workers, people=[a_person()]), *stays)

    assert first(facts) == (
        "It clears by itself on 8 February; moving Sam to Caro on 18 January instead "
        "would avoid it."
    )


def test_cover_is_worth_the_hours_agreed_for_it() -> None:
    # 20 SCE for 40 hours are 2 hours for each; half-time, 10 for 20 are the same.
    full = a_caseload(
        workers=[a_worker(ceiling="19.5")],
        people=[a_person(f"p{n}") for n in range(10)],
    )
    facts = facts_of(full, *(a_stay(f"p{n}") for n in range(10)))

    found = repair(facts, facts.overloads[0])

    assert found.cover == Fraction(1, 2)
    assert found.cover_hours == Fraction(1, 2) * 40 / Fraction(39, 2)


def test_cover_by_a_part_time_worker_goes_by_their_own_hours() -> None:
    half = a_worker(fte="0.5", works=hours(range(5), 9, 13))
    people = [a_person(f"p{n}") for n in range(6)]
    facts = facts_of(
        a_caseload(workers=[half], people=people),
        *(a_stay(person.person_id) for person in people),
    )

    found = repair(facts, facts.overloads[0])

    assert (found.cover, found.cover_hours) == (Fraction(2), Fraction(4))


def test_cover_has_no_hours_where_none_are_agreed() -> None:
    facts = facts_of(
        a_caseload(workers=[a_worker(ceiling=0)], people=[a_person()]), a_stay()
    )

    assert repair(facts, facts.overloads[0]).cover_hours is None
    assert "cover for 2 SCE; left alone" in first(facts)


def clears(facts: PlanFacts, overload: Overload, *ways: Way) -> bool:
    """Whether the changed plan is free of it, and nobody is over, or further over.

    By the loads that are scored, which know nothing of what is suggested.
    """
    new = put_off(facts, *ways)
    agreed = ceilings(facts.caseload, facts.horizon)
    now, then = (loads(facts.caseload, facts.horizon, p) for p in (facts.plan, new))
    run = range(overload.from_week, overload.to_week)
    return all(
        held
        <= (
            ceiling
            if worker_id == overload.worker_id and week in run
            else max(before, ceiling)
        )
        for worker_id, ceilings_of in agreed.items()
        for week, (before, held, ceiling) in enumerate(
            zip(now[worker_id], then[worker_id], ceilings_of, strict=True)
        )
    )


def put_off(facts: PlanFacts, *ways: Way) -> AssignmentPlan:
    plan = facts.plan
    for way in ways:
        plan = changed(plan, way.person_id, way.stays(facts.horizon))
    return plan


def price(facts: PlanFacts, plan: AssignmentPlan) -> Points:
    now, then = (
        score(facts.caseload, facts.horizon, each, facts.policy).total
        for each in (facts.plan, plan)
    )
    return then - now


@a_few
@given(planned())
def test_a_pause_is_the_cheapest_that_clears_it_and_costs_what_is_said(
    drawn: Planned,
) -> None:
    caseload, plan = drawn
    facts = PlanFacts(caseload=caseload, horizon=SHORT, plan=plan, policy=BALANCED)

    for overload in facts.overloads:
        found = repair(facts, overload)
        every = list(pauses(facts, overload.worker_id))
        clearing = [each for each in every if clears(facts, overload, *each.ways)]
        assert (found.pause is None) == (clearing == [])
        for each in every:
            assert each.points == price(facts, put_off(facts, *each.ways))
            delayed = put_off(facts, *each.ways)
            assert verify(caseload, SHORT, delayed, BALANCED) == ()
        if found.pause is not None:
            assert found.pause in clearing
            assert found.pause.points == min(each.points for each in clearing)


@a_few
@given(planned())
def test_so_many_more_hours_clear_it_and_fewer_do_not(drawn: Planned) -> None:
    caseload, plan = drawn
    facts = PlanFacts(caseload=caseload, horizon=SHORT, plan=plan, policy=BALANCED)

    for overload in facts.overloads:
        share = repair(facts, overload).share_more
        run = slice(overload.from_week, overload.to_week)
        held = loads(caseload, SHORT, plan)[overload.worker_id][run]
        if share is None:
            agreed = ceilings(caseload, SHORT)[overload.worker_id][run]
            assert not all(agreed)
            continue
        for more, is_enough in ((share, True), (share * Fraction(99, 100), False)):
            other = with_hours(caseload, overload.worker_id, more)
            agreed = ceilings(other, SHORT)[overload.worker_id][run]
            enough = all(a <= b for a, b in zip(held, agreed, strict=True))
            assert enough == is_enough


@a_few
@given(planned())
def test_the_change_is_the_cheapest_that_clears_it_and_none_means_none(
    drawn: Planned,
) -> None:
    caseload, plan = drawn
    facts = PlanFacts(caseload=caseload, horizon=SHORT, plan=plan, policy=BALANCED)

    for overload in facts.overloads:
        found = repair(facts, overload)
        clearing = [
            other.points
            for others in facts.alternatives.values()
            for other in others
            if other.way.kind not in {WayKind.WAITS, WayKind.UNCOVERED}
            and clears(facts, overload, other.way)
        ]
        assert suggestion(facts, found).endswith(".")
        if found.change is None:
            assert clearing == []
        else:
            assert clears(facts, overload, found.change.way)
            assert found.change.points == min(clearing)
