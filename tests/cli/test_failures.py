"""What cannot be done is told in words, with status 2, and leaves nothing behind."""

import subprocess
import sys
from pathlib import Path

import pytest

from cti.usecases.sample import NAVIGATORS, sample_caseload
from tests.cli.program import lines, run


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """The small sample with three things to mend, each on another sheet."""
    folder = tmp_path / "caseload"
    folder.mkdir()
    with sample_caseload(NAVIGATORS) as sample:
        for path in sample.iterdir():
            (folder / path.name).write_bytes(path.read_bytes())
    spoil(folder / "people.csv", line=2, before="open", after="going")
    spoil(folder / "workers.csv", line=1, before="1.0", after="one")
    spoil(folder / "service.csv", line=3, before="England", after="Englund")
    return folder


def spoil(path: Path, *, line: int, before: str, after: str) -> None:
    """Change a word on one line of a file; line 0 is the heading."""
    text = path.read_text(encoding="utf-8").splitlines()
    assert before in text[line]
    text[line] = text[line].replace(before, after, 1)
    path.write_text("\n".join(text) + "\n", encoding="utf-8")


def test_everything_to_mend_is_listed_at_once_and_nothing_written(
    broken: Path, tmp_path: Path
) -> None:
    told = run("plan", broken, "--on", "2026-11-23", "--out", tmp_path / "plan")

    assert told.returncode == 2
    assert told.stdout == ""
    listed = [line for line in lines(told.stderr) if line.startswith("- ")]
    assert len(listed) == 3
    assert any(line.startswith("- service, row 4, value:") for line in listed)
    assert any(line.startswith("- workers, row 2, fte:") for line in listed)
    assert any(line.startswith("- people, row 3, status:") for line in listed)
    assert "3 things need mending" in told.stderr
    assert not (tmp_path / "plan").exists()


@pytest.mark.parametrize("command", ["plan", "check", "compare", "explain"])
def test_a_caseload_that_is_not_there_is_told(command: str, tmp_path: Path) -> None:
    more = {"check": ["x"], "compare": ["x"], "explain": ["Sam"]}.get(command, [])
    told = run(command, "nowhere.xlsx", *more, "--on", "2026-11-23", cwd=tmp_path)

    assert told.returncode == 2
    assert "nowhere" in told.stderr
    assert "Traceback" not in told.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_folder_without_a_caseload_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    told = run("plan", tmp_path / "empty", "--on", "2026-11-23")

    assert told.returncode == 2
    assert "workers" in told.stderr


def test_a_plan_that_is_not_there_is_told(tmp_path: Path) -> None:
    with sample_caseload(NAVIGATORS) as sample:
        told = run("check", sample, tmp_path / "nowhere", "--on", "2026-11-23")

    assert told.returncode == 2
    assert "assignments" in told.stderr


@pytest.mark.parametrize("said", ["31/02/2026", "2026-13-01", "tomorrow"])
def test_a_day_that_is_none_is_told(said: str) -> None:
    told = run("plan", "team.xlsx", "--on", said)

    assert told.returncode == 2
    instead = "is not a day. Write it as 2026-11-23 or 23/11/2026."
    assert f"{said} {instead}" in " ".join(told.stderr.split())


def test_a_workbook_that_is_there_is_not_replaced(tmp_path: Path) -> None:
    made = run("new", "team.xlsx", cwd=tmp_path)
    before = (tmp_path / "team.xlsx").read_bytes()
    again = run("new", "team.xlsx", cwd=tmp_path)

    assert made.returncode == 0
    assert again.returncode == 2
    assert "there is a file of that name already" in again.stderr
    assert (tmp_path / "team.xlsx").read_bytes() == before


def test_a_workbook_gets_its_ending(tmp_path: Path) -> None:
    made = run("new", "team", cwd=tmp_path)

    assert made.returncode == 0
    assert "team.xlsx" in made.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["team.xlsx"]


def test_an_unknown_programme_is_told_with_those_there_are() -> None:
    told = run("programmes", "nothing")

    assert told.returncode == 2
    assert "cti-published" in told.stderr


def test_programmes_are_listed_with_their_sources() -> None:
    shown = run("programmes", "cti")

    assert shown.returncode == 0
    assert "Pre-CTI 1.5, Phase One (Transition) 2" in shown.stdout
    assert "Homeless Link (2019)" in shown.stdout


def test_a_fault_of_ours_keeps_its_traceback_and_no_names() -> None:
    source = (
        "import sys, cti.cli.programmes as room\n"
        "def fail(key):\n"
        "    person = ' '.join(['Sam', 'B'])\n"
        "    raise RuntimeError('a fault')\n"
        "room.show_programmes = fail\n"
        "sys.argv = ['cti', 'programmes']\n"
        "from cti.cli import main\n"
        "main()\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", source], capture_output=True, text=True, check=False
    )

    assert ended.returncode == 1
    assert "Traceback" in ended.stderr
    assert "RuntimeError: a fault" in ended.stderr
    assert "Sam B" not in ended.stderr
