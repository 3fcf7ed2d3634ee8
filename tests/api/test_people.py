"""People: who sees how much of whom, and what is changed of one."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest
from starlette.testclient import TestClient

from cti.caseload.people import Status
from cti.store.tables import (
    ASSIGNMENTS,
    CONTACT_RECORDS,
    PAUSES,
    PEOPLE,
    WISHES,
    WORKERS,
)
from cti.store.unit import new_id
from tests.api.house import NOW, Household, a_key
from tests.api.pages import Answer, read_all

PEOPLE_THERE = "/api/people"
NOBODY = a_key()


def somebody(home: Household, where: str = "open", **said: object) -> str:
    """A person of their own for a test, whom Alex supports; and their id."""
    kept, known = home.services[where], new_id()
    row = {
        "external_id": known,
        "known_as": f"New {known[:8]}",
        "team": "east",
        "programme": "cti",
        "status": Status.OPEN,
        "started_on": None,
        "keep_worker": "keep",
        **said,
    }
    with home.store.unit(author_id=new_id(), at=NOW) as unit:
        (person_id,) = unit.add(PEOPLE, kept.service_id, [row])
        wishes = {"person_id": person_id, "contact_place": "home"}
        unit.add(WISHES, kept.service_id, [wishes])
        alex = kept.row_id(WORKERS, "alex")
        held = {"person_id": person_id, "worker_id": alex}
        unit.add(ASSIGNMENTS, kept.service_id, [held])
    return person_id


def told(asking: TestClient, person_id: str) -> Answer:
    """What is told of somebody."""
    answer = asking.get(f"{PEOPLE_THERE}/{person_id}")
    assert answer.status_code == 200
    return dict(answer.json())


def seen(asking: TestClient, person_id: str) -> Mapping[str, str]:
    """What says which version of somebody was seen."""
    answer = asking.get(f"{PEOPLE_THERE}/{person_id}")
    return {"If-Match": answer.headers["ETag"]}


def sam(home: Household, where: str = "open") -> str:
    return home.services[where].row_id(PEOPLE, "sam")


@pytest.mark.parametrize(
    ("who", "level"),
    [
        ("worker", "notes"),
        ("cover", "notes"),
        ("colleague", "planning"),
        ("far colleague", "card"),
        ("leader", "support"),
        ("far leader", "card"),
        ("officer", "planning"),
        ("partner", "card"),
        ("outsider", "card"),
    ],
)
def test_the_nearer_somebody_is_the_more_they_are_told(
    home: Household, who: str, level: str
) -> None:
    answer = home.asks(who).get(f"{PEOPLE_THERE}/{sam(home)}")
    said = answer.json()

    assert said["level"] == level
    assert said["known_as"] == "Sam"
    assert [each["name"] for each in said["workers"]] == ["Alex"]
    assert (said["planning"] is None) is (level == "card")
    assert (said["support"] is None) is (level in {"card", "planning"})
    assert ("ETag" in answer.headers) is (level != "card")
    listed = read_all(home.asks(who), PEOPLE_THERE, {"name": "sam"}, limit=50)
    assert said in listed


def test_where_somebody_is_today_is_told(home: Household) -> None:
    today = told(home.asks("worker"), sam(home))["planning"]["today"]

    assert today == {
        "phase": "one",
        "label": "Phase One (Transition)",
        "transition_on": "2026-11-02",
        "basis": "happened",
        "day": 22,
        "days": 92,
        "next_phase": "two",
        "next_on": "2027-02-02",
        "is_paused": False,
        "weight": 2.0,
    }


def test_when_somebody_was_met_last_is_told_to_who_supports_them(
    home: Household,
) -> None:
    kept, person_id = home.kept, somebody(home)
    made = [
        {
            "person_id": person_id,
            "worker_id": None,
            "at": datetime(2026, 11, day, 10, 0),
            "kind": "visit",
            "outcome": outcome,
            "place": "home",
        }
        for day, outcome in ((9, "achieved"), (16, "achieved"), (18, "attempted"))
    ]
    with home.store.unit(author_id=new_id(), at=NOW) as unit:
        unit.add(CONTACT_RECORDS, kept.service_id, made)

    assert told(home.asks("worker"), person_id)["support"] == {
        "met_at": "2026-11-16T10:00:00"
    }
    assert told(home.asks("worker"), sam(home))["support"] == {"met_at": None}
    assert told(home.asks("colleague"), person_id)["support"] is None


def test_who_waits_has_no_phase_yet(home: Household) -> None:
    robin = home.kept.row_id(PEOPLE, "robin")
    planning = told(home.asks("leader"), robin)["planning"]

    assert (planning["status"], planning["today"]) == ("waiting", None)


@pytest.mark.parametrize(
    "who", ["worker", "leader", "officer", "partner", "outsider", "administrator"]
)
def test_people_of_a_hidden_service_leave_no_trace(home: Household, who: str) -> None:
    asking = home.asks(who)
    hidden = home.services["hidden"]
    somewhere = {"service_id": hidden.service_id}
    alex = {"worker_id": hidden.row_id(WORKERS, "alex")}

    about_hidden = asking.get(f"{PEOPLE_THERE}/{sam(home, 'hidden')}")
    about_nobody = asking.get(f"{PEOPLE_THERE}/{NOBODY}")

    assert about_hidden.status_code == about_nobody.status_code == 404
    assert (about_hidden.json() | {"request": ""}) == (
        about_nobody.json() | {"request": ""}
    )
    if who == "administrator":
        assert asking.get(PEOPLE_THERE).status_code == 403
        return
    everybody = read_all(asking, PEOPLE_THERE, limit=50)
    assert sam(home) in {each["id"] for each in everybody}
    assert hidden.service_id not in {each["service_id"] for each in everybody}
    for asked in (somewhere, alex, {"service_id": NOBODY}):
        assert asking.get(PEOPLE_THERE, params=asked).json() == {
            "items": [],
            "next": None,
        }


def test_nobody_is_found_by_what_one_may_not_see(home: Household) -> None:
    asked: list[dict[str, str]] = [
        {"team": "east"},
        {"status": "open"},
        {"phase": "one"},
    ]
    for each in asked:
        for who, finds in (("leader", True), ("colleague", True), ("officer", True)):
            ids = {p["id"] for p in read_all(home.asks(who), PEOPLE_THERE, each)}
            assert (sam(home) in ids) is finds
        for who in ("far leader", "far colleague", "partner"):
            ids = {p["id"] for p in read_all(home.asks(who), PEOPLE_THERE, each)}
            assert sam(home) not in ids


def test_lists_are_narrowed_to_what_is_asked_for(home: Household) -> None:
    leader, kept = home.asks("leader"), home.kept
    paused = somebody(home, status=Status.PAUSED)

    def ids(**asked: str) -> set[str]:
        return {each["id"] for each in read_all(leader, PEOPLE_THERE, asked)}

    robin = kept.row_id(PEOPLE, "robin")
    assert robin in ids(status="waiting")
    assert sam(home) not in ids(status="waiting")
    assert paused in ids(status="paused", service_id=kept.service_id)
    assert sam(home) in ids(phase="one")
    assert not {sam(home), robin} & ids(phase="two")
    assert sam(home) in ids(worker_id=kept.row_id(WORKERS, "alex"))
    assert ids(worker_id=kept.row_id(WORKERS, "bo")) == set()
    assert sam(home) in ids(name="SA")
    assert ids(name="%") == ids(name="_") == set()


def test_pages_have_everybody_once_while_others_come(home: Household) -> None:
    leader = home.asks("leader")
    before = {each["id"] for each in read_all(leader, PEOPLE_THERE, limit=50)}
    first = leader.get(PEOPLE_THERE, params={"limit": 1}).json()
    somebody(home, known_as="Aa")

    rest = read_all(leader, PEOPLE_THERE, limit=1, after=first["next"])
    ids = [each["id"] for each in (*first["items"], *rest)]

    assert len(ids) == len(set(ids))
    assert set(ids) == before


def test_pages_by_phase_have_everybody_once(home: Household) -> None:
    leader = home.asks("leader")
    for _ in range(3):
        somebody(home)

    asked = {"phase": "pre"}
    by_one = [e["id"] for e in read_all(leader, PEOPLE_THERE, asked, limit=1)]
    at_once = [e["id"] for e in read_all(leader, PEOPLE_THERE, asked, limit=50)]

    assert by_one == at_once
    assert len(set(by_one)) >= 3


def test_what_is_named_changes_and_the_rest_stays(home: Household) -> None:
    worker, person_id = home.asks("worker"), somebody(home)
    before = told(worker, person_id)
    bo = home.kept.row_id(WORKERS, "bo")

    changed = worker.patch(
        f"{PEOPLE_THERE}/{person_id}",
        json={
            "keep_worker": "either",
            "wishes": {
                "language": "Polish",
                "language_need": "must",
                "not_worker_ids": [bo],
                "available": [{"weekday": 0, "starts": "09:00", "ends": "24:00"}],
            },
        },
        headers=seen(worker, person_id),
    )

    assert changed.status_code == 200
    assert changed.headers["ETag"] == seen(worker, person_id)["If-Match"]
    now = told(worker, person_id)
    assert now == changed.json()
    assert now["planning"]["wishes"] == {
        **before["planning"]["wishes"],
        "language": "Polish",
        "language_need": "must",
        "not_worker_ids": [bo],
        "available": [{"weekday": 0, "starts": "09:00", "ends": "24:00"}],
    }
    assert now["planning"]["keep_worker"] == "either"
    assert now["known_as"] == before["known_as"]


@pytest.mark.parametrize(
    "first",
    [
        {"json": {"known_as": "One"}},
        {"json": {"wishes": {"language": "Polish"}}},
        {"json": {"wishes": {"not_worker_ids": []}}},
    ],
)
def test_a_change_of_what_somebody_else_changed_is_refused(
    home: Household, first: dict[str, Any]
) -> None:
    worker, person_id = home.asks("worker"), somebody(home)
    path = f"{PEOPLE_THERE}/{person_id}"
    bo = home.kept.row_id(WORKERS, "bo")
    before = seen(worker, person_id)
    said = {"wishes": {"not_worker_ids": [bo]}}
    assert worker.patch(path, json=said, headers=before).status_code == 200
    both = seen(worker, person_id)

    assert worker.patch(path, **first, headers=both).status_code == 200

    for late in (
        worker.patch(path, json={"known_as": "Two"}, headers=both),
        worker.put(
            f"{path}/transition",
            json={"happened_on": None, "expected_on": None},
            headers=both,
        ),
        worker.put(f"{path}/pause", json={"from_on": "2026-11-23"}, headers=both),
    ):
        assert late.status_code == 412
    assert worker.patch(path, json={"known_as": "Two"}).status_code == 428
    assert told(worker, person_id)["known_as"] != "Two"


def test_no_version_comes_back_when_something_is_taken_away(home: Household) -> None:
    worker, person_id = home.asks("worker"), somebody(home)
    path = f"{PEOPLE_THERE}/{person_id}"
    bo = home.kept.row_id(WORKERS, "bo")
    versions = [seen(worker, person_id)["If-Match"]]
    for said in ([bo], [], [bo], []):
        wishes = {"not_worker_ids": said}
        before = {"If-Match": versions[-1]}
        answer = worker.patch(path, json={"wishes": wishes}, headers=before)
        assert answer.status_code == 200
        versions.append(answer.headers["ETag"])

    assert len(set(versions)) == len(versions)


def test_who_may_change_somebody(home: Household) -> None:
    person_id = somebody(home)
    path = f"{PEOPLE_THERE}/{person_id}"
    for who, status in (
        ("worker", 200),
        ("leader", 200),
        ("officer", 200),
        ("colleague", 403),
        ("far leader", 403),
        ("partner", 403),
        ("outsider", 403),
    ):
        answer = home.asks(who).patch(
            path, json={"known_as": who}, headers=seen(home.asks("leader"), person_id)
        )
        assert answer.status_code == status


def test_a_worker_of_another_service_is_not_among_the_workers(home: Household) -> None:
    worker, person_id = home.asks("worker"), somebody(home)
    before = told(worker, person_id)
    for stranger in (home.services["hidden"].row_id(WORKERS, "bo"), NOBODY):
        for wishes in (
            {"requested_worker_id": stranger},
            {"not_worker_ids": [stranger]},
        ):
            answer = worker.patch(
                f"{PEOPLE_THERE}/{person_id}",
                json={"known_as": "Changed", "wishes": wishes},
                headers=seen(worker, person_id),
            )
            assert answer.status_code == 404
            assert "workers" in answer.json()["detail"]
    assert told(worker, person_id) == before


def test_nobody_asks_for_a_worker_who_must_never_be_theirs(home: Household) -> None:
    worker, person_id = home.asks("worker"), somebody(home)
    bo = home.kept.row_id(WORKERS, "bo")

    answer = worker.patch(
        f"{PEOPLE_THERE}/{person_id}",
        json={"wishes": {"requested_worker_id": bo, "not_worker_ids": [bo]}},
        headers=seen(worker, person_id),
    )

    assert answer.status_code == 422


def test_who_is_closed_has_no_worker_from_today(home: Household) -> None:
    leader, person_id = home.asks("leader"), somebody(home)
    path = f"{PEOPLE_THERE}/{person_id}"

    closed = leader.patch(
        path, json={"status": "closed"}, headers=seen(leader, person_id)
    ).json()

    assert (closed["workers"], closed["planning"]["today"]) == ([], None)
    assert closed["planning"]["status"] == "closed"
    (held,) = home.kept.rows(ASSIGNMENTS, person_id=person_id)
    assert held["to_on"] == NOW.date()

    again = leader.patch(
        path, json={"status": "open"}, headers=seen(leader, person_id)
    ).json()

    assert again["planning"]["status"] == "open"


def test_a_pause_begins_changes_and_ends(home: Household) -> None:
    worker, person_id = home.asks("worker"), somebody(home)
    path = f"{PEOPLE_THERE}/{person_id}/pause"

    def put(**said: str) -> Answer:
        answer = worker.put(path, json=said, headers=seen(worker, person_id))
        assert answer.status_code == 200
        return dict(answer.json()["planning"])

    begun = put(from_on="2026-11-16", review_on="2026-12-07")
    assert (begun["status"], begun["today"]["is_paused"]) == ("paused", True)
    assert begun["pause"] == {"from_on": "2026-11-16", "review_on": "2026-12-07"}

    changed = put(from_on="2026-11-30")
    assert changed["pause"] == {"from_on": "2026-11-30", "review_on": None}
    assert changed["today"]["is_paused"] is False

    ended = worker.delete(path, headers=seen(worker, person_id))
    assert ended.json()["planning"]["pause"] is None
    assert ended.json()["planning"]["status"] == "open"
    assert home.kept.rows(PAUSES, person_id=person_id) == []

    twice = worker.delete(path, headers=seen(worker, person_id))
    assert twice.status_code == 409


def test_a_pause_is_reviewed_after_it_began_and_of_somebody_supported(
    home: Household,
) -> None:
    leader, person_id = home.asks("leader"), somebody(home)
    robin = home.kept.row_id(PEOPLE, "robin")
    said = {"from_on": "2026-11-16", "review_on": "2026-11-16"}

    for whom, body, status in (
        (person_id, said, 422),
        (robin, {"from_on": "2026-11-16"}, 409),
    ):
        answer = leader.put(
            f"{PEOPLE_THERE}/{whom}/pause", json=body, headers=seen(leader, whom)
        )
        assert answer.status_code == status


def test_a_transition_date_is_said_and_what_was_said_before_is_kept(
    home: Household,
) -> None:
    worker, person_id = home.asks("worker"), somebody(home)
    path = f"{PEOPLE_THERE}/{person_id}/transition"
    for happened_on, expected_on in (
        (None, "2026-12-14"),
        (None, "2027-01-04"),
        ("2026-11-20", None),
    ):
        said = {"happened_on": happened_on, "expected_on": expected_on}
        answer = worker.put(path, json=said, headers=seen(worker, person_id))
        assert answer.json()["planning"]["transition"] == said

    today = answer.json()["planning"]["today"]
    assert (today["phase"], today["basis"], today["day"]) == ("one", "happened", 4)
    history = read_all(home.asks("colleague"), f"{path}/history", limit=1)
    assert [each["after"] for each in history] == [
        {"happened_on": "2026-11-20", "expected_on": None},
        {"happened_on": None, "expected_on": "2027-01-04"},
        {"happened_on": None, "expected_on": "2026-12-14"},
    ]
    assert history[-1]["before"] is None
    author = home.accounts["worker"].account_id
    assert {each["author_id"] for each in history} == {author}
    for who, status in (("partner", 403), ("far leader", 403)):
        assert home.asks(who).get(f"{path}/history").status_code == status


def test_what_is_to_come_has_not_happened(home: Household) -> None:
    leader, person_id = home.asks("leader"), somebody(home)
    robin = home.kept.row_id(PEOPLE, "robin")

    for whom, happened_on, status in (
        (person_id, "2026-11-24", 422),
        (person_id, "2026-11-23", 200),
        (robin, "2026-11-20", 409),
    ):
        answer = leader.put(
            f"{PEOPLE_THERE}/{whom}/transition",
            json={"happened_on": happened_on, "expected_on": None},
            headers=seen(leader, whom),
        )
        assert answer.status_code == status


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"known_as": ""},
        {"known_as": None},
        {"known_as": "a\x00"},
        {"known_as": "x" * 201},
        {"status": "paused"},
        {"status": "waiting"},
        {"programme": "nobody's"},
        {"wishes": {}},
        {"wishes": {"contact_place": None}},
        {"wishes": {"requested_worker_id": "alex"}},
        {"wishes": {"not_worker_ids": None}},
        {"wishes": {"available": [{"weekday": 7, "starts": "09:00", "ends": "10:00"}]}},
        {"wishes": {"available": [{"weekday": 0, "starts": "10:00", "ends": "10:00"}]}},
        {"wishes": {"available": [{"weekday": 0, "starts": "9:00", "ends": "10:00"}]}},
        {"worker_id": NOBODY},
    ],
)
def test_what_cannot_be_is_refused(home: Household, said: dict[str, Any]) -> None:
    answer = home.asks("worker").patch(
        f"{PEOPLE_THERE}/{sam(home)}", json=said, headers={"If-Match": '"1"'}
    )

    assert answer.status_code == 422


def test_a_lone_surrogate_is_refused(home: Household) -> None:
    for body in (b'{"known_as": "\\ud800"}', b'{"\\ud800": 1}'):
        answer = home.asks("worker").patch(
            f"{PEOPLE_THERE}/{sam(home)}",
            content=body,
            headers={"If-Match": '"1"', "Content-Type": "application/json"},
        )

        assert answer.status_code == 422


@pytest.mark.parametrize("year", ["0001", "1989", "2100", "9999"])
def test_days_in_other_ages_are_refused(home: Household, year: str) -> None:
    answer = home.asks("worker").put(
        f"{PEOPLE_THERE}/{sam(home)}/transition",
        json={"happened_on": None, "expected_on": f"{year}-06-01"},
        headers={"If-Match": '"1"'},
    )

    assert answer.status_code == 422
