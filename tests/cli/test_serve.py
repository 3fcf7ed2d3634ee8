"""The planner is served with no configuration, and stops when it is told to."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from cti.plans.life import RunState
from cti.usecases.installing import Installation
from cti.usecases.running import look_at_run
from cti.usecases.working import IDLE_SECONDS
from tests.cli.letters import a_letter, is_marked, set_up
from tests.cli.program import PROGRAM, run
from tests.mail import post_office
from tests.store.plans import Kept
from tests.usecases.runs import asked_for, until

SECONDS = 60


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def asked(address: str) -> object:
    """The answer to a question."""
    with urlopen(address, timeout=SECONDS) as answer:  # noqa: S310, our own
        return json.load(answer)


def answers(process: subprocess.Popen[str], address: str) -> None:
    """Wait for the first answer; fail with what was said where the server has ended."""
    until = monotonic() + SECONDS
    while True:
        try:
            assert asked(f"{address}/ready") == {"state": "ready"}
        except HTTPError:
            raise
        except URLError:
            if process.poll() is not None:
                pytest.fail(f"The server has ended: {process.communicate()}")
            if monotonic() > until:
                raise
            sleep(0.1)
        else:
            return


@contextmanager
def served(folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    port = free_port()
    with subprocess.Popen(
        [*PROGRAM, "serve"],
        cwd=folder,
        env={**os.environ, "CTI_PORT": str(port), "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            address = f"http://127.0.0.1:{port}"
            answers(process, address)
            yield process, address
        finally:
            process.kill()


@pytest.mark.slow
def test_it_needs_no_configuration_and_keeps_everything_in_one_file(
    tmp_path: Path,
) -> None:
    with served(tmp_path) as (process, address):
        description = asked(f"{address}/api/openapi.json")
        assert isinstance(description, dict)
        assert description["openapi"].startswith("3.1")
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=SECONDS)
    assert address in said
    assert "Traceback" not in said
    with sqlite3.connect(tmp_path / "cti.db") as kept:
        assert kept.execute("SELECT count(*) FROM services").fetchone() == (0,)
    kept.close()


@pytest.mark.slow
@pytest.mark.parametrize("told_by", [signal.SIGINT, signal.SIGTERM])
def test_plans_are_made_beside_answering_and_it_ends_well_whoever_stops_it(
    tmp_path: Path, told_by: signal.Signals
) -> None:
    with served(tmp_path) as (process, _):
        with Installation(f"sqlite:///{tmp_path / 'cti.db'}", as_it_is=True) as there:
            store = there.store
            run_id = asked_for(Kept.in_(store))
            until(lambda: look_at_run(store, run_id).state is RunState.DONE)
        process.send_signal(told_by)
        _, said = process.communicate(timeout=SECONDS)
    assert process.returncode == 0
    assert "Traceback" not in said


@pytest.mark.slow
def test_plans_are_left_to_others_where_that_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CTI_WORKERS", "0")
    with served(tmp_path) as (process, _):
        with Installation(f"sqlite:///{tmp_path / 'cti.db'}", as_it_is=True) as there:
            store = there.store
            run_id = asked_for(Kept.in_(store))
            sleep(3 * IDLE_SECONDS)
            assert look_at_run(store, run_id).state is RunState.QUEUED
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=SECONDS)


@pytest.mark.slow
def test_letters_are_sent_beside_answering_and_the_log_says_to_nobody_whom(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with post_office() as post:
        set_up(monkeypatch, post)
        with served(tmp_path) as (process, _):
            place = f"sqlite:///{tmp_path / 'cti.db'}"
            with Installation(place, as_it_is=True) as there:
                store = there.store
                a_letter(store)
                until(lambda: is_marked(store))
            process.send_signal(signal.SIGINT)
            out, said = process.communicate(timeout=SECONDS)
    assert post.to == ["ade@example.org"]
    (line,) = [each for each in said.splitlines() if '"event": "letters"' in each]
    assert json.loads(line)["sent"] == 1
    assert "ade@" not in out + said


def test_a_store_of_a_newer_planner_is_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "cti.db") as newer:
        newer.execute("CREATE TABLE alembic_version (version_num VARCHAR(32))")
        newer.execute("INSERT INTO alembic_version VALUES ('9999')")
    newer.close()
    ended = run("serve", cwd=tmp_path)
    assert ended.returncode == 2
    assert "written by a newer planner" in ended.stderr


def test_settings_that_cannot_be_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CTI_PORT", "many")
    ended = run("serve", cwd=tmp_path)
    assert ended.returncode == 2
    assert "CTI_PORT" in ended.stderr
    assert not list(tmp_path.iterdir())


def test_a_database_that_does_not_answer_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CTI_DATABASE", f"sqlite:///{tmp_path / 'no' / 'such.db'}")
    ended = run("serve", cwd=tmp_path)
    assert ended.returncode == 2
    assert "does not answer" in ended.stderr


def test_it_is_not_served_to_others_as_it_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CTI_HOST", "0.0.0.0")  # noqa: S104, what is tried
    ended = run("serve", cwd=tmp_path)
    assert ended.returncode == 2
    assert "CTI_KEY" in ended.stderr
    assert "CTI_PUBLIC_ADDRESS" in ended.stderr
    assert not list(tmp_path.iterdir())
