"""A caseload as one value: who is who in it."""

import pytest

from cti.units import PersonId, WorkerId
from tests.builders import (
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
