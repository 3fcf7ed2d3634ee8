"""Whom somebody means by a name or an id."""

from dataclasses import replace

import pytest

from cti.caseload.caseload import Caseload
from cti.errors import SharedName, UnknownName
from cti.usecases.naming import person_meant, worker_meant
from tests.builders import a_caseload, a_person, a_referral, a_worker


@pytest.fixture
def caseload() -> Caseload:
    return a_caseload(
        workers=(a_worker("alex"), a_worker("blair")),
        people=(a_person("sam"), a_person("SAMIR"), a_person("kim")),
        referrals=(a_referral("robin"),),
    )


@pytest.mark.parametrize("said", ["sam", "Sam", " SAM "])
def test_a_name_or_an_id_finds_somebody(caseload: Caseload, said: str) -> None:
    assert person_meant(caseload, said) == "sam"


def test_a_name_is_found_as_people_type_it() -> None:
    caseload = a_caseload(people=(replace(a_person("P1"), known_as="Łukasz O’Neill"),))

    assert person_meant(caseload, "lukasz oneill") == "P1"
    with pytest.raises(UnknownName) as error:
        person_meant(caseload, "lukasz onel")
    assert "Łukasz O’Neill" in error.value.hint


def test_who_is_called_so_to_the_letter_comes_first() -> None:
    caseload = a_caseload(
        workers=(
            replace(a_worker("w1"), name="Sian"),
            replace(a_worker("w2"), name="Siân"),
            replace(a_worker("sian"), name="Sian Jones"),
        ),
        people=(a_person("O1"), a_person("Ö1")),
    )

    assert worker_meant(caseload, "Siân") == "w2"
    assert worker_meant(caseload, "sian") == "sian"
    assert worker_meant(caseload, "sian jones") == "sian"
    assert person_meant(caseload, "Ö1") == "Ö1"
    assert person_meant(caseload, "o1") == "O1"
    with pytest.raises(SharedName):
        worker_meant(replace(caseload, workers=caseload.workers[:2]), "SIAN")


def test_somebody_referred_is_found_too(caseload: Caseload) -> None:
    assert person_meant(caseload, "Robin") == "robin"


def test_a_worker_is_found_by_name(caseload: Caseload) -> None:
    assert worker_meant(caseload, "blair") == "blair"


def test_a_slip_gets_suggestions(caseload: Caseload) -> None:
    with pytest.raises(UnknownName, match="no person «Smair»") as told:
        person_meant(caseload, "Smair")

    assert "Samir" in told.value.hint


def test_nobody_near_gets_no_suggestion(caseload: Caseload) -> None:
    with pytest.raises(UnknownName) as told:
        worker_meant(caseload, "xyz")

    assert told.value.close == ()


def test_a_name_two_people_share_asks_for_the_id() -> None:
    first, second = (
        replace(a_person(person_id), known_as="Sam B") for person_id in ("p1", "p2")
    )
    caseload = a_caseload(people=(first, second))

    assert person_meant(caseload, "p2") == "p2"
    with pytest.raises(SharedName, match="More than one person is called") as told:
        person_meant(caseload, "sam b")
    assert told.value.hint == "Say which by the id: p1 or p2."
