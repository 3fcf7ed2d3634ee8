"""The demonstration is furnished anew, served to this computer alone, and stopped."""

import os
import signal
import socket
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.request import urlopen

import pytest

from cti.cli.demo_folder import OURS, STORE, WITHIN, fresh_place
from cti.cli.demonstrating import (
    FIRST_PORT,
    HOST,
    PORTS_TRIED,
    free_socket,
    shifted,
)
from cti.errors import CannotOpen
from tests.cli.program import PROGRAM, run

SECONDS = 300


def test_what_no_demonstration_made_is_left_as_it_is(tmp_path: Path) -> None:
    theirs = tmp_path / "demo" / WITHIN / STORE
    theirs.parent.mkdir(parents=True)
    theirs.write_text("somebody's own")

    with pytest.raises(CannotOpen):
        fresh_place(tmp_path / "demo")
    told = run("demo", "--out", tmp_path / "demo")

    assert told.returncode == 2
    assert "was not made by cti demo" in told.stderr
    assert theirs.read_text() == "somebody's own"
    assert [each.name for each in (tmp_path / "demo").iterdir()] == [WITHIN]


def test_a_demonstration_takes_the_place_of_an_earlier_one(tmp_path: Path) -> None:
    fresh_place(tmp_path)
    folder = tmp_path / WITHIN
    for name in (STORE, f"{STORE}-wal", f"{STORE}-shm"):
        (folder / name).write_text("of an earlier one")

    place = fresh_place(tmp_path)

    assert place == f"sqlite:///{folder / STORE}"
    assert [each.name for each in folder.iterdir()] == [OURS]


def test_its_clock_goes_on_from_nine_on_the_monday_of_the_sample() -> None:
    real = datetime(2031, 5, 6, 7, 8, tzinfo=UTC)
    moments = iter([real, real, real + timedelta(minutes=3)])

    clock = shifted(lambda: next(moments))

    assert clock() == datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    assert clock() == datetime(2026, 11, 23, 9, 3, tzinfo=UTC)


def test_a_port_that_is_taken_is_passed_over_and_none_is_open_to_others() -> None:
    with free_socket() as first, free_socket() as second:
        first.listen()
        second.listen()
        names = [each.getsockname() for each in (first, second)]

    assert {host for host, _ in names} == {HOST}
    assert len({port for _, port in names}) == 2


def test_any_free_port_will_do_where_the_usual_ones_are_taken() -> None:
    usual = range(FIRST_PORT, FIRST_PORT + PORTS_TRIED)
    taken = []
    for port in usual:
        each = socket.socket()
        try:
            each.bind((HOST, port))
        except OSError:
            each.close()
        else:
            taken.append(each)
    try:
        with free_socket() as found:
            _, port = found.getsockname()
    finally:
        for each in taken:
            each.close()

    assert port not in usual
    assert port > 0


@pytest.mark.slow
def test_the_demonstration_says_who_signs_in_where_and_ctrl_c_stops_it(
    tmp_path: Path,
) -> None:
    with subprocess.Popen(
        [*PROGRAM, "demo", "--out", str(tmp_path / "demo")],
        cwd=tmp_path,
        env={
            **os.environ,
            "PYTHONUTF8": "1",
            "PYTHONUNBUFFERED": "1",
            "CTI_DATABASE": f"sqlite:///{tmp_path / 'own.db'}",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            said = []
            for line in process.stdout:
                said.append(line)
                if "Ctrl-C" in line:
                    break
            told = "".join(said)
            address = told.split("The demonstration is at ")[1].split()[0]
            with urlopen(f"{address}/sign-in", timeout=SECONDS) as page:  # noqa: S310, our own
                html = page.read().decode()
            process.send_signal(signal.SIGINT)
            _, aside = process.communicate(timeout=SECONDS)
        finally:
            process.kill()

    assert address.startswith("http://127.0.0.1:")
    assert "Sign in" in html
    for who in ("leader@example.org", "officer@example.org", "hywel@example.org"):
        assert who in told
    assert "Monday 23 November 2026" in told
    assert process.returncode == 0
    assert "Planning contacts" in aside
    assert "Traceback" not in aside
    assert (tmp_path / "demo" / WITHIN / STORE).is_file()
    assert not (tmp_path / "own.db").exists()
