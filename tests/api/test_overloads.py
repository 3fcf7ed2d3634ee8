"""Each overload is owed an answer by a leader; an answer stays as it was said."""

from datetime import date
from typing import Any

import pytest

from cti.store.tables import WORKERS
from cti.store.unit import new_id
from cti.usecases.publishing import publish
from tests.api.asking import of_service, seen
from tests.api.house import NOW, Household, a_key
from tests.store.plans import a_document, an_overload

UNTIL = {"kind": "accept until", "until_on": "2026-12-07", "words": "Bo is back"}
MOVE = {"kind": "move"}


def put_in_force(home: Household, *, where: str = "open", over: int = 2) -> None:
    """Publish a plan in which Alex is over the ceiling now, and Bo later."""
    kept = home.services[where]
    later = an_overload("bo", from_on=date(2026, 12, 14), to_on=date(2026, 12, 20))
    flags = [an_overload(over=over), later]
    plan_id = kept.draft(a_document(flags=flags))
    publish(
        home.store, plan_id, author_id=new_id(), at=NOW, seen_revision=kept.revision
    )


@pytest.fixture
def home(home: Household) -> Household:
    put_in_force(home)
    return home


def told(home: Household, who: str = "leader", **query: str) -> list[dict[str, Any]]:
    answer = home.asks(who).get(of_service(home, "overloads"), params=query)
    assert answer.status_code == 200
    return list(answer.json())


def answers_of(home: Household, overload: dict[str, Any]) -> str:
    return of_service(home, f"overloads/{overload['id']}/answers")


def test_an_overload_is_owed_an_answer_until_a_leader_gives_one(
    home: Household,
) -> None:
    first, second = told(home, "colleague")
    leader, path = home.asks("leader"), answers_of(home, first)

    unseen = leader.post(path, json=UNTIL)
    answer = leader.post(path, json=UNTIL, headers=seen(first["version"]))
    late = leader.post(path, json=MOVE, headers=seen(first["version"]))

    assert (first["from_on"], first["to_on"], first["over"]) == (
        "2026-11-23",
        "2026-12-06",
        2.0,
    )
    assert first["is_owed"]
    assert (unseen.status_code, answer.status_code, late.status_code) == (428, 201, 412)
    assert answer.json() == {"id": first["id"], "version": first["version"] + 1}
    now, _ = told(home)
    assert answer.headers["ETag"] == f'"{now["version"]}"'
    assert now == {
        **first,
        "version": now["version"],
        "is_owed": False,
        "answers": [
            {
                **UNTIL,
                "answered_by": home.accounts["leader"].account_id,
                "answered_at": "2026-11-23T09:00:00Z",
            }
        ],
    }
    assert told(home, owed="true") == [second]
    assert told(home, owed="false") == [now]

    again = leader.post(path, json=MOVE, headers=seen(now["version"]))

    assert again.status_code == 201
    assert [each["kind"] for each in told(home)[0]["answers"]] == [
        "accept until",
        "move",
    ]


def test_what_makes_no_sense_or_is_not_there_is_refused(home: Household) -> None:
    first, _ = told(home)
    leader, path = home.asks("leader"), answers_of(home, first)
    wrong: list[dict[str, Any]] = [
        {"kind": "accept until"},
        {"kind": "move", "until_on": "2026-12-07"},
        {"kind": "accept until", "until_on": "2026-11-23"},
        {"kind": "nothing"},
        {},
    ]

    refused = [leader.post(path, json=each, headers=seen(1)) for each in wrong]
    nowhere = of_service(home, f"overloads/{a_key()}/answers")
    elsewhere = path.replace(home.kept.service_id, home.services["another"].service_id)

    assert [answer.status_code for answer in refused] == [422] * len(wrong)
    assert leader.post(nowhere, json=MOVE, headers=seen(1)).status_code == 404
    outsider = home.asks("outsider").post(elsewhere, json=MOVE, headers=seen(1))
    assert outsider.status_code == 404
    assert all(each["answers"] == [] for each in told(home))


def test_an_overload_of_a_plan_that_was_superseded_is_looked_at_anew(
    home: Household,
) -> None:
    first, _ = told(home)
    put_in_force(home, over=3)

    answer = home.asks("leader").post(
        answers_of(home, first), json=MOVE, headers=seen(first["version"])
    )

    assert answer.status_code == 412
    assert [each["over"] for each in told(home)] == [3.0, 2.0]


def tasks(home: Household) -> list[dict[str, Any]]:
    answer = home.asks("colleague").get(of_service(home, "overloads/tasks"))
    assert answer.status_code == 200
    return list(answer.json())


def test_somebody_sees_to_an_answer_until_it_is_done(home: Household) -> None:
    first, _ = told(home)
    leader, bo = home.asks("leader"), home.kept.row_id(WORKERS, "bo")
    said = {**MOVE, "task": {"owner_id": bo, "due_on": "2026-11-30"}}

    answer = leader.post(answers_of(home, first), json=said, headers=seen(1))
    (task,) = tasks(home)
    done = of_service(home, f"overloads/tasks/{task['id']}/done")
    refused = home.asks("colleague").post(done, headers=seen(1))
    ended = leader.post(done, headers=seen(1))
    late = leader.post(done, headers=seen(1))

    assert answer.status_code == 201
    assert task == {
        "id": task["id"],
        "version": 1,
        "owner_id": bo,
        "account_id": None,
        "due_on": "2026-11-30",
        "is_late": False,
        "worker_id": first["worker_id"],
        "from_on": first["from_on"],
        "to_on": first["to_on"],
        "kind": "move",
        "words": "",
    }
    assert (refused.status_code, ended.status_code, late.status_code) == (403, 200, 412)
    assert ended.json() == {"id": task["id"], "version": 2}
    assert tasks(home) == []


def test_one_person_who_is_there_sees_to_an_answer(home: Household) -> None:
    first, _ = told(home)
    nobody, two = {"due_on": "2026-11-30"}, home.kept.row_id(WORKERS, "bo")
    wrong = {
        422: [nobody, {**nobody, "owner_id": two, "account_id": two}],
        404: [{**nobody, "owner_id": a_key()}, {**nobody, "account_id": a_key()}],
    }

    for status, tasks_said in wrong.items():
        for each in tasks_said:
            answer = home.asks("leader").post(
                answers_of(home, first), json={**MOVE, "task": each}, headers=seen(1)
            )
            assert answer.status_code == status
    assert all(each["answers"] == [] for each in told(home))
