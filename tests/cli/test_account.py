"""The first account is made by whoever has the machine, and a lost password is set."""

from pathlib import Path

import pytest
from sqlalchemy import select, update

from cti.store.engine import open_engine
from cti.store.tables import ACCOUNTS
from cti.store.unit import Store, as_values
from cti.usecases.sealing import Seal
from tests.cli.program import run
from tests.store.households import SEAL_KEY

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


def test_another_key_takes_the_place_of_the_one_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(*ADE, cwd=tmp_path, given=f"{PASSWORD}\n")
    (ade,) = accounts(tmp_path)
    sealed = Seal(SEAL_KEY).close("hidden", of=str(ade["id"]))
    engine = open_engine(f"sqlite:///{tmp_path / 'cti.db'}")
    with Store(engine).writing() as connection:
        connection.execute(update(ACCOUNTS).values(totp_secret=sealed))
    engine.dispose()
    reseal, key = ("account", "reseal"), SEAL_KEY[::-1]
    without = run(*reseal, cwd=tmp_path)
    monkeypatch.setenv("CTI_KEY", key)
    too_few = run(*reseal, cwd=tmp_path)
    monkeypatch.setenv("CTI_OLD_KEY", SEAL_KEY)
    done = run(*reseal, cwd=tmp_path)

    assert without.returncode == 2
    assert "CTI_KEY" in without.stderr
    assert too_few.returncode == 1
    assert "recovery code" in too_few.stderr
    assert done.returncode == 0, done.stderr
    assert "CTI_OLD_KEY is not needed any more" in done.stdout
    (ade,) = accounts(tmp_path)
    assert Seal(key).open(str(ade["totp_secret"]), of=str(ade["id"])) == "hidden"
