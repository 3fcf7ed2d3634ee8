"""The first account is made by whoever has the machine, and a lost password is set."""

from pathlib import Path

from sqlalchemy import select

from cti.store.engine import open_engine
from cti.store.tables import ACCOUNTS
from cti.store.unit import Store, as_values
from tests.cli.program import run

PASSWORD = "gravel pelican anthem"  # noqa: S105, of a test
ADE = ("account", "first", "Ade@example.org", "Ade")


def accounts(folder: Path) -> list[dict[str, object]]:
    engine = open_engine(f"sqlite:///{folder / 'cti.db'}")
    try:
        with Store(engine).reading() as connection:
            return [as_values(row) for row in connection.execute(select(ACCOUNTS))]
    finally:
        engine.dispose()


def test_the_first_account_is_made_with_no_configuration(tmp_path: Path) -> None:
    done = run(*ADE, cwd=tmp_path, given=f"{PASSWORD}\n")

    assert done.returncode == 0, done.stderr
    assert done.stdout == "Ade can sign in as ade@example.org and invite others.\n"
    (ade,) = accounts(tmp_path)
    assert ade["is_administrator"]
    assert PASSWORD not in str(ade)


def test_there_is_one_first_account(tmp_path: Path) -> None:
    run(*ADE, cwd=tmp_path, given=f"{PASSWORD}\n")
    kim = ("account", "first", "kim@example.org", "Kim")
    done = run(*kim, cwd=tmp_path, given=f"{PASSWORD}\n")

    assert done.returncode != 0
    assert "there are accounts already" in done.stderr
    assert len(accounts(tmp_path)) == 1


def test_a_weak_password_leaves_no_account_behind(tmp_path: Path) -> None:
    done = run(*ADE, cwd=tmp_path, given="password1234\n")

    assert done.returncode != 0
    assert "This password cannot be used" in done.stderr
    assert accounts(tmp_path) == []


def test_whoever_lost_their_password_is_given_another(tmp_path: Path) -> None:
    run(*ADE, cwd=tmp_path, given=f"{PASSWORD}\n")
    (before,) = accounts(tmp_path)
    again = ("account", "password", "ade@example.org")
    done = run(*again, cwd=tmp_path, given="orchid lantern thimble\n")

    assert done.returncode == 0, done.stderr
    (after,) = accounts(tmp_path)
    assert after["password_hash"] != before["password_hash"]


def test_nobody_is_given_a_password_who_has_no_account(tmp_path: Path) -> None:
    again = ("account", "password", "kim@example.org")
    done = run(*again, cwd=tmp_path, given="orchid lantern thimble\n")

    assert done.returncode != 0
    assert "This is not among the accounts." in done.stderr
