"""A small team with everything that happens to one, for the contact planner."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random

from cti.calendar import Horizon
from cti.caseload.caseload import Caseload
from cti.caseload.people import Person, Place, Status, Wishes
from cti.plans.assignment import AssignmentPlan, Stay
from cti.units import WorkerId
from tests.builders import (
    a_caseload,
    a_contact,
    a_person,
    a_plan,
    a_referral,
    a_worker,
    an_absence,
    an_event,
    hours,
)

MONDAY = date(2026, 11, 23)
PLACES = ("East", "West", None)
TRAVEL = {
    ("East", "East"): 10,
    ("West", "West"): 10,
    ("East", "West"): 25,
    ("West", "East"): 30,
}
PHASES = (0, 30, 70, 120, 200, 255)
"""Days since the transition."""


def a_team(*, people: int = 14, on: date = MONDAY) -> tuple[Caseload, AssignmentPlan]:
    """Three workers and some people, of whom one in seven changes worker.

    Ash works part-time, Bo is on leave for some days, Cas speaks Polish. A few people
    were never met, one is paused, and one referral starts on the second Monday.
    """
    workers = [
        a_worker("ash", locality="East", works=hours((0, 1, 3), 9, 17)),
        a_worker("bo", locality="West"),
        a_worker("cas", locality="East", languages=["Polish"]),
    ]
    names = [worker.worker_id for worker in workers]
    found = [_person(number, names[number % 3], on) for number in range(people)]
    contacts = [
        a_contact(
            person.person_id,
            names[(number + number % 2) % 3],
            at=_at(on, -1 - number * 5 % 17, 9 + number % 7),
        )
        for number, person in enumerate(found)
        if number % 6
    ]
    caseload = a_caseload(
        workers=workers,
        people=found,
        referrals=[a_referral(wishes=Wishes(locality="West"))],
        contacts=contacts,
        absences=[
            an_absence("bo", from_on=on + 3 * DAY, to_on=on + 8 * DAY),
            an_absence("cas", from_on=on, to_on=on + 40 * DAY, load_reduction=20),
        ],
        events=[an_event()],
        travel=TRAVEL,
    )
    return caseload, a_plan(*_stays(found, names, on))


DAY = timedelta(days=1)


def _at(on: date, number: int, hour: int) -> datetime:
    return datetime.combine(on + number * DAY, time(hour, 30))


def _person(number: int, worker: WorkerId, on: date) -> Person:
    person = a_person(
        f"p{number}",
        worker=worker,
        started_on=on - 300 * DAY,
        transition_on=on - PHASES[number % len(PHASES)] * DAY,
        wishes=Wishes(
            locality=PLACES[number % 3],
            contact_place=list(Place)[number // 3 % 3],
            available=hours(range(5), 9, 13) if number % 4 == 1 else None,
        ),
    )
    if number == 4:
        return replace(
            person,
            status=Status.PAUSED,
            paused_from=on - 9 * DAY,
            paused_review_on=on + 6 * DAY,
        )
    return person


def _stays(
    people: Iterable[Person], names: Sequence[WorkerId], on: date
) -> Iterator[Stay]:
    horizon = Horizon(on)
    first, second = horizon.mondays[:2]
    for number, person in enumerate(people):
        assert person.worker_id is not None
        if number % 7 == 3:
            other = names[(names.index(person.worker_id) + 1) % 3]
            yield Stay(person.person_id, first, person.worker_id, second)
            yield Stay(person.person_id, second, other)
        else:
            yield Stay(person.person_id, first, person.worker_id)
    yield a_referral_stay(second)


def a_referral_stay(on: date) -> Stay:
    """Robin starts with Cas."""
    return Stay(a_referral().referral_id, on, a_worker("cas").worker_id)


def dice(seed: int) -> Random:
    """A source of chance that always throws the same."""
    return Random(seed)  # noqa: S311, tests keep no secrets
