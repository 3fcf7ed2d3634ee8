"""What somebody works on is kept in their own words, by those who work with them."""

from typing import Any

import pytest

from tests.api.asking import every_page, of_another, posted, seen
from tests.api.house import Household, a_key

COOK: dict[str, Any] = {
    "phase": "one",
    "strengths": "Knows every recipe of her grandmother's",
    "words": "Cook on Sundays",
    "celebration": "A meal together",
}
SAID = {name: COOK[name] for name in ("strengths", "words", "celebration")}


def test_what_somebody_works_on_is_kept_and_told(home: Household) -> None:
    alex, path = home.asks("worker"), f"{of_another(home)}/focus-areas"

    answer = alex.post(path, json=COOK)
    added = answer.json()
    step = posted(alex, f"{path}/{added['id']}/steps", {"words": "Buy rice"})

    assert answer.headers["ETag"] == '"1"'
    one = alex.get(answer.headers["Location"])
    assert one.headers["ETag"] == '"1"'
    assert one.json() == {
        **COOK,
        "id": added["id"],
        "version": 1,
        "held_by": None,
        "began_on": "2026-11-23",
        "ended_on": None,
        "steps": [step],
    }
    assert alex.get(path).json() == {"items": [one.json()], "next": None}


def test_a_change_says_which_version_was_seen(home: Household) -> None:
    alex, path = home.asks("worker"), f"{of_another(home)}/focus-areas"
    one = f"{path}/{posted(alex, path, COOK)['id']}"
    ended = {**SAID, "ended_on": "2026-12-01"}

    unseen = alex.put(one, json=ended)
    changed = alex.put(one, json=ended, headers=seen(1))
    late = alex.put(one, json=SAID, headers=seen(1))

    assert (unseen.status_code, late.status_code) == (428, 412)
    assert changed.headers["ETag"] == '"2"'
    assert changed.json() == {"id": one.rpartition("/")[2], "version": 2}
    assert alex.get(one).json()["ended_on"] == "2026-12-01"
    assert alex.get(one).json()["version"] == 2


def test_a_step_is_done_on_a_day(home: Household) -> None:
    alex, path = home.asks("worker"), f"{of_another(home)}/focus-areas"
    steps = f"{path}/{posted(alex, path, COOK)['id']}/steps"
    step = posted(alex, steps, {"words": "Buy rice"})
    done = {"words": "Buy rice", "done_on": "2026-11-24"}

    changed = alex.put(f"{steps}/{step['id']}", json=done, headers=seen(1))
    late = alex.put(f"{steps}/{step['id']}", json=done, headers=seen(1))

    assert changed.json() == {"id": step["id"], "version": 2}
    assert late.status_code == 412
    (told,) = alex.get(path).json()["items"]
    assert told["steps"] == [{**step, **done, "version": 2}]


def test_there_is_no_fourth_of_a_phase(home: Household) -> None:
    alex, path = home.asks("worker"), f"{of_another(home)}/focus-areas"
    for _ in range(3):
        posted(alex, path, COOK)

    fourth = alex.post(path, json=COOK)

    assert fourth.status_code == 422
    assert "3 focus areas" in fourth.json()["detail"]
    assert posted(alex, path, {**COOK, "phase": "two"})["phase"] == "two"


@pytest.mark.parametrize(
    "wrong",
    [
        {"phase": "finished"},
        {"phase": "four"},
        {"words": " "},
        {"strengths": ""},
        {"words": "a\x00b"},
        {"words": 1},
        {"began_on": "yesterday"},
        {"held_by": "somebody"},
        {"score": 3},
    ],
)
def test_what_makes_no_sense_is_refused_with_a_hint(
    home: Household, wrong: dict[str, Any]
) -> None:
    answer = home.asks("worker").post(
        f"{of_another(home)}/focus-areas", json={**COOK, **wrong}
    )

    assert answer.status_code == 422
    assert answer.json()["wrong"] or answer.json()["hint"]


def test_it_does_not_end_before_it_began(home: Household) -> None:
    alex, path = home.asks("worker"), f"{of_another(home)}/focus-areas"
    one = f"{path}/{posted(alex, path, COOK)['id']}"

    early = alex.put(one, json={**SAID, "ended_on": "2026-11-22"}, headers=seen(1))
    same_day = alex.put(one, json={**SAID, "ended_on": "2026-11-23"}, headers=seen(1))

    assert (early.status_code, same_day.status_code) == (422, 200)


def test_nothing_is_reached_by_way_of_somebody_else(home: Household) -> None:
    officer, path = home.asks("officer"), f"{of_another(home)}/focus-areas"
    mine = posted(officer, path, COOK)
    step = posted(officer, f"{path}/{mine['id']}/steps", {"words": "Buy rice"})
    other = posted(officer, path, COOK)
    elsewhere = f"{of_another(home)}/focus-areas/{mine['id']}"
    done = {"words": "Buy rice", "done_on": None}

    answers = [
        officer.put(elsewhere, json=SAID, headers=seen(1)),
        officer.post(f"{elsewhere}/steps", json={"words": "Buy rice"}),
        officer.put(f"{elsewhere}/steps/{step['id']}", json=done, headers=seen(1)),
        officer.put(
            f"{path}/{other['id']}/steps/{step['id']}", json=done, headers=seen(1)
        ),
        officer.put(f"{path}/{a_key()}", json=SAID, headers=seen(1)),
        officer.post(path, json={**COOK, "held_by": a_key()}),
    ]

    assert {answer.status_code for answer in answers} == {404}


def test_every_page_has_each_once_while_others_are_added(home: Household) -> None:
    alex, path = home.asks("worker"), f"{of_another(home)}/focus-areas"
    days = ["2026-01-05", "2026-01-05", "2026-02-02", "2026-03-02", "2026-03-02"]
    added = [
        posted(alex, path, {**COOK, "began_on": day, "phase": phase})["id"]
        for day, phase in zip(days, ["one", "two", "one", "two", "one"], strict=True)
    ]
    first = alex.get(path, params={"limit": 2}).json()

    posted(alex, path, {**COOK, "phase": "three", "began_on": "2026-01-01"})
    rest = every_page(alex, path, 2)[3:]

    assert {each["id"] for each in first["items"]} == set(added[:2])
    following = alex.get(path, params={"limit": 200, "after": first["next"]}).json()
    assert following["items"] == rest
    assert {each["id"] for each in rest} == set(added[2:])


@pytest.mark.parametrize("place", ["x", "WyJhIiwiYiJd", "WyJcdWQ4MDAiLCAiYSJd", "W10"])
def test_a_place_nobody_gave_is_refused(home: Household, place: str) -> None:
    answer = home.asks("worker").get(
        f"{of_another(home)}/focus-areas", params={"after": place}
    )

    assert answer.status_code == 422
    assert answer.json()["detail"] == "This is no place in the list."
