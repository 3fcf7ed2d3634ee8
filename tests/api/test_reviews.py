"""What a case review decided is carried until it is done, and told as far as it may."""

from itertools import count
from typing import Any

import pytest

from cti.access import Permission
from cti.store.tables import PEOPLE, WORKERS
from tests.api.asking import every_page, of_another, of_service, posted, seen
from tests.api.house import Household, a_key

_DAYS = count(1)


@pytest.fixture
def review(home: Household) -> str:
    """The address of a case review of a team that held no other."""
    said = {"team": f"team {next(_DAYS)}", "on": "2026-11-23"}
    found = posted(home.asks("worker"), of_service(home, "reviews"), said)
    return f"{of_service(home, 'reviews')}/{found['id']}"


def something(
    home: Household, person: str | None = None, **other: object
) -> dict[str, Any]:
    """Something to be done by Alex."""
    return {
        "person_id": person and person.rpartition("/")[2],
        "words": "Ask the library about Sundays",
        "owner_id": home.kept.row_id(WORKERS, "alex"),
        "due_on": "2026-11-30",
        **other,
    }


def of_review(home: Household, who: str, review: str, **query: str) -> list[Any]:
    """What somebody is told that a case review decided."""
    path = of_service(home, "decisions")
    review_id = review.rpartition("/")[2]
    return every_page(home.asks(who), path, case_review_id=review_id, **query)


def test_a_case_review_is_held_once_a_day(home: Household) -> None:
    path = of_service(home, "reviews")
    said = {"team": "east", "on": "2026-11-16"}

    answer = home.asks("worker").post(path, json=said)
    again = home.asks("leader").post(path, json=said)

    assert again.status_code == 409
    one = home.asks("colleague").get(answer.headers["Location"])
    assert one.json() == {**said, "id": answer.json()["id"], "version": 1}
    assert every_page(home.asks("far colleague"), path, team="east") == [one.json()]
    assert one.json() in every_page(home.asks("officer"), path)


def test_a_decision_is_carried_until_it_is_done(home: Household, review: str) -> None:
    alex, kim = home.asks("worker"), of_another(home)
    late = something(home, kim, due_on="2026-11-22")
    today = something(home, due_on="2026-11-23")
    first = alex.post(f"{review}/decisions", json=late)
    second = posted(alex, f"{review}/decisions", today)
    where = first.headers["Location"]

    to_do = of_review(home, "worker", review)
    done = {key: late[key] for key in ("owner_id", "due_on")} | {
        "done_on": "2026-11-23"
    }
    changed = alex.put(where, json=done, headers=seen(1))
    late_change = alex.put(where, json=done, headers=seen(1))

    assert [each["id"] for each in to_do] == [first.json()["id"], second["id"]]
    assert [each["is_late"] for each in to_do] == [True, False]
    assert changed.json() == {
        **first.json(),
        "done_on": "2026-11-23",
        "version": 2,
        "is_late": False,
    }
    assert alex.get(where).headers["ETag"] == '"2"'
    assert (late_change.status_code, alex.put(where, json=done).status_code) == (
        412,
        428,
    )
    assert of_review(home, "worker", review) == [second]
    assert of_review(home, "worker", review, done="true") == [changed.json()]


def test_what_is_to_be_done_for_somebody_is_told_as_far_as_their_support_is(
    home: Household, review: str
) -> None:
    kim = of_another(home)
    decision = posted(home.asks("worker"), f"{review}/decisions", something(home, kim))
    in_part = {**decision, "words": None}
    of_team = posted(home.asks("worker"), f"{review}/decisions", something(home))

    for who in ("worker", "leader"):
        assert decision in of_review(home, who, review)
    for who in ("colleague", "officer"):
        assert in_part in of_review(home, who, review)
    for who in ("far colleague", "far leader"):
        assert of_review(home, who, review) == [of_team]


def test_a_token_tells_no_more_than_it_was_issued_for(
    home: Household, review: str
) -> None:
    kim = of_another(home)
    decision = posted(home.asks("worker"), f"{review}/decisions", something(home, kim))
    path = of_service(home, f"decisions/{decision['id']}")
    caseload = {Permission.CASELOAD_READ}

    blind = home.asks_with("worker", frozenset(caseload)).get(path)
    planning = frozenset({*caseload, Permission.PLANNING_READ})
    in_part = home.asks_with("worker", planning).get(path)

    assert blind.status_code == 404
    assert in_part.json() == {**decision, "words": None}


def test_nobody_decides_about_somebody_they_do_not_plan_with(
    home: Household, review: str
) -> None:
    kim = of_another(home)
    decision = posted(home.asks("worker"), f"{review}/decisions", something(home, kim))
    path = of_service(home, f"decisions/{decision['id']}")
    said = {key: decision[key] for key in ("owner_id", "due_on", "done_on")}
    dee = home.asks("far colleague")

    new = dee.post(f"{review}/decisions", json=something(home, kim))
    old = dee.put(path, json=said, headers=seen(1))

    assert new.status_code == 403
    assert (old.status_code, dee.get(path).status_code) == (404, 404)


def test_nothing_of_another_service_is_in_a_decision(
    home: Household, review: str
) -> None:
    alex = home.asks("worker")
    there = home.services["another"]
    elsewhere = there.row_id(WORKERS, "alex")
    person = there.rows(PEOPLE, service_id=there.service_id)[0]["id"]
    decision = posted(alex, f"{review}/decisions", something(home))
    one = of_service(home, f"decisions/{decision['id']}")
    other_service = of_service(home, f"decisions/{decision['id']}", "another")
    moved = {"owner_id": elsewhere, "due_on": "2026-11-30"}

    answers = [
        alex.post(f"{review}/decisions", json=something(home, owner_id=elsewhere)),
        alex.post(f"{review}/decisions", json=something(home, person)),
        alex.post(f"{review}/decisions", json=something(home, a_key())),
        alex.put(one, json=moved, headers=seen(1)),
        home.asks("outsider").get(other_service),
        home.asks("outsider").post(
            review.replace(home.kept.service_id, there.service_id) + "/decisions",
            json=something(home, owner_id=elsewhere),
        ),
        alex.get(f"{of_service(home, 'reviews')}/{a_key()}"),
    ]

    assert [answer.status_code for answer in answers] == [404] * len(answers)


def test_every_page_has_each_decision_once(home: Household, review: str) -> None:
    alex = home.asks("worker")
    days = ["2026-11-30", "2026-11-25", "2026-11-30", "2026-11-24", "2026-11-25"]
    for day in days:
        posted(alex, f"{review}/decisions", something(home, due_on=day))

    told = of_review(home, "colleague", review)

    assert [each["due_on"] for each in told] == sorted(days)
    assert len({each["id"] for each in told}) == len(days)


@pytest.mark.parametrize(
    "wrong",
    [
        {"words": " "},
        {"due_on": "soon"},
        {"due_on": "2026-02-30"},
        {"owner_id": None},
        {"done_on": "2026-11-30"},
    ],
)
def test_what_makes_no_sense_is_refused(
    home: Household, review: str, wrong: dict[str, Any]
) -> None:
    answer = home.asks("worker").post(
        f"{review}/decisions", json=something(home, **wrong)
    )

    assert answer.status_code == 422
    assert answer.json()["wrong"]
