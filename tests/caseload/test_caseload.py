"""A caseload as one value: who is who in it."""

from dataclasses import replace

import pytest

from cti.caseload.caseload import PlanInForce, Promise
from cti.units import PersonId, WorkerId
from tests.builders import (
    PLAN_DATE,
    a_caseload,
    a_person,
    a_pin,
    a_referral,
    a_worker,
    an_absence,
)

CASELOAD = a_caseload(
    workers=[a_worker("alex"), a_worker("bo")],
    people=[a_person("sam")],
    referrals=[a_referral("robin")],
    absences=[an_absence("bo"), an_absence("bo", load_reduction=40)],
    pins=[a_pin("sam", "alex")],
)


@pytest.mark.parametrize(("identifier", "name"), [("sam", "Sam"), ("robin", "Robin")])
def test_people_and_referrals_are_known_by_a_name(identifier: str, name: str) -> None:
    assert CASELOAD.known_as(PersonId(identifier)) == name


def test_somebody_nobody_knows_has_no_name() -> None:
    with pytest.raises(KeyError):
        CASELOAD.known_as(PersonId("stranger"))


def test_everybody_is_found_by_their_id() -> None:
    assert CASELOAD.worker[WorkerId("bo")] is CASELOAD.workers[1]
    assert CASELOAD.person[PersonId("sam")] is CASELOAD.people[0]
    assert CASELOAD.referral[PersonId("robin")] is CASELOAD.referrals[0]
    assert CASELOAD.pin_of == {"sam": "alex"}


def test_every_worker_has_absences_if_only_none() -> None:
    assert CASELOAD.absences_of == {"alex": (), "bo": CASELOAD.absences}


def test_promises_are_found_by_person_and_without_a_plan_there_are_none() -> None:
    promise = Promise(
        person_id=PersonId("sam"), worker_id=WorkerId("alex"), from_on=PLAN_DATE
    )
    in_force = PlanInForce(on=PLAN_DATE, promises=(promise,))
    assert replace(CASELOAD, in_force=in_force).promise_of == {"sam": promise}
    assert CASELOAD.promise_of == {}
