"""The best days for one person against every choice of offers."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cti.caseload.caseload import Caseload
from cti.plans.assignment import AssignmentPlan
from cti.plans.contacts import CONTACT_DAYS
from cti.plans.policy import BALANCED
from cti.solver.contacts.days import Offer, best_days, price_of
from cti.solver.contacts.people import Someone
from cti.solver.contacts.problem import ContactProblem
from cti.solver.contacts.scale import Scale
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
    monday,
)

WORKERS = (a_worker("alex"), a_worker("blair"))
MOVED = a_plan(a_stay(to_on=monday(1)), a_stay(worker="blair", from_on=monday(1)))


def at(number: int) -> datetime:
    day = PLAN_DATE + timedelta(days=number)
    return datetime(day.year, day.month, day.day, 10, 0)


def sam(caseload: Caseload, plan: AssignmentPlan) -> Someone:
    return ContactProblem(caseload, HORIZON, plan, BALANCED.contacts).people[0]


PLAIN = sam(
    a_caseload(people=[a_person()], contacts=[a_contact(at=at(-1))]), a_plan(a_stay())
)
OWED_MUCH = sam(
    a_caseload(
        workers=WORKERS,
        people=[a_person(transition_on=date(2026, 9, 14))],
        contacts=[a_contact(at=at(-9))],
    ),
    MOVED,
)
AGREED = sam(
    a_caseload(
        workers=WORKERS,
        people=[a_person(transition_on=date(2026, 9, 14))],
        contacts=[a_contact(at=at(-2))],
        appointments=[
            an_appointment(at=at(9), worker="blair", kind="network meeting"),
            an_appointment(at=at(18), worker="blair"),
        ],
    ),
    MOVED,
)

EVERYBODY = [
    pytest.param(PLAIN, id="the rhythm alone"),
    pytest.param(OWED_MUCH, id="a meeting and a handover"),
    pytest.param(AGREED, id="appointments"),
]


def offers_on(person: Someone, day: int, prices: Sequence[int]) -> list[Offer]:
    """The person's own options of a day, at some prices."""
    options = person.own[day]
    return [
        Offer(price, price // 2, option, 40)
        for option, price in zip(options, prices, strict=False)
    ]


@st.composite
def offers(draw: st.DrawFn) -> list[tuple[int, list[int]]]:
    """Some days, and prices for the options there."""
    days = draw(
        st.lists(st.integers(0, CONTACT_DAYS - 1), max_size=5, unique=True).map(sorted)
    )
    price = st.sampled_from((0, 30, 200, 450))
    return [(day, draw(st.lists(price, min_size=1, max_size=3))) for day in days]


def every_choice(
    person: Someone, by_day: Sequence[Sequence[Offer]]
) -> list[list[Offer]]:
    """Every sequence of offers far enough apart, from appointments too."""
    found = []
    for choice in product(*([None, *on_day] for on_day in by_day if on_day)):
        taken = [offer for offer in choice if offer is not None]
        days = [offer.option.day for offer in taken]
        apart = all(later - day >= person.apart for day, later in pairwise(days))
        clear = all(
            abs(day - fixed) >= person.apart for day in days for fixed in person.fixed
        )
        if apart and clear and all(day >= person.first_day for day in days):
            found.append(taken)
    return found


@pytest.mark.parametrize("person", EVERYBODY)
@given(drawn=offers())
@settings(deadline=None)
def test_no_other_days_cost_less(
    person: Someone, drawn: list[tuple[int, list[int]]]
) -> None:
    by_day: list[list[Offer]] = [[] for _ in range(CONTACT_DAYS)]
    for day, prices in drawn:
        by_day[day] = offers_on(person, day, prices)

    price, chosen = best_days(person, by_day)

    def whole(taken: list[Offer]) -> int:
        return price_of(person, taken) + sum(offer.added for offer in taken)

    choices = every_choice(person, by_day)
    assert chosen in choices
    assert price == whole(chosen) == min(map(whole, choices))


def test_without_offers_only_time_passes() -> None:
    price, chosen = best_days(PLAIN, [[]] * CONTACT_DAYS)

    # Met the day before, so nine days later a contact is due: day 8 is the last.
    assert chosen == []
    per_point = Scale.of(BALANCED.contacts).per_point
    assert price == 40 * (CONTACT_DAYS - 8) * per_point


def test_options_of_a_day_without_a_start_are_not_made() -> None:
    for options in PLAIN.own:
        for option in options:
            assert np.count_nonzero(option.times == 0) > 0
