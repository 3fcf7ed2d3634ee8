"""Everybody's options: all the allowed ways there are, at the price the score asks."""

from datetime import date, timedelta
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cti.caseload.caseload import Caseload
from cti.caseload.ledger import ceilings
from cti.caseload.people import Keep, Need, Priority, Status, Wishes
from cti.phases import Phase
from cti.plans.policy import BALANCED, Policy
from cti.plans.score import score
from cti.plans.verify import verify
from cti.plans.ways import ways
from cti.solver.assignment.problem import (
    NOBODY,
    Option,
    assignment_problem,
    read_plan,
)
from cti.units import WorkerId
from tests.builders import (
    HORIZON,
    PLAN_DATE,
    a_caseload,
    a_person,
    a_pin,
    a_plan,
    a_plan_in_force,
    a_promise,
    a_referral,
    a_stay,
    a_worker,
    monday,
    profile,
)
from tests.solver.assignment.drawn import SHORT, choices, policies, some
from tests.strategies import caseloads, told

ALEX, BEN, CLEO = 0, 1, 2
TEAM = [a_worker(), a_worker("ben"), a_worker("cleo")]


def options(caseload: Caseload, policy: Policy = BALANCED) -> tuple[Option, ...]:
    """The options of the only person."""
    (found,) = assignment_problem(caseload, HORIZON, policy).options
    return found


def briefly(caseload: Caseload) -> list[tuple[int, int, int]]:
    return [(each.before, each.worker, each.from_week) for each in options(caseload)]


@pytest.mark.slow
@some
@given(st.data(), told(caseloads()), policies())
def test_an_option_costs_what_the_score_says_of_the_plan_without_load(
    data: st.DataObject, caseload: Caseload, policy: Policy
) -> None:
    problem = assignment_problem(caseload, SHORT, policy)
    chosen = data.draw(choices(problem))

    plan = read_plan(problem, chosen)
    cost = score(caseload, SHORT, plan, policy)

    taken = [each[o] for each, o in zip(problem.options, chosen, strict=True)]
    assert sum(option.price for option in taken) == cost.total - cost.load
    assert verify(caseload, SHORT, plan, policy) == ()


@pytest.mark.slow
@some
@given(told(caseloads()), policies())
def test_the_options_are_all_the_allowed_ways(
    caseload: Caseload, policy: Policy
) -> None:
    problem = assignment_problem(caseload, SHORT, policy)

    allowed = ways(caseload, SHORT, policy)
    assert set(problem.people) == set(allowed)
    for p, person_id in enumerate(problem.people):
        nothing = [0] * len(problem.people)
        plans = [
            read_plan(problem, [*nothing[:p], o, *nothing[p + 1 :]]).of.get(
                person_id, ()
            )
            for o in range(len(problem.options[p]))
        ]
        assert len(plans) == len(set(plans))
        assert set(plans) == {way.stays(SHORT) for way in allowed[person_id]}


PRICED = Policy(
    handover=Fraction(7),
    moving={phase: Fraction(100 + n) for n, phase in enumerate(Phase)},
    staying_despite_wish=Fraction(113),
    unmet_preference=Fraction(31),
    not_the_requested=Fraction(61),
    other_locality=Fraction(11),
    wait_week=Fraction(13),
    wait_past_transition_week=Fraction(17),
    not_placed=Fraction(211),
    uncovered_week=Fraction(1009),
    broken_promise=Fraction(67),
    last_start_week=3,
)
"""Prices that cannot be taken for one another."""

A_MIXED_TEAM = [
    a_worker(locality="East"),
    a_worker("ben", locality="West", languages=["Polish"], gender="woman"),
    a_worker("cleo", leaves_on=monday(2), specialisms=["women"]),
    a_worker("dan", leaves_on=PLAN_DATE),
]
SOME_WISHES = [
    Wishes(),
    Wishes(locality="East", requested_worker=WorkerId("ben")),
    Wishes(not_workers=frozenset({WorkerId("alex"), WorkerId("ben")})),
    Wishes(language="Polish", language_need=Need.MUST, specialism_need=Need.PREFER),
    Wishes(
        language="BSL",
        language_need=Need.PREFER,
        specialism="women",
        specialism_need=Need.PREFER,
        worker_gender="woman",
        worker_gender_need=Need.PREFER,
    ),
]


def every_option_is_priced(caseload: Caseload) -> int:
    """Compare each option of the only person with the score; say how many."""
    problem = assignment_problem(caseload, SHORT, PRICED)
    (found,) = problem.options
    for o, option in enumerate(found):
        plan = read_plan(problem, [o])
        cost = score(caseload, SHORT, plan, PRICED)
        assert option.price == cost.total - cost.load
        assert verify(caseload, SHORT, plan, PRICED) == ()
    return len(found)


@pytest.mark.parametrize("worker", [None, "gone", "alex", "cleo", "dan"])
@pytest.mark.parametrize("pinned", [None, "alex", "ben", "cleo", "dan"])
def test_every_option_of_somebody_costs_what_the_score_says(
    worker: str | None, pinned: str | None
) -> None:
    pins = [] if pinned is None else [a_pin(worker=pinned)]
    for keep, wishes in product(Keep, SOME_WISHES):
        person = a_person(worker=worker, keep_worker=keep, wishes=wishes)
        caseload = a_caseload(workers=A_MIXED_TEAM, people=[person], pins=pins)

        assert every_option_is_priced(caseload) > 0


@pytest.mark.parametrize(
    "earliest", [None, monday(1), monday(1) + timedelta(days=1), monday(3), monday(4)]
)
@pytest.mark.parametrize(
    "expected", [None, monday(-1), monday(1), monday(1) + timedelta(days=1), monday(3)]
)
def test_every_start_of_a_referral_costs_what_the_score_says(
    earliest: date | None, expected: date | None
) -> None:
    for priority, wishes in product(Priority, SOME_WISHES):
        robin = a_referral(
            earliest_start_on=earliest,
            transition_expected_on=expected,
            priority=priority,
            wishes=wishes,
        )
        caseload = a_caseload(workers=A_MIXED_TEAM, referrals=[robin])

        assert every_option_is_priced(caseload) > 0


@pytest.mark.parametrize("worker", ["alex", "ben", "cleo", "dan", "gone"])
@pytest.mark.parametrize(
    "told_on", [monday(-1), monday(0), monday(1), monday(1) + timedelta(days=1)]
)
def test_every_start_costs_what_the_score_says_of_what_was_promised(
    worker: str, told_on: date
) -> None:
    for earliest in (None, monday(1) + timedelta(days=1)):
        caseload = a_caseload(
            workers=A_MIXED_TEAM,
            referrals=[a_referral(earliest_start_on=earliest)],
            in_force=a_plan_in_force(a_promise("robin", worker, from_on=told_on)),
        )

        assert every_option_is_priced(caseload) > 0


@pytest.mark.parametrize("told_of", ["alex", "ben", "cleo", "dan", "gone"])
@pytest.mark.parametrize("worker", [None, "alex", "dan"])
def test_every_option_of_somebody_costs_what_the_score_says_of_what_was_promised(
    worker: str | None, told_of: str
) -> None:
    caseload = a_caseload(
        workers=A_MIXED_TEAM,
        people=[a_person(worker=worker)],
        in_force=a_plan_in_force(a_promise(worker=told_of)),
    )

    assert every_option_is_priced(caseload) > 0


def test_what_is_agreed_is_the_ledgers() -> None:
    caseload = a_caseload(workers=[a_worker(fte="0.35"), a_worker("ben", ceiling=7)])

    problem = assignment_problem(caseload, HORIZON, BALANCED)

    agreed = ceilings(caseload, HORIZON)
    assert problem.workers == ("alex", "ben")
    assert problem.ceiling == (agreed[WorkerId("alex")], agreed[WorkerId("ben")])


def test_somebody_stays_or_moves_now() -> None:
    caseload = a_caseload(workers=TEAM, people=[a_person()])

    assert briefly(caseload) == [
        (NOBODY, ALEX, 0),
        (NOBODY, BEN, 0),
        (NOBODY, CLEO, 0),
    ]


def test_a_leavers_person_moves_now_or_then() -> None:
    leaver = a_worker(leaves_on=monday(6) - timedelta(days=1))
    caseload = a_caseload(workers=[leaver, a_worker("ben")], people=[a_person()])

    assert briefly(caseload) == [(NOBODY, BEN, 0), (ALEX, BEN, 6)]


def test_who_has_left_by_the_first_monday_holds_nobody() -> None:
    leaver = a_worker(leaves_on=PLAN_DATE)
    caseload = a_caseload(workers=[leaver, a_worker("ben")], people=[a_person()])

    assert briefly(caseload) == [(NOBODY, BEN, 0)]


def test_somebody_nobody_may_take_has_one_option() -> None:
    leaver = a_worker(leaves_on=monday(6))
    caseload = a_caseload(workers=[leaver], people=[a_person()])

    (alone,) = options(caseload)

    assert (alone.before, alone.worker, alone.from_week) == (ALEX, NOBODY, 6)
    assert alone.price == 3000


def test_somebody_left_alone_by_a_worker_they_must_not_have_pays_the_handover() -> None:
    never = Wishes(not_workers=frozenset({WorkerId("alex")}))
    policy = Policy(handover=Fraction(7))

    (has_alex,) = options(a_caseload(people=[a_person(wishes=never)]), policy)
    (has_nobody,) = options(
        a_caseload(people=[a_person(worker=None, wishes=never)]), policy
    )

    assert has_alex.price == has_nobody.price + 7


def test_a_pin_to_somebody_who_has_left_binds_nobody() -> None:
    leaver = a_worker(leaves_on=PLAN_DATE)
    caseload = a_caseload(
        workers=[leaver, a_worker("ben")], people=[a_person()], pins=[a_pin()]
    )

    assert briefly(caseload) == [(NOBODY, BEN, 0)]


def test_a_pin_leaves_the_options_with_that_worker() -> None:
    caseload = a_caseload(workers=TEAM, people=[a_person()], pins=[a_pin(worker="ben")])

    assert briefly(caseload) == [(NOBODY, BEN, 0)]


def test_a_pin_to_a_leaver_ends_with_the_leaving() -> None:
    leaver = a_worker(leaves_on=monday(6))
    caseload = a_caseload(
        workers=[leaver, a_worker("ben")], people=[a_person()], pins=[a_pin()]
    )

    assert briefly(caseload) == [(ALEX, BEN, 6)]


@pytest.mark.parametrize("pinned", ["ben", "unheard of"])
def test_a_pin_to_somebody_who_may_not_take_them_leaves_all_options(
    pinned: str,
) -> None:
    full = a_worker("ben", accepts_new=False)
    caseload = a_caseload(
        workers=[a_worker(), full, a_worker("cleo")],
        people=[a_person()],
        pins=[a_pin(worker=pinned)],
    )

    assert briefly(caseload) == [(NOBODY, ALEX, 0), (NOBODY, CLEO, 0)]


def test_a_referral_may_always_wait() -> None:
    caseload = a_caseload(
        workers=TEAM,
        referrals=[a_referral(earliest_start_on=monday(12))],
        pins=[a_pin("robin", "ben")],
    )

    assert briefly(caseload) == [(NOBODY, BEN, 12), (NOBODY, NOBODY, 40)]


def test_a_referral_weighs_nothing_before_the_start() -> None:
    caseload = a_caseload(referrals=[a_referral()])

    at_once, *_, on_the_last, waits = options(caseload)

    assert at_once.weights[:14] == profile(*["1.5"] * 14)
    assert on_the_last.weights[:13] == profile(*[0] * 12, "1.5")
    assert waits.weights == profile(*[0] * 40)


def test_a_plan_is_read_from_what_is_chosen() -> None:
    leaver = a_worker(leaves_on=monday(6))
    caseload = a_caseload(
        workers=[leaver, a_worker("ben")],
        people=[a_person(), a_person("kim", worker="ben", keep_worker=Keep.CHANGE)],
        referrals=[a_referral()],
    )
    problem = assignment_problem(caseload, HORIZON, BALANCED)
    waits = len(problem.options[2]) - 1

    assert problem.people == ("sam", "kim", "robin")
    assert read_plan(problem, [1, 0, waits]) == a_plan(
        a_stay("kim", "ben"),
        a_stay(to_on=monday(6)),
        a_stay(worker="ben", from_on=monday(6)),
    )


def test_nobody_closed_is_decided_about() -> None:
    closed = a_caseload(people=[a_person(status=Status.CLOSED)])

    assert assignment_problem(closed, HORIZON, BALANCED).people == ()
