"""Somebody is referred, the workers are compared, and one is chosen."""

import re

import pytest

from cti.store.tables import ASSIGNMENTS, PEOPLE, PINS, REFERRALS, WORKERS
from tests.api.house import Household
from tests.dashboards.served import visits, words_of
from tests.dashboards.test_case_review import in_force


def of(home: Household, rest: str, which: str = "open") -> str:
    return f"/services/{home.services[which].service_id}/referrals/{rest}"


def robin(home: Household) -> str:
    return of(home, home.kept.row_id(PEOPLE, "robin"))


def test_somebody_is_referred_and_the_workers_are_shown(home: Household) -> None:
    in_force(home)
    asking = visits(home, "leader")
    said = {
        "known_as": "Nia",
        "team": "east",
        "priority": "1",
        "earliest_start_on": "30/11/2026",
        "language": "Welsh",
    }

    blank = asking.get(of(home, "new"))
    wrong = asking.post(of(home, "new"), data={**said, "known_as": "", "team": "x"})
    done = asking.post(of(home, "new"), data=said)

    assert "Refer somebody" in words_of(blank.text)
    assert wrong.status_code == 422
    assert "Enter what they are known as" in words_of(wrong.text)
    assert "Choose a team" in words_of(wrong.text)
    assert 'value="Welsh"' in wrong.text
    assert done.status_code == 200
    assert "Who works with Nia?" in words_of(done.text)
    assert "Urgent referral" in words_of(done.text)
    assert "Does not speak Welsh" in words_of(done.text)
    assert len(home.kept.rows(REFERRALS, service_id=home.kept.service_id)) == 2


def test_workers_stand_side_by_side_and_one_is_chosen(home: Household) -> None:
    in_force(home)
    asking = visits(home, "leader")
    page = asking.get(robin(home))
    said = words_of(page.text)
    assert "Alex goes from" in said
    assert "Load now" in said
    assert "In 12 weeks" in said
    assert "caro and dee are in other teams" in said.lower()
    alex = home.kept.row_id(WORKERS, "alex")
    choice = {"worker_id": alex, "from_on": "23/11/2026", "version": "1"}

    no_why = asking.post(robin(home), data=choice)
    nobody = asking.post(robin(home), data={"why": "agreed", "version": "1"})
    too_old = asking.post(
        robin(home), data={**choice, "from_on": "1/1/2026", "why": "agreed"}
    )
    done = asking.post(
        robin(home), data={**choice, "why": "agreed"}, follow_redirects=False
    )
    late = visits(home, "leader").post(robin(home), data={**choice, "why": "mine"})

    assert (no_why.status_code, nobody.status_code) == (422, 422)
    assert "Say why, in a few words" in words_of(no_why.text)
    assert "Choose who works with them" in words_of(nobody.text)
    assert "too long ago" in words_of(too_old.text)
    assert done.headers["location"].endswith("/review?notice=chosen#referrals")
    (row,) = home.kept.rows(ASSIGNMENTS, person_id=home.kept.row_id(PEOPLE, "robin"))
    assert row["worker_id"] == alex
    assert home.kept.rows(PINS)[0]["reason"] == "agreed"
    assert late.status_code == 409
    assert "Alex works with them" in words_of(late.text).replace("alex", "Alex")
    assert 'value="mine"' in late.text


@pytest.mark.parametrize("who", ["worker", "officer"])
def test_who_may_not_decide_sees_the_comparison_alone(
    home: Household, who: str
) -> None:
    in_force(home)
    asking = visits(home, who)

    page = asking.get(robin(home))

    assert page.status_code == 200
    assert "Decide" not in words_of(page.text).replace("and decide", "")
    assert asking.post(robin(home), data={}).status_code == 403


def test_without_a_plan_the_page_says_what_to_do(home: Household) -> None:
    said = words_of(visits(home, "leader").get(robin(home)).text)

    assert "There is no plan to ask yet" in said


def test_nobody_outside_finds_a_referral(home: Household) -> None:
    in_force(home)
    robin_elsewhere = of(home, home.kept.row_id(PEOPLE, "robin"), which="another")

    assert visits(home, "outsider").get(robin(home)).status_code in {403, 404}
    assert visits(home, "leader").get(robin_elsewhere).status_code == 404
    hidden = of(home, home.services["hidden"].row_id(PEOPLE, "robin"), which="hidden")
    assert visits(home, "leader").get(hidden).status_code == 404


def test_a_referral_that_comes_to_nothing_is_withdrawn_once(home: Household) -> None:
    asking, service = visits(home, "leader"), home.kept.service_id
    robin = home.kept.row_id(PEOPLE, "robin")
    where = f"/services/{service}/referrals/{robin}"
    page = asking.get(where).text
    found = re.search(r'name="person_version" value="(\d+)"', page)
    assert found
    said = {"person_version": found[1]}

    late = asking.post(f"{where}/withdrawal", data={"person_version": "77"})
    worker = visits(home, "worker").post(f"{where}/withdrawal", data=said)
    done = asking.post(f"{where}/withdrawal", data=said, follow_redirects=False)

    assert (late.status_code, worker.status_code, done.status_code) == (409, 403, 303)
    review = words_of(asking.get(done.headers["location"]).text)
    assert "The referral is withdrawn." in review
    assert "Robin" not in review


def test_nobody_was_referred_on_a_day_to_come(home: Household) -> None:
    said = {
        "known_as": "Nia",
        "team": "east",
        "priority": "2",
        "referred_on": "1/1/2099",
    }

    answer = visits(home, "leader").post(
        f"/services/{home.kept.service_id}/referrals/new", data=said
    )

    assert answer.status_code == 422
    assert "This day is still to come" in words_of(answer.text)
