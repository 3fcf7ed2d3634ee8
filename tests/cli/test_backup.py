"""`cti backup` and `cti restore` write a store into one file, and put it back."""

from pathlib import Path

import pytest

from cti.store.engine import open_engine
from cti.store.migrations import upgrade
from cti.store.tables import PEOPLE
from cti.store.unit import Store
from tests.cli.program import run
from tests.store.plans import Kept


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A store of two people."""
    place = tmp_path / "cti.db"
    engine = open_engine(f"sqlite:///{place}")
    upgrade(engine)
    Kept.in_(Store(engine))
    engine.dispose()
    return place


def names(place: Path) -> list[str]:
    engine = open_engine(f"sqlite:///{place}")
    found = [row["known_as"] for row in Kept(Store(engine), "").rows(PEOPLE)]
    engine.dispose()
    return sorted(found)


def test_a_store_goes_into_a_file_and_comes_back(file: Path, tmp_path: Path) -> None:
    backup, other = tmp_path / "monday.backup", tmp_path / "other.db"
    made = run("backup", backup, "--store", file)
    assert made.returncode == 0
    assert "1 service, 2 people" in made.stdout
    back = run("restore", backup, "--store", f"sqlite:///{other}")
    assert back.returncode == 0
    assert "as it was backed up on" in back.stdout
    assert names(other) == ["Robin", "Sam"]
    end = made.stdout.rsplit(maxsplit=1)[-1]
    assert run("audit", "verify", other, "--kept", end).returncode == 0


def test_a_backup_is_checked_again_without_a_store(file: Path, tmp_path: Path) -> None:
    backup = tmp_path / "monday.backup"
    made = run("backup", backup, "--store", file)
    as_it_was = backup.read_bytes()

    whole = run("backup", backup, "--check")
    backup.write_bytes(as_it_was.replace(b"Robin", b"Robyn"))
    changed = run("backup", backup, "--check")

    assert whole.returncode == 0
    assert "is whole" in whole.stdout
    assert "1 service, 2 people" in whole.stdout
    assert whole.stdout.split()[-1] == made.stdout.split()[-1]
    assert changed.returncode == 2
    assert backup.read_bytes() != as_it_was


def test_which_store_is_meant_stands_where_the_server_reads_it(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = tmp_path / "monday.backup"
    monkeypatch.setenv("CTI_STORE", str(tmp_path / "another.db"))
    nowhere = run("backup", backup)
    assert nowhere.returncode == 2
    assert "--store" in nowhere.stderr

    monkeypatch.setenv("CTI_DATABASE", f"sqlite:///{file}")
    made = run("backup", backup)

    assert made.returncode == 0
    assert "1 service, 2 people" in made.stdout


def test_what_is_there_goes_only_when_somebody_says_so(
    file: Path, tmp_path: Path
) -> None:
    backup = tmp_path / "monday.backup"
    assert run("backup", backup, "--store", file).returncode == 0
    refused = run("restore", backup, "--store", file)
    assert refused.returncode == 2
    assert "--replace" in refused.stderr
    assert run("restore", backup, "--store", file, "--replace").returncode == 0


def test_nothing_half_is_written_and_it_is_said_why(file: Path, tmp_path: Path) -> None:
    absent = run("backup", tmp_path / "x.backup", "--store", tmp_path / "none.db")
    assert absent.returncode == 2
    assert "there is no such file" in absent.stderr
    there = run("backup", file, "--store", file)
    assert there.returncode == 2
    assert "such a file already" in there.stderr
    wrong = run("restore", file, "--store", tmp_path / "new.db")
    assert wrong.returncode == 2
    assert "it is no backup" in wrong.stderr
    assert sorted(each.name for each in tmp_path.iterdir()) == ["cti.db"]
