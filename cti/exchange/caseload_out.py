"""Write a caseload: a folder of CSV files or a workbook that reads as the same."""

import csv
import io
import json
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from cti.exchange.caseload_file import CaseloadFile, Extras
from cti.exchange.cells.cell import write_cell
from cti.exchange.cells.formulas import guarded
from cti.exchange.columns.column import Sheet
from cti.exchange.columns.sheets import SHEETS
from cti.exchange.records import Values, records_of
from cti.exchange.whole import replace_file, whole_folder, write_text
from cti.exchange.workbooks.workbook import Contents, workbook

_FILES = frozenset(f"{sheet.name}.csv" for sheet in SHEETS)


def write_caseload(file: CaseloadFile, path: Path) -> None:
    """Write a caseload, with the columns that were kept from its file.

    Parameters
    ----------
    path
        A workbook if it ends in .xlsx, else a folder of CSV files. What stands there
        already is replaced as a whole; a folder only if it holds a caseload alone.

    Raises
    ------
    CannotWrite
        With the reason, in words; nothing has changed then.
    """
    if path.suffix.lower() == ".xlsx":
        replace_file(path, caseload_workbook(file))
        return
    records = records_of(file.caseload)
    with whole_folder(path, may_replace=_why_not) as folder:
        for sheet in SHEETS:
            extras = file.extras.get(sheet.name, Extras())
            text = _csv(sheet, records[sheet.name], extras)
            write_text(folder / f"{sheet.name}.csv", text)


def caseload_workbook(file: CaseloadFile) -> bytes:
    """Return a caseload as a workbook, with the columns that were kept from its file.

    Nothing in it is taken for a formula by a spreadsheet program.
    """
    records = records_of(file.caseload)
    contents = {
        sheet.name: Contents(
            rows=records[sheet.name], extras=file.extras.get(sheet.name, Extras())
        )
        for sheet in SHEETS
    }
    return workbook(contents)


def text_of(file: CaseloadFile) -> str:
    """Return a caseload as one text, for `cti.exchange.caseload_in.read_text`."""
    records = records_of(file.caseload)
    lines = {
        sheet.name: list(_lines(sheet, records[sheet.name], Extras()))
        for sheet in SHEETS
    }
    return json.dumps(lines, ensure_ascii=False, separators=(",", ":"))


def _why_not(names: Collection[str]) -> str:
    foreign = [name for name in names if name not in _FILES]
    return f"it holds {foreign[0]}, which is no part of a caseload" if foreign else ""


def _csv(sheet: Sheet, rows: Sequence[Values], extras: Extras) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for line in _lines(sheet, rows, extras):
        writer.writerow([guarded(cell) for cell in line])
    return text.getvalue()


def _lines(sheet: Sheet, rows: Sequence[Values], extras: Extras) -> Iterator[list[str]]:
    yield [*sheet.headings, *extras.names]
    lines = (
        _pairs(sheet, rows[0], extras)
        if sheet.pairs
        else ([write_cell(c, row[c.name]) for c in sheet.columns] for row in rows)
    )
    for place, line in enumerate(lines):
        kept = extras.cells[place] if place < len(extras.cells) else ()
        yield [*line, *kept]


def _pairs(sheet: Sheet, row: Values, extras: Extras) -> Iterator[list[str]]:
    for column in sheet.columns:
        yield [column.name, write_cell(column, row[column.name])]
    for pair in extras.pairs:
        yield list(pair)
