"""One plan under several policies: each judged by its own prices."""

from fractions import Fraction

from hypothesis import given, settings

from cti.caseload.people import Keep
from cti.plans.alternatives import changed
from cti.plans.contacts import ContactPlan
from cti.plans.facts import PlanFacts
from cti.plans.policies import POLICIES
from cti.plans.policy import BALANCED
from cti.plans.score import score
from cti.plans.score_contacts import score_contacts
from cti.plans.side_by_side import UnderPolicy, in_words, under_each
from tests.builders import (
    HORIZON,
    a_caseload,
    a_person,
    a_planned_contact,
    a_referral,
    a_stay,
    a_worker,
)
from tests.plans.drawn import SHORT, Planned, a_few, planned
from tests.plans.said import facts_of

ALL = [named.policy for named in POLICIES.values()]


@settings(a_few, max_examples=25)
@given(planned())
def test_each_policy_scores_the_plan_and_its_best_change_itself(drawn: Planned) -> None:
    caseload, plan = drawn
    facts = PlanFacts(caseload=caseload, horizon=SHORT, plan=plan, policy=BALANCED)

    for found in under_each(facts, ALL):
        assert found.cost == score(caseload, SHORT, plan, found.policy)
        if found.best is None:
            assert found.people == 0
        else:
            way = found.best.way
            new = changed(plan, way.person_id, way.stays(SHORT))
            after = score(caseload, SHORT, new, found.policy).total
            assert after - found.cost.total == found.best.points < 0
            assert found.people >= 1


def two_people_too_many() -> PlanFacts:
    """Alex has room for 18 SCE and holds ten people who weigh 2 until 2 February."""
    people = [a_person(f"p{number}") for number in range(10)]
    caseload = a_caseload(
        workers=[a_worker(ceiling=18), a_worker("ben")], people=people
    )
    return facts_of(caseload, *(a_stay(each.person_id) for each in people))


def test_what_one_policy_keeps_another_moves() -> None:
    facts = two_people_too_many()

    balanced, continuity, protect = under_each(facts, ALL)

    # 2 SCE over on the 11 Mondays to 1 February, and 3.8 above nine tenths.
    assert balanced.cost.load == 11 * (
        2 * 18 + Fraction(38, 10) * 2 + Fraction(2, 10) * 20
    )
    assert protect.cost.load > balanced.cost.load
    assert continuity.best is None
    assert protect.best is not None
    assert protect.people == 10
    assert in_words(facts, continuity) == (
        "Under continuity first, no single change would be cheaper."
    )
    assert in_words(facts, protect).startswith(
        "Under protect workers, a single change would be cheaper for 10 people; most "
        "is saved by moving P0 to Ben: "
    )


def one(found: tuple[UnderPolicy, ...]) -> UnderPolicy:
    (only,) = found
    return only


def test_a_change_somebody_would_like_is_the_one_named() -> None:
    caseload = a_caseload(
        workers=[a_worker(), a_worker("ben")],
        people=[a_person(), a_person("kim", keep_worker=Keep.CHANGE)],
    )
    facts = facts_of(caseload, a_stay(), a_stay("kim"))

    assert in_words(facts, one(under_each(facts, [BALANCED]))) == (
        "Under balanced, a single change would be cheaper for 1 person; most is saved "
        "by moving Kim to Ben: 120 points."
    )


def test_letting_somebody_wait_can_be_the_better_way() -> None:
    caseload = a_caseload(workers=[a_worker(ceiling=0)], referrals=[a_referral()])
    facts = facts_of(caseload, a_stay("robin"))

    assert "by letting Robin wait: " in in_words(
        facts, one(under_each(facts, [BALANCED]))
    )


def test_contacts_are_priced_by_each_policy_too() -> None:
    caseload = a_caseload(workers=[a_worker(), a_worker("ben")], people=[a_person()])
    facts = facts_of(caseload, a_stay())
    by_ben = ContactPlan((a_planned_contact(worker="ben", cover=True),))

    found = under_each(facts, ALL, contacts=by_ben)

    for each in found:
        prices = each.policy.contacts
        assert each.contacts == (
            score_contacts(caseload, HORIZON, facts.plan, by_ben, prices).cost
        )
    balanced, continuity, _ = (each.contacts for each in found)
    assert balanced is not None
    assert continuity is not None
    assert balanced.cover == 60
    assert continuity.cover == 120
    assert one(under_each(facts, [BALANCED])).contacts is None
