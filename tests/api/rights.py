"""How the rules have a request answered, by whoever sends it and what it is about."""

import re
from collections.abc import Iterator

from fastapi import FastAPI

from cti.access import Permission, can
from cti.api.callers import Needs, Open, rules_of
from cti.store.whose import whose
from tests.api.house import NOW, Household, a_key
from tests.api.rows import ROW_OF

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


def routes_of(app: FastAPI) -> Iterator[tuple[str, str, Needs | Open]]:
    """Yield every way to ask an application something, with its rule."""
    for route, rule in rules_of(app):
        for method in route.methods or ():
            yield method, route.path, rule


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
    reason_follows: bool = False,
) -> int:
    """Return how the rules have it answered."""
    with home.store.reading() as connection:
        about = whose(connection, action, kind, row_id, on=NOW.date())
    decision = can(home.accounts[who], action, about)
    if decision.allowed or (decision.needs_reason and reason_follows):
        return LET_IN
    return 404 if "nothing here" in decision.because else 403
