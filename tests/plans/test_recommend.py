"""Who should take somebody: every allowed way, its exact price, and who may not."""

import pytest
from hypothesis import given, settings

from cti.caseload.people import Keep, Need, Person, Priority, Wishes
from cti.plans.alternatives import changed
from cti.plans.assignment import Rule
from cti.plans.facts import PlanFacts
from cti.plans.policy import BALANCED
from cti.plans.recommend import (
    Recommendation,
    impact,
    is_planned,
    meaning,
    price,
    who_could_take,
    whom_could_take,
)
from cti.plans.score import score
from cti.plans.verify import verify
from cti.plans.ways import WayKind, ways
from cti.units import PersonId, WorkerId
from tests.builders import (
    a_caseload,
    a_person,
    a_referral,
    a_stay,
    a_worker,
    monday,
)
from tests.plans.drawn import SHORT, Planned, a_few, nonsense, planned
from tests.plans.said import facts_of

SAM, ROBIN = PersonId("sam"), PersonId("robin")
ALEX, BEN = WorkerId("alex"), WorkerId("ben")


def short_facts(drawn: Planned) -> PlanFacts:
    caseload, plan = drawn
    return PlanFacts(caseload=caseload, horizon=SHORT, plan=plan, policy=BALANCED)


@settings(a_few, max_examples=30)
@given(planned())
def test_what_a_way_adds_is_what_the_score_says_of_the_plan_with_it(
    drawn: Planned,
) -> None:
    facts = short_facts(drawn)
    now = score(facts.caseload, SHORT, facts.plan, BALANCED).total

    for person_id in facts.ways:
        for found in who_could_take(facts, person_id).ways:
            new = changed(facts.plan, person_id, found.way.stays(SHORT))
            assert (
                found.points == score(facts.caseload, SHORT, new, BALANCED).total - now
            )
            assert verify(facts.caseload, SHORT, new, BALANCED) == verify(
                facts.caseload, SHORT, facts.plan, BALANCED
            )


@a_few
@given(planned())
def test_every_allowed_way_to_a_worker_is_ranked_and_no_other(drawn: Planned) -> None:
    facts = short_facts(drawn)

    for person_id, open_to in ways(facts.caseload, SHORT, BALANCED).items():
        found = who_could_take(facts, person_id)
        assert {each.way for each in found.ways} == {
            way for way in open_to if way.worker_id is not None
        }
        points = [each.points for each in found.ways]
        assert points == sorted(points)


@a_few
@given(planned())
def test_every_worker_takes_somebody_or_is_refused_by_a_rule(drawn: Planned) -> None:
    facts = short_facts(drawn)

    for referral in facts.caseload.referrals:
        found = who_could_take(facts, referral.referral_id)
        may = {each.way.worker_id for each in found.ways}
        refused = {blocked.worker_id for blocked in found.refused}
        if found.ways:
            assert may | refused == set(facts.caseload.worker)


@a_few
@given(planned())
def test_nobody_who_could_take_somebody_is_refused_too(drawn: Planned) -> None:
    facts = short_facts(drawn)

    for person_id in facts.ways:
        found = who_could_take(facts, person_id)
        may = {each.way.worker_id for each in found.ways}
        assert not may & {blocked.worker_id for blocked in found.refused}


def test_a_worker_who_could_not_take_somebody_now_may_keep_them() -> None:
    needs = Wishes(language="BSL", language_need=Need.MUST)
    caseload = a_caseload(
        workers=[a_worker(), a_worker("ben")], people=[a_person(wishes=needs)]
    )

    found = who_could_take(facts_of(caseload, a_stay()), SAM)

    assert [each.way.worker_id for each in found.ways] == [ALEX]
    assert [each.worker_id for each in found.refused] == [BEN]


@a_few
@given(planned())
def test_a_workers_best_offer_is_their_best_place_in_each_ranking(
    drawn: Planned,
) -> None:
    facts = short_facts(drawn)

    for worker_id in facts.caseload.worker:
        found = whom_could_take(facts, worker_id)
        for offer in found.offers:
            person_id = offer.way.person_id
            of_each = who_could_take(facts, person_id).best_of_each
            assert offer in of_each
            assert offer.way.worker_id == worker_id
        points = [offer.points for offer in found.offers]
        assert points == sorted(points)


@a_few
@given(nonsense())
def test_there_is_an_answer_about_any_plan(drawn: Planned) -> None:
    facts = short_facts(drawn)

    for person_id in facts.ways:
        for found in who_could_take(facts, person_id).ways:
            assert impact(facts, found).endswith(".")
            assert price(found)
            meaning(facts, found)
    for worker_id in facts.caseload.worker:
        assert whom_could_take(facts, worker_id).worker_id == worker_id


def robin_between_two() -> PlanFacts:
    """Alex holds Sam and may take 3 SCE; Ben has room; the plan has Robin wait."""
    caseload = a_caseload(
        workers=[a_worker(ceiling=3), a_worker("ben")],
        people=[a_person()],
        referrals=[a_referral(priority=Priority.URGENT)],
    )
    return facts_of(caseload, a_stay())


def best(found: Recommendation) -> list[tuple[str | None, int]]:
    return [(each.way.worker_id, each.way.from_week) for each in found.best_of_each]


def test_the_worker_with_room_comes_first_and_on_the_first_monday() -> None:
    found = who_could_take(robin_between_two(), ROBIN)

    assert best(found) == [("ben", 0), ("alex", 0)]
    assert len(found.ways) == 2 * 13
    assert found.refused == ()


def test_what_it_means_is_told_beside_the_plan_and_what_it_costs() -> None:
    facts = robin_between_two()

    with_ben, with_alex = who_could_take(facts, ROBIN).best_of_each

    # 13 Mondays at 40 and 800 for having no start are saved.
    assert price(with_ben) == "1,320 points less"
    assert meaning(facts, with_ben) == ""
    assert impact(facts, with_ben).startswith("Ben goes from 0 to 1.5 now, up to 2 on ")
    assert meaning(facts, with_alex).startswith("The team would be ")
    assert "over the ceiling of 3" in impact(facts, with_alex)


def test_what_the_plan_has_is_among_them_and_adds_nothing() -> None:
    caseload = a_caseload(
        workers=[a_worker(), a_worker("ben")], referrals=[a_referral()]
    )
    facts = facts_of(caseload, a_stay("robin", "ben", from_on=monday(1)))

    found = who_could_take(facts, ROBIN)
    planned_so = [each for each in found.ways if is_planned(facts, each)]

    assert [each.way.worker_id for each in planned_so] == ["ben"]
    assert planned_so[0].points == 0
    assert price(planned_so[0]) == "no points more or less"
    assert meaning(facts, planned_so[0]) == "This is what the plan has."
    assert best(found) == [("alex", 0), ("ben", 0)]
    assert price(found.ways[0]) == "10 points less"
    assert meaning(facts, found.ways[0]) == "Robin would start 1 week sooner."


def test_a_plan_that_breaks_a_rule_for_somebody_is_not_recommended() -> None:
    caseload = a_caseload(
        workers=[a_worker(accepts_new=False), a_worker("ben")], referrals=[a_referral()]
    )
    facts = facts_of(caseload, a_stay("robin", "alex"))

    found = who_could_take(facts, ROBIN)

    assert {each.way.worker_id for each in found.ways} == {"ben"}
    assert [blocked.worker_id for blocked in found.refused] == ["alex"]


def test_each_refused_worker_is_refused_by_name_and_rule() -> None:
    needs = Wishes(
        language="BSL", language_need=Need.MUST, not_workers=frozenset({BEN})
    )
    caseload = a_caseload(
        workers=[a_worker(), a_worker("ben", languages=["BSL"])],
        referrals=[a_referral(wishes=needs)],
    )

    found = who_could_take(facts_of(caseload), ROBIN)

    assert found.ways == ()
    assert [(each.worker_id, each.rules) for each in found.refused] == [
        (ALEX, (Rule.MUSTS_MET,)),
        (BEN, (Rule.NOT_WORKERS,)),
    ]


def test_somebody_open_is_kept_or_moved() -> None:
    caseload = a_caseload(workers=[a_worker(), a_worker("ben")], people=[a_person()])
    facts = facts_of(caseload, a_stay())

    kept, moved = who_could_take(facts, SAM).ways

    assert (kept.way.kind, moved.way.kind) == (WayKind.STAYS, WayKind.MOVES)
    assert impact(facts, kept) == "Alex goes on with Sam."
    assert impact(facts, moved) == (
        "Ben goes from 0 to 2 now, and back to 0 on 2 August 2027."
    )
    assert meaning(facts, moved) == "Sam would change worker."


@pytest.mark.parametrize(
    ("person", "comes"),
    [
        pytest.param(a_person(), False, id="content"),
        pytest.param(a_person(keep_worker=Keep.EITHER), False, id="no preference"),
        pytest.param(a_person(keep_worker=Keep.CHANGE), True, id="would like a change"),
        pytest.param(a_person(worker=None), True, id="nobody"),
        pytest.param(a_person(worker="caro"), True, id="worker leaves"),
        pytest.param(a_person(worker="gone"), True, id="worker unknown"),
        pytest.param(
            a_person(wishes=Wishes(not_workers=frozenset({ALEX}))), True, id="not alex"
        ),
        pytest.param(
            a_person(wishes=Wishes(requested_worker=BEN)), True, id="asks for ben"
        ),
        pytest.param(
            a_person(wishes=Wishes(requested_worker=ALEX)), False, id="asks for alex"
        ),
        pytest.param(
            a_person(keep_worker=Keep.CHANGE, team="south"), False, id="another team"
        ),
        pytest.param(a_person(worker="ben", keep_worker=Keep.CHANGE), False, id="bens"),
    ],
)
def test_whom_a_worker_could_take_are_those_who_are_looking(
    person: Person, comes: bool
) -> None:
    caseload = a_caseload(
        workers=[a_worker(), a_worker("ben"), a_worker("caro", leaves_on=monday(4))],
        people=[person],
    )
    stay = a_stay(worker=person.worker_id or "alex")

    found = whom_could_take(facts_of(caseload, stay), BEN)

    assert [offer.way.person_id for offer in found.offers] == ([SAM] if comes else [])


def test_a_worker_is_told_whom_they_may_not_take_and_why() -> None:
    women = Wishes(worker_gender="woman", worker_gender_need=Need.MUST)
    caseload = a_caseload(
        workers=[a_worker("ben")],
        referrals=[
            a_referral(wishes=women),
            a_referral("kim"),
            a_referral("lou", team="south"),
        ],
    )

    found = whom_could_take(facts_of(caseload), BEN)

    assert [offer.way.person_id for offer in found.offers] == ["kim"]
    assert [(who, blocked.rules) for who, blocked in found.refused] == [
        (ROBIN, (Rule.MUSTS_MET,))
    ]


def test_the_most_urgent_of_two_alike_comes_first() -> None:
    caseload = a_caseload(
        referrals=[a_referral("kim"), a_referral(priority=Priority.URGENT)]
    )

    found = whom_could_take(facts_of(caseload), ALEX)

    assert [offer.way.person_id for offer in found.offers] == ["robin", "kim"]
    assert [offer.way.from_week for offer in found.offers] == [0, 0]
