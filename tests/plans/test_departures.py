"""What changes against the plan in force: for whom, why, and at what price."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cti.calendar import Horizon
from cti.caseload.caseload import Pin
from cti.caseload.people import Need, Person, Referral, Wishes
from cti.caseload.workers import Worker
from cti.plans.alternatives import changed
from cti.plans.assignment import AssignmentPlan, Stay
from cti.plans.departures import departures, how_many
from cti.plans.document import Departure
from cti.plans.facts import PlanFacts
from cti.plans.in_force import carried_on, plan_in_force
from cti.plans.policy import BALANCED
from cti.plans.score import score
from cti.plans.ways import ways
from tests.builders import (
    PLAN_DATE,
    a_caseload,
    a_person,
    a_pin,
    a_plan,
    a_referral,
    a_stay,
    a_worker,
    monday,
)
from tests.plans.drawn import SHORT, Planned, a_few, planned
from tests.plans.judging import then

ALEX, BEN, CLEO = a_worker(), a_worker("ben"), a_worker("cleo")
LEAVING = a_worker(leaves_on=date(2027, 3, 3))
MARCH = 15
"""The Monday, 8 March, by which Alex has left."""

Stays = Sequence[Stay]


def found(
    before: Stays,
    now: Stays,
    *,
    workers: Iterable[Worker] = (ALEX, BEN, CLEO),
    people: Iterable[Person] = (),
    referrals: Iterable[Referral] = (),
    pins: Iterable[Pin] = (),
    on: date = PLAN_DATE,
) -> tuple[Departure, ...]:
    """What a plan changes against one made on the plan date."""
    caseload = a_caseload(
        workers=workers, people=people, referrals=referrals, pins=pins
    )
    horizon = Horizon(on)
    told = plan_in_force(caseload, a_plan(*before), None, made_on=PLAN_DATE, on=on)
    caseload = replace(caseload, in_force=told)
    facts = PlanFacts(
        caseload=caseload, horizon=horizon, plan=a_plan(*now), policy=BALANCED
    )
    return departures(facts, carried_on(caseload, horizon, a_plan(*before)))


def only(departures: Sequence[Departure]) -> Departure:
    (departure,) = departures
    return departure


@st.composite
def replanned(draw: st.DrawFn) -> tuple[PlanFacts, AssignmentPlan]:
    """A plan, and one in force before it, in which anybody may be anywhere allowed."""
    caseload, plan = draw(planned())
    chosen = [
        draw(st.sampled_from(open_to))
        for open_to in ways(replace(caseload, in_force=None), SHORT, BALANCED).values()
    ]
    before = AssignmentPlan(tuple(s for way in chosen for s in way.stays(SHORT)))
    told = plan_in_force(caseload, before, None, made_on=PLAN_DATE, on=PLAN_DATE)
    caseload = replace(caseload, in_force=told)
    facts = PlanFacts(caseload=caseload, horizon=SHORT, plan=plan, policy=BALANCED)
    return facts, carried_on(caseload, SHORT, before)


@settings(a_few, max_examples=100)
@given(replanned())
def test_what_keeping_costs_is_what_the_score_says(
    drawn: tuple[PlanFacts, AssignmentPlan],
) -> None:
    facts, before = drawn
    caseload, policy = facts.caseload, facts.policy
    cost = score(caseload, SHORT, facts.plan, policy).total

    for each in departures(facts, before):
        stays = before.of.get(each.person_id, ())
        kept = changed(facts.plan, each.person_id, stays)
        if each.keeping_costs is None:
            allowed = ways(caseload, SHORT, policy)[each.person_id]
            assert stays not in [way.stays(SHORT) for way in allowed]
        else:
            costs = score(caseload, SHORT, kept, policy).total - cost
            assert each.keeping_costs == costs


@a_few
@given(planned())
def test_a_plan_changes_nothing_against_itself(drawn: Planned) -> None:
    caseload, plan = drawn
    told = plan_in_force(caseload, plan, None, made_on=PLAN_DATE, on=PLAN_DATE)
    caseload = replace(caseload, in_force=told)
    facts = PlanFacts(caseload=caseload, horizon=SHORT, plan=plan, policy=BALANCED)

    assert departures(facts, carried_on(caseload, SHORT, plan)) == ()


def test_a_move_says_what_it_spares_and_what_keeping_would_cost() -> None:
    full = a_worker(ceiling=2)
    people = [a_person(), a_person("kim", transition_on=date(2026, 10, 5))]
    stays = [a_stay(), a_stay("kim")]

    departure = only(
        found(
            stays,
            [a_stay(worker="ben"), stays[1]],
            workers=[full, BEN],
            people=people,
        )
    )

    assert departure.said == (
        "Sam moves to Ben on 23 November instead of staying with Alex, because "
        "otherwise the team would be 18 more SCE-weeks over the ceiling; keeping to "
        "what was agreed would cost 260.8 points more."
    )
    assert departure.was_told
    assert (departure.from_worker, departure.to_worker) == ("alex", "ben")
    assert departure.on == PLAN_DATE


def test_a_leavers_person_has_to_move() -> None:
    departure = only(
        found(
            [a_stay()],
            then("ben", MARCH),
            workers=[LEAVING, BEN],
            people=[a_person()],
        )
    )

    assert departure.said == (
        "Sam moves to Ben on 8 March instead of staying with Alex; it has to be, "
        "because Alex leaves on 3 March."
    )
    assert departure.keeping_costs is None
    assert departure.on == monday(MARCH)


def test_where_nobody_may_take_them_it_is_the_leaving_that_is_said() -> None:
    polish = Wishes(language="Polish", language_need=Need.MUST)

    departure = only(
        found(
            [a_stay()],
            then(None, MARCH),
            workers=[LEAVING, BEN],
            people=[a_person(wishes=polish)],
        )
    )

    assert departure.said == (
        "Sam has nobody from 8 March instead of staying with Alex; it has to be, "
        "because Alex leaves on 3 March."
    )
    assert departure.to_worker is None


def test_another_worker_on_the_same_day_is_named_without_the_day() -> None:
    departure = only(
        found([a_stay(worker="ben")], [a_stay(worker="cleo")], people=[a_person()])
    )

    assert departure.said == (
        "Sam moves to Cleo on 23 November instead of to Ben; keeping to what was "
        "agreed would cost 60 points less."
    )


def test_a_handover_on_another_day_names_both_days() -> None:
    sooner = [a_stay(worker="ben")]

    departure = only(
        found(then("ben", MARCH), sooner, workers=[LEAVING, BEN], people=[a_person()])
    )

    assert departure.said.startswith(
        "Sam moves to Ben on 23 November instead of on 8 March"
    )


def test_a_move_that_nobody_wrote_down_was_to_have_been() -> None:
    departure = only(
        found(
            [a_stay(worker="ben")],
            [a_stay(from_on=monday(1))],
            people=[a_person()],
            on=monday(1),
        )
    )

    assert departure.said.startswith("Sam stays with Alex instead of being with Ben")


def test_a_move_that_is_still_to_come_is_called_off_with_its_day() -> None:
    departure = only(found([a_stay(worker="ben")], [a_stay()], people=[a_person()]))

    assert departure.said.startswith(
        "Sam stays with Alex instead of moving to Ben on 23 November"
    )


@pytest.mark.parametrize(
    ("workers", "because"),
    [
        pytest.param([ALEX], "ben is not among the workers any more", id="gone"),
        pytest.param(
            [ALEX, a_worker("ben", accepts_new=False)],
            "Ben is not taking on new people at present",
            id="full",
        ),
    ],
)
def test_a_worker_who_cannot_have_them_any_more_is_why(
    workers: list[Worker], because: str
) -> None:
    departure = only(
        found([a_stay(worker="ben")], [a_stay()], workers=workers, people=[a_person()])
    )

    assert departure.said.endswith(f"; it has to be, because {because}.")
    assert departure.keeping_costs is None


def test_a_pin_is_why() -> None:
    departure = only(
        found(
            [a_stay()],
            [a_stay(worker="ben")],
            people=[a_person()],
            pins=[a_pin(worker="ben")],
        )
    )

    assert departure.said.endswith(
        "; it has to be, because of a pin (agreed at case review)."
    )


def test_somebody_who_had_nobody_has_somebody_again() -> None:
    departure = only(
        found([a_stay(worker=None)], [a_stay()], people=[a_person(worker=None)])
    )

    assert departure.said == (
        "Sam moves to Alex on 23 November instead of having nobody from 23 November; "
        "it has to be, because Sam need not be without a worker."
    )
    assert not departure.was_told


def robin_on(week: int, worker: str = "alex") -> Stay:
    return a_stay("robin", worker, from_on=monday(week))


def test_a_referral_that_gets_a_start_was_told_nothing_before() -> None:
    departure = only(found([], [robin_on(1)], referrals=[a_referral()]))

    assert departure.said == (
        "Robin starts with Alex on 30 November; waiting would cost 320 points more."
    )
    assert not departure.was_told


def test_a_start_that_is_past_has_passed() -> None:
    departure = only(
        found([robin_on(0)], [robin_on(1)], referrals=[a_referral()], on=monday(1))
    )

    assert departure.said == (
        "Robin starts with Alex on 30 November instead of on 23 November; it has to "
        "be, because 23 November has passed."
    )
    assert departure.was_told


def test_somebody_who_can_only_start_later_is_why() -> None:
    later = a_referral(earliest_start_on=monday(3))

    departure = only(found([robin_on(1)], [robin_on(3)], referrals=[later]))

    assert departure.said.endswith(
        "; it has to be, because Robin can start from 14 December at the earliest."
    )


def test_a_start_after_the_last_is_why() -> None:
    departure = only(found([robin_on(13)], [robin_on(12)], referrals=[a_referral()]))

    assert departure.said.endswith(
        "; it has to be, because that is after the last start of this plan."
    )


def test_a_worker_who_leaves_before_the_end_takes_the_start_with_them() -> None:
    departure = only(
        found(
            [robin_on(1)],
            [robin_on(1, "ben")],
            workers=[LEAVING, BEN],
            referrals=[a_referral()],
        )
    )

    assert departure.said == (
        "Robin starts with Ben on 30 November instead of with Alex; it has to be, "
        "because Alex leaves on 3 March, before Robin's support ends."
    )


def test_those_who_were_told_come_first_and_are_counted() -> None:
    departures_found = found(
        [a_stay()],
        [a_stay(worker="ben"), a_stay("robin"), a_stay("alba", "cleo")],
        people=[a_person()],
        referrals=[a_referral("alba"), a_referral()],
    )

    assert [each.person_id for each in departures_found] == ["sam", "alba", "robin"]
    assert how_many(departures_found) == (
        "1 person has something else than they were told; 2 people were told nothing "
        "before."
    )
    assert how_many(departures_found[1:2]) == (
        "Everybody who was told of a worker has what they were told; 1 person was "
        "told nothing before."
    )
    assert how_many(departures_found[:1] * 2) == (
        "2 people have something else than they were told."
    )
    assert how_many(()) == "Nothing changes."
