"""The audit says what was done, and tells when somebody has changed what it said."""

import random
from collections.abc import Callable, Iterable
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, insert, inspect, select, text
from sqlalchemy.exc import DBAPIError

from cti.store.audit import (
    BEGINNING,
    Anchor,
    Break,
    Entry,
    anchor,
    append,
    hash_of,
    verify,
)
from cti.store.tables import AUDIT, AUDIT_ANCHOR, PEOPLE, TRAVEL_TIMES
from cti.store.unit import Store, as_values, new_id
from tests.store.test_unit import ALEX, NOW, a_service, a_way, change_then_fail

LENGTH = 12
TAMPERINGS = 240

Rows = list[dict[str, Any]]


def an_entry(**different: Any) -> Entry:  # noqa: ANN401, any of its fields
    usual: dict[str, Any] = {
        "at": NOW,
        "account_id": ALEX,
        "action": "notes:read",
        "kind": "people",
        "object_id": new_id(),
    }
    return Entry(**{**usual, **different})


def said(store: Store) -> Rows:
    with store.reading() as connection:
        rows = connection.execute(select(AUDIT).order_by(AUDIT.c.number))
        return [as_values(row) for row in rows]


def broken(store: Store, kept: Anchor | None = None) -> Break | None:
    with store.reading() as connection:
        return verify(connection, kept=kept)


@pytest.fixture
def chain(engine: Engine) -> Anchor:
    """A store with some entries, and where they end."""
    entries = [
        an_entry(
            at=NOW + timedelta(seconds=each, microseconds=each),
            reason_id=new_id() if each % 3 else None,
        )
        for each in range(LENGTH)
    ]
    with engine.begin() as connection:
        append(connection, entries[:5])
    with engine.begin() as connection:
        return append(connection, entries[5:])


def test_an_honest_chain_has_no_break(store: Store, chain: Anchor) -> None:
    assert chain.number == LENGTH
    assert broken(store) is None
    assert broken(store, kept=chain) is None
    assert broken(store, kept=Anchor(number=0, hash=BEGINNING)) is None
    rows = said(store)
    assert [row["number"] for row in rows] == list(range(1, LENGTH + 1))
    early = Anchor(number=4, hash=rows[3]["hash"])
    assert broken(store, kept=early) is None


def test_an_empty_audit_has_no_break(store: Store) -> None:
    assert broken(store) is None
    with store.reading() as connection:
        assert anchor(connection) == Anchor(number=0, hash=BEGINNING)


def test_every_write_is_in_the_audit_with_its_author(store: Store) -> None:
    service_id = a_service(store)
    way = a_way(store, service_id)
    with store.unit(author_id=ALEX, at=NOW) as unit:
        unit.change(TRAVEL_TIMES, way, version=1, values={"minutes": 12})
        unit.remove(TRAVEL_TIMES, way, version=2)
    rows = said(store)
    assert [(row["action"], row["object_id"]) for row in rows] == [
        ("services:add", service_id),
        ("travel_times:add", way),
        ("travel_times:change", way),
        ("travel_times:remove", way),
    ]
    assert {(row["account_id"], row["at"]) for row in rows} == {(ALEX, NOW)}
    assert broken(store) is None


def test_what_was_looked_at_is_kept_with_the_reason(store: Store) -> None:
    person, reason = new_id(), new_id()
    with store.unit(author_id=ALEX, at=NOW) as unit:
        unit.audit("notes:read", PEOPLE.name, person, reason_id=reason)
    [row] = said(store)
    assert (row["object_id"], row["reason_id"]) == (person, reason)


def test_what_did_not_happen_is_not_in_the_audit(store: Store) -> None:
    service_id = a_service(store)
    before = said(store)
    with pytest.raises(DBAPIError):
        change_then_fail(store, service_id)
    assert said(store) == before
    assert broken(store) is None


@pytest.mark.parametrize(
    "named",
    [
        {"account_id": "alex@example.org"},
        {"object_id": "Sam Brown"},
        {"reason_id": "she asked me to"},
        {"action": "opened Sam's notes"},
        {"action": "read"},
        {"kind": "Sam"},
        {"account_id": new_id() + "\n"},
    ],
)
def test_no_name_and_no_sentence_gets_into_the_audit(named: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="ids and the name of an action only"):
        an_entry(**named)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET account_id = object_id WHERE number = 3",
        "DELETE FROM audit WHERE number = 12",
        "DELETE FROM audit",
        "UPDATE audit_anchor SET number = 3",
        "UPDATE audit_anchor SET hash = 'x'",
        "DELETE FROM audit_anchor",
    ],
)
def test_nobody_changes_or_removes_an_entry(
    engine: Engine, chain: Anchor, statement: str
) -> None:
    with (
        pytest.raises(DBAPIError, match="the audit is only ever added to"),
        engine.begin() as connection,
    ):
        connection.execute(text(statement))
    assert broken(Store(engine), kept=chain) is None


def test_nobody_replaces_or_empties(engine: Engine, chain: Anchor) -> None:
    both = {
        "sqlite": (
            "INSERT OR REPLACE INTO audit SELECT * FROM audit WHERE number = 3",
            "INSERT OR REPLACE INTO audit_anchor SELECT * FROM audit_anchor",
        ),
        "postgresql": ("TRUNCATE audit", "TRUNCATE audit_anchor"),
    }
    for statement in both[engine.dialect.name]:
        with (
            pytest.raises(DBAPIError, match="the audit is only ever added to"),
            engine.begin() as connection,
        ):
            connection.execute(text(statement))
    assert broken(Store(engine), kept=chain) is None


def test_two_writers_at_once_keep_one_chain(engine: Engine) -> None:
    store, each, writers = Store(engine), 15, 4
    start = Barrier(writers)

    def write() -> None:
        start.wait()
        for _ in range(each):
            with store.unit(author_id=new_id(), at=NOW) as unit:
                unit.audit("notes:read", PEOPLE.name, new_id())

    threads = [Thread(target=write) for _ in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(said(store)) == each * writers
    assert broken(store) is None


def resealed(rows: Rows, first: int) -> Rows:
    """The chain made to fit again from an entry on, as somebody thorough would."""
    for place in range(first, len(rows)):
        rows[place]["previous"] = rows[place - 1]["hash"] if place else BEGINNING
        rows[place]["hash"] = hash_of(SimpleNamespace(**rows[place]))
    return rows


def numbered(rows: Iterable[dict[str, Any]]) -> Rows:
    return [{**row, "number": each} for each, row in enumerate(rows, start=1)]


def another(draw: random.Random, column: str) -> object:
    if column == "at":
        return NOW - timedelta(days=draw.randint(1, 999))
    if column in ("previous", "hash"):
        return f"{draw.getrandbits(256):064x}"
    return f"{draw.getrandbits(128):032x}"


def edited(rows: Rows, place: int, draw: random.Random) -> tuple[Rows, set[int]]:
    column = draw.choice([each for each in rows[place] if each != "number"])
    rows[place][column] = another(draw, column)
    return rows, {place + 1}


def edited_and_sealed(
    rows: Rows, place: int, draw: random.Random
) -> tuple[Rows, set[int]]:
    rows[place]["object_id"] = another(draw, "object_id")
    rows[place]["hash"] = hash_of(SimpleNamespace(**rows[place]))
    return rows, {min(place + 2, LENGTH)}


def taken_out(rows: Rows, place: int, _draw: random.Random) -> tuple[Rows, set[int]]:
    del rows[place]
    return rows, {place + 1}


def taken_out_and_closed_up(
    rows: Rows, place: int, _draw: random.Random
) -> tuple[Rows, set[int]]:
    del rows[place]
    return numbered(rows), {place + 1}


def slipped_in(rows: Rows, place: int, draw: random.Random) -> tuple[Rows, set[int]]:
    new = {**rows[place], "hash": another(draw, "hash")}
    new["object_id"] = another(draw, "object_id")
    more = numbered([*rows[:place], new, *rows[place:]])
    return more, {place + 1}


def slipped_in_and_sealed(
    rows: Rows, place: int, draw: random.Random
) -> tuple[Rows, set[int]]:
    more, _ = slipped_in(rows, place, draw)
    more[place]["hash"] = hash_of(SimpleNamespace(**more[place]))
    return more, {place + 2}


def swapped(rows: Rows, place: int, draw: random.Random) -> tuple[Rows, set[int]]:
    other = draw.choice([each for each in range(LENGTH) if each != place])
    rows[place], rows[other] = rows[other], rows[place]
    return numbered(rows), {min(place, other) + 1}


def cut_off(rows: Rows, place: int, _draw: random.Random) -> tuple[Rows, set[int]]:
    return rows[:place], {place + 1}


def added_at_the_end(
    rows: Rows, _place: int, draw: random.Random
) -> tuple[Rows, set[int]]:
    new = {**rows[-1], "object_id": another(draw, "object_id")}
    return resealed(numbered([*rows, new]), LENGTH), {LENGTH + 1}


def before_the_first(
    rows: Rows, place: int, draw: random.Random
) -> tuple[Rows, set[int]]:
    number = -place
    new = {**rows[0], "number": number, "hash": another(draw, "hash")}
    return [new, *rows], {number}


def written_anew(rows: Rows, place: int, draw: random.Random) -> tuple[Rows, set[int]]:
    rows[place]["account_id"] = another(draw, "account_id")
    return resealed(rows, place), {LENGTH}


WAYS: list[Callable[[Rows, int, random.Random], tuple[Rows, set[int]]]] = [
    edited,
    edited_and_sealed,
    taken_out,
    taken_out_and_closed_up,
    slipped_in,
    slipped_in_and_sealed,
    swapped,
    cut_off,
    added_at_the_end,
    before_the_first,
    written_anew,
]


def without_guards(connection: Connection) -> None:
    """Take away what keeps the audit from being changed, until the rollback."""
    if connection.dialect.name == "sqlite":
        found = connection.execute(
            text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        ).scalars()
        for name in found.all():
            connection.execute(text(f"DROP TRIGGER {name}"))
    else:
        for table in ("audit", "audit_anchor"):
            connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER ALL"))


def found_in(connection: Connection, rows: Rows, kept: Anchor | None) -> Break | None:
    connection.execute(AUDIT.delete())
    if rows:
        connection.execute(insert(AUDIT), rows)
    return verify(connection, kept=kept)


def test_every_tampering_is_found_and_located(engine: Engine, chain: Anchor) -> None:
    draw = random.Random(20261123)  # noqa: S311, no secret
    honest = said(Store(engine))
    with engine.connect() as connection, connection.begin() as transaction:
        without_guards(connection)
        for each in range(TAMPERINGS):
            way = WAYS[each % len(WAYS)]
            rows, places = way(deepcopy(honest), draw.randrange(LENGTH), draw)
            found = found_in(connection, rows, None)
            assert found, way.__name__
            assert found.number in places, way.__name__
            assert found_in(connection, honest, chain) is None
        transaction.rollback()
    assert broken(Store(engine), kept=chain) is None


def test_a_chain_written_anew_with_its_anchor_is_told_by_one_kept_outside(
    engine: Engine, chain: Anchor
) -> None:
    draw = random.Random(11)  # noqa: S311, no secret
    honest = said(Store(engine))
    for place in range(LENGTH):
        rows, _ = written_anew(deepcopy(honest), place, draw)
        last = {"number": LENGTH, "hash": rows[-1]["hash"]}
        with engine.connect() as connection, connection.begin() as transaction:
            without_guards(connection)
            connection.execute(AUDIT_ANCHOR.update().values(**last))
            assert found_in(connection, rows, None) is None
            found = found_in(connection, rows, chain)
            assert found == Break(
                number=LENGTH, because="it is not the one kept outside"
            )
            transaction.rollback()


@pytest.mark.parametrize("length", range(LENGTH))
def test_a_chain_cut_off_with_its_anchor_is_told_by_one_kept_outside(
    engine: Engine, chain: Anchor, length: int
) -> None:
    rows = said(Store(engine))[:length]
    last = {"number": length, "hash": rows[-1]["hash"] if rows else BEGINNING}
    with engine.connect() as connection, connection.begin() as transaction:
        without_guards(connection)
        connection.execute(AUDIT_ANCHOR.update().values(**last))
        assert found_in(connection, rows, None) is None
        assert found_in(connection, rows, chain) == Break(
            number=length + 1, because="it is missing"
        )
        transaction.rollback()


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM audit_anchor",
        "UPDATE audit_anchor SET number = 3",
        "UPDATE audit_anchor SET number = 300",
        "UPDATE audit_anchor SET hash = 'x'",
    ],
)
@pytest.mark.usefixtures("chain")
def test_a_moved_anchor_is_found(engine: Engine, statement: str) -> None:
    with engine.connect() as connection, connection.begin() as transaction:
        without_guards(connection)
        connection.execute(text(statement))
        assert verify(connection)
        transaction.rollback()


@pytest.mark.usefixtures("chain")
def test_what_is_no_moment_any_more_is_a_break(engine: Engine) -> None:
    sqlite = engine.dialect.name == "sqlite"
    set_to = "UPDATE audit SET at = :moment WHERE number = 7"
    moment = "yesterday" if sqlite else NOW - timedelta(days=1)
    with engine.connect() as connection, connection.begin() as transaction:
        without_guards(connection)
        connection.execute(text(set_to), {"moment": moment})
        assert verify(connection) == Break(
            number=7, because="it is not what was written"
        )
        transaction.rollback()


def test_a_moment_is_the_same_in_every_zone() -> None:
    here = SimpleNamespace(
        number=1,
        at=datetime(2026, 7, 1, 9, 0, tzinfo=UTC),
        account_id=ALEX,
        action="notes:read",
        kind="people",
        object_id=ALEX,
        reason_id=None,
        previous=BEGINNING,
    )
    there = SimpleNamespace(**vars(here))
    there.at = datetime.fromisoformat("2026-07-01T10:00:00+01:00")
    assert hash_of(there) == hash_of(here)


def test_the_audit_has_no_column_for_text(engine: Engine) -> None:
    columns = inspect(engine).get_columns(AUDIT.name)
    assert {column["name"] for column in columns} == {
        *(name for name in Entry.__slots__),
        "number",
        "previous",
        "hash",
    }
