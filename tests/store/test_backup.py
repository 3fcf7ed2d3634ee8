"""A store is backed up while others write, and restored whole, on either database."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import Engine, delete, insert, select, update
from sqlalchemy.exc import DBAPIError

from cti.errors import CannotOpen, CannotWrite, NotEmpty, UnreadableBackup
from cti.store import audit
from cti.store.backup import Contents, back_up, check_backup
from cti.store.copying import counts
from cti.store.engine import open_engine
from cti.store.migrations import downgrade, upgrade
from cti.store.plain import plain
from cti.store.restoring import restore
from cti.store.tables import (
    ACCOUNTS,
    AUDIT,
    AUDIT_ANCHOR,
    METADATA,
    PEOPLE,
    PLAN_DOCUMENTS,
    PLANS,
    TEAM_EVENTS,
)
from cti.store.unit import Store, as_values, new_id
from cti.usecases.publishing import publish
from tests.store.households import another, first
from tests.store.plans import Kept, a_document
from tests.store.whole import AUTHOR, NOW, fill

AS_BEFORE = [
    each for each in METADATA.sorted_tables if each not in (AUDIT, AUDIT_ANCHOR)
]


def everything(store: Store) -> dict[str, list[dict[str, object] | None]]:
    """All a store holds, but for what its audit says of the restoring itself."""
    with store.reading() as connection:
        return {
            table.name: [
                plain(as_values(row))
                for row in connection.execute(
                    select(table).order_by(*table.primary_key)
                )
            ]
            for table in AS_BEFORE
        }


@contextmanager
def opened(place: Path) -> Iterator[Store]:
    engine = open_engine(f"sqlite:///{place}")
    yield Store(engine)
    engine.dispose()


def address(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=False)


def restored(file: Path, place: str, *, replace: bool = False) -> Contents:
    return restore(file, place, author_id=AUTHOR, at=NOW, replace=replace)


@pytest.fixture
def filled(store: Store) -> Store:
    """A row in every table; a plan in force and one superseded; accounts of others."""
    fill(store, "Sam", "Kim")
    there = Kept.in_(store)
    for _ in range(2):
        plan_id = there.draft(a_document())
        publish(store, plan_id, author_id=AUTHOR, at=NOW, seen_revision=there.revision)
    return store


def test_what_is_restored_is_what_was_backed_up(filled: Store, tmp_path: Path) -> None:
    file = tmp_path / "monday.backup"
    before = everything(filled)
    back_up(filled, file, at=NOW)
    restored(file, str(tmp_path / "other.db"))
    with opened(tmp_path / "other.db") as other:
        assert everything(other) == before


def test_every_table_of_the_store_that_is_backed_up_has_a_row(filled: Store) -> None:
    assert [name for name, rows in everything(filled).items() if not rows] == []


def test_a_service_moves_from_one_database_to_the_other(
    filled: Store, engine: Engine, tmp_path: Path
) -> None:
    before = everything(filled)
    file, other = tmp_path / "monday.backup", tmp_path / "other.backup"
    back_up(filled, file, at=NOW)
    restored(file, str(tmp_path / "other.db"))
    with opened(tmp_path / "other.db") as moved:
        back_up(moved, other, at=NOW)
    restored(other, address(engine), replace=True)
    assert everything(filled) == before
    # What the database numbers itself goes on.
    with filled.unit(author_id=AUTHOR, at=NOW) as unit:
        row = before[TEAM_EVENTS.name][0] or {}
        unit.change(TEAM_EVENTS, str(row["id"]), version=1, values={"title": "Other"})


def test_the_guards_are_back_after_restoring(
    filled: Store, engine: Engine, tmp_path: Path
) -> None:
    file = tmp_path / "monday.backup"
    back_up(filled, file, at=NOW)
    restored(file, address(engine), replace=True)
    for statement in (
        update(AUDIT).values(action="a:b"),
        delete(AUDIT),
        delete(PLANS),
        update(PLAN_DOCUMENTS).values(document=""),
    ):
        with pytest.raises(DBAPIError), engine.begin() as connection:
            connection.execute(statement)


def test_the_audit_goes_on_from_the_backup_and_says_that_it_was_restored(
    filled: Store, tmp_path: Path
) -> None:
    file = tmp_path / "monday.backup"
    contents = back_up(filled, file, at=NOW)
    restored(file, str(tmp_path / "other.db"))
    with opened(tmp_path / "other.db") as other, other.reading() as connection:
        assert contents.ends is not None
        assert audit.verify(connection, kept=contents.ends) is None
        assert audit.anchor(connection).number == contents.ends.number + 1
        last = select(AUDIT.c.action).order_by(AUDIT.c.number.desc()).limit(1)
        assert connection.execute(last).scalar_one() == "store:restore"


def test_a_backup_is_of_one_moment_while_others_write(
    store: Store, tmp_path: Path
) -> None:
    whole = fill(store, "Sam")
    row = {
        "team": "",
        "title": "",
        "weekday": 0,
        "start": NOW.time(),
        "minutes": 5,
    }
    stop = Event()

    def write() -> None:
        # With a breath between: written without one, the store outgrows its backups.
        while not stop.wait(0.005):
            with store.unit(author_id=AUTHOR, at=NOW) as unit:
                unit.add(TEAM_EVENTS, whole.service_id, [row, row])

    writer = Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            file = tmp_path / f"{number}.backup"
            rows = back_up(store, file, at=NOW).rows
            # Each unit adds two events with a fact and an entry for each.
            assert rows[TEAM_EVENTS.name] % 2 == 1
            with closing(sqlite3.connect(file)) as copy:
                told = "SELECT count(*) FROM facts WHERE about = 'team_events'"
                (facts,) = copy.execute(told).fetchone()
            assert facts == rows[TEAM_EVENTS.name]
    finally:
        stop.set()
        writer.join()


def test_a_backup_is_for_its_owner_only_and_leaves_nothing_beside_it(
    filled: Store, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    back_up(filled, folder / "monday.backup", at=NOW)
    assert [each.name for each in folder.iterdir()] == ["monday.backup"]
    assert (folder / "monday.backup").stat().st_mode & 0o777 == 0o600
    restored(folder / "monday.backup", str(folder / "new.db"))
    assert (folder / "new.db").stat().st_mode & 0o777 == 0o600


def test_no_backup_is_written_over(filled: Store, tmp_path: Path) -> None:
    file = tmp_path / "monday.backup"
    file.write_text("something else")
    with pytest.raises(CannotWrite):
        back_up(filled, file, at=NOW)
    assert file.read_text() == "something else"
    with pytest.raises(CannotWrite):
        back_up(filled, tmp_path / "nowhere" / "monday.backup", at=NOW)


def test_a_store_that_holds_something_stays_as_it_is(
    filled: Store, engine: Engine, tmp_path: Path
) -> None:
    file = tmp_path / "monday.backup"
    back_up(filled, file, at=NOW)
    with filled.unit(author_id=AUTHOR, at=NOW) as unit:
        unit.audit("notes:read", "people", new_id())
    with filled.reading() as connection:
        before = counts(connection)
    with pytest.raises(NotEmpty):
        restored(file, address(engine))
    with filled.reading() as connection:
        assert counts(connection) == before


@pytest.fixture
def whole_backup(tmp_path: Path) -> Path:
    with opened(tmp_path / "cti.db") as store:
        upgrade(store._engine)
        fill(store, "Sam")
        back_up(store, tmp_path / "whole.backup", at=NOW)
    return tmp_path / "whole.backup"


def written_into(file: Path, *statements: str) -> None:
    with closing(sqlite3.connect(file)) as copy:
        for statement in statements:
            copy.execute(statement)
        copy.commit()


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("UPDATE people SET known_as = 'Sal'", "its people are not what was written"),
        ("DELETE FROM wishes", "its wishes are not"),
        ("CREATE TABLE more (a)", "other tables"),
        ("DROP TABLE tries", "other tables"),
        ("DELETE FROM backup_manifest", "does not say what it holds"),
        (
            "UPDATE backup_manifest SET said = replace(said, 'backup-1', 'backup-2')",
            "newer",
        ),
        ("UPDATE alembic_version SET version_num = '9999'", "alembic_version"),
    ],
)
def test_a_backup_in_which_something_differs_is_none(
    whole_backup: Path, tmp_path: Path, statement: str, why: str
) -> None:
    written_into(whole_backup, statement)
    with pytest.raises(UnreadableBackup, match=why):
        restored(whole_backup, str(tmp_path / "new.db"))
    assert not (tmp_path / "new.db").exists()


def test_a_backup_whose_audit_was_changed_is_none(tmp_path: Path) -> None:
    with opened(tmp_path / "cti.db") as store:
        upgrade(store._engine)
        fill(store, "Sam")
        with store.writing() as connection:
            connection.exec_driver_sql("DROP TRIGGER audit_not_edited")
            connection.execute(
                update(AUDIT).where(AUDIT.c.number == 3).values(account_id=new_id())
            )
        with pytest.raises(UnreadableBackup, match="entry 3 of its audit"):
            back_up(store, tmp_path / "whole.backup", at=NOW)
    assert not (tmp_path / "whole.backup").exists()


def test_a_letter_that_differs_is_found(whole_backup: Path, tmp_path: Path) -> None:
    sound = whole_backup.read_bytes()
    copy = tmp_path / "spoilt.backup"
    places = [each.start() for each in re.finditer(b"Sam people", sound)]
    assert places
    for at in places:
        spoilt = bytearray(sound)
        spoilt[at] ^= 0x01
        copy.write_bytes(spoilt)
        with pytest.raises(UnreadableBackup):
            check_backup(copy)


def test_half_a_backup_and_no_backup_are_refused(
    whole_backup: Path, tmp_path: Path
) -> None:
    half = tmp_path / "half.backup"
    half.write_bytes(whole_backup.read_bytes()[: whole_backup.stat().st_size // 2])
    text = tmp_path / "text.backup"
    text.write_text("no database at all, but long enough to be looked at\n" * 99)
    for file in (half, text, tmp_path / "none.backup", tmp_path / "cti.db"):
        with pytest.raises(UnreadableBackup):
            check_backup(file)


def people_of(there: Kept) -> list[str]:
    return sorted(row["known_as"] for row in there.rows(PEOPLE))


def test_a_backup_of_an_older_program_is_restored_in_the_newest_shape(
    tmp_path: Path,
) -> None:
    with opened(tmp_path / "cti.db") as store:
        upgrade(store._engine)
        there = Kept.in_(store)
        names = people_of(there)
        downgrade(store._engine, "0013")
        back_up(store, tmp_path / "old.backup", at=NOW)
    restored(tmp_path / "old.backup", str(tmp_path / "new.db"))
    with opened(tmp_path / "new.db") as store:
        assert people_of(Kept(store, there.service_id)) == names
    assert check_backup(tmp_path / "old.backup").shape == "0013"


def test_what_is_no_store_is_not_restored_into(
    whole_backup: Path, tmp_path: Path
) -> None:
    text = tmp_path / "text.db"
    text.write_text("no database at all, but long enough to be looked at\n" * 99)
    for place in (str(text), "nosuch://x", "sqlite://", str(tmp_path / "no" / "x.db")):
        with pytest.raises(CannotOpen):
            restored(whole_backup, place, replace=True)


def test_somebody_who_fails_in_the_middle_leaves_the_store_as_it_was(
    filled: Store, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "monday.backup"
    back_up(filled, file, at=NOW)
    before = everything(filled)

    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("cti.store.restoring._expect_the_same", fail)
    with pytest.raises(RuntimeError):
        restored(file, address(engine), replace=True)
    assert everything(filled) == before
    with pytest.raises(DBAPIError), engine.begin() as connection:
        connection.execute(delete(AUDIT))


def test_accounts_come_back_whoever_invited_whom(store: Store, tmp_path: Path) -> None:
    ids = sorted((new_id() for _ in range(4)), reverse=True)
    account = {"is_administrator": False, "is_active": True, "totp_is_confirmed": False}
    with store.writing() as connection:
        for number, own in enumerate(ids):
            row = {
                **account,
                "id": own,
                "email": f"{number}@example.org",
                "name": "",
                "invited_at": NOW,
                "invited_by": ids[number - 1] if number else None,
            }
            connection.execute(insert(ACCOUNTS), row)
    file = tmp_path / "monday.backup"
    back_up(store, file, at=NOW)
    restored(file, str(tmp_path / "other.db"))
    with opened(tmp_path / "other.db") as other:
        assert len(everything(other)[ACCOUNTS.name]) == 4


@pytest.mark.parametrize("is_mutual", [False, True])
def test_accounts_come_back_that_approved_themselves_or_each_other(
    store: Store, engine: Engine, tmp_path: Path, is_mutual: bool
) -> None:
    ade = first(store)
    bo = another(store, ade)
    by = bo if is_mutual else ade.account_id
    with store.writing() as connection:
        ours = update(ACCOUNTS).where(ACCOUNTS.c.id == ade.account_id)
        connection.execute(ours.values(approved_by=by))
    file = tmp_path / "monday.backup"
    back_up(store, file, at=NOW)

    for place in (str(tmp_path / "other.db"), address(engine)):
        restored(file, place, replace=True)

    approved = select(ACCOUNTS.c.id, ACCOUNTS.c.approved_by)
    with opened(tmp_path / "other.db") as other:
        for each in (store, other):
            with each.reading() as connection:
                found = {
                    row.id: row.approved_by for row in connection.execute(approved)
                }
            assert found == {ade.account_id: by, bo: ade.account_id}


def test_nothing_of_what_was_replaced_is_left_in_the_file(
    whole_backup: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.db"
    with opened(other) as store:
        upgrade(store._engine)
        fill(store, "Wilhelmina")
    assert b"Wilhelmina" in on_disk(other)
    restored(whole_backup, str(other), replace=True)
    assert b"Wilhelmina" not in on_disk(other)


def on_disk(file: Path) -> bytes:
    """All bytes of a file of SQLite and of those beside it."""
    return b"".join(each.read_bytes() for each in file.parent.glob(f"{file.name}*"))
