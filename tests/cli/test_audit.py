"""`cti audit verify` says whether the audit is as it was written."""

from pathlib import Path

import pytest
from sqlalchemy import text

from cti.store.engine import open_engine
from cti.store.migrations import downgrade, upgrade
from cti.store.unit import Store, new_id
from tests.cli.program import run
from tests.store.test_unit import NOW


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A store with three entries in its audit."""
    place = tmp_path / "cti.db"
    engine = open_engine(f"sqlite:///{place}")
    upgrade(engine)
    with Store(engine).unit(author_id=new_id(), at=NOW) as unit:
        for _ in range(3):
            unit.audit("notes:read", "people", new_id())
    engine.dispose()
    return place


def change(place: Path, *statements: str) -> None:
    engine = open_engine(f"sqlite:///{place}")
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def test_an_honest_audit_ends_well_and_says_where(file: Path) -> None:
    first = run("audit", "verify", file)
    assert first.returncode == 0
    assert "All 3 entries" in first.stdout
    end = first.stdout.rsplit(maxsplit=1)[-1]
    again = run("audit", "verify", file, "--kept", end)
    assert again.returncode == 0


def test_a_changed_entry_is_named(file: Path) -> None:
    change(
        file,
        "DROP TRIGGER audit_not_edited",
        "UPDATE audit SET account_id = object_id WHERE number = 2",
    )
    shown = run("audit", "verify", f"sqlite:///{file}")
    assert shown.returncode == 1
    assert "Entry 2 cannot be believed" in shown.stderr
    assert not shown.stdout


def test_an_audit_that_does_not_end_as_before_is_told(file: Path) -> None:
    shown = run("audit", "verify", file, "--kept", f"3:{'0' * 64}")
    assert shown.returncode == 1
    assert "Entry 3" in shown.stderr


def test_what_is_no_store_is_told(file: Path, tmp_path: Path) -> None:
    absent = tmp_path / "none.db"
    wrong = tmp_path / "wrong.db"
    wrong.write_text("no database at all, but long enough to be looked at\n" * 99)
    for place in (absent, wrong, "nosuch://x", "mysql+mysqldb://x"):
        shown = run("audit", "verify", place)
        assert shown.returncode == 2
        assert "cannot be opened" in shown.stderr
    assert not absent.exists()
    shown = run("audit", "verify", file, "--kept", "12")
    assert shown.returncode == 2
    assert "not the end of an audit" in shown.stderr


def test_a_store_of_another_shape_is_not_judged(file: Path) -> None:
    engine = open_engine(f"sqlite:///{file}")
    downgrade(engine, "0003")
    engine.dispose()
    shown = run("audit", "verify", file)
    assert shown.returncode == 2
    assert "another shape, 0003" in shown.stderr
