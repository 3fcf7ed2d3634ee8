"""Write docs/files.md from the columns: ``python docs/make_files.py``.

The columns are described once, in ``cti/exchange/columns``; reading, writing and the
help inside the workbook use the same words. A test fails when page and columns differ.
"""

from collections.abc import Iterator
from pathlib import Path

from cti.exchange.columns.column import Column, Sheet
from cti.exchange.columns.plan import TABLES
from cti.exchange.columns.sheets import SHEETS
from cti.exchange.files.table import MAX_COLUMNS, MAX_FILE_BYTES, MAX_ROWS
from cti.exchange.workbooks.help import advice

PAGE = Path(__file__).with_name("files.md")

INTRODUCTION = f"""\
# The files

This page is written by `python docs/make_files.py` from `cti/exchange/columns/`, which
reading and writing use too.

## A caseload

A caseload is **one workbook** (`.xlsx`) with a sheet for each table below, or **one
folder** of CSV files with the same names (`people.csv`, `workers.csv`, …).
`cti new caseload.xlsx` writes an empty workbook with drop-downs, a note on every
heading and a small team filled in as an example.

`workers` and `people` must be there; a caseload of referrals alone has a `people` sheet
with nothing below its headings. Every other sheet may be left out, and so may every
column that is not marked *must be filled in*.

**Headings** stand in row 1, in any order. Small and capital letters, spaces and
underlines are the same there: *Person ID* is `person_id`. A column nobody knows is
kept, written back and not used; a heading one letter off a known one is asked about.

**Dates** are `2026-11-23`, `23/11/2026` or `23 November 2026`; in a workbook, real
dates too. What could be two days, such as 03/04/26, is asked about and never guessed.

**Numbers** have a point, `0.8`. **Lists** inside a cell are parted by semicolons.
**Words to choose from** may be in small or capital letters. **Ids** are text: `00012`
keeps its noughts, and `NA` is a name like any other.

**Hours** are days and times, with a semicolon between days that differ:
`Mon-Fri 09:00-17:00`, or `Mon 09:00-12:00; Wed 13:00-17:00`. Times are on the 24-hour
clock; `9am-5pm` is understood, `9-5` is asked about.

**CSV files** are UTF-8. What Excel writes as plain CSV (Windows letters), as Unicode
text (UTF-16), or with semicolons or tabs is recognised, and you are told. A cell that a
spreadsheet would run as a formula is written with an apostrophe in front, and read
without it. In a workbook, the value a formula had when the workbook was saved is read.

**Limits**: {MAX_FILE_BYTES // 1_000_000} MB a file, {MAX_ROWS:,} rows and
{MAX_COLUMNS} columns a sheet.

Everything that cannot be read is told at once, by sheet, row and column, with what to
write instead; nothing is planned or written then. What was assumed is told too.
"""

PLAN = """\
## A plan

`cti plan CASELOAD --on 2026-11-23 --out DIR` writes six files to a folder, all or none.
A folder that holds a plan of this program is replaced as a whole; any other is left
alone. The same caseload, seed and effort give the same files to the byte, but for the
seconds under `run` in `plan.json`.

- `assignments.csv`, `load.csv`, `flags.csv` and `contacts.csv`: the tables below.
- `plan.json`: all of them in one document, with the cost, its parts, the proven bound
  and the digest of the caseload. Where the plan was made with `--in-force`, what people
  had been told stands under `in_force`, so that the plan can be judged again, and what
  comes otherwise under `changes`, each with its sentence and its price. Its JSON Schema
  is [plan.schema.json](../cti/exchange/plan.schema.json).
- `review.html`: the weekly case review, to read or to print.

`cti check` and `cti compare` read a plan folder, or an `assignments.csv` alone, also
one somebody wrote by hand; the column `why` may be missing there.
"""


def render() -> str:
    """Return the page."""
    sheets = [_section(sheet, sheet.name) for sheet in SHEETS]
    tables = [_section(table, f"{table.name}.csv") for table in TABLES]
    parts = [INTRODUCTION, *sheets, PLAN, *tables]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def _section(sheet: Sheet, heading: str) -> str:
    must = " **Must be there.**" if sheet.required else ""
    lines = "\n".join(_lines(sheet))
    return f"### `{heading}`\n\n{sheet.holds}{must}\n\n{lines}"


def _lines(sheet: Sheet) -> Iterator[str]:
    yield f"| {'key' if sheet.pairs else 'column'} | what to write | example |"
    yield "|---|---|---|"
    for column in sheet.columns:
        yield f"| `{column.name}` | {_described(column)} | {_example(column)} |"


def _described(column: Column) -> str:
    return advice(column).replace("Must be filled in.", "*Must be filled in.*")


def _example(column: Column) -> str:
    return f"`{column.example}`" if column.example else ""


if __name__ == "__main__":
    PAGE.write_text(render(), encoding="utf-8")
    print(f"{PAGE.name} is written.")
