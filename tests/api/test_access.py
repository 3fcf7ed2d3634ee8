"""Who may ask what: every route, by everybody, about what is near, far and hidden.

The table is written apart from the routes. A route that is not in it fails, and so does
one that lets in somebody whom the rules refuse, or refuses somebody whom they let in.
"""

import re
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from starlette.responses import Response

from cti.access import Permission, can
from cti.api.callers import Needs, Open, rules_of
from cti.store.whose import whose
from tests.api.house import NOW, Household, a_key
from tests.api.rows import ROW_OF
from tests.api.table import OPEN, TABLE
from tests.api.table_casework import REASON_FOLLOWS

LET_IN = 299
INCOMPLETE = {422, 428}
"""Answered to who is let in and has sent nothing that is asked for there."""
SOMEBODY = (
    "worker",
    "cover",
    "colleague",
    "far colleague",
    "leader",
    "far leader",
    "officer",
    "partner",
    "outsider",
    "administrator",
)


@pytest.fixture
def nothing_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever is let in to a route does nothing there."""

    async def done(**_: object) -> Response:
        return Response(status_code=LET_IN)

    monkeypatch.setattr("fastapi.routing.run_endpoint_function", done)


def routes_of(app: FastAPI) -> Iterator[tuple[str, str, Needs | Open]]:
    for route, rule in rules_of(app):
        for method in route.methods or ():
            yield method, route.path, rule


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


def row_of(home: Household, who: str, where: str, kind: str, by: str) -> str:
    """Return the row that is asked about."""
    if kind == "accounts":
        return home.accounts["partner" if by else who].account_id
    return ROW_OF[kind](home.services[where]) if kind else ""


def filled(path: str, by: str = "", row_id: str = "") -> str:
    """Return an address with every part filled in."""
    return re.sub(
        r"\{(\w+)\}", lambda part: row_id if part[1] == by and by else a_key(), path
    )


def answer_to(
    home: Household,
    who: str,
    action: Permission,
    kind: str,
    row_id: str,
    *,
    reason_follows: bool,
) -> int:
    """Return how the rules have it answered."""
    with home.store.reading() as connection:
        about = whose(connection, action, kind, row_id, on=NOW.date())
    decision = can(home.accounts[who], action, about)
    if decision.allowed or (decision.needs_reason and reason_follows):
        return LET_IN
    return 404 if "nothing here" in decision.because else 403
