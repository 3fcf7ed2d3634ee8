"""Help: there for every command, quick, and readable in a pipe."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.program import run

COMMANDS = (
    "plan",
    "check",
    "compare",
    "explain",
    "recommend",
    "what-if",
    "policies",
    "new",
    "programmes",
    "serve",
    "demo",
    "worker",
    "backup",
    "restore",
    "retention",
    "account",
    "audit",
    "person",
)
HEAVY = (
    "ortools",
    "pandas",
    "numpy",
    "plotly",
    "jinja2",
    "holidays",
    "xlsxwriter",
    "sqlalchemy",
)

IMPORTED = """
import json, sys
sys.argv = ["cti", *{arguments!r}]
from cti.cli import main
try:
    main()
except SystemExit:
    pass
print("IMPORTED " + json.dumps([name for name in {heavy!r} if name in sys.modules]))
"""


def imported_by(*arguments: str) -> list[str]:
    """The heavy libraries that are there after a command."""
    source = IMPORTED.format(arguments=list(arguments), heavy=HEAVY)
    output = subprocess.run(
        [sys.executable, "-c", source], capture_output=True, text=True, check=True
    ).stdout
    found: list[str] = json.loads(output.partition("IMPORTED ")[2])
    return found


def test_help_says_what_it_is_for_and_names_every_command() -> None:
    shown = run("--help")

    assert shown.returncode == 0
    assert "who works with whom, when, and why" in shown.stdout
    assert re.findall(r"^  ([\w-]+)  ", shown.stdout, re.MULTILINE) == [*COMMANDS]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_an_example(command: str) -> None:
    shown = run(command, "--help")

    assert shown.returncode == 0
    assert re.search(rf"^    cti {command}", shown.stdout, re.MULTILINE)
    assert "\x1b" not in shown.stdout


def test_no_line_of_the_overview_is_cut_off() -> None:
    assert "..." not in run("--help").stdout.replace("[ARGS]...", "")


@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS)])
def test_help_waits_for_no_heavy_library(command: tuple[str, ...]) -> None:
    assert imported_by(*command, "--help") == []


def test_the_programmes_wait_for_no_heavy_library() -> None:
    assert imported_by("programmes") == []


def test_what_a_command_needs_is_noticed(tmp_path: Path) -> None:
    assert "xlsxwriter" in imported_by("new", str(tmp_path / "team.xlsx"))


def test_no_command_is_help_and_a_wrong_one_is_told() -> None:
    assert "Usage" in run().stderr + run().stdout
    wrong = run("plann")
    assert wrong.returncode == 2
    assert "plann" in wrong.stderr
