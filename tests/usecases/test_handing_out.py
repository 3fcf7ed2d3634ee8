"""Somebody is handed everything that is held about them, and nothing is left out."""

import json
import re
from dataclasses import replace
from html import unescape

import pytest
from sqlalchemy import Table, select

from cti.errors import NobodyCalled, NotThere, SharedName
from cti.store import audit
from cti.store.belongings import OF_PEOPLE, word_columns
from cti.store.plain import plain
from cti.store.tables import (
    ACCOUNTS,
    AUDIT,
    NETWORK_MEMBERS,
    PEOPLE,
    PINS,
    REASONS,
    WISHES,
)
from cti.store.unit import Store, as_values, new_id
from cti.usecases.handing_out import PersonHeld, as_json, hand_out
from cti.usecases.naming_people import account_called, person_called
from dashboards.pages.person_sheet import TITLES, UNSAID, person_sheet
from dashboards.render import render
from tests.store.households import first
from tests.store.whole import AUTHOR, NOW, Whole, fill

MARK, OTHER = "Zebedee", "Kim"


@pytest.fixture
def whole(store: Store) -> Whole:
    """A row of each in every table, one that is gone, and a look at the notes."""
    made = fill(store, MARK, OTHER)
    with store.unit(author_id=AUTHOR, at=NOW) as unit:
        pin_id = made.rows[PINS.name, MARK]
        unit.change(PINS, pin_id, version=1, values={"reason": "They laugh a lot"})
        unit.remove(PINS, pin_id, version=2)
    with store.writing() as connection:
        account_id = connection.execute(select(ACCOUNTS.c.id).limit(1)).scalar_one()
    with store.unit(author_id=account_id, at=NOW) as unit:
        reason_id = made.rows[REASONS.name, MARK]
        unit.audit("notes:read", "people", made.people[MARK], reason_id=reason_id)
    return made


@pytest.fixture
def handed(store: Store, whole: Whole) -> PersonHeld:
    return hand_out(store, whole.people[MARK], author_id=AUTHOR, at=NOW)


def words_in(store: Store, table: Table, mark: str) -> list[str]:
    """Every word that a table holds of somebody."""
    with store.reading() as connection:
        rows = [
            plain(as_values(row)) or {} for row in connection.execute(select(table))
        ]
    return [
        word
        for row in rows
        for column in word_columns(table)
        if column not in UNSAID
        for word in (row[column] if isinstance(row[column], list) else [row[column]])
        if isinstance(word, str) and mark in word
    ]


@pytest.mark.parametrize("table", OF_PEOPLE, ids=lambda table: table.name)
def test_every_word_of_every_table_is_in_the_data_and_on_the_sheet(
    store: Store, handed: PersonHeld, table: Table
) -> None:
    text = as_json(handed)
    sheet = unescape(render(person_sheet(handed)))
    words = words_in(store, table, MARK)
    assert [word for word in words if word not in text] == []
    assert [word for word in words if word not in sheet] == []
    others = words_in(store, table, OTHER)
    others = [each for each in others if table is not PEOPLE]
    assert [word for word in others if word in text] == []


def test_what_is_gone_is_told_too(handed: PersonHeld) -> None:
    sheet = unescape(render(person_sheet(handed)))
    assert "They laugh a lot" in as_json(handed)
    assert "“Whom you are to stay with” was taken away" in sheet


def test_who_opened_notes_and_why_is_told(handed: PersonHeld) -> None:
    sheet = unescape(render(person_sheet(handed)))
    assert (
        "23 November 2026, 09:00: Other accounts name opened your notes. "
        f"Why: {MARK} reasons words" in sheet
    )


def test_what_is_about_others_is_marked(handed: PersonHeld) -> None:
    sheet = person_sheet(handed)
    marked = {section.title for section in sheet.sections if section.others}
    assert {TITLES[NETWORK_MEMBERS.name], TITLES["contact_notes"]} <= marked
    assert TITLES[WISHES.name] not in marked
    assert json.loads(as_json(handed))["third_parties"].keys() >= {"network_members"}


def test_a_table_nobody_has_thought_of_is_marked(
    store: Store, whole: Whole, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cti.usecases.handing_out.OWN", frozenset({"people"}))
    handed = hand_out(store, whole.people[MARK], author_id=AUTHOR, at=NOW)
    assert "May be about somebody else" in handed.third_parties[WISHES.name]


def test_plans_and_imports_say_what_they_say_of_them(handed: PersonHeld) -> None:
    (plan,) = handed.held.plans
    assert [each.get("person_id") for each in plan["says"]] == [
        f"{MARK} people external_id",
        None,
    ]


def test_the_audit_says_that_it_was_asked(store: Store, handed: PersonHeld) -> None:
    with store.reading() as connection:
        assert audit.verify(connection) is None
        last = select(AUDIT).order_by(AUDIT.c.number.desc()).limit(1)
        row = connection.execute(last).one()
    assert (row.action, row.account_id) == ("people:export", AUTHOR)
    assert handed.held.looked_at[-1]["action"] == "people:export"


def test_the_sheet_fetches_nothing_and_obeys_no_name(handed: PersonHeld) -> None:
    hostile = replace(handed, known_as="<script>alert(1)</script>")
    html = render(person_sheet(hostile))
    assert "<script" not in html
    assert re.findall(r"https?://", html) == []


def test_nobody_else_is_meant_by_a_name(store: Store, whole: Whole) -> None:
    person_id = whole.people[MARK]
    for said in (person_id, f"{MARK} people external_id", f"{MARK} PEOPLE known_as"):
        assert person_called(store, said) == person_id
    with pytest.raises(NobodyCalled):
        person_called(store, "Zeb")
    with store.unit(author_id=AUTHOR, at=NOW) as unit:
        other = {"known_as": f"{MARK} people known_as"}
        unit.change(PEOPLE, whole.people[OTHER], version=1, values=other)
    with pytest.raises(SharedName):
        person_called(store, f"{MARK} people known_as")
    with pytest.raises(NotThere):
        hand_out(store, new_id(), author_id=AUTHOR, at=NOW)


def test_only_an_account_that_may_sign_in_is_named(store: Store) -> None:
    ade = first(store)
    assert account_called(store, "Ade@example.org") == ade.account_id
    with pytest.raises(NobodyCalled):
        account_called(store, "bo@example.org")
