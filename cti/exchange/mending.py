"""The rows of a caseload that need mending, alone, each with what to do about it."""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from cti.errors import Finding, UnreadableCaseload
from cti.exchange.caseload_in import read_sound_rows
from cti.exchange.cells.formulas import guarded
from cti.exchange.cells.words import Raw
from cti.exchange.files.sources import read_tables
from cti.exchange.files.table import START_SHEET, Table
from cti.exchange.report import Report
from cti.exchange.workbooks.styles import Styles

ROW, TO_DO = "row", "what to do"
"""The headings in front of a sheet's own."""

_STEPS = (
    "Each sheet has only the rows that need mending, with what to do in front.",
    "Mend them in your own workbook, in the row of that number, and send that again.",
    "Nothing in this file was kept, and nothing has to be sent back.",
)
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_MADE_ON = datetime(2026, 1, 1)
_Row = tuple[int, tuple[Raw, ...], Sequence[Finding]]

_WIDE, _USUAL, _NARROW = 70, 18, 6


def rows_to_mend(path: Path, *, on: date | None = None) -> bytes | None:
    """Return a workbook with the rows of a caseload that need mending.

    Parameters
    ----------
    on
        The plan date, if there is one.

    Returns
    -------
    None if nothing needs mending.
    """
    try:
        found: Sequence[Finding] = read_sound_rows(path, on=on).to_mend
    except UnreadableCaseload as error:
        found = error.findings
    return _drawn(read_tables(path, Report()), found) if found else None


def _drawn(tables: Mapping[str, Table | None], found: Sequence[Finding]) -> bytes:
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, _OPTIONS) as book:
        book.set_properties({"title": "Rows to mend", "created": _MADE_ON})
        styles = Styles(book)
        rows = {name: _of_rows(table, found) for name, table in tables.items() if table}
        beside = {
            finding for some in rows.values() for row in some for finding in row[2]
        }
        of_no_row = [each for each in found if each not in beside]
        _start(book.add_worksheet(START_SHEET), of_no_row, styles)
        for name, of_sheet in rows.items():
            table = tables[name]
            if of_sheet and table:
                _sheet(book.add_worksheet(name), table, of_sheet, styles)
    return packed.getvalue()


def _of_rows(table: Table, found: Iterable[Finding]) -> Sequence[_Row]:
    wrong: dict[int | None, list[Finding]] = {}
    for each in found:
        if each.sheet == table.sheet:
            wrong.setdefault(each.row, []).append(each)
    return [
        (number, cells, wrong[number])
        for number, cells in table.rows
        if number in wrong
    ]


def _start(page: Worksheet, of_no_row: Sequence[Finding], styles: Styles) -> None:
    page.set_column(0, 0, _WIDE + _USUAL)
    page.write_string(0, 0, "What to mend in your workbook", styles.title)
    for row, step in enumerate(_STEPS, start=2):
        page.write_string(row, 0, step, styles.prose)
    for row, each in enumerate(of_no_row, start=len(_STEPS) + 3):
        page.write_string(row, 0, str(each), styles.prose)


def _sheet(page: Worksheet, table: Table, rows: Sequence[_Row], styles: Styles) -> None:
    page.set_column(0, 0, _NARROW)
    page.set_column(1, 1, _WIDE)
    page.set_column(2, len(table.header) + 1, _USUAL)
    for place, heading in enumerate((ROW, TO_DO, *table.header)):
        page.write_string(0, place, str(heading), styles.needed)
    for line, (number, cells, found) in enumerate(rows, start=1):
        page.write_number(line, 0, number)
        page.write_string(line, 1, "\n".join(map(_sentence, found)), styles.prose)
        for place, cell in enumerate(cells, start=2):
            _write(page, (line, place), cell, styles)
    page.freeze_panes(1, 2)


def _sentence(found: Finding) -> str:
    column = f"{found.column}: " if found.column else ""
    return f"{column}{found.problem}. {found.remedy}."


def _write(page: Worksheet, at: tuple[int, int], cell: Raw, styles: Styles) -> None:
    """Write a cell as it stood; what a spreadsheet could take for a formula is text."""
    if isinstance(cell, float):
        page.write_number(*at, cell)
        return
    text = _text(cell)
    look = styles.quoted if guarded(text) != text else styles.text
    if text:
        page.write_string(*at, text, look)


def _text(cell: Raw) -> str:
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return str(cell)
