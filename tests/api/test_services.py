"""Services: who knows of which, who changes what holds in them, who founds one."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.api.house import Household, a_key
from tests.api.pages import read_all

SERVICES = "/api/services"


def founded(home: Household, **said: str | bool) -> str:
    """A service of its own, for a test that changes it."""
    answer = home.asks("administrator").post(SERVICES, json={"name": "New", **said})
    assert answer.status_code == 201
    return str(answer.json()["id"])


def led(home: Household, service_id: str) -> TestClient:
    """Whoever leads in a service, too."""
    outsider = home.accounts["outsider"].account_id
    given = home.asks("administrator").put(
        f"/api/accounts/{outsider}/memberships/{service_id}",
        json={"role": "team leader"},
    )
    assert given.status_code == 204
    return home.asks("outsider")


def test_everybody_in_a_service_sees_those_that_are_not_hidden(home: Household) -> None:
    for who in ("worker", "leader", "officer", "partner", "outsider"):
        seen = {each["id"] for each in read_all(home.asks(who), SERVICES)}

        assert home.services["open"].service_id in seen
        assert home.services["another"].service_id in seen
        assert home.services["hidden"].service_id not in seen


def test_a_hidden_service_is_seen_from_inside(home: Household) -> None:
    service_id = founded(home, name="Refuge", is_hidden=True)

    assert home.asks("leader").get(f"{SERVICES}/{service_id}").status_code == 404

    leader = led(home, service_id)

    assert leader.get(f"{SERVICES}/{service_id}").json()["is_hidden"] is True
    assert service_id in {each["id"] for each in read_all(leader, SERVICES)}
    assert service_id not in {
        each["id"] for each in read_all(home.asks("leader"), SERVICES)
    }


def test_pages_have_every_service_once_while_others_are_founded(
    home: Household,
) -> None:
    asking = home.asks("leader")
    before = {each["id"] for each in read_all(asking, SERVICES, limit=200)}
    first = asking.get(SERVICES, params={"limit": 1}).json()
    founded(home, name="0 is before all the others")

    rest = read_all(asking, SERVICES, limit=1, after=first["next"])
    seen = [each["id"] for each in (*first["items"], *rest)]

    assert len(seen) == len(set(seen))
    assert set(seen) == before


def test_a_leader_changes_what_holds_for_the_service(home: Household) -> None:
    path = f"{SERVICES}/{founded(home)}"
    leader = led(home, path.rsplit("/", 1)[1])
    before = leader.get(path)

    changed = leader.patch(
        path,
        json={"ceiling": 19.5, "horizon_weeks": 26, "country": "Scotland"},
        headers={"If-Match": before.headers["ETag"]},
    )

    assert changed.status_code == 200
    assert changed.headers["ETag"] == '"2"'
    now = leader.get(path).json()
    assert now == changed.json()
    assert (now["ceiling"], now["horizon_weeks"]) == (19.5, 26)
    assert (now["country"], now["name"]) == ("Scotland", "New")
    assert now["revision"] == before.json()["revision"] + 1


def test_a_change_of_what_somebody_else_changed_is_refused(home: Household) -> None:
    path = f"{SERVICES}/{founded(home)}"
    leader = led(home, path.rsplit("/", 1)[1])
    seen = {"If-Match": leader.get(path).headers["ETag"]}

    assert leader.patch(path, json={"name": "One"}, headers=seen).status_code == 200

    late = leader.patch(path, json={"name": "Two"}, headers=seen)
    assert late.status_code == 412
    assert "Somebody else" in late.json()["detail"]
    assert leader.patch(path, json={"name": "Two"}).status_code == 428
    assert leader.get(path).json()["name"] == "One"


def test_only_a_leader_of_the_service_changes_it(home: Household) -> None:
    path = f"{SERVICES}/{home.kept.service_id}"
    for who, status in (
        ("worker", 403),
        ("officer", 403),
        ("partner", 403),
        ("outsider", 403),
    ):
        answer = home.asks(who).patch(
            path, json={"name": "Mine"}, headers={"If-Match": '"1"'}
        )
        assert answer.status_code == status


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"name": ""},
        {"name": "   "},
        {"name": None},
        {"name": "a\x00b"},
        {"ceiling": 0},
        {"ceiling": -1},
        {"ceiling": 201},
        {"ceiling": 1e300},
        {"ceiling": 19.123},
        {"ceiling": True},
        {"ceiling": "20"},
        {"horizon_weeks": 0},
        {"horizon_weeks": 105},
        {"horizon_weeks": 40.5},
        {"country": "France"},
        {"programme": "nobody's"},
        {"programme": "cti, counting pre 5/4"},
        {"is_hidden": True},
        {"revision": 9},
    ],
)
def test_what_cannot_hold_is_refused(home: Household, said: dict[str, Any]) -> None:
    path = f"{SERVICES}/{home.kept.service_id}"

    answer = home.asks("leader").patch(path, json=said, headers={"If-Match": '"1"'})

    assert answer.status_code == 422
    assert answer.json()["wrong"]


def test_administrators_alone_found_services_and_never_look_into_them(
    home: Household,
) -> None:
    administrator = home.asks("administrator")
    made = administrator.post(SERVICES, json={"name": "Harbour", "ceiling": 18})

    assert made.headers["Location"] == f"{SERVICES}/{made.json()['id']}"
    assert administrator.get(made.headers["Location"]).status_code == 404
    assert administrator.get(SERVICES).status_code == 403
    for who in ("worker", "leader", "officer", "partner", "outsider"):
        answer = home.asks(who).post(SERVICES, json={"name": "Mine"})
        assert answer.status_code == 403


def test_a_service_is_founded_once_however_often_it_is_asked(home: Household) -> None:
    asking, key = home.asks("administrator"), {"Idempotency-Key": a_key()}

    first, again = (
        asking.post(SERVICES, json={"name": "Once"}, headers=key) for _ in range(2)
    )

    assert first.json() == again.json()
    assert first.headers["Location"] == again.headers["Location"]
    names = [each["name"] for each in read_all(asking, f"{SERVICES}/names")]
    assert names.count("Once") == 1


def test_administrators_see_every_name_and_nothing_else(home: Household) -> None:
    named = read_all(home.asks("administrator"), f"{SERVICES}/names")

    assert {each.service_id for each in home.services.values()} <= {
        each["id"] for each in named
    }
    assert {frozenset(each) for each in named} == {frozenset({"id", "name"})}
    assert home.asks("leader").get(f"{SERVICES}/names").status_code == 403


@pytest.mark.parametrize(
    "asked",
    [
        {"limit": 0},
        {"limit": 201},
        {"after": "nowhere"},
        {"after": "WyJcdWQ4MDAiLCJhIl0"},
        {"after": "WyJcdTAwMDAiLCJhIl0"},
        {"name": "x"},
    ],
)
def test_what_is_no_page_is_refused(home: Household, asked: dict[str, Any]) -> None:
    assert home.asks("leader").get(SERVICES, params=asked).status_code == 422
