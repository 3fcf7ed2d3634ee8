"""Who may see which page: every one, by everybody, about what is near, far and hidden.

`tests.dashboards.tables` says it, apart from the routes. A page that is in none of its
modules fails, and so does one that lets in somebody whom the rules refuse, or refuses
somebody whom they let in.
"""

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from starlette.responses import Response

from cti.api.callers import Needs, Open
from dashboards.application import is_of_the_api
from tests.api.house import Household
from tests.api.rights import (
    INCOMPLETE,
    LET_IN,
    SOMEBODY,
    answer_to,
    filled,
    routes_of,
    row_of,
)
from tests.api.rows import ROW_OF
from tests.dashboards.served import visits
from tests.dashboards.tables import OPEN, REASON_FOLLOWS, TABLE


@pytest.fixture
def nothing_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is let in to a page does nothing there."""

    async def done(**_: object) -> Response:
        return Response(status_code=LET_IN)

    monkeypatch.setattr("fastapi.routing.run_endpoint_function", done)


def pages_of(app: FastAPI) -> Iterator[tuple[str, str, Needs | Open]]:
    return (each for each in routes_of(app) if not is_of_the_api(each[1]))


def test_the_tables_have_every_page_and_no_other(home: Household) -> None:
    said = {(method, path) for method, path, _ in pages_of(home.app)}

    assert sorted(said - {*TABLE, *OPEN}) == []
    assert sorted({*TABLE, *OPEN} - said) == []


def test_what_a_page_is_about_can_be_made_in_a_house() -> None:
    assert {kind for _, kind, _ in TABLE.values()} <= {"", "accounts", *ROW_OF}


def test_each_page_asks_for_what_the_tables_say(home: Household) -> None:
    said = {
        (method, path): (rule.action, rule.kind, rule.by)
        for method, path, rule in pages_of(home.app)
        if isinstance(rule, Needs)
    }

    assert said == TABLE


def test_only_pages_that_ask_for_a_reason_themselves_go_on_without_one(
    home: Household,
) -> None:
    found = {
        (method, path)
        for method, path, rule in pages_of(home.app)
        if isinstance(rule, Needs) and rule.reason_follows
    }

    assert found == REASON_FOLLOWS


@pytest.mark.usefixtures("nothing_is_done")
@pytest.mark.parametrize("where", ["open", "hidden"])
@pytest.mark.parametrize("who", SOMEBODY)
def test_who_may_see_a_page_is_let_in_and_nobody_else(
    home: Household, who: str, where: str
) -> None:
    asking, wrong = visits(home, who), []
    for (method, path), (action, kind, by) in TABLE.items():
        row_id = row_of(home, who, where, kind, by)
        answer = asking.request(
            method, filled(path, by, row_id), follow_redirects=False
        )
        status = LET_IN if answer.status_code in INCOMPLETE else answer.status_code
        expected = answer_to(
            home,
            who,
            action,
            kind,
            row_id,
            reason_follows=(method, path) in REASON_FOLLOWS,
        )
        if status != expected:
            wrong.append((method, path, status, expected))

    assert wrong == []


@pytest.mark.usefixtures("nothing_is_done")
def test_whoever_is_not_signed_in_is_sent_to_where_one_signs_in(
    home: Household,
) -> None:
    asking, wrong = visits(home, "nobody"), []
    for method, path in TABLE:
        answer = asking.request(method, filled(path), follow_redirects=False)
        where = answer.headers.get("location", "")
        if answer.status_code != 303 or not where.startswith("/sign-in"):
            wrong.append((method, path, answer.status_code))

    assert wrong == []
