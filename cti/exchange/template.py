"""An empty workbook for a first caseload, with help and a worked example."""

from collections.abc import Mapping
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from cti.exchange.cells.cell import read_cell
from cti.exchange.columns.column import Column, Kind, Sheet
from cti.exchange.columns.example import EXAMPLE
from cti.exchange.columns.sheets import SHEETS
from cti.exchange.files.table import EXAMPLE_SHEET, START_SHEET
from cti.exchange.whole import write_new
from cti.exchange.workbooks.styles import Styles
from cti.exchange.workbooks.workbook import workbook, write_headings, write_value

_STEPS = (
    "Fill in workers and people; a row for each. Everything else can come later.",
    "Point at a heading to see what to write under it. Dark headings must be filled "
    "in, the others may stay blank.",
    "Look at the sheet «Example» for a small team, filled in. You may copy rows from "
    "it; the headings are the same.",
    "Ids are short and yours to choose: W01 for a worker, P001 for a person. Other "
    "sheets name people by their id, so no full names are needed anywhere.",
    "Save, and make the plan:  cti plan THIS-FILE.xlsx --on 2026-11-23 --out plan",
    "If something cannot be read, you are told the sheet, the row, the column and what "
    "to write instead. Nothing is changed in this workbook.",
)
_COLUMNS_OF_START = ((0, 4), (1, 18), (2, 86))
_EXAMPLE_COLUMNS = 24
_EXAMPLE_WIDTH = 17


def new_workbook(path: Path) -> None:
    """Write an empty workbook with drop-downs, notes and a worked example.

    Raises
    ------
    CannotWrite
        If there is a file of that name already, or it cannot be written.
    """
    write_new(path, workbook({}, before=(_start, _example)))


def _start(book: Workbook, styles: Styles) -> None:
    page = book.add_worksheet(START_SHEET)
    page.hide_gridlines(2)
    for place, width in _COLUMNS_OF_START:
        page.set_column(place, place, width)
    page.set_row(0, 30)
    page.write_string(0, 0, "Your caseload, ready to fill in", styles.title)
    row = 2
    for number, step in enumerate(_STEPS, start=1):
        page.write_number(row, 0, number, styles.strong)
        page.merge_range(row, 1, row, 2, step, styles.prose)
        page.set_row(row, 32)
        row += 1
    row += 1
    page.write_string(row, 1, "Sheet", styles.needed)
    page.write_string(row, 2, "What a row is", styles.needed)
    for sheet in SHEETS:
        row += 1
        page.write_url(row, 1, f"internal:'{sheet.name}'!A2", string=sheet.name)
        must = " Must be filled in." if sheet.required else ""
        page.write_string(row, 2, f"{sheet.holds}{must}", styles.prose)
    page.set_landscape()
    page.fit_to_pages(1, 1)
    page.activate()


def _example(book: Workbook, styles: Styles) -> None:
    page = book.add_worksheet(EXAMPLE_SHEET)
    page.set_column(0, _EXAMPLE_COLUMNS, _EXAMPLE_WIDTH)
    page.write_string(0, 0, "A small team, filled in", styles.title)
    page.write_string(
        1, 0, "Nobody on this page exists, and reading passes it by.", styles.aside
    )
    row = 3
    for sheet in SHEETS:
        page.write_string(row, 0, f"{sheet.name}: {sheet.holds}", styles.strong)
        write_headings(page, row + 1, sheet, (), styles)
        row += 2
        for cells in EXAMPLE[sheet.name]:
            for line in _lines(sheet, cells):
                for place, (column, text) in enumerate(line):
                    _write(page, (row, place), column, text, styles)
                row += 1
        row += 1


def _lines(sheet: Sheet, cells: Mapping[str, str]) -> list[list[tuple[Column, str]]]:
    """Return the lines one row makes: itself, or one for each key and its value."""
    if sheet.pairs:
        key = Column(name="key", kind=Kind.TEXT, help="", example="")
        return [
            [(key, column.name), (column, cells[column.name])]
            for column in sheet.columns
        ]
    return [[(column, cells.get(column.name, "")) for column in sheet.columns]]


def _write(
    page: Worksheet, at: tuple[int, int], column: Column, text: str, styles: Styles
) -> None:
    if text:
        write_value(page, at, column, read_cell(column, text).value, styles)
