"""Every answer is safe for browsers, numbered, and tells of what is wrong."""

import json
import logging
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http import HTTPStatus
from unittest.mock import Mock

import pytest
from fastapi import APIRouter, FastAPI
from fastapi.testclient import TestClient
from pydantic import BaseModel, ConfigDict

from cti.api.app import create_app
from cti.api.guard import A_YEAR, HEADERS
from cti.api.house import COOKIE, House
from cti.api.observe import speak
from cti.api.problems import MEDIA_TYPE, STATUS, status_of
from cti.api.subject import LARGEST_BODY
from cti.errors import ChangedMeanwhile, CtiError, NotNow, NotThere
from cti.usecases.installing import Store

HOST = "planner.example.org"


class Named(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")
    name: str
    hours: float


NO_STORE = Mock(spec=Store)


def house(address: str = f"https://{HOST}") -> House:
    return House(
        store=NO_STORE,
        clock=lambda: datetime(2026, 11, 23, tzinfo=UTC),
        is_secure=address.startswith("https"),
        address=address,
    )


def with_routes(app: FastAPI) -> FastAPI:
    @app.get("/things/{thing_id}")
    def thing(thing_id: str) -> None:
        raise {"gone": NotThere("people"), "late": NotNow("Too late.", hint="Wait.")}[
            thing_id
        ]

    @app.post("/things")
    def make(said: Named) -> Named:
        return said

    @app.get("/bug")
    def bug() -> None:
        raise ZeroDivisionError

    return app


@pytest.fixture
def why_not() -> list[str]:
    return []


@pytest.fixture
def browser(why_not: list[str]) -> Iterator[TestClient]:
    app = with_routes(create_app(house(), why_not_ready=lambda: "".join(why_not)))
    with TestClient(
        app, base_url=f"https://{HOST}", raise_server_exceptions=False
    ) as found:
        yield found


@pytest.mark.parametrize("path", ["/health", "/things/gone", "/nowhere", "/bug"])
def test_every_answer_says_what_keeps_a_browser_from_harm(
    browser: TestClient, path: str
) -> None:
    said = browser.get(path).headers
    assert {name: said[name] for name in HEADERS} == HEADERS
    assert said["Cache-Control"] == "no-store"
    assert said["Strict-Transport-Security"] == A_YEAR


def test_without_encryption_nobody_is_told_to_insist_on_it() -> None:
    app = create_app(house("http://127.0.0.1:8000"), why_not_ready=lambda: "")
    with TestClient(app) as browser:
        assert "Strict-Transport-Security" not in browser.get("/health").headers


def test_what_is_not_there_is_a_problem_with_a_hint(browser: TestClient) -> None:
    answer = browser.get("/things/gone")
    assert answer.status_code == HTTPStatus.NOT_FOUND
    assert answer.headers["content-type"] == MEDIA_TYPE
    assert answer.json() == {
        "type": "about:blank",
        "title": "Not Found",
        "status": 404,
        "detail": "This is not among the people.",
        "hint": "Go back and choose from the list; it may have changed.",
        "request": answer.headers["x-request-id"],
        "wrong": [],
        "more": [],
    }


def test_every_failure_has_the_status_of_its_family() -> None:
    def families(kind: type[CtiError]) -> Iterator[type[CtiError]]:
        yield kind
        for below in kind.__subclasses__():
            yield from families(below)

    for kind in families(CtiError):
        known = [each for each in kind.__mro__ if each in STATUS]
        assert known or kind is CtiError, kind
    assert status_of(ChangedMeanwhile("people")) == HTTPStatus.CONFLICT


def test_everything_wrong_in_a_body_is_told_at_once(browser: TestClient) -> None:
    answer = browser.post("/things", json={"hours": False, "more": 1})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert [each["where"] for each in answer.json()["wrong"]] == [
        "body.name",
        "body.hours",
        "body.more",
    ]


@pytest.mark.parametrize("body", [b"{", b"\xff\xfe", b""])
def test_what_is_not_json_is_told_so(browser: TestClient, body: bytes) -> None:
    answer = browser.post(
        "/things", content=body, headers={"content-type": "application/json"}
    )
    assert answer.status_code in {
        HTTPStatus.BAD_REQUEST,
        HTTPStatus.UNPROCESSABLE_ENTITY,
    }
    assert answer.headers["content-type"] == MEDIA_TYPE


def of_size(size: int) -> bytes:
    said = b'{"name": "Sam", "hours": 1.0}'
    return said + b" " * (size - len(said))


def in_parts(body: bytes) -> Iterator[bytes]:
    """Send without saying first how much it will be."""
    half = len(body) // 2
    yield body[:half]
    yield body[half:]


@pytest.mark.parametrize("send", [bytes, in_parts])
def test_what_is_larger_than_is_read_is_a_problem_with_a_hint(
    browser: TestClient, send: Callable[[bytes], bytes | Iterator[bytes]]
) -> None:
    headers = {"content-type": "application/json"}
    fits = browser.post("/things", content=send(of_size(LARGEST_BODY)), headers=headers)
    over = browser.post(
        "/things", content=send(of_size(LARGEST_BODY + 1)), headers=headers
    )

    assert fits.status_code == HTTPStatus.OK
    assert over.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert over.headers["content-type"] == MEDIA_TYPE
    assert over.json()["detail"] == "This is larger than 20 MB."
    assert "far smaller" in over.json()["hint"]
    assert over.json()["request"] == over.headers["x-request-id"]
    assert {name: over.headers[name] for name in HEADERS} == HEADERS


def test_what_announces_itself_as_too_large_is_not_read(browser: TestClient) -> None:
    said = {"content-type": "application/json", "content-length": str(10**12)}

    answer = browser.post("/things", content=b"{}", headers=said)

    assert answer.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE


def test_a_bug_is_numbered_and_tells_nothing(browser: TestClient) -> None:
    answer = browser.get("/bug")
    assert answer.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    assert "ZeroDivision" not in answer.text
    assert answer.json()["request"] == answer.headers["x-request-id"]


@pytest.mark.parametrize(
    ("headers", "allowed"),
    [
        ({}, True),
        ({"sec-fetch-site": "same-origin"}, True),
        ({"sec-fetch-site": "none"}, True),
        ({"sec-fetch-site": "same-site"}, False),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"origin": f"https://{HOST}"}, True),
        ({"origin": "https://elsewhere.example.org"}, False),
        ({"origin": "null"}, False),
        ({"cookie": f"{COOKIE}=x"}, False),
        ({"cookie": "other=x"}, True),
        ({"sec-fetch-site": "cross-site", "origin": f"https://{HOST}"}, False),
    ],
)
def test_the_pages_of_other_sites_change_nothing(
    browser: TestClient, headers: dict[str, str], *, allowed: bool
) -> None:
    body = {"name": "Sam", "hours": 1.0}
    answer = browser.post("/things", json=body, headers=headers)
    expected = HTTPStatus.OK if allowed else HTTPStatus.FORBIDDEN
    assert answer.status_code == expected


def test_it_is_ready_only_while_the_store_can_be_used(
    browser: TestClient, why_not: list[str]
) -> None:
    assert browser.get("/ready").json() == {"state": "ready"}
    why_not.append("The database does not answer.")
    answer = browser.get("/ready")
    assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert answer.json()["detail"] == "The database does not answer."
    assert browser.get("/health").json() == {"state": "alive"}


def test_figures_name_patterns_of_routes_and_no_ids(browser: TestClient) -> None:
    browser.get("/things/gone")
    browser.get("/secret-place")
    said = browser.get("/metrics").text
    assert 'route="/things/{thing_id}",status="404"' in said
    assert "gone" not in said
    assert "secret-place" not in said


def test_each_request_has_one_line_without_its_address(
    browser: TestClient, capsys: pytest.CaptureFixture[str]
) -> None:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    try:
        speak(as_json=True)
        browser.get("/things/gone?name=Sam")
    finally:
        root.handlers[:] = before
        root.setLevel(level)
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    said = next(line for line in lines if line["event"] == "request")
    assert (said["route"], said["status"]) == ("/things/{thing_id}", 422)
    assert "Sam" not in str(lines)
    assert "gone" not in str(lines)


def test_a_route_without_a_rule_is_not_let_in() -> None:
    routes = APIRouter()
    routes.get("/secret")(lambda: None)
    with pytest.raises(TypeError, match="/secret has 0 rules"):
        create_app(house(), why_not_ready=lambda: "", routes=[routes])
