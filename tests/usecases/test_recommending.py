"""Who should take somebody, asked by name and answered in sentences."""

from datetime import date

import pytest

from cti.caseload.people import Need, Status, Wishes
from cti.errors import UnknownName
from cti.plans.facts import PlanFacts
from cti.units import WorkerId
from cti.usecases.recommending import recommend_for, recommend_to
from tests.builders import (
    PLAN_DATE,
    a_caseload,
    a_person,
    a_referral,
    a_stay,
    a_worker,
    monday,
)
from tests.plans.said import facts_of


def a_team() -> PlanFacts:
    """Alex holds Sam, Ben has nobody, Caro is elsewhere; the plan has Robin wait."""
    caseload = a_caseload(
        workers=[
            a_worker(),
            a_worker("ben"),
            a_worker("caro", team="south"),
            a_worker("dev", accepts_new=False),
        ],
        people=[a_person()],
        referrals=[a_referral(wishes=Wishes(requested_worker=WorkerId("ben")))],
    )
    return facts_of(caseload, a_stay())


def test_each_worker_is_offered_with_their_best_start_and_what_it_does() -> None:
    advice = recommend_for(a_team(), "robin")

    assert advice.about == "Robin"
    assert [(offer.worker, offer.on) for offer in advice.offers] == [
        ("Ben", PLAN_DATE),
        ("Alex", PLAN_DATE),
    ]
    ben, alex = advice.offers
    # Waiting costs 10 for each of 13 Mondays, and 200 for having no start.
    assert ben.points == -330
    assert ben.price == "330 points less"
    assert alex.points == -270
    assert alex.price == "270 points less"
    assert ben.impact.startswith("Ben goes from 0 to 1.5 now")
    assert alex.meaning == "Robin's wish for Ben would go unmet."
    assert not ben.is_planned
    assert ben.sce_weeks_over == 0


def test_every_start_is_offered_where_it_is_asked_for() -> None:
    advice = recommend_for(a_team(), "Robin", every_start=True)

    assert len(advice.offers) == 2 * 13
    assert advice.offers[1].on == monday(1)


def test_as_many_are_offered_as_were_asked_for_and_the_rest_counted() -> None:
    advice = recommend_for(a_team(), "robin", most=1)
    every = recommend_for(a_team(), "robin", every_start=True, most=20)
    whom = recommend_to(a_team(), "ben", most=0)

    assert [offer.worker for offer in advice.offers] == ["Ben"]
    assert advice.more == 1
    assert (len(every.offers), every.more) == (20, 6)
    assert (whom.offers, whom.more, whom.nothing) == ((), 1, "")
    assert recommend_for(a_team(), "robin").more == 0


def test_the_refused_are_told_by_rule_and_other_teams_in_one_sentence() -> None:
    assert recommend_for(a_team(), "robin").refused == (
        "Dev is not taking on new people at present.",
        "Caro is in another team.",
    )


def test_several_of_other_teams_are_named_in_one_sentence() -> None:
    caseload = a_caseload(
        workers=[a_worker(team="south"), a_worker("ben", team="west")],
        referrals=[a_referral()],
    )

    advice = recommend_for(facts_of(caseload), "robin")

    assert advice.refused == ("Alex and Ben are in other teams.",)
    assert advice.nothing == "Nobody may take Robin."


def test_who_cannot_start_in_this_plan_is_told_when() -> None:
    late = a_referral(earliest_start_on=date(2027, 8, 1))

    advice = recommend_for(facts_of(a_caseload(referrals=[late])), "robin")

    assert advice.offers == ()
    assert advice.nothing == (
        "Robin can start from 1 August 2027, after the last start of this plan."
    )


def test_a_plan_that_places_somebody_against_a_rule_is_no_offer() -> None:
    caseload = a_caseload(
        workers=[a_worker(accepts_new=False)], referrals=[a_referral()]
    )

    advice = recommend_for(facts_of(caseload, a_stay("robin")), "robin")

    assert advice.offers == ()
    assert advice.nothing == "Nobody may take Robin."


def test_somebody_whose_support_is_over_needs_nobody() -> None:
    caseload = a_caseload(people=[a_person(status=Status.CLOSED)])

    advice = recommend_for(facts_of(caseload), "sam")

    assert advice.nothing == "Sam's support is over, so nobody is needed."
    assert advice.offers == ()


def test_a_worker_is_offered_the_people_of_the_team_who_are_looking() -> None:
    advice = recommend_to(a_team(), "ben")

    assert advice.about == "Ben"
    assert [(offer.person, offer.on) for offer in advice.offers] == [
        ("Robin", PLAN_DATE)
    ]
    assert advice.refused == ()
    assert advice.nothing == ""


def test_a_worker_who_takes_nobody_is_told_why() -> None:
    advice = recommend_to(a_team(), "dev")

    assert advice.offers == ()
    assert advice.nothing == "Dev may take none of the people who are looking."
    assert advice.refused == ("Robin: Dev is not taking on new people at present.",)


def test_where_nobody_is_looking_that_is_said() -> None:
    assert recommend_to(a_team(), "caro").nothing == (
        "Nobody in Caro's team is looking."
    )


def test_a_need_that_must_be_met_is_named_for_the_worker_too() -> None:
    needs = Wishes(language="BSL", language_need=Need.MUST)
    caseload = a_caseload(referrals=[a_referral(wishes=needs)])

    advice = recommend_to(facts_of(caseload), "alex")

    assert advice.refused == ("Robin: Alex does not speak BSL, which Robin must have.",)


@pytest.mark.parametrize("ask", [recommend_for, recommend_to])
def test_an_unknown_name_is_told(ask: object) -> None:
    assert callable(ask)
    with pytest.raises(UnknownName):
        ask(a_team(), "nobody of that name")
