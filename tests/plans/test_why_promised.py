"""Why somebody is where they are, where the plan in force had told them something."""

from cti.plans.effects import better, effects, in_words, worse
from cti.plans.why import why, why_not
from cti.units import PersonId, WorkerId
from tests.builders import (
    a_caseload,
    a_person,
    a_plan_in_force,
    a_promise,
    a_referral,
    a_stay,
    a_worker,
    monday,
)
from tests.plans.said import facts_of

SAM, ROBIN, BEN = PersonId("sam"), PersonId("robin"), WorkerId("ben")
TEAM = [a_worker(), a_worker("ben")]


def test_a_promised_start_is_said_to_be_one_and_asks_for_no_other_reason() -> None:
    caseload = a_caseload(
        workers=TEAM,
        referrals=[a_referral()],
        in_force=a_plan_in_force(a_promise("robin", from_on=monday(2))),
    )

    facts = facts_of(caseload, a_stay("robin", from_on=monday(2)))

    assert why(facts)[ROBIN] == (
        "Robin starts with Alex on 7 December: the start they were promised."
    )
    assert why_not(facts, ROBIN, BEN) == (
        "Ben may not take Robin. Robin was promised a start with Alex on 7 December."
    )


def test_a_start_that_is_not_the_promised_one_is_weighed_like_any() -> None:
    caseload = a_caseload(
        workers=TEAM,
        referrals=[a_referral()],
        in_force=a_plan_in_force(a_promise("robin", from_on=monday(2))),
    )

    said = why(facts_of(caseload, a_stay("robin")))[ROBIN]

    assert "promised." not in said
    assert said.startswith("Robin starts with Alex on 23 November, the first Monday")


def test_another_worker_would_break_what_somebody_was_told() -> None:
    caseload = a_caseload(
        workers=TEAM, people=[a_person()], in_force=a_plan_in_force(a_promise())
    )

    assert "it would break what Sam was told" in why_not(
        facts_of(caseload, a_stay()), SAM, BEN
    )


def test_keeping_what_somebody_was_told_is_the_better_for_it() -> None:
    caseload = a_caseload(
        workers=TEAM, people=[a_person()], in_force=a_plan_in_force(a_promise())
    )
    facts = facts_of(caseload, a_stay(worker="ben"))

    (keeping,) = facts.alternatives[SAM]
    found = effects(facts, keeping)

    assert worse(found) == ()
    assert in_words(facts.words, SAM, better(found)) == (
        "Sam would keep their worker and it would be what they were told"
    )
