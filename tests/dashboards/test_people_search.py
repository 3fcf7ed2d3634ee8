"""People are found by what an account may know of them."""

import pytest

from tests.api.house import Household
from tests.dashboards.served import visits, words_of


def found(home: Household, who: str, said: str) -> str:
    return words_of(visits(home, who).get("/people", params={"q": said}).text)


@pytest.mark.parametrize("who", ["worker", "leader", "officer", "colleague"])
def test_who_plans_with_somebody_is_told_where_they_are(
    home: Household, who: str
) -> None:
    page = found(home, who, "sam")

    assert (
        "Phase One (Transition), day 22 of 92, Phase Two begins on Tue 2 Feb 2027"
        in page
    )
    assert "Worker: Alex" in page


@pytest.mark.parametrize("who", ["far colleague", "partner"])
def test_anybody_else_is_told_the_name_and_the_worker(
    home: Household, who: str
) -> None:
    page = found(home, who, "sam")

    assert "Worker: Alex" in page
    assert "You see the name and the worker." in page
    assert "day 22" not in page


def test_there_is_one_sam_for_each_service_that_is_not_hidden(home: Household) -> None:
    assert "2 people for “sam”" in found(home, "outsider", "sam")


def test_somebody_who_waits_is_found_as_one_who_waits(home: Household) -> None:
    assert "Waiting to start" in found(home, "officer", "robin")


def test_who_is_not_there_is_said_with_what_would_help(home: Household) -> None:
    page = found(home, "officer", "<b>Zoe")

    assert "Nobody you may know of goes by “<b>Zoe”." in page
    assert "Try a part of the name, or the whole id." in page


def test_before_anything_is_asked_a_worker_sees_their_own_and_others_a_hint(
    home: Household,
) -> None:
    own = words_of(visits(home, "worker").get("/people").text)
    hint = words_of(visits(home, "officer").get("/people").text)

    assert "People you work with" in own
    assert "Sam" in own
    assert "Robin" not in own
    assert "Nobody is looked for yet." in hint


def test_an_administrator_finds_nobody(home: Household) -> None:
    assert visits(home, "administrator").get("/people").status_code == 403


def test_a_place_that_nobody_gave_is_refused(home: Household) -> None:
    answer = visits(home, "officer").get("/people", params={"q": "a", "after": "xyz"})

    assert answer.status_code == 422


@pytest.mark.parametrize("said", ["lukasz", "ŁUKASZ o'neill", "oneil"])
def test_a_name_is_found_as_people_type_it(home: Household, said: str) -> None:
    visits(home, "leader").post(
        f"/services/{home.kept.service_id}/referrals/new",
        data={"known_as": "Łukasz O’Neill", "team": "east", "priority": "2"},
    )

    assert "Łukasz O’Neill" in found(home, "leader", said)
