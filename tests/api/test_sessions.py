"""Signing in: a cookie that no script can read, one answer for whatever is wrong."""

from collections.abc import Iterator
from http import HTTPStatus

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from cti.api.app import create_app
from cti.api.house import COOKIE, PLAIN_COOKIE, House
from cti.store.unit import Store
from tests.api.house import NOW, application, browser
from tests.store.households import PASSWORD, first

ADE = {"email": "ade@example.org", "password": PASSWORD}


@pytest.fixture
def app(store: Store) -> FastAPI:
    first(store)
    return application(store)


@pytest.fixture
def ade(app: FastAPI) -> Iterator[TestClient]:
    """A browser in which nobody has signed in yet."""
    with browsing(app) as found:
        yield found


def browsing(app: FastAPI) -> TestClient:
    """A browser, which says that its own page asks."""
    found = browser(app)
    found.headers["Sec-Fetch-Site"] = "same-origin"
    return found


def test_who_signs_in_holds_a_cookie_that_no_script_and_no_other_site_can_use(
    ade: TestClient,
) -> None:
    answer = ade.post("/api/sessions", json=ADE)

    assert answer.status_code == HTTPStatus.CREATED
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    said = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert said == {"httponly", "path=/", "samesite=lax", "secure"}
    assert ade.get("/api/me").json()["is_administrator"] is True


def test_without_encryption_the_cookie_has_a_name_that_promises_none(
    store: Store,
) -> None:
    first(store)
    house = House(store=store, clock=lambda: NOW, is_secure=False, address="http://t")
    with TestClient(create_app(house, why_not_ready=lambda: "")) as plain:
        answer = plain.post("/api/sessions", json=ADE)

    assert answer.headers["set-cookie"].startswith(f"{PLAIN_COOKIE}=")
    assert "secure" not in answer.headers["set-cookie"].lower()


@pytest.mark.parametrize(
    "wrong", [{"password": "gravel pelican anther"}, {"email": "nobody@example.org"}]
)
def test_whatever_is_wrong_the_answer_is_the_same(
    ade: TestClient, wrong: dict[str, str]
) -> None:
    answer = ade.post("/api/sessions", json={**ADE, **wrong})

    assert answer.status_code == HTTPStatus.UNAUTHORIZED
    assert answer.json()["detail"] == "This e-mail address and password do not fit."
    assert "set-cookie" not in answer.headers


def test_who_tries_too_often_waits(ade: TestClient) -> None:
    wrong = {**ADE, "password": "gravel pelican anther"}
    said = [ade.post("/api/sessions", json=wrong).status_code for _ in range(6)]

    assert said == [HTTPStatus.UNAUTHORIZED] * 5 + [HTTPStatus.TOO_MANY_REQUESTS]


def test_who_signs_out_is_out(ade: TestClient) -> None:
    ade.post("/api/sessions", json=ADE)
    held = ade.cookies[COOKIE]

    assert ade.delete("/api/sessions/current").status_code == HTTPStatus.NO_CONTENT
    assert COOKIE not in ade.cookies
    ade.cookies.set(COOKIE, held)
    assert ade.get("/api/me").status_code == HTTPStatus.UNAUTHORIZED


def test_what_another_site_sends_changes_nothing(ade: TestClient) -> None:
    ade.post("/api/sessions", json=ADE)
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    answer = ade.delete("/api/sessions/current", headers=elsewhere)

    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert ade.get("/api/me").status_code == HTTPStatus.OK


def test_a_token_is_never_taken_for_whoever_has_signed_in(ade: TestClient) -> None:
    ade.post("/api/sessions", json=ADE)
    answer = ade.get("/api/me", headers={"Authorization": "Bearer cti_of_nobody"})

    assert answer.status_code == HTTPStatus.UNAUTHORIZED
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_password_is_strict_and_is_not_repeated_in_an_answer(
    ade: TestClient,
) -> None:
    answer = ade.post("/api/sessions", json={**ADE, "password": 12345678, "extra": 1})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    wheres = {each["where"] for each in answer.json()["wrong"]}
    assert wheres == {"body.password", "body.extra"}
    assert "12345678" not in answer.text


def test_a_password_is_changed_and_every_session_ends(
    app: FastAPI, ade: TestClient
) -> None:
    ade.post("/api/sessions", json=ADE)
    new = "orchid lantern thimble"
    answer = ade.put("/api/me/password", json={"old": PASSWORD, "new": new})

    assert answer.status_code == HTTPStatus.NO_CONTENT
    assert ade.get("/api/me").status_code == HTTPStatus.UNAUTHORIZED
    with browsing(app) as again:
        said = again.post("/api/sessions", json={**ADE, "password": new})
        assert said.status_code == HTTPStatus.CREATED


def test_an_invitation_becomes_an_account_that_may_sign_in(
    app: FastAPI, ade: TestClient
) -> None:
    ade.post("/api/sessions", json=ADE)
    jo = {"email": "Jo@example.org", "name": "Jo"}
    made = ade.post("/api/accounts", json=jo).json()
    proof = {"email": "jo@example.org", "password": "orchid lantern thimble"}
    with browsing(app) as theirs:
        link = {"link": made["link"], "password": proof["password"]}
        assert (
            theirs.put("/api/passwords", json=link).status_code == HTTPStatus.NO_CONTENT
        )
        assert (
            theirs.post("/api/sessions", json=proof).status_code
            == HTTPStatus.UNAUTHORIZED
        )
        approval = f"/api/accounts/{made['account_id']}/approval"
        assert ade.put(approval).status_code == HTTPStatus.NO_CONTENT
        assert (
            theirs.post("/api/sessions", json=proof).status_code == HTTPStatus.CREATED
        )
        assert theirs.get("/api/me").json()["account_id"] == made["account_id"]


def test_somebody_is_made_nothing_where_there_is_nothing(
    ade: TestClient,
) -> None:
    ade.post("/api/sessions", json=ADE)
    jo = {"email": "jo@example.org", "name": "Jo"}
    made = ade.post("/api/accounts", json=jo).json()
    where = f"/api/accounts/{made['account_id']}/memberships/{'0' * 32}"

    assert ade.put(where, json={"role": "worker"}).status_code == HTTPStatus.NOT_FOUND
    assert (
        ade.put(where, json={"role": "administrator"}).status_code
        == HTTPStatus.UNPROCESSABLE_ENTITY
    )
