"""Workers: who sees how much of whom; what they work, and when they are away."""

from collections.abc import Mapping
from typing import Any

import pytest
from starlette.testclient import TestClient

from cti.api.paging import cursor
from cti.store.reading import read_caseload
from cti.store.tables import WORKERS, WORKING_PATTERNS
from cti.store.unit import new_id
from cti.units import WorkerId
from tests.api.house import NOW, Household, a_key
from tests.api.pages import Answer, read_all
from tests.builders import WEEKDAYS

WORKERS_THERE = "/api/workers"
MONDAYS = [{"weekday": 0, "starts": "09:00", "ends": "12:30"}]


def another(home: Household, **said: object) -> str:
    """The address of a worker of their own for a test."""
    known, service_id = new_id(), home.kept.service_id
    row = {
        "external_id": known,
        "name": f"New {known[:8]}",
        "team": "east",
        "fte": 1,
        "languages": frozenset(),
        "specialisms": frozenset(),
        "accepts_new": True,
        "is_listed": True,
        **said,
    }
    with home.store.unit(author_id=new_id(), at=NOW) as unit:
        (worker_id,) = unit.add(WORKERS, service_id, [row])
        works = {"worker_id": worker_id, "works": WEEKDAYS}
        unit.add(WORKING_PATTERNS, service_id, [works])
    return f"{WORKERS_THERE}/{worker_id}"


def seen(asking: TestClient, path: str) -> Mapping[str, str]:
    """What says which version was seen."""
    return {"If-Match": asking.get(path).headers["ETag"]}


def bo(home: Household, where: str = "open") -> str:
    return f"{WORKERS_THERE}/{home.services[where].row_id(WORKERS, 'bo')}"


@pytest.mark.parametrize(
    ("who", "is_whole"),
    [
        ("worker", True),
        ("far colleague", True),
        ("leader", True),
        ("far leader", True),
        ("officer", True),
        ("partner", False),
        ("outsider", False),
    ],
)
def test_a_worker_is_told_whole_inside_and_by_name_outside(
    home: Household, who: str, is_whole: bool
) -> None:
    answer = home.asks(who).get(bo(home))
    said = answer.json()

    assert said["name"] == "Bo"
    assert (said["working"] is not None) is is_whole
    assert ("ETag" in answer.headers) is is_whole
    asked = {"service_id": home.kept.service_id}
    assert said in read_all(home.asks(who), WORKERS_THERE, asked)


def test_workers_of_a_hidden_service_leave_no_trace(home: Household) -> None:
    hidden = home.services["hidden"].service_id
    for who in ("worker", "leader", "partner", "outsider"):
        asking = home.asks(who)
        assert asking.get(bo(home, "hidden")).status_code == 404
        assert asking.get(f"{bo(home, 'hidden')}/absences").status_code == 404
        everybody = read_all(asking, WORKERS_THERE, limit=50)
        assert hidden not in {each["service_id"] for each in everybody}
        for service_id in (hidden, a_key()):
            answer = asking.get(WORKERS_THERE, params={"service_id": service_id})
            assert answer.json() == {"items": [], "next": None}


def test_lists_of_workers_are_narrowed_to_what_is_asked_for(home: Household) -> None:
    leader = home.asks("leader")
    path = another(home, is_listed=False)

    def names(**asked: str) -> set[str]:
        here = {"service_id": home.kept.service_id, **asked}
        return {each["name"] for each in read_all(leader, WORKERS_THERE, here)}

    assert {"Alex", "Bo"} <= names(team="east")
    assert not {"Caro", "Dee"} & names(team="east")
    assert names(name="AR") == {"Caro"}
    gone = leader.get(path).json()["name"]
    assert gone not in names()
    assert names(is_listed="false") == {gone}


def test_pages_have_every_worker_once_while_others_come(home: Household) -> None:
    leader = home.asks("leader")
    before = {each["id"] for each in read_all(leader, WORKERS_THERE, limit=50)}
    first = leader.get(WORKERS_THERE, params={"limit": 1}).json()
    another(home, name="Aa")

    rest = read_all(leader, WORKERS_THERE, limit=1, after=first["next"])
    ids = [each["id"] for each in (*first["items"], *rest)]

    assert len(ids) == len(set(ids))
    assert set(ids) == before


def test_what_is_named_of_a_worker_changes_and_the_rest_stays(home: Household) -> None:
    officer, path = home.asks("officer"), another(home)
    before = officer.get(path).json()

    changed = officer.patch(
        path,
        json={
            "fte": 0.6,
            "ceiling": 11.25,
            "leaves_on": "2027-01-31",
            "accepts_new": False,
            "languages": ["Polish", "Arabic"],
        },
        headers=seen(officer, path),
    )

    assert changed.status_code == 200
    assert officer.get(path).json() == changed.json()
    assert changed.headers["ETag"] == seen(officer, path)["If-Match"]
    assert changed.json() == {
        **before,
        "working": {
            **before["working"],
            "fte": 0.6,
            "ceiling": 11.25,
            "leaves_on": "2027-01-31",
            "accepts_new": False,
            "languages": ["Arabic", "Polish"],
        },
    }
    (row,) = home.kept.rows(WORKERS, id=path.rsplit("/", 1)[1])
    assert str(row["fte"]) == "3/5"


def test_a_change_of_a_worker_whom_somebody_else_changed_is_refused(
    home: Household,
) -> None:
    leader, path = home.asks("leader"), another(home)
    before = seen(leader, path)
    said = {"from_on": "2026-12-07", "works": MONDAYS}

    first = leader.put(f"{path}/patterns", json=said, headers=before)

    assert first.status_code == 200
    for late in (
        leader.patch(path, json={"name": "Late"}, headers=before),
        leader.put(f"{path}/patterns", json=said, headers=before),
    ):
        assert late.status_code == 412
    assert leader.patch(path, json={"name": "Late"}).status_code == 428


def test_leaders_and_officers_change_workers_and_nobody_else(home: Household) -> None:
    path = another(home)
    for who, status in (
        ("leader", 200),
        ("far leader", 200),
        ("officer", 200),
        ("worker", 403),
        ("partner", 403),
        ("outsider", 403),
    ):
        answer = home.asks(who).patch(
            path, json={"locality": who}, headers=seen(home.asks("leader"), path)
        )
        assert answer.status_code == status


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"name": ""},
        {"name": None},
        {"fte": None},
        {"fte": 1.51},
        {"fte": -0.1},
        {"fte": 0.123},
        {"fte": True},
        {"ceiling": 1e308},
        {"starts_on": "0001-01-01"},
        {"leaves_on": "9999-12-31"},
        {"leaves_on": 20270131},
        {"languages": "Polish"},
        {"languages": [""]},
        {"languages": None},
        {"accepts_new": "yes"},
        {"is_listed": False},
        {"starts_on": "2026-12-01", "leaves_on": "2026-12-01"},
    ],
)
def test_what_cannot_be_of_a_worker_is_refused(
    home: Household, said: dict[str, Any]
) -> None:
    leader, path = home.asks("leader"), bo(home)

    answer = leader.patch(path, json=said, headers=seen(leader, path))

    assert answer.status_code == 422


def test_other_hours_hold_from_a_day_on(home: Household) -> None:
    leader, path = home.asks("leader"), another(home)

    def put(from_on: str, works: list[Answer]) -> list[Answer]:
        said = {"from_on": from_on, "works": works}
        answer = leader.put(f"{path}/patterns", json=said, headers=seen(leader, path))
        assert answer.status_code == 200
        return [
            {name: each[name] for name in ("from_on", "to_on")}
            for each in leader.get(f"{path}/patterns").json()
        ]

    assert put("2026-12-07", MONDAYS) == [
        {"from_on": None, "to_on": "2026-12-07"},
        {"from_on": "2026-12-07", "to_on": None},
    ]
    assert put("2027-01-04", []) == [
        {"from_on": None, "to_on": "2026-12-07"},
        {"from_on": "2026-12-07", "to_on": "2027-01-04"},
        {"from_on": "2027-01-04", "to_on": None},
    ]
    assert put("2026-11-23", MONDAYS) == [
        {"from_on": None, "to_on": "2026-11-23"},
        {"from_on": "2026-11-23", "to_on": None},
    ]
    assert leader.get(path).json()["working"]["works"] == MONDAYS


def test_an_absence_is_added_changed_and_taken_away(home: Household) -> None:
    leader, path = home.asks("leader"), another(home)
    said = {"from_on": "2026-12-21", "to_on": "2026-12-31", "kind": "annual leave"}

    added = leader.post(f"{path}/absences", json=said)

    assert added.status_code == 201
    where, version = added.headers["Location"], added.headers["ETag"]
    assert added.json() == {
        **said,
        "id": where.rsplit("/", 1)[1],
        "version": 1,
        "worker_id": path.rsplit("/", 1)[1],
        "load_reduction": 0,
    }
    assert leader.get(where).json() == added.json()
    changed = leader.patch(
        where,
        json={"to_on": "2027-01-04", "load_reduction": 50},
        headers={"If-Match": version},
    )
    assert (changed.status_code, changed.headers["ETag"]) == (200, '"2"')
    assert changed.json()["to_on"] == "2027-01-04"
    for late in (
        leader.patch(where, json={"kind": "course"}, headers={"If-Match": version}),
        leader.delete(where, headers={"If-Match": version}),
    ):
        assert late.status_code == 412
    assert leader.delete(where).status_code == 428
    assert leader.delete(where, headers={"If-Match": '"2"'}).status_code == 204
    assert leader.get(where).status_code == 404
    assert leader.get(f"{path}/absences").json()["items"] == []


def test_absences_stand_in_order_a_page_at_a_time(home: Household) -> None:
    leader, path = home.asks("leader"), another(home)
    for month in (3, 1, 2, 2):
        said = {"from_on": f"2027-0{month}-01", "to_on": f"2027-0{month}-05"}
        leader.post(f"{path}/absences", json={**said, "kind": "training"})

    everything = read_all(leader, f"{path}/absences", limit=1)
    later = read_all(leader, f"{path}/absences", {"since": "2027-02-05"})

    assert [each["from_on"] for each in everything] == [
        "2027-01-01",
        "2027-02-01",
        "2027-02-01",
        "2027-03-01",
    ]
    assert len({each["id"] for each in everything}) == 4
    assert later == everything[1:]
    nowhere = {"after": cursor("never", a_key())}
    assert leader.get(f"{path}/absences", params=nowhere).status_code == 422


def test_who_sees_and_says_when_a_worker_is_away(home: Household) -> None:
    path, said = another(home), {"from_on": "2026-12-01", "to_on": "2026-12-01"}
    for who, reads, adds in (
        ("leader", 200, 201),
        ("officer", 200, 201),
        ("worker", 200, 403),
        ("partner", 403, 403),
        ("outsider", 403, 403),
    ):
        asking = home.asks(who)
        body = {**said, "kind": "training"}
        assert asking.get(f"{path}/absences").status_code == reads
        assert asking.post(f"{path}/absences", json=body).status_code == adds


@pytest.mark.parametrize(
    "said",
    [
        {"to_on": "2026-11-30"},
        {"kind": ""},
        {"kind": "a\x00"},
        {"load_reduction": 101},
        {"load_reduction": -1},
        {"load_reduction": 12.5},
        {"from_on": None},
        {"to_on": "2100-01-01"},
        {"worker_id": "0" * 32},
    ],
)
def test_what_cannot_be_an_absence_is_refused(
    home: Household, said: dict[str, Any]
) -> None:
    usual = {"from_on": "2026-12-01", "to_on": "2026-12-02", "kind": "training"}
    leader, path = home.asks("leader"), f"{bo(home)}/absences"

    assert leader.post(path, json={**usual, **said}).status_code == 422

    made = leader.post(path, json=usual)
    answer = leader.patch(
        made.headers["Location"],
        json=said,
        headers={"If-Match": made.headers["ETag"]},
    )
    assert answer.status_code == 422


NEW = {"name": "Jo", "team": "east", "works": MONDAYS}


def in_service(home: Household, where: str = "open") -> str:
    return f"/api/services/{home.services[where].service_id}/workers"


def test_somebody_new_supports_people_with_their_hours(home: Household) -> None:
    leader = home.asks("leader")
    said = {
        **NEW,
        "external_id": "W07",
        "fte": 0.6,
        "ceiling": 11.25,
        "starts_on": "2026-12-07",
        "languages": ["Polish"],
    }

    added = leader.post(in_service(home), json=said)

    assert added.status_code == 201
    told = leader.get(added.headers["Location"])
    assert (told.json(), told.headers["ETag"]) == (
        added.json(),
        added.headers["ETag"],
    )
    working = told.json()["working"]
    assert {name: working[name] for name in ("external_id", "fte", "ceiling")} == {
        name: said[name] for name in ("external_id", "fte", "ceiling")
    }
    assert (working["starts_on"], working["works"]) == ("2026-12-07", MONDAYS)
    with home.store.reading() as connection:
        caseload = read_caseload(connection, home.kept.service_id, on=NOW.date())
    assert caseload.worker[WorkerId("W07")].works.spans


def test_an_account_is_tied_to_somebody_new_by_who_looks_after_accounts(
    home: Household,
) -> None:
    added = home.asks("leader").post(in_service(home), json=NEW).json()
    ade = home.asks("administrator")
    names = f"{in_service(home)}/names"

    (jo,) = [each for each in read_all(ade, names, limit=1) if each["name"] == "Jo"]
    partner = home.accounts["partner"].account_id
    tied = ade.put(
        f"/api/accounts/{partner}/memberships/{home.kept.service_id}",
        json={"role": "worker", "team": "east", "worker_id": jo["id"]},
    )

    assert jo == {"id": added["id"], "name": "Jo", "account_ids": []}
    assert tied.status_code == 204
    accounts = {each["name"]: each["account_ids"] for each in read_all(ade, names)}
    assert accounts["Jo"] == [partner]
    assert accounts["Bo"] == [home.accounts["colleague"].account_id]
    mine = home.asks("partner").get("/api/me").json()
    assert jo["id"] in str(mine)


def test_an_account_that_has_ended_is_nobodys(home: Household) -> None:
    ade = home.asks("administrator")
    ended = home.accounts["colleague"].account_id

    assert ade.delete(f"/api/accounts/{ended}").status_code == 204

    names = read_all(ade, f"{in_service(home)}/names")
    assert {each["name"]: each["account_ids"] for each in names}["Bo"] == []


def test_names_of_workers_are_for_who_gives_roles(home: Household) -> None:
    ade = home.asks("administrator")
    assert ade.get(f"{in_service(home, 'hidden')}/names").status_code == 200
    assert ade.get(f"/api/services/{a_key()}/workers/names").status_code == 404
    for who in ("leader", "officer", "worker", "partner", "outsider"):
        assert home.asks(who).get(f"{in_service(home)}/names").status_code == 403


def test_who_lets_somebody_new_support_people(home: Household) -> None:
    for who, status in (
        ("leader", 201),
        ("officer", 201),
        ("worker", 403),
        ("partner", 403),
        ("outsider", 403),
        ("administrator", 404),
    ):
        assert home.asks(who).post(in_service(home), json=NEW).status_code == status
    hidden = home.asks("leader").post(in_service(home, "hidden"), json=NEW)
    assert hidden.status_code == 404


def test_somebody_new_who_is_sent_twice_is_one(home: Household) -> None:
    leader, once = home.asks("leader"), {"Idempotency-Key": a_key()}

    first = leader.post(in_service(home), json=NEW, headers=once)
    again = leader.post(in_service(home), json=NEW, headers=once)

    assert (again.status_code, again.json()) == (201, first.json())
    assert len(home.kept.rows(WORKERS, name="Jo")) == 1


@pytest.mark.parametrize(
    "said",
    [
        {"external_id": "bo"},
        {"works": None},
        {"works": [{"weekday": 7, "starts": "09:00", "ends": "12:00"}]},
        {"name": ""},
        {"fte": 2},
        {"is_listed": False},
        {"starts_on": "2026-12-07", "leaves_on": "2026-12-07"},
        {"surname": "Bloggs"},
    ],
)
def test_who_cannot_be_a_worker_is_refused(
    home: Household, said: dict[str, Any]
) -> None:
    answer = home.asks("leader").post(in_service(home), json={**NEW, **said})

    assert answer.status_code == 422
