"""The page about files says what the columns say."""

import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from cti.exchange.columns.column import Sheet
from cti.exchange.columns.plan import TABLES
from cti.exchange.columns.sheets import SHEETS

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "files.md"
COMMAND = ROOT / "docs" / "make_files.py"


def test_the_page_is_what_the_columns_make() -> None:
    assert PAGE.read_text(encoding="utf-8") == runpy.run_path(str(COMMAND))["render"]()


@pytest.mark.parametrize(
    ("sheet", "heading"),
    [
        *(pytest.param(sheet, sheet.name, id=sheet.name) for sheet in SHEETS),
        *(
            pytest.param(table, f"{table.name}.csv", id=f"{table.name} of a plan")
            for table in TABLES
        ),
    ],
)
def test_the_page_has_every_column_with_its_help(sheet: Sheet, heading: str) -> None:
    text = PAGE.read_text(encoding="utf-8")
    section = text.partition(f"### `{heading}`\n")[2].partition("\n##")[0]

    assert sheet.holds in section
    for column in sheet.columns:
        (line,) = (
            line
            for line in section.splitlines()
            if line.startswith(f"| `{column.name}` | {column.help}")
        )
        assert f"`{column.example}`" in line or not column.example


def test_the_command_writes_the_page(tmp_path: Path) -> None:
    command = tmp_path / "make_files.py"
    command.write_text(COMMAND.read_text(encoding="utf-8"), encoding="utf-8")

    subprocess.run([sys.executable, str(command)], check=True, cwd=ROOT)

    assert (tmp_path / "files.md").read_bytes() == PAGE.read_bytes()
