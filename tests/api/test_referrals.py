"""Referrals: who sees who waits, who refers somebody, and what becomes of it."""

from collections.abc import Mapping
from typing import Any

import pytest
from starlette.testclient import TestClient

from cti.store.reading import read_caseload
from cti.store.tables import PEOPLE, WORKERS
from tests.api.house import NOW, Household, a_key
from tests.api.pages import Answer, read_all

REFERRALS = "/api/referrals"


def refer(asking: TestClient, home: Household, **said: object) -> str:
    """The address of somebody new who waits."""
    body = {"known_as": "Kit", "team": "east", **said}
    where = f"/api/services/{home.kept.service_id}/referrals"
    answer = asking.post(where, json=body)
    assert answer.status_code == 201, answer.text
    assert answer.headers["Location"] == f"{REFERRALS}/{answer.json()['id']}"
    return str(answer.headers["Location"])


def seen(asking: TestClient, path: str) -> Mapping[str, str]:
    """What says which version was seen."""
    return {"If-Match": asking.get(path).headers["ETag"]}


def told(asking: TestClient, path: str) -> Answer:
    """What is told of a referral."""
    answer = asking.get(path)
    assert answer.status_code == 200
    return dict(answer.json())


def test_somebody_new_waits(home: Household) -> None:
    leader = home.asks("leader")
    bo = home.kept.row_id(WORKERS, "bo")

    path = refer(
        leader,
        home,
        known_as="Nell",
        earliest_start_on="2026-12-07",
        transition_expected_on="2027-01-18",
        priority=1,
        wishes={"language": "Polish", "language_need": "must", "not_worker_ids": [bo]},
    )

    said = told(leader, path)
    planning = said["person"]["planning"]
    assert said["person"]["known_as"] == "Nell"
    assert (said["referred_on"], said["priority"]) == ("2026-11-23", 1)
    assert said["earliest_start_on"] == "2026-12-07"
    assert (planning["status"], planning["programme"]) == ("waiting", "cti")
    assert planning["transition"]["expected_on"] == "2027-01-18"
    assert planning["wishes"]["language"] == "Polish"
    assert planning["wishes"]["not_worker_ids"] == [bo]
    assert planning["external_id"]
    with home.store.reading() as connection:
        service_id = home.kept.service_id
        caseload = read_caseload(connection, service_id, on=NOW.date())
    assert planning["external_id"] in {each.referral_id for each in caseload.referrals}
    assert said in read_all(leader, REFERRALS)


def test_who_refers_somebody_and_who_sees_them(home: Household) -> None:
    for who, status in (
        ("worker", 201),
        ("officer", 201),
        ("far leader", 201),
        ("partner", 403),
        ("outsider", 403),
    ):
        where = f"/api/services/{home.kept.service_id}/referrals"
        answer = home.asks(who).post(where, json={"known_as": who, "team": "east"})
        assert answer.status_code == status
    hidden = home.services["hidden"].service_id
    where = f"/api/services/{hidden}/referrals"
    answer = home.asks("leader").post(where, json={"known_as": "Kit", "team": "east"})
    assert answer.status_code == 404


def test_who_waits_is_seen_by_those_who_plan_for_their_team(home: Household) -> None:
    path = refer(home.asks("leader"), home)
    person_id = path.rsplit("/", 1)[1]
    for who, status, listed in (
        ("leader", 200, True),
        ("officer", 200, True),
        ("colleague", 200, True),
        ("far leader", 403, False),
        ("far colleague", 403, False),
        ("outsider", 403, False),
    ):
        assert home.asks(who).get(path).status_code == status
        ids = {each["id"] for each in read_all(home.asks(who), REFERRALS, limit=50)}
        assert (person_id in ids) is listed
    assert home.asks("partner").get(REFERRALS).status_code == 403


def test_who_waits_in_a_hidden_service_leaves_no_trace(home: Household) -> None:
    hidden = home.services["hidden"]
    robin = f"{REFERRALS}/{hidden.row_id(PEOPLE, 'robin')}"
    for who in ("worker", "leader", "officer", "outsider"):
        asking = home.asks(who)
        assert asking.get(robin).status_code == 404
        asked = {"service_id": hidden.service_id}
        assert read_all(asking, REFERRALS, asked) == []


def test_lists_of_who_waits_are_narrowed_and_come_in_pages(home: Household) -> None:
    leader = home.asks("leader")
    paths = {refer(leader, home, known_as="Page", priority=1) for _ in range(3)}

    everybody = read_all(leader, REFERRALS, {"name": "PAGE"}, limit=1)
    urgent = read_all(leader, REFERRALS, {"priority": "1", "name": "page"})

    assert [f"{REFERRALS}/{each['id']}" for each in everybody] == sorted(paths)
    assert urgent == everybody
    assert read_all(leader, REFERRALS, {"priority": "2", "name": "page"}) == []
    assert read_all(leader, REFERRALS, {"team": "west"}) == []


def test_a_referral_changes_with_the_version_that_was_seen(home: Household) -> None:
    leader = home.asks("leader")
    path = refer(leader, home)
    before = seen(leader, path)

    changed = leader.patch(
        path, json={"priority": 2, "earliest_start_on": "2027-01-04"}, headers=before
    )

    assert changed.status_code == 200
    assert told(leader, path) == changed.json()
    assert changed.json()["priority"] == 2
    late = leader.patch(path, json={"priority": 1}, headers=before)
    assert late.status_code == 412
    assert leader.patch(path, json={"priority": 1}).status_code == 428
    assert told(leader, path)["priority"] == 2
    worker = home.asks("colleague")
    refused = worker.patch(path, json={"priority": 1}, headers=seen(leader, path))
    assert refused.status_code == 403


def test_a_change_of_the_person_is_a_change_of_the_referral(home: Household) -> None:
    leader = home.asks("leader")
    path = refer(leader, home)
    before = seen(leader, path)
    person = path.replace("referrals", "people")
    moved = leader.patch(person, json={"known_as": "Kay"}, headers=before)
    assert moved.status_code == 200

    assert leader.patch(path, json={"priority": 1}, headers=before).status_code == 412


def test_who_was_withdrawn_waits_no_longer(home: Household) -> None:
    leader = home.asks("leader")
    path = refer(leader, home, known_as="Gone")
    before = seen(leader, path)

    first, again = (leader.post(f"{path}/withdrawal", headers=before) for _ in range(2))

    assert first.json()["person"]["planning"]["status"] == "closed"
    assert again.status_code == 412
    once_more = leader.post(f"{path}/withdrawal", headers=seen(leader, path))
    assert once_more.status_code == 409
    assert read_all(leader, REFERRALS, {"name": "gone"}) == []
    assert told(leader, path)["person"]["planning"]["status"] == "closed"


def test_who_was_not_referred_has_no_referral(home: Household) -> None:
    sam = f"{REFERRALS}/{home.kept.row_id(PEOPLE, 'sam')}"
    answer = home.asks("leader").get(sam)

    assert answer.status_code == 404
    assert "referrals" in answer.json()["detail"]


def test_an_id_of_the_services_own_is_one_persons(home: Household) -> None:
    leader = home.asks("leader")
    where = f"/api/services/{home.kept.service_id}/referrals"
    body = {"known_as": "Kit", "team": "east", "external_id": "P-77"}

    first, again = (leader.post(where, json=body) for _ in range(2))

    assert (first.status_code, again.status_code) == (201, 422)
    assert "P-77" in again.json()["detail"]


def test_a_referral_that_is_sent_twice_is_one(home: Household) -> None:
    leader, key = home.asks("leader"), {"Idempotency-Key": a_key()}
    where = f"/api/services/{home.kept.service_id}/referrals"
    body = {"known_as": "Twice", "team": "east"}

    first, again = (leader.post(where, json=body, headers=key) for _ in range(2))

    assert first.json() == again.json()
    assert len(read_all(leader, REFERRALS, {"name": "twice"})) == 1


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"known_as": ""}, 422),
        ({"team": ""}, 422),
        ({"external_id": ""}, 422),
        ({"external_id": "a\x00"}, 422),
        ({"priority": 0}, 422),
        ({"priority": 4}, 422),
        ({"priority": "1"}, 422),
        ({"programme": "nobody's"}, 422),
        ({"referred_on": "0001-01-01"}, 422),
        ({"transition_expected_on": "9999-12-31"}, 422),
        ({"service_id": "0" * 32}, 422),
        ({"wishes": {"requested_worker_id": "0" * 32}}, 404),
        ({"wishes": {"not_worker_ids": ["0" * 32]}}, 404),
    ],
)
def test_who_cannot_be_referred_is_refused(
    home: Household, said: dict[str, Any], status: int
) -> None:
    leader = home.asks("leader")
    where = f"/api/services/{home.kept.service_id}/referrals"
    body = {"known_as": "Refused", "team": "east", **said}

    assert leader.post(where, json=body).status_code == status
    assert read_all(leader, REFERRALS, {"name": "refused"}) == []
