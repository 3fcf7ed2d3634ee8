"""A kept plan is asked whom to take, why it is so, and what would be if."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import pytest

import cti.usecases.asking_kept
import cti.usecases.taking_turns
from cti.store.tables import PEOPLE, PLAN_OVERLOADS, REFERRALS, WORKERS
from cti.usecases.asking import Asking
from cti.usecases.taking_turns import AT_ONCE, a_turn
from tests.api.house import NOW, Household
from tests.builders import PLAN_DATE, a_stay
from tests.store.plans import a_document, an_overload


@pytest.fixture
def home(home: Household) -> Household:
    home.kept.draft(a_document(a_stay("sam", "alex")))
    return home


def row(home: Household, known: str) -> str:
    table = PEOPLE if known in {"sam", "robin"} else WORKERS
    return home.kept.row_id(table, known)


def whom(home: Household, known: str) -> Mapping[str, str]:
    return {"id": row(home, known), "external_id": known}


def referral(home: Household, which: str = "open") -> str:
    return home.services[which].row_id(PEOPLE, "robin")


def advice(home: Household, address: str, **params: str | int) -> Mapping[str, Any]:
    answer = home.asks("worker").get(f"/api/{address}/recommendations", params=params)
    assert answer.status_code == 200, answer.text
    said: Mapping[str, Any] = answer.json()
    return said


def explained(home: Household, **said: object) -> Mapping[str, Any]:
    plan_id = home.kept.draft(
        a_document(a_stay("sam", "alex"), flags=[an_overload("alex")])
    )
    answer = home.asks("worker").post(f"/api/plans/{plan_id}/explanations", json=said)
    assert answer.status_code == 200, answer.text
    found: Mapping[str, Any] = answer.json()
    return found


def test_workers_are_ranked_for_somebody_and_who_may_not_is_told_by_which_rule(
    home: Household,
) -> None:
    said = advice(home, f"referrals/{referral(home)}")

    assert [each["worker"] for each in said["offers"]] == [
        whom(home, "alex"),
        whom(home, "bo"),
    ]
    best = said["offers"][1]
    assert best["person"] == whom(home, "robin")
    assert best["on"] == PLAN_DATE.isoformat()
    assert best["impact"].startswith("Bo goes from 0 to 1.5 now")
    assert best["price"] == f"{-best['points']:g} points less"
    refused = {each["worker"]["external_id"]: each["rules"] for each in said["refused"]}
    assert refused == {"caro": ["same_team"], "dee": ["same_team"]}
    assert not said["is_stale"]


def test_each_start_is_offered_where_it_is_asked_for_and_only_so_many(
    home: Household,
) -> None:
    address = f"referrals/{referral(home)}"
    few = advice(home, address, every_start="true", most=3)

    assert len(few["offers"]) == 3
    every = advice(home, address, every_start="true", most=500)
    assert len(every["offers"]) == 3 + few["more"]
    assert len({each["on"] for each in every["offers"]}) > 3


def test_whom_a_worker_could_take_next_is_told(home: Household) -> None:
    said = advice(home, f"workers/{row(home, 'bo')}")

    assert [each["person"] for each in said["offers"]] == [whom(home, "robin")]
    assert said["nothing"] == ""
    far = advice(home, f"workers/{row(home, 'dee')}")
    assert (far["offers"], far["nothing"] != "") == ([], True)


def test_a_service_without_a_plan_is_told_so_and_another_ones_plan_is_not_there(
    home: Household,
) -> None:
    asking = home.asks("outsider")
    address = f"/api/referrals/{referral(home, 'another')}/recommendations"

    none = asking.get(address)
    theirs = home.services["hidden"].draft(a_document())
    foreign = asking.get(address, params={"plan_id": theirs})

    assert (none.status_code, none.json()["detail"]) == (
        409,
        "This service has no plan yet.",
    )
    assert (foreign.status_code, foreign.json()["detail"]) == (
        404,
        "This is not among the plans.",
    )


def test_a_plan_that_something_has_changed_since_still_answers_and_says_so(
    home: Household,
) -> None:
    kept = home.services["another"]
    bo = kept.row_id(WORKERS, "bo")
    plan_id = kept.draft(a_document(a_stay("sam", "bo"), a_stay("robin", "bo")))
    (before,) = kept.rows(WORKERS, id=bo)
    with home.store.unit(author_id="0" * 32, at=NOW) as unit:
        gone = {"is_listed": False}
        unit.change(WORKERS, bo, version=before["version"], values=gone)
    asking = home.asks("outsider")

    said = asking.get(f"/api/referrals/{referral(home, 'another')}/recommendations")
    why = asking.post(
        f"/api/plans/{plan_id}/explanations",
        json={"person_id": kept.row_id(PEOPLE, "robin"), "seconds": 0},
    )

    assert (said.status_code, why.status_code) == (200, 200)
    assert said.json()["is_stale"]
    offered = {each["worker"]["external_id"] for each in said.json()["offers"]}
    assert offered == {"alex"}
    nobody = asking.get(f"/api/workers/{bo}/recommendations")
    assert nobody.json()["detail"] == "This is not among the workers."


def test_a_plan_says_why_and_what_else_would_do(
    home: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = partial(Asking, in_children=False)
    monkeypatch.setattr(cti.usecases.asking_kept, "Asking", alone)

    said = explained(home, person_id=row(home, "robin"), seconds=20)

    assert said["person"] == whom(home, "robin")
    assert "Robin" in said["why"]
    asked = {each["worker"]["external_id"] for each in said["why_not"]}
    assert asked == {"alex", "bo", "caro", "dee"}
    assert any("Robin" in each for each in said["anew"])


def test_one_worker_alone_is_asked_about_and_nothing_is_planned_anew(
    home: Household,
) -> None:
    said = explained(
        home, person_id=row(home, "robin"), worker_id=row(home, "dee"), seconds=0
    )

    ((only,), anew) = (said["why_not"], said["anew"])
    assert only["worker"] == whom(home, "dee")
    assert "team" in only["said"]
    assert anew == []


def test_overloads_are_explained_with_what_would_clear_them(home: Household) -> None:
    alex = row(home, "alex")
    (ceiling,) = home.kept.rows(WORKERS, id=alex)
    with home.store.unit(author_id="0" * 32, at=NOW) as unit:
        values = {"ceiling": 1}
        unit.change(WORKERS, alex, version=ceiling["version"], values=values)

    said = explained(home, worker_id=alex)

    assert said["overloads"]
    first = said["overloads"][0]
    assert first["worker"] == whom(home, "alex")
    assert first["what"].startswith("Alex is over the ceiling")
    assert first["remedies"]
    assert explained(home, worker_id=row(home, "bo"))["overloads"] == []
    (over,) = home.kept.rows(PLAN_OVERLOADS, plan_id=said["plan_id"])
    one = home.asks("worker").post(
        f"/api/plans/{said['plan_id']}/explanations", json={"overload_id": over["id"]}
    )
    assert [each["from_on"] for each in one.json()["overloads"]] == [
        over["from_on"].isoformat()
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"person_id": "0" * 32, "overload_id": "0" * 32},
        {"person_id": "sam"},
        {"person_id": "0" * 32, "seconds": 31},
        {"person_id": "0" * 32, "why": "not"},
    ],
)
def test_a_question_is_one_question(home: Household, wrong: object) -> None:
    plan_id = home.kept.draft(a_document(a_stay("sam", "alex")))
    asked = home.asks("worker").post(f"/api/plans/{plan_id}/explanations", json=wrong)

    assert asked.status_code == 422


@pytest.mark.parametrize("about", ["person_id", "worker_id", "overload_id"])
def test_nobody_of_another_service_is_explained(home: Household, about: str) -> None:
    hidden = home.services["hidden"]
    rows = {
        "person_id": hidden.row_id(PEOPLE, "sam"),
        "worker_id": hidden.row_id(WORKERS, "alex"),
    }
    plan_id = home.kept.draft(a_document(a_stay("sam", "alex")))
    address = f"/api/plans/{plan_id}/explanations"
    asking = home.asks("leader")

    theirs = asking.post(address, json={about: rows.get(about, "1" * 32)})
    nobody = asking.post(address, json={about: "0" * 32})

    assert theirs.status_code == nobody.status_code == 404
    assert theirs.json()["detail"] == nobody.json()["detail"]


def test_who_asks_while_others_have_every_turn_is_told_to_wait(home: Household) -> None:
    plan_id = home.kept.draft(a_document(a_stay("sam", "alex")))
    said = {"person_id": row(home, "sam"), "seconds": 1}
    turns = [a_turn(1) for _ in range(AT_ONCE)]
    for turn in turns:
        turn.__enter__()
    try:
        asked = home.asks("worker").post(
            f"/api/plans/{plan_id}/explanations", json=said
        )
    finally:
        for turn in turns:
            turn.__exit__(None, None, None)

    assert (asked.status_code, asked.json()["hint"]) == (
        409,
        "Ask again in a few seconds.",
    )


def test_futures_stand_side_by_side_and_nothing_of_them_is_kept(
    home: Household,
) -> None:
    revision = home.kept.revision
    wanted = {
        "plan_on": PLAN_DATE.isoformat(),
        "effort": 0,
        "scenarios": [
            {
                "name": "Bo leaves",
                "changes": [
                    {"change": "leaves", "said": f"{row(home, 'bo')}:2027-01-11"}
                ],
            },
            {"name": "More", "changes": [{"change": "referrals", "said": "2"}]},
        ],
    }
    answer = home.asks("worker").post(
        f"/api/services/{home.kept.service_id}/scenarios", json=wanted
    )

    assert answer.status_code == 200, answer.text
    said = answer.json()
    assert (said["now"]["name"], said["now"]["referrals"]) == ("as it is", 1)
    leaves, more = said["futures"]
    assert "Bo" in leaves["said"]
    assert leaves["compared"]
    assert more["referrals"] == 3
    rows = {each["worker"]["id"] for each in said["now"]["workers"]}
    assert rows == {row(home, each) for each in ("alex", "bo", "caro", "dee")}
    assert home.kept.revision == revision
    assert len(home.kept.rows(REFERRALS, service_id=home.kept.service_id)) == 1


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (
            [{"change": "leaves", "said": f"{'0' * 32}:2027-01-11"}],
            "there is no worker",
        ),
        ([{"change": "flies", "said": "2"}], "there is no such change"),
        ([{"change": "referrals", "said": "9999"}], "More"),
        ([{"change": "leaves", "said": "alex:0001-01-01"}], "leaves"),
    ],
)
def test_what_cannot_be_tried_is_told_change_by_change(
    home: Household, changes: object, told: str
) -> None:
    wanted = {
        "plan_on": PLAN_DATE.isoformat(),
        "scenarios": [{"name": "More", "changes": changes}],
    }
    answer = home.asks("worker").post(
        f"/api/services/{home.kept.service_id}/scenarios", json=wanted
    )

    assert answer.status_code == 422
    assert told in answer.json()["more"][0]


def test_no_more_than_three_futures_are_tried(home: Household) -> None:
    one = {"name": "a", "changes": [{"change": "referrals", "said": "2"}]}
    wanted = {"plan_on": PLAN_DATE.isoformat(), "scenarios": [one] * 4}
    answer = home.asks("worker").post(
        f"/api/services/{home.kept.service_id}/scenarios", json=wanted
    )

    assert answer.status_code == 422
