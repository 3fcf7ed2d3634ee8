"""Somebody signs in and out with a browser, and chooses a password by a link."""

import pytest

from cti.api.house import COOKIE, settle
from cti.store.unit import Store
from cti.usecases.own_account import send_link
from tests.api.house import NOW, Household, browser, house_over
from tests.dashboards.served import planner, visits, words_of
from tests.store.databases import Databases, empty
from tests.store.households import PASSWORD

WHO = {"email": "leader@example.org", "password": PASSWORD}


def test_whoever_is_not_signed_in_is_asked_who_they_are_and_comes_back(
    home: Household,
) -> None:
    asking = visits(home, "nobody")
    answer = asking.get("/", follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/sign-in?then=%2F"
    answer = asking.post(
        "/sign-in", data={**WHO, "then": "/people"}, follow_redirects=False
    )
    assert answer.status_code == 303
    assert answer.headers["location"] == "/people"
    assert COOKIE in answer.cookies


@pytest.mark.parametrize(
    "then", ["https://elsewhere.example", "//elsewhere.example", "/\\elsewhere", "x"]
)
def test_nobody_is_sent_to_another_site(home: Household, then: str) -> None:
    asking = visits(home, "nobody")
    answer = asking.post("/sign-in", data={**WHO, "then": then}, follow_redirects=False)
    assert answer.headers["location"] == "/"


def test_what_does_not_fit_is_said_at_the_top_and_beside_the_field(
    home: Household,
) -> None:
    asking = visits(home, "nobody")
    answer = asking.post("/sign-in", data={"email": "leader@example.org"})
    assert answer.status_code == 422
    assert "<title>Error: Sign in" in answer.text
    assert answer.text.count("Enter your password") == 2
    assert 'href="#password"' in answer.text
    assert 'value="leader@example.org"' in answer.text
    wrong = asking.post("/sign-in", data={**WHO, "password": "another one entirely"})
    assert "does not fit" in words_of(wrong.text)
    assert COOKIE not in wrong.cookies


def test_signing_out_ends_the_session_and_forgets_what_a_phone_has_kept(
    home: Household,
) -> None:
    asking = visits(home, "leader")
    answer = asking.post("/sign-out", follow_redirects=False)
    assert answer.headers["location"] == "/sign-in?notice=out"
    assert "cache" in answer.headers["clear-site-data"]
    again = visits(home, "nobody")
    again.cookies.update(asking.cookies)
    assert (
        again.get("/", follow_redirects=False)
        .headers["location"]
        .startswith("/sign-in")
    )


def test_a_password_is_chosen_by_a_link_once(home: Household) -> None:
    made = send_link(home.store, email="leader@example.org", at=NOW)
    assert made
    asking = visits(home, "nobody")
    said = {"link": made.secret, "password": "pebble lantern octave"}
    answer = asking.post("/password", data=said, follow_redirects=False)
    assert answer.headers["location"] == "/sign-in?notice=password"
    spent = asking.post("/password", data=said)
    assert spent.status_code == 422
    signed_in = asking.post(
        "/sign-in",
        data={**WHO, "password": said["password"]},
        follow_redirects=False,
    )
    assert signed_in.status_code == 303


def test_a_password_others_would_guess_is_refused_beside_its_field(
    home: Household,
) -> None:
    asking = visits(home, "nobody")
    answer = asking.post("/password", data={"link": "abc", "password": "short"})
    assert answer.status_code == 422


def test_a_page_of_another_site_can_neither_sign_in_nor_out(home: Household) -> None:
    asking = visits(home, "leader")
    asking.headers["Sec-Fetch-Site"] = "cross-site"
    assert asking.post("/sign-in", data=WHO).status_code == 403
    assert asking.post("/sign-out").status_code == 403


def test_a_page_that_is_not_there_is_a_page_and_a_route_that_is_not_a_problem(
    home: Household,
) -> None:
    asking = visits(home, "leader")
    page = asking.get("/nowhere")
    assert page.status_code == 404
    assert "Page not found" in page.text
    route = asking.get("/api/nowhere")
    assert route.status_code == 404
    assert route.headers["content-type"] == "application/problem+json"


def test_where_nobody_has_an_account_it_is_said_how_the_first_is_made(
    databases: Databases,
) -> None:
    with databases.like("sqlite", empty) as (engine, _):
        app = planner()
        settle(app, house_over(Store(engine)))
        page = browser(app).get("/")
        assert "cti account first" in words_of(page.text)
        assert 'name="password"' not in page.text


def test_once_somebody_has_an_account_one_is_asked_to_sign_in(home: Household) -> None:
    page = visits(home, "nobody").get("/sign-in")
    assert "cti account first" not in page.text
    assert 'name="password"' in page.text
