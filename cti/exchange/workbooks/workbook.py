"""A workbook with a sheet for each part of a caseload, made to be filled in by hand."""

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from fractions import Fraction

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from cti.exchange.caseload_file import Extras
from cti.exchange.cells.cell import write_cell
from cti.exchange.cells.formulas import guarded
from cti.exchange.cells.numbers import write_number
from cti.exchange.columns.column import Column, Kind, Sheet
from cti.exchange.columns.sheets import SHEETS
from cti.exchange.records import Values
from cti.exchange.workbooks.help import add_help, add_pair_rule, add_rules
from cti.exchange.workbooks.styles import Styles

Page = Callable[[xlsxwriter.Workbook, Styles], None]
"""Draws a sheet for people, which reading passes by."""

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
_MADE_ON = datetime(2026, 1, 1)
"""A fixed date among the properties: the same caseload is the same bytes."""

_WIDTHS = {
    Kind.DATE: 13,
    Kind.MOMENT: 18,
    Kind.HOURS: 34,
    Kind.LIST: 22,
    Kind.IDS: 16,
    Kind.TEXT: 18,
}
_ROOM_FOR_ARROW = 4
_KEY_WIDTH, _VALUE_WIDTH = 18, 32
_FROZEN = {"workers": 2, "people": 2, "referrals": 2}
"""Columns that stay in sight where there are many: the id and the name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What goes on one sheet.

    Attributes
    ----------
    rows
        The values of each row; for a sheet of pairs, one row.
    extras
        What was kept from the file the caseload was read from.
    """

    rows: Sequence[Values] = ()
    extras: Extras = field(default_factory=Extras)


def workbook(contents: Mapping[str, Contents], *, before: Sequence[Page] = ()) -> bytes:
    """Return a workbook with every sheet of a caseload.

    Parameters
    ----------
    contents
        By sheet; a sheet without contents has its headings alone.
    before
        Pages that come first.
    """
    packed = io.BytesIO()
    with xlsxwriter.Workbook(packed, _OPTIONS) as book:
        book.set_properties({"title": "CTI caseload", "created": _MADE_ON})
        styles = Styles(book)
        for page in before:
            page(book, styles)
        for sheet in SHEETS:
            drawn = book.add_worksheet(sheet.name)
            drawn.set_tab_color(styles.dark if sheet.required else styles.middle)
            draw = _draw_pairs if sheet.pairs else _draw_rows
            draw(drawn, sheet, contents.get(sheet.name, Contents()), styles)
    return packed.getvalue()


def write_headings(
    drawn: Worksheet, row: int, sheet: Sheet, names: Sequence[str], styles: Styles
) -> None:
    """Write the headings of a sheet and of the columns kept beside them."""
    needed = {column.name for column in sheet.columns if column.needed}
    for place, name in enumerate((*sheet.headings, *names)):
        look = styles.needed if sheet.pairs or name in needed else styles.optional
        drawn.write_string(row, place, name, look)


def write_value(
    drawn: Worksheet, at: tuple[int, int], column: Column, value: object, styles: Styles
) -> None:
    """Write a value as the spreadsheet's own kind: a date as a date, an id as text."""
    if value is None:
        return
    row, place = at
    look = styles.of(column)
    if isinstance(value, date | time) and not _is_midnight(value):
        drawn.write_datetime(row, place, value, look)
    elif isinstance(value, Fraction) and "/" not in write_number(value):
        drawn.write_number(row, place, float(value), look)
    elif column.kind is Kind.WHOLE and isinstance(value, int):
        drawn.write_number(row, place, value, look)
    else:
        _write_words(drawn, at, write_cell(column, value), column, styles)


def _is_midnight(moment: date | time) -> bool:
    """Whether a spreadsheet would show this date and time as a date alone."""
    return isinstance(moment, datetime) and moment.time() == time()


def _write_words(
    drawn: Worksheet, at: tuple[int, int], text: str, column: Column, styles: Styles
) -> None:
    if column.kind is Kind.CHOICE and text.isdigit():
        drawn.write_number(*at, int(text), styles.of(column))
    elif text:
        look = styles.quoted if guarded(text) != text else styles.of(column)
        drawn.write_string(*at, text, look)


def _draw_rows(
    drawn: Worksheet, sheet: Sheet, contents: Contents, styles: Styles
) -> None:
    write_headings(drawn, 0, sheet, contents.extras.names, styles)
    for place, column in enumerate(sheet.columns):
        width = max(_WIDTHS.get(column.kind, 10), len(column.name) + _ROOM_FOR_ARROW)
        drawn.set_column(place, place, width, styles.of(column))
    for row, values in enumerate(contents.rows, start=1):
        for place, column in enumerate(sheet.columns):
            write_value(drawn, (row, place), column, values[column.name], styles)
    _write_kept(drawn, len(sheet.columns), contents.extras, styles)
    last = len(sheet.columns) + len(contents.extras.names) - 1
    drawn.autofilter(0, 0, max(len(contents.rows), 1), last)
    drawn.freeze_panes(1, _FROZEN.get(sheet.name, 0))
    drawn.set_landscape()
    drawn.fit_to_pages(1, 0)
    drawn.repeat_rows(0)
    add_help(drawn, sheet)
    add_rules(drawn, sheet)


def _draw_pairs(
    drawn: Worksheet, sheet: Sheet, contents: Contents, styles: Styles
) -> None:
    values = contents.rows[0] if contents.rows else {}
    write_headings(drawn, 0, sheet, contents.extras.names, styles)
    drawn.set_column(0, 0, _KEY_WIDTH, styles.text)
    drawn.set_column(1, 1, _VALUE_WIDTH)
    for row, column in enumerate(sheet.columns, start=1):
        drawn.write_string(row, 0, column.name, styles.strong)
        value = values.get(column.name, column.default)
        write_value(drawn, (row, 1), column, value, styles)
        add_pair_rule(drawn, row, column)
    for row, pair in enumerate(contents.extras.pairs, start=len(sheet.columns) + 1):
        for place, text in enumerate(pair):
            drawn.write_string(row, place, text, styles.text)
    _write_kept(drawn, len(sheet.headings), contents.extras, styles)
    drawn.freeze_panes(1, 0)


def _write_kept(drawn: Worksheet, first: int, extras: Extras, styles: Styles) -> None:
    for row, cells in enumerate(extras.cells, start=1):
        for place, text in enumerate(cells, start=first):
            if text:
                look = styles.quoted if guarded(text) != text else styles.text
                drawn.write_string(row, place, text, look)
