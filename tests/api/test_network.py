"""The people around somebody, and the meetings at which they come together."""

from typing import Any

import pytest

from tests.api.asking import every_page, of_another, posted, seen
from tests.api.house import Household, a_key

GRANDMA: dict[str, Any] = {
    "known_as": "Grandma",
    "tie": "family",
    "reached_by": "A ring on Sunday morning",
}


def test_somebody_is_part_of_a_network_until_they_leave_it(home: Household) -> None:
    alex, path = home.asks("worker"), f"{of_another(home)}/network"
    answer = alex.post(path, json=GRANDMA)
    where = answer.headers["Location"]
    left = {**GRANDMA, "ended_on": "2026-11-30"}

    changed = alex.put(where, json=left, headers=seen(1))

    assert answer.json()["ended_on"] is None
    now = {**left, "id": answer.json()["id"], "version": 2}
    assert changed.json() == {"id": now["id"], "version": 2}
    assert alex.get(where).json() == now
    assert alex.get(where).headers["ETag"] == '"2"'
    assert every_page(alex, path) == [now]
    assert alex.put(where, json=GRANDMA, headers=seen(1)).status_code == 412
    assert alex.put(where, json=GRANDMA).status_code == 428


def test_a_network_is_told_by_name_each_once(home: Household) -> None:
    alex, path = home.asks("worker"), f"{of_another(home)}/network"
    names = ["Zoë", "Ali", "Ali", "Grandma", "Bo"]
    for name in names:
        posted(alex, path, {**GRANDMA, "known_as": name})

    told = [each["known_as"] for each in every_page(alex, path)]

    assert told == ["Ali", "Ali", "Bo", "Grandma", "Zoë"]


def test_a_meeting_is_planned_held_and_celebrated(home: Household) -> None:
    alex, kim = home.asks("worker"), of_another(home)
    path = f"{kim}/network-meetings"
    grandma = posted(alex, f"{kim}/network", GRANDMA)["id"]
    planned = {"phase": "one", "planned_at": "2026-12-01T10:00:00"}
    answer = alex.post(path, json=planned)
    where = answer.headers["Location"]
    came = {"network_member_id": grandma}

    guest = alex.post(f"{where}/guests", json=came)
    held = {
        "planned_at": "2026-12-01T10:00:00",
        "held_on": "2026-12-01",
        "agreed": "Grandma rings on Sundays",
        "celebrated": "Ten weeks of cooking",
    }
    changed = alex.put(where, json=held, headers=seen(1))

    now = alex.get(where).json()
    assert changed.json() == {"id": now["id"], "version": 2}
    assert now == {
        **held,
        "phase": "one",
        "id": answer.json()["id"],
        "version": 2,
        "guests": [{"id": guest.json()["id"], **came}],
    }
    assert every_page(alex, path) == [now]
    assert alex.post(f"{where}/guests", json=came).status_code == 409
    assert alex.delete(guest.headers["Location"]).status_code == 204
    assert alex.get(where).json()["guests"] == []
    assert alex.delete(guest.headers["Location"]).status_code == 404


def test_each_phase_ends_with_one_meeting(home: Household) -> None:
    alex, kim = home.asks("worker"), of_another(home)
    path = f"{kim}/network-meetings"
    posted(alex, path, {"phase": "one"})

    again = alex.post(path, json={"phase": "one"})
    untimed = alex.post(path, json={"phase": "pre"})

    assert (again.status_code, untimed.status_code) == (409, 422)


def test_a_guest_is_of_the_persons_own_network(home: Household) -> None:
    alex, kim = home.asks("worker"), of_another(home)
    path = f"{kim}/network-meetings"
    where = f"{path}/{posted(alex, path, {'phase': 'one'})['id']}"
    other = f"{path}/{posted(alex, path, {'phase': 'two'})['id']}"
    grandma = posted(alex, f"{kim}/network", GRANDMA)["id"]
    guest = posted(alex, f"{where}/guests", {"network_member_id": grandma})["id"]

    answers = [
        alex.post(f"{where}/guests", json={"network_member_id": a_key()}),
        alex.post(f"{path}/{a_key()}/guests", json={"network_member_id": grandma}),
        alex.delete(f"{other}/guests/{guest}"),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]


@pytest.mark.parametrize(
    ("rest", "said"),
    [
        ("network", {**GRANDMA, "known_as": " "}),
        ("network", {**GRANDMA, "tie": "lodger"}),
        ("network", {**GRANDMA, "known_as": "x" * 201}),
        ("network-meetings", {"phase": "one", "planned_at": "2026-12-01T10:00:00Z"}),
        ("network-meetings", {"phase": "one", "planned_at": 5}),
        ("network-meetings", {"phase": "one", "place": "home"}),
    ],
)
def test_what_makes_no_sense_is_refused(
    home: Household, rest: str, said: dict[str, Any]
) -> None:
    assert (
        home.asks("worker").post(f"{of_another(home)}/{rest}", json=said).status_code
        == 422
    )
