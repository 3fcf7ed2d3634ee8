"""Rows of cells to rows of values: every cell read, every trouble told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cti.exchange.caseload_file import Extras
from cti.exchange.cells.cell import Reading, read_cell
from cti.exchange.cells.words import NotReadable, Raw
from cti.exchange.columns.column import Column, Sheet
from cti.exchange.report import Report
from cti.exchange.rows.grid import Grid


@dataclass(slots=True, kw_only=True)
class Row:
    """One row, read.

    Attributes
    ----------
    number
        As a spreadsheet shows it.
    values
        By column, as the caseload keeps them; a cell that cannot be read has none.
    """

    number: int
    values: dict[str, Any]

    def get(self, column: str) -> Any:  # noqa: ANN401, a value is what its kind says
        """Return the value in a column; None for a blank or an unreadable cell."""
        return self.values.get(column)


@dataclass(slots=True, kw_only=True)
class Rows:
    """The rows of one sheet, read.

    Attributes
    ----------
    extras
        What stands on the sheet and is no part of a caseload.
    is_whole
        Whether every row could be laid under its headings.
    """

    sheet: Sheet
    rows: list[Row]
    extras: Extras
    is_whole: bool = True

    def column(self, name: str) -> Iterator[tuple[Row, Any]]:
        """Yield each row with its value in a column, where it has one."""
        for row in self.rows:
            if row.get(name) is not None:
                yield row, row.get(name)


def read_rows(grid: Grid, report: Report) -> Rows:
    """Read every row of a sheet."""
    rows = [
        Row(
            number=line.number,
            values=_values(grid.sheet, line.number, line.cells, report),
        )
        for line in grid.lines
    ]
    extras = Extras(
        names=grid.extra_names, cells=tuple(line.extras for line in grid.lines)
    )
    return Rows(sheet=grid.sheet, rows=rows, extras=extras, is_whole=grid.is_whole)


def _values(
    sheet: Sheet, number: int, cells: Mapping[str, Raw], report: Report
) -> dict[str, Any]:
    values = {}
    for column in sheet.columns:
        reading = read_at(sheet, number, column, column.name, cells, report)
        if reading is not None:
            values[column.name] = reading.value
    return values


def read_at(
    sheet: Sheet,
    number: int,
    column: Column,
    heading: str,
    cells: Mapping[str, Raw],
    report: Report,
) -> Reading | None:
    """Read the cell under a heading; None, with a finding, if it cannot be read."""
    try:
        reading = read_cell(column, cells[heading])
    except NotReadable as trouble:
        report.mend(
            sheet.name, number, heading, problem=trouble.problem, remedy=trouble.remedy
        )
        return None
    if reading.note:
        report.note(sheet.name, number, heading, say=reading.note)
    return reading
