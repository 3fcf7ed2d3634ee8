"""No bound is above what any plan costs, and the sharper one sees who is in the way."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, time, timedelta
from itertools import pairwise, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cti.caseload.caseload import Caseload
from cti.plans.assignment import AssignmentPlan
from cti.plans.policy import BALANCED
from cti.solver.contacts.alone import Alone
from cti.solver.contacts.draft import Draft
from cti.solver.contacts.greedy import greedy_draft
from cti.solver.contacts.problem import ContactProblem
from cti.solver.contacts.search import first_draft, search
from cti.solver.contacts.shared_days import MOST_SETS, Kind, ShortestWays, sets_of
from cti.solver.contacts.shares import Shares
from cti.solver.limits import never
from tests.builders import (
    HORIZON,
    PLAN_DATE,
    a_caseload,
    a_contact,
    a_person,
    a_plan,
    a_stay,
    a_worker,
    an_appointment,
    hours,
)
from tests.solver.contacts.team import a_team, dice

WAYS = ((10, 60, 20), (35, 10, 15), (20, 90, 15))


def at(number: int, hour: int = 10) -> datetime:
    return datetime.combine(PLAN_DATE + timedelta(days=number), time(hour))


def problem_of(caseload: Caseload, assignment: AssignmentPlan) -> ContactProblem:
    return ContactProblem(caseload, HORIZON, assignment, BALANCED.contacts)


def drafts(problem: ContactProblem) -> list[Draft]:
    """Some plans: booked as people come, planned once, and searched for."""
    first = Draft(problem)
    first_draft(first, dice(2), stopped=never)
    twin = first.copy()
    return [
        greedy_draft(problem),
        first,
        search(twin, dice(2), 400, go_on=lambda _, __: True),
    ]


def bounds(problem: ContactProblem, *, cost: int, rounds: int = 40) -> list[int]:
    """The bound of everybody alone, and those of some rounds of shares."""
    alone = Alone(problem)
    first = alone.agreed_price(problem.work_days)
    first += sum(alone.least_price(person) for person in problem.people)
    return [first, *Shares(problem, alone).rounds(rounds, cost=cost)]


def with_appointments() -> tuple[Caseload, AssignmentPlan]:
    """The team with some appointments, two of them at one time."""
    caseload, assignment = a_team()
    agreed = [
        an_appointment("p1", "bo", at=at(0)),
        an_appointment("p4", "bo", at=at(9, 11)),
        an_appointment("p7", "bo", at=at(9, 11), minutes=90),
        an_appointment("p2", "cas", at=at(2, 19)),
    ]
    return replace(caseload, appointments=tuple(agreed)), assignment


@pytest.mark.parametrize(
    "question",
    [
        pytest.param(a_team(), id="a team"),
        pytest.param(a_team(people=25), id="a team with more people"),
        pytest.param(with_appointments(), id="with appointments"),
    ],
)
def test_no_bound_is_above_any_plan(
    question: tuple[Caseload, AssignmentPlan],
) -> None:
    problem = problem_of(*question)
    costs = [draft.total for draft in drafts(problem)]

    found = bounds(problem, cost=min(costs))

    assert max(found) <= min(costs)
    assert max(found) > found[0]


def test_a_rush_on_one_morning_is_seen() -> None:
    caseload = a_caseload(
        workers=[a_worker("alex", works=hours(range(5), 9, 11))],
        people=[a_person(), a_person("ash")],
        contacts=[a_contact(at=at(-9)), a_contact("ash", at=at(-9))],
    )
    problem = problem_of(caseload, a_plan(a_stay(), a_stay("ash")))
    best = min(draft.total for draft in drafts(problem))

    alone, *sharper = bounds(problem, cost=best, rounds=80)

    late_day = 40 * problem.scale.per_point
    assert max(sharper) - alone >= late_day
    assert max(sharper) <= best


def test_with_nothing_in_the_way_the_bound_is_the_best_plan() -> None:
    caseload = a_caseload(people=[a_person()], contacts=[a_contact(at=at(-6))])
    problem = problem_of(caseload, a_plan(a_stay()))
    best = min(draft.total for draft in drafts(problem))

    assert max(bounds(problem, cost=best)) == best


def test_the_same_rounds_give_the_same_bounds() -> None:
    problem = problem_of(*a_team())

    assert bounds(problem, cost=3000) == bounds(problem, cost=3000)


# Days as a whole


def test_every_day_of_every_plan_is_among_the_sets_of_its_day() -> None:
    for question in (a_team(people=25), with_appointments()):
        problem = problem_of(*question)
        ways = ShortestWays(problem.places.ways)
        for draft in drafts(problem):
            for key, route in draft.routes.items():
                added = [stop for stop in route.stops if stop.prices is not None]
                kinds = Counter(Kind(stop.place, stop.minutes) for stop in added)
                sets = sets_of(problem.work_days[key], kinds, ways)
                assert sets is not None
                listed = {
                    tuple(counts): price
                    for counts, price in zip(
                        sets.counts.tolist(), sets.prices.tolist(), strict=True
                    )
                }
                assert listed[tuple(kinds.values())] <= route.travel


@given(
    base=st.integers(0, 2),
    contacts=st.tuples(*[st.integers(0, 2)] * 3).filter(lambda each: sum(each) <= 5),
)
@settings(deadline=None)
def test_the_shortest_round_trip_is_the_best_of_all_orders(
    base: int, contacts: tuple[int, ...]
) -> None:
    shortest = [list(row) for row in WAYS]
    for _ in range(3):
        shortest = [
            [
                min(
                    shortest[start][end],
                    *(shortest[start][by] + shortest[by][end] for by in range(3)),
                )
                for end in range(3)
            ]
            for start in range(3)
        ]
    stops = [place for place, number in enumerate(contacts) for _ in range(number)]

    trips = [
        sum(shortest[one][other] for one, other in pairwise((base, *order, base)))
        for order in set(permutations(stops))
    ]

    found = ShortestWays(WAYS).round_trip(base, contacts)
    assert found == (min(trips) if stops else 0)


def test_a_day_with_too_many_sets_is_not_listed() -> None:
    problem = problem_of(*a_team())
    work_day = next(iter(problem.work_days.values()))
    ways = ShortestWays(problem.places.ways)
    places = range(len(problem.places.names))
    kinds = {Kind(place, minutes): 6 for place in places for minutes in (10, 15, 20)}

    assert sets_of(work_day, kinds, ways) is None
    few = sets_of(work_day, {Kind(0, 60): 6}, ways)
    assert few is not None
    assert len(few.counts) < MOST_SETS


def test_days_that_are_not_listed_keep_the_bound_below_any_plan(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("cti.solver.contacts.shared_days.MOST_SETS", 2)
    problem = problem_of(*with_appointments())
    costs = [draft.total for draft in drafts(problem)]

    assert max(bounds(problem, cost=min(costs))) <= min(costs)
