"""What a plan breaks: for Sam, with Alex, in a team of two."""

from collections.abc import Iterable
from datetime import date, timedelta

from cti.calendar import Horizon
from cti.caseload.caseload import Pin, Promise
from cti.caseload.people import Person, Referral, Wishes
from cti.caseload.workers import Absence, Worker
from cti.plans.assignment import Rule, Stay
from cti.plans.verify import verify
from cti.units import WorkerId
from tests.builders import (
    HORIZON,
    a_caseload,
    a_person,
    a_plan,
    a_plan_in_force,
    a_stay,
    a_worker,
    monday,
)

DAY = timedelta(days=1)
FINISHES = date(2027, 8, 2)
"""The first day after Sam's support, a Monday: M36."""

ALEX, BEN = a_worker(), a_worker("ben")
TO_BEN = a_stay(worker="ben")
NEVER_ALEX = Wishes(not_workers=frozenset({WorkerId("alex")}))


def broken(
    *stays: Stay,
    workers: Iterable[Worker] = (ALEX, BEN),
    people: Iterable[Person] = (),
    referrals: Iterable[Referral] = (),
    absences: Iterable[Absence] = (),
    pins: Iterable[Pin] = (),
    told: Iterable[Promise] = (),
    horizon: Horizon = HORIZON,
) -> set[Rule]:
    """The rules a plan breaks; for Sam, with Alex, unless a test says otherwise."""
    caseload = a_caseload(
        workers=workers,
        people=people or ([] if referrals else [a_person()]),
        referrals=referrals,
        absences=absences,
        pins=pins,
        in_force=a_plan_in_force(*told),
    )
    return {found.rule for found in verify(caseload, horizon, a_plan(*stays))}


def then(worker: str | None, week: int) -> tuple[Stay, Stay]:
    """Sam with Alex until a Monday, and with somebody else from then on."""
    return a_stay(to_on=monday(week)), a_stay(worker=worker, from_on=monday(week))


def leaver(week: int, **days: int) -> Worker:
    """Alex, who leaves on a Monday or some days after."""
    return a_worker(leaves_on=monday(week) + timedelta(**days))


def robin_on(day: date, worker: str | None = "alex") -> Stay:
    return a_stay("robin", worker, from_on=day)
