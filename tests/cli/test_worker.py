"""`cti worker` does runs that are asked for, and stops when it is told to."""

import os
import signal
import sqlite3
import subprocess
from pathlib import Path

import pytest

from cti.cli.working import GIVES_WAY
from cti.plans.life import RunState
from cti.store.engine import open_engine
from cti.store.migrations import upgrade
from cti.store.unit import Store
from cti.usecases.running import look_at_run
from tests.cli.letters import a_letter, is_marked, set_up
from tests.cli.program import PROGRAM, run
from tests.mail import post_office
from tests.store.plans import Kept
from tests.usecases.runs import asked_for, until


@pytest.mark.slow
def test_it_does_a_run_and_stops_when_the_system_ends(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'store.db'}"
    engine = open_engine(address)
    upgrade(engine)
    store = Store(engine)
    run_id = asked_for(Kept.in_(store))

    worker = subprocess.Popen(
        [*PROGRAM, "worker", "--store", address],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        until(lambda: look_at_run(store, run_id).state is RunState.DONE)
        gives_way = os.getpriority(os.PRIO_PROCESS, worker.pid)
    finally:
        worker.send_signal(signal.SIGTERM)
        said, aside = worker.communicate(timeout=60)

    engine.dispose()
    assert worker.returncode == 0
    assert said == ""
    assert "Stopped." in aside
    assert gives_way == min(os.getpriority(os.PRIO_PROCESS, 0) + GIVES_WAY, 19)


@pytest.mark.slow
def test_it_sends_letters_and_says_of_none_to_whom(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"sqlite:///{tmp_path / 'store.db'}"
    engine = open_engine(address)
    upgrade(engine)
    store = Store(engine)
    a_letter(store)

    with post_office() as post:
        set_up(monkeypatch, post)
        worker = subprocess.Popen(
            [*PROGRAM, "worker", "--store", address],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            until(lambda: is_marked(store))
        finally:
            worker.send_signal(signal.SIGTERM)
            said, aside = worker.communicate(timeout=60)

    engine.dispose()
    assert post.to == ["ade@example.org"]
    assert worker.returncode == 0
    assert "Letters: 1 sent, 0 put off, 0 given up." in aside
    assert "ade@" not in said + aside


def test_a_store_that_nobody_has_begun_is_said_and_left_alone(tmp_path: Path) -> None:
    absent, empty = tmp_path / "absent.db", tmp_path / "empty.db"
    empty.touch()

    for place, why in ((absent, "no such file"), (empty, "nothing has been kept")):
        shown = run("worker", "--store", f"sqlite:///{place}")
        assert shown.returncode == 2
        assert why in shown.stderr

    assert not absent.exists()
    with sqlite3.connect(empty) as still_empty:
        assert still_empty.execute("SELECT name FROM sqlite_master").fetchall() == []
    still_empty.close()


def test_it_has_to_be_told_which_store() -> None:
    shown = run("worker")

    assert shown.returncode == 2
    assert "--store" in shown.stderr
