"""What a plan costs besides load: each price alone, worked out by hand."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import date, timedelta
from fractions import Fraction

import pytest

from cti.calendar import Horizon
from cti.caseload.caseload import Caseload
from cti.caseload.people import Keep, Need, Person, Priority, Status, Wishes
from cti.caseload.workers import Worker
from cti.plans.assignment import Stay
from cti.plans.cost import Cost
from cti.plans.policy import BALANCED, Policy
from cti.plans.score import score
from cti.units import Points, WorkerId
from tests.builders import (
    HORIZON,
    PLAN_DATE,
    a_caseload,
    a_person,
    a_plan,
    a_referral,
    a_stay,
    a_worker,
    monday,
)

PRICED_HANDOVER = Policy(handover=Points(7))

PHASES = [
    pytest.param(None, 240, id="Pre-CTI"),
    pytest.param(date(2026, 11, 2), 240, id="Phase One"),
    pytest.param(date(2026, 8, 3), 160, id="Phase Two"),
    pytest.param(date(2026, 5, 4), 80, id="Phase Three"),
]
"""Transition dates, and what it costs to move somebody who has no preference."""

KEEP = [
    pytest.param(Keep.KEEP, Fraction(3, 2), id="wants to keep their worker"),
    pytest.param(Keep.EITHER, Fraction(1), id="has no preference"),
    pytest.param(Keep.CHANGE, Fraction(0), id="would like a change"),
]


def cost_of(
    *stays: Stay,
    people: Iterable[Person] = (),
    workers: Iterable[Worker] | None = None,
    policy: Policy = BALANCED,
    horizon: Horizon = HORIZON,
) -> Cost:
    """The cost of a plan, for Alex and Ben unless a test says otherwise."""
    team = (a_worker(), a_worker("ben")) if workers is None else workers
    caseload = a_caseload(workers=team, people=people)
    return score(caseload, horizon, a_plan(*stays), policy)


def wait_of(caseload: Caseload, *stays: Stay, horizon: Horizon = HORIZON) -> Points:
    """The price of waiting, which is all the plan costs."""
    cost = score(caseload, horizon, a_plan(*stays), BALANCED)
    assert cost == Cost(wait=cost.wait)
    return cost.wait


def test_somebody_who_stays_with_room_costs_nothing() -> None:
    assert cost_of(a_stay(), people=[a_person()]) == Cost()


@pytest.mark.parametrize(("keep", "factor"), KEEP)
@pytest.mark.parametrize(("transition_on", "price"), PHASES)
def test_moving_somebody_whose_worker_could_go_on(
    transition_on: date | None, price: int, keep: Keep, factor: Fraction
) -> None:
    person = a_person(transition_on=transition_on, keep_worker=keep)

    cost = cost_of(a_stay(worker="ben"), people=[person])

    assert cost == Cost(moving=price * factor)


def test_the_price_of_moving_is_by_the_phase_on_the_first_monday() -> None:
    # Planned on a Wednesday, in Phase One until Friday; on Monday it is Phase Two.
    person = a_person(
        transition_on=date(2026, 8, 21),
        keep_worker=Keep.EITHER,
    )
    horizon = Horizon(PLAN_DATE - timedelta(days=5))

    cost = cost_of(a_stay(worker="ben"), people=[person], horizon=horizon)

    assert horizon.start == PLAN_DATE
    assert cost.moving == 160


def test_moving_somebody_paused_costs_what_their_phase_says() -> None:
    paused = a_person(status=Status.PAUSED, transition_on=date(2026, 8, 3))

    assert cost_of(a_stay(worker="ben"), people=[paused]).moving == 240


def test_moving_somebody_because_their_worker_leaves_costs_nothing() -> None:
    leaver = a_worker(leaves_on=monday(3))
    stays = a_stay(to_on=monday(3)), a_stay(worker="ben", from_on=monday(3))

    cost = cost_of(*stays, people=[a_person()], workers=[leaver, a_worker("ben")])

    assert cost == Cost()


def test_moving_a_leavers_person_at_once_is_moving_because_the_worker_leaves() -> None:
    leaver = a_worker(leaves_on=monday(3))

    cost = cost_of(
        a_stay(worker="ben"),
        people=[a_person()],
        workers=[leaver, a_worker("ben")],
        policy=PRICED_HANDOVER,
    )

    assert cost == Cost(handover=Points(7))


def test_a_worker_who_leaves_after_the_support_could_go_on() -> None:
    # Sam's support ends on 2 August, so M36 is the first Monday without Sam.
    leaver = a_worker(leaves_on=monday(36))

    cost = cost_of(
        a_stay(worker="ben"), people=[a_person()], workers=[leaver, a_worker("ben")]
    )

    assert cost == Cost(moving=Points(360))


def test_a_worker_who_leaves_on_the_last_monday_of_support_could_not() -> None:
    leaver = a_worker(leaves_on=monday(35))

    cost = cost_of(
        a_stay(worker="ben"), people=[a_person()], workers=[leaver, a_worker("ben")]
    )

    assert cost.moving == 0


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
def test_somebody_who_must_move_is_a_handover(person: Person) -> None:
    cost = cost_of(a_stay(worker="ben"), people=[person], policy=PRICED_HANDOVER)

    assert cost == Cost(handover=Points(7))


@pytest.mark.parametrize(
    "stays",
    [
        pytest.param((a_stay(worker=None),), id="still"),
        pytest.param((), id="not in the plan"),
    ],
)
def test_somebody_who_had_nobody_and_has_nobody_is_no_handover(
    stays: tuple[Stay, ...],
) -> None:
    person = a_person(worker=None)

    assert cost_of(*stays, people=[person], policy=PRICED_HANDOVER).handover == 0


def test_a_handover_is_paid_for_once_a_person() -> None:
    leaver = a_worker(leaves_on=monday(3))
    stays = [
        stay
        for who in ("sam", "kim")
        for stay in (
            a_stay(who, to_on=monday(3)),
            a_stay(who, "ben", from_on=monday(3)),
        )
    ]

    cost = cost_of(
        *stays,
        people=[a_person("sam"), a_person("kim")],
        workers=[leaver, a_worker("ben")],
        policy=PRICED_HANDOVER,
    )

    assert cost.handover == 14


def test_staying_although_the_person_would_like_a_change() -> None:
    cost = cost_of(a_stay(), people=[a_person(keep_worker=Keep.CHANGE)])

    assert cost == Cost(moving=Points(120))


def test_staying_until_the_worker_leaves_is_no_staying_despite_a_wish() -> None:
    leaver = a_worker(leaves_on=monday(3))
    stays = a_stay(to_on=monday(3)), a_stay(worker="ben", from_on=monday(3))

    cost = cost_of(
        *stays,
        people=[a_person(keep_worker=Keep.CHANGE)],
        workers=[leaver, a_worker("ben")],
    )

    assert cost == Cost()


PREFERS = Wishes(
    language="Polish",
    language_need=Need.PREFER,
    specialism="women",
    specialism_need=Need.PREFER,
    worker_gender="woman",
    worker_gender_need=Need.PREFER,
)


@pytest.mark.parametrize(
    ("worker", "price"),
    [
        pytest.param(a_worker(), 90, id="nothing"),
        pytest.param(a_worker(languages=["Polish"]), 60, id="the language"),
        pytest.param(a_worker(specialisms=["women"]), 60, id="the specialism"),
        pytest.param(a_worker(gender="woman"), 60, id="the gender"),
        pytest.param(a_worker(gender="man"), 90, id="another gender"),
        pytest.param(
            a_worker(languages=["Polish"], specialisms=["women"], gender="woman"),
            0,
            id="everything",
        ),
    ],
)
def test_each_preference_the_worker_does_not_meet(worker: Worker, price: int) -> None:
    cost = cost_of(a_stay(), people=[a_person(wishes=PREFERS)], workers=[worker])

    assert cost == Cost(fit=Points(price))


@pytest.mark.parametrize(
    "wishes",
    [
        pytest.param(
            Wishes(
                language_need=Need.PREFER,
                specialism_need=Need.PREFER,
                worker_gender_need=Need.PREFER,
            ),
            id="preferred, but not said what",
        ),
        pytest.param(
            Wishes(language="Polish", specialism="women", worker_gender="woman"),
            id="neither must nor prefer",
        ),
        pytest.param(
            Wishes(language="Polish", language_need=Need.MUST),
            id="a must, of the worker they have",
        ),
    ],
)
def test_no_preference_is_unmet(wishes: Wishes) -> None:
    for gender in (None, "man"):
        cost = cost_of(
            a_stay(),
            people=[a_person(wishes=wishes)],
            workers=[a_worker(gender=gender)],
        )
        assert cost == Cost()


def test_asking_for_another_worker() -> None:
    person = a_person(wishes=Wishes(requested_worker=WorkerId("ben")))

    assert cost_of(a_stay(), people=[person]) == Cost(fit=Points(60))
    assert cost_of(a_stay(worker="ben"), people=[person]) == Cost(moving=Points(360))


@pytest.mark.parametrize(
    ("here", "there", "price"),
    [
        pytest.param("East", "West", 10, id="another"),
        pytest.param("East", "East", 0, id="the same"),
        pytest.param(None, "West", 0, id="the person's is blank"),
        pytest.param("East", None, 0, id="the worker's is blank"),
    ],
)
def test_the_worker_comes_from_another_locality(
    here: str | None, there: str | None, price: int
) -> None:
    person = a_person(wishes=Wishes(locality=here))

    cost = cost_of(a_stay(), people=[person], workers=[a_worker(locality=there)])

    assert cost == Cost(fit=Points(price))


def test_fit_is_of_the_worker_who_holds_them_last() -> None:
    leaver = a_worker(leaves_on=monday(3), locality="East")
    near, far = a_worker("ben", locality="East"), a_worker("ben", locality="West")
    person = a_person(wishes=Wishes(locality="East"))
    stays = a_stay(to_on=monday(3)), a_stay(worker="ben", from_on=monday(3))

    assert cost_of(*stays, people=[person], workers=[leaver, near]).fit == 0
    assert cost_of(*stays, people=[person], workers=[leaver, far]).fit == 10


def test_fit_of_somebody_left_alone_is_of_the_worker_who_left() -> None:
    leaver = a_worker(leaves_on=monday(39), locality="West")
    person = a_person(
        transition_on=None,
        transition_expected_on=monday(30),
        wishes=Wishes(locality="East"),
    )
    stays = a_stay(to_on=monday(39)), a_stay(worker=None, from_on=monday(39))

    cost = cost_of(*stays, people=[person], workers=[leaver])

    assert cost == Cost(fit=Points(10), uncovered=Points(100))


@pytest.mark.parametrize(
    ("priority", "factor"),
    [
        pytest.param(Priority.URGENT, 4, id="urgent"),
        pytest.param(Priority.SOON, 2, id="soon"),
        pytest.param(Priority.ROUTINE, 1, id="routine"),
    ],
)
class TestWaiting:
    """Each price is multiplied by how soon the referral should start."""

    def test_each_possible_monday_that_passes(
        self, priority: Priority, factor: int
    ) -> None:
        caseload = a_caseload(referrals=[a_referral(priority=priority)])

        starts = a_stay("robin", from_on=monday(12))

        assert wait_of(caseload, starts) == 120 * factor

    def test_not_placed_is_every_possible_monday_and_more(
        self, priority: Priority, factor: int
    ) -> None:
        caseload = a_caseload(referrals=[a_referral(priority=priority)])

        assert wait_of(caseload) == (130 + 200) * factor

    def test_each_monday_after_the_expected_transition_costs_more(
        self, priority: Priority, factor: int
    ) -> None:
        # M0 to M4 pass; M3 and M4 are after the transition, M2 is the day itself.
        robin = a_referral(priority=priority, transition_expected_on=monday(2))

        starts = a_stay("robin", from_on=monday(5))

        assert wait_of(a_caseload(referrals=[robin]), starts) == (50 + 40) * factor

    def test_not_placed_passes_all_mondays_after_the_transition(
        self, priority: Priority, factor: int
    ) -> None:
        robin = a_referral(priority=priority, transition_expected_on=monday(11))

        assert wait_of(a_caseload(referrals=[robin])) == (130 + 20 + 200) * factor


def test_starting_at_once_costs_nothing() -> None:
    late = a_referral(transition_expected_on=monday(-3), priority=Priority.URGENT)

    assert wait_of(a_caseload(referrals=[late]), a_stay("robin")) == 0


def test_the_day_before_a_monday_makes_that_monday_late() -> None:
    robin = a_referral(transition_expected_on=monday(2) - timedelta(days=1))

    starts = a_stay("robin", from_on=monday(5))

    assert wait_of(a_caseload(referrals=[robin]), starts) == 50 + 60


@pytest.mark.parametrize(
    ("earliest", "price"),
    [
        pytest.param(PLAN_DATE - timedelta(days=60), 50, id="long possible"),
        pytest.param(monday(3), 20, id="from a Monday on"),
        pytest.param(monday(3) + timedelta(days=1), 10, id="from a Tuesday on"),
        pytest.param(monday(5), 0, id="not sooner"),
    ],
)
def test_only_mondays_on_which_they_could_start_are_paid_for(
    earliest: date, price: int
) -> None:
    robin = a_referral(earliest_start_on=earliest)

    starts = a_stay("robin", from_on=monday(5))

    assert wait_of(a_caseload(referrals=[robin]), starts) == price


def test_a_referral_that_could_start_only_after_the_last_start_pays_no_waiting() -> (
    None
):
    last, after = monday(12), monday(12) + timedelta(days=1)

    assert wait_of(a_caseload(referrals=[a_referral(earliest_start_on=last)])) == 210
    assert wait_of(a_caseload(referrals=[a_referral(earliest_start_on=after)])) == 200


def test_a_short_plan_has_fewer_possible_mondays() -> None:
    caseload = a_caseload(referrals=[a_referral()])

    assert wait_of(caseload, horizon=Horizon(PLAN_DATE, 3)) == 230


def test_what_a_referrals_worker_does_not_bring_is_paid_for_as_placing() -> None:
    robin = a_referral(wishes=Wishes(locality="East"))
    caseload = a_caseload(workers=[a_worker(locality="West")], referrals=[robin])

    placed = score(caseload, HORIZON, a_plan(a_stay("robin")), BALANCED)
    waits = score(caseload, HORIZON, a_plan(), BALANCED)

    assert placed == Cost(placing=Points(10))
    assert waits == Cost(wait=Points(330))


def test_each_monday_on_which_somebody_open_has_nobody() -> None:
    # Support ends on 2 August: 36 Mondays.
    cost = cost_of(a_stay(worker=None), people=[a_person(worker=None)])

    assert cost == Cost(uncovered=Points(3600))


def test_mondays_with_a_worker_are_not_uncovered() -> None:
    leaver = a_worker(leaves_on=monday(30))
    stays = a_stay(to_on=monday(30)), a_stay(worker=None, from_on=monday(30))

    cost = cost_of(*stays, people=[a_person()], workers=[leaver])

    assert cost == Cost(uncovered=Points(600))


def test_somebody_paused_is_uncovered_like_anybody() -> None:
    paused = a_person(worker=None, status=Status.PAUSED)
    horizon = Horizon(PLAN_DATE, 2)

    cost = cost_of(a_stay(worker=None), people=[paused], horizon=horizon)

    assert cost == Cost(uncovered=Points(200))


def test_somebody_closed_costs_nothing_whatever_the_plan_says() -> None:
    closed = a_person(status=Status.CLOSED, keep_worker=Keep.CHANGE)
    team = [a_worker(ceiling=0), a_worker("ben", ceiling=0)]

    cost = cost_of(a_stay(worker="ben"), people=[closed], workers=team)

    assert cost == Cost()


def test_plans_are_compared_by_five_parts_and_by_what_people_were_told() -> None:
    powers = {part.name: Points(2**n) for n, part in enumerate(fields(Cost))}
    cost = Cost(**powers)

    assert cost.total == 2**8 - 1
    assert cost.parts == {
        "load": powers["load"],
        "handover": powers["handover"],
        "fit": powers["fit"] + powers["moving"],
        "wait": powers["wait"] + powers["placing"],
        "uncovered": powers["uncovered"],
        "promises": powers["promises"],
    }
