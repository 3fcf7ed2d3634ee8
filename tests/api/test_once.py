"""A request with a key is done once, however often and however quickly it arrives."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import datetime, timedelta
from http import HTTPStatus
from threading import Barrier, Event

import pytest
from fastapi import Depends
from fastapi.testclient import TestClient
from pydantic import BaseModel
from sqlalchemy import select

from cti.access import Actor, Permission
from cti.api.app import create_app
from cti.api.callers import own
from cti.api.house import House
from cti.api.once import HEADER, REPEATED, TOLD_ONCE
from cti.api.subject import subject
from cti.errors import BreaksARule
from cti.store.requests import KEPT
from cti.store.tables import REQUESTS
from cti.store.unit import Store
from cti.usecases.accounts import end_account
from tests.api.house import HOST, NOW, a_key, a_token
from tests.store.households import actor, another, first


class Thing(BaseModel):
    name: str


class Workshop:
    """Routes that make things, and count how often they did."""

    def __init__(self, store: Store) -> None:
        self.made: list[str] = []
        self.now = NOW
        self.going_on, self.may_end = Event(), Event()
        self.may_end.set()
        routes = subject("things", "/things")
        may = Depends(own(Permission.ME_READ))

        @routes.post("", status_code=201, dependencies=[may])
        def make(said: Thing) -> Thing:
            self.going_on.set()
            assert self.may_end.wait(30)
            self.made.append(said.name)
            if said.name == "wrong":
                msg = "Not this."
                raise BreaksARule(msg, hint="Another.")
            if said.name == "bug":
                raise ZeroDivisionError
            return Thing(name=f"{said.name} {len(self.made)}")

        @routes.post("/secrets", dependencies=[may], openapi_extra=TOLD_ONCE)
        def secret() -> Thing:
            self.made.append("secret")
            return Thing(name=f"secret {len(self.made)}")

        house = House(
            store=store,
            clock=self.clock,
            is_secure=True,
            address=f"https://{HOST}",
        )
        self.app = create_app(house, why_not_ready=lambda: "", routes=[routes])

    def clock(self) -> datetime:
        """The moment, moved by hand."""
        return self.now

    def asks(self, token: str) -> TestClient:
        """Whoever asks, with this token."""
        return TestClient(
            self.app,
            base_url=f"https://{HOST}",
            raise_server_exceptions=False,
            headers={"Authorization": f"Bearer {token}"},
        )


@pytest.fixture
def workshop(store: Store) -> Workshop:
    return Workshop(store)


@pytest.fixture
def ade(store: Store) -> Actor:
    return first(store)


@pytest.fixture
def token(store: Store, ade: Actor) -> str:
    return a_token(store, ade)


@pytest.fixture
def jo(workshop: Workshop, token: str) -> Iterator[TestClient]:
    with workshop.asks(token) as found:
        yield found


def test_what_is_sent_again_is_answered_as_it_was(
    workshop: Workshop, jo: TestClient
) -> None:
    key = {HEADER: a_key()}
    before = jo.post("/api/things", json={"name": "cup"}, headers=key)
    after = jo.post("/api/things", json={"name": "cup"}, headers=key)

    assert (after.status_code, after.json()) == (201, {"name": "cup 1"})
    assert after.json() == before.json()
    assert REPEATED not in before.headers
    assert after.headers[REPEATED] == "true"
    assert workshop.made == ["cup"]


def test_without_a_key_it_is_done_as_often_as_it_is_sent(
    workshop: Workshop, jo: TestClient
) -> None:
    for _ in range(2):
        jo.post("/api/things", json={"name": "cup"})

    assert workshop.made == ["cup", "cup"]


def test_a_key_is_for_one_request(workshop: Workshop, jo: TestClient) -> None:
    key = {HEADER: a_key()}
    jo.post("/api/things", json={"name": "cup"}, headers=key)
    answer = jo.post("/api/things", json={"name": "jug"}, headers=key)

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "with another request" in answer.json()["detail"]
    assert workshop.made == ["cup"]


def test_a_key_is_its_senders_alone(
    store: Store, workshop: Workshop, ade: Actor, jo: TestClient
) -> None:
    account_id = another(store, ade, "kim")
    with workshop.asks(a_token(store, actor(store, account_id))) as kim:
        key = {HEADER: a_key()}
        said = [
            each.post("/api/things", json={"name": "cup"}, headers=key)
            for each in (jo, kim)
        ]

    assert [each.json()["name"] for each in said] == ["cup 1", "cup 2"]


@pytest.mark.parametrize("name", ["wrong", "bug"])
def test_what_failed_may_be_tried_again(
    workshop: Workshop, jo: TestClient, name: str
) -> None:
    key = {HEADER: a_key()}
    for _ in range(2):
        answer = jo.post("/api/things", json={"name": name}, headers=key)
        assert answer.status_code in (422, 500)

    assert workshop.made == [name, name]


def test_of_two_at_once_one_is_done_and_the_other_is_told_to_wait(
    workshop: Workshop, jo: TestClient
) -> None:
    key, together = {HEADER: a_key()}, Barrier(2)
    workshop.may_end.clear()

    def ask() -> int:
        together.wait()
        return jo.post("/api/things", json={"name": "cup"}, headers=key).status_code

    with ThreadPoolExecutor(2) as pool:
        asked = [pool.submit(ask) for _ in range(2)]
        assert workshop.going_on.wait(30)
        # One of them is being done and goes on only now, so the other one must not.
        second = next(as_completed(asked)).result()
        workshop.may_end.set()
        said = sorted(each.result() for each in asked)

    assert second == HTTPStatus.CONFLICT
    assert said == [HTTPStatus.CREATED, HTTPStatus.CONFLICT]
    assert workshop.made == ["cup"]


def test_an_answer_is_kept_for_a_day(workshop: Workshop, token: str) -> None:
    key = {HEADER: a_key()}
    with workshop.asks(token) as jo:
        jo.post("/api/things", json={"name": "cup"}, headers=key)
        workshop.now = NOW + KEPT - timedelta(minutes=1)
        jo.post("/api/things", json={"name": "cup"}, headers=key)
        assert workshop.made == ["cup"]
        workshop.now = NOW + KEPT + timedelta(minutes=1)
        jo.post("/api/things", json={"name": "cup"}, headers=key)
        assert workshop.made == ["cup", "cup"]


def test_an_answer_is_not_for_whoever_may_no_longer_have_it(
    store: Store, workshop: Workshop, ade: Actor
) -> None:
    account_id = another(store, ade, "kim")
    key = {HEADER: a_key()}
    with workshop.asks(a_token(store, actor(store, account_id))) as kim:
        kim.post("/api/things", json={"name": "cup"}, headers=key)
        end_account(store, ade, account_id, at=NOW)
        answer = kim.post("/api/things", json={"name": "cup"}, headers=key)

    assert answer.status_code == HTTPStatus.UNAUTHORIZED


def test_a_secret_is_told_once_and_kept_nowhere(store: Store, jo: TestClient) -> None:
    key = {HEADER: a_key()}
    said = [jo.post("/api/things/secrets", headers=key).json() for _ in range(2)]

    assert said == [{"name": "secret 1"}, {"name": "secret 2"}]
    with store.reading() as connection:
        assert connection.execute(select(REQUESTS)).all() == []


@pytest.mark.parametrize("key", ["short", "with spaces in", "x" * 101, "ümlaute-more"])
def test_a_key_that_is_none_is_refused(
    workshop: Workshop, jo: TestClient, key: str
) -> None:
    answer = jo.post(
        "/api/things",
        json={"name": "cup"},
        headers={HEADER.encode(): key.encode("latin-1")},
    )

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert workshop.made == []
