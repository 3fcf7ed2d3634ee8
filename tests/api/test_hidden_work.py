"""Asking about what is hidden is the same work as asking about what is not there.

What takes longer tells that there is something. Clocks do not say it for certain, so
the questions put to the database are counted, and compared word by word.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event
from starlette.testclient import TestClient

from cti.store.people_seen import about_person
from tests.api.house import Household, a_key
from tests.api.rights import filled
from tests.api.rows import ROW_OF
from tests.api.table import TABLE

NAMES_A_ROW = [
    (method, path, kind, by)
    for (method, path), (_, kind, by) in TABLE.items()
    if by and kind != "accounts"
]
OUTSIDERS = ("outsider", "leader", "worker", "partner", "administrator")


@contextmanager
def listening(engine: Engine) -> Iterator[list[str]]:
    """Everything the database is asked meanwhile, in its own words."""
    said: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:  # noqa: ANN401, as SQLAlchemy calls it
        said.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(engine, "before_cursor_execute", note)


def asked(
    asking: TestClient, engine: Engine, method: str, where: str
) -> tuple[int, object, Sequence[str]]:
    """What is answered, and what the database was asked for it."""
    with listening(engine) as said:
        answer = asking.request(
            method, where, headers={"If-Match": '"1"'}, json={"nothing": "of note"}
        )
    told = answer.json()
    return answer.status_code, {**told, "request": ""}, said


def differing(
    home: Household, who: str, routes: Iterable[tuple[str, str, str, str]]
) -> list[object]:
    """By which routes somebody can tell what is hidden from what is not there."""
    engine, asking = home.store._engine, home.asks(who)
    # That a token was used is noted now and then: once before it is listened to.
    asking.get("/api/me")
    found: list[object] = []
    for method, path, kind, by in routes:
        hidden = ROW_OF[kind](home.services["hidden"])
        absent = asked(asking, engine, method, filled(path, by, a_key()))
        there = asked(asking, engine, method, filled(path, by, hidden))
        assert absent[2]
        if there != absent:
            found.append((method, path, there, absent))
    return found


@pytest.mark.parametrize("who", OUTSIDERS)
def test_what_is_hidden_takes_the_same_work_as_what_is_not_there(
    home: Household, who: str
) -> None:
    assert len(NAMES_A_ROW) > 80
    assert differing(home, who, NAMES_A_ROW) == []


def test_one_more_question_about_what_is_hidden_is_noticed(
    home: Household, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = about_person

    def looks_twice(connection: Any, *about: Any, **on: Any) -> Any:  # noqa: ANN401, stands for any
        found = usual(connection, *about, **on)
        return found and usual(connection, *about, **on)

    monkeypatch.setattr("cti.store.whose.about_person", looks_twice)

    person = ("GET", "/api/people/{person_id}", "people", "person_id")
    assert differing(home, "outsider", [person]) != []
