"""How somebody is reached: for those who support them, and kept in one place."""

import json

import pytest
from sqlalchemy import select

from cti.store.tables import AUDIT, FACTS, METADATA
from tests.api.asking import of_another, of_sam, seen
from tests.api.house import Household

SAID = {"number": "07700 900123", "reached_by": "A text first, never at work"}


def test_it_is_said_read_and_taken_away_by_version(home: Household) -> None:
    alex, path = home.asks("worker"), f"{of_another(home)}/phone"
    before = alex.get(path)

    first = alex.put(path, json=SAID, headers=seen(0))

    assert before.json() == {"number": "", "reached_by": ""}
    assert before.headers["ETag"] == '"0"'
    assert first.json() == {"version": 1}
    assert alex.get(path).json() == SAID
    assert alex.get(path).headers["ETag"] == '"1"'
    for late in (0, 2):
        assert alex.put(path, json=SAID, headers=seen(late)).status_code == 412
    assert alex.put(path, json=SAID).status_code == 428
    assert alex.put(path, json={}, headers=seen(1)).json() == {"version": 2}
    assert alex.get(path).json() == {"number": "", "reached_by": ""}


@pytest.mark.parametrize("number", ["a number", "12", "0" * 16, "07700 900123 x4"])
def test_what_nobody_can_dial_is_refused(home: Household, number: str) -> None:
    alex, path = home.asks("worker"), f"{of_another(home)}/phone"

    answer = alex.put(path, json={**SAID, "number": number}, headers=seen(0))

    assert answer.status_code == 422
    assert "not a telephone number" in answer.json()["detail"]


def test_the_number_stands_in_one_place_and_nowhere_else(home: Household) -> None:
    alex, path = home.asks("worker"), f"{of_another(home)}/phone"
    alex.put(path, json=SAID, headers=seen(0))
    alex.put(path, json={**SAID, "reached_by": "Ring"}, headers=seen(1))

    with home.store.reading() as connection:
        facts = connection.execute(
            select(FACTS.c.version, FACTS.c.author_id)
            .where(FACTS.c.about == "phones")
            .order_by(FACTS.c.number)
        ).all()
        said = connection.execute(
            select(AUDIT.c.action).where(AUDIT.c.kind == "phones")
        ).scalars()
        holding = {
            table.name
            for table in METADATA.sorted_tables
            for row in connection.execute(select(table)).mappings()
            if SAID["number"] in json.dumps(dict(row), default=str)
        }
        assert set(said) == {"phones:add", "phones:change"}
    author = home.accounts["worker"].account_id
    assert [tuple(each) for each in facts] == [(1, author), (2, author)]
    assert holding == {"phones"}


def test_no_list_of_people_or_contacts_tells_it(home: Household) -> None:
    alex = home.asks("worker")
    kept = alex.put(of_sam(home, "phone"), json=SAID, headers=seen(0))

    assert kept.status_code == 200
    own = (of_sam(home, "")[:-1], of_sam(home, "contacts"))
    for path in ("/api/people", "/api/me/week", *own):
        answer = alex.get(path)
        assert answer.status_code == 200
        assert SAID["number"] not in answer.text
