"""Workers say how their work feels; it is talked about, and changes no number."""

from typing import Any

from cti.store.tables import WORKERS
from tests.api.asking import every_page, of_another, of_service, posted, seen
from tests.api.house import Household

HEAVIER: dict[str, Any] = {"feels": "heavier", "words": "Many calls in the evening"}


def test_a_worker_says_so_and_it_is_talked_about(home: Household) -> None:
    alex, path = home.asks("worker"), f"{of_another(home)}/felt-weights"

    said = posted(alex, path, HEAVIER)
    talked = home.asks("leader").put(
        f"{path}/{said['id']}", json={"talked_on": "2026-11-25"}, headers=seen(1)
    )

    assert said["worker_id"] == home.kept.row_id(WORKERS, "alex")
    assert (said["said_on"], said["talked_on"]) == ("2026-11-23", None)
    assert talked.json() == {"id": said["id"], "version": 2}
    assert talked.headers["ETag"] == '"2"'
    now = {**said, "talked_on": "2026-11-25", "version": 2}
    assert every_page(alex, path) == [now]


def test_who_may_change_it_and_not_see_it_is_told_nothing_of_it(
    home: Household,
) -> None:
    alex, officer = home.asks("worker"), home.asks("officer")
    path = f"{of_another(home)}/felt-weights"
    said = posted(alex, path, HEAVIER)

    talked = officer.put(
        f"{path}/{said['id']}", json={"talked_on": "2026-11-25"}, headers=seen(1)
    )

    assert officer.get(path).status_code == 403
    assert HEAVIER["words"] not in talked.text


def test_nobody_says_it_for_another(home: Household) -> None:
    for path in (f"{of_another(home)}/felt-weights", of_service(home, "felt-weights")):
        answer = home.asks("leader").post(path, json=HEAVIER)
        assert answer.status_code == 403
        assert "themselves" in answer.json()["detail"]


def test_what_is_said_of_a_whole_caseload_is_told_apart(home: Household) -> None:
    alex = home.asks("worker")
    of_one = posted(alex, f"{of_another(home)}/felt-weights", HEAVIER)
    path = of_service(home, "felt-weights")

    of_all = posted(home.asks("colleague"), path, {"feels": "lighter"})
    wrong_way = home.asks("officer").put(
        f"{path}/{of_one['id']}", json={"talked_on": None}, headers=seen(1)
    )

    assert of_all["person_id"] is None
    told = every_page(home.asks("far colleague"), path)
    assert of_all in told
    assert of_one["id"] not in {each["id"] for each in told}
    assert wrong_way.status_code == 404


def test_what_a_worker_said_stays_as_it_was_said(home: Household) -> None:
    alex, path = home.asks("worker"), of_service(home, "felt-weights")
    one = f"{path}/{posted(alex, path, HEAVIER)['id']}"
    talked = {"talked_on": "2026-11-25"}

    answers = [
        alex.put(one, json={**HEAVIER, **talked}, headers=seen(1)),
        alex.put(one, json={}, headers=seen(1)),
        alex.put(one, json=talked),
        alex.put(one, json=talked, headers=seen(1)),
        alex.put(one, json=talked, headers=seen(1)),
    ]

    assert [answer.status_code for answer in answers] == [422, 422, 428, 200, 412]
