"""`cti person` hands out what is held about somebody, and erases it."""

import json
from pathlib import Path

import pytest

from cti.store.engine import open_engine
from cti.store.migrations import upgrade
from cti.store.tables import ERASURES, PEOPLE
from cti.store.unit import Store
from tests.cli.program import run
from tests.store.households import first
from tests.store.plans import Kept

BY = ("--by", "ade@example.org")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A store of two people, and an account."""
    place = tmp_path / "cti.db"
    engine = open_engine(f"sqlite:///{place}")
    upgrade(engine)
    store = Store(engine)
    Kept.in_(store)
    first(store)
    engine.dispose()
    return place


def rows(place: Path) -> tuple[list[str], int]:
    """Who is known, and how many were erased."""
    engine = open_engine(f"sqlite:///{place}")
    kept = Kept(Store(engine), "")
    found = [row["known_as"] for row in kept.rows(PEOPLE)], len(kept.rows(ERASURES))
    engine.dispose()
    return found


def test_it_only_looks_unless_somebody_says_apply(file: Path) -> None:
    looked = run("person", "erase", "Sam", "--store", file, *BY)
    assert looked.returncode == 0
    assert "1 in people" in looked.stdout
    assert "Nothing was erased" in looked.stdout
    assert rows(file) == (["Sam", "Robin"], 0)
    done = run("person", "erase", "sam", "--store", file, *BY, "--apply")
    assert done.returncode == 0
    assert "was erased" in done.stdout
    assert rows(file) == (["Robin"], 1)
    assert run("audit", "verify", file).returncode == 0
    again = run("person", "erase", "Sam", "--store", file, *BY, "--apply")
    assert again.returncode == 2
    assert "No person in this store goes by «Sam»" in again.stderr


def test_somebody_has_to_do_it_whom_the_store_knows(file: Path) -> None:
    unknown = run(
        "person", "erase", "Sam", "--store", file, "--by", "x@y.org", "--apply"
    )
    assert unknown.returncode == 2
    assert "No account in this store goes by «x@y.org»" in unknown.stderr
    assert rows(file) == (["Sam", "Robin"], 0)


def test_what_is_held_is_written_for_its_owner_only(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "for-sam"
    made = run("person", "export", "Sam", "--store", file, *BY, "--out", out)
    assert made.returncode == 0
    assert sorted(each.name for each in out.iterdir()) == ["person.html", "person.json"]
    modes = {each.stat().st_mode & 0o777 for each in out.iterdir()}
    assert (modes, out.stat().st_mode & 0o777) == ({0o600}, 0o700)
    data = json.loads((out / "person.json").read_text(encoding="utf-8"))
    assert data["known_as"] == "Sam"
    assert "Alex" in (out / "person.html").read_text(encoding="utf-8")
    again = run("person", "export", "Sam", "--store", file, *BY, "--out", out)
    assert again.returncode == 2
    assert "it is there already" in again.stderr
    assert sorted(each.name for each in tmp_path.iterdir()) == ["cti.db", "for-sam"]


def test_nobody_goes_before_their_term_is_over(file: Path) -> None:
    looked = run("retention", "--store", file, "--years", "6")
    assert looked.returncode == 0
    assert "Nobody has been closed for 6 years" in looked.stdout
    nobody = run("retention", "--store", file, "--years", "6", "--apply")
    assert nobody.returncode == 2
    assert "--by" in nobody.stderr
    assert run("retention", "--store", file).returncode == 2
    assert rows(file) == (["Sam", "Robin"], 0)
