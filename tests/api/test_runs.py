"""Planning runs are asked for, looked at, cancelled, and listed a page at a time."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from cti.api.routes.runs import MOST_EDITS
from cti.store.tables import RUNS, TRAVEL_TIMES
from cti.usecases.running import ask_for_run
from cti.usecases.working import do_one
from tests.api.house import NOW, Household
from tests.builders import PLAN_DATE
from tests.usecases.runs import Clock, planning_is

WANTED = {"plan_on": PLAN_DATE.isoformat(), "effort": 0}


def of_service(home: Household, which: str = "open") -> str:
    return f"/api/services/{home.services[which].service_id}/runs"


def asked(asking: TestClient, home: Household, **more: object) -> Mapping[str, Any]:
    answer = asking.post(of_service(home), json={**WANTED, **more})
    assert answer.status_code == 201, answer.text
    said: Mapping[str, Any] = answer.json()
    assert answer.headers["Location"] == f"/api/runs/{said['id']}"
    return said


def all_done(home: Household) -> None:
    """Let a worker do every run there is."""
    while do_one(home.store, Clock().worker()):
        pass


def test_a_run_is_asked_for_done_and_looked_at(
    home: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    planning_is(monkeypatch, lambda _watch, _stop: None)
    asking = home.asks("leader")

    run = asked(asking, home, seed=7, seconds=30)

    assert (run["state"], run["seed"], run["seconds"]) == ("queued", 7, 30)
    assert run["asked_by"] == home.accounts["leader"].account_id
    all_done(home)
    ended = asking.get(f"/api/runs/{run['id']}").json()
    assert (ended["state"], ended["attempts"], ended["edits"]) == ("done", 1, [])
    assert ended["plan_id"] is not None


def test_edits_are_told_with_the_name_of_whoever_made_them_and_only_so_many(
    home: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, leader = home.kept, home.accounts["leader"].account_id
    more = MOST_EDITS + 1

    def edited(_watch: object, _stop: object) -> None:
        ways = [
            {"from_locality": f"{number}", "to_locality": "West", "minutes": 10}
            for number in range(more)
        ]
        with home.store.unit(author_id=leader, at=NOW) as unit:
            unit.add(TRAVEL_TIMES, kept.service_id, ways)

    planning_is(monkeypatch, lambda _watch, _stop: None)
    all_done(home)
    planning_is(monkeypatch, edited)
    run = asked(home.asks("leader"), home)
    all_done(home)

    said = home.asks("worker").get(f"/api/runs/{run['id']}").json()

    assert (len(said["edits"]), said["edits_in_all"]) == (MOST_EDITS, more)
    assert said["edits"][0] == (
        "The travel time was added, by leader on 23 November 2026 at 09:00."
    )


def test_a_run_that_waits_is_cancelled_at_once(home: Household) -> None:
    asking = home.asks("officer")
    run = asked(asking, home)

    cancelled = asking.post(f"/api/runs/{run['id']}/cancellation")

    assert cancelled.json()["state"] == "cancelled"
    assert cancelled.json()["reason"] == "Cancelled before it began."


def test_prices_of_ones_own_are_planned_with(
    home: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned_with = planning_is(monkeypatch, lambda _watch, _stop: None)
    asked(home.asks("leader"), home, prices={"name": "mine", "unmet_preference": 45.5})
    all_done(home)

    assert ("mine", 45.5) in [
        (policy.key, float(policy.unmet_preference)) for policy in planned_with
    ]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"policy": "cheapest"}, "There is no policy"),
        ({"prices": {"unmet_preferense": 4}}, "1 thing needs mending"),
        ({"prices": {"unmet_preference": 1e300}}, "1 thing needs mending"),
        ({"prices": {"bands": [{"above": None, "price": True}]}}, "mending"),
        ({"prices": {"name": "a\x00b"}}, "1 thing is wrong"),
        ({"plan_on": "0001-01-01"}, "1 thing is wrong"),
        ({"plan_on": "9999-12-31"}, "1 thing is wrong"),
        ({"seed": -1}, "1 thing is wrong"),
        ({"seed": 2**31}, "1 thing is wrong"),
        ({"effort": "2"}, "1 thing is wrong"),
        ({"seconds": 0}, "1 thing is wrong"),
        ({"weeks": 12}, "1 thing is wrong"),
    ],
)
def test_what_cannot_be_planned_is_refused(
    home: Household, wrong: Mapping[str, object], told: str
) -> None:
    before = home.kept.rows(RUNS)
    answer = home.asks("leader").post(of_service(home), json={**WANTED, **wrong})

    assert answer.status_code == 422
    assert told in answer.json()["detail"]
    assert home.kept.rows(RUNS) == before


@pytest.mark.parametrize("body", [b'{"prices": {"\\ud800": 1}}', b'{"\\ud800": 1}'])
def test_half_a_character_is_refused_and_not_repeated(
    home: Household, body: bytes
) -> None:
    headers = {"Content-Type": "application/json"}
    answer = home.asks("leader").post(of_service(home), content=body, headers=headers)

    assert answer.status_code == 422


def test_what_is_wrong_with_prices_is_told_price_by_price(home: Household) -> None:
    wrong = {**WANTED, "prices": {"unmet_preference": -1, "moving": 3}}
    answer = home.asks("leader").post(of_service(home), json=wrong)

    assert [each.split(":")[0] for each in answer.json()["more"]] == [
        "prices, unmet_preference",
        "prices, moving",
    ]


def test_every_run_is_on_one_page_once_while_others_are_asked_for(
    home: Household,
) -> None:
    address = of_service(home, "another")
    for second in range(5):
        # Two at a time are asked for in the same moment.
        _ask(home, seconds=second // 2)
    asking, seen, after = home.asks("outsider"), list[str](), None
    for _ in range(3):
        page = asking.get(
            address, params={"limit": 2, **({"after": after} if after else {})}
        ).json()
        seen += [each["id"] for each in page["items"]]
        after = page["next"]
        _ask(home, seconds=60)

    assert after is None
    assert len(seen) == len(set(seen)) == 5


def test_runs_are_narrowed_by_their_state(home: Household) -> None:
    asking = home.asks("leader")
    first, second = asked(asking, home), asked(asking, home)
    asking.post(f"/api/runs/{first['id']}/cancellation")

    for state, run in (("cancelled", first), ("queued", second)):
        page = asking.get(of_service(home), params={"state": state}).json()
        assert {each["state"] for each in page["items"]} == {state}
        assert run["id"] in {each["id"] for each in page["items"]}
    assert asking.get(of_service(home), params={"state": "odd"}).status_code == 422


@pytest.mark.parametrize(
    "after",
    [
        "x",
        "WyIyMDI2LTExLTIzIiwgImEiXQ",
        "WyIwMDAxLTAxLTAxVDAwOjAwOjAwKzE0OjAwIiwgIjAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAw"
        "MDAwMDAwIl0",
    ],
)
def test_a_place_nobody_gave_is_refused(home: Household, after: str) -> None:
    answer = home.asks("leader").get(of_service(home), params={"after": after})

    assert answer.status_code == 422
    assert "no place in the list" in answer.json()["detail"]


def test_a_run_of_a_hidden_service_leaves_no_trace(home: Household) -> None:
    hidden = home.services["hidden"]
    run_id = ask_for_run(
        home.store, hidden.service_id, on=PLAN_DATE, author_id="0" * 32, at=NOW
    )
    asking = home.asks("leader")

    for address in (f"/api/runs/{run_id}", f"/api/runs/{'0' * 32}"):
        answer = asking.get(address)
        assert (answer.status_code, answer.json()["detail"]) == (
            404,
            "This is not among the runs.",
        )
    page = asking.get(of_service(home)).json()
    assert run_id not in {each["id"] for each in page["items"]}
    assert asking.get(of_service(home, "hidden")).status_code == 404


def _ask(home: Household, *, seconds: int) -> None:
    at = NOW + timedelta(seconds=seconds)
    ask_for_run(
        home.store,
        home.services["another"].service_id,
        on=PLAN_DATE,
        author_id="0" * 32,
        at=at,
    )
