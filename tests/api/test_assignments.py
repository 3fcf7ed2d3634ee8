"""Who works with whom: who sees it, who decides it, and how much each worker holds."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from cti.api.house import settle
from cti.caseload.people import Status
from cti.store.reading import read_caseload
from cti.store.tables import (
    ASSIGNMENTS,
    DECLINED_WORKERS,
    PEOPLE,
    PINS,
    REFERRALS,
    WISHES,
    WORKERS,
)
from cti.store.unit import new_id
from tests.api.house import NOW, Household, a_key, house_over
from tests.api.pages import Answer, read_all

WHY = "agreed at the case review"


def somebody(home: Household, *, worker: str | None = "alex") -> str:
    """The address of who works with a person of their own for a test."""
    service_id, known = home.kept.service_id, new_id()
    row = {
        "external_id": known,
        "known_as": f"Move {known[:8]}",
        "team": "east",
        "programme": "cti",
        "status": None if worker is None else Status.OPEN,
        "started_on": None,
        "keep_worker": None if worker is None else "keep",
    }
    with home.store.unit(author_id=new_id(), at=NOW) as unit:
        (person_id,) = unit.add(PEOPLE, service_id, [row])
        wishes = {"person_id": person_id, "contact_place": "home"}
        unit.add(WISHES, service_id, [wishes])
        if worker is None:
            waits = {"person_id": person_id, "priority": 3}
            unit.add(REFERRALS, service_id, [waits])
        else:
            held = {"person_id": person_id, "worker_id": a_worker(home, worker)}
            unit.add(ASSIGNMENTS, service_id, [held])
    return f"/api/people/{person_id}/assignments"


def a_worker(home: Household, known: str, where: str = "open") -> str:
    return home.services[where].row_id(WORKERS, known)


def seen(asking: TestClient, path: str) -> Mapping[str, str]:
    """What says which version was seen."""
    return {"If-Match": asking.get(path).headers["ETag"]}


def decided(
    home: Household, path: str, worker: str, from_on: str, who: str = "leader"
) -> list[tuple[str, str | None, str | None]]:
    """Who works with somebody from when to when, once that was decided."""
    said = {"worker_id": a_worker(home, worker), "from_on": from_on, "why": WHY}
    asking = home.asks(who)
    answer = asking.post(path, json=said, headers=seen(asking, path))
    assert answer.status_code == 201, answer.text
    assert answer.headers["ETag"] == seen(asking, path)["If-Match"]
    assert answer.json() == asking.get(path).json()
    return [(each["worker"], each["from_on"], each["to_on"]) for each in answer.json()]


def person_of(path: str) -> str:
    return path.split("/")[3]


def test_a_move_ends_what_was_before_and_calls_off_what_was_later(
    home: Household,
) -> None:
    path = somebody(home)

    assert decided(home, path, "bo", "2026-12-07") == [
        ("Alex", None, "2026-12-07"),
        ("Bo", "2026-12-07", None),
    ]
    assert decided(home, path, "caro", "2027-01-04") == [
        ("Alex", None, "2026-12-07"),
        ("Bo", "2026-12-07", "2027-01-04"),
        ("Caro", "2027-01-04", None),
    ]
    assert decided(home, path, "dee", "2026-12-07") == [
        ("Alex", None, "2026-12-07"),
        ("Dee", "2026-12-07", None),
    ]
    assert decided(home, path, "alex", "2026-11-30") == [("Alex", None, None)]


def test_why_is_kept_so_that_the_next_plan_holds_to_it(home: Household) -> None:
    path = somebody(home)
    decided(home, path, "bo", "2026-11-23")

    (pin,) = home.kept.rows(PINS, person_id=person_of(path))

    assert (pin["worker_id"], pin["reason"]) == (a_worker(home, "bo"), WHY)


@pytest.mark.parametrize("worker", ["alex", None])
def test_of_two_who_decide_at_once_one_does(
    home: Household, worker: str | None
) -> None:
    for _ in range(3):
        path, leader = somebody(home, worker=worker), home.asks("leader")
        before = seen(leader, path)

        def decide(
            worker: str, path: str = path, before: Mapping[str, str] = before
        ) -> int:
            said = {"worker_id": a_worker(home, worker), "why": WHY}
            answer = home.asks("leader").post(
                path, json={**said, "from_on": "2026-12-07"}, headers=before
            )
            return answer.status_code

        with ThreadPoolExecutor(2) as both:
            answers = sorted(both.map(decide, ("bo", "caro")))

        assert answers == [201, 412]
        going_on = home.kept.rows(ASSIGNMENTS, person_id=person_of(path), to_on=None)
        assert len(going_on) == 1


def test_a_decision_on_what_somebody_else_decided_is_refused(home: Household) -> None:
    path, leader = somebody(home), home.asks("leader")
    before = seen(leader, path)
    said = {"worker_id": a_worker(home, "bo"), "from_on": "2026-12-07", "why": WHY}
    assert leader.post(path, json=said, headers=before).status_code == 201
    now = leader.get(path).json()

    late = leader.post(
        path, json={**said, "worker_id": a_worker(home, "caro")}, headers=before
    )

    assert late.status_code == 412
    assert leader.post(path, json=said).status_code == 428
    assert leader.get(path).json() == now


def test_who_starts_today_waits_no_longer(home: Household) -> None:
    path, leader = somebody(home, worker=None), home.asks("leader")

    decided(home, path, "bo", "2026-11-23")

    person = leader.get(f"/api/people/{person_of(path)}").json()
    assert [each["name"] for each in person["workers"]] == ["Bo"]
    assert person["planning"]["status"] == "open"
    assert person["planning"]["started_on"] == "2026-11-23"
    with home.store.reading() as connection:
        service_id = home.kept.service_id
        caseload = read_caseload(connection, service_id, on=NOW.date())
    (there,) = [
        each
        for each in caseload.people
        if each.person_id == person["planning"]["external_id"]
    ]
    assert there.worker_id == "bo"


def test_who_starts_later_waits_until_then(home: Household) -> None:
    path, leader = somebody(home, worker=None), home.asks("leader")

    decided(home, path, "bo", "2026-12-07")

    referral = leader.get(f"/api/referrals/{person_of(path)}").json()
    assert referral["person"]["planning"]["status"] == "waiting"
    assert referral["earliest_start_on"] == "2026-12-07"


def test_leaders_decide_and_nobody_else(home: Household) -> None:
    path = somebody(home)
    before = seen(home.asks("leader"), path)
    said = {"worker_id": a_worker(home, "bo"), "from_on": "2026-12-07", "why": WHY}
    for who in ("worker", "cover", "colleague", "officer", "partner", "outsider"):
        answer = home.asks(who).post(path, json=said, headers=before)
        assert answer.status_code == 403
    assert home.asks("leader").post(path, json=said, headers=before).status_code == 201


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"why": ""}, 422),
        ({"why": "a\x00"}, 422),
        ({"from_on": "2026-10-25"}, 422),
        ({"from_on": "2026-10-26"}, 201),
        ({"from_on": "9999-12-31"}, 422),
        ({"worker_id": "0" * 32}, 404),
        ({"worker_id": "alex"}, 422),
        ({"worker_id": None}, 422),
        ({"to_on": "2026-12-14"}, 422),
    ],
)
def test_what_cannot_be_decided_is_refused(
    home: Household, said: dict[str, Any], status: int
) -> None:
    path, leader = somebody(home), home.asks("leader")
    usual = {"worker_id": a_worker(home, "bo"), "from_on": "2026-12-07", "why": WHY}

    answer = leader.post(path, json={**usual, **said}, headers=seen(leader, path))

    assert answer.status_code == status


def test_nobody_moves_to_a_worker_who_cannot_be_theirs(home: Household) -> None:
    path, leader, service_id = somebody(home), home.asks("leader"), home.kept.service_id
    row = home.kept.rows(WORKERS, id=a_worker(home, "dee"))[0]
    left = {name: row[name] for name in row if name not in ("id", "version")}
    with home.store.unit(author_id=new_id(), at=NOW) as unit:
        (gone, unlisted) = unit.add(
            WORKERS,
            service_id,
            [
                {**left, "external_id": new_id(), "leaves_on": NOW.date()},
                {**left, "external_id": new_id(), "is_listed": False},
            ],
        )
        no = {"person_id": person_of(path), "worker_id": a_worker(home, "caro")}
        unit.add(DECLINED_WORKERS, service_id, [no])
    for worker_id, status in (
        (gone, 422),
        (unlisted, 404),
        (a_worker(home, "caro"), 422),
        (a_worker(home, "alex"), 409),
        (a_worker(home, "bo", "hidden"), 404),
    ):
        said = {"worker_id": worker_id, "from_on": "2026-11-23", "why": WHY}
        answer = leader.post(path, json=said, headers=seen(leader, path))
        assert answer.status_code == status, worker_id


def test_nobody_moves_whose_support_has_ended(home: Household) -> None:
    path, leader = somebody(home), home.asks("leader")
    person = path.removesuffix("/assignments")
    leader.patch(person, json={"status": "closed"}, headers=seen(leader, person))
    said = {"worker_id": a_worker(home, "bo"), "from_on": "2026-12-07", "why": WHY}

    answer = leader.post(path, json=said, headers=seen(leader, path))

    assert answer.status_code == 409


def test_who_works_with_whom_in_a_service_comes_in_pages(home: Household) -> None:
    leader = home.asks("leader")
    path = somebody(home)
    decided(home, path, "bo", "2026-12-07")
    where = f"/api/services/{home.kept.service_id}/assignments"

    def workers(**asked: str) -> list[str]:
        found = read_all(leader, where, asked, limit=1)
        assert len({each["id"] for each in found}) == len(found)
        mine = [each for each in found if each["person_id"] == person_of(path)]
        return [each["worker"] for each in mine]

    assert workers() == ["Alex"]
    assert workers(day="2026-12-06") == ["Alex"]
    assert workers(day="2026-12-07") == ["Bo"]


def test_what_each_worker_holds_is_exact(home: Household) -> None:
    another = home.services["another"]
    where = f"/api/services/{another.service_id}/caseload"

    held = home.asks("outsider").get(where, params={"weeks": 12}).json()

    by_name = {each["worker"]: each for each in held["workers"]}
    assert [*by_name] == ["Alex", "Bo", "Caro", "Dee"]
    alex = by_name["Alex"]
    assert (alex["worker_id"], alex["team"]) == (
        another.row_id(WORKERS, "alex"),
        "east",
    )
    assert alex["loads"][0] == {
        "week": "2026-11-23",
        "people": 1,
        "pre": 0,
        "one": 1,
        "two": 0,
        "three": 0,
        "sce": 2.0,
        "ceiling": 20.0,
        "over": 0.0,
    }
    assert [each["sce"] for each in alex["loads"]] == [2.0] * 11 + [1.0]
    assert alex["weeks_over"] == 0
    assert {each["sce"] for each in by_name["Bo"]["loads"]} == {0.0}


def test_what_is_agreed_for_later_counts_from_then(home: Household) -> None:
    path = somebody(home)
    where = f"/api/services/{home.kept.service_id}/caseload"

    def heads(worker: str) -> list[int]:
        answer = home.asks("leader").get(where, params={"weeks": 4}).json()
        (held,) = [each for each in answer["workers"] if each["worker"] == worker]
        return [each["people"] for each in held["loads"]]

    alex, dee = heads("Alex"), heads("Dee")
    decided(home, path, "dee", "2026-12-07")

    assert heads("Alex") == [alex[0], alex[1], alex[2] - 1, alex[3] - 1]
    assert heads("Dee") == [dee[0], dee[1], dee[2] + 1, dee[3] + 1]


def test_weeks_over_the_ceiling_are_counted(home: Household) -> None:
    leader, path = home.asks("leader"), f"/api/workers/{a_worker(home, 'alex')}"
    changed = leader.patch(path, json={"ceiling": 0}, headers=seen(leader, path))
    assert changed.status_code == 200
    where = f"/api/services/{home.kept.service_id}/caseload"

    held: Answer = leader.get(where, params={"weeks": 5}).json()

    (alex,) = [each for each in held["workers"] if each["worker"] == "Alex"]
    assert alex["weeks_over"] == 5
    assert alex["loads"][0]["over"] == alex["loads"][0]["sce"] > 0


def test_who_may_see_what_a_service_holds(home: Household) -> None:
    for what in ("caseload", "assignments"):
        for who, status in (
            ("worker", 200),
            ("leader", 200),
            ("officer", 200),
            ("partner", 403),
            ("outsider", 403),
        ):
            ours = f"/api/services/{home.kept.service_id}/{what}"
            hidden = f"/api/services/{home.services['hidden'].service_id}/{what}"
            assert home.asks(who).get(ours).status_code == status
            assert home.asks(who).get(hidden).status_code == 404
    where = f"/api/services/{home.kept.service_id}/caseload"
    for weeks in (0, 105, "x"):
        answer = home.asks("leader").get(where, params={"weeks": weeks})
        assert answer.status_code == 422
    nobodys = home.asks("leader").get(f"/api/services/{a_key()}/caseload")
    assert nobodys.status_code == 404


def test_who_was_promised_a_start_is_their_workers_from_that_day_on(
    home: Household,
) -> None:
    path = somebody(home, worker=None)
    robin, colleague = f"/api/people/{person_of(path)}", home.asks("colleague")
    where = f"/api/services/{home.kept.service_id}/caseload"

    def heads() -> list[int]:
        answer = colleague.get(where, params={"weeks": 4}).json()
        (bo,) = [each for each in answer["workers"] if each["worker"] == "Bo"]
        return [each["people"] for each in bo["loads"]]

    decided(home, path, "bo", "2026-11-24")
    before, to_come = colleague.get(robin).json(), heads()
    settle(home.app, house_over(home.store, lambda: NOW + timedelta(days=1)))
    after, now = colleague.get(robin).json(), heads()

    assert (before["level"], before["workers"]) == ("planning", [])
    assert before["planning"]["status"] == "waiting"
    assert (after["level"], after["workers"][0]["name"]) == ("notes", "Bo")
    assert after["planning"]["status"] == "open"
    assert after["planning"]["started_on"] == "2026-11-24"
    assert after["planning"]["today"] is not None
    assert (to_come, now) == ([0, 1, 1, 1], [1, 1, 1, 1])
