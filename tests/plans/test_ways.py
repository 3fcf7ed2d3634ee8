"""Every allowed way to provide for one person."""

import pytest
from hypothesis import given

from cti.caseload.caseload import Caseload
from cti.caseload.people import Need, Person, Wishes
from cti.caseload.workers import Worker
from cti.plans.policy import BALANCED
from cti.plans.verify import verify
from cti.plans.ways import Way, WayKind, referral_ways, ways
from cti.solver.assignment.problem import assignment_problem, read_plan
from cti.units import PersonId, WorkerId
from tests.builders import (
    HORIZON,
    a_caseload,
    a_person,
    a_pin,
    a_plan_in_force,
    a_promise,
    a_referral,
    a_stay,
    a_worker,
    monday,
)
from tests.plans.drawn import SHORT, Planned, a_few, planned
from tests.strategies import caseloads, told

SAM, ROBIN = PersonId("sam"), PersonId("robin")
Brief = tuple[str, str | None, int]


def briefly(found: tuple[Way, ...]) -> list[Brief]:
    return [(way.kind.value, way.worker_id, way.from_week) for way in found]


def of_sam(
    person: Person, *workers: Worker, pinned_to: str | None = None
) -> list[Brief]:
    caseload = a_caseload(
        workers=workers,
        people=[person],
        pins=[a_pin(worker=pinned_to)] if pinned_to else [],
    )
    return briefly(ways(caseload, HORIZON, BALANCED)[SAM])


def test_somebody_stays_or_moves_now() -> None:
    assert of_sam(a_person(), a_worker(), a_worker("ben")) == [
        ("stays", "alex", 0),
        ("moves", "ben", 0),
    ]


def test_the_worker_they_have_may_keep_them_without_meeting_their_needs() -> None:
    wishes = Wishes(language="Polish", language_need=Need.MUST)

    assert of_sam(a_person(wishes=wishes), a_worker(), a_worker("ben")) == [
        ("stays", "alex", 0)
    ]


def test_a_leavers_people_move_now_or_at_the_first_monday_after() -> None:
    leaver = a_worker(leaves_on=monday(5).replace(day=29))

    assert of_sam(a_person(), leaver, a_worker("ben")) == [
        ("moves", "ben", 0),
        ("handed over", "ben", 6),
    ]


def test_a_leaver_after_the_support_has_ended_keeps_them() -> None:
    # Sam's support ends on 2 August, M36.
    assert of_sam(a_person(), a_worker(leaves_on=monday(36))) == [("stays", "alex", 0)]


@pytest.mark.parametrize(
    "person",
    [
        pytest.param(a_person(worker=None), id="no worker"),
        pytest.param(a_person(worker="gone"), id="a worker who is not there"),
        pytest.param(
            a_person(wishes=Wishes(not_workers=frozenset({WorkerId("alex")}))),
            id="not to work together",
        ),
    ],
)
def test_somebody_without_a_worker_must_move_now(person: Person) -> None:
    assert ("moves", "ben", 0) in of_sam(person, a_worker(), a_worker("ben"))
    assert ("stays", "alex", 0) not in of_sam(person, a_worker(), a_worker("ben"))


def test_nobody_allowed_means_uncovered_from_then_on() -> None:
    caseload = a_caseload(workers=[a_worker(leaves_on=monday(6))], people=[a_person()])

    (way,) = ways(caseload, HORIZON, BALANCED)[SAM]

    assert way.kind is WayKind.UNCOVERED
    assert way.stays(HORIZON) == (
        a_stay(to_on=monday(6)),
        a_stay(worker=None, from_on=monday(6)),
    )


def test_nobody_allowed_after_a_leaver_who_has_left_means_from_now_on() -> None:
    caseload = a_caseload(workers=[a_worker(leaves_on=monday(0))], people=[a_person()])

    (way,) = ways(caseload, HORIZON, BALANCED)[SAM]

    assert way.stays(HORIZON) == (a_stay(worker=None),)


def test_a_pin_keeps_somebody_with_their_worker() -> None:
    assert of_sam(a_person(), a_worker(), a_worker("ben"), pinned_to="alex") == [
        ("stays", "alex", 0)
    ]


def test_a_pin_to_a_leaver_ends_with_the_leaving() -> None:
    leaver = a_worker(leaves_on=monday(6))

    assert of_sam(a_person(), leaver, a_worker("ben"), pinned_to="alex") == [
        ("handed over", "ben", 6)
    ]


def test_a_pin_that_no_rule_allows_binds_nobody() -> None:
    new = a_worker("ben", accepts_new=False)

    assert of_sam(a_person(), a_worker(), new, pinned_to="ben") == [
        ("stays", "alex", 0)
    ]


def test_a_referral_starts_with_anybody_allowed_on_a_possible_monday_or_waits() -> None:
    robin = a_referral(earliest_start_on=monday(11))
    caseload = a_caseload(
        workers=[a_worker(), a_worker("ben", starts_on=monday(12))], referrals=[robin]
    )

    found = ways(caseload, HORIZON, BALANCED)[ROBIN]

    assert briefly(found) == [
        ("starts", "alex", 11),
        ("starts", "alex", 12),
        ("starts", "ben", 12),
        ("waits", None, 40),
    ]
    assert found[-1].stays(HORIZON) == ()


def test_a_referral_may_wait_although_it_is_pinned() -> None:
    robin = a_referral(earliest_start_on=monday(12))
    caseload = a_caseload(
        workers=[a_worker(), a_worker("ben")],
        referrals=[robin],
        pins=[a_pin("robin", "ben")],
    )

    assert briefly(ways(caseload, HORIZON, BALANCED)[ROBIN]) == [
        ("starts", "ben", 12),
        ("waits", None, 40),
    ]


@a_few
@given(planned())
def test_every_way_keeps_the_rules(drawn: Planned) -> None:
    caseload, plan = drawn

    assert verify(caseload, SHORT, plan) == ()


@a_few
@given(told(caseloads()))
def test_the_planner_chooses_among_the_same_ways(caseload: Caseload) -> None:
    problem = assignment_problem(caseload, SHORT, BALANCED)

    found = ways(caseload, SHORT, BALANCED)

    assert list(found) == list(problem.people)
    for person, (person_id, open_to) in enumerate(found.items()):
        chosen = [0] * len(problem.people)
        planned_for = set()
        for option in range(len(problem.options[person])):
            chosen[person] = option
            plan = read_plan(problem, chosen)
            planned_for.add(plan.of.get(person_id, ()))
        assert {way.stays(SHORT) for way in open_to} == planned_for


@a_few
@given(told(caseloads()))
def test_asking_about_one_worker_leaves_out_the_others_and_nothing_else(
    caseload: Caseload,
) -> None:
    for referral in caseload.referrals:
        found = referral_ways(caseload, SHORT, BALANCED, referral)
        for worker_id in caseload.worker:
            alone = referral_ways(
                caseload, SHORT, BALANCED, referral, worker_id=worker_id
            )
            assert alone == tuple(
                way for way in found if way.worker_id in {worker_id, None}
            )


def test_somebody_pinned_to_one_worker_has_no_way_with_another() -> None:
    caseload = a_caseload(
        workers=[a_worker(), a_worker("ben")],
        referrals=[a_referral()],
        pins=[a_pin("robin", "ben")],
    )

    def with_one(worker_id: str) -> set[WorkerId | None]:
        found = referral_ways(
            caseload,
            HORIZON,
            BALANCED,
            a_referral(),
            worker_id=WorkerId(worker_id),
        )
        return {way.worker_id for way in found}

    assert with_one("alex") == {None}
    assert with_one("ben") == {"ben", None}


def told_of_alex_in_two_weeks(*pinned_to: str) -> Caseload:
    return a_caseload(
        workers=[a_worker(), a_worker("ben")],
        referrals=[a_referral()],
        pins=[a_pin("robin", each) for each in pinned_to],
        in_force=a_plan_in_force(a_promise("robin", from_on=monday(2))),
    )


def test_a_start_that_was_promised_is_the_only_way() -> None:
    found = ways(told_of_alex_in_two_weeks(), HORIZON, BALANCED)[ROBIN]

    assert briefly(found) == [("starts", "alex", 2)]


def test_asked_about_another_worker_a_promised_start_leaves_no_way() -> None:
    caseload = told_of_alex_in_two_weeks()

    assert (
        referral_ways(
            caseload, HORIZON, BALANCED, a_referral(), worker_id=WorkerId("ben")
        )
        == ()
    )


def test_a_pin_to_another_worker_takes_a_promised_start_back() -> None:
    found = ways(told_of_alex_in_two_weeks("ben"), HORIZON, BALANCED)[ROBIN]

    assert {way.worker_id for way in found} == {"ben", None}
