"""Who may ask what: every route, by everybody, about what is near, far and hidden.

The table is written apart from the routes. A route that is not in it fails, and so does
one that lets in somebody whom the rules refuse, or refuses somebody whom they let in.
"""

import pytest
from starlette.responses import Response

from cti.access import Permission
from cti.api.callers import Needs
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
from tests.api.table import OPEN, TABLE
from tests.api.table_casework import REASON_FOLLOWS


@pytest.fixture
def nothing_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is let in to a route does nothing there."""

    async def done(**_: object) -> Response:
        return Response(status_code=LET_IN)

    monkeypatch.setattr("fastapi.routing.run_endpoint_function", done)


def test_the_table_has_every_route_and_no_other(home: Household) -> None:
    said = {(method, path) for method, path, _ in routes_of(home.app)}

    assert said == {*TABLE, *OPEN}


def test_each_route_asks_for_what_the_table_says(home: Household) -> None:
    said = {
        (method, path): (rule.action, rule.kind, rule.by)
        for method, path, rule in routes_of(home.app)
        if isinstance(rule, Needs)
    }

    assert said == TABLE


def test_only_what_asks_for_a_reason_itself_goes_on_without_one(
    home: Household,
) -> None:
    found = {
        (method, path)
        for method, path, rule in routes_of(home.app)
        if isinstance(rule, Needs) and rule.reason_follows
    }

    assert found == REASON_FOLLOWS


@pytest.mark.usefixtures("nothing_is_done")
@pytest.mark.parametrize("where", ["open", "hidden"])
@pytest.mark.parametrize("who", SOMEBODY)
def test_who_may_ask_is_let_in_and_nobody_else(
    home: Household, who: str, where: str
) -> None:
    asking, wrong = home.asks(who), []
    for (method, path), (action, kind, by) in TABLE.items():
        row_id = row_of(home, who, where, kind, by)
        # Some version has to have been seen, whichever: it is not looked at here.
        status = asking.request(
            method, filled(path, by, row_id), headers={"If-Match": '"1"'}
        ).status_code
        expected = answer_to(
            home,
            who,
            action,
            kind,
            row_id,
            reason_follows=(method, path) in REASON_FOLLOWS,
        )
        if (LET_IN if status in INCOMPLETE else status) != expected:
            wrong.append((method, path, status, expected))

    assert wrong == []


@pytest.mark.usefixtures("nothing_is_done")
def test_nobody_gets_in_without_a_proof_or_with_one_of_ours_that_is_spent(
    home: Household,
) -> None:
    asking, wrong = home.asks("nobody"), []
    spent = {"Authorization": "Bearer cti_of_nobody_at_all"}
    for method, path in TABLE:
        for headers in ({}, spent):
            answer = asking.request(method, filled(path), headers=headers)
            if answer.status_code != 401:
                wrong.append((method, path, answer.status_code))

    assert wrong == []


@pytest.mark.usefixtures("nothing_is_done")
def test_a_token_is_good_for_nothing_it_was_not_issued_for(home: Household) -> None:
    wrong = []
    for (method, path), (action, kind, by) in TABLE.items():
        who = "administrator" if kind in ("", "accounts") else "leader"
        asking = home.asks_with(who, frozenset(Permission) - {action})
        row_id = row_of(home, who, "open", kind, by)
        status = asking.request(method, filled(path, by, row_id)).status_code
        if status != 403:
            wrong.append((method, path, status))

    assert wrong == []
