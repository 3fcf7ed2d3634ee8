"""Why each person is where the plan has them, to the word."""

from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import given

from cti.caseload.caseload import Pin
from cti.caseload.people import Keep, Need, Person, Priority, Referral, Wishes
from cti.caseload.workers import FULL_REDUCTION, Worker
from cti.plans.assignment import Stay
from cti.plans.facts import PlanFacts
from cti.plans.policy import BALANCED
from cti.plans.reasons import reasons
from cti.plans.why import because, why, why_not, why_not_each
from cti.units import PersonId, WorkerId
from tests.builders import (
    a_caseload,
    a_person,
    a_pin,
    a_referral,
    a_stay,
    a_worker,
    an_absence,
    monday,
)
from tests.plans.drawn import SHORT, Planned, a_few, nonsense, planned
from tests.plans.said import facts_of

SAM, ROBIN, BEN = PersonId("sam"), PersonId("robin"), WorkerId("ben")


def of_sam(
    *stays: Stay,
    workers: Iterable[Worker],
    person: Person | None = None,
    pins: Iterable[Pin] = (),
) -> str:
    caseload = a_caseload(workers=workers, people=[person or a_person()], pins=pins)
    return why(facts_of(caseload, *stays))[SAM]


def of_robin(
    *stays: Stay, workers: Iterable[Worker], referral: Referral | None = None
) -> str:
    caseload = a_caseload(workers=workers, referrals=[referral or a_referral()])
    return why(facts_of(caseload, *stays))[ROBIN]


# Sam weighs 2 on the first eleven Mondays, 1 on the next twelve, then 0.5 for thirteen.


def test_kept_because_another_would_be_over() -> None:
    said = of_sam(a_stay(), workers=[a_worker(), a_worker("ben", ceiling=1)])

    assert said == (
        "Alex keeps Sam. With Ben, the next best, the team would be 11 more SCE-weeks "
        "over the ceiling."
    )


def test_kept_because_nothing_would_be_gained() -> None:
    said = of_sam(a_stay(), workers=[a_worker(), a_worker("ben")])

    assert said == "Alex keeps Sam. With Ben, the next best, nothing would be gained."


def test_kept_although_the_team_is_a_little_over() -> None:
    said = of_sam(a_stay(), workers=[a_worker(ceiling="1.5"), a_worker("ben")])

    assert said == (
        "Alex keeps Sam. With Ben, the next best, the team would be 5.5 fewer "
        "SCE-weeks over the ceiling, which is too little for a change of worker."
    )


def test_a_gain_and_a_loss_are_weighed_with_the_change_of_worker() -> None:
    wishes = Wishes(
        language="Polish",
        language_need=Need.PREFER,
        specialism="women",
        specialism_need=Need.PREFER,
        locality="East",
    )
    alex = a_worker(specialisms=["women"], locality="East")
    ben = a_worker("ben", languages=["Polish"], locality="West")

    said = of_sam(a_stay(), workers=[alex, ben], person=a_person(wishes=wishes))

    assert said == (
        "Alex keeps Sam. With Ben, the next best, Sam's wish for a worker who speaks "
        "Polish would be met, but Sam would change worker, their wish for a worker "
        "with the specialism women would go unmet and the worker would not be based "
        "in East, where they live."
    )


def test_caseloads_below_the_ceiling_count_too() -> None:
    said = of_sam(a_stay(), workers=[a_worker(), a_worker("ben", ceiling=2)])

    assert said == (
        "Alex keeps Sam. With Ben, the next best, caseloads would be closer to their "
        "ceilings."
    )


def test_one_caseload_far_over_is_not_told_as_fewer_sce_weeks() -> None:
    # Alex holds 20 of 19; Ben would hold 2 of 1.1, which is less over and dearer.
    workers = [a_worker(ceiling=19), a_worker("ben", ceiling="1.1")]
    people = [a_person(), *(a_person(f"p{n}") for n in range(9))]
    facts = facts_of(
        a_caseload(workers=workers, people=people),
        *(a_stay(person.person_id) for person in people),
    )

    assert facts.alternatives[SAM][0].sce_weeks_over < 0
    assert why(facts)[SAM] == (
        "Alex keeps Sam. With Ben, the next best, caseloads would be closer to their "
        "ceilings."
    )


def test_kept_because_nobody_else_may() -> None:
    said = of_sam(a_stay(), workers=[a_worker(), a_worker("ben", accepts_new=False)])

    assert said == "Alex keeps Sam. Nobody else may take Sam."


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("agreed at case review", "Alex keeps Sam: agreed at case review."),
        ("", "Alex keeps Sam: they are pinned together."),
    ],
)
def test_kept_because_of_a_pin(reason: str, said: str) -> None:
    pins = [a_pin(reason=reason)]

    assert of_sam(a_stay(), workers=[a_worker(), a_worker("ben")], pins=pins) == said


def test_moved_because_of_a_pin_to_somebody_else() -> None:
    workers = [a_worker(), a_worker("ben")]
    caseload = a_caseload(
        workers=workers, people=[a_person()], pins=[a_pin(worker="ben")]
    )
    facts = facts_of(caseload, a_stay(worker="ben"))

    assert why(facts)[SAM] == (
        "Sam moves from Alex to Ben on 23 November: agreed at case review."
    )
    assert because(facts, reasons(facts)[SAM]) == "of a pin (agreed at case review)"


def test_a_referral_starts_with_the_worker_it_is_pinned_to() -> None:
    caseload = a_caseload(
        workers=[a_worker(), a_worker("ben")],
        referrals=[a_referral()],
        pins=[a_pin("robin", "ben")],
    )

    assert why(facts_of(caseload, a_stay("robin", "ben")))[ROBIN] == (
        "Robin starts with Ben on 23 November, the first Monday possible: agreed at "
        "case review."
    )


def test_moved_because_staying_would_be_over() -> None:
    workers = [a_worker(ceiling=0), a_worker("ben")]

    assert of_sam(a_stay(worker="ben"), workers=workers) == (
        "Sam moves from Alex to Ben on 23 November. With Alex, the team would be 40.5 "
        "more SCE-weeks over the ceiling."
    )


def test_moved_as_they_would_like() -> None:
    workers = [a_worker(), a_worker("ben"), a_worker("caro", ceiling=1)]
    person = a_person(keep_worker=Keep.CHANGE)

    assert of_sam(a_stay(worker="ben"), workers=workers, person=person) == (
        "Sam would like a change of worker and moves from Alex to Ben on 23 November. "
        "With Caro, the next best, the team would be 11 more SCE-weeks over the "
        "ceiling."
    )


def test_moved_as_they_would_like_where_nobody_else_may_take_them() -> None:
    workers = [a_worker(), a_worker("ben")]
    person = a_person(keep_worker=Keep.CHANGE)

    said = of_sam(a_stay(worker="ben"), workers=workers, person=person)

    assert "With Alex, Sam would not have the change of worker they would like" in said
    assert "Nobody else" not in said


def test_kept_although_they_would_like_a_change() -> None:
    workers = [a_worker(), a_worker("ben", ceiling=0)]
    person = a_person(keep_worker=Keep.CHANGE)

    assert of_sam(a_stay(), workers=workers, person=person) == (
        "Alex keeps Sam. With Ben, the next best, Sam would have the change of worker "
        "they would like, but the team would be 40.5 more SCE-weeks over the ceiling."
    )


def test_a_plan_that_could_be_better_says_so() -> None:
    workers = [a_worker(ceiling=0), a_worker("ben")]

    assert of_sam(a_stay(), workers=workers) == (
        "Alex keeps Sam. With Ben, the next best, the team would be 40.5 fewer "
        "SCE-weeks over the ceiling. On the whole that would be better."
    )


def test_handed_over_when_the_worker_leaves() -> None:
    workers = [a_worker(leaves_on=date(2027, 1, 12)), a_worker("ben")]
    stays = [a_stay(to_on=monday(8)), a_stay(worker="ben", from_on=monday(8))]

    assert of_sam(*stays, workers=workers) == (
        "Alex leaves on 12 January; Sam moves to Ben on 18 January. "
        "Nobody else may take Sam."
    )


def test_handed_over_before_the_worker_leaves() -> None:
    workers = [
        a_worker(leaves_on=date(2027, 1, 12)),
        a_worker("ben"),
        a_worker("caro", ceiling=1),
    ]

    assert of_sam(a_stay(worker="ben"), workers=workers) == (
        "Alex leaves on 12 January; Sam moves to Ben already on 23 November. Moving "
        "only on 18 January, all would be as good. With Caro from 18 January, the "
        "next best, the team would be 3 more SCE-weeks over the ceiling."
    )


@pytest.mark.parametrize(
    ("person", "said"),
    [
        pytest.param(
            a_person(worker=None),
            "Sam has no worker; Sam moves to Ben on 23 November.",
            id="no worker",
        ),
        pytest.param(
            a_person(worker="W99"),
            "W99 is not among the workers; Sam moves to Ben on 23 November.",
            id="a worker nobody knows",
        ),
        pytest.param(
            a_person(wishes=Wishes(not_workers=frozenset({WorkerId("alex")}))),
            "Sam and Alex are not to work together; Sam moves to Ben on 23 November.",
            id="not to work together",
        ),
    ],
)
def test_moved_because_they_must_be(person: Person, said: str) -> None:
    workers = [a_worker(accepts_new=False), a_worker("ben")]

    found = of_sam(a_stay(worker="ben"), workers=workers, person=person)

    assert found == f"{said} Nobody else may take Sam."


@pytest.mark.parametrize("week", [-1, 0])
def test_a_leaver_who_has_left_is_said_to_have(week: int) -> None:
    workers = [a_worker(leaves_on=monday(week)), a_worker("ben")]

    assert of_sam(a_stay(worker="ben"), workers=workers).startswith(
        "Alex has left; Sam moves to Ben already on 23 November."
    )


def test_uncovered_names_who_comes_nearest() -> None:
    workers = [
        a_worker(leaves_on=monday(8)),
        a_worker("ben", accepts_new=False, team="south"),
        a_worker("caro", accepts_new=False),
        a_worker("dev", accepts_new=False),
    ]
    stays = [a_stay(to_on=monday(8)), a_stay(worker=None, from_on=monday(8))]

    assert of_sam(*stays, workers=workers) == (
        "Nobody may take Sam from 18 January. Caro comes nearest, as does 1 other: "
        "Caro is not taking on new people at present."
    )


def test_a_referral_that_starts_at_once() -> None:
    workers = [a_worker(), a_worker("ben", ceiling=1)]

    # Robin weighs 1.5 on 14 Mondays and 2 on 12, then never more than 1.
    assert of_robin(a_stay("robin"), workers=workers) == (
        "Robin starts with Alex on 23 November, the first Monday possible. With Ben, "
        "the next best, the team would be 19 more SCE-weeks over the ceiling."
    )


def test_a_referral_that_waits_for_room() -> None:
    # Kim's support ends on 28 November; until then, 0.5 is taken.
    kim = a_person("kim", transition_on=date(2026, 2, 28))
    robin = a_referral(transition_expected_on=date(2027, 2, 23))
    caseload = a_caseload(
        workers=[a_worker(ceiling="1.5")], people=[kim], referrals=[robin]
    )
    facts = facts_of(caseload, a_stay("kim"), a_stay("robin", from_on=monday(1)))

    assert why(facts)[ROBIN] == (
        "Robin starts with Alex on 30 November. A week sooner, on 23 November, the "
        "team would be 0.5 more SCE-weeks over the ceiling."
    )


def test_sooner_means_an_earlier_monday() -> None:
    workers = [a_worker(), a_worker("ben", starts_on=monday(1))]

    said = of_robin(a_stay("robin", from_on=monday(1)), workers=workers)

    assert said == (
        "Robin starts with Alex on 30 November. A week sooner, on 23 November, nothing "
        "would speak against it. On the whole that would be better."
    )


def test_sooner_with_somebody_else_is_said_with_whom() -> None:
    workers = [a_worker(starts_on=monday(2)), a_worker("ben", starts_on=monday(1))]

    said = of_robin(a_stay("robin", from_on=monday(2)), workers=workers)

    assert said == (
        "Robin starts with Alex on 7 December. A week sooner, on 30 November with Ben, "
        "nothing would speak against it. On the whole that would be better."
    )


def test_several_weeks_sooner_are_counted() -> None:
    workers = [a_worker(starts_on=monday(3)), a_worker("ben", starts_on=monday(1))]

    said = of_robin(a_stay("robin", from_on=monday(3)), workers=workers)

    assert "2 weeks sooner, on 30 November with Ben, " in said


def test_nobody_sooner_and_nobody_else() -> None:
    said = of_robin(
        a_stay("robin", from_on=monday(2)), workers=[a_worker(starts_on=monday(2))]
    )

    assert said == (
        "Robin starts with Alex on 7 December. Nobody may take Robin sooner."
    )


def test_the_worker_asked_for_who_may_not() -> None:
    ben = a_worker("ben", accepts_new=False)
    referral = a_referral(wishes=Wishes(requested_worker=BEN))

    assert of_robin(a_stay("robin"), workers=[a_worker(), ben], referral=referral) == (
        "Robin starts with Alex on 23 November, the first Monday possible. Nobody else "
        "may take Robin. Robin asked for Ben, but Ben is not taking on new people at "
        "present."
    )


def test_somebody_who_stays_is_not_told_of_a_worker_who_may_not() -> None:
    workers = [a_worker(), a_worker("ben", accepts_new=False)]
    person = a_person(wishes=Wishes(requested_worker=BEN))

    assert of_sam(a_stay(), workers=workers, person=person) == (
        "Alex keeps Sam. Nobody else may take Sam."
    )


def test_the_worker_asked_for_who_has_less_room() -> None:
    workers = [a_worker(), a_worker("ben", ceiling=1), a_worker("caro")]
    referral = a_referral(wishes=Wishes(requested_worker=BEN))

    assert of_robin(a_stay("robin"), workers=workers, referral=referral) == (
        "Robin starts with Alex on 23 November, the first Monday possible. With Caro, "
        "the next best, all would be as good. With Ben, whom Robin asked for, the team "
        "would be 19 more SCE-weeks over the ceiling."
    )


def test_the_worker_asked_for_may_lack_what_they_would_like_besides() -> None:
    wishes = Wishes(requested_worker=BEN, language="Polish", language_need=Need.PREFER)
    workers = [a_worker(languages=["Polish"]), a_worker("ben", ceiling=1)]
    workers.append(a_worker("caro", languages=["Polish"]))

    said = of_robin(
        a_stay("robin"), workers=workers, referral=a_referral(wishes=wishes)
    )

    assert said.endswith(
        "With Ben, whom Robin asked for, the team would be 19 more SCE-weeks over the "
        "ceiling and Robin's wish for a worker who speaks Polish would go unmet."
    )


def test_the_worker_asked_for_may_be_the_next_best() -> None:
    workers = [a_worker(), a_worker("ben", ceiling=1)]
    referral = a_referral(wishes=Wishes(requested_worker=BEN))

    assert of_robin(a_stay("robin"), workers=workers, referral=referral) == (
        "Robin starts with Alex on 23 November, the first Monday possible. With Ben, "
        "the next best, Robin's wish for Ben would be met, but the team would be 19 "
        "more SCE-weeks over the ceiling."
    )


def test_asking_for_the_worker_who_leaves_goes_without_saying() -> None:
    workers = [a_worker(leaves_on=monday(8)), a_worker("ben")]
    person = a_person(wishes=Wishes(requested_worker=WorkerId("alex")))
    stays = [a_stay(to_on=monday(8)), a_stay(worker="ben", from_on=monday(8))]

    assert of_sam(*stays, workers=workers, person=person) == (
        "Alex leaves on 18 January; Sam moves to Ben on 18 January. "
        "Nobody else may take Sam."
    )


def test_a_referral_without_a_start() -> None:
    referral = a_referral(earliest_start_on=monday(12))

    # Robin would weigh 1.5 on 13 Mondays, 2 on 13, and 1 on the last two.
    said = of_robin(workers=[a_worker(ceiling=0)], referral=referral)

    assert said == (
        "Robin waits, with no start in this plan. Starting with Alex on 15 February, "
        "the next best, the team would be 47.5 more SCE-weeks over the ceiling."
    )


def test_a_referral_nobody_may_take() -> None:
    wishes = Wishes(language="Polish", language_need=Need.MUST)
    referral = a_referral(wishes=wishes)

    assert of_robin(workers=[a_worker()], referral=referral) == (
        "Nobody may take Robin. Alex comes nearest: Alex does not speak Polish, which "
        "Robin must have."
    )


def test_a_referral_that_can_only_start_after_this_plan() -> None:
    referral = a_referral(earliest_start_on=date(2027, 3, 1))

    assert of_robin(workers=[a_worker()], referral=referral) == (
        "Robin can start from 1 March, after the last start of this plan."
    )


def test_why_not_a_worker_whom_rules_refuse() -> None:
    ben = a_worker("ben", accepts_new=False, leaves_on=date(2027, 1, 12))
    facts = facts_of(
        a_caseload(workers=[a_worker(), ben], people=[a_person()]), a_stay()
    )

    assert why_not(facts, SAM, BEN) == (
        "Ben may not take Sam. Ben is not taking on new people at present. Ben leaves "
        "on 12 January, before Sam's support ends."
    )


def test_why_not_a_worker_who_could_has_a_price_in_brackets() -> None:
    workers = [a_worker(), a_worker("ben", ceiling=1)]
    facts = facts_of(a_caseload(workers=workers, people=[a_person()]), a_stay())

    # 360 for the move; of 1 SCE in Ben's ceiling of 1, 1.1 x 2 + 1 x 18 + 0.9 x 20 on
    # eleven Mondays, and 0.1 x 2 on the twelve in Phase Two.
    assert why_not(facts, SAM, BEN) == (
        "With Ben, the team would be 11 more SCE-weeks over the ceiling. "
        "(782.6 points.)"
    )


def test_why_not_a_worker_who_could_only_later() -> None:
    workers = [a_worker(starts_on=monday(2)), a_worker("ben", starts_on=monday(4))]
    caseload = a_caseload(workers=workers, referrals=[a_referral()])
    facts = facts_of(caseload, a_stay("robin", from_on=monday(2)))

    assert why_not(facts, ROBIN, BEN) == (
        "With Ben from 21 December, Robin would wait 2 weeks longer. (20 points.)"
    )


def test_why_not_the_worker_they_would_stay_with() -> None:
    workers = [a_worker(ceiling=0), a_worker("ben")]
    caseload = a_caseload(workers=workers, people=[a_person()])
    facts = facts_of(caseload, a_stay(worker="ben"))

    assert why_not(facts, SAM, WorkerId("alex")) == (
        "With Alex, the team would be 40.5 more SCE-weeks over the ceiling. "
        "(1,260 points.)"
    )


def test_why_not_the_worker_they_have_is_why() -> None:
    facts = facts_of(a_caseload(people=[a_person()]), a_stay())

    assert why_not(facts, SAM, WorkerId("alex")) == (
        "Alex it is. Alex keeps Sam. Nobody else may take Sam."
    )


def test_why_not_where_a_pin_holds() -> None:
    workers = [a_worker(), a_worker("ben")]
    caseload = a_caseload(workers=workers, people=[a_person()], pins=[a_pin()])

    assert why_not(facts_of(caseload, a_stay()), SAM, BEN) == (
        "Ben may not take Sam. Sam is pinned to Alex (agreed at case review)."
    )


def test_why_not_somebody_whose_support_is_over() -> None:
    over = a_person(transition_on=date(2026, 2, 1))

    assert why_not(facts_of(a_caseload(people=[over])), SAM, BEN) == (
        "Sam's support is over, so nobody is planned."
    )


def test_being_away_on_the_day_is_a_reason_why_not() -> None:
    away = an_absence("ben", load_reduction=FULL_REDUCTION)
    caseload = a_caseload(
        workers=[a_worker(), a_worker("ben")], people=[a_person()], absences=[away]
    )

    assert why_not(facts_of(caseload, a_stay()), SAM, BEN) == (
        "Ben may not take Sam. Ben is away, with no caseload, on 23 November."
    )


@pytest.mark.parametrize(
    ("person", "leaves_on", "clause"),
    [
        pytest.param(
            a_person(),
            None,
            "with Alex the team would be 40.5 more SCE-weeks over",
            id="room",
        ),
        pytest.param(
            a_person(keep_worker=Keep.CHANGE),
            None,
            "they would like a change of worker",
            id="a wish",
        ),
        pytest.param(
            a_person(), monday(4), "Alex leaves on 21 December", id="a leaver"
        ),
        pytest.param(a_person(worker=None), None, "Sam has no worker", id="nobody"),
    ],
)
def test_a_move_has_a_because(
    person: Person, leaves_on: date | None, clause: str
) -> None:
    workers = [a_worker(ceiling=0, leaves_on=leaves_on), a_worker("ben")]
    facts = facts_of(a_caseload(workers=workers, people=[person]), a_stay(worker="ben"))

    assert because(facts, reasons(facts)[SAM]).startswith(clause)


def test_somebody_who_stays_has_no_because() -> None:
    facts = facts_of(a_caseload(people=[a_person()]), a_stay())

    assert because(facts, reasons(facts)[SAM]) == ""


def test_an_urgent_referral_does_not_wait_for_a_wish() -> None:
    wishes = Wishes(language="Polish", language_need=Need.PREFER)
    workers = [a_worker(), a_worker("ben", languages=["Polish"], starts_on=monday(1))]
    referral = a_referral(priority=Priority.URGENT, wishes=wishes)

    assert of_robin(a_stay("robin"), workers=workers, referral=referral) == (
        "Robin starts with Alex on 23 November, the first Monday possible. With Ben "
        "from 30 November, the next best, Robin's wish for a worker who speaks Polish "
        "would be met, but Robin would wait 1 week longer."
    )


@a_few
@given(nonsense())
def test_there_is_a_why_even_of_a_plan_that_makes_no_sense(drawn: Planned) -> None:
    caseload, plan = drawn
    facts = PlanFacts(caseload=caseload, horizon=SHORT, plan=plan, policy=BALANCED)

    assert set(why(facts)) == set(facts.open) | set(caseload.referral)


@a_few
@given(planned())
def test_there_is_a_why_for_everybody_and_a_why_not_for_each_worker(
    drawn: Planned,
) -> None:
    caseload, plan = drawn
    facts = PlanFacts(caseload=caseload, horizon=SHORT, plan=plan, policy=BALANCED)

    said = why(facts)

    assert set(said) == set(facts.open) | set(caseload.referral)
    for person_id, sentences in said.items():
        assert sentences.endswith(".")
        others = why_not_each(facts, person_id)
        assert set(others) == set(caseload.worker) - {facts.ways[person_id].worker_id}
        refused = {w for w, text in others.items() if "may not take" in text}
        weighed = {o.way.worker_id for o in facts.alternatives[person_id]}
        assert refused == set(others) - weighed
